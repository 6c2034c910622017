"""What one scan means: every case of CHK-4 as a value."""

import pytest

from core.domain.zones import MINUTE_MS
from core.rules.attendance.check_in import Window
from core.rules.attendance.scan import Candidate, Decision, Person, Standing, decide
from tests.support.rules import rule

NOW = 1_000_000 * MINUTE_MS


def one(key: str, standing: Standing, *, minutes: int = 10, **more: bool) -> Candidate:
    """A class that starts so many minutes from now, with the ordinary window."""
    starts = NOW + minutes * MINUTE_MS
    return Candidate(
        key,
        starts,
        Window(starts - 30 * MINUTE_MS, starts + 15 * MINUTE_MS),
        standing,
        **more,
    )


@rule("CHK-4")
@pytest.mark.parametrize(
    ("candidate", "action"),
    [
        (one("a", "booked"), "check_in"),
        (one("a", "in"), "already_in"),
        (one("a", "waiting"), "promote"),
        (one("a", "waiting", covered=False), "offer_sale"),
        (one("a", "waiting", free=False), "waiting_no_seat"),
        (one("a", "none"), "offer_booking"),
        (one("a", "none", covered=False), "offer_sale"),
        (one("a", "none", free=False), "class_full"),
        (one("a", "booked", minutes=31), "too_early"),
        (one("a", "booked", minutes=30), "check_in"),
        (one("a", "booked", minutes=-15), "check_in"),
        (one("a", "booked", minutes=-16), "too_late"),
        (one("a", "in", minutes=-40), "already_in"),
        (one("a", "booked", here=False), "booked_elsewhere"),
    ],
)
def test_one_scan_does_the_right_thing(candidate: Candidate, action: str) -> None:
    assert decide(NOW, [candidate]) == Decision(action, "a")  # type: ignore[arg-type]


@rule("CHK-4", "CHK-11")
def test_a_booking_of_another_day_gives_way_to_the_class_that_is_open() -> None:
    tomorrow = one("tomorrow", "booked", minutes=18 * 60, today=False)
    assert decide(NOW, [tomorrow, one("now", "none")]) == Decision("offer_booking", "now")
    for lacking in (one("now", "none", free=False), one("now", "none", covered=False)):
        assert decide(NOW, [tomorrow, lacking]) == Decision("other_day", "tomorrow")
    assert decide(NOW, [tomorrow]) == Decision("other_day", "tomorrow")
    later = one("later", "booked", minutes=90)
    assert decide(NOW, [later, tomorrow, one("now", "none")]) == Decision("too_early", "later")


@rule("CHK-4")
def test_nothing_on_and_nothing_booked_says_so() -> None:
    assert decide(NOW, []) == Decision("nothing_open")
    assert decide(NOW, [one("a", "none", minutes=120)]) == Decision("nothing_open")


@rule("CHK-4")
def test_of_several_bookings_the_nearest_start_is_meant() -> None:
    found = decide(NOW, [one("late", "booked", minutes=25), one("soon", "booked", minutes=-5)])
    assert found == Decision("check_in", "soon")


@rule("CHK-5")
def test_a_second_scan_of_a_back_to_back_booking_does_not_check_in_to_the_next_class() -> None:
    found = decide(NOW, [one("in", "in", minutes=1), one("next", "booked", minutes=20)])
    assert found == Decision("already_in", "in")


@rule("CHK-4")
def test_a_booking_comes_before_a_wait_and_a_wait_before_an_open_class() -> None:
    open_now, waiting, booked = (
        one("o", "none"),
        one("w", "waiting"),
        one("b", "booked", minutes=25),
    )
    assert decide(NOW, [open_now, waiting, booked]).occurrence_id == "b"
    assert decide(NOW, [open_now, waiting]).occurrence_id == "w"


@rule("CHK-4")
def test_who_is_booked_later_here_is_early_and_not_offered_another_class() -> None:
    found = decide(NOW, [one("now", "none"), one("mine", "booked", minutes=60)])
    assert found == Decision("too_early", "mine")


@rule("CHK-13")
def test_a_class_elsewhere_is_never_checked_in_but_the_one_here_is_offered() -> None:
    found = decide(NOW, [one("there", "booked", here=False), one("here", "none")])
    assert found == Decision("offer_booking", "here")


@rule("CHK-13")
def test_open_now_is_the_nearest_start_and_at_a_tie_the_usual_service() -> None:
    near, far = one("b-near", "none", minutes=5), one("a-far", "none", minutes=20)
    assert decide(NOW, [far, near]).occurrence_id == "b-near"
    usual = one("z", "none", minutes=5, usual=True)
    assert decide(NOW, [near, usual]).occurrence_id == "z"


@rule("CHK-13")
def test_a_class_with_a_seat_is_offered_before_a_full_one() -> None:
    full, later = one("full", "none", minutes=1, free=False), one("later", "none", minutes=20)
    assert decide(NOW, [full, later]) == Decision("offer_booking", "later")


@rule("CHK-18")
def test_a_suspended_client_who_is_booked_checks_in_with_a_note_but_books_nothing_new() -> None:
    suspended = Person(suspended=True)
    assert decide(NOW, [one("a", "booked")], suspended) == Decision("check_in", "a", ("suspended",))
    assert decide(NOW, [one("a", "none")], suspended).action == "suspended"
    assert decide(NOW, [one("a", "waiting")], suspended).action == "suspended"


@rule("CHK-15")
@pytest.mark.parametrize("standing", ["booked", "waiting", "none"])
def test_an_unsigned_waiver_is_amber_at_the_desk(standing: Standing) -> None:
    assert decide(NOW, [one("a", standing)], Person(waiver_missing=True)).action == "waiver_missing"
