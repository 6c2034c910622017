"""Instructors who are not there though their class begins soon (CHK-9)."""

from core.domain.availability import StaffArrival
from core.domain.ids import staff_arrival_id
from core.domain.schedule import LONGEST_OCCURRENCE_MS, OPEN_AT_LOCATION, Occurrence
from core.domain.settings import STAFF_MISSING_MIN
from core.domain.zones import MINUTE_MS
from core.ports import Reader
from core.rules.terms import Terms


def missing_leads(tx: Reader, location_id: str, now: int) -> list[Occurrence]:
    """What begins soon or runs now and whose lead has not checked in there that day, by start.

    Soon is 10 minutes (a setting; 0 asks for no check-in of instructors).
    """
    ahead = Terms(tx, location_id).of(STAFF_MISSING_MIN) * MINUTE_MS
    if not ahead:
        return []
    near = tx.find(
        OPEN_AT_LOCATION, location_id, since=now - LONGEST_OCCURRENCE_MS, until=now + ahead + 1
    )
    return [one for one in near if one.lead_id and now < one.ends_at and not has_come(tx, one)]


def has_come(tx: Reader, occurrence: Occurrence) -> bool:
    """Whether the lead has checked in at the location on the occurrence's local date."""
    key = staff_arrival_id(occurrence.lead_id, occurrence.location_id, occurrence.local_date)
    row = tx.get(StaffArrival, key)
    return row is not None and row.state == "active"
