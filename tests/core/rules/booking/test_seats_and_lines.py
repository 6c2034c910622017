"""Capacity, overlap, the waitlist's order, check-in windows, reactions: small rules with values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.changes import Event
from core.commands.leases import CallBackLeases
from core.commands.system import Promote
from core.domain.bookings import (
    ATTENDED,
    BOOKED,
    BOOKING_STATES,
    CHECKED_IN,
    NO_SHOW,
    PENDING_PAYMENT,
    Booking,
    WaitlistEntry,
)
from core.domain.ids import (
    BookingId,
    ClientId,
    LocationId,
    OccurrenceId,
    ServiceId,
    WaitlistEntryId,
)
from core.domain.refusals import Refusal
from core.domain.schedule import Occurrence
from core.domain.words import REFUSED
from core.domain.zones import HOUR_MS, MINUTE_MS, to_utc
from core.rules.attendance.check_in import client_window, outside, outside_class_day
from core.rules.booking.booking_states import MOVES, may_end, may_move
from core.rules.booking.booking_window import open_for_staff
from core.rules.booking.capacity import seats_fit, seats_not_for_promotion, seats_used
from core.rules.booking.overlap import overlapping
from core.rules.reactions import reactions
from core.rules.terms import Terms
from core.rules.waiting.waitlist import in_line, place_in_line, round_of_promotion
from core.store.memory_reader import MemoryReader
from tests.support.rules import rule

START = to_utc("2026-03-02", "09:00", "Europe/London")
CLASS = Occurrence(
    OccurrenceId("o"),
    ServiceId("s"),
    LocationId("l"),
    "2026-03-02",
    "09:00",
    "Europe/London",
    START,
    START + HOUR_MS,
    10,
)


def booking(number: int, state: str = BOOKED, seats: int = 1, at: int = START) -> Booking:
    return Booking(
        BookingId(str(number)),
        OccurrenceId(f"o{number}"),
        ClientId("c"),
        LocationId("l"),
        seats,
        at,
        at + HOUR_MS,
        0,
        "staff",
        state=state,
    )


def entry(number: int, joined_at: int, seats: int = 1, priority: int = 0) -> WaitlistEntry:
    return WaitlistEntry(
        WaitlistEntryId(str(number)),
        OccurrenceId("o"),
        ClientId(f"c{number}"),
        seats,
        joined_at,
        priority,
    )


@rule("BK-1", "BK-28")
def test_only_these_states_hold_a_seat() -> None:
    holding = {state for state in BOOKING_STATES if seats_used([booking(1, state, 2)]) == 2}
    assert holding == {PENDING_PAYMENT, BOOKED, CHECKED_IN, ATTENDED}


def test_a_no_show_holds_no_seat_but_frees_none_for_promotion() -> None:
    rows = [booking(1, NO_SHOW, 2), booking(2, BOOKED)]
    assert (seats_used(rows), seats_not_for_promotion(rows)) == (1, 3)


@rule("BK-1")
@given(st.integers(0, 20), st.integers(1, 20))
def test_what_fits_never_exceeds_the_capacity(used: int, seats: int) -> None:
    assert (seats_fit(CLASS, used, seats) is None) == (used + seats <= CLASS.capacity)


@rule("BK-3")
@pytest.mark.parametrize(
    ("starts", "ends", "overlaps"),
    [
        (0, 60, True),
        (-60, 0, False),
        (60, 120, False),
        (-59, 1, True),
        (59, 60, True),
        (-60, 120, True),
    ],
)
def test_touching_is_not_overlapping(starts: int, ends: int, overlaps: bool) -> None:
    found = overlapping([booking(1)], START + starts * MINUTE_MS, START + ends * MINUTE_MS)
    assert (found is not None) == overlaps


@rule("BK-3", "BK-23")
def test_cancelled_bookings_and_those_left_out_do_not_overlap() -> None:
    rows = [booking(1, "cancelled"), booking(2, "no_show"), booking(3)]
    assert overlapping(rows, START, START + 1, ["3"]) is None


@rule("WL-1")
def test_pinned_first_then_by_time_of_joining() -> None:
    rows = [entry(1, 30), entry(2, 10), entry(3, 40, priority=1), entry(4, 10)]
    assert [row.id for row in in_line(rows)] == ["3", "2", "4", "1"]
    assert place_in_line(rows, "1") == 4
    assert place_in_line(rows, "9") == 0


@rule("WL-4", "WL-7")
def test_who_cannot_be_promoted_is_skipped_and_told_why() -> None:
    rows = [entry(1, 1), entry(2, 2, seats=3), entry(3, 3), entry(4, 4)]
    turn = round_of_promotion(
        rows, 2, lambda row: Refusal("pass_used_up") if row.id == "1" else None
    )
    assert [row.id for row in turn.promoted] == ["3", "4"]
    assert [(row.id, code) for row, code in turn.skipped] == [
        ("1", "pass_used_up"),
        ("2", "party_too_large"),
    ]


@rule("WL-2")
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 4), st.booleans())), st.integers(0, 9))
def test_a_round_never_gives_more_than_is_free(
    waiting: list[tuple[int, int, bool]], free: int
) -> None:
    rows = [entry(i, at, seats) for i, (at, seats, _) in enumerate(waiting)]
    barred = {str(i) for i, (_, _, fine) in enumerate(waiting) if not fine}
    turn = round_of_promotion(rows, free, lambda row: Refusal("x") if row.id in barred else None)
    assert sum(row.seats for row in turn.promoted) <= free
    assert not barred & {row.id for row in turn.promoted}


@rule("CHK-2", "CHK-10")
def test_client_windows() -> None:
    terms = Terms(MemoryReader())
    narrow, wide = client_window(CLASS, terms, wide=False), client_window(CLASS, terms, wide=True)
    assert (START - narrow.opens_at, narrow.closes_at - START) == (30 * MINUTE_MS, 15 * MINUTE_MS)
    assert (START - wide.opens_at, wide.closes_at - CLASS.ends_at) == (2 * HOUR_MS, 2 * HOUR_MS)
    codes = [
        outside(narrow, at) for at in (narrow.opens_at - 1, narrow.opens_at, narrow.closes_at + 1)
    ]
    assert [refusal and refusal.code for refusal in codes] == ["too_early", None, "too_late"]


@rule("CHK-2", "CHK-11")
@pytest.mark.parametrize(
    ("day", "time", "code"),
    [
        ("2026-03-01", "23:59", "other_day"),
        ("2026-03-02", "00:00", None),
        ("2026-03-02", "23:59", None),
        ("2026-03-03", "00:00", "other_day"),
    ],
)
def test_staff_have_the_class_day(day: str, time: str, code: str | None) -> None:
    now = to_utc(day, time, "Europe/London")
    refusal = outside_class_day(CLASS, now, any_day=False, reason="")
    assert (refusal and refusal.code) == code
    manager = outside_class_day(CLASS, now, any_day=True, reason="forgotten")
    assert manager is None


@rule("CHK-2")
def test_a_manager_needs_a_reason_on_another_day() -> None:
    refusal = outside_class_day(CLASS, START + 48 * HOUR_MS, any_day=True, reason="  ")
    assert refusal == Refusal("reason_missing")


@rule("BK-18")
def test_staff_book_to_the_end_of_the_class_day() -> None:
    midnight = to_utc("2026-03-03", "00:00", "Europe/London")
    assert open_for_staff(CLASS, midnight - 1) is None
    late = open_for_staff(CLASS, midnight)
    assert late is not None
    assert late.code == "class_over"
    for state, code in (("cancelled", "class_cancelled"), ("closed", "class_closed")):
        refusal = open_for_staff(replace(CLASS, state=state), START)
        assert refusal is not None
        assert refusal.code == code


@rule("BK-2")
@pytest.mark.parametrize("by", sorted(MOVES))
@pytest.mark.parametrize("state", ["", *BOOKING_STATES])
def test_what_is_not_listed_is_refused(by: str, state: str) -> None:
    refusal = may_move(by, state)
    assert (refusal is None) == (state in MOVES[by].before)
    if refusal:
        assert refusal.code in REFUSED
        assert refusal.code.startswith(("already_", "not_", "marked_"))
    assert may_end(by, MOVES[by].after[0])


def test_a_freed_seat_makes_one_promotion_however_often_it_is_said() -> None:
    freed = Event("seat_freed", {"occurrence_id": "o"})
    other = Event("waitlist_joined", {"occurrence_id": "p"})
    found = reactions("cause", [freed, freed, other, Event("booked", {"occurrence_id": "o"})])
    assert [command for _, command in found] == [Promote("o"), Promote("p"), CallBackLeases("p")]
    assert found == reactions("cause", [freed, other])
    assert {key for key, _ in found}.isdisjoint(key for key, _ in reactions("again", [freed]))
