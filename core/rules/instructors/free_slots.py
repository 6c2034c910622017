"""The times at which a session with an instructor can begin (AVL-2, AVL-7).

A time is free if a booking at it would meet no conflict: the same rules say so as say it then.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from core.domain.availability import (
    AVAILABILITY_OF_STAFF,
    EXCEPTIONS_OF_STAFF,
    TIME_OFF_OF_STAFF,
    TimeOff,
)
from core.domain.catalogue import Need, Service
from core.domain.closures import CLOSURES_OF_LOCATION
from core.domain.json_text import allows
from core.domain.organisation import GRANTS_OF_STAFF, OWNER, Location, StaffMember
from core.domain.schedule import LONGEST_OCCURRENCE_MS, Occurrence, Resource
from core.domain.settings import SLOT_GRID_MIN, SLOT_HORIZON_DAYS
from core.domain.zones import DAY_MS, MINUTE_MS, add_days, local_date, local_time, to_utc
from core.ports import Reader
from core.rules.booking.holdings import loads
from core.rules.booking.self_booking import self_booking_terms
from core.rules.instructors.availability import Hours, hours_on
from core.rules.instructors.staff_conflicts import (
    SESSION,
    away_at,
    occurrences_near,
    qualified,
    too_close,
)
from core.rules.instructors.travel import travel_min
from core.rules.schedule.conflicts import closed_by, needs_of, opening_hours
from core.rules.schedule.resources import Load, fits
from core.rules.schedule.slots import Slot
from core.rules.terms import Terms

ACTIVE = "active"


class Wanted(msgspec.Struct, frozen=True):
    """A session that somebody wants: what, where, with whom, for how many.

    `by_client`: only hours, services and people that clients book by themselves, as long before as
    they can, and only where there is time to travel; staff see times without it, marked. A `vip`
    client skips what the person prefers and the time at which booking closes, nothing else.
    """

    service: Service
    location: Location
    member: StaffMember
    seats: int = 1
    by_client: bool = True
    vip: bool = False

    @property
    def preferred(self) -> bool:
        """Whether what the person prefers counts: for clients, but for a VIP (PERM a)."""
        return self.by_client and not self.vip


class FreeSlot(msgspec.Struct, frozen=True, order=True):
    """A free time, UTC milliseconds. `tight`: too little time to travel there or on."""

    starts_at: int
    ends_at: int
    staff_id: str
    location_id: str
    tight: bool = False


def free_slots(
    tx: Reader, wanted: Wanted, now: int, since: int = 0, until: int | None = None
) -> tuple[FreeSlot, ...]:
    """All free times that begin in [since, until) and after `now`, up to the horizon, in order.

    For clients they begin after the time at which sessions close to them (BK-18).
    """
    if not offered(tx, wanted):
        return ()
    terms = Terms(tx, wanted.location.id, wanted.service.id)
    horizon = now + terms.of(SLOT_HORIZON_DAYS) * DAY_MS
    closes = self_booking_terms(terms, SESSION).closes_min if wanted.preferred else 0
    low = max(since, now + closes * MINUTE_MS + 1)
    high = horizon if until is None else min(until, horizon)
    if low >= high:
        return ()
    length = wanted.service.duration_min * MINUTE_MS
    taken = _Taken(tx, wanted, low, high + length)
    found: dict[int, FreeSlot] = {}
    for start in _starts(tx, wanted, low, high, terms.of(SLOT_GRID_MIN) * MINUTE_MS):
        if start not in found and (slot := taken.free(start, start + length)):
            found[start] = slot
    return tuple(found[start] for start in sorted(found))


def offered(tx: Reader, wanted: Wanted) -> bool:
    """Whether such a session exists there at all, with that person (SVC-2, SCH-7)."""
    service, location, member = wanted.service, wanted.location, wanted.member
    switched_on = service.self_booking if wanted.by_client else service.staff_booking
    willing = member.self_booking or not wanted.preferred
    return (
        service.kind == SESSION
        and bool(switched_on)
        and bool(willing)
        and service.state == location.state == member.state == ACTIVE
        and allows(service.locations, location.id)
        and qualified(member, service)
        and any(
            grant.role == OWNER or grant.location_id == location.id
            for grant in tx.find(GRANTS_OF_STAFF, member.id)
        )
    )


def _starts(tx: Reader, wanted: Wanted, low: int, high: int, grid: int) -> Iterator[int]:
    """Where the grids of the hours fall: each begins at its hours' start (AVL-7)."""
    zone = wanted.location.zone
    length = wanted.service.duration_min * MINUTE_MS
    for hours in _days(tx, wanted, local_date(low, zone), local_date(high - 1, zone)):
        for span in hours.open:
            if wanted.preferred and not span.self_booking:
                continue
            first = span.starts_at + max(0, -(-(low - span.starts_at) // grid)) * grid
            for start in range(first, min(span.ends_at - length + 1, high), grid):
                if _clear(hours, start, start + length) and _has_a_name(start, zone):
                    yield start


def _days(tx: Reader, wanted: Wanted, first: str, last: str) -> Iterator[Hours]:
    here = wanted.location.id
    staff_id = wanted.member.id
    weekly = [r for r in tx.find(AVAILABILITY_OF_STAFF, staff_id) if r.location_id == here]
    until = add_days(last, 1)
    changed = tx.find(EXCEPTIONS_OF_STAFF, staff_id, since=first, until=until)
    changed = [row for row in changed if row.location_id == here]
    day = date.fromisoformat(first)
    while day.isoformat() <= last:
        yield hours_on(day.isoformat(), wanted.location.zone, weekly, changed)
        day += timedelta(days=1)


def _clear(hours: Hours, starts_at: int, ends_at: int) -> bool:
    return not any(span.meets(starts_at, ends_at) for span in hours.removed)


def _has_a_name(start: int, zone: str) -> bool:
    """The second run of a doubled hour has no wall-clock time of its own (SCH-2)."""
    return to_utc(local_date(start, zone), local_time(start, zone), zone) == start


class _Taken:
    """What stands against a session in a span, read once."""

    def __init__(self, tx: Reader, wanted: Wanted, low: int, high: int) -> None:
        self._wanted = wanted
        member = wanted.member
        beside = occurrences_near(tx, member.id, low, high)
        self._beside: list[Occurrence] = sorted(beside, key=lambda one: (one.starts_at, one.id))
        self._times = [one.starts_at for one in self._beside]
        self._way = {
            key: travel_min(tx, wanted.location.id, key)
            for key in {one.location_id for one in self._beside}
        }
        first = local_date(low, wanted.location.zone)
        self._closures = tx.find(CLOSURES_OF_LOCATION, wanted.location.id, since=first)
        self._away: list[TimeOff] = tx.find(TIME_OFF_OF_STAFF, member.id, since=low)
        around = LONGEST_OCCURRENCE_MS
        self._needs: list[tuple[Resource, Need, list[Load]]] = []
        for need in needs_of(wanted.service):
            resource = tx.get(Resource, need.resource_id)
            if resource is not None and resource.location_id == wanted.location.id:
                used = loads(tx, resource.id, low - around, high + around)
                self._needs.append((resource, need, used))

    def free(self, starts_at: int, ends_at: int) -> FreeSlot | None:
        """The slot, or None where anything but travel seen by staff speaks against it."""
        wanted = self._wanted
        staff_id = wanted.member.id
        slot = Slot("", wanted.location, wanted.service, starts_at, ends_at, (staff_id,))
        shut = opening_hours(slot) or closed_by(self._closures, slot)
        if shut or away_at(self._away, starts_at, ends_at) or not self._fits(slot):
            return None
        gaps = self._gaps(slot)
        if gaps - {"", "travel"} or (wanted.by_client and "travel" in gaps):
            return None
        return FreeSlot(starts_at, ends_at, staff_id, wanted.location.id, "travel" in gaps)

    def _gaps(self, slot: Slot) -> set[str]:
        low = bisect_left(self._times, slot.starts_at - 2 * LONGEST_OCCURRENCE_MS)
        high = bisect_right(self._times, slot.ends_at + LONGEST_OCCURRENCE_MS)
        return {
            "busy"
            if one.starts_at < slot.ends_at and slot.starts_at < one.ends_at
            else too_close(slot, one, self._way[one.location_id])
            for one in self._beside[low:high]
        }

    def _fits(self, slot: Slot) -> bool:
        for resource, need, used in self._needs:
            amount = need.per_class + need.per_attendee * self._wanted.seats
            if fits(resource, used, Load(slot.holds_from, slot.holds_to, amount)):
                return False
        return True
