"""Who and what stands at a location: staff who may work at the desk, services, pass products."""

from msgspec.structs import replace

from core.domain.catalogue import PRODUCTS_BY_STATE, SERVICES_BY_STATE, PassProduct, Service
from core.domain.json_text import allows
from core.domain.organisation import (
    GRANTS_BY_STATE,
    GRANTS_OF_STAFF,
    LOCATIONS_BY_STATE,
    Grant,
    Location,
    Organisation,
    StaffMember,
)
from core.domain.people import BOUND, CARDS_OF_CLIENT, Card
from core.domain.phones import country_of
from core.queries.source import Source
from core.rules.money.tax import asking_price
from core.rules.terms import Terms

TABLES = (Organisation, Location, StaffMember, Grant, Service, PassProduct)


def organisation(source: Source) -> Organisation | None:
    """The organisation of this store; None before the first load."""
    return source.rows.get(Organisation, source.organisation_id)


def country(source: Source, location: Location | None) -> str:
    """Whose numbers are typed without a country code (ISO 3166): the studio's country, else that of
    a location's zone, "" where neither is known."""
    studio = organisation(source)
    return (studio.country if studio else "") or country_of(location.zone if location else "")


def locations(source: Source) -> list[Location]:
    """All locations that are in use, by name."""
    rows = source.rows.find(LOCATIONS_BY_STATE, "active")
    return sorted(rows, key=lambda row: (row.name, row.id))


def people(source: Source, location_id: str) -> list[tuple[StaffMember, Grant]]:
    """Staff with a grant that holds at a location, by name, each with their first grant."""
    found: dict[str, tuple[StaffMember, Grant]] = {}
    for grant in source.rows.find(GRANTS_BY_STATE, "active"):
        member = source.rows.get(StaffMember, grant.staff_id)
        if member and member.state == "active" and grant.location_id in ("", location_id):
            found.setdefault(member.id, (member, grant))
    return sorted(found.values(), key=lambda pair: (pair[0].name, pair[0].id))


def grants(source: Source, staff_id: str) -> list[Grant]:
    """The grants of a person that hold."""
    return source.rows.find(GRANTS_OF_STAFF, staff_id)


def cards(source: Source, client_id: str) -> list[Card]:
    """The cards of a client that check in."""
    return [card for card in source.rows.find(CARDS_OF_CLIENT, client_id) if card.state == BOUND]


def services(source: Source, location_id: str) -> list[Service]:
    """Services offered at a location, by name."""
    rows = source.rows.find(SERVICES_BY_STATE, "active")
    here = [row for row in rows if allows(row.locations, location_id)]
    return sorted(here, key=lambda row: (row.name, row.id))


def products(source: Source) -> list[PassProduct]:
    """Pass products on sale at what they cost with tax, by price (PAY-16)."""
    terms = Terms(source.rows)
    rows = [
        replace(row, price=asking_price(terms, row.price, row.tax_rate))
        for row in source.rows.find(PRODUCTS_BY_STATE, "active")
    ]
    return sorted(rows, key=lambda row: (row.price, row.name, row.id))
