"""Who could lead instead, what is to be given to somebody else, who has not come."""

from core.domain.availability import (
    Availability,
    AvailabilityException,
    StaffArrival,
    TimeOff,
    Travel,
)
from core.domain.bookings import BOOKINGS_OF_OCCURRENCE, SEATED
from core.domain.organisation import Grant, StaffMember
from core.domain.pay import RATES_OF_STAFF
from core.domain.schedule import LEAD, Assignment, Occurrence
from core.ports import Reader
from core.rules.instructors.duties import duties
from core.rules.instructors.instructor_pay import pay, rate_for
from core.rules.instructors.missing_staff import missing_leads
from core.rules.instructors.substitutes import Candidate, candidates

TABLES = (
    Occurrence,
    Assignment,
    StaffMember,
    Grant,
    Availability,
    AvailabilityException,
    TimeOff,
    Travel,
    StaffArrival,
)


def of_occurrence(rows: Reader, occurrence_id: str) -> list[Candidate]:
    """Who could lead an occurrence instead, the best first (SCH-6)."""
    occurrence = rows.get(Occurrence, occurrence_id)
    return candidates(rows, occurrence) if occurrence else []


def to_give_away(
    rows: Reader, staff_id: str, now: int, until: int | None = None, location_id: str = ""
) -> list[Occurrence]:
    """What a person still leads or assists, for time off or the end of a role (ORG-10)."""
    return duties(rows, staff_id, now, until, location_id)


def missing(rows: Reader, location_id: str, now: int) -> list[tuple[Occurrence, str]]:
    """What begins within minutes, or runs, without its instructor, each with their name (CHK-9)."""
    found = []
    for one in missing_leads(rows, location_id, now):
        member = rows.get(StaffMember, one.lead_id)
        found.append((one, member.name if member else ""))
    return found


def expected_pay(rows: Reader, occurrence_id: str, staff_id: str) -> int | None:
    """What a person would be owed for leading it with those booked now, in minor units; None
    where no rate was agreed (M-13)."""
    one = rows.get(Occurrence, occurrence_id)
    if one is None:
        return None
    rate = rate_for(
        [*rows.find(RATES_OF_STAFF, staff_id), *rows.find(RATES_OF_STAFF, "")],
        staff_id=staff_id,
        service_id=one.service_id,
        role=LEAD,
        local_date=one.local_date,
    )
    seats = [b.seats for b in rows.find(BOOKINGS_OF_OCCURRENCE, one.id) if b.state in SEATED]
    return pay(rate, sum(seats)) if rate else None
