"""What cancelling costs, at every moment around the cut-off."""

import pytest
from msgspec.structs import replace

from core.domain.bookings import CANCELLED, LATE_CANCELLED, Booking
from core.domain.ids import BookingId, ClientId, LocationId, OccurrenceId
from core.domain.refusals import Refusal
from core.domain.zones import HOUR_MS, MINUTE_MS
from core.rules.booking.cancelling import CancelResult, CancelTerms, cancelling
from tests.support.rules import rule

START = 1_000 * HOUR_MS
CUTOFF = START - 12 * HOUR_MS
TERMS = CancelTerms(12 * 60, 30, "capture", "release")
BOOKED = Booking(
    BookingId("b"),
    OccurrenceId("o"),
    ClientId("c"),
    LocationId("l"),
    1,
    START,
    START + HOUR_MS,
    0,
    "staff",
    credit="held",
)


def result(
    booking: Booking, now: int, *, unlimited: bool = False, waived: bool = False
) -> CancelResult:
    found = cancelling(booking, now, TERMS, unlimited=unlimited, waived=waived)
    assert isinstance(found, CancelResult)
    return found


@rule("BK-6")
@pytest.mark.parametrize(
    ("now", "state", "credit"),
    [
        (CUTOFF - 1, CANCELLED, "release"),
        (CUTOFF, CANCELLED, "release"),
        (CUTOFF + 1, LATE_CANCELLED, "capture"),
        (START - 1, LATE_CANCELLED, "capture"),
    ],
)
def test_before_the_cut_off_the_credit_comes_back_after_it_is_spent(
    now: int, state: str, credit: str
) -> None:
    found = result(BOOKED, now)
    assert (found.state, found.credit, found.free_until) == (state, credit, CUTOFF)
    assert found.late == (state == LATE_CANCELLED)


@rule("BK-27")
def test_cancelling_ends_at_the_start() -> None:
    found = cancelling(BOOKED, START, TERMS, unlimited=False, waived=True)
    assert isinstance(found, Refusal)
    assert found.code == "class_started"


@rule("BK-22")
def test_a_late_cancel_on_an_unlimited_pass_costs_nothing_but_is_late() -> None:
    found = result(BOOKED, START - 1, unlimited=True)
    assert (found.state, found.credit) == (LATE_CANCELLED, "release")


@rule("BK-6")
def test_a_manager_can_waive_the_penalty() -> None:
    assert result(BOOKED, START - 1, waived=True).state == CANCELLED


@rule("WL-3")
def test_who_was_promoted_can_cancel_free_for_half_an_hour_but_not_past_the_start() -> None:
    promoted = replace(BOOKED, promoted_at=START - 2 * HOUR_MS)
    grace = START - 2 * HOUR_MS + 30 * MINUTE_MS
    assert result(promoted, grace).state == CANCELLED
    assert result(promoted, grace + 1).state == LATE_CANCELLED
    last_minute = replace(BOOKED, promoted_at=START - MINUTE_MS)
    assert result(last_minute, START - 1).free_until == START


@rule("WL-3")
def test_a_promotion_long_ago_does_not_shorten_the_free_time() -> None:
    assert result(replace(BOOKED, promoted_at=1), CUTOFF).state == CANCELLED


@rule("PASS-3", "PASS-9")
def test_what_was_captured_at_booking_is_refunded_in_time_and_stays_captured_late() -> None:
    charged = replace(BOOKED, credit="captured")
    assert result(charged, CUTOFF).credit == "refund"
    assert result(charged, START - 1).credit == ""


def test_without_a_credit_nothing_moves() -> None:
    due = replace(BOOKED, credit="")
    assert result(due, CUTOFF).credit == result(due, START - 1).credit == ""
