"""A worker's timers that are killed at their n-th settlement: URL, n, the time."""

import os
import signal
import sys
from typing import Any

from sync_server.clockwork import Clockwork
from sync_server.database import open_postgresql
from sync_server.heard import Heard
from sync_server.settlement import Settlement
from tests.sync.world import ORGANISATION


class Still:
    """A clock that stands."""

    def now(self) -> int:
        return int(sys.argv[3])


def main() -> None:
    """Tick until the kill comes, in mid-transaction."""
    left = int(sys.argv[2])
    close = Settlement.close

    def closing(self: Any) -> int:
        nonlocal left
        version = close(self)
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        return version

    Settlement.close = closing  # type: ignore[method-assign]
    database = open_postgresql(sys.argv[1])
    clockwork = Clockwork(database, Still(), Heard(database))
    while clockwork.tick(ORGANISATION):
        pass


if __name__ == "__main__":
    main()
