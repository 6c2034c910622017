"""Receipt numbers: one series per desk, without gaps, given offline too (PAY-4)."""

from collections import Counter
from collections.abc import Iterable

import msgspec

DIGITS = 6


class SeriesFaults(msgspec.Struct, frozen=True):
    """Numbers of a series that are missing between its ends, and those given twice."""

    missing: tuple[str, ...]
    doubled: tuple[str, ...]


def numbered(prefix: str, place: int) -> str:
    """The number at a place in a series: LON-B and 123 is LON-B-000123."""
    return f"{prefix}-{place:0{DIGITS}d}"


def place_of(number: str) -> int:
    """The place of a number in its series; 0 for what is no such number."""
    digits = number.rpartition("-")[2]
    return int(digits) if digits.isdecimal() and digits.isascii() else 0


def following(prefix: str, last: str) -> str:
    """The number after the last one given; "" begins the series."""
    return numbered(prefix, place_of(last) + 1)


def faults(prefix: str, numbers: Iterable[str]) -> SeriesFaults:
    """What is wrong with a series from 1 to its highest number."""
    places = Counter(
        place_of(one) for one in numbers if one.rpartition("-")[0] == prefix and place_of(one)
    )
    last = max(places, default=0)
    missing = tuple(numbered(prefix, one) for one in range(1, last + 1) if one not in places)
    twice = tuple(numbered(prefix, one) for one, count in sorted(places.items()) if count > 1)
    return SeriesFaults(missing, twice)
