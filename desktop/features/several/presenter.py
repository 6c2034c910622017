"""Several ticks for one client, alive: dates that are booked, times that are asked for."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from core.changes import ChangeSet, Outcome
from core.domain.people import ACTIVE, Client
from core.domain.refusals import Refusal
from core.queries import occurrences, slots
from desktop.features.several.dates import DateTicks
from desktop.features.several.model import Ticks
from desktop.features.several.panel import TickPanel
from desktop.features.several.times import TimeTicks
from desktop.session import Session, concerns
from desktop.widgets.choice_panel import Answer, Choice, ChoicePanel

MOST_CLIENTS = 12
TABLES = (*occurrences.TABLES, *slots.TABLES)
MakeTicks = Callable[[Client], Ticks]


class _People:
    """For whom, where that is not known yet."""

    def __init__(self, session: Session, hint: str, none: str, verb: str) -> None:
        self._session, self._verb = session, verb
        self.hint, self.none = hint, none

    def find(self, typed: str) -> Sequence[Choice]:
        if not typed.strip():
            return []
        found = self._session.sight.found(typed, MOST_CLIENTS)
        return [
            Choice(key=one.id, title=one.name, note=one.phone)
            for one in found
            if one.state == ACTIVE
        ]

    def ask(self, key: str) -> Answer:
        return Answer("", self._verb) if key else Answer("", "")


class SeveralPresenter(QObject):
    """`panel_asked` opens a panel, `left` closes it."""

    panel_asked = Signal(object)
    left = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.panel = TickPanel()
        self.people = ChoicePanel()
        self._ticks: Ticks | None = None
        self._make: MakeTicks | None = None
        self._again: Callable[[], Ticks] | None = None
        self.panel.taken.connect(self._take)
        self.panel.ticked.connect(self._keep)
        self.panel.close_asked.connect(self.left)
        self.people.picked.connect(self._picked)
        self.people.close_asked.connect(self.left)
        session.changed.connect(self._changed)

    def book_dates(self, client_id: str, service_id: str = "") -> None:
        """Offer the coming dates to a client, of one class at first where it is named."""
        self._start(client_id, lambda client: DateTicks(self._session, client, service_id))

    def ask_for_session(self, client_id: str = "") -> None:
        """Offer free times to a client, who is found first where nobody is named."""
        if client_id:
            self._start(client_id, self._times)
            return
        self._make = self._times
        hint, none = self.tr("For whom?"), self.tr("Type two or three letters of a name.")
        people = _People(self._session, hint, none, self.tr("Next"))
        self.people.start(self.tr("Ask for a session"), "", people)
        self.panel_asked.emit(self.people)

    def _times(self, client: Client) -> Ticks:
        return TimeTicks(self._session, client)

    def _picked(self, client_id: str) -> None:
        if self._make is not None:
            self._start(client_id, self._make)

    def _start(self, client_id: str, make: MakeTicks) -> None:
        client = self._session.source.rows.get(Client, client_id)
        if client is None:
            return
        self._again = lambda: make(client)
        self._ticks = ticks = make(client)
        kept = self._session.draft(ticks.draft).get("ticked", "")
        self.panel.start(ticks, kept.split("\n") if kept else ())
        self.panel_asked.emit(self.panel)

    def _keep(self, keys: Sequence[str]) -> None:
        if self._ticks is not None:
            text = "\n".join(keys)
            self._session.keep_draft(self._ticks.draft, {"ticked": text} if text else {})

    def _take(self, keys: tuple[str, ...], note: str) -> None:
        ticks = self._ticks
        if ticks is None:
            return

        def then(result: Outcome | Refusal) -> None:
            if isinstance(result, Outcome):
                self._session.keep_draft(ticks.draft, {})

        self._ticks = None
        self.left.emit()
        self._session.send(ticks.command(keys, note), then, says=ticks.said)

    def _changed(self, changes: ChangeSet) -> None:
        """Seats and times that others took meanwhile are not offered any more."""
        if self._ticks is None or not self.panel.isVisible() or not concerns(changes, *TABLES):
            return
        if self._again is not None:
            before, self._ticks = self._ticks, self._again()
            for pick in before.picks():
                self._ticks.pick(pick.name, pick.value)
            self.panel.renew(self._ticks)
