"""What the demo studio is: places, people who work there, rooms, services, passes."""

from typing import Any

import msgspec

from core.commands.catalogue import (
    CreatePassProduct,
    CreateResource,
    CreateService,
    ResourceNeed,
)
from core.commands.fields import Role
from core.commands.pay import SetPayRate
from core.commands.setup import (
    CreateLocation,
    CreateOrganisation,
    CreateStaff,
    EnrolDesk,
    GrantRole,
    SetSetting,
)
from core.commands.spots import LayOutSpots, SpotPlace
from core.domain.organisation import DEMO_SLUG
from core.domain.zones import local_date
from sync_server.demo.clerk import Clerk
from sync_server.demo.homes import Home

NAME = "Northgate Studio"
NORTHGATE = "Northgate"
RIVERSIDE = "Riverside"
REFORMER, MAT, VINYASA, WHEEL, TOWER, PRIVATE = (
    "Reformer Flow",
    "Mat Basics",
    "Vinyasa",
    "Wheel throwing",
    "Tower",
    "Private",
)
CAPACITY = {REFORMER: 8, MAT: 12, VINYASA: 14, WHEEL: 8, TOWER: 6, PRIVATE: 1}
MATS = "Mats"
DAILY_HOURS: Any = {str(day): (("06:00", "23:30"),) for day in range(7)}


class Places(msgspec.Struct, frozen=True):
    """The ids of what was made, by name."""

    organisation_id: str
    locations: dict[str, str]
    zones: dict[str, str]
    desks: dict[str, str]
    staff: dict[str, str]
    services: dict[str, str]
    products: dict[str, str]


STAFF: tuple[tuple[str, tuple[str, ...], tuple[tuple[Role, str], ...]], ...] = (
    ("Ruth Hartley", (), (("org_owner", ""),)),
    ("Noor Karim", (), (("receptionist", NORTHGATE), ("receptionist", RIVERSIDE))),
    (
        "Leo Baum",
        ("reformer", "tower", "private"),
        (("location_manager", NORTHGATE), ("instructor", NORTHGATE)),
    ),
    (
        "Tomás Vidal",
        ("mat", "reformer", "private"),
        (("location_manager", RIVERSIDE), ("instructor", RIVERSIDE), ("instructor", NORTHGATE)),
    ),
    ("Ana Petrov", ("reformer", "tower", "private"), (("instructor", NORTHGATE),)),
    ("Mia Koch", ("mat",), (("instructor", NORTHGATE), ("instructor", RIVERSIDE))),
    ("Jon Sato", ("mat",), (("instructor", NORTHGATE),)),
    ("Ines Rossi", ("pottery",), (("trainer", NORTHGATE),)),
)

_ROOMS = {
    NORTHGATE: ("Reformers", "Studio A", "Studio B", "Wheel room"),
    RIVERSIDE: ("River room", "Garden room"),
}
_EQUIPMENT = {
    NORTHGATE: (("Reformer", 8), ("Tower", 6), ("Wheel", 8)),
    RIVERSIDE: (("Reformer", 6),),
}


def found(clerk: Clerk, organisation_id: str, home: Home, card_key: str, at: int) -> Places:
    """Make all that stands before the first client comes."""
    clerk.do(
        CreateOrganisation(
            organisation_id,
            NAME,
            f"{DEMO_SLUG}northgate-studio",
            home.currency,
            country=home.country,
            card_key=card_key,
        ),
        at,
    )
    # nobody in the demo answers offers: freed seats are given at once
    clerk.do(SetSetting("organisation", "waitlist_mode", "auto"), at)
    locations = _locations(clerk, home, at)
    desks = {
        name: clerk.do(
            EnrolDesk(f"{organisation_id[:8]}-{name.lower()}", key, "Old desk", "Z", ""), at
        )["desk_id"]
        for name, key in locations.items()
    }
    staff = _staff(clerk, home, locations, at)
    services = _services(clerk, _resources(clerk, locations, at), at)
    return Places(
        organisation_id,
        locations,
        {NORTHGATE: home.zone, RIVERSIDE: home.other_zone},
        desks,
        staff,
        services,
        _products(clerk, services, at),
    )


def _locations(clerk: Clerk, home: Home, at: int) -> dict[str, str]:
    made = {}
    for name, zone, code, address in (
        (NORTHGATE, home.zone, "NOR", home.address),
        (RIVERSIDE, home.other_zone, "RIV", home.other_address),
    ):
        phone = f"{home.phones}{'001' if name == NORTHGATE else '002'}"
        place = CreateLocation(name, zone, code, address, phone, DAILY_HOURS)
        made[name] = clerk.do(place, at)["location_id"]
    return made


