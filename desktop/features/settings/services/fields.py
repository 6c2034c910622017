"""The fields of a service, by subject; the wizard asks them in the same words."""

from core.commands.catalogue import CreateService
from core.queries.source import Source
from desktop.features.settings.services import options
from desktop.forms.declaration import Field, Kind, Section, limit_of
from desktop.saying import tr


def _field(name: str, label: str, kind: Kind = Kind.TEXT, wide: int = 6, hint: str = "") -> Field:
    known = name in CreateService.__struct_fields__ and kind not in (Kind.MANY, Kind.SWITCH)
    limit = limit_of(CreateService, name) if known else None
    return Field(name=name, label=label, kind=kind, wide=wide, limit=limit, hint=hint)


def details(*, new: bool) -> Section:
    """Name, kind, length, seats, colour."""
    kind = Field(name="kind", label=tr("Kind"), kind=Kind.CHOICE, wide=3, options=options.kinds())
    name = Field(
        name="name",
        label=tr("Name"),
        required=True,
        wide=4,
        limit=limit_of(CreateService, "name"),
    )
    return Section(
        tr("Details"),
        (
            name,
            _field("badge", tr("Letter"), wide=2),
            *((kind,) if new else ()),
            _field("category", tr("Category"), wide=3),
            _field("short_name", tr("Short name"), wide=3),
            _field("duration_min", tr("Length"), Kind.MINUTES, wide=3),
            _field("capacity", tr("Seats"), Kind.WHOLE, wide=3),
            _field("colour", tr("Colour"), Kind.COLOUR),
            _field("description", tr("Description"), Kind.LONG),
        ),
    )


def where(source: Source) -> Section:
    """Locations, teacher, rooms and equipment, buffers."""
    lead = Field(
        name="lead_id",
        label=tr("Usual teacher"),
        kind=Kind.CHOICE,
        options=options.teachers(source),
        wide=2,
    )
    places = Field(
        name="location_ids",
        label=tr("Locations"),
        kind=Kind.MANY,
        options=options.locations(source),
        hint=tr("None chosen means all of them."),
    )
    rooms = options.rooms(source)
    needs = (
        Field(name="holds", label=tr("Holds for the whole class"), kind=Kind.MANY, options=rooms),
        Field(name="each", label=tr("Holds one for each client"), kind=Kind.MANY, options=rooms),
    )
    return Section(
        tr("Where and with whom"),
        (
            places,
            lead,
            _field("buffer_before_min", tr("Set-up before"), Kind.MINUTES, wide=2),
            _field("buffer_after_min", tr("Clean-up after"), Kind.MINUTES, wide=2),
            *(needs if rooms else ()),
        ),
    )


def booking(*, new: bool) -> Section:
    """Who may book, and what a booking needs."""
    mode = Field(
        name="mode",
        label=tr("Who books"),
        kind=Kind.CHOICE,
        options=options.modes(),
    )
    by_itself = _field(
        "attended_by_itself", tr("Count all who are booked as attending"), Kind.SWITCH
    )
    return Section(
        tr("Booking"),
        (
            mode,
            _field("self_booking", tr("Clients may book"), Kind.SWITCH, wide=2),
            _field("instructor_booking", tr("Instructors may book"), Kind.SWITCH, wide=2),
            _field("staff_booking", tr("Staff may book"), Kind.SWITCH, wide=2),
            _field("credit_needed", tr("A pass is needed"), Kind.SWITCH, wide=3),
            _field("waitlist", tr("Takes a waitlist"), Kind.SWITCH, wide=3),
            _field("open_studio", tr("Open studio, come and go"), Kind.SWITCH, wide=3),
            *(() if new else (by_itself,)),
        ),
    )


def asked() -> Section:
    """What a booking is asked (SVC-7)."""
    hint = tr(
        "One a line, such as: Any injuries?  ·  Mat or towel? * = Mat, Towel  ·  First time? = "
        "yes/no. The star says that it must be answered."
    )
    questions = Field(name="questions", label=tr("Questions"), kind=Kind.LONG, hint=hint)
    return Section(tr("Asked at booking"), (questions,))


def price() -> Section:
    """What a seat costs and how it is paid."""
    mode = Field(
        name="pay_mode",
        label=tr("How it is paid"),
        kind=Kind.CHOICE,
        options=options.pay_modes(),
        wide=6,
    )
    return Section(
        tr("Price"),
        (
            mode,
            _field("price", tr("Price of a seat"), Kind.MONEY, wide=3),
            _field("tax_rate", tr("Tax in percent"), Kind.PERCENT, wide=3),
            _field("deposit", tr("Deposit, fixed"), Kind.MONEY, wide=3),
            _field("deposit_percent", tr("or in percent of the price"), Kind.PERCENT, wide=3),
        ),
    )
