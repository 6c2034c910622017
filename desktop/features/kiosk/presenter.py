"""The kiosk, alive: codes and names become check-ins, what cannot be becomes a polite word."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from core.changes import ChangeSet, Outcome
from core.commands.arrivals import CheckIn, CheckInByCode
from core.commands.health import Signed, SignWaiver
from core.commands.registry import Command
from core.domain.bookings import BOOKED
from core.domain.folding import fold
from core.domain.refusals import Refusal
from core.domain.settings import KIOSK_HIDES_NAMES, KIOSK_STAYS_S
from core.domain.zones import HOUR_MS, MINUTE_MS
from core.queries import health, occurrences, place, roster
from core.rules.terms import Terms
from desktop import formats
from desktop.features.kiosk.find_page import LEAST_DIGITS, LEAST_LETTERS
from desktop.features.kiosk.greetings import shown_name, turned_away, welcome
from desktop.features.kiosk.model import Coming, Guest, Idle, Paper
from desktop.features.kiosk.window import KioskWindow
from desktop.scanner.member import card_of
from desktop.session import Session, concerns

TICK_MS = 15_000
SOON_MS, AFTER_MS = 3 * HOUR_MS, 15 * MINUTE_MS
Enter = Callable[[str, str, Callable[[str], None]], None]
"""Person, PIN, and who gets the answer: "" where the PIN was right."""


class KioskPresenter(QObject):
    """`ended` once staff have given a PIN. `people` are those whose PIN ends it; with nobody the
    corner ends it at once."""

    ended = Signal()

    def __init__(
        self, window: KioskWindow, session: Session, people: Sequence[tuple[str, str]], enter: Enter
    ) -> None:
        """A window that is a mirror is only told what was decided at the desk."""
        super().__init__(window)
        self.window = window
        self._session = session
        self._people, self._enter = list(people), enter
        self._asked: Command | None = None
        self._paper: Paper | None = None
        window.search.finder = self.find
        window.find_asked.connect(lambda: window.open_find(by_phone=self.hides_names()))
        window.search.chosen.connect(self._choose)
        window.sign.signed.connect(self._sign)
        window.leave_asked.connect(self._leave)
        window.leave.tried.connect(self._try)
        session.changed.connect(self._changed)
        self._tick = QTimer(self)
        self._tick.timeout.connect(self.refresh)
        self._tick.start(TICK_MS)
        self.refresh()

    def refresh(self) -> None:
        """Read anew what is on."""
        session = self._session
        now, zone = session.now(), session.zone
        lines = occurrences.occurrences(
            session.source, session.location_id, now - AFTER_MS, now + SOON_MS
        )
        studio = place.organisation(session.source)
        here = session.location
        names = dict.fromkeys(one.name for one in (studio, here) if one)
        self.window.show_idle(
            Idle(
                studio=" · ".join(names),
                clock=formats.clock(now, zone),
                coming=tuple(
                    Coming(
                        time=formats.clock(one.starts_at, one.zone),
                        title=one.name,
                        place=", ".join(one.rooms),
                    )
                    for one in lines
                    if one.state == "scheduled" and one.ends_at > now
                ),
            )
        )

    def scan(self, text: str) -> None:
        """A code was held before the scanner."""
        card = card_of(self._session, text)
        if isinstance(card, Refusal):
            self.answer(card)
        else:
            self._send(CheckInByCode(card, self._session.location_id, way="kiosk"))

    def find(self, typed: str) -> list[Guest]:
        """Who is booked into what can be checked in now, by name or by the end of the phone."""
        session, hidden = self._session, self.hides_names()
        wanted = fold(typed)
        if len(wanted) < (LEAST_DIGITS if hidden else LEAST_LETTERS):
            return []
        now = session.now()
        lines = occurrences.occurrences(
            session.source, session.location_id, now - AFTER_MS, now + SOON_MS
        )
        found = []
        for line in lines:
            for one in roster.roster(session.source, line.id):
                fits = _ends(one.phone, wanted) if hidden else _begins(one.name, wanted)
                if one.state == BOOKED and fits:
                    clock = formats.clock(line.starts_at, line.zone)
                    found.append(
                        Guest(
                            client_id=one.client_id,
                            occurrence_id=line.id,
                            shown=shown_name(one.name, hidden=hidden),
                            note=f"{clock} {line.name}",
                        )
                    )
        return found

    def hides_names(self) -> bool:
        """Whether people are found by phone number and shown by initials (U-69)."""
        terms = Terms(self._session.source.rows, self._session.location_id)
        return terms.of(KIOSK_HIDES_NAMES)

    def _choose(self, client_id: str, occurrence_id: str) -> None:
        self._send(CheckIn(client_id, occurrence_id, way="kiosk"))

    def _send(self, command: Command) -> None:
        self._asked = command
        self._session.send(command, self.answer, quiet=True)

    def answer(self, result: Outcome | Refusal) -> None:
        """Tell what was made of a code or a name."""
        hidden = self.hides_names()
        if isinstance(result, Outcome):
            greeting = welcome(result, hidden=hidden)
        elif result.code == "waiver_missing" and (paper := self._paper_of(result)) is not None:
            self._paper = paper
            self.window.open_sign(paper)
            return
        else:
            greeting = turned_away(result, self._session.now(), self._session.zone, hidden=hidden)
        terms = Terms(self._session.source.rows, self._session.location_id)
        self.window.greet(greeting, terms.of(KIOSK_STAYS_S))

    def _paper_of(self, refusal: Refusal) -> Paper | None:
        if self.window.mirror:
            return None
        waiver = health.waiver_in_force(self._session.source, self._session.now())
        client = str(refusal.facts.get("client_id", ""))
        if waiver is None or not client:
            return None
        return Paper(
            client_id=client, waiver_id=waiver.id, title=waiver.title, text=waiver.text, name=""
        )

    def _sign(self, signer: str, mark: str) -> None:
        """Signed: what was wanted is done again."""
        paper, asked = self._paper, self._asked
        if paper is None or asked is None:
            return
        signed = Signed(signer.strip(), mark, way="kiosk")

        def then(result: Outcome | Refusal) -> None:
            if isinstance(result, Outcome):
                self._send(asked)
            else:
                self.answer(result)

        self._session.send(SignWaiver(paper.client_id, paper.waiver_id, signed), then, quiet=True)

    def _leave(self) -> None:
        if self._people:
            self.window.open_leave(self._people)
        else:
            self.ended.emit()

    def _try(self, person: str, pin: str) -> None:
        def answered(why: str) -> None:
            if why:
                self.window.leave.refuse(why)
            else:
                self.ended.emit()

        self._enter(person, pin, answered)

    def _changed(self, changes: ChangeSet) -> None:
        if concerns(changes, *occurrences.TABLES):
            self.refresh()


def _begins(name: str, wanted: str) -> bool:
    parts = fold(name).split()
    words = wanted.split()
    return bool(words) and all(any(part.startswith(word) for part in parts) for word in words)


def _ends(phone: str, wanted: str) -> bool:
    return wanted.isdigit() and phone.endswith(wanted[-LEAST_DIGITS:])
