"""The large studio as a plan: who comes to what, by arithmetic from a seed, nothing drawn.

Some clients come often and most seldom; nobody comes twice within five days, so that what one
visit leaves on a pass is settled before the next is booked.
"""

from collections.abc import Iterator
from datetime import date
from typing import Literal

import msgspec

from core.domain.zones import DAY_MS, HOUR_MS, MINUTE_MS, add_days, local_date, to_utc
from sync_server.demo.names import FAMILIES, GIVEN

ZONE = "Europe/London"
FIRST_HOUR = 7
MOST_A_DAY = 13
MINUTES = 55
AHEAD_DAYS = 28
GAP_DAYS = 6
TEACHERS = 3
SERVICES = ("Reformer Flow", "Mat Basics", "Vinyasa")

Fate = Literal["came", "no_show", "cancelled", "booked"]


class Scale(msgspec.Struct, frozen=True):
    """How large, from which seed, around which moment (UTC milliseconds)."""

    clients: int
    bookings: int
    now: int
    seed: int = 1
    locations: int = 5
    days: int = 900
    often: int = 16
    seldom: int = 4

    @property
    def seats(self) -> int:
        """Taken in each class: by those who come often, and by those who come seldom."""
        return self.often + self.seldom

    @property
    def a_day(self) -> int:
        """Classes of a location on one day."""
        wanted = self.bookings / (self.seats * self.locations * self.days)
        return max(1, min(MOST_A_DAY, round(wanted)))

    @property
    def at_location(self) -> int:
        """Clients of one location."""
        return self.clients // self.locations

    @property
    def regulars(self) -> int:
        """Those of them who come often: as many as keep six days between two visits."""
        return max(self.at_location // 10, self.often * self.a_day * GAP_DAYS)


def large_scale(now: int, seed: int = 1) -> Scale:
    """100,000 clients and about 1,000,000 bookings in two and a half years, for a whole week."""
    today = date.fromisoformat(local_date(now, ZONE))
    monday = add_days(today.isoformat(), -today.weekday())
    return Scale(100_000, 1_000_000, to_utc(monday, "12:30", ZONE), seed)


class Slot(msgspec.Struct, frozen=True):
    """One class: its number, where, what, when, by which teacher of the location."""

    number: int
    location: int
    service: int
    teacher: int
    local_date: str
    local_start: str
    starts_at: int


class Visit(msgspec.Struct, frozen=True):
    """One booking and what became of it."""

    number: int
    client: int
    slot: Slot
    booked_at: int
    fate: Fate
    then_at: int


def slots(scale: Scale) -> Iterator[Slot]:
    """All classes in the order of their days, from years ago to weeks ahead."""
    first = add_days(local_date(scale.now, ZONE), -scale.days)
    number = 0
    for day in range(scale.days + AHEAD_DAYS):
        on = add_days(first, day)
        for turn in range(scale.a_day):
            start = f"{FIRST_HOUR + turn:02d}:00"
            starts_at = to_utc(on, start, ZONE)
            for location in range(scale.locations):
                service = (turn + day) % len(SERVICES)
                yield Slot(number, location, service, turn % TEACHERS, on, start, starts_at)
                number += 1


def visits(scale: Scale, slot: Slot) -> Iterator[Visit]:
    """Who comes to a class; of those that are ahead only half are booked yet."""
    turn = slot.number // scale.locations
    for seat in range(scale.seats):
        number = slot.number * scale.seats + seat
        dice = (number * 7919 + scale.seed) % 100
        ahead = slot.starts_at > scale.now
        if ahead and dice < 50:
            continue
        client = _client(scale, slot.location, turn, seat)
        usual = slot.starts_at - 3 * DAY_MS - dice * MINUTE_MS
        fate: Fate = "booked" if ahead else _fate(dice)
        booked_at = min(usual, scale.now - HOUR_MS - dice * MINUTE_MS)
        yield Visit(number, client, slot, booked_at, fate, _then(slot, fate, dice))


def name_of(client: int) -> str:
    """A name; the first ten thousand or so differ in two words, the next in three."""
    given = GIVEN[client % len(GIVEN)]
    rest, family = divmod(client // len(GIVEN), len(FAMILIES))
    second = f" {FAMILIES[(rest - 1) % len(FAMILIES)]}" if rest else ""
    return f"{given} {FAMILIES[family]}{second}"


def _client(scale: Scale, location: int, turn: int, seat: int) -> int:
    """Those who come often take turns, and so do the others, each in a circle of their own."""
    if seat < scale.often:
        place = (turn * scale.often + seat) % scale.regulars
    else:
        others = scale.at_location - scale.regulars
        place = scale.regulars + (turn * scale.seldom + seat - scale.often) % others
    return location * scale.at_location + place


def _fate(dice: int) -> Fate:
    if dice < 4:
        return "no_show"
    return "cancelled" if dice < 9 else "came"


def _then(slot: Slot, fate: Fate, dice: int) -> int:
    if fate == "cancelled":
        return slot.starts_at - 36 * HOUR_MS
    late = 15 if fate == "no_show" else -(dice % 20)
    return slot.starts_at + late * MINUTE_MS
