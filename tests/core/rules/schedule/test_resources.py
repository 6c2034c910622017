"""At no instant is more allocated than exists."""

from hypothesis import given
from hypothesis import strategies as st

from core.domain.ids import AllocationId, LocationId, OccurrenceId, ResourceId
from core.domain.schedule import Allocation, Resource
from core.rules.schedule.resources import Load, fits, load_of, peak
from tests.support.rules import rule

MATS = Resource(ResourceId("r"), LocationId("l"), "Mats", "prop", 10)

loads = st.builds(
    lambda start, length, amount: Load(start, start + length, amount),
    st.integers(0, 50),
    st.integers(1, 20),
    st.integers(0, 6),
)


@rule("RES-2")
def test_the_peak_is_what_overlaps_at_one_instant_not_the_sum() -> None:
    one_after_another = [Load(0, 10, 4), Load(10, 20, 4), Load(20, 30, 4)]
    assert peak(one_after_another, 0, 30) == 4
    assert peak([*one_after_another, Load(5, 15, 3)], 0, 30) == 7
    assert peak(one_after_another, 30, 40) == 0


@rule("RES-2")
@given(st.lists(loads), st.integers(0, 50), st.integers(1, 20))
def test_the_sweep_equals_counting_every_instant(
    others: list[Load], start: int, length: int
) -> None:
    counted = max(
        sum(o.amount for o in others if o.starts_at <= at < o.ends_at)
        for at in range(start, start + length)
    )
    assert peak(others, start, start + length) == counted


@rule("RES-2", "RES-3")
def test_a_refusal_says_how_many_are_left() -> None:
    refusal = fits(MATS, [Load(0, 10, 7)], Load(5, 15, 4))
    assert refusal is not None
    assert (refusal.facts["left"], refusal.facts["needed"]) == (3, 4)
    assert fits(MATS, [Load(0, 10, 7)], Load(5, 15, 3)) is None


@rule("RES-3")
def test_needs_grow_with_the_seats() -> None:
    held = Allocation(AllocationId("a"), OccurrenceId("o"), ResourceId("r"), 1, 2, 0, 10)
    assert load_of(held, 3).amount == 7
