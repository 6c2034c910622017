"""A member card is shown: the whole decision through the bus."""

import pytest

from core.commands.arrivals import CheckIn, CheckInByCode, UndoCheckIn, WalkIn
from core.commands.people import BindCard, RevokeCard
from core.commands.seats import Book, CancelBooking
from core.commands.waiting import JoinWaitlist
from core.domain.bookings import CHECKED_IN, PROMOTED
from tests.support.rules import rule
from tests.support.studio import Studio

CARD = "c" * 32


def with_card() -> tuple[Studio, CheckInByCode, int]:
    """Anna has a card; it is a quarter to nine."""
    s = Studio.open()
    s.do(BindCard(CARD, s.anna))
    return s, CheckInByCode(CARD, s.london), s.later(minutes=45)


@rule("CHK-4", "CHK-1")
def test_who_is_booked_is_in() -> None:
    s, scan, at = with_card()
    s.do(Book(s.anna, s.yoga_0900, pay_at_desk=True))
    facts = s.do(scan, at=at).facts
    assert (facts["client_name"], facts["class_name"]) == ("Anna Ångström", "Yoga")
    booking = s.booking(s.anna, s.yoga_0900)
    assert (booking.state, booking.check_in_way) == (CHECKED_IN, "scan")


@rule("CHK-5")
def test_scanning_twice_is_harmless_and_says_so() -> None:
    s, scan, at = with_card()
    s.do(Book(s.anna, s.yoga_0900, pay_at_desk=True))
    s.do(scan, at=at)
    refusal = s.refuse(scan, at=at + 1)
    assert (refusal.code, refusal.facts["at"]) == ("already_in", at)


@rule("CHK-4")
def test_who_waits_and_finds_a_seat_free_is_promoted_and_in() -> None:
    s, scan, at = with_card()
    s.do(Book(s.ben, s.yoga_0900, seats=3, pay_at_desk=True))
    s.do(JoinWaitlist(s.anna, s.yoga_0900, pay_at_desk=True))
    refusal = s.refuse(scan, at=at)
    assert refusal.code == "waiting_no_seat"
    s.do(CancelBooking(s.ben, s.yoga_0900))
    assert s.do(scan, at=at, command_id="scan").facts["promoted"] is True
    assert s.booking(s.anna, s.yoga_0900).state == CHECKED_IN
    assert s.entry(s.anna, s.yoga_0900).state == PROMOTED
    s.do(UndoCheckIn(s.anna, s.yoga_0900, "scan"), at=at)


@rule("CHK-4")
def test_who_is_not_booked_is_offered_the_open_class_with_the_pass_that_pays() -> None:
    s, scan, at = with_card()
    s.sell(s.anna, s.ten)
    refusal = s.refuse(scan, at=at)
    assert refusal.code == "not_booked_class_open"
    assert refusal.facts["pass_name"] == "10 classes"
    s.do(WalkIn(refusal.facts["occurrence_id"], refusal.facts["client_id"], way="scan"), at=at)
    assert s.booking(s.anna, s.yoga_0900).state == CHECKED_IN


@rule("CHK-4")
def test_without_cover_the_sale_is_prepared() -> None:
    s, scan, at = with_card()
    refusal = s.refuse(scan, at=at)
    assert (refusal.code, refusal.facts["price"]) == ("not_booked_no_cover", 15_00)


@rule("CHK-4")
def test_a_full_class_and_an_empty_hour_say_so() -> None:
    s, scan, at = with_card()
    assert s.refuse(scan, at=s.later(hours=-5)).code == "nothing_open"
    s.do(Book(s.ben, s.yoga_0900, seats=3, pay_at_desk=True))
    assert s.refuse(scan, at=at).code == "class_full"


@rule("CHK-4")
def test_of_several_bookings_the_nearest_start_is_checked_in() -> None:
    s, scan, _ = with_card()
    s.do(Book(s.anna, s.yoga_0900, pay_at_desk=True))
    s.do(Book(s.anna, s.reformer_1000, pay_at_desk=True))
    s.do(scan, at=s.later(minutes=110))
    assert s.booking(s.anna, s.reformer_1000).state == CHECKED_IN


@rule("CHK-2")
def test_early_and_late_say_when_and_staff_can_all_the_same() -> None:
    s, scan, _ = with_card()
    s.do(Book(s.anna, s.yoga_1800, pay_at_desk=True))
    s.do(CancelBooking(s.anna, s.yoga_1800))
    s.do(Book(s.anna, s.talk_1200))
    early = s.refuse(scan)
    assert (early.code, early.facts["opens_at"]) == ("too_early", s.later(hours=3, minutes=30))
    late = s.refuse(scan, at=s.later(hours=4, minutes=30))
    assert late.code == "too_late"
    s.do(CheckIn(s.anna, s.talk_1200))


@rule("CHK-13", "PERM-7")
def test_a_booking_elsewhere_is_shown_and_never_checked_in() -> None:
    s, scan, _ = with_card()
    s.do(Book(s.anna, s.yoga_berlin, pay_at_desk=True), by=s.berlin_receptionist)
    refusal = s.refuse(scan)
    assert refusal.code == "booked_elsewhere"
    assert refusal.facts["zone"] == "Europe/Berlin"
    s.do(CheckInByCode(CARD, s.berlin), by=s.berlin_receptionist)


@rule("CHK-5", "CHK-6")
@pytest.mark.parametrize("revoked", [False, True])
def test_cards_of_nobody_and_lost_ones_are_refused(revoked: bool) -> None:
    s, scan, at = with_card()
    if revoked:
        s.do(RevokeCard(CARD, "lost"))
        refusal = s.refuse(scan, at=at)
        assert (refusal.code, refusal.facts["client_name"]) == ("card_revoked", "Anna Ångström")
        assert s.refuse(BindCard(CARD, s.anna)).code == "card_revoked"
    else:
        assert s.refuse(CheckInByCode("d" * 32, s.london), at=at).code == "card_unknown"


@rule("CHK-4", "PERM-2")
def test_an_instructor_scans_only_into_own_classes() -> None:
    s, scan, at = with_card()
    other = s.occurrence(s.yoga, "09:10", lead_id=s.second_instructor)
    s.do(Book(s.anna, other, pay_at_desk=True))
    assert s.refuse(scan, at=at, by=s.instructor).code == "not_permitted"
    s.do(scan, at=at, by=s.second_instructor)


@rule("CHK-13")
def test_at_a_tie_the_usual_service_is_offered() -> None:
    s, scan, at = with_card()
    s.sell(s.anna, s.ten)
    talk = s.occurrence(s.talk, "09:00", capacity=10)
    for hour in ("06:00", "07:00"):
        past = s.occurrence(s.talk, hour, capacity=10)
        s.do(Book(s.anna, past))
    refusal = s.refuse(scan, at=at)
    assert refusal.facts["occurrence_id"] == talk
