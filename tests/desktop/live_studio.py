"""Furnishes the small studio of live desk tests: a place, people, services, a day of classes."""

from collections.abc import Callable
from datetime import UTC, datetime

from core.changes import Outcome
from core.commands.catalogue import CreatePassProduct, CreateResource, CreateService, ResourceNeed
from core.commands.people import BindCard, CreateClient, NewClient
from core.commands.registry import Command
from core.commands.sales import SellPass
from core.commands.schedule import CreateOccurrence
from core.commands.seats import Book
from core.commands.setup import (
    CreateLocation,
    CreateOrganisation,
    CreateStaff,
    EnrolDesk,
    GrantRole,
)
from core.commands.waiting import JoinWaitlist
from core.domain.ids import derive
from desktop.vault import DeskKeys

DESK_KEYS = DeskKeys("d5" * 32, "5e" * 32)
CARDS = b"c" * 32
PEOPLE = (
    ("anna", "Anna Petrov", "ten"),
    ("ben", "Ben Carter", "ten"),
    ("clara", "Clara Jensen", "single"),
    ("daniel", "Daniel Osei", ""),
    ("elif", "Elif Demir", "month"),
    ("grace", "Grace Mensah", "ten"),
    ("hanna", "Hanna Lindqvist", "ten"),
)
WEEK = {str(day): (("06:00", "22:00"),) for day in range(7)}


def card_of(name: str) -> str:
    """The number of a person's card."""
    return derive("card", name)


def card_key() -> str:
    """The public half of the key that signs the cards, hexadecimal."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(CARDS).public_key().public_bytes_raw().hex()


def furnish(serve: Callable[[Command], Outcome], organisation: str, now: int) -> dict[str, str]:
    """Make everything; gives ids by short names. Classes are on the UTC day of `now`."""
    names = found(serve, organisation, now)

    def make(name: str, fact: str, command: Command) -> str:
        names[name] = str(serve(command).facts[fact])
        return names[name]

    place = names["location"]
    _catalogue(make, place)
    _people(serve, make, names, place)
    _day(serve, make, names, now)
    return names


def found(serve: Callable[[Command], Outcome], organisation: str, _now: int) -> dict[str, str]:
    """The studio on its first day: a place and who works there, nothing else."""
    names: dict[str, str] = {}

    def make(name: str, fact: str, command: Command) -> str:
        names[name] = str(serve(command).facts[fact])
        return names[name]

    founding = CreateOrganisation(organisation, "Live", "live", "EUR", card_key=card_key())
    make("organisation", "organisation_id", founding)
    opened = CreateLocation("Northgate", "Europe/London", "LON", opening_hours=WEEK)  # type: ignore[arg-type]
    place = make("location", "location_id", opened)
    serve(GrantRole(make("ruth", "staff_id", CreateStaff("Ruth Hale")), "org_owner"))
    teacher = CreateStaff("Ana Petrov", categories=("reformer", "mat"))
    serve(GrantRole(make("ana", "staff_id", teacher), "instructor", place))
    serve(EnrolDesk("desk-a", place, "Front desk", "A", DESK_KEYS.public_key()))
    return names


def _catalogue(make: Callable[[str, str, Command], str], place: str) -> None:
    room = make("room", "resource_id", CreateResource(place, "Reformers", "room"))
    studio = make("studio", "resource_id", CreateResource(place, "Studio A", "room"))
    reformer = CreateService(
        "Reformer Flow",
        "class",
        "reformer",
        55,
        4,
        short_name="Reformer",
        badge="R",
        price=18_00,
        needs=(ResourceNeed(room, 1),),
    )
    make("reformer", "service_id", reformer)
    mat = CreateService(
        "Mat Basics",
        "class",
        "mat",
        45,
        12,
        short_name="Mat",
        colour=4,
        badge="M",
        price=12_00,
        needs=(ResourceNeed(studio, 1),),
    )
    make("mat", "service_id", mat)
    make("ten", "product_id", CreatePassProduct("10-class", "punch", 140_00, 10, 180))
    make("single", "product_id", CreatePassProduct("Drop-in", "punch", 18_00, 1, 30))
    month = CreatePassProduct("Unlimited month", "unlimited", 99_00, validity_days=30)
    make("month", "product_id", month)


def _people(
    serve: Callable[[Command], Outcome],
    make: Callable[[str, str, Command], str],
    names: dict[str, str],
    place: str,
) -> None:
    prices = {"ten": 140_00, "single": 18_00, "month": 99_00}
    for at, (short, name, product) in enumerate(PEOPLE):
        new = NewClient(name, email=f"{short}@example.org", phone=f"+4420794600{at:02d}")
        client = make(short, "client_id", CreateClient(new))
        serve(BindCard(card_of(short), client))
        if product:
            receipt = f"LON-A-{at + 1:06d}"
            sale = SellPass(client, names[product], place, prices[product], "cash", receipt)
            make(f"pass of {short}", "pass_id", sale)


def _day(
    serve: Callable[[Command], Outcome],
    make: Callable[[str, str, Command], str],
    names: dict[str, str],
    now: int,
) -> None:
    date = str(datetime.fromtimestamp(now / 1000, UTC).date())

    def put(name: str, service: str, start: str, minutes: int, seats: int) -> str:
        made = CreateOccurrence(
            names[service], names["location"], date, start, minutes, seats, lead_id=names["ana"]
        )
        return make(name, "occurrence_id", made)

    put("morning", "mat", "09:00", 45, 12)
    evening = put("evening", "reformer", "18:00", 55, 4)
    put("late", "mat", "19:15", 45, 12)
    for short in ("anna", "ben", "clara"):
        serve(Book(names[short], evening))
    serve(Book(names["daniel"], evening, pay_at_desk=True))
    serve(JoinWaitlist(names["hanna"], evening))
    serve(Book(names["grace"], names["late"]))
