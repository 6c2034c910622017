"""A conflict of the schedule in the few words that a row has room for."""

from PySide6.QtCore import QCoreApplication

from core.domain.refusals import Refusal
from desktop import formats
from desktop.session import Session


def _tr(text: str) -> str:
    return QCoreApplication.translate("ConflictWords", text)


def conflict_words(session: Session, refusal: Refusal) -> str:
    """A conflict in the few words that a row has room for."""
    facts = refusal.facts
    other = str(facts.get("other_class_name", ""))
    if other and "other_starts_at" in facts:
        other += f" {formats.clock(facts['other_starts_at'], session.zone)}"
    told = {
        "instructor_busy": _tr("{0} has {1}").format(facts.get("staff_name", ""), other),
        "instructor_buffer": _tr("too close to {0}").format(other),
        "instructor_travel": _tr("no time to travel from {0}").format(other),
        "instructor_away": _tr("{0} is away").format(facts.get("staff_name", "")),
        "instructor_unavailable": _tr("outside the hours of {0}").format(
            facts.get("staff_name", "")
        ),
        "instructor_not_qualified": _tr("{0} does not teach this").format(
            facts.get("staff_name", "")
        ),
        "resource_short": _tr("{0} is taken").format(facts.get("resource_name", "")),
        "staff_archived": _tr("{0} no longer works here").format(facts.get("staff_name", "")),
        "outside_opening_hours": _tr("outside opening hours"),
        "location_closed": _tr("closed then"),
    }
    return told.get(refusal.code, _tr("cannot be made"))
