"""What goes over a rule with a reason: a booking, another time of a class (BK-1, BK-3, SCH-5)."""

from typing import Any

from core.changes import Outcome
from core.commands.fields import LocalDate, LocalTime
from core.commands.registry import Command
from core.commands.schedule import MoveOccurrence
from core.commands.seats import Book
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.domain.schedule import Occurrence
from core.domain.zones import MINUTE_MS
from core.queries.occurrences import OccurrenceLine
from desktop import formats
from desktop.act_panel import FormAct
from desktop.forms.declaration import Field, Kind, Section, limit_of
from desktop.overriding import SEATS, overriding
from desktop.reason_act import reason_field
from desktop.saying import tr
from desktop.session import Session
from desktop.wording import bold


def may_go_over(refusal: Refusal) -> bool:
    """Whether a reason helps against it."""
    return refusal.code in SEATS


def book_over(session: Session, client_id: str, line: OccurrenceLine) -> FormAct | None:
    """Book somebody against a rule; what the rule says stands above the reason."""
    client = session.source.rows.get(Client, client_id)
    if client is None:
        return None
    plain = session.preview(Book(client_id, line.id, pay_at_desk=True))
    against = session.sentence(plain) if isinstance(plain, Refusal) else ""

    def make(values: dict[str, Any]) -> Command:
        reason = values["reason"].strip()
        return overriding(
            session,
            lambda over: Book(
                client_id,
                line.id,
                pay_at_desk=True,
                override=over,  # type: ignore[arg-type]
                reason=reason if over else "",
            ),
            reason,
            SEATS,
        )

    def tells(done: Outcome) -> str:
        due = done.facts.get("price_due") or 0
        if due:
            return tr("{0} at the desk").format(formats.money(due, session.currency))
        return str(done.facts.get("pass_name", ""))

    return FormAct(
        title=tr("Book all the same"),
        about=f"{client.name}\n{against}",
        verb=tr("Book"),
        sections=(Section("", (reason_field(required=True),)),),
        values={"reason": ""},
        make=make,
        tells=tells,
        says=tr("Booked {0}").format(bold(client.name)),
        draft=f"over/{line.id}/{client.id}",
    )


def another_time(session: Session, occurrence_id: str, line: OccurrenceLine) -> FormAct | None:
    """Another day, start or length, typed; over a conflict with a reason (SCH-5, SCH-12)."""
    row = session.source.rows.get(Occurrence, occurrence_id)
    if row is None:
        return None
    length = (row.ends_at - row.starts_at) // MINUTE_MS
    first = {"day": row.local_date, "start": row.local_start, "minutes": length}

    def make(values: dict[str, Any]) -> Command | None:
        if all(values[name] == known for name, known in first.items()):
            return None
        reason = values["reason"].strip()
        return overriding(
            session,
            lambda over: MoveOccurrence(
                row.id,
                values["day"],
                values["start"],
                values["minutes"],
                row.lead_id,
                override=over,  # type: ignore[arg-type]
                reason=reason if over else "",
            ),
            reason,
        )

    fields = (
        Field(name="day", label=tr("Day"), kind=Kind.DATE, limit=LocalDate, required=True, wide=2),
        Field(
            name="start", label=tr("Start"), kind=Kind.TIME, limit=LocalTime, required=True, wide=2
        ),
        Field(
            name="minutes",
            label=tr("Length"),
            kind=Kind.MINUTES,
            limit=limit_of(MoveOccurrence, "duration_min"),
            wide=2,
        ),
        reason_field(label=tr("Reason, where something speaks against it")),
    )
    return FormAct(
        title=tr("Another time"),
        about=tr("{0}: its bookings follow, and who is booked is told.").format(line.name),
        verb=tr("Move"),
        sections=(Section("", fields),),
        values={**first, "reason": ""},
        make=make,
        codes={"invalid_date": "day"},
        says=tr("Moved {0}").format(bold(line.name)),
        draft=f"time/{occurrence_id}",
    )
