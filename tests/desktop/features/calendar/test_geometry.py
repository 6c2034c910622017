"""Time and pixels: days of 23, 24 and 25 hours keep every instant in its place."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.features.calendar.geometry import MINUTE, axis_for, day_shape
from tests.support.rules import rule

LONDON = "Europe/London"
HOUR = 60 * MINUTE


def instant(text: str, zone: str = LONDON, fold: int = 0) -> int:
    local = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)
    return round(local.timestamp() * 1000)


@pytest.mark.parametrize(
    ("day", "zone", "hours"),
    [
        ("2026-11-18", LONDON, 24),
        ("2026-03-29", LONDON, 23),
        ("2026-10-25", LONDON, 25),
        ("2026-04-05", "Australia/Lord_Howe", 24.5),
        ("2026-09-06", "America/Santiago", 23),
    ],
)
@rule("U-48")
def test_a_day_is_as_long_as_its_zone_says(day: str, zone: str, hours: float) -> None:
    shape = day_shape(day, zone)
    assert (shape.ends_at - shape.starts_at) / HOUR == hours


@rule("U-48")
def test_the_hour_that_a_spring_day_skips_is_missing_in_its_column_alone() -> None:
    week = [day_shape(f"2026-03-{day}", LONDON) for day in (28, 29)]
    axis = axis_for(week, 48)
    assert axis.height == 24 * 48
    assert axis.missing(week[0]) is None
    assert axis.missing(week[1]) == (48, 96)
    assert axis.y_of(week[1], instant("2026-03-29T02:00")) == 96
    assert axis.y_of(week[1], instant("2026-03-29T00:59")) == 48 - 0.8


@rule("U-48", "SCH-2")
def test_a_time_that_does_not_exist_moves_forward_by_the_gap() -> None:
    shape = day_shape("2026-03-29", LONDON)
    axis = axis_for([shape], 60)
    assert axis.snapped(shape, 90, 15) == instant("2026-03-29T02:30")


@rule("U-48")
def test_the_hour_that_comes_twice_has_two_rows_and_other_days_lack_the_second() -> None:
    sunday, monday = (day_shape(f"2026-10-{day}", LONDON) for day in (25, 26))
    axis = axis_for([sunday, monday], 60)
    assert axis.height == 25 * 60
    assert axis.y_of(sunday, instant("2026-10-25T01:30")) == 90
    assert axis.y_of(sunday, instant("2026-10-25T01:30", fold=1)) == 150
    assert axis.y_of(sunday, instant("2026-10-25T09:00")) == 600
    assert axis.y_of(monday, instant("2026-10-26T09:00")) == 600
    assert axis.missing(sunday) is None
    assert axis.missing(monday) == (120, 180)
    assert [label for _, label in axis.hours()][:5] == ["00:00", "01:00", "01:00", "02:00", "03:00"]


def test_a_drop_on_a_row_that_a_day_lacks_lands_after_it() -> None:
    sunday, monday = (day_shape(f"2026-10-{day}", LONDON) for day in (25, 26))
    axis = axis_for([sunday, monday], 60)
    assert axis.snapped(monday, 150, 15) == instant("2026-10-26T02:00")


@rule("U-48")
@given(
    st.sampled_from([LONDON, "America/New_York", "Australia/Lord_Howe", "America/Santiago"]),
    st.integers(min_value=0, max_value=364),
    st.integers(min_value=0, max_value=25 * 60),
)
def test_every_instant_of_every_day_finds_its_way_back(zone: str, day: int, minute: int) -> None:
    first = date(2026, 1, 1) + timedelta(days=day)
    shapes = [day_shape((first + timedelta(days=n)).isoformat(), zone) for n in range(7)]
    axis = axis_for(shapes, 48)
    for shape in shapes:
        at = min(shape.starts_at + minute * MINUTE, shape.ends_at - MINUTE)
        assert axis.at_of(shape, axis.minute_of(shape, at)) == at
