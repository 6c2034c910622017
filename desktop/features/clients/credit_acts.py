"""What is put right about a client's credits: a correction, another cover (PASS-2, PASS-15)."""

from core.changes import Outcome
from core.commands.sales import AdjustCredits
from core.commands.seats import ChangeCover
from core.domain.bookings import CANCELLED_STATES
from core.domain.people import Client
from core.domain.zones import DAY_MS
from core.queries import clients
from desktop import formats
from desktop.act_panel import FormAct
from desktop.forms.declaration import Field, Kind, Option, Section, limit_of
from desktop.saying import tr
from desktop.session import Session
from desktop.wording import bold

AROUND_DAYS = 30
MONEY = ""
"""What pays where no pass does."""


def correct(session: Session, client: Client) -> FormAct | None:
    """Credits more or fewer, with the reason, as a line of the ledger; None without a pass."""
    held = _passes(session, client)
    if not held:
        return None
    fields = (
        Field(name="pass_id", label=tr("Pass"), kind=Kind.CHOICE, options=tuple(held)),
        Field(
            name="amount",
            label=tr("Credits"),
            kind=Kind.WHOLE,
            limit=limit_of(AdjustCredits, "amount"),
            hint=tr("More, or with a minus fewer"),
            wide=3,
        ),
        Field(
            name="reason",
            label=tr("Reason"),
            limit=limit_of(AdjustCredits, "reason"),
            required=True,
        ),
    )

    def tells(outcome: Outcome) -> str:
        left = outcome.facts.get("credits_left")
        return tr("{0} credits are left then.").format(left) if left is not None else ""

    return FormAct(
        title=tr("Correct credits"),
        about=client.name,
        verb=tr("Correct"),
        sections=(Section("", fields),),
        values={"pass_id": held[0].value, "amount": 1, "reason": tr("Corrected at the desk")},
        make=lambda values: AdjustCredits(
            values["pass_id"], values["amount"], values["reason"].strip()
        ),
        tells=tells,
        says=tr("Corrected the credits of {0}").format(bold(client.name)),
        codes={"reason_missing": "reason"},
    )


def change_cover(session: Session, client: Client) -> FormAct | None:
    """Another pass, or money, for a booking before or after it; None without bookings."""
    now = session.now()
    around = clients.bookings(
        session.source, client.id, now - AROUND_DAYS * DAY_MS, now + AROUND_DAYS * DAY_MS
    )
    live = [one for one in around if one.state not in CANCELLED_STATES]
    if not live:
        return None
    nearest = min(live, key=lambda one: abs(one.starts_at - now))
    bookings = tuple(
        Option(
            one.occurrence_id,
            f"{formats.moment(one.starts_at, one.zone, now)} {one.service_name}, "
            f"{one.pass_name or tr('money')}",
        )
        for one in live
    )
    options = (*_passes(session, client), Option(MONEY, tr("Money at the desk")))
    fields = (
        Field(name="booking", label=tr("Booking"), kind=Kind.CHOICE, options=bookings),
        Field(name="pass_id", label=tr("Paid with"), kind=Kind.CHOICE, options=options),
    )
    return FormAct(
        title=tr("Change what pays"),
        about=tr("{0}. The credit of the pass before comes back; both ledgers say so.").format(
            client.name
        ),
        verb=tr("Change"),
        sections=(Section("", fields),),
        values={"booking": nearest.occurrence_id, "pass_id": options[0].value},
        make=lambda values: ChangeCover(client.id, values["booking"], values["pass_id"]),
        says=tr("Changed what pays for {0}").format(bold(client.name)),
    )


def _passes(session: Session, client: Client) -> list[Option]:
    return [
        Option(
            one.id, tr("{0}, {1} left").format(one.name, one.balance) if one.credits else one.name
        )
        for one in clients.passes(session.source, client.id)
        if one.state == "active"
    ]
