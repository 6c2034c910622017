"""Rounding half-up, and shares that add up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.money import half_up, percent, split
from tests.support.rules import rule


@rule("PASS-6")
@pytest.mark.parametrize(
    ("numerator", "denominator", "rounded"),
    [(5, 2, 3), (-5, 2, -3), (4, 3, 1), (7, 2, 4), (0, 7, 0), (-4, 3, -1)],
)
def test_halves_go_away_from_zero(numerator: int, denominator: int, rounded: int) -> None:
    assert half_up(numerator, denominator) == rounded


def test_a_denominator_must_be_positive() -> None:
    with pytest.raises(ValueError, match="denominator"):
        half_up(1, 0)


@rule("PASS-6")
def test_percent_is_rounded_once() -> None:
    assert percent(10_05, 1000) == 1_01
    assert percent(99, 1_900) == 19


@rule("PASS-6")
def test_shares_give_the_odd_unit_to_the_largest_remainder() -> None:
    assert split(100, [1, 1, 1]) == [34, 33, 33]
    assert split(10, [1, 6, 3]) == [1, 6, 3]
    assert split(-100, [1, 1, 1]) == [-34, -33, -33]


@rule("PASS-6")
@given(st.integers(-(10**9), 10**9), st.lists(st.integers(0, 10**6), min_size=1).filter(any))
def test_shares_always_add_up_and_are_off_by_less_than_one(amount: int, weights: list[int]) -> None:
    shares = split(amount, weights)
    assert sum(shares) == amount
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share * sum(weights) - amount * weight) < sum(weights)


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1, 3]])
def test_a_split_without_sense_is_refused(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        split(1, weights)
