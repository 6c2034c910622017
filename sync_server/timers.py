"""The server's clockwork: one tick looks for messages and system commands that are due."""

from apscheduler.schedulers.background import BackgroundScheduler

from sync_server.clockwork import Clockwork
from sync_server.notifications.delivery import deliver_due
from sync_server.office import Office
from sync_server.store.sql import heads

TICK_SECONDS = 1.0


class Timers:
    """Runs the ticks in a background thread; a tick that is late runs once, not twice."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._clockwork = Clockwork(
            office.database, office.clock, office.heard, office.pokes.send, office.settling
        )
        self._scheduler = BackgroundScheduler(timezone="UTC")
        self._scheduler.add_job(
            self._tick, "interval", seconds=TICK_SECONDS, coalesce=True, max_instances=1
        )

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        """End after the running tick."""
        self._scheduler.shutdown(wait=True)

    def _tick(self) -> None:
        office = self._office
        known = heads(office.database.engine)
        office.pokes.watch(known)
        for organisation_id in known:
            self._clockwork.tick(organisation_id)
        deliver_due(office.database, office.channels, office.clock, office.pokes.send)
