"""Wall clocks across daylight saving, and the day of a class."""

import zoneinfo
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.zones import (
    DAY_MS,
    HOUR_MS,
    add_days,
    class_day,
    day_bounds,
    is_date,
    local_date,
    local_time,
    to_local,
    to_utc,
    zone_known,
)
from tests.support.rules import rule

LONDON, BERLIN, NEW_YORK = "Europe/London", "Europe/Berlin", "America/New_York"


def test_only_the_pinned_zone_data_is_used() -> None:
    assert zoneinfo.TZPATH == ()
    assert zone_known(LONDON)
    assert not zone_known("Europe/Atlantis")
    assert not zone_known("../etc/passwd")


@rule("SCH-2")
@pytest.mark.parametrize(
    ("zone", "day", "gap", "told"),
    [
        (LONDON, "2026-03-29", "01:30", "02:30"),
        (BERLIN, "2026-03-29", "02:15", "03:15"),
        (NEW_YORK, "2026-03-08", "02:00", "03:00"),
    ],
)
def test_a_time_that_does_not_exist_moves_forward_by_the_gap(
    zone: str, day: str, gap: str, told: str
) -> None:
    assert local_time(to_utc(day, gap, zone), zone) == told


@rule("SCH-2")
@pytest.mark.parametrize(
    ("zone", "day", "time"), [(LONDON, "2026-10-25", "01:30"), (BERLIN, "2026-10-25", "02:30")]
)
def test_a_time_that_exists_twice_is_the_first(zone: str, day: str, time: str) -> None:
    first = to_utc(day, time, zone)
    assert local_time(first, zone) == local_time(first + HOUR_MS, zone) == time
    assert to_local(first, zone).fold == 0


@rule("ORG-2")
def test_the_same_wall_clock_is_another_moment_elsewhere() -> None:
    assert to_utc("2026-03-02", "09:00", LONDON) - to_utc("2026-03-02", "09:00", BERLIN) == HOUR_MS


@rule("CHK-11")
def test_a_class_day_is_from_midnight_to_midnight() -> None:
    starts = to_utc("2026-03-02", "09:00", LONDON)
    assert class_day(starts, starts + HOUR_MS, LONDON) == day_bounds("2026-03-02", LONDON)


@rule("CHK-11")
def test_a_class_over_midnight_has_both_days() -> None:
    starts = to_utc("2026-03-02", "23:30", LONDON)
    opens, closes = class_day(starts, starts + HOUR_MS, LONDON)
    assert (opens, closes) == (
        day_bounds("2026-03-02", LONDON)[0],
        day_bounds("2026-03-03", LONDON)[1],
    )


@rule("CHK-11")
def test_a_class_that_ends_at_midnight_does_not_reach_into_the_next_day() -> None:
    starts = to_utc("2026-03-02", "23:00", LONDON)
    assert class_day(starts, starts + HOUR_MS, LONDON) == day_bounds("2026-03-02", LONDON)


def test_days_are_as_long_as_the_clocks_make_them() -> None:
    spring, autumn = day_bounds("2026-03-29", LONDON), day_bounds("2026-10-25", LONDON)
    assert spring[1] - spring[0] == DAY_MS - HOUR_MS
    assert autumn[1] - autumn[0] == DAY_MS + HOUR_MS


@rule("SCH-2")
@given(
    st.dates(min_value=date(2001, 1, 1), max_value=date(2090, 1, 1)),
    st.integers(0, 23),
    st.integers(0, 59),
    st.sampled_from([LONDON, BERLIN, NEW_YORK, "Asia/Kolkata", "Pacific/Auckland"]),
)
def test_a_wall_clock_comes_back_unless_it_fell_into_a_gap(
    day: object, hour: int, minute: int, zone: str
) -> None:
    wall = f"{hour:02}:{minute:02}"
    at = to_utc(str(day), wall, zone)
    assert local_date(at, zone) == str(day)
    assert local_time(at, zone) >= wall


def test_dates_are_checked_and_counted() -> None:
    assert is_date("2028-02-29")
    assert not is_date("2026-02-29")
    assert not is_date("20260302")
    assert add_days("2026-02-28", 1) == "2026-03-01"
