"""Taking a resource or one of its units out of order: what is asked, and what it leads to."""

from typing import Any

from core.changes import Outcome
from core.commands.fields import LocalDate, LocalTime, Quantity
from core.commands.spots import TakeOutOfOrder
from core.domain.schedule import Resource
from core.domain.spots import Spot
from core.domain.zones import to_utc
from desktop import formats
from desktop.act_panel import FormAct
from desktop.forms.declaration import Field, Kind, Option, Section
from desktop.reason_act import reason_field
from desktop.saying import tr
from desktop.session import Session
from desktop.wording import bold


def out_of_order(
    session: Session, resource: Resource, spots: list[Spot], spot_id: str, at: int
) -> FormAct:
    """The form, from a moment on; with a unit chosen where they are numbered."""
    zone = session.zone
    start = formats.local(max(at, session.now()), zone)
    dates = (
        Field(name="from_date", label=tr("From"), kind=Kind.DATE, limit=LocalDate, wide=3),
        Field(name="from_time", label=tr("From time"), kind=Kind.TIME, limit=LocalTime, wide=3),
        Field(
            name="until_date",
            label=tr("Back on"),
            kind=Kind.DATE,
            wide=3,
            hint=tr("Empty: not known"),
        ),
        Field(name="until_time", label=tr("Back at"), kind=Kind.TIME, limit=LocalTime, wide=3),
        reason_field(),
    )

    def make(values: dict[str, Any]) -> TakeOutOfOrder:
        chosen = str(values.get("spot_id", ""))
        until = values["until_date"]
        return TakeOutOfOrder(
            resource.id,
            to_utc(values["from_date"], values["from_time"], zone),
            to_utc(until, values["until_time"], zone) if until else 0,
            1 if chosen else int(values.get("units", resource.quantity)),
            chosen,
            values["reason"].strip(),
        )

    return FormAct(
        title=tr("Take out of order"),
        about=tr("{0}. Classes that no longer fit keep their time and are flagged.").format(
            resource.name
        ),
        verb=tr("Take out"),
        sections=(Section("", (*_which(resource, spots), *dates)),),
        values={
            **({"spot_id": spot_id} if spots else {"units": 1} if resource.quantity > 1 else {}),
            "from_date": str(start.date()),
            "from_time": f"{start:%H:%M}",
            "until_date": "",
            "until_time": "23:59",
            "reason": "",
        },
        make=make,
        says=tr("{0} is out of order").format(bold(resource.name)),
        tells=lambda outcome: consequences(outcome, zone),
        codes={"ends_before_start": "until_date", "outage_too_large": "units"},
    )


def consequences(outcome: Outcome, zone: str) -> str:
    """Which classes no longer fit, and how many clients get another spot (RES-5, RES-7)."""
    classes = outcome.facts["classes"]
    moved = int(outcome.facts["moved"])
    spots = tr(" Another spot for {0}.").format(moved) if moved else ""
    if not classes:
        return tr("All classes still fit.{0}").format(spots)
    first = classes[0]
    day, start = (say(first["starts_at"], zone) for say in (formats.short_day, formats.clock))
    when = f"{first['class_name']} {day} {start}"
    if len(classes) == 1:
        return tr("{0} no longer fits.{1}").format(when, spots)
    return tr("{0} classes no longer fit, the first {1}.{2}").format(len(classes), when, spots)


def _which(resource: Resource, spots: list[Spot]) -> tuple[Field, ...]:
    """Which unit where they are numbered, else how many; one room needs neither."""
    if spots:
        options = (Option("", tr("Some, not numbered")), *(Option(s.id, s.label) for s in spots))
        return (Field(name="spot_id", label=tr("Unit"), kind=Kind.CHOICE, options=options),)
    if resource.quantity > 1:
        units = Field(name="units", label=tr("How many"), kind=Kind.WHOLE, limit=Quantity, wide=3)
        return (units,)
    return ()
