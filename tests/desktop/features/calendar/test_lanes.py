"""Lanes: never narrower than 64 pixels, wide where there is room, "+N" where there is none."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.features.calendar.lanes import LANE_LEAST, Item, lay_out
from tests.support.rules import rule

THREE = [Item("a", 0, 60), Item("b", 10, 70), Item("c", 20, 50)]


def test_one_alone_has_the_whole_width() -> None:
    places, more = lay_out([Item("a", 0, 60)], 154)
    assert (places[0].left, places[0].width, more) == (0, 154, [])


@rule("U-46")
def test_what_finds_no_lane_of_64_pixels_is_told_by_number() -> None:
    places, more = lay_out(THREE, 155)
    assert {p.key for p in places} == {"a", "b"}
    assert [m.keys for m in more] == [("c",)]
    assert more[0].left + more[0].width == 155


@rule("U-46")
def test_a_block_widens_into_lanes_that_are_free() -> None:
    items = [Item("a", 0, 60), Item("b", 0, 20), Item("c", 0, 20), Item("d", 30, 50)]
    places, more = lay_out(items, 300)
    by_key = {p.key: p for p in places}
    assert not more
    assert by_key["d"].left == by_key["b"].left
    assert by_key["d"].left + by_key["d"].width == 300
    assert by_key["a"].width < 100


def test_what_only_touches_does_not_overlap() -> None:
    places, _ = lay_out([Item("a", 0, 60), Item("b", 60, 90)], 154)
    assert {p.width for p in places} == {154}


@rule("U-46")
@given(
    st.lists(st.tuples(st.integers(0, 200), st.integers(1, 90)), max_size=25),
    st.integers(min_value=100, max_value=600),
)
def test_nothing_is_lost_overlaps_or_is_too_narrow(
    spans: list[tuple[int, int]], width: int
) -> None:
    items = [Item(str(n), start, start + long) for n, (start, long) in enumerate(spans)]
    known = {item.key: item for item in items}
    places, more = lay_out(items, width)
    told = [p.key for p in places] + [key for m in more for key in m.keys]
    assert sorted(told) == sorted(known)
    assert all(p.width >= LANE_LEAST for p in places)
    assert all(p.left + p.width <= width + 0.01 for p in places)
    for at, one in enumerate(places):
        for other in places[at + 1 :]:
            a, b = known[one.key], known[other.key]
            if a.starts < b.ends and b.starts < a.ends:
                assert one.left + one.width <= other.left or other.left + other.width <= one.left
