"""Who could lead an occurrence instead, the best first (SCH-6, M-13)."""

from datetime import date

import msgspec

from core.domain.json_text import texts
from core.domain.organisation import (
    GRANTS_BY_STATE,
    GRANTS_OF_STAFF,
    INSTRUCTOR,
    MANAGER,
    OWNER,
    TRAINER,
    StaffMember,
)
from core.domain.schedule import (
    ASSIGNMENTS_OF_STAFF,
    CLOSED,
    LONGEST_OCCURRENCE_MS,
    SCHEDULED,
    Occurrence,
)
from core.domain.zones import MINUTE_MS, add_days, day_bounds
from core.ports import Reader
from core.rules.instructors.staff_conflicts import occurrences_near, staff_conflicts
from core.rules.instructors.travel import travel_min
from core.rules.places import home_of
from core.rules.schedule.slots import Slot, slot_of

TEACHERS = (INSTRUCTOR, TRAINER)

_GRAVITY = {
    "instructor_travel": 1,
    "instructor_unavailable": 2,
    "instructor_buffer": 3,
    "instructor_not_qualified": 4,
    "instructor_away": 5,
}
"""What a manager can override, the lightest first; whatever else speaks against rules out."""


class Candidate(msgspec.Struct, frozen=True):
    """A person who could lead. `against` are the codes that a manager would have to override.

    `way_min` is the way from where they are before or are next, `week_min` what they lead and
    assist in that week, both in minutes; `here`: they hold a role at the location; `known`: their
    profile names the category; `instructor`: teaching is their role.
    """

    staff_id: str
    name: str
    against: tuple[str, ...]
    here: bool
    instructor: bool
    known: bool
    way_min: int
    week_min: int

    @property
    def free(self) -> bool:
        """Qualified and free: nothing speaks against them."""
        return not self.against

    @property
    def rank(self) -> tuple[int, bool, bool, bool, int, int, str, str]:
        """The smallest comes first: free, at home there, an instructor, known to teach it, near,
        rested."""
        gravest = max((_GRAVITY[code] for code in self.against), default=0)
        return (
            gravest,
            not self.here,
            not self.instructor,
            not self.known,
            self.way_min,
            self.week_min,
            self.name,
            self.staff_id,
        )


def candidates(tx: Reader, occurrence: Occurrence) -> list[Candidate]:
    """Everyone who teaches and could lead it, but for who does, in order of rank.

    Who is in another class then is left out: nobody can override that (SCH-12).
    """
    slot = slot_of(tx, occurrence, ())
    found = []
    for staff_id in _teachers(tx):
        member = tx.get(StaffMember, staff_id)
        if member is None or staff_id == occurrence.lead_id:
            continue
        codes = tuple(refusal.code for refusal in staff_conflicts(tx, slot, staff_id))
        if all(code in _GRAVITY for code in codes):
            found.append(_candidate(tx, slot, occurrence, member, codes))
    return sorted(found, key=lambda one: one.rank)


def _teachers(tx: Reader) -> list[str]:
    """Instructors and trainers of all locations, and owners and managers whose profile says what
    they teach."""
    found = set()
    for grant in tx.find(GRANTS_BY_STATE, "active"):
        member = tx.get(StaffMember, grant.staff_id)
        also = grant.role in (OWNER, MANAGER) and member and texts(member.categories)
        if grant.role in TEACHERS or also:
            found.add(grant.staff_id)
    return sorted(found)


def _candidate(
    tx: Reader, slot: Slot, occurrence: Occurrence, member: StaffMember, codes: tuple[str, ...]
) -> Candidate:
    grants = tx.find(GRANTS_OF_STAFF, member.id)
    here = any(one.role == OWNER or one.location_id == slot.location.id for one in grants)
    teaches = any(one.role in TEACHERS for one in grants)
    known = slot.service.category in texts(member.categories)
    way, week = _way(tx, occurrence, member.id), week_min(tx, member.id, occurrence)
    return Candidate(member.id, member.name, codes, here, teaches, known, way, week)


def _way(tx: Reader, occurrence: Occurrence, staff_id: str) -> int:
    """The longer way of that date, from the occurrence before and to the next, else from home."""
    low, high = day_bounds(occurrence.local_date, occurrence.zone)
    near = [
        one
        for one in occurrences_near(tx, staff_id, occurrence.starts_at, occurrence.ends_at)
        if low <= one.starts_at < high and one.id != occurrence.id
    ]
    before = [one for one in near if one.starts_at < occurrence.starts_at]
    after = [one for one in near if one.starts_at >= occurrence.starts_at]
    beside = [max(before, key=_start)] if before else []
    beside += [min(after, key=_start)] if after else []
    places = [str(one.location_id) for one in beside] or [home_of(tx, staff_id).location_id]
    ways = (travel_min(tx, occurrence.location_id, place) for place in places if place)
    return max(ways, default=0)


def week_min(tx: Reader, staff_id: str, occurrence: Occurrence) -> int:
    """Minutes that a person leads or assists from Monday to Sunday of an occurrence's date."""
    day = date.fromisoformat(occurrence.local_date)
    monday = add_days(occurrence.local_date, -day.weekday())
    low, _ = day_bounds(monday, occurrence.zone)
    high, _ = day_bounds(add_days(monday, 7), occurrence.zone)
    minutes = 0
    for row in tx.find(
        ASSIGNMENTS_OF_STAFF, staff_id, since=low - LONGEST_OCCURRENCE_MS, until=high
    ):
        one = tx.get(Occurrence, row.occurrence_id)
        if one and one.state in (SCHEDULED, CLOSED) and low <= one.starts_at < high:
            minutes += (one.ends_at - one.starts_at) // MINUTE_MS
    return minutes


def _start(one: Occurrence) -> tuple[int, str]:
    return one.starts_at, one.id
