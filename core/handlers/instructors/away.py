"""Flags what somebody leads while they are on time off, and takes the flag away (SCH-5)."""

from msgspec.structs import replace

from core.domain.availability import TIME_OFF_OF_STAFF
from core.domain.schedule import SCHEDULED, Occurrence
from core.ports import Reader, Tx
from core.rules.instructors.duties import duties
from core.rules.instructors.staff_conflicts import away_at

AWAY = "instructor_away"


def flag_away(tx: Tx, occurrence: Occurrence) -> Occurrence:
    """The occurrence, flagged where its lead is on time off and nothing graver is flagged."""
    rows = tx.find(TIME_OFF_OF_STAFF, occurrence.lead_id, since=occurrence.starts_at + 1)
    away = occurrence.lead_id and away_at(rows, occurrence.starts_at, occurrence.ends_at)
    if occurrence.conflict or occurrence.state != SCHEDULED or not away:
        return occurrence
    flagged = replace(occurrence, conflict=AWAY)
    tx.put(flagged)
    return flagged


def back_again(tx: Tx, staff_id: str, since: int, until: int) -> None:
    """Take the flag from what a person leads in a span, who is there after all."""
    for one in duties(tx, staff_id, since, until):
        if one.conflict == AWAY and one.lead_id == staff_id and not _still_away(tx, one):
            tx.put(replace(one, conflict=""))


def _still_away(tx: Reader, occurrence: Occurrence) -> bool:
    rows = tx.find(TIME_OFF_OF_STAFF, occurrence.lead_id, since=occurrence.starts_at + 1)
    return away_at(rows, occurrence.starts_at, occurrence.ends_at) is not None
