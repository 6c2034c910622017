"""The fields of a pass product, by subject (PASS-1, PASS-8, PASS-12, PASS-14)."""

from typing import Any

from core.commands.catalogue import CreatePassProduct
from desktop.forms.declaration import Field, Kind, Option, Section, limit_of
from desktop.saying import tr


def kind_words() -> dict[str, str]:
    """The kinds in words (PASS-7)."""
    return {
        "punch": tr("Punch pass"),
        "package": tr("Package"),
        "unlimited": tr("Unlimited"),
        "course": tr("Full course"),
        "membership": tr("Membership"),
        "gift": tr("Gift credit"),
    }


def _field(name: str, label: str, kind: Kind = Kind.TEXT, wide: int = 2, **more: Any) -> Field:
    limit = limit_of(CreatePassProduct, name) if kind is not Kind.SWITCH else None
    return Field(name=name, label=label, kind=kind, wide=wide, limit=limit, **more)


def _choice(name: str, label: str, options: tuple[Option, ...], wide: int = 3) -> Field:
    return Field(name=name, label=label, kind=Kind.CHOICE, options=options, wide=wide)


def sections(
    services: tuple[Option, ...], places: tuple[Option, ...], *, new: bool
) -> tuple[Section, ...]:
    """All fields; the kind only of a new one."""
    return (_what(new=new), _how_long(), _where(services, places), _limits())


def _what(*, new: bool) -> Section:
    kinds = tuple(Option(kind, words) for kind, words in kind_words().items())
    return Section(
        tr("What is sold"),
        (
            _field("name", tr("Name"), wide=6, required=True),
            *((_choice("kind", tr("Kind"), kinds, wide=6),) if new else ()),
            _field("price", tr("Price"), Kind.MONEY),
            _field("credits", tr("Credits; money of a gift"), Kind.WHOLE),
            _field("tax_rate", tr("Tax in percent"), Kind.PERCENT),
        ),
    )


def _how_long() -> Section:
    starts = (
        Option("sale", tr("on the day of the sale")),
        Option("first_use", tr("with the first class")),
    )
    return Section(
        tr("How long it holds"),
        (
            _field("validity_months", tr("Months, or"), Kind.WHOLE),
            _field("validity_days", tr("days; 0 never ends"), Kind.WHOLE),
            _choice("starts", tr("It begins"), starts, wide=2),
            _field("freezes", tr("Pauses a year"), Kind.WHOLE),
            _field("freeze_days", tr("Days of pause a year"), Kind.WHOLE),
            _field("extend_days", tr("Days the desk may extend"), Kind.WHOLE),
        ),
    )


def _where(services: tuple[Option, ...], places: tuple[Option, ...]) -> Section:
    all_of_them = tr("None chosen means all of them.")
    return Section(
        tr("What it pays for"),
        (
            Field(
                name="service_ids",
                label=tr("Services"),
                kind=Kind.MANY,
                options=services,
                hint=all_of_them,
            ),
            Field(
                name="location_ids",
                label=tr("Locations"),
                kind=Kind.MANY,
                options=places,
                hint=all_of_them,
            ),
        ),
    )


def _limits() -> Section:
    guests = (
        Option("own_credits", tr("a credit of this pass for each")),
        Option("guest_passes", tr("so many come free")),
        Option("drop_in_price", tr("the drop-in price for each")),
    )
    return Section(
        tr("Limits"),
        (
            _field("max_advance", tr("Bookings ahead, 0 no limit"), Kind.WHOLE),
            _field("per_person", tr("For one person, 0 no limit"), Kind.WHOLE),
            _choice("guests", tr("Guests cost"), guests, wide=2),
            _field("guest_passes", tr("Guests that come free"), Kind.WHOLE),
            _field("charge_at_booking", tr("Charged at booking"), Kind.SWITCH, wide=3),
            _field("shared", tr("Serves the household"), Kind.SWITCH, wide=3),
            _field("new_clients_only", tr("Only for new clients"), Kind.SWITCH, wide=3),
            _field("standby_only", tr("Only seats of the last minutes"), Kind.SWITCH, wide=3),
        ),
    )
