"""Letting in who cannot simply be checked in: part of a party, or over a missing waiver."""

from typing import Any

from core.changes import Outcome
from core.commands.arrivals import CheckIn
from core.commands.fields import Reason
from core.domain.bookings import Booking
from core.domain.ids import booking_id
from core.domain.json_text import texts
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.queries import health
from desktop.act_panel import FormAct
from desktop.forms.declaration import Field, Kind, Section, limit_of
from desktop.saying import counted, tr
from desktop.session import Session
from desktop.wording import bold

UNSIGNED = frozenset({"waiver_missing", "guest_waiver_missing"})


def in_the_way(session: Session, client_id: str, occurrence_id: str) -> FormAct | None:
    """What lets somebody in whom an unsigned waiver alone stops (CHK-15, HLT-5); else None."""
    result = session.preview(CheckIn(client_id, occurrence_id))
    stopped = isinstance(result, Refusal) and result.code in UNSIGNED
    return let_in(session, client_id, occurrence_id, why_first=True) if stopped else None


def let_in(
    session: Session, client_id: str, occurrence_id: str, *, why_first: bool = False
) -> FormAct | None:
    """Check in with a reason, and with how many of a party came (BK-26); None without a booking."""
    client = session.source.rows.get(Client, client_id)
    booking = session.source.rows.get(Booking, booking_id(occurrence_id, client_id))
    if client is None or booking is None:
        return None
    seats = booking.seats
    came = Field(
        name="came",
        label=tr("How many came"),
        hint=tr("The rest count as not come"),
        kind=Kind.WHOLE,
        limit=limit_of(CheckIn, "came"),
        wide=3,
    )
    why = Field(
        name="reason",
        label=tr("Reason"),
        hint=tr("Needed where somebody has not signed"),
        limit=Reason,
    )

    fields = (why,) if seats == 1 else (why, came) if why_first else (came, why)

    def make(values: dict[str, Any]) -> CheckIn:
        count = int(values["came"]) if seats > 1 else 0
        reason = values["reason"].strip()
        return CheckIn(client_id, occurrence_id, reason=reason, came=0 if count == seats else count)

    return FormAct(
        title=tr("Check in"),
        about="\n".join(filter(None, (client.name, _about(session, booking)))),
        verb=tr("Let in"),
        sections=(Section("", fields),),
        values={"came": seats, "reason": ""} if seats > 1 else {"reason": ""},
        make=make,
        tells=_tells,
        codes={"party_smaller": "came"},
        says=tr("Checked in {0}").format(bold(client.name)),
        draft=f"enter/{booking.id}",
    )


def _about(session: Session, booking: Booking) -> str:
    """How many are booked, and which guests have not signed as far as their names are known."""
    told = counted(booking.seats, "1 seat is booked.", "{0} seats are booked.")
    if health.waiver_in_force(session.source, session.now()) is None:
        return told
    guests = booking.seats - 1
    left, names = health.guests_to_sign(
        session.source, booking.client_id, booking.occurrence_id, guests, texts(booking.guests)
    )
    if not left:
        return told
    unnamed = left - len(names)
    more = counted(unnamed, "1 without a name", "{0} without a name") if unnamed else ""
    who = ", ".join(part for part in (*names, more) if part)
    return f"{told} {tr('Guests who have not signed: {0}.').format(who)}"


def _tells(done: Outcome) -> str:
    guests = int(done.facts.get("unsigned_guests", 0))
    own = done.facts.get("waiver") == "missing"
    if own and guests:
        return tr("Nobody of them has signed the waiver.")
    if own:
        return tr("Enters without having signed the waiver.")
    if guests:
        return counted(
            guests, "1 guest enters without signing.", "{0} guests enter without signing."
        )
    return ""
