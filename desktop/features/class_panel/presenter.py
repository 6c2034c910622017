"""The class panel, alive: one occurrence from the store, its acts as commands."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Signal

from core.changes import ChangeSet, Outcome
from core.commands.seats import Book
from core.domain.phones import spaced
from core.domain.refusals import Refusal
from core.domain.settings import PAPER
from core.queries import clients, spots
from core.queries.occurrences import OccurrenceLine
from desktop import formats
from desktop.entering import in_the_way, let_in
from desktop.features.class_panel import actions
from desktop.features.class_panel.acts import ClassActs
from desktop.features.class_panel.asks import Asks
from desktop.features.class_panel.assistants import assistants
from desktop.features.class_panel.bars import Bars
from desktop.features.class_panel.class_view import class_view, unseen_view
from desktop.features.class_panel.facts import TABLES, read
from desktop.features.class_panel.model import Answer, Candidate, Deed
from desktop.features.class_panel.over import another_time, book_over, may_go_over
from desktop.features.class_panel.roster_print import sheet_of
from desktop.features.class_panel.slip import Slip, Values
from desktop.features.class_panel.slips import Slips, draft_name
from desktop.features.class_panel.standing_in import StandingIn
from desktop.features.class_panel.view import ClassPanel
from desktop.printing.presenter import PrintJob
from desktop.roster_words import RosterWords
from desktop.session import Session, concerns
from desktop.signing import next_signature
from desktop.widgets.reload import Reload

MOST_CANDIDATES = 12
SLIPS = (
    actions.KEEP_SEATS,
    actions.CHANGE_SEATS,
    actions.CHANGE_PARTY,
    actions.WRITE_NOTE,
    actions.WRITE_SESSION_NOTE,
    actions.WRITE_TO_ALL,
    actions.CLOSE,
    actions.REOPEN,
    actions.REINSTATE,
    actions.CANCEL_CLASS,
)
_ABOUT_SOMEBODY = (actions.CHANGE_PARTY, actions.WRITE_SESSION_NOTE)


class ClassPanelPresenter(QObject):
    """Signals ask the frame: `client_asked` opens a client, `move_asked` moves this class,
    `move_booking_asked` carries the client and the class that they leave, `print_asked` a job,
    `act_asked` a form about somebody of this class, which comes back to it, `dates_asked`
    the client, the service and the class to which it comes back."""

    client_asked = Signal(str)
    move_asked = Signal(str)
    move_booking_asked = Signal(str, str)
    print_asked = Signal(object)
    act_asked = Signal(object, str)
    dates_asked = Signal(str, str, str)

    def __init__(self, panel: ClassPanel, session: Session) -> None:
        super().__init__(panel)
        self._panel = panel
        self._session = session
        self._occurrence_id = ""
        self._line: OccurrenceLine | None = None
        self._reload = Reload(panel, self.refresh)
        self._acts = ClassActs(session, self)
        self._asks = Asks(session, self)
        self._slips = Slips(session, self)
        self._standing_in = StandingIn(session, self)
        self._bars = Bars(panel.registry, session, self)
        panel.set_find(self._find)
        panel.set_answer(self._asks.answer)
        panel.set_slip_answer(self._answer)
        panel.set_spots(self._usual, self._proposed)
        self._connect()
        self._bind_actions()
        panel.installEventFilter(self)
        session.changed.connect(self._changed)
        session.person_changed.connect(self._reload.ask)
        session.person_changed.connect(self._dress_bars)

    def show(self, occurrence_id: str) -> bool:
        """Show an occurrence; False when it is not there."""
        self._occurrence_id = occurrence_id
        self._reload.done()
        found = self.refresh()
        self._panel.open_fresh()
        return found

    def refresh(self) -> bool:
        """Read the class anew."""
        session = self._session
        facts = read(session.source, session.act(), self._occurrence_id, session.currency)
        if facts is None:
            return False
        self._line = facts.line
        now = session.now()
        today = str(formats.local(now, facts.line.zone).date())
        words = RosterWords(session.currency, today)
        if session.sight.roster(self._occurrence_id):
            self._panel.show_class(class_view(facts, now, words))
        else:
            self._panel.show_class(unseen_view(facts, now, words))
        self._dress_bars()
        return True

    def _connect(self) -> None:
        panel, acts = self._panel, self._acts
        panel.check_in_requested.connect(self._check_in)
        panel.check_in_all_requested.connect(acts.check_in_all)
        panel.undo_requested.connect(acts.take_back)
        panel.deed_confirmed.connect(self._do)
        panel.book_requested.connect(acts.book)
        panel.reason_requested.connect(self._book_over)
        panel.wait_requested.connect(acts.promote)
        panel.wait_ordered.connect(acts.put_at)
        panel.release_requested.connect(acts.release)
        panel.spot_chosen.connect(acts.choose_spot)
        panel.spot_left.connect(acts.leave_spot)
        panel.slip_done.connect(self._fill)
        panel.slip_typed.connect(self._keep)
        panel.substitute_chosen.connect(self._substitute)
        panel.told.connect(self._session.refused)
        panel.client_opened.connect(self.client_asked)
        panel.move_requested.connect(self.move_asked)

    def _bind_actions(self) -> None:
        do, panel, acts = self._panel.registry.do, self._panel, self._acts
        for ident in SLIPS:
            do(ident, self._asking(ident))
        do(actions.MARK_NO_SHOW, lambda: panel.roster.ask(Deed.NO_SHOW))
        do(actions.IS_HERE, lambda: panel.roster.ask(Deed.IS_HERE))
        do(actions.NOT_HERE, lambda: panel.roster.ask(Deed.NOT_HERE))
        do(actions.CANCEL_BOOKING, panel.roster.ask_cancel)
        do(actions.CORRECT, lambda: panel.roster.ask(self._correction()))
        do(actions.CHECK_IN_PARTY, self._with_client(self._let_in))
        do(actions.SIGN, self._with_client(self._sign))
        do(actions.DATES, self._with_client(self._more_dates))
        do(actions.MOVE_BOOKING, self._with_client(self._move_booking))
        do(actions.OPEN_CLIENT, self._with_client(self.client_asked.emit))
        do(actions.CHOOSE_SPOT, self._with_client(panel.give_spot))
        do(actions.SHOW_WAITING, self._to_waiting)
        do(actions.OFFER_SEAT, self._with_waiting(acts.offer))
        do(actions.STAND_BY, self._with_waiting(acts.stand_by))
        do(actions.PIN, self._with_waiting(acts.pin))
        do(actions.MOVE_UP, lambda: panel.roster.order(-1))
        do(actions.MOVE_DOWN, lambda: panel.roster.order(1))
        do(actions.PRINT, self._print)
        do(actions.CALL_BACK, lambda: acts.call_back(self._occurrence_id))
        do(actions.TAKE_LENT, lambda: acts.take_lent(self._occurrence_id))
        do(actions.TEACHER_HERE, lambda: acts.teacher_is_here(self._occurrence_id))
        do(actions.FIND_SUBSTITUTE, self._find_substitute)
        do(actions.RETIME, self._change_time)
        do(actions.ASSISTANTS, self._set_assistants)
        do(actions.MOVE_CLASS, lambda: self.move_asked.emit(self._occurrence_id))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._dress_bars()
        return False

    def _dress_bars(self) -> None:
        if self._panel.isVisible() and self._line is not None:
            self._bars.shown(self._occurrence_id, spots=self._panel.has_spots())
        else:
            self._bars.nothing_shown()
        self._panel.show_ways()

    def _changed(self, changes: ChangeSet) -> None:
        if self._occurrence_id and concerns(changes, *TABLES):
            self._reload.ask()

    def _with_client(self, act: Callable[[str], object]) -> Callable[[], None]:
        def run() -> None:
            if client_id := self._panel.client():
                act(client_id)

        return run

    def _with_waiting(self, act: Callable[[str, str], object]) -> Callable[[], None]:
        def run() -> None:
            if self._panel.roster.waits():
                act(self._occurrence_id, self._panel.client())

        return run

    def _correction(self) -> Deed:
        return self._asks.correction(self._occurrence_id, self._panel.client())

    def _do(self, deed: Deed, occurrence_id: str, client_id: str) -> None:
        says = self._asks.says(deed, self._acts.name(client_id))
        self._session.send(self._asks.command(deed, occurrence_id, client_id), says=says)

    def _move_booking(self, client_id: str) -> None:
        self.move_booking_asked.emit(client_id, self._occurrence_id)

    def _check_in(self, occurrence_id: str, client_id: str) -> None:
        """Over an unsigned waiver only with a reason (CHK-15, HLT-5)."""
        act = in_the_way(self._session, client_id, occurrence_id)
        if act is None:
            self._acts.check_in(occurrence_id, client_id)
        else:
            self.act_asked.emit(act, occurrence_id)

    def _let_in(self, client_id: str) -> None:
        act = let_in(self._session, client_id, self._occurrence_id)
        if act is not None:
            self.act_asked.emit(act, self._occurrence_id)

    def _sign(self, client_id: str) -> None:
        act = next_signature(self._session, client_id, self._occurrence_id)
        if act is None:
            self._session.refused.emit(self.tr("There is nothing that they have to sign."))
        else:
            self.act_asked.emit(act, self._occurrence_id)

    def _set_assistants(self) -> None:
        act = assistants(self._session, self._occurrence_id)
        if act is not None:
            self.act_asked.emit(act, self._occurrence_id)

    def _change_time(self) -> None:
        if self._line is None:
            return
        act = another_time(self._session, self._occurrence_id, self._line)
        if act is not None:
            self.act_asked.emit(act, self._occurrence_id)

    def _book_over(self, occurrence_id: str, client_id: str) -> None:
        if self._line is None:
            return
        act = book_over(self._session, client_id, self._line)
        if act is not None:
            self._panel.back()
            self.act_asked.emit(act, occurrence_id)

    def _more_dates(self, client_id: str) -> None:
        if self._line is not None:
            self.dates_asked.emit(client_id, self._line.service_id, self._line.id)

    def _to_waiting(self) -> None:
        self._panel.back()
        self._panel.roster.to_waiting()

    def _asking(self, ident: str) -> Callable[[], None]:
        def ask() -> None:
            client_id = self._panel.client()
            if self._line is not None and (client_id or ident not in _ABOUT_SOMEBODY):
                self._panel.ask_slip(self._slips.slip(ident, self._line, client_id))

        return ask

    def _answer(self, slip: Slip, values: Values) -> Answer:
        if self._line is None:
            return Answer("")
        return self._slips.answer(slip, values, self._line)

    def _keep(self, slip: Slip, values: Values) -> None:
        self._session.keep_draft(draft_name(slip, self._occurrence_id), dict(values))

    def _fill(self, slip: Slip, values: Values) -> None:
        if self._line is None:
            return
        command = self._slips.command(slip, values, self._line)
        if isinstance(command, str):
            return

        def then(result: Outcome | Refusal) -> None:
            if isinstance(result, Outcome):
                self._session.keep_draft(draft_name(slip, self._occurrence_id), {})

        self._panel.back()
        self._session.send(command, then, says=self._slips.says(slip, values))

    def _print(self) -> None:
        session = self._session
        facts = read(session.source, session.act(), self._occurrence_id, session.currency)
        if facts is not None:
            today = str(formats.local(session.now(), facts.line.zone).date())
            words = RosterWords(session.currency, today)
            sheet = sheet_of(facts, words, session.source.organisation_id, session.now())
            self.print_asked.emit(PrintJob(sheet=sheet, paper=PAPER))

    def _find_substitute(self) -> None:
        self._panel.ask_substitute(self._standing_in.stands(self._occurrence_id))

    def _substitute(self, occurrence_id: str, staff_id: str, reason: str) -> None:
        self._panel.back()
        self._acts.substitute(self._standing_in.command(occurrence_id, staff_id, reason))

    def _usual(self, client_id: str) -> str:
        session = self._session
        rows, now = session.source.rows, session.now()
        return spots.usual_of(rows, self._occurrence_id, client_id, now)

    def _proposed(self, client_id: str) -> str:
        session = self._session
        rows, now = session.source.rows, session.now()
        return spots.proposed(rows, self._occurrence_id, client_id, now)

    def _find(self, typed: str) -> Sequence[Candidate]:
        """Clients by what is typed, each with what would pay or why they cannot be booked."""
        return [
            self._candidate(one)
            for one in self._session.sight.found(typed, MOST_CANDIDATES)
            if one.state == "active"
        ]

    def _candidate(self, one: clients.Found) -> Candidate:
        outcome = self._session.preview(Book(one.id, self._occurrence_id, pay_at_desk=True))
        barred = cover = ""
        over = isinstance(outcome, Refusal) and may_go_over(outcome)
        if isinstance(outcome, Refusal):
            barred = "" if outcome.code == "class_full" else self._session.sentence(outcome)
            cover = self.tr("full, Enter to wait") if not barred else ""
        else:
            cover = self._cover(outcome)
        return Candidate(
            client_id=one.id,
            name=one.name,
            note=spaced(one.phone),
            cover=cover,
            barred=barred,
            over=over,
        )

    def _cover(self, outcome: Outcome) -> str:
        due = outcome.facts.get("price_due") or 0
        if due:
            return self.tr("{0} at the desk").format(formats.money(due, self._session.currency))
        return str(outcome.facts.get("pass_name", ""))
