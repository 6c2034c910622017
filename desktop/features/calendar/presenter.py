"""The calendar, alive: pages from the store, drops as commands, conflicts while dragging."""

from datetime import date, timedelta

from PySide6.QtCore import QObject, Signal

from core.changes import ChangeSet, Outcome
from core.commands.schedule import CancelOccurrence, MoveOccurrence
from core.domain.refusals import Refusal
from core.domain.schedule import Occurrence
from core.domain.zones import MINUTE_MS
from core.queries import occurrences, resources
from desktop import formats
from desktop.features.calendar.grid import NEW_MIN
from desktop.features.calendar.model import (
    DropAnswer,
    DropConflict,
    Mode,
    Move,
    Target,
)
from desktop.features.calendar.page import (
    BY_ROOM,
    BY_TEACHER,
    NO_ROOM,
    NO_TEACHER,
    PLAIN,
    Look,
    page_of,
    span_of,
)
from desktop.features.calendar.scope_menu import Reach
from desktop.features.calendar.series_move import moves, series_edit
from desktop.features.calendar.view import CalendarScreen
from desktop.session import Session, concerns
from desktop.widgets.reload import Reload
from desktop.wording import bold

TABLES = occurrences.TABLES
STEPS_AHEAD = 24
KINDS = {
    "instructor_busy": "Teacher",
    "instructor_buffer": "Teacher",
    "instructor_travel": "Teacher",
    "instructor_away": "Teacher",
    "instructor_unavailable": "Teacher",
    "instructor_not_qualified": "Teacher",
    "staff_archived": "Teacher",
    "resource_short": "Room",
    "outside_opening_hours": "Hours",
    "location_closed": "Hours",
}


