"""The calendar entry that goes with a letter (NTF-4): one per booking, moved and taken out by it.

Its UID comes from the first booking of a chain, so that a rescheduled one stays one entry (BK-23).
"""

from datetime import UTC, datetime, timedelta
from typing import Any

PUT_IN = frozenset(
    {"booking_confirmed", "promoted", "booking_moved", "class_moved", "request_accepted"}
)
TAKE_OUT = frozenset({"booking_cancelled", "class_cancelled"})

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def calendar_of(event: str, facts: dict[str, Any], studio: str) -> str:
    """The entry as iCalendar text, "" for an event that changes no calendar."""
    if event not in PUT_IN | TAKE_OUT or "uid" not in facts:
        return ""
    import icalendar  # heavy, and only letters need it

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Foyer//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH" if event in PUT_IN else "CANCEL")
    entry = icalendar.Event()
    entry.add("uid", f"{facts['uid']}@foyer")
    entry.add("sequence", facts["sequence"])
    entry.add("dtstamp", _moment(facts["told_at"]))
    entry.add("dtstart", _moment(facts["starts_at"]))
    entry.add("dtend", _moment(facts["ends_at"]))
    entry.add("summary", f"{facts['class_name']}, {studio}" if studio else facts["class_name"])
    where = [facts.get("location_name", ""), facts.get("address", "")]
    entry.add("location", ", ".join(part for part in where if part))
    entry.add("status", "CONFIRMED" if event in PUT_IN else "CANCELLED")
    calendar.add_component(entry)
    return str(calendar.to_ical(), "utf-8")


def _moment(at: int) -> datetime:
    return _EPOCH + timedelta(milliseconds=at)
