"""A target in the location's own time, as words for the ghost of a range that nobody holds yet."""

from datetime import datetime
from zoneinfo import ZoneInfo

from desktop.features.calendar.model import Target


def target_words(target: Target, zone_name: str) -> tuple[str, str]:
    """Day with start, and start with end: ("Thu 16:45", "16:45–17:45")."""
    zone = ZoneInfo(zone_name)
    start = datetime.fromtimestamp(target.starts_at / 1000, zone)
    end = datetime.fromtimestamp(target.ends_at / 1000, zone)
    return f"{start:%a %H:%M}", f"{start:%H:%M}–{end:%H:%M}"
