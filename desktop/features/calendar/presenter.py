"""The calendar, alive: pages from the store, drops as commands, conflicts while dragging."""

from datetime import date, timedelta

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from core.changes import ChangeSet, Outcome
from core.commands.schedule import EditSeries, MoveOccurrence
from core.domain.organisation import Location
from core.domain.refusals import Refusal
from core.domain.schedule import Occurrence
from core.domain.zones import MINUTE_MS
from core.queries import closed_times, occurrences
from desktop import formats
from desktop.features.calendar.dropping import Dropping, lead_of
from desktop.features.calendar.filter_menu import FilterChoice
from desktop.features.calendar.filters import BY_SERVICE, Filter, as_draft, from_draft
from desktop.features.calendar.grid import NEW_MIN
from desktop.features.calendar.model import DropAnswer, Mode, Move, Target
from desktop.features.calendar.page import (
    BY_PLACE,
    BY_ROOM,
    BY_TEACHER,
    MINE,
    NO_ROOM,
    NO_TEACHER,
    PLAIN,
    Look,
)
from desktop.features.calendar.reading import Reading
from desktop.features.calendar.scope_menu import Reach
from desktop.features.calendar.series_diff import Fate, SeriesDiff
from desktop.features.calendar.series_move import booked_dates, chosen, moves, series_edit
from desktop.features.calendar.sessions import Sessions
from desktop.features.calendar.view import CalendarScreen
from desktop.session import Session, concerns
from desktop.widgets.reload import Reload
from desktop.wording import bold

TABLES = (*occurrences.TABLES, *closed_times.TABLES)
LOOK = "calendar/look"
_NAMELESS = (NO_ROOM, NO_TEACHER, PLAIN)


