"""What people type for a time of day: 18:00, 1800, 18.30, 7, 6pm. Pure."""

import re

_TIME = re.compile(r"^(\d{1,2})(?:[:.h ]?(\d{2}))?\s*([ap]m?)?$", re.IGNORECASE)


def clock_text(typed: str) -> str:
    """The time as 18:00, or an empty text where it is none."""
    found = _TIME.match(typed.strip())
    if found is None:
        return ""
    hour, minute = int(found[1]), int(found[2] or 0)
    half = (found[3] or "").lower()[:1]
    if half:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else ""
