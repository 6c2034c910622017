"""Whether a phone that checks in is near the studio (CHK-3, CHK-12)."""

from math import asin, cos, radians, sin, sqrt
from typing import Literal

from core.domain.organisation import Location

EARTH_M = 6_371_000
MILLIONTHS = 1_000_000

Nearness = Literal["near", "far", "unknown"]
Position = tuple[int, int]
"""Latitude and longitude in millionths of a degree."""


def nearness(location: Location, position: Position | None, radius_m: int) -> Nearness:
    """Inside the radius or outside; unknown where phone or location says no place."""
    if position is None or location.latitude_e6 is None or location.longitude_e6 is None:
        return "unknown"
    away = metres((location.latitude_e6, location.longitude_e6), position)
    return "near" if away <= radius_m else "far"


def metres(one: Position, other: Position) -> int:
    """The way between two places over the ground, in whole metres."""
    north, east = radians(one[0] / MILLIONTHS), radians(one[1] / MILLIONTHS)
    north2, east2 = radians(other[0] / MILLIONTHS), radians(other[1] / MILLIONTHS)
    half = sin((north2 - north) / 2) ** 2 + cos(north) * cos(north2) * sin((east2 - east) / 2) ** 2
    return round(2 * EARTH_M * asin(sqrt(min(1.0, half))))
