"""Time and pixels: days of 23, 24 and 25 hours on one axis that all columns share (U-48).

Pure: no painting, no widget. An hour that comes twice gets a row of its own, which other days show
as missing; an hour that a day skips is missing in that day's column.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

MINUTE = 60_000
DAY_MIN = 24 * 60


class Turn(Struct, frozen=True):
    """The moment a day's clock is put forward or back, with the wall minute before and after."""

    at: int
    from_min: int
    to_min: int


class DayShape(Struct, frozen=True):
    """One local day of a zone, from its first instant to the next day's."""

    starts_at: int
    ends_at: int
    turn: Turn | None = None


def _instant(day: date, zone: ZoneInfo) -> int:
    midnight = datetime.combine(day, time(), zone)
    return round(midnight.astimezone(UTC).timestamp() * 1000)


def _wall(at: int, zone: ZoneInfo) -> int:
    local = datetime.fromtimestamp(at / 1000, zone)
    return local.hour * 60 + local.minute


def _offset(at: int, zone: ZoneInfo) -> timedelta | None:
    return datetime.fromtimestamp(at / 1000, zone).utcoffset()


def day_shape(day: str, zone_name: str) -> DayShape:
    """The shape of a local date, as 2026-10-25, in an IANA zone."""
    zone = ZoneInfo(zone_name)
    first = date.fromisoformat(day)
    starts_at, ends_at = _instant(first, zone), _instant(first + timedelta(days=1), zone)
    at_start = _wall(starts_at, zone)
    if at_start:
        return DayShape(starts_at, ends_at, Turn(starts_at, 0, at_start))
    if _offset(starts_at, zone) == _offset(ends_at - MINUTE, zone):
        return DayShape(starts_at, ends_at)
    low, high = 0, (ends_at - starts_at) // MINUTE - 1
    while high - low > 1:
        middle = (low + high) // 2
        same = _offset(starts_at + middle * MINUTE, zone) == _offset(starts_at, zone)
        low, high = (middle, high) if same else (low, middle)
    at = starts_at + high * MINUTE
    return DayShape(starts_at, ends_at, Turn(at, high, _wall(at, zone)))


class Axis(Struct, frozen=True):
    """The vertical axis of a page. `repeat` is where wall minutes come twice: end and length."""

    hour: int
    repeat: tuple[int, int] | None = None

    @property
    def height(self) -> int:
        """Pixels of all rows."""
        return round(self.minutes * self.hour / 60)

    @property
    def minutes(self) -> int:
        """Rows in minutes: 1440, and what comes twice."""
        return DAY_MIN + (self.repeat[1] if self.repeat else 0)

    def y_of(self, shape: DayShape, at: int) -> float:
        """The pixel of an instant; before and after the day it is the day's edge."""
        return self.minute_of(shape, at) * self.hour / 60

    def minute_of(self, shape: DayShape, at: int) -> float:
        """The axis minute of an instant."""
        at = max(shape.starts_at, min(shape.ends_at, at))
        turned = shape.turn is not None and at >= shape.turn.at
        if shape.turn is not None and turned:
            wall = shape.turn.to_min + (at - shape.turn.at) / MINUTE
        else:
            wall = (at - shape.starts_at) / MINUTE
        if self.repeat is None:
            return wall
        after, length = self.repeat
        second = turned and shape.turn is not None and shape.turn.to_min < shape.turn.from_min
        return wall + length if second or wall >= after else wall

    def at_of(self, shape: DayShape, minute: float) -> int:
        """The instant of an axis minute. A time that the day lacks moves forward (SCH-2)."""
        minute = max(0.0, min(float(self.minutes), minute))
        wall, second = minute, False
        if self.repeat is not None:
            after, length = self.repeat
            if minute >= after:
                second = True
                wall = minute - length
                if not _folds(shape):
                    wall = max(wall, float(after))
        turn = shape.turn
        if turn is None:
            return shape.starts_at + round(wall * MINUTE)
        if turn.to_min > turn.from_min:
            if wall < turn.from_min:
                return shape.starts_at + round(wall * MINUTE)
            beyond = wall - turn.from_min if wall < turn.to_min else wall - turn.to_min
            return turn.at + round(beyond * MINUTE)
        if second:
            return turn.at + round((wall - turn.to_min) * MINUTE)
        return shape.starts_at + round(wall * MINUTE)

    def snapped(self, shape: DayShape, y: float, step: int) -> int:
        """The instant nearest to a pixel on a grid of `step` minutes of wall clock."""
        minute = y * 60 / self.hour
        return self.at_of(shape, round(minute / step) * step)

    def missing(self, shape: DayShape) -> tuple[float, float] | None:
        """Pixels of the rows that a day does not have."""
        scale = self.hour / 60
        if shape.turn and shape.turn.to_min > shape.turn.from_min:
            shift = self.repeat[1] if self.repeat and shape.turn.from_min >= self.repeat[0] else 0
            return ((shape.turn.from_min + shift) * scale, (shape.turn.to_min + shift) * scale)
        if self.repeat and not _folds(shape):
            after, length = self.repeat
            return (after * scale, (after + length) * scale)
        return None

    def hours(self) -> list[tuple[int, str]]:
        """Pixel and label of each hour row."""
        rows = [(minute, minute) for minute in range(0, DAY_MIN, 60)]
        if self.repeat is not None:
            after, length = self.repeat
            rows = [(m + length if m >= after else m, m) for _, m in rows]
            rows += [(m + length, m) for m in range(-(-(after - length) // 60) * 60, after, 60)]
        return [
            (round(place * self.hour / 60), f"{minute // 60:02d}:00")
            for place, minute in sorted(rows)
        ]


def _folds(shape: DayShape) -> bool:
    return shape.turn is not None and shape.turn.to_min < shape.turn.from_min


def axis_for(shapes: list[DayShape], hour: int) -> Axis:
    """The axis that holds all these days, with `hour` pixels to the hour."""
    for shape in shapes:
        if shape.turn is not None and _folds(shape):
            return Axis(hour, (shape.turn.from_min, shape.turn.from_min - shape.turn.to_min))
    return Axis(hour)
