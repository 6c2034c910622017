"""The class builder's steps as fields, and what is typed in them as commands (SVC-4, SVC-6)."""

from datetime import date, timedelta
from typing import Any

from core.commands.catalogue import CreateService
from core.commands.schedule import CreateSeries
from core.queries.source import Source
from core.rules.booking.booking_modes import Nature, Proposal, proposed
from desktop.features.settings.services import fields, options
from desktop.features.settings.services.values import creation, switches_shown
from desktop.forms.declaration import Field, Kind, Option, Section
from desktop.saying import tr

DETAILS, SCHEDULE, RESOURCES, PRICING = STEPS = ("details", "schedule", "resources", "pricing")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
HORIZON_WEEKS = 12


def _switch(name: str, label: str, wide: int = 3) -> Field:
    return Field(name=name, label=label, kind=Kind.SWITCH, wide=wide)


def step_words() -> dict[str, str]:
    """The steps in words."""
    return {
        DETAILS: tr("1 Details"),
        SCHEDULE: tr("2 Schedule"),
        RESOURCES: tr("3 Resources"),
        PRICING: tr("4 Price"),
    }


def sections(step: str, source: Source) -> tuple[Section, ...]:
    """The fields of a step."""
    if step == DETAILS:
        return (fields.details(new=False), _nature())
    if step == SCHEDULE:
        return (_schedule(source),)
    where = fields.where(source)
    if step == RESOURCES:
        return (Section(tr("What the class holds"), where.fields[2:]),)
    credit = _switch("credit_needed", tr("A pass is needed"))
    price = fields.price()
    return (Section(price.title, (*price.fields, credit)),)


def _nature() -> Section:
    modes = Field(
        name="mode", label=tr("Who books"), kind=Kind.CHOICE, options=options.modes()[:3], wide=6
    )
    return Section(
        tr("What kind of offer is it?"),
        (
            _switch("one_on_one", tr("One to one"), wide=6),
            _switch("trainer_keeps", tr("The trainer keeps the schedule")),
            _switch("first_visit", tr("For a first visit")),
            _switch("limited", tr("Seats are limited")),
            _switch("premium", tr("Premium or private")),
            modes,
        ),
    )


def _schedule(source: Source) -> Section:
    names = (
        tr("Mon"),
        tr("Tue"),
        tr("Wed"),
        tr("Thu"),
        tr("Fri"),
        tr("Sat"),
        tr("Sun"),
    )
    days = tuple(Option(day, name) for day, name in zip(DAYS, names, strict=True))
    return Section(
        tr("When does it take place?"),
        (
            Field(
                name="location_id",
                label=tr("Location"),
                kind=Kind.CHOICE,
                options=options.locations(source),
                wide=3,
            ),
            Field(
                name="lead_id",
                label=tr("Teacher"),
                kind=Kind.CHOICE,
                options=options.teachers(source),
                wide=3,
            ),
            Field(
                name="weekdays",
                label=tr("Every week on"),
                kind=Kind.MANY,
                options=days,
                hint=tr("None chosen: the service is made, and planned later."),
            ),
            Field(name="start", label=tr("At"), kind=Kind.TIME, required=True, wide=2),
            Field(name="first", label=tr("From"), kind=Kind.DATE, required=True, wide=2),
            Field(name="until", label=tr("Until"), kind=Kind.DATE, example=tr("no end"), wide=2),
        ),
    )


def nature_of(values: dict[str, Any]) -> Nature:
    """What was answered to the five questions."""
    return Nature(**{name: bool(values[name]) for name in Nature.__struct_fields__})


def proposal_of(values: dict[str, Any]) -> Proposal:
    """What follows from the answers."""
    return proposed(nature_of(values))


def service_from(values: dict[str, Any]) -> CreateService:
    """The service; nothing of its schedule."""
    what = proposal_of(values)
    mode = values["mode"]
    given = {
        **values,
        "kind": what.kind,
        "waitlist": what.waitlist,
        **(switches_shown(mode) or {}),
    }
    return creation(given)


def until_of(values: dict[str, Any]) -> str:
    """The date up to which dates are made now; the server goes on from there."""
    horizon = str(date.fromisoformat(values["first"]) + timedelta(weeks=HORIZON_WEEKS))
    return min(horizon, values["until"]) if values["until"] else horizon


def series_from(
    values: dict[str, Any], service_id: str, skipped: tuple[str, ...] = (), generate_to: str = ""
) -> CreateSeries | None:
    """The series of the schedule; None where no day is chosen."""
    if not values["weekdays"]:
        return None
    return CreateSeries(
        service_id,
        values["location_id"],
        "FREQ=WEEKLY;BYDAY=" + ",".join(day for day in DAYS if day in values["weekdays"]),
        values["first"],
        values["start"],
        values["duration_min"],
        values["capacity"],
        values["lead_id"],
        end_date=values["until"],
        skipped=skipped,
        generate_to=generate_to,
    )
