"""What a class that the studio moved, or gave to another, means for those booked (BK-32)."""

import pytest
from msgspec.structs import replace

from core.changes import Change
from core.commands.arrivals import MarkNoShow, UndoNoShow
from core.commands.attendance import CorrectAttendance
from core.commands.schedule import MoveOccurrence
from core.commands.seats import Book, CancelBooking
from core.commands.substituting import Substitute, UndoSubstitute
from core.domain.bookings import CANCELLED, LATE_CANCELLED
from core.domain.schedule import Occurrence
from core.domain.zones import DAY_MS
from tests.support.rules import rule
from tests.support.studio import DAY, Studio


def booked() -> tuple[Studio, str]:
    """Anna, on a pass, at nine: the cut-off is long over."""
    s = Studio.open()
    held = s.sell(s.anna, s.ten)
    s.do(Book(s.anna, s.yoga_0900))
    return s, held


@rule("BK-32")
@pytest.mark.parametrize(
    ("to", "state", "left"),
    [
        ("09:14", LATE_CANCELLED, 9),
        ("09:15", CANCELLED, 10),
        ("08:45", CANCELLED, 10),
        ("08:46", LATE_CANCELLED, 9),
    ],
)
def test_a_quarter_of_an_hour_lets_them_cancel_free_to_the_start(
    to: str, state: str, left: int
) -> None:
    s, held = booked()
    s.do(MoveOccurrence(s.yoga_0900, DAY, to, 30), by=s.manager)
    s.do(CancelBooking(s.anna, s.yoga_0900), at=s.later(minutes=40))
    assert (s.booking(s.anna, s.yoga_0900).state, s.balance(held)) == (state, left)


@rule("BK-32")
def test_two_small_moves_count_together_and_a_move_back_takes_it_away() -> None:
    s, held = booked()
    for to in ("09:10", "09:20"):
        s.do(MoveOccurrence(s.yoga_0900, DAY, to, 30), by=s.manager)
    free = s.preview(CancelBooking(s.anna, s.yoga_0900), at=s.later(minutes=40))
    assert free.code == CANCELLED
    s.do(MoveOccurrence(s.yoga_0900, DAY, "09:00", 30), by=s.manager)
    s.do(CancelBooking(s.anna, s.yoga_0900), at=s.later(minutes=40))
    assert (s.booking(s.anna, s.yoga_0900).state, s.balance(held)) == (LATE_CANCELLED, 9)


@rule("BK-32")
def test_who_books_after_the_move_knew_of_it() -> None:
    s, _ = booked()
    s.do(MoveOccurrence(s.yoga_0900, DAY, "09:30", 30), by=s.manager)
    s.sell(s.ben, s.ten)
    s.do(Book(s.ben, s.yoga_0900))
    s.do(CancelBooking(s.ben, s.yoga_0900), at=s.later(minutes=40))
    assert s.booking(s.ben, s.yoga_0900).state == LATE_CANCELLED


@rule("BK-32", "SCH-6")
@pytest.mark.parametrize(("wanted", "state"), [(False, LATE_CANCELLED), (True, CANCELLED)])
def test_another_instructor_lets_them_go_only_where_the_setting_says_so(
    wanted: bool, state: str
) -> None:
    s, _ = booked()
    s.set("free_after_substitution", wanted)
    hand_over = Substitute(s.yoga_0900, s.second_instructor, "ill")
    s.do(hand_over, by=s.manager)
    s.do(CancelBooking(s.anna, s.yoga_0900), at=s.later(minutes=40))
    assert s.booking(s.anna, s.yoga_0900).state == state


@rule("BK-32")
def test_taking_the_substitution_back_takes_the_freedom_back() -> None:
    s, _ = booked()
    s.set("free_after_substitution", True)
    s.do(Substitute(s.yoga_0900, s.second_instructor, "ill"), by=s.manager, command_id="sub")
    assert s.booking(s.anna, s.yoga_0900).free_cancel == 1
    s.do(UndoSubstitute("sub", s.yoga_0900, s.instructor), by=s.manager)
    assert s.booking(s.anna, s.yoga_0900).free_cancel == 0


@rule("SCH-13")
def test_what_is_marked_already_who_came_is_moved_no_more() -> None:
    s, _ = booked()
    s.do(MarkNoShow(s.anna, s.yoga_0900), at=s.later(minutes=70))
    marking = s.last.command_id
    later = MoveOccurrence(s.yoga_0900, "2026-03-09", "09:00", 60)
    assert s.refuse(later, by=s.manager, at=s.later(hours=2)).code == "attendance_taken"
    s.do(UndoNoShow(marking, s.anna, s.yoga_0900), at=s.later(hours=2))
    s.do(later, by=s.manager, at=s.later(hours=2))


@rule("BK-30")
def test_attendance_is_put_right_only_of_what_has_begun() -> None:
    s, _ = booked()
    s.do(MarkNoShow(s.anna, s.yoga_0900), at=s.later(minutes=70))
    s.reader.apply([_later(s.get(Occurrence, s.yoga_0900))])
    right = CorrectAttendance(s.anna, s.yoga_0900, True, "was there")
    assert s.refuse(right, by=s.manager, at=s.later(minutes=80)).code == "not_started"


def _later(occurrence: Occurrence) -> Change:
    week = 7 * DAY_MS
    moved = replace(
        occurrence, starts_at=occurrence.starts_at + week, ends_at=occurrence.ends_at + week
    )
    return Change(Occurrence, occurrence.id, occurrence, moved)
