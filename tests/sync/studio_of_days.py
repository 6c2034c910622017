"""The studio in which simulated days are played: two locations, their people, a week of classes."""

from functools import cache

from msgspec.structs import replace

from core.changes import Change
from core.commands.catalogue import CreatePassProduct
from core.commands.people import BindCard
from core.commands.registry import Command
from core.commands.schedule import CreateSeries
from core.commands.setup import EnrolDesk
from core.commands.spots import LayOutSpots, SpotPlace
from core.domain.ids import derive
from core.domain.organisation import Desk
from core.domain.rows import Row
from core.domain.spots import Spot
from core.domain.zones import DAY_MS, local_date
from core.wire.envelope import public_half
from tests.support.studio import DAY, NOW, Studio
from tests.sync.world import key_of

DESKS = ("desk-a", "desk-b", "desk-c", "desk-d", "desk-e", "desk-f", "desk-g", "desk-h")
PEOPLE = 18
LONGEST_DAYS = 9


class Place:
    """A location, who works there, and what is on each day there."""

    def __init__(self, location: str, staff: tuple[str, ...], product: str) -> None:
        self.location = location
        self.staff = staff
        self.product = product


class LaidOut:
    """The ids in a studio that was laid out once, and its rows."""

    def __init__(self, studio: Studio, clients: tuple[str, ...]) -> None:
        self.studio = studio
        self.clients = clients
        self.organisation = studio.organisation
        self.london = Place(
            studio.london,
            (studio.receptionist, studio.manager, studio.owner, studio.manager, studio.instructor),
            studio.ten,
        )
        self.berlin = Place(
            studio.berlin,
            (studio.berlin_receptionist, studio.berlin_manager, studio.owner, studio.owner),
            studio.single,
        )
        self.spots = tuple(spot.id for spot in studio.reader.all(Spot))
        self.rows: tuple[Row, ...] = tuple(row for table in studio.rows().values() for row in table)

    def place_of(self, desk: str) -> Place:
        """Of each five desks three stand in London and two in Berlin."""
        return self.berlin if DESKS.index(desk) % 5 >= 3 else self.london


@cache
def laid_out(desks: int) -> LaidOut:
    """The studio with so many desks, made once for all histories."""
    studio = Studio.open()
    known = (studio.anna, studio.ben, studio.clara, studio.dora, studio.emil)
    others = (studio.client(f"Client {n}") for n in range(len(known), PEOPLE))
    clients = (*known, *others)
    for number, name in enumerate(DESKS[:desks]):
        _enrol(studio, number, name)
    for number, client in enumerate(clients):
        if number % 3:
            studio.sell(client, studio.single if number % 3 == 1 else studio.ten)
        studio.do(BindCard(card_of(number), client), by=studio.owner)
    _classes(studio)
    return LaidOut(studio, clients)


def card_of(number: int) -> str:
    """The number of somebody's member card."""
    return derive("card", str(number))


def _enrol(studio: Studio, number: int, name: str) -> None:
    location = studio.berlin if number % 5 >= 3 else studio.london
    public = public_half(key_of(name))
    code = "ABCDEFGH"[number]
    known = studio.reader.get(Desk, name)
    if known is None:
        studio.do(EnrolDesk(name, location, name, code, public), system=True)
    else:
        studio.reader.apply([Change(Desk, name, known, replace(known, public_key=public))])


def _classes(studio: Studio) -> None:
    spots = tuple(SpotPlace(str(n), n, 0) for n in range(1, 5))
    _by_owner(studio, LayOutSpots(studio.reformers, spots))
    _by_owner(studio, CreatePassProduct("Package", "package", 70_00, 5, 60))
    last = local_date(NOW + LONGEST_DAYS * DAY_MS, "UTC")
    for service, location, at, capacity, lead in (
        (studio.yoga, studio.london, "07:30", 3, studio.second_instructor),
        (studio.reformer, studio.london, "16:00", 4, studio.instructor),
        (studio.yoga, studio.berlin, "18:00", 2, ""),
    ):
        series = CreateSeries(
            service, location, "FREQ=DAILY", DAY, at, 60, capacity, lead, end_date=last,
            generate_to=last,
        )  # fmt: skip
        _by_owner(studio, series)
    for day in range(1, LONGEST_DAYS):
        on = local_date(NOW + day * DAY_MS, "UTC")
        studio.occurrence(studio.yoga, "09:00", local_date=on, lead_id=studio.instructor)
        studio.occurrence(studio.talk, "12:00", local_date=on)
        studio.occurrence(studio.yoga, "17:00", local_date=on, location_id=studio.berlin)


def _by_owner(studio: Studio, command: Command) -> None:
    studio.do(command, by=studio.owner)
