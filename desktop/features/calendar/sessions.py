"""Booking a session: first a free time of an instructor, then for whom (AVL-2, AVL-3)."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QObject, Signal

from core.changes import Outcome
from core.commands.requesting import BookSession
from core.domain.folding import fold
from core.domain.organisation import StaffMember
from core.domain.phones import spaced
from core.domain.refusals import Refusal
from core.queries import place, slots
from core.queries.slots import Asked
from desktop import formats
from desktop.session import Session
from desktop.theme.marks import Tone
from desktop.widgets.choice_panel import Answer, Choice, ChoicePanel
from desktop.wording import bold

MOST_SLOTS, MOST_CLIENTS = 80, 12
SESSION = "session"


class Slot(Struct, frozen=True):
    """A free time of one instructor for one service."""

    key: str
    service_id: str
    staff_id: str
    starts_at: int
    title: str
    note: str
    letter: str
    service: int


class _Slots:
    """The free times, found by service, name or time."""

    def __init__(self, found: Sequence[Slot], hint: str, none: str, verb: str) -> None:
        self.hint, self.none = hint, none
        self._found, self._verb = found, verb

    def find(self, typed: str) -> Sequence[Choice]:
        words = fold(typed).split()
        fitting = [
            one for one in self._found if all(w in fold(f"{one.title} {one.note}") for w in words)
        ]
        return [
            Choice(
                key=one.key, title=one.title, note=one.note, letter=one.letter, service=one.service
            )
            for one in fitting[:MOST_SLOTS]
        ]

    def ask(self, key: str) -> Answer:
        return Answer("", self._verb) if key else Answer("", "")


class _People:
    """Who could have the chosen time, each tried by preview."""

    def __init__(self, sessions: "Sessions", slot: Slot, hint: str, none: str) -> None:
        self.hint, self.none = hint, none
        self._sessions, self._slot = sessions, slot

    def find(self, typed: str) -> Sequence[Choice]:
        return self._sessions.people(typed)

    def ask(self, key: str) -> Answer:
        return self._sessions.answer(self._slot, key)


class Sessions(QObject):
    """Signals ask the frame: `panel_asked` for the picker, `left` when it is done."""

    panel_asked = Signal(object)
    left = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.picker = ChoicePanel()
        self.picker.picked.connect(self._picked)
        self.picker.close_asked.connect(self.left)
        self._found: dict[str, Slot] = {}
        self._slot: Slot | None = None

    def start(self, since: int, until: int, staff_id: str = "") -> None:
        """Offer the free times in [since, until), of one instructor or of all."""
        found = self._free(since, until, staff_id)
        self._found = {one.key: one for one in found}
        self._slot = None
        day = formats.short_day(since, self._session.zone)
        none = self.tr("Nobody has a free time for a session then.")
        choices = _Slots(found, self.tr("Instructor, service or time"), none, self.tr("Next"))
        self.picker.start(self.tr("Book a session"), day, choices)
        self.panel_asked.emit(self.picker)

    def people(self, typed: str) -> list[Choice]:
        """Clients by what is typed."""
        found = self._session.sight.found(typed, MOST_CLIENTS) if typed.strip() else []
        return [
            Choice(key=one.id, title=one.name, note=spaced(one.phone))
            for one in found
            if one.state == "active"
        ]

    def answer(self, slot: Slot, client_id: str) -> Answer:
        """What booking the time for a client would mean."""
        result = self._session.preview(self._command(slot, client_id))
        if isinstance(result, Refusal):
            return Answer(self._session.sentence(result), "", Tone.REFUSED)
        due = result.facts.get("price_due") or 0
        if due:
            amount = formats.money(due, self._session.currency)
            said = self.tr("{0} at the desk.").format(amount)
        else:
            said = str(result.facts.get("pass_name", ""))
        return Answer(said, self.tr("Book"), Tone.OK)

    def _free(self, since: int, until: int, staff_id: str) -> list[Slot]:
        session = self._session
        rows, now, zone = session.source.rows, session.now(), session.zone
        found = []
        for service in place.services(session.source, session.location_id):
            if service.kind != SESSION:
                continue
            asked = Asked(
                service.id,
                session.location_id,
                staff_id,
                by_client=False,
                since=max(since, now),
                until=until,
            )
            for one in slots.free(rows, asked, now):
                member = rows.get(StaffMember, one.staff_id)
                name = member.name if member else ""
                start = formats.clock(one.starts_at, zone)
                tight = self.tr(" · little time to get there") if one.tight else ""
                key = f"{service.id}/{one.staff_id}/{one.starts_at}"
                found.append(
                    Slot(
                        key,
                        service.id,
                        one.staff_id,
                        one.starts_at,
                        f"{start}  {name}",
                        f"{service.name}, {formats.span(service.duration_min)}{tight}",
                        service.badge,
                        service.colour,
                    )
                )
        return sorted(found, key=lambda slot: (slot.starts_at, slot.title, slot.note))

    def _picked(self, key: str) -> None:
        slot = self._slot
        if slot is None:
            self._slot = chosen = self._found[key]
            who = f"{chosen.title} · {chosen.note}"
            hint, none = self.tr("For whom?"), self.tr("Type two or three letters of a name.")
            self.picker.start(self.tr("Book a session"), who, _People(self, chosen, hint, none))
            self.picker.setFocus()
            return
        command = self._command(slot, key)
        self.left.emit()

        def says(done: Outcome) -> str:
            name = bold(str(done.facts.get("client_name", "")))
            return self.tr("Booked {0} for {1}").format(name, slot.title)

        self._session.send(command, says=says)

    def _command(self, slot: Slot, client_id: str) -> BookSession:
        session = self._session
        there = formats.local(slot.starts_at, session.zone)
        return BookSession(
            client_id,
            slot.service_id,
            session.location_id,
            slot.staff_id,
            str(there.date()),
            f"{there:%H:%M}",
            pay_at_desk=True,
        )
