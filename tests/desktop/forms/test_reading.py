"""Figures are read as people type them, and written so that they are read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.forms import reading
from tests.support.rules import rule


@rule("U-65")
@pytest.mark.parametrize(
    ("typed", "digits", "minor"),
    [
        ("18", 2, 1800),
        ("18.5", 2, 1850),
        ("18,50", 2, 1850),
        ("€18.00", 2, 1800),
        ("1.250", 2, None),
        ("1,250.00", 2, 125_000),
        ("1.250,00", 2, 125_000),
        ("1,250,000", 2, 125_000_000),
        ("1500", 0, 1500),
        ("1,500", 0, 1500),
        ("1.250", 3, 1250),
        ("0", 2, 0),
        ("18.505", 2, None),
        ("-3", 2, None),
        ("free", 2, None),
        ("", 2, None),
        ("1.2.3,4,5", 2, None),
        ("9" * 40, 2, None),
    ],
)
def test_an_amount_is_read_in_the_digits_of_its_currency(
    typed: str, digits: int, minor: int | None
) -> None:
    assert reading.amount(typed, digits) == minor


@given(st.integers(0, 10**11), st.sampled_from((0, 2, 3)))
def test_an_amount_that_is_written_is_read_again(value: int, digits: int) -> None:
    assert reading.amount(reading.amount_text(value, digits), digits) == value


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("90", 90),
        ("1:30", 90),
        ("1 h 30", 90),
        ("12 h", 720),
        ("12 hours", 720),
        ("2 days", 2880),
        ("1d 2h", 1560),
        ("55 min", 55),
        ("0", 0),
        ("1:75", None),
        ("soon", None),
        ("", None),
        ("-5", None),
    ],
)
def test_a_length_is_read_in_minutes_hours_or_days(typed: str, minutes: int | None) -> None:
    assert reading.length(typed) == minutes


@given(st.integers(0, 100_000))
def test_a_length_that_is_written_is_read_again(minutes: int) -> None:
    assert reading.length(reading.length_text(minutes)) == minutes


@given(st.integers(0, 10_000))
def test_a_share_that_is_written_is_read_again(value: int) -> None:
    assert reading.share(reading.share_text(value)) == value


@pytest.mark.parametrize(
    ("typed", "pairs"),
    [
        ("6:00-12:00, 14-22", (("06:00", "12:00"), ("14:00", "22:00"))),
        ("14:00-22:00,06:00–12:00", (("06:00", "12:00"), ("14:00", "22:00"))),
        ("", ()),
        ("12:00-06:00", None),
        ("06:00-12:00, 11:00-13:00", None),
        ("06:00", None),
        ("always", None),
    ],
)
def test_hours_of_a_day_are_pairs_that_do_not_meet(
    typed: str, pairs: tuple[tuple[str, str], ...] | None
) -> None:
    assert reading.spans(typed) == pairs