class CalendarPresenter(QObject):
    """`class_asked` opens a class in the side panel, `new_asked` asks for a new one: the moment
    (UTC ms), minutes (0: the usual ones), a room and a teacher where the column names one."""

    class_asked = Signal(str)
    new_asked = Signal(object, int, str, str)

    def __init__(self, screen: CalendarScreen, session: Session) -> None:
        super().__init__(screen)
        self._screen = screen
        self._session = session
        self.reload = Reload(screen, self.refresh)
        self._mode = Mode.WEEK
        self._shown = BY_ROOM
        self._day: date | None = None
        screen.set_preview(self._preview)
        screen.moved.connect(self._move)
        screen.cancel_requested.connect(self._cancel)
        screen.class_opened.connect(self.class_asked)
        screen.new_requested.connect(self._ask_new)
        screen.today_requested.connect(self.show_today)
        screen.step_requested.connect(self._step)
        screen.mode_requested.connect(self.show_mode)
        screen.shown_requested.connect(self._show_by)
        session.changed.connect(self._changed)
        session.place_changed.connect(self.reload.ask)

    def refresh(self) -> None:
        """Read the page anew."""
        session = self._session
        location = session.location
        if location is None:
            return
        day = self._day or self._today()
        since, until = span_of(self._mode, day, location.zone)
        lines = occurrences.occurrences(session.source, location.id, since, until)
        rooms = resources.resources(session.source, location.id)
        now = session.now()
        page = page_of(Look(self._mode, day, self._shown), location, lines, rooms, now)
        self._screen.show_page(page)

    def show_today(self) -> None:
        """Back to the day that is."""
        self._day = None
        self.refresh()

    def show_mode(self, mode: Mode) -> None:
        """Day or week, keeping the day."""
        self._mode = mode
        self.refresh()

    def move(self, occurrence_id: str) -> None:
        """Show a class and begin to move it by keys (U-45)."""
        row = self._session.source.rows.get(Occurrence, occurrence_id)
        if row is None:
            return
        self._day = date.fromisoformat(row.local_date)
        self.refresh()
        grid = self._screen.grid
        grid.setFocus()
        grid.choose(occurrence_id)
        grid.move_by_key()

    def _ask_new(self, target: Target) -> None:
        minutes = (target.ends_at - target.starts_at) // MINUTE_MS
        named = self._mode is Mode.DAY and target.column not in (NO_ROOM, NO_TEACHER, PLAIN)
        room = target.column if named and self._shown == BY_ROOM else ""
        teacher = target.column if named and self._shown == BY_TEACHER else ""
        self.new_asked.emit(target.starts_at, 0 if minutes == NEW_MIN else minutes, room, teacher)

    def _today(self) -> date:
        return formats.local(self._session.now(), self._session.zone).date()

    def _step(self, steps: int) -> None:
        day = self._day or self._today()
        self._day = day + timedelta(days=steps * (1 if self._mode is Mode.DAY else 7))
        self.refresh()

    def _show_by(self, ident: str) -> None:
        self._shown = ident
        self.refresh()

    def _changed(self, changes: ChangeSet) -> None:
        if concerns(changes, *TABLES):
            self.reload.ask()

    def _command(self, occurrence_id: str, to: Target) -> MoveOccurrence | None:
        row = self._session.source.rows.get(Occurrence, occurrence_id)
        if row is None:
            return None
        there = formats.local(to.starts_at, row.zone)
        return MoveOccurrence(
            occurrence_id,
            str(there.date()),
            f"{there:%H:%M}",
            (to.ends_at - to.starts_at) // MINUTE_MS,
            row.lead_id,
        )

    def _preview(self, occurrence_id: str, starts_at: int, ends_at: int, column: str) -> DropAnswer:
        """What a place would mean, by the same handler that the drop will run (U-43)."""
        zone = self._session.zone
        target = Target(starts_at, ends_at, column)
        when = f"{formats.short_day(starts_at, zone)[:3]} {formats.clock(starts_at, zone)}"
        span = f"{formats.clock(starts_at, zone)}–{formats.clock(ends_at, zone)}"
        refusal = self._refusal(occurrence_id, target)
        if refusal is None:
            return DropAnswer(when=when, span=span)
        free = self._next_free(occurrence_id, target)
        return DropAnswer(
            when=when,
            span=span,
            conflicts=(self._conflict(refusal),),
            allowed=False,
            next_free=free,
            next_free_text=formats.clock(free.starts_at, zone) if free else "",
        )

    def _refusal(self, occurrence_id: str, target: Target) -> Refusal | None:
        command = self._command(occurrence_id, target)
        if command is None:
            return Refusal("occurrence_unknown")
        result = self._session.preview(command)
        return result if isinstance(result, Refusal) else None

    def _next_free(self, occurrence_id: str, target: Target) -> Target | None:
        """The next quarter of an hour of the same day that has no conflict."""
        zone = self._session.zone
        _, end = formats.day_bounds(target.starts_at, zone)
        for step in range(1, STEPS_AHEAD + 1):
            later = step * 15 * MINUTE_MS
            moved = Target(target.starts_at + later, target.ends_at + later, target.column)
            if moved.ends_at > end:
                return None
            if self._refusal(occurrence_id, moved) is None:
                return moved
        return None

    def _conflict(self, refusal: Refusal) -> DropConflict:
        facts = refusal.facts
        what = str(facts.get("other_class_name", ""))
        if what and "other_starts_at" in facts:
            what = f"{what} {formats.clock(facts['other_starts_at'], self._session.zone)}"
        who = str(facts.get("staff_name") or facts.get("resource_name") or "")
        text = f"{who} has" if who and what else self._session.sentence(refusal)
        return DropConflict(
            kind=KINDS.get(refusal.code, self.tr("Rule")),
            text=text,
            what=what if who else "",
            occurrence_id=str(facts.get("other_occurrence_id", "")),
        )

    def _move(self, move: Move) -> None:
        """Carry out a drop; of a series it asks first how far it goes (U-44)."""
        command = self._command(move.occurrence_id, move.to)
        if command is None:
            return
        edits = {
            reach: series_edit(self._session, command, reach)
            for reach in (Reach.FOLLOWING, Reach.ALL)
        }
        counts = {reach: moves(self._session, edit) for reach, edit in edits.items()}
        if max(counts.values()) < 2:
            self._move_one(command)
            return

        def chosen(reach: Reach) -> None:
            edit = edits.get(reach)
            if edit is None:
                self._move_one(command)
            else:
                self._session.send(edit, says=self._says_series)

        title = self.tr("Move which classes?")
        self._screen.ask_reach(title, {Reach.THIS: 1, **counts}, chosen, command.occurrence_id)

    def _says_series(self, done: Outcome) -> str:
        text = self.tr("Moved {0} of the series").format(
            bold(self.tr("{0} classes").format(done.facts["count"]))
        )
        kept = int(done.facts["kept"])
        return f"{text}; {self.tr('{0} left as they were').format(kept)}" if kept else text

    def _move_one(self, command: MoveOccurrence) -> None:
        def says(done: Outcome) -> str:
            zone = self._session.zone
            at = done.facts["starts_at"]
            when = f"{formats.short_day(at, zone)} {formats.clock(at, zone)}"
            return self.tr("Moved {0} to {1}").format(
                bold(str(done.facts.get("class_name", ""))), when
            )

        self._session.send(command, says=says)

    def _cancel(self, occurrence_id: str) -> None:
        line = occurrences.occurrence(self._session.source, occurrence_id)
        name = f"{formats.clock(line.starts_at, line.zone)} {line.name}" if line else ""
        says = self.tr("Cancelled {0}; everyone gets their credit back").format(bold(name))
        self._session.send(CancelOccurrence(occurrence_id), says=says)
