"""The fields of a service, by subject; the wizard asks them in the same words."""

from PySide6.QtCore import QCoreApplication

from core.commands.catalogue import CreateService
from core.queries.source import Source
from desktop.features.settings.services import options
from desktop.forms.declaration import Field, Kind, Section, limit_of


def _tr(text: str) -> str:
    return QCoreApplication.translate("ServiceFields", text)


def _field(name: str, label: str, kind: Kind = Kind.TEXT, wide: int = 6, hint: str = "") -> Field:
    known = name in CreateService.__struct_fields__ and kind not in (Kind.MANY, Kind.SWITCH)
    limit = limit_of(CreateService, name) if known else None
    return Field(name=name, label=label, kind=kind, wide=wide, limit=limit, hint=hint)


def details(*, new: bool) -> Section:
    """Name, kind, length, seats, colour."""
    kind = Field(name="kind", label=_tr("Kind"), kind=Kind.CHOICE, wide=3, options=options.kinds())
    name = Field(
        name="name",
        label=_tr("Name"),
        required=True,
        wide=4,
        limit=limit_of(CreateService, "name"),
    )
    return Section(
        _tr("Details"),
        (
            name,
            _field("badge", _tr("Letter"), wide=2),
            *((kind,) if new else ()),
            _field("category", _tr("Category"), wide=3),
            _field("short_name", _tr("Short name"), wide=3),
            _field("duration_min", _tr("Length"), Kind.MINUTES, wide=3),
            _field("capacity", _tr("Seats"), Kind.WHOLE, wide=3),
            _field("colour", _tr("Colour"), Kind.COLOUR),
            _field("description", _tr("Description"), Kind.LONG),
        ),
    )


def where(source: Source) -> Section:
    """Locations, teacher, rooms and equipment, buffers."""
    lead = Field(
        name="lead_id",
        label=_tr("Usual teacher"),
        kind=Kind.CHOICE,
        options=options.teachers(source),
        wide=2,
    )
    places = Field(
        name="location_ids",
        label=_tr("Locations"),
        kind=Kind.MANY,
        options=options.locations(source),
        hint=_tr("None chosen means all of them."),
    )
    rooms = options.rooms(source)
    needs = (
        Field(name="holds", label=_tr("Holds for the whole class"), kind=Kind.MANY, options=rooms),
        Field(name="each", label=_tr("Holds one for each client"), kind=Kind.MANY, options=rooms),
    )
    return Section(
        _tr("Where and with whom"),
        (
            places,
            lead,
            _field("buffer_before_min", _tr("Set-up before"), Kind.MINUTES, wide=2),
            _field("buffer_after_min", _tr("Clean-up after"), Kind.MINUTES, wide=2),
            *(needs if rooms else ()),
        ),
    )


def booking(*, new: bool) -> Section:
    """Who may book, and what a booking needs."""
    mode = Field(
        name="mode",
        label=_tr("Who books"),
        kind=Kind.CHOICE,
        options=options.modes(),
    )
    by_itself = _field(
        "attended_by_itself", _tr("Count all who are booked as attending"), Kind.SWITCH
    )
    return Section(
        _tr("Booking"),
        (
            mode,
            _field("self_booking", _tr("Clients may book"), Kind.SWITCH, wide=2),
            _field("instructor_booking", _tr("Instructors may book"), Kind.SWITCH, wide=2),
            _field("staff_booking", _tr("Staff may book"), Kind.SWITCH, wide=2),
            _field("credit_needed", _tr("A pass is needed"), Kind.SWITCH, wide=3),
            _field("waitlist", _tr("Takes a waitlist"), Kind.SWITCH, wide=3),
            _field("open_studio", _tr("Open studio, come and go"), Kind.SWITCH, wide=3),
            *(() if new else (by_itself,)),
        ),
    )


def asked() -> Section:
    """What a booking is asked (SVC-7)."""
    hint = _tr(
        "One a line, such as: Any injuries?  ·  Mat or towel? * = Mat, Towel  ·  First time? = "
        "yes/no. The star says that it must be answered."
    )
    questions = Field(name="questions", label=_tr("Questions"), kind=Kind.LONG, hint=hint)
    return Section(_tr("Asked at booking"), (questions,))


def price() -> Section:
    """What a seat costs and how it is paid."""
    mode = Field(
        name="pay_mode",
        label=_tr("How it is paid"),
        kind=Kind.CHOICE,
        options=options.pay_modes(),
        wide=6,
    )
    return Section(
        _tr("Price"),
        (
            mode,
            _field("price", _tr("Price of a seat"), Kind.MONEY, wide=3),
            _field("tax_rate", _tr("Tax in percent"), Kind.PERCENT, wide=3),
            _field("deposit", _tr("Deposit, fixed"), Kind.MONEY, wide=3),
            _field("deposit_percent", _tr("or in percent of the price"), Kind.PERCENT, wide=3),
        ),
    )
