"""Which recurrence rules are read: those by the day or longer, each part within its limits."""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping

_SHAPE = re.compile(r"(?:RRULE:)?(FREQ=[A-Z]+(?:;[A-Z]+=[A-Z0-9,+\-]+)*)")
_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_BY_MONTH_OR_YEAR = ("MONTHLY", "YEARLY")
_LEAP_YEAR = 2024


def parts_of(rule: str) -> dict[str, str] | None:
    """The parts by name; None for what is not read.

    A rule that is not read is one that is wrong, one finer than a day, and one that can never name
    a date: an interval of zero, 30 February.
    """
    shape = _SHAPE.fullmatch(rule)
    if shape is None:
        return None
    pairs = [part.partition("=")[::2] for part in shape[1].split(";")]
    parts = dict(pairs)
    if len(parts) < len(pairs) or parts["FREQ"] not in ("DAILY", "WEEKLY", *_BY_MONTH_OR_YEAR):
        return None
    known = all(name == "FREQ" or _fits(name, parts) for name in parts)
    return parts if known and _comes_about(parts) else None


def _fits(name: str, parts: Mapping[str, str]) -> bool:
    check = _CHECKS.get(name)
    return check is not None and check(parts[name], parts["FREQ"])


def _numbers(low: int, high: int, *frequencies: str) -> Callable[[str, str], bool]:
    """Whole numbers up to `high`, also from the end where `low` is negative; never nought."""

    def check(text: str, frequency: str) -> bool:
        if frequencies and frequency not in frequencies:
            return False
        values = [int(one) if re.fullmatch(r"[+-]?\d{1,4}", one) else 0 for one in text.split(",")]
        return all(value and low <= value <= high for value in values)

    return check


def _single(low: int, high: int) -> Callable[[str, str], bool]:
    return lambda text, _: text.isdecimal() and len(text) < 6 and low <= int(text) <= high


def _weekdays(text: str, frequency: str) -> bool:
    read = [_DAY.fullmatch(one) for one in text.split(",")]
    numbered = any(one and one[1] for one in read)
    return all(read) and (frequency in _BY_MONTH_OR_YEAR or not numbered)


_CHECKS: dict[str, Callable[[str, str], bool]] = {
    "INTERVAL": _single(1, 366),
    "COUNT": _single(1, 99_999),
    "UNTIL": lambda *_: True,
    "WKST": lambda text, _: bool(re.fullmatch(r"MO|TU|WE|TH|FR|SA|SU", text)),
    "BYDAY": _weekdays,
    "BYMONTH": _numbers(1, 12),
    "BYMONTHDAY": _numbers(-31, 31, "DAILY", *_BY_MONTH_OR_YEAR),
    "BYYEARDAY": _numbers(-366, 366, "YEARLY"),
    "BYWEEKNO": _numbers(-53, 53, "YEARLY"),
    "BYSETPOS": _numbers(-366, 366, *_BY_MONTH_OR_YEAR),
}
"""What a part may say, by the frequency; nothing else is read."""


def _comes_about(parts: Mapping[str, str]) -> bool:
    if "BYMONTH" not in parts or "BYMONTHDAY" not in parts:
        return True
    longest = max(monthrange(_LEAP_YEAR, int(month))[1] for month in parts["BYMONTH"].split(","))
    return any(abs(int(day)) <= longest for day in parts["BYMONTHDAY"].split(","))
