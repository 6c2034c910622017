"""A class on numbered reformers for live tests: two rows of two, a manager and a second teacher."""

from core.commands.catalogue import CreateResource, CreateService, ResourceNeed
from core.commands.schedule import CreateOccurrence
from core.commands.seats import Book
from core.commands.setup import CreateStaff, GrantRole
from core.commands.spots import LayOutSpots, SpotPlace
from core.commands.waiting import JoinWaitlist
from core.domain.spots import SPOTS_OF_RESOURCE
from core.domain.zones import to_utc
from tests.desktop.live import LiveDesk

DAY = "2026-03-02"
NOW = to_utc(DAY, "17:41", "Europe/London")
MAP = tuple(SpotPlace(str(n + 1), n % 2, n // 2) for n in range(4))


def numbered(live: LiveDesk) -> str:
    """The class at 20:15: Anna and Ben are booked, two seats are left."""
    names, serve = live.names, live.serve
    place = names["location"]
    made = serve(CreateResource(place, "Towers", "equipment", 4))
    names["towers"] = made.facts["resource_id"]
    serve(LayOutSpots(names["towers"], MAP))
    tower = CreateService(
        "Tower", "class", "tower", 45, 4, needs=(ResourceNeed(names["towers"], 0, 1),), price=15_00
    )
    service = serve(tower).facts["service_id"]
    second = serve(CreateStaff("Mia Koch", categories=("tower", "mat", "reformer")))
    names["mia"] = second.facts["staff_id"]
    serve(GrantRole(names["mia"], "instructor", place))
    desk = serve(CreateStaff("Noor Khan")).facts["staff_id"]
    names["noor"] = desk
    serve(GrantRole(desk, "receptionist", place))
    one = CreateOccurrence(service, place, DAY, "20:15", 45, 4, lead_id=names["mia"])
    names["tower"] = serve(one).facts["occurrence_id"]
    for client in ("anna", "ben"):
        serve(Book(names[client], names["tower"], pay_at_desk=True))
    live.exchange()
    return names["tower"]


def waiting(live: LiveDesk) -> str:
    """The evening class, which is full: Hanna, Elif and Grace wait in this order."""
    for minute, client in enumerate(("elif", "grace"), 1):
        wait = JoinWaitlist(live.names[client], live.names["evening"], pay_at_desk=True)
        live.serve(wait, at=NOW + minute * 60_000)
    live.exchange()
    return live.names["evening"]


def spot(live: LiveDesk, label: str) -> str:
    """The id of a spot."""
    found = live.session.source.rows.find(SPOTS_OF_RESOURCE, live.names["towers"])
    return next(one.id for one in found if one.label == label)
