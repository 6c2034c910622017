"""What a person leads or assists from a moment on: what has to be given to somebody else."""

from core.domain.schedule import (
    ASSIGNMENTS_OF_STAFF,
    LONGEST_OCCURRENCE_MS,
    SCHEDULED,
    Occurrence,
)
from core.ports import Reader


def duties(
    tx: Reader,
    staff_id: str,
    since: int,
    until: int | None = None,
    location_id: str = "",
) -> list[Occurrence]:
    """Occurrences that take place, meet the span, and need the person; by start and id.

    Times are UTC milliseconds, `until` None for ever; `location_id` "" for all locations.
    """
    found = []
    before = None if until is None else until + LONGEST_OCCURRENCE_MS
    for row in tx.find(
        ASSIGNMENTS_OF_STAFF, staff_id, since=since - 2 * LONGEST_OCCURRENCE_MS, until=before
    ):
        one = tx.get(Occurrence, row.occurrence_id)
        if one is None or one.state != SCHEDULED or one.ends_at <= since:
            continue
        if (until is None or one.starts_at < until) and location_id in ("", one.location_id):
            found.append(one)
    return sorted(found, key=lambda one: (one.starts_at, one.id))