class CalendarPresenter(QObject):
    """`class_asked` opens a class in the side panel, `cancel_asked` asks there whether to cancel
    it, `panel_asked` and `panel_left` what lies in the side panel. `new_asked` asks for a new
    class: the moment (UTC ms), minutes (0: the usual ones), a room and a teacher where the column
    names one."""

    class_asked = Signal(str)
    cancel_asked = Signal(str)
    new_asked = Signal(object, int, str, str)
    search_asked = Signal()
    panel_asked = Signal(object)
    panel_left = Signal()

    def __init__(self, screen: CalendarScreen, session: Session) -> None:
        super().__init__(screen)
        self._screen = screen
        self._session = session
        self.reload = Reload(screen, self.refresh)
        self.reading = Reading(session)
        self._dropping = Dropping(session, self)
        self.sessions = Sessions(session, self)
        self.sessions.panel_asked.connect(self.panel_asked)
        self.sessions.left.connect(self.panel_left)
        screen.session_asked.connect(self._book_session)
        self.diff = SeriesDiff()
        self.diff.done.connect(self._save_series)
        self.diff.left.connect(self.panel_left)
        self._edit: EditSeries | None = None
        self._day: date | None = None
        self._look = self._kept_look()
        screen.set_preview(self._preview)
        screen.set_options(self._options)
        screen.moved.connect(self._move)
        screen.cancel_requested.connect(self.cancel_asked)
        screen.class_opened.connect(self.class_asked)
        screen.new_requested.connect(self._ask_new)
        screen.search_asked.connect(self.search_asked)
        screen.new_on_day.connect(self._ask_new_on)
        screen.today_requested.connect(self.show_today)
        screen.step_requested.connect(self._step)
        screen.mode_requested.connect(self.show_mode)
        screen.shown_requested.connect(self._show_by)
        screen.filter_chosen.connect(self._filter)
        screen.day_opened.connect(self._open_day)
        screen.month_stepped.connect(self._step_in_month)
        screen.day_chosen.connect(self._choose_day)
        session.changed.connect(self._changed)
        session.place_changed.connect(self.reload.ask)
        session.person_changed.connect(self.reload.ask)

    def refresh(self) -> None:
        """Read the page anew; of a month a week at a time, so that nothing waits for it."""
        location = self._session.location
        if location is None:
            return
        look = self.look()
        if look.mode is not Mode.MONTH:
            self._screen.show_page(self.reading.page(look, location))
            return
        self._read_one_week(look, location)
        self._screen.show_month(self.reading.month(look, location), str(look.day))
        if self.reading.missing(look, location):
            QTimer.singleShot(0, self, self.refresh)

    def look(self) -> Look:
        """What is looked at now."""
        return replace(self._look, day=self._day or self._today())

    def show_today(self) -> None:
        """Back to the day that is."""
        self._day = None
        self.refresh()

    def show_mode(self, mode: Mode) -> None:
        """Day, week or month, keeping the day."""
        shown = self._look.shown
        if mode is not Mode.DAY and shown != MINE:
            shown = ""
        elif mode is Mode.DAY and not shown:
            shown = BY_ROOM
        self._see(replace(self._look, mode=mode, shown=shown))

    def show_all_places(self) -> None:
        """The day, a column for each location (ORG-9)."""
        self._see(replace(self._look, mode=Mode.DAY, shown=BY_PLACE))

    def move(self, occurrence_id: str) -> None:
        """Show a class and begin to move it by keys (U-45)."""
        row = self._session.source.rows.get(Occurrence, occurrence_id)
        if row is None:
            return
        self._day = date.fromisoformat(row.local_date)
        if self._look.mode is Mode.MONTH:
            self._look = replace(self._look, mode=Mode.WEEK)
        self._look = replace(self._look, filter=Filter())
        self.refresh()
        grid = self._screen.grid
        grid.setFocus()
        grid.choose(occurrence_id)
        grid.move_by_key()

    def _kept_look(self) -> Look:
        kept = self._session.draft(LOOK)
        mode = Mode(kept.get("mode", Mode.WEEK))
        default = BY_ROOM if mode is Mode.DAY else ""
        colour = kept.get("colour", BY_SERVICE)
        return Look(mode, date.min, kept.get("shown", default), from_draft(kept), colour)

    def _see(self, look: Look) -> None:
        """Look at something else, and remember how (U-84)."""
        self._look = look
        draft = as_draft(look.filter, look.colour, look.shown, look.mode.value)
        self._session.keep_draft(LOOK, draft)
        self.refresh()

    def _read_one_week(self, look: Look, location: Location) -> None:
        missing = self.reading.missing(look, location)
        if missing:
            self.reading.weeks.week(location.id, location.zone, missing[0])

    def _options(self) -> FilterChoice:
        location = self._session.location
        found = self.reading.options(self.look(), location) if location else []
        return FilterChoice(self._look.filter, self._look.colour, tuple(found))

    def _filter(self, filter_: Filter, colour: str) -> None:
        self._see(replace(self._look, filter=filter_, colour=colour))

    def _open_day(self, day: str) -> None:
        self._day = date.fromisoformat(day)
        self.show_mode(Mode.DAY)

    def _choose_day(self, day: str) -> None:
        self._day = date.fromisoformat(day)

    def _step_in_month(self, day: str, steps: int) -> None:
        self._day = date.fromisoformat(day) + timedelta(days=steps)
        self.refresh()

    def _book_session(self, column: str) -> None:
        """Free times of the day in view, of the instructor whose column is chosen."""
        look = self.look()
        days = column[:1].isdigit() and look.mode is Mode.WEEK
        on = date.fromisoformat(column) if days else look.day
        staff = lead_of(Target(0, 0, column), look) if column else ""
        noon = formats.wall(on, "12:00", self._session.zone)
        since, until = formats.day_bounds(noon, self._session.zone)
        self.sessions.start(since, until, staff)

    def _ask_new_on(self, day: str) -> None:
        """A new class on a day of the month, at the first hour that is open."""
        location = self._session.location
        if location is not None:
            page = self.reading.page(
                replace(self._look, mode=Mode.DAY, day=date.fromisoformat(day), shown=PLAIN),
                location,
            )
            spans = [span for column in page.columns for span in column.open_spans]
            noon = formats.wall(date.fromisoformat(day), "12:00", location.zone)
            self.new_asked.emit(spans[0][0] if spans else noon, 0, "", "")

    def _ask_new(self, target: Target) -> None:
        minutes = (target.ends_at - target.starts_at) // MINUTE_MS
        named = self._look.mode is Mode.DAY and target.column not in _NAMELESS
        room = target.column if named and self._look.shown == BY_ROOM else ""
        teacher = target.column if named and self._look.shown == BY_TEACHER else ""
        self.new_asked.emit(target.starts_at, 0 if minutes == NEW_MIN else minutes, room, teacher)

    def _today(self) -> date:
        return formats.local(self._session.now(), self._session.zone).date()

    def _step(self, steps: int) -> None:
        look = self.look()
        if look.mode is Mode.MONTH:
            first = look.day.replace(day=1)
            self._day = (
                (first + timedelta(days=32)).replace(day=1)
                if steps > 0
                else (first - timedelta(days=1)).replace(day=1)
            )
        else:
            self._day = look.day + timedelta(days=steps * (1 if look.mode is Mode.DAY else 7))
        self.refresh()

    def _show_by(self, ident: str) -> None:
        self._see(replace(self._look, shown=ident))

    def _changed(self, changes: ChangeSet) -> None:
        if concerns(changes, *TABLES):
            self.reading.forget(changes)
            self.reload.ask()

    def _preview(self, occurrence_id: str, target: Target, copies: bool) -> DropAnswer:
        """What a place would mean (U-43)."""
        return self._dropping.answer(occurrence_id, target, self.look(), copies=copies)

    def _move(self, move: Move) -> None:
        """Carry out a drop; of a series it asks first how far it goes (U-44)."""
        if move.copy:
            self._copy(move)
            return
        command = self._dropping.move(move.occurrence_id, move.to, self.look())
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

        def answered(reach: Reach) -> None:
            edit = edits.get(reach)
            if edit is None:
                self._move_one(command)
            else:
                self._change_series(edit, counts[reach])

        title = self.tr("Change which classes?")
        self._screen.ask_reach(title, {Reach.THIS: 1, **counts}, answered, command.occurrence_id)

    def _change_series(self, edit: EditSeries, count: int) -> None:
        """Those with bookings are listed first, with a choice each (SCH-4)."""
        dates = booked_dates(self._session, edit)
        if not dates:
            self._session.send(edit, says=self._says_series)
            return

        def ask(choices: dict[str, Fate]) -> tuple[str, bool]:
            result = self._session.preview(chosen(edit, choices))
            if isinstance(result, Refusal):
                return self._session.sentence(result), False
            facts = result.facts
            said = self.tr("{0} change, {1} stay as they are, {2} are cancelled with notice.")
            return said.format(facts["count"], facts["kept"], facts["cancelled"]), True

        self._edit = edit
        about = self.tr("{0} classes change; on these somebody is booked.").format(count)
        self.diff.start(self.tr("Change the series"), about, dates, ask)
        self.panel_asked.emit(self.diff)

    def _save_series(self, choices: dict[str, Fate]) -> None:
        edit, self._edit = self._edit, None
        if edit is not None:
            self.panel_left.emit()
            self._session.send(chosen(edit, choices), says=self._says_series)

    def _says_series(self, done: Outcome) -> str:
        text = self.tr("Changed {0} of the series").format(
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

    def _copy(self, move: Move) -> None:
        command = self._dropping.copy(move.occurrence_id, move.to, self.look())
        if command is None:
            return

        def says(done: Outcome) -> str:
            zone, at = self._session.zone, done.facts["starts_at"]
            when = f"{formats.short_day(at, zone)} {formats.clock(at, zone)}"
            name = bold(str(done.facts.get("class_name", "")))
            return self.tr("Put {0} once more on {1}").format(name, when)

        self._session.send(command, says=says)
