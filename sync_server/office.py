"""What one running server holds: its database, its clock, its channels, its pokes."""

import time
from collections.abc import Mapping

from sync_server.database import SqlDatabase
from sync_server.heard import Heard
from sync_server.notifications.channels import Channel
from sync_server.pokes import Pokes
from sync_server.settling import LONGEST_ROUND_S, Settling


class SystemClock:
    """The computer's time."""

    def now(self) -> int:
        return time.time_ns() // 1_000_000


class Office:
    """Opened once at start; handed to the doors, the timers and the command line."""

    def __init__(
        self,
        database: SqlDatabase,
        channels: Mapping[str, Channel],
        clock: SystemClock | None = None,
    ) -> None:
        self.database = database
        self.channels = channels
        self.clock = clock or SystemClock()
        self.pokes = Pokes()
        self.heard = Heard(database)
        self.settling = Settling(database, self.clock, self.pokes.send, LONGEST_ROUND_S)
