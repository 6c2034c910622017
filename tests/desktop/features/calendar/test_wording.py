"""Which words survive when a block gets smaller."""

import pytest
from msgspec.structs import replace

from desktop.features.calendar.model import CalendarBlock
from desktop.features.calendar.wording import corner_icon, words_for
from tests.support.rules import rule

BLOCK = CalendarBlock(
    occurrence_id="1",
    column="a",
    starts_at=0,
    ends_at=3_300_000,
    day="Wed 18 Nov",
    time="18:00",
    span="18:00–18:55",
    title="Reformer Flow",
    short_title="Reformer",
    service=1,
    letter="R",
    teacher="Ana P.",
    booked=8,
    capacity=8,
    waiting=2,
)


def told(width: float, height: float) -> str:
    said = words_for(BLOCK, width, height, lambda t, _: 6 * len(t), lambda t, _: 7 * len(t))
    badge = "R" if said.badge else ""
    return f"{said.title}|{badge}|{said.time}|{said.beside}|{said.seats}|{said.below}"


@rule("U-47")
@pytest.mark.parametrize(
    ("width", "height", "words"),
    [
        (160, 66, "Reformer Flow|R|18:00–18:55||8/8 +2|Ana P."),
        (150, 44, "Reformer Flow|R|18:00|Ana P.|8/8 +2|"),
        (100, 44, "Reformer Flow||18:00||8/8 +2|"),
        (66, 44, "Reformer||18:00||8 +2|"),
        (56, 44, "Reformer||18:00||8/8|"),
        (40, 44, "Reformer||18:00||8|"),
        (34, 44, "Reformer||18:00|||"),
        (100, 20, "Reformer Flow|||||"),
        (140, 20, "Reformer Flow||18:00|||"),
    ],
)
def test_words_are_lost_in_their_order(width: float, height: float, words: str) -> None:
    assert told(width, height) == words


@rule("U-47")
def test_states_differ_in_shape() -> None:
    states: list[dict[str, bool]] = [
        {"cancelled": True},
        {"clash": True},
        {"provisional": True},
        {"past": False},
    ]
    icons = [corner_icon(replace(BLOCK, **state)) for state in states]
    assert icons == ["x", "octagon-x", "circle-dashed", ""]
    assert corner_icon(replace(BLOCK, needs="no teacher")) == "triangle-alert"


@rule("U-58")
def test_a_block_says_class_day_time_teacher_and_seats() -> None:
    said = BLOCK.said
    assert said == "Reformer Flow, Wed 18 Nov, 18:00–18:55, Ana P., 8 of 8 booked, 2 waiting"
