"""Several dates of classes for one client, all or none (BK-9, BK-24)."""

from collections.abc import Sequence

from core.changes import Change, Outcome
from core.commands.registering import BookDates
from core.domain.bookings import SEATED
from core.domain.credits import LEDGER_OF_PASS, LedgerEntry, Pass
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.domain.zones import DAY_MS
from core.queries import clients, occurrences
from core.queries.occurrences import OccurrenceLine
from core.rules.passes.credits import balance
from desktop import formats
from desktop.features.several.model import Pick, Told
from desktop.features.several.words import short
from desktop.forms.declaration import Option
from desktop.saying import counted, tr
from desktop.session import Session
from desktop.theme.marks import Tone
from desktop.widgets.choice_panel import Choice
from desktop.wording import bold

DAYS_AHEAD, MOST, MOST_SEATS = 28, 60, 8
CLASS = "class"
_SERVICE, _SEATS = "service", "seats"
_EVER = 1 << 62


class DateTicks:
    """The coming classes of the location in view. A full one is waited for."""

    hint = tr("Class, day or teacher")
    none = tr("No class can be ticked in the next four weeks.")
    verb = tr("Book")
    note = ""

    def __init__(self, session: Session, client: Client, service_id: str = "") -> None:
        self._session, self._client = session, client
        self.title = tr("Book several dates")
        self.who = client.name
        self.draft = f"dates/{client.id}"
        self._seats = 1
        now = session.now()
        found = occurrences.occurrences(
            session.source, session.location_id, now, now + DAYS_AHEAD * DAY_MS
        )
        held = {
            one.occurrence_id
            for one in clients.bookings(session.source, client.id, now - DAY_MS, _EVER)
            if one.state in SEATED
        }
        self._coming = [
            line
            for line in found
            if line.kind == CLASS
            and line.state == "scheduled"
            and line.starts_at > now
            and line.id not in held
        ]
        known = {line.service_id for line in self._coming}
        self._service = service_id if service_id in known else ""

    def picks(self) -> Sequence[Pick]:
        """Which class, and for how many."""
        names = {line.service_id: line.name for line in self._coming}
        services = sorted(names.items(), key=lambda pair: pair[1])
        return (
            Pick(
                name=_SERVICE,
                label=tr("Class"),
                options=(
                    Option("", tr("All classes")),
                    *(Option(key, name) for key, name in services),
                ),
                value=self._service,
            ),
            Pick(
                name=_SEATS,
                label=tr("Seats on each date"),
                options=tuple(Option(str(n), str(n)) for n in range(1, MOST_SEATS + 1)),
                value=str(self._seats),
            ),
        )

    def pick(self, name: str, value: str) -> None:
        """Another class, or a larger party."""
        if name == _SERVICE:
            self._service = value
        else:
            self._seats = int(value)

    def lines(self) -> Sequence[Choice]:
        """The next dates."""
        return [self._line(line) for line in self._offered()]

    def typed(self, _text: str) -> Choice | None:
        """Only what is on the calendar can be booked."""
        return None

    def keep(self, line: Choice) -> None:
        """Nothing is typed here."""

    def against(self, key: str, ticked: tuple[str, ...]) -> str:
        """What the core says of this date beside those that are ticked (WEB-6)."""
        result = self._session.preview(self._command((*ticked, key)))
        return short(self._session, result) if isinstance(result, Refusal) else ""

    def told(self, ticked: tuple[str, ...], _note: str) -> Told:
        """How many dates, and what pays for all of them together."""
        if not ticked:
            return Told(tr("Tick the dates to book: all of them, or none."))
        result, changes = self._session.try_out(self._command(ticked))
        if isinstance(result, Refusal):
            day = str(result.facts.get("local_date", ""))
            said = self._session.sentence(result)
            told = tr("{0}: {1}").format(formats.short_date(day), said) if day else said
            return Told(told, False, Tone.REFUSED)
        facts = result.facts
        parts = [counted(len(ticked), "1 date", "{0} dates"), *self._credits(changes)]
        if facts["price_due"]:
            money = formats.money(facts["price_due"], self._session.currency)
            parts.append(tr("{0} at the desk").format(money))
        if waits := len(facts["waiting"]):
            parts.append(counted(waits, "1 on the waitlist", "{0} on the waitlist"))
        tone = Tone.ATTENTION if waits or facts["price_due"] else Tone.OK
        return Told(" · ".join(parts), True, tone)

    def command(self, ticked: tuple[str, ...], _note: str) -> BookDates:
        """What Enter sends."""
        return self._command(ticked)

    def said(self, done: Outcome) -> str:
        """What was done, for the undo message."""
        count = len(done.facts["occurrence_ids"])
        dates = counted(count, "1 date", "{0} dates")
        return tr("Booked {0}: {1}").format(bold(self._client.name), dates)

    def _offered(self) -> list[OccurrenceLine]:
        fitting = [one for one in self._coming if self._service in ("", one.service_id)]
        return fitting[:MOST]

    def _command(self, ticked: tuple[str, ...]) -> BookDates:
        full = {line.id for line in self._coming if line.free < self._seats}
        return BookDates(
            self._client.id,
            ticked,
            tuple(key for key in ticked if key in full),
            self._seats,
            pay_at_desk=True,
        )

    def _credits(self, changes: tuple[Change, ...]) -> list[str]:
        """Each pass with what it gives and what is left of it."""
        used: dict[str, int] = {}
        for change in changes:
            entry = change.after
            if isinstance(entry, LedgerEntry):
                used[entry.pass_id] = used.get(entry.pass_id, 0) + entry.amount
        rows, found = self._session.source.rows, []
        for pass_id, amount in used.items():
            held = rows.get(Pass, pass_id)
            if held is None:
                continue
            if held.unlimited or not amount:
                found.append(tr("{0} pays").format(held.name))
                continue
            left = balance(rows.find(LEDGER_OF_PASS, pass_id)) + amount
            spent = counted(-amount, "1 credit", "{0} credits")
            found.append(tr("{0} of {1}, {2} left").format(spent, held.name, left))
        return found

    def _line(self, line: OccurrenceLine) -> Choice:
        room = ", ".join(line.rooms)
        full = line.free < self._seats
        when = formats.moment(line.starts_at, line.zone, self._session.now())
        parts = (
            line.lead_name or tr("No teacher yet"),
            room,
            tr("full, waits for a seat") if full else "",
        )
        return Choice(
            key=line.id,
            letter=line.badge,
            service=line.colour,
            title=f"{when}  {line.name}",
            note=" · ".join(part for part in parts if part),
            side=tr("{0} of {1}").format(line.booked, line.capacity),
            strong_side=full,
        )
