"""What is wrong on a day in words, and its remedies carried out from here (SET-7, M-04)."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from core.changes import Outcome
from core.commands.attention import ResolveAttention
from core.commands.registry import Command
from core.commands.resources import ChangeResource
from core.commands.schedule import MoveOccurrence
from core.domain.schedule import Occurrence, Resource
from core.domain.zones import MINUTE_MS
from core.queries import attention, occurrences, resource_trouble
from core.queries.resource_trouble import Lacking
from desktop import formats
from desktop.features.resources.model import Notice, Remedy
from desktop.session import Session
from desktop.wording import bold

STEPS_AHEAD = 24
KEEP, OPEN = "keep", "open"


class Troubles(QObject):
    """One notice at a time, for the first class that lacks something."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._ways: dict[str, tuple[Command, str]] = {}

    def notice(self, found: Sequence[Lacking]) -> Notice | None:
        """The first of them with its ways out, tried by preview; None where nothing is wrong."""
        self._ways = {}
        rows = self._session.source.rows
        for one in found:
            line = occurrences.occurrence(self._session.source, one.occurrence_id)
            resource = rows.get(Resource, one.resource_id)
            if line is None or resource is None:
                continue
            start = formats.clock(line.starts_at, line.zone)
            people = self.tr("{0} of {1} are booked.").format(line.booked, line.capacity)
            more = self.tr("{0} more lack something.").format(len(found) - 1)
            return Notice(
                notice_id=line.id,
                title=self.tr("{0} {1} has no {2}.").format(line.name, start, resource.name),
                text=self.tr("It keeps its time. {0}").format(people),
                note=more if len(found) > 1 else "",
                remedies=tuple(self._remedies(one)),
            )
        return None

    def way(self, ident: str) -> tuple[Command, str] | None:
        """The command of a remedy, and what is said once it is done."""
        return self._ways.get(ident)

    def _remedies(self, one: Lacking) -> list[Remedy]:
        made = [self._other(one), self._later(one), self._leave(one)]
        found = [remedy for remedy in made if remedy is not None]
        return [*found[:2], Remedy(OPEN, self.tr("Open"))] if len(found) < 3 else found

    def _other(self, one: Lacking) -> Remedy | None:
        """The first that is alike and free."""
        for resource in resource_trouble.alike(self._session.source.rows, one.resource_id):
            command = ChangeResource(one.occurrence_id, one.resource_id, resource.id)
            if isinstance(self._session.preview(command), Outcome):
                said = self.tr("It has {0} now").format(bold(resource.name))
                self._ways["other"] = (command, said)
                return Remedy("other", self.tr("Move to {0}").format(resource.name))
        return None

    def _later(self, one: Lacking) -> Remedy | None:
        """The next time of the day at which everything is free."""
        row = self._session.source.rows.get(Occurrence, one.occurrence_id)
        if row is None:
            return None
        minutes = (row.ends_at - row.starts_at) // MINUTE_MS
        _, end = formats.day_bounds(row.starts_at, row.zone)
        for step in range(1, STEPS_AHEAD + 1):
            at = row.starts_at + step * 15 * MINUTE_MS
            if at + (row.ends_at - row.starts_at) > end:
                return None
            start = formats.clock(at, row.zone)
            command = MoveOccurrence(row.id, row.local_date, start, minutes, row.lead_id)
            if isinstance(self._session.preview(command), Outcome):
                self._ways["later"] = (command, self.tr("It starts at {0}").format(bold(start)))
                return Remedy("later", self.tr("Start at {0}").format(start))
        return None

    def _leave(self, one: Lacking) -> Remedy | None:
        """Somebody has looked at it, and it stays as it is."""
        session = self._session
        items = attention.items(session.source, session.location_id, "open")
        found = next((item for item in items if item.occurrence_id == one.occurrence_id), None)
        if found is None:
            return None
        self._ways[KEEP] = (ResolveAttention(found.id), self.tr("Left as it is"))
        return Remedy(KEEP, self.tr("Leave it so"))
