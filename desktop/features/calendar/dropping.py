"""What a drop means: the command of a move, a change of length or lead, or a copy, and its answer
while it is dragged (U-43)."""

from PySide6.QtCore import QObject

from core.changes import Outcome
from core.commands.schedule import CreateOccurrence, MoveOccurrence
from core.domain.refusals import Refusal
from core.domain.schedule import ASSIGNMENTS_OF_OCCURRENCE, ASSISTANT, HELD, Occurrence
from core.domain.zones import MINUTE_MS
from desktop import formats
from desktop.features.calendar.model import DropAnswer, DropConflict, Mode, Target
from desktop.features.calendar.page import BY_TEACHER, NO_TEACHER, Look
from desktop.saying import tr
from desktop.session import Session

STEPS_AHEAD = 24
KINDS = {
    "instructor_busy": tr("Teacher"),
    "instructor_buffer": tr("Teacher"),
    "instructor_travel": tr("Teacher"),
    "instructor_away": tr("Teacher"),
    "instructor_unavailable": tr("Teacher"),
    "instructor_not_qualified": tr("Teacher"),
    "staff_archived": tr("Teacher"),
    "resource_short": tr("Room"),
    "outside_opening_hours": tr("Hours"),
    "location_closed": tr("Hours"),
}


class Dropping(QObject):
    """Commands and answers of drops on the page that is looked at."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    def move(self, occurrence_id: str, to: Target, look: Look) -> MoveOccurrence | None:
        """The command of a drop; another instructor's column gives the class to them."""
        row = self._session.source.rows.get(Occurrence, occurrence_id)
        if row is None:
            return None
        there = formats.local(to.starts_at, row.zone)
        minutes = (to.ends_at - to.starts_at) // MINUTE_MS
        lead = lead_of(to, look) or row.lead_id
        return MoveOccurrence(occurrence_id, str(there.date()), f"{there:%H:%M}", minutes, lead)

    def copy(self, occurrence_id: str, to: Target, look: Look) -> CreateOccurrence | None:
        """The same class once more, with its people and seats, and nobody booked."""
        rows = self._session.source.rows
        row = rows.get(Occurrence, occurrence_id)
        if row is None:
            return None
        there = formats.local(to.starts_at, row.zone)
        assistants = tuple(
            one.staff_id
            for one in rows.find(ASSIGNMENTS_OF_OCCURRENCE, row.id)
            if one.role == ASSISTANT and one.state == HELD
        )
        return CreateOccurrence(
            row.service_id,
            row.location_id,
            str(there.date()),
            f"{there:%H:%M}",
            (to.ends_at - to.starts_at) // MINUTE_MS,
            row.capacity,
            lead_of(to, look) or row.lead_id,
            assistants,
            row.note,
        )

    def answer(self, occurrence_id: str, target: Target, look: Look, *, copies: bool) -> DropAnswer:
        """What a place would mean, by the same handler that the drop will run."""
        zone = self._session.zone
        at, ends = target.starts_at, target.ends_at
        when = f"{formats.weekday(at, zone)} {formats.clock(at, zone)}"
        span = f"{formats.clock(at, zone)}–{formats.clock(ends, zone)}"
        refusal = self._refusal(occurrence_id, target, look, copies=copies)
        if refusal is None:
            return DropAnswer(when=when, span=span)
        free = self._next_free(occurrence_id, target, look, copies=copies)
        return DropAnswer(
            when=when,
            span=span,
            conflicts=(self._conflict(refusal),),
            allowed=False,
            next_free=free,
            next_free_text=formats.clock(free.starts_at, zone) if free else "",
        )

    def _refusal(
        self, occurrence_id: str, target: Target, look: Look, *, copies: bool
    ) -> Refusal | None:
        make = self.copy if copies else self.move
        command = make(occurrence_id, target, look)
        if command is None:
            return Refusal("occurrence_unknown")
        result = self._session.preview(command)
        return None if isinstance(result, Outcome) else result

    def _next_free(
        self, occurrence_id: str, target: Target, look: Look, *, copies: bool
    ) -> Target | None:
        """The next quarter of an hour of the same day that has no conflict."""
        _, end = formats.day_bounds(target.starts_at, self._session.zone)
        for step in range(1, STEPS_AHEAD + 1):
            later = step * 15 * MINUTE_MS
            moved = Target(target.starts_at + later, target.ends_at + later, target.column)
            if moved.ends_at > end:
                return None
            if self._refusal(occurrence_id, moved, look, copies=copies) is None:
                return moved
        return None

    def _conflict(self, refusal: Refusal) -> DropConflict:
        facts = refusal.facts
        what = str(facts.get("other_class_name", ""))
        if what and "other_starts_at" in facts:
            what = f"{what} {formats.clock(facts['other_starts_at'], self._session.zone)}"
        who = str(facts.get("staff_name") or facts.get("resource_name") or "")
        text = tr("{0} has").format(who) if who and what else self._session.sentence(refusal)
        return DropConflict(
            kind=KINDS.get(refusal.code, self.tr("Rule")),
            text=text,
            what=what if who else "",
            occurrence_id=str(facts.get("other_occurrence_id", "")),
        )


def lead_of(to: Target, look: Look) -> str:
    """Whom a column names, where the day is shown by instructor."""
    named = look.mode is Mode.DAY and look.shown == BY_TEACHER and to.column != NO_TEACHER
    return to.column if named else ""
