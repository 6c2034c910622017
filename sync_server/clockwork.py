"""Runs what falls due by the clock in every organisation: each command once, however late."""

import logging
from collections.abc import Callable

from core.changes import Act
from core.commands.leases import EndLeases, GrantLease
from core.commands.registry import Command, spec_of
from core.commands.system import RaiseAttention
from core.domain.ids import CommandId, StaffId, derive
from core.domain.records import CommandLog
from core.domain.refusals import Fault
from core.domain.zones import DAY_MS, MINUTE_MS
from core.ports import Clock
from core.rules.due.all_timers import due
from core.rules.due.registry import Moment
from sync_server.heard import Heard, heard_until
from sync_server.settling import Settling
from sync_server.store.port import Database

log = logging.getLogger(__name__)

FIRST_PAUSE_MS = MINUTE_MS
LONGEST_PAUSE_MS = DAY_MS // 4


CAN_WAIT = (GrantLease, EndLeases)
"""What no desk is woken for: it comes with its next exchange."""


class Clockwork:
    """One per running server. A command that fails is told once, and tried ever more rarely."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        heard: Heard,
        settled: Callable[[str], None] = lambda _organisation: None,
        settling: Settling | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._settling = settling or Settling(database, clock)
        self._heard = heard
        self._settled = settled
        self._failed: dict[CommandId, tuple[int, int]] = {}

    def tick(self, organisation_id: str) -> int:
        """Run all that is due in an organisation; gives how many commands ran."""
        now = self._clock.now()
        ran = [
            command
            for command_id, command in self._due(organisation_id, now)
            if self._failed.get(command_id, (0, 0))[0] <= now
            and self._run(organisation_id, command_id, command, now)
        ]
        if any(not isinstance(command, CAN_WAIT) for command in ran):
            self._settled(organisation_id)
        return len(ran)

    def waits(self, organisation_id: str, until: int) -> bool:
        """Whether something falls due until then, if all desks are heard by that time."""
        with self._database.read(organisation_id) as store:
            moment = Moment(until, lambda _location: until)
            return any(
                store.rows.get(CommandLog, key) is None for key, _ in due(store.rows, moment)
            )

    def _due(self, organisation_id: str, now: int) -> list[tuple[CommandId, Command]]:
        with self._database.read(organisation_id) as store:
            rows = store.rows
            known = self._heard.known(store, organisation_id)
            moment = Moment(
                now,
                lambda location: heard_until(store, known, location, now),
                lambda desk: known.get(desk, 0),
            )
            return [one for one in due(rows, moment) if rows.get(CommandLog, one[0]) is None]

    def _run(self, organisation_id: str, key: CommandId, command: Command, now: int) -> bool:
        try:
            ran = self._order(organisation_id, key, command, now)
        except Fault:
            raise
        except Exception:
            log.exception("the timer's %s failed", spec_of(command).name)
            self._put_off(organisation_id, key, command, now)
            return False
        self._failed.pop(key, None)
        return ran

    def _order(self, organisation_id: str, key: CommandId, command: Command, now: int) -> bool:
        act = Act(key, StaffId(""), now, system=True)
        return self._settling.command(organisation_id, act, command, quiet=True) is not None

    def _put_off(self, organisation_id: str, key: CommandId, command: Command, now: int) -> None:
        pause = min(2 * self._failed.get(key, (0, FIRST_PAUSE_MS // 2))[1], LONGEST_PAUSE_MS)
        first = key not in self._failed
        self._failed[key] = (now + pause, pause)
        if first:
            told = CommandId(derive("job failed", key))
            self._order(organisation_id, told, _told_of(command), now)


def _told_of(command: Command) -> RaiseAttention:
    of = getattr(command, "occurrence_id", "")
    return RaiseAttention("NS-5", spec_of(command).name, occurrence_id=of)
