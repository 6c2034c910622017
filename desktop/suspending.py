"""Barring a client from booking for a time, moving the end, and lifting it (NS-3, NS-8)."""

from typing import Any

from core.commands.attendance import LiftSuspension, Suspend
from core.commands.fields import LocalDate
from core.domain.people import Client
from core.domain.suspensions import Suspension
from core.domain.zones import add_days, day_bounds, local_date
from desktop.act_panel import FormAct
from desktop.forms.declaration import Field, Kind, Section
from desktop.reason_act import reason_act, reason_field
from desktop.saying import tr
from desktop.session import Session
from desktop.wording import bold

SUSPENDED_DAYS = 7


def suspend(session: Session, client: Client) -> FormAct:
    """Bar a client from booking until a day, or move the end (NS-8)."""
    until = add_days(local_date(session.now(), session.zone), SUSPENDED_DAYS)
    return FormAct(
        title=tr("Suspend"),
        about=tr("{0} cannot book until the end of the day. What is booked stays.").format(
            client.name
        ),
        verb=tr("Suspend"),
        sections=(_UNTIL,),
        values={"until": until, "reason": ""},
        make=lambda values: _until(session, client, values),
        says=tr("Suspended {0}").format(bold(client.name)),
        draft=f"suspend/{client.id}",
    )


def move_end(session: Session, client: Client, one: Suspension) -> FormAct:
    """Let a suspension end on another day."""
    return FormAct(
        title=tr("Change the end"),
        about=client.name,
        verb=tr("Save"),
        sections=(_UNTIL,),
        values={"until": local_date(one.until - 1, session.zone), "reason": one.reason},
        make=lambda values: _until(session, client, values, one.location_id),
        says=tr("Changed the suspension of {0}").format(bold(client.name)),
    )


def lift(client: Client, location_id: str) -> FormAct:
    """Let a client book again (NS-3)."""
    return reason_act(
        tr("Lift the suspension"),
        tr("Lift"),
        lambda reason: LiftSuspension(client.id, reason, location_id),
        tr("Lifted the suspension of {0}").format(bold(client.name)),
        about=tr("{0} can book again at once.").format(client.name),
        asked=reason_field(required=True),
    )


_UNTIL = Section(
    "",
    (
        Field(name="until", label=tr("Until"), kind=Kind.DATE, limit=LocalDate, wide=3),
        reason_field(required=True),
    ),
)


def _until(
    session: Session, client: Client, values: dict[str, Any], location_id: str = ""
) -> Suspend:
    end = day_bounds(values["until"], session.zone)[1]
    return Suspend(client.id, end, values["reason"].strip(), location_id)
