"""Which classes a client can be booked into or moved to, and what choosing one would mean."""

from collections.abc import Sequence

from core.changes import Outcome
from core.commands.registry import Command
from core.commands.seats import Book, Reschedule
from core.commands.waiting import JoinWaitlist
from core.domain.bookings import SEATED
from core.domain.folding import fold
from core.domain.refusals import Refusal
from core.domain.zones import DAY_MS
from core.queries import clients, occurrences
from core.queries.occurrences import OccurrenceLine
from desktop import formats
from desktop.saying import tr
from desktop.session import Session
from desktop.theme.marks import Tone
from desktop.widgets.choice_panel import Answer, Choice
from desktop.wording import bold

DAYS_AHEAD, MOST = 14, 60
EVER = 1 << 62


class ClassChoices:
    """For one client; with `move_from` it moves that booking instead of making one."""

    hint = tr("Class, day or teacher")
    none = tr("No class can be chosen in the next days.")

    def __init__(self, session: Session, client_id: str, move_from: str = "") -> None:
        self._session, self._client_id, self._from = session, client_id, move_from
        now = session.now()
        lines = occurrences.occurrences(
            session.source, session.location_id, now, now + DAYS_AHEAD * DAY_MS
        )
        held = {
            one.occurrence_id
            for one in clients.bookings(session.source, client_id, now - DAY_MS, EVER)
            if one.state in SEATED
        }
        left = next((line for line in lines if line.id == move_from), None)
        open_ones = [
            line
            for line in lines
            if line.state == "scheduled" and line.starts_at > now and line.id not in held
        ]
        if left is not None:
            # nobody moves into a full class; the same service is the likely wish
            open_ones.sort(key=lambda line: (line.free <= 0, line.service_id != left.service_id))
        self._lines = open_ones

    def find(self, typed: str) -> Sequence[Choice]:
        """Those whose name, day, time or teacher begins with the words typed."""
        words = fold(typed).split()
        fitting = [line for line in self._lines if self._fits(line, words)]
        return [self._choice(line) for line in fitting[:MOST]]

    def ask(self, occurrence_id: str) -> Answer:
        """What would happen, by the same handler that will run."""
        result = self._session.preview(self._command(occurrence_id))
        if not isinstance(result, Refusal):
            return Answer(self._paid(result), tr("Move") if self._from else tr("Book"), Tone.OK)
        if result.code == "class_full" and not self._from:
            waits = self._session.preview(self._wait(occurrence_id))
            if not isinstance(waits, Refusal):
                return Answer(
                    tr("Full. Enter puts them on the waitlist."), tr("Wait"), Tone.ATTENTION
                )
        return Answer(self._session.sentence(result), "", Tone.REFUSED)

    def command(self, occurrence_id: str) -> Command:
        """What Enter sends: a booking, a move, or a place on the waitlist."""
        command = self._command(occurrence_id)
        result = self._session.preview(command)
        if isinstance(result, Refusal) and result.code == "class_full" and not self._from:
            return self._wait(occurrence_id)
        return command

    def said(self, done: Outcome) -> str:
        """What was done, for the undo message."""
        name, what = bold(str(done.facts.get("client_name", ""))), done.facts.get("class_name", "")
        if done.code == "waitlisted":
            return tr("{0} waits for {1}").format(name, what)
        at = int(done.facts.get("starts_at", 0))
        when = formats.moment(at, self._session.zone, self._session.now())
        return f"{'Moved' if self._from else 'Booked'} {name}: {what}, {when}"

    def _command(self, occurrence_id: str) -> Command:
        if self._from:
            return Reschedule(self._client_id, self._from, occurrence_id, pay_at_desk=True)
        return Book(self._client_id, occurrence_id, pay_at_desk=True)

    def _wait(self, occurrence_id: str) -> Command:
        return JoinWaitlist(self._client_id, occurrence_id, pay_at_desk=True)

    def _paid(self, result: Outcome) -> str:
        due = result.facts.get("price_due") or 0
        if due:
            return tr("{0} is due at the desk.").format(formats.money(due, self._session.currency))
        name = result.facts.get("pass_name")
        return tr("{0} pays.").format(name) if name else tr("Nothing is due.")

    def _fits(self, line: OccurrenceLine, words: list[str]) -> bool:
        told = f"{line.name} {line.lead_name} {line.local_start}"
        parts = fold(f"{told} {formats.day(line.starts_at, line.zone)}").split()
        return all(any(part.startswith(word) for part in parts) for word in words)

    def _choice(self, line: OccurrenceLine) -> Choice:
        room = ", ".join(line.rooms)
        when = formats.moment(line.starts_at, line.zone, self._session.now())
        return Choice(
            key=line.id,
            letter=line.badge,
            service=line.colour,
            title=f"{when}  {line.name}",
            note=" · ".join(
                part for part in (line.lead_name or tr("No teacher yet"), room) if part
            ),
            side=tr("{0} of {1}").format(line.booked, line.capacity),
            strong_side=line.free <= 0,
        )
