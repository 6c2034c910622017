"""Everything that the store knows of one class, read once for the panel."""

from msgspec import Struct

from core.changes import Act
from core.domain.availability import StaffArrival
from core.domain.bookings import HOLDS_OF_OCCURRENCE, SeatHold
from core.domain.notes import Note
from core.domain.organisation import StaffMember
from core.domain.people import Client
from core.domain.records import CommandLog
from core.domain.refusals import Refusal
from core.domain.schedule import Assignment, Occurrence
from core.queries import (
    health,
    history,
    instructors,
    notes,
    occurrences,
    roster,
    spots,
    substitutes,
    waiting,
)
from core.queries.health import HealthLine
from core.queries.occurrences import OccurrenceLine
from core.queries.roster import RosterLine, WaitingLine
from core.queries.source import Source
from core.queries.spots import SpotLine
from core.queries.waiting import Pays
from core.rules.permissions import permits
from core.rules.places import place_of
from core.rules.waiting.waitlist import Way
from desktop.history_words import Deed, deed_of

MOST_DEEDS = 60
TABLES = (
    *occurrences.TABLES,
    *roster.TABLES,
    *health.TABLES,
    *spots.TABLES,
    *notes.TABLES,
    SeatHold,
    StaffArrival,
    StaffMember,
    Assignment,
    CommandLog,
)


class ClassFacts(Struct, frozen=True):
    """One class with its people. `names` are those of staff who wrote notes,
    `assistants` those of who assists."""

    line: OccurrenceLine
    people: list[RosterLine]
    waiting: list[WaitingLine]
    health: dict[str, HealthLine]
    spots: list[SpotLine]
    holds: list[SeatHold]
    notes: list[Note]
    names: dict[str, str]
    deeds: list[Deed]
    assistants: list[str]
    paying: dict[str, Pays]
    way: Way | None = None
    """What would pay for those who wait, and how a freed seat is given now."""
    absent: bool = False
    """Whether who leads it should be here by now and is not (CHK-9)."""

    def bare(self) -> "ClassFacts":
        """The class alone, for whom those who come are nothing (PERM)."""
        return ClassFacts(self.line, [], [], {}, [], [], [], {}, [], self.assistants, {})


def read(source: Source, act: Act, occurrence_id: str, currency: str) -> ClassFacts | None:
    """Read a class as the person at the desk may see it; None where it is not there."""
    line = occurrences.occurrence(source, occurrence_id)
    if line is None:
        return None
    rows = source.remembering().rows
    flags = health.flags(source, act, occurrence_id)
    row = rows.get(Occurrence, occurrence_id)
    private = row is not None and permits(rows, act, "see_private_notes", place_of(row))
    found = notes.of_occurrence(rows, occurrence_id)
    seen = [note for note in found if private or note.shared]
    people = roster.roster(source, occurrence_id)
    names = {str(one.client_id): one.name for one in people}
    for note in seen:
        writer = rows.get(StaffMember, note.written_by) if note.written_by else None
        about = rows.get(Client, note.client_id) if note.client_id else None
        names |= {writer.id: writer.name} if writer else {}
        names |= {about.id: about.name} if about else {}
    log = history.of_occurrence(source, occurrence_id)[:MOST_DEEDS]
    line_up = roster.waiting(source, occurrence_id)
    return ClassFacts(
        line,
        people,
        line_up,
        {} if isinstance(flags, Refusal) else {flag.client_id: flag for flag in flags},
        spots.of_occurrence(rows, occurrence_id),
        rows.find(HOLDS_OF_OCCURRENCE, occurrence_id),
        seen,
        names,
        [deed_of(entry, source, line.zone, act.occurred_at, currency) for entry in log],
        [
            member.name
            for key in instructors.assisting(rows, occurrence_id)
            if (member := rows.get(StaffMember, key))
        ],
        waiting.paying(source, occurrence_id, (one.client_id for one in line_up)),
        waiting.way(source, occurrence_id, act.occurred_at) if line_up else None,
        any(
            one.id == occurrence_id
            for one, _ in substitutes.missing(rows, line.location_id, act.occurred_at)
        ),
    )
