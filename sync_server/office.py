"""What one running server holds: its database, clock, channels, pokes, figures."""

import time
from collections.abc import Mapping
from pathlib import Path

from sync_server.database import SqlDatabase
from sync_server.heard import Heard
from sync_server.metrics import Metrics
from sync_server.notifications.channels import Channel
from sync_server.pokes import Pokes
from sync_server.settling import LONGEST_ROUND_S, Settling
from sync_server.throttle import Throttle


class SystemClock:
    """The computer's time."""

    def now(self) -> int:
        return time.time_ns() // 1_000_000


class Office:
    """Opened once at start; handed to the doors, the timers and the command line.

    `address` is where people reach its pages; serving says it where no setting does. `folder` holds
    the store of an embedded server; None where PostgreSQL does.
    """

    def __init__(
        self,
        database: SqlDatabase,
        channels: Mapping[str, Channel],
        clock: SystemClock | None = None,
        metrics_token: str = "",
        address: str = "",
        folder: Path | None = None,
    ) -> None:
        self.database = database
        self.channels = channels
        self.clock = clock or SystemClock()
        self.metrics = Metrics(database, self.clock)
        self.metrics_token = metrics_token
        self.pokes = Pokes(self.metrics.pokes_open)
        self.ticked_at: float | None = None
        self.heard = Heard(database)
        self.throttle = Throttle()
        self.address = address
        self.folder = folder
        self.settling = Settling(database, self.clock, self.pokes.send, LONGEST_ROUND_S)
        self.settling.watched(self.metrics.waiting, self.metrics.round)

    def timers_silent_s(self) -> float | None:
        """Seconds since the timers last looked; None where none run in this process."""
        return None if self.ticked_at is None else time.monotonic() - self.ticked_at
