"""The hours around now, which are always the busiest, and the classes of today that make room."""

import msgspec

from core.changes import Act
from core.commands.schedule import CancelOccurrence, CreateOccurrence
from core.domain.zones import HOUR_MS, MINUTE_MS, local_date, local_time, to_local
from sync_server.demo.catalogue import (
    CAPACITY,
    MAT,
    NORTHGATE,
    PRIVATE,
    REFORMER,
    RIVERSIDE,
    TOWER,
    VINYASA,
    WHEEL,
    Places,
)
from sync_server.demo.clerk import SYSTEM, Clerk, person

FROM_MIN = -95
TO_MIN = 170
GAP_MIN = -300
GAP_LATER_MIN = 180
FIRST_HOUR = 7
TEACHERS = {
    "Ana": "Ana Petrov",
    "Leo": "Leo Baum",
    "Mia": "Mia Koch",
    "Jon": "Jon Sato",
    "Ines": "Ines Rossi",
    "Tomás": "Tomás Vidal",
}


class Weekly(msgspec.Struct, frozen=True):
    """A class that comes every week on some days."""

    service: str
    start: str
    minutes: int
    days: str
    lead: str
    place: str = NORTHGATE
    capacity: int = 0


class Moment(msgspec.Struct, frozen=True):
    """A class of today around the rush: minutes from the start of the next one, who is booked."""

    key: str
    service: str
    offset: int
    minutes: int
    lead: str
    booked: int
    waiting: int = 0


RUSH = (
    Moment("before", REFORMER, -90, 55, "Ana", 8),
    Moment("running", MAT, -60, 60, "Mia", 11),
    Moment("midway", TOWER, -30, 55, "Leo", 5),
    Moment("rush", REFORMER, 0, 55, "Ana", 8),
    Moment("wheel", WHEEL, 30, 120, "Ines", 7),
    Moment("full", VINYASA, 30, 75, "Jon", 14, 3),
    Moment("last_seat", REFORMER, 75, 55, "Leo", 7),
    Moment("evening", MAT, 120, 45, "Mia", 4),
)


def rush_start(now: int) -> int:
    """When the class starts that everybody is waiting for: in 17 to 21 minutes, on the clock."""
    step = 5 * MINUTE_MS
    return (now + 19 * MINUTE_MS + step // 2) // step * step


def plan_rush(clerk: Clerk, places: Places, now: int, at: int) -> dict[str, str]:
    """Put the classes around now on the calendar; their occurrences by key."""
    start = rush_start(now)
    made = {}
    for one in RUSH:
        lead = places.staff[TEACHERS[one.lead]]
        begins = start + one.offset * MINUTE_MS
        made[one.key] = _put(clerk, places, (one.service, begins, one.minutes, lead), at)
    gap = (TOWER, _gap(places, start), 55, places.staff["Leo Baum"])
    made["cancelled"] = _put(clerk, places, gap, at)
    there = (MAT, start + 55 * MINUTE_MS, 60, places.staff["Tomás Vidal"])
    made["elsewhere"] = _put(clerk, places, there, at, place=RIVERSIDE)
    return made


def call_off(clerk: Clerk, places: Places, occurrence_id: str, at: int) -> None:
    """The teacher of a class fell ill."""
    who = person(places.staff["Noor Karim"], places.locations[NORTHGATE])
    clerk.do(CancelOccurrence(occurrence_id, "Leo has a fever"), at, who)


def leave_unassigned(clerk: Clerk, places: Places, now: int) -> str:
    """A session whose teacher was booked at the other location first: settled as SET-8."""
    home = places.locations[NORTHGATE]
    shown = person(places.staff["Leo Baum"], home, places.desks[NORTHGATE], shown="scheduled")
    what = (PRIVATE, rush_start(now) + HOUR_MS, 60, places.staff["Tomás Vidal"])
    return _put(clerk, places, what, now - 20 * HOUR_MS, shown)


def gives_way(entry: Weekly, places: Places, now: int, starts_at: int, ends_at: int) -> bool:
    """Whether a class of the week is left out today, since the rush needs its room or teacher."""
    start = rush_start(now)
    if entry.place == RIVERSIDE:
        spans = [(start + 50 * MINUTE_MS, start + 120 * MINUTE_MS)]
    else:
        spans = [(start + FROM_MIN * MINUTE_MS, start + TO_MIN * MINUTE_MS)]
    if entry.place == NORTHGATE and (entry.lead == "Leo" or entry.service in (TOWER, PRIVATE)):
        gap = _gap(places, start)
        spans.append((gap, gap + 55 * MINUTE_MS))
    return any(since < ends_at and starts_at < until for since, until in spans)


def _gap(places: Places, start: int) -> int:
    """When the class was to be that is cancelled: earlier today, or later where it is early."""
    before = start + GAP_MIN * MINUTE_MS
    local = to_local(before, places.zones[NORTHGATE])
    today = local_date(start, places.zones[NORTHGATE])
    if local.hour >= FIRST_HOUR and local.date().isoformat() == today:
        return before
    return start + GAP_LATER_MIN * MINUTE_MS


def _put(
    clerk: Clerk,
    places: Places,
    what: tuple[str, int, int, str],
    at: int,
    who: Act = SYSTEM,
    place: str = NORTHGATE,
) -> str:
    """Schedule (service, start in UTC, minutes, lead) and give the occurrence."""
    service, starts_at, minutes, lead = what
    zone = places.zones[place]
    command = CreateOccurrence(
        places.services[service],
        places.locations[place],
        local_date(starts_at, zone),
        local_time(starts_at, zone),
        minutes,
        CAPACITY[service],
        lead,
    )
    return str(clerk.do(command, at, who)["occurrence_id"])
