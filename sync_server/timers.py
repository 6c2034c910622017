"""The server's clockwork: one tick looks for messages and system commands that are due."""

import logging
import time
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy.exc import OperationalError

from core.domain.refusals import Fault
from sync_server.agenda import REST_MS, TICK_MS, Agenda, Look
from sync_server.backups import back_up_hourly
from sync_server.clockwork import Clockwork
from sync_server.notifications.delivery import deliver_due, next_due
from sync_server.office import Office
from sync_server.store.sql import heads

log = logging.getLogger(__name__)

BACKUP_LOOK_MIN = 5


class Timers:
    """Runs the ticks in a background thread; a tick that is late runs once, not twice."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._clockwork = Clockwork(
            office.database, office.clock, office.heard, office.pokes.send, office.settling
        )
        self._agenda = Agenda(office.database.engine, office.clock)
        self._down = False
        self._scheduler = BackgroundScheduler(timezone="UTC")
        self._scheduler.add_job(
            self.tick, "interval", seconds=TICK_MS / 1000, coalesce=True, max_instances=1
        )

        self._scheduler.add_job(
            self.back_up,
            "interval",
            minutes=BACKUP_LOOK_MIN,
            coalesce=True,
            max_instances=1,
            next_run_time=datetime.now(UTC) + timedelta(minutes=1),
        )

    def back_up(self) -> None:
        """Copy an embedded server's store once an hour; trouble is told and tried again."""
        if self._office.folder is None:
            return
        try:
            back_up_hourly(self._office.folder, self._office.clock.now())
        except Fault as fault:
            log.warning("no backup was made: %s %s", fault.code, fault.facts)

    def start(self) -> None:
        self._agenda.fill()
        self._scheduler.start()

    def stop(self) -> None:
        """End after the running tick."""
        self._scheduler.shutdown(wait=True)

    def tick(self) -> int:
        """Look at every organisation where something may be due; gives at how many.

        Trouble at one of them stops no other; it is looked at again when its claim is over. Where
        the database does not answer that is told once.
        """
        office = self._office
        office.ticked_at = time.monotonic()
        try:
            office.pokes.watch(heads(office.database.engine))
            looks = self._agenda.claim()
        except OperationalError as error:
            if not self._down:
                log.warning("the database does not answer: %s", error.orig)
            self._down = True
            return 0
        self._down = False
        for look in looks:
            self._try(look)
        return len(looks)

    def _try(self, look: Look) -> None:
        try:
            self._look(look.organisation_id)
            self._agenda.put_off(look, self._next(look.organisation_id))
        except (Fault, OperationalError) as trouble:
            log.warning("the timers of %s: %s", look.organisation_id, trouble)
        except Exception:
            log.exception("the timers of %s failed", look.organisation_id)

    def _look(self, organisation_id: str) -> None:
        office = self._office
        self._clockwork.tick(organisation_id)
        deliver_due(
            office.database,
            office.channels,
            office.clock,
            office.pokes.send,
            [organisation_id],
            office.address,
        )

    def _next(self, organisation_id: str) -> int:
        """When to look again: soon, where something will be due before a rest is over."""
        now = self._office.clock.now()
        rested = now + REST_MS
        message = next_due(self._office.database, organisation_id)
        soon = (message is not None and message <= rested) or self._clockwork.waits(
            organisation_id, rested
        )
        return now + TICK_MS if soon else rested
