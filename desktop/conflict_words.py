"""A conflict of the schedule in the few words that a row has room for."""

from core.domain.refusals import Refusal
from desktop import formats
from desktop.saying import tr
from desktop.session import Session


def conflict_words(session: Session, refusal: Refusal) -> str:
    """A conflict in the few words that a row has room for."""
    facts = refusal.facts
    other = str(facts.get("other_class_name", ""))
    if other and "other_starts_at" in facts:
        other += f" {formats.clock(facts['other_starts_at'], session.zone)}"
    told = {
        "instructor_busy": tr("{0} has {1}").format(facts.get("staff_name", ""), other),
        "instructor_buffer": tr("too close to {0}").format(other),
        "instructor_travel": tr("no time to travel from {0}").format(other),
        "instructor_away": tr("{0} is away").format(facts.get("staff_name", "")),
        "instructor_unavailable": tr("outside the hours of {0}").format(
            facts.get("staff_name", "")
        ),
        "instructor_not_qualified": tr("{0} does not teach this").format(
            facts.get("staff_name", "")
        ),
        "resource_short": tr("{0} is taken").format(facts.get("resource_name", "")),
        "staff_archived": tr("{0} no longer works here").format(facts.get("staff_name", "")),
        "outside_opening_hours": tr("outside opening hours"),
        "location_closed": tr("closed then"),
    }
    return told.get(refusal.code, tr("cannot be made"))
