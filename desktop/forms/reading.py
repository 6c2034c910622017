"""What people type for figures: amounts, lengths, shares, hours of a day. Pure."""

import re
from decimal import Decimal
from itertools import pairwise

from desktop.forms.clock_text import clock_text
from desktop.saying import tr

_AMOUNT = re.compile(r"^\d{1,12}(\.\d*)?$")
_LENGTH = re.compile(
    r"^(?:(\d+)\s*d(?:ays?)?)?\s*(?:(\d+)\s*(?:h|hours?))?\s*(?:(\d+)\s*(?:m|min)?)?$"
)
_CLOCK = re.compile(r"^(\d{1,3}):([0-5]\d)$")
_DASHES = re.compile(r"\s*[-–—]\s*")
HOUR, DAY = 60, 24 * 60
_GROUP = 3


def amount(typed: str, digits: int) -> int | None:
    """An amount such as 18, 18.50, 18,50 or €1,250.00 in minor units of `digits` digits."""
    text = re.sub(r"[^\d.,-]", "", typed)
    if not text or text.count("-"):
        return None
    text = _plain(text, digits)
    if not _AMOUNT.match(text) or len(text.partition(".")[2]) > digits:
        return None
    return int(Decimal(text).scaleb(digits))


def _plain(text: str, digits: int) -> str:
    """One point for the fraction, nothing between thousands.

    A single 1.250 of a currency with cents stays as it is and is refused: it could be either.
    """
    last = max(text.rfind("."), text.rfind(","))
    if last < 0:
        return text
    mark, fraction = text[last], text[last + 1 :]
    if text.count(mark) > 1 or (digits == 0 and len(fraction) == _GROUP):
        other = "," if mark == "." else "."
        return text if other in text else text.replace(mark, "")
    return re.sub(r"[.,]", "", text[:last]) + "." + fraction


def amount_text(value: int, digits: int) -> str:
    """Minor units as they are typed: 18.50."""
    return f"{Decimal(value).scaleb(-digits):.{digits}f}"


def length(typed: str) -> int | None:
    """Minutes of 90, 1:30, 12 h, 1 h 30 or 2 days."""
    text = typed.strip().lower()
    if clock := _CLOCK.match(text):
        return int(clock[1]) * HOUR + int(clock[2])
    found = _LENGTH.match(text)
    if not text or found is None:
        return None
    days, hours, minutes = (int(part or 0) for part in found.groups())
    return days * DAY + hours * HOUR + minutes


def length_text(minutes: int) -> str:
    """Minutes as people say them: 55 min, 12 h, 1 h 30, 2 days."""
    if minutes >= 2 * DAY and minutes % DAY == 0:
        return tr("{0} days").format(minutes // DAY)
    hours, rest = divmod(minutes, HOUR)
    if not hours:
        return tr("{0} min").format(rest)
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"


def share(typed: str) -> int | None:
    """Hundredths of a percent of 19, 7.5 or 20 %."""
    return amount(typed.replace("%", ""), 2)


def share_text(value: int) -> str:
    """Hundredths of a percent as 19 or 7.5."""
    return f"{Decimal(value).scaleb(-2).normalize():f}"


def spans(typed: str) -> tuple[tuple[str, str], ...] | None:
    """Hours of a day such as 6:00-12:00, 14-22: pairs in their order; none for an empty text."""
    found = []
    for part in filter(None, (one.strip() for one in typed.split(","))):
        ends = [clock_text(end) for end in _DASHES.split(part)]
        if len(ends) != 2 or not all(ends) or ends[0] >= ends[1]:
            return None
        found.append((ends[0], ends[1]))
    ordered = sorted(found)
    if any(after[0] < before[1] for before, after in pairwise(ordered)):
        return None
    return tuple(ordered)


def spans_text(pairs: tuple[tuple[str, str], ...]) -> str:
    """Pairs as they are typed: 06:00-12:00, 14:00-22:00."""
    return ", ".join(f"{start}-{end}" for start, end in pairs)