def _staff(clerk: Clerk, home: Home, locations: dict[str, str], at: int) -> dict[str, str]:
    made = {}
    for name, categories, grants in STAFF:
        mail = name.split(maxsplit=1)[0].lower().replace("á", "a") + "@northgate.example"
        primary = locations.get(grants[0][1], locations[NORTHGATE])
        hired = CreateStaff(name, mail, categories=categories, primary_location_id=primary)
        made[name] = clerk.do(hired, at)["staff_id"]
        for role, place in grants:
            clerk.do(GrantRole(made[name], role, locations.get(place, "")), at)
    since = local_date(at, home.zone)
    clerk.do(SetPayRate(26_00, 1_50, since, heads_in_base=4), at)
    clerk.do(SetPayRate(32_00, 2_00, since, instructor_id=made["Ana Petrov"]), at)
    return made


def _resources(clerk: Clerk, locations: dict[str, str], at: int) -> dict[tuple[str, str], str]:
    made = {}
    for place, rooms in _ROOMS.items():
        for name in rooms:
            room = CreateResource(locations[place], name, "room")
            made[place, name] = clerk.do(room, at)["resource_id"]
    for place, units in _EQUIPMENT.items():
        for name, count in units:
            thing = CreateResource(locations[place], name, "equipment", count)
            made[place, name] = clerk.do(thing, at)["resource_id"]
            clerk.do(LayOutSpots(made[place, name], _two_rows(count)), at)
        mats = CreateResource(locations[place], MATS, "prop", 24, exclusive=False)
        made[place, MATS] = clerk.do(mats, at)["resource_id"]
    return made


def _two_rows(count: int) -> tuple[SpotPlace, ...]:
    """Numbered from the left, with an aisle between the rows."""
    half = (count + 1) // 2
    return tuple(SpotPlace(str(n + 1), n % half, 2 * (n // half)) for n in range(count))


def _services(clerk: Clerk, resources: dict[tuple[str, str], str], at: int) -> dict[str, str]:
    def room(name: str, elsewhere: str = "") -> tuple[ResourceNeed, ...]:
        there = [resources[RIVERSIDE, elsewhere]] if elsewhere else []
        return tuple(ResourceNeed(key, 1) for key in (resources[NORTHGATE, name], *there))

    def each(name: str, *places: str) -> tuple[ResourceNeed, ...]:
        return tuple(ResourceNeed(resources[place, name], 0, 1) for place in places)

    made = (
        CreateService(
            REFORMER,
            "class",
            "reformer",
            55,
            8,
            short_name="Reformer",
            colour=1,
            badge="R",
            price=18_00,
            description="Strength and length on the reformer, all levels.",
            needs=(
                *room("Reformers", "River room"),
                *each("Reformer", NORTHGATE, RIVERSIDE),
            ),
        ),
        CreateService(
            MAT,
            "class",
            "mat",
            60,
            12,
            short_name="Mat",
            colour=4,
            badge="M",
            price=14_00,
            description="The classical mat work, step by step. Mats are here.",
            needs=(*room("Studio A", "Garden room"), *each(MATS, NORTHGATE, RIVERSIDE)),
        ),
        CreateService(
            VINYASA,
            "class",
            "mat",
            75,
            14,
            colour=6,
            badge="V",
            price=15_00,
            description="Flowing yoga for people who know their sun salutation.",
            needs=(*room("Studio A"), *each(MATS, NORTHGATE)),
        ),
        CreateService(
            WHEEL,
            "class",
            "pottery",
            120,
            8,
            short_name="Wheel",
            colour=7,
            badge="W",
            price=35_00,
            description="Two hours at the wheel, clay and one firing included.",
            needs=(*room("Wheel room"), *each("Wheel", NORTHGATE)),
        ),
        CreateService(
            TOWER,
            "class",
            "tower",
            55,
            6,
            colour=11,
            badge="T",
            price=20_00,
            description="Springs on the wall: small groups, precise work.",
            needs=(*room("Studio B"), *each("Tower", NORTHGATE)),
        ),
        CreateService(
            PRIVATE,
            "session",
            "private",
            60,
            1,
            colour=12,
            badge="P",
            price=65_00,
            description="One hour, one teacher, one plan.",
            needs=room("Studio B"),
        ),
    )
    return {one.name: clerk.do(one, at)["service_id"] for one in made}


def _products(clerk: Clerk, services: dict[str, str], at: int) -> dict[str, str]:
    classes = tuple(services[name] for name in (REFORMER, MAT, VINYASA, TOWER))
    wheel, private = (services[WHEEL],), (services[PRIVATE],)
    made = (
        CreatePassProduct("10-class", "punch", 145_00, 10, 120, classes),
        CreatePassProduct("5-class", "punch", 80_00, 5, 90, classes),
        CreatePassProduct("Drop-in", "punch", 18_00, 1, 60, classes),
        CreatePassProduct("Unlimited month", "unlimited", 149_00, 0, 30, classes),
        CreatePassProduct("Intro week", "unlimited", 30_00, 0, 7, classes),
        CreatePassProduct("Wheel course", "punch", 180_00, 6, 120, wheel),
        CreatePassProduct("5 privates", "punch", 295_00, 5, 180, private),
    )
    return {one.name: clerk.do(one, at)["product_id"] for one in made}
