"""Seats that must be paid first, wherever they come from: the line, a course, another class."""

from typing import Any

import pytest

from core.commands.cards import LapsePayment, RecordPayment, StartCard
from core.commands.catalogue import CreatePassProduct, CreateService
from core.commands.refunds import Refund
from core.commands.registering import (
    PlanCourseRun,
    RegisterCourse,
    SetCourseSteps,
    StepDate,
    StepPlan,
)
from core.commands.sales import TakePayment
from core.commands.seats import (
    Book,
    CancelBooking,
    ChangeCover,
    Reschedule,
    UndoCancelBooking,
)
from core.commands.system import LapseOffer, Promote
from core.commands.waiting import AcceptOffer, JoinWaitlist, MarkPresent, PromoteByHand
from core.domain.bookings import LAPSED, OFFERED
from core.domain.courses import STEPS_OF_SERVICE
from core.domain.credits import PAYMENTS_OF_SUBJECT, Pass
from core.domain.zones import HOUR_MS, MINUTE_MS, to_utc
from tests.support.rules import rule
from tests.support.studio import NOW, Studio

ONE, TWO = "LON-A-000001", "LON-A-000002"
STARTS = to_utc("2026-03-04", "18:00", "Europe/London")
"""Two days and ten hours ahead: any cut-off is far away."""


def pottery(
    mode: Any = "prepay", local_start: str = "18:00", **more: Any
) -> tuple[Studio, str, str]:
    """The service, 30.00 a seat, and a class of it the day after tomorrow."""
    s = Studio.open()
    made = CreateService("Pottery", "class", "mat", 60, 2, price=30_00, pay_mode=mode, **more)
    service = str(s.do(made, by=s.owner).facts["service_id"])
    one = s.occurrence(service, local_start, local_date="2026-03-04", capacity=1)
    return s, service, one


def freed(mode: str = "hybrid", local_start: str = "18:00") -> tuple[Studio, str]:
    """A class for one that Dora left; Anna then Ben wait for it."""
    s, _, one = pottery(local_start=local_start)
    s.set("waitlist_mode", mode)
    s.do(Book(s.dora, one))
    for number, client in enumerate((s.anna, s.ben)):
        s.do(JoinWaitlist(client, one), at=NOW + number)
    s.do(CancelBooking(s.dora, one))
    return s, one


def given(s: Studio, one: str, at: int = NOW) -> list[str]:
    return [event.name for event in s.do(Promote(one), system=True, at=at).events]


@rule("WL-9")
@pytest.mark.parametrize("mode", ["hybrid", "auto", "offer", "first_come"])
def test_what_is_paid_in_advance_is_always_offered(mode: str) -> None:
    s, one = freed(mode)
    assert given(s, one) == ["seat_offered"]
    assert s.entry(s.anna, one).state == OFFERED


@rule("WL-9", "BK-30")
def test_accepting_means_paying_inside_the_time_of_the_offer() -> None:
    s, one = freed()
    given(s, one)
    ends = s.entry(s.anna, one).offered_until
    assert ends == s.later(minutes=30)
    result = s.do(AcceptOffer(s.anna, one), at=s.later(minutes=25))
    assert (result.code, result.facts["pay_now"]) == ("payment_pending", 30_00)
    assert result.facts["pay_until"] == ends, "no longer than the offer was open"
    assert s.refuse(Book(s.clara, one)).code == "class_full"
    s.do(TakePayment(s.anna, 30_00, "cash", ONE, one), at=s.later(minutes=29))
    assert s.booking(s.anna, one).state == "booked"


@rule("WL-9")
def test_what_was_accepted_and_not_paid_goes_to_the_next() -> None:
    s, one = freed()
    given(s, one)
    s.do(AcceptOffer(s.anna, one))
    ends = s.later(minutes=30)
    events = s.do(LapsePayment(s.anna, one), system=True, at=ends).events
    assert "seat_freed" in [event.name for event in events]
    assert given(s, one, ends) == ["seat_offered"]
    assert s.entry(s.ben, one).state == OFFERED
    late = s.refuse(AcceptOffer(s.anna, one), at=ends)
    assert late.code == "not_waiting", "her place in the line is over"


@rule("WL-9")
def test_an_offer_that_lapsed_ends_the_entry() -> None:
    s, one = freed()
    given(s, one)
    s.do(LapseOffer(s.anna, one), system=True, at=s.later(minutes=30))
    assert s.entry(s.anna, one).state == LAPSED
    assert given(s, one, s.later(minutes=30)) == ["seat_offered"]
    assert (s.entry(s.anna, one).state, s.entry(s.ben, one).state) == (LAPSED, OFFERED)


@rule("WL-9")
def test_a_pass_pays_at_once_when_the_offer_is_accepted() -> None:
    s, one = freed("auto")
    s.sell(s.anna, s.ten)
    assert given(s, one) == ["seat_offered"]
    assert s.do(AcceptOffer(s.anna, one)).code == "promoted"
    assert s.booking(s.anna, one).state == "booked"


@rule("WL-9", "WL-10")
def test_in_the_last_hour_only_who_is_there_is_offered_the_seat() -> None:
    s, one = freed()
    soon = STARTS - HOUR_MS
    assert given(s, one, soon) == []
    s.do(MarkPresent(s.ben, one), at=soon)
    assert given(s, one, soon) == ["seat_offered"]
    assert (s.entry(s.anna, one).state, s.entry(s.ben, one).state) == ("waiting", OFFERED)


@rule("WL-8", "WL-9")
@pytest.mark.parametrize("mode", ["auto", "hybrid"])
@pytest.mark.parametrize(("start", "events"), [("18:00", []), ("09:00", ["seat_announced"])])
def test_at_night_nothing_is_offered_and_early_classes_are_announced(
    start: str, events: list[str], mode: str
) -> None:
    s, one = freed(mode, start)
    night = to_utc("2026-03-03", "23:00", "Europe/London")
    assert given(s, one, night) == events
    if events:
        taken = s.do(AcceptOffer(s.ben, one), at=night)
        assert taken.facts["pay_until"] == night + 10 * MINUTE_MS


@rule("WL-9", "PAY-1")
def test_a_seat_that_staff_give_by_hand_is_kept_for_its_payment_too() -> None:
    s, one = freed()
    result = s.do(PromoteByHand(s.ben, one))
    assert result.facts["pay_until"] == s.later(minutes=10)
    assert s.booking(s.ben, one).state == "pending_payment"


@rule("PAY-3", "PASS-2")
def test_a_seat_that_lapses_gives_its_credit_back_and_holds_it_again_when_paid_late() -> None:
    s, service, _ = pottery()
    made = CreatePassProduct("Five", "punch", 60_00, 5, 90, guests="drop_in_price")
    five = s.sell(s.anna, str(s.do(made, by=s.owner).facts["product_id"]))
    wide = s.occurrence(service, "20:00", local_date="2026-03-04", capacity=2)
    kept = s.do(Book(s.anna, wide, seats=2)).facts
    assert (kept["pay_now"], s.balance(five)) == (30_00, 4), "her guest is to be paid"
    reference = s.do(StartCard(s.anna, 30_00, wide)).facts["reference"]
    s.do(LapsePayment(s.anna, wide), system=True, at=s.later(minutes=10))
    assert s.balance(five) == 5
    late = RecordPayment(reference, "paid", 30_00)
    s.do(late, system=True, at=s.later(minutes=11))
    assert (s.booking(s.anna, wide).state, s.balance(five)) == ("booked", 4)


@rule("PAY-8")
def test_money_for_a_seat_that_the_client_gave_up_goes_back_and_they_are_told() -> None:
    s, _, one = pottery()
    s.do(Book(s.anna, one))
    reference = s.do(StartCard(s.anna, 30_00, one)).facts["reference"]
    s.do(CancelBooking(s.anna, one))
    s.events.clear()
    told = s.do(RecordPayment(reference, "paid", 30_00), system=True)
    assert told.code == "payment_too_late"
    assert [event.name for event in s.events] == ["card_refund_asked", "payment_too_late"]
    assert (s.booking(s.anna, one).state, s.booking(s.anna, one).paid) == ("cancelled", 0)


@rule("PAY-3")
def test_a_card_for_a_seat_that_was_sure_already_confirms_nothing_anew() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_1800, pay_at_desk=True))
    reference = s.do(StartCard(s.anna, 15_00, s.yoga_1800)).facts["reference"]
    s.events.clear()
    s.do(RecordPayment(reference, "paid", 15_00), system=True)
    assert [event.name for event in s.events] == ["payment_taken"]
    assert s.booking(s.anna, s.yoga_1800).due == 0


@rule("PAY-1", "BK-9")
def test_a_course_that_is_paid_in_advance_keeps_every_step_for_its_payment() -> None:
    s, service, _ = pottery()
    s.do(SetCourseSteps(service, (StepPlan("Centring"), StepPlan("Glazing"))), by=s.owner)
    steps = [step.id for step in s.reader.find(STEPS_OF_SERVICE, service)]
    days = ("2026-03-10", "2026-03-11")
    dates = tuple(StepDate(k, d, "14:00") for k, d in zip(steps, days, strict=True))
    planned = PlanCourseRun(service, s.london, dates, 120, 3)
    run = s.do(planned, by=s.manager).facts["run_id"]
    facts = s.do(RegisterCourse(s.anna, run)).facts
    first, second = facts["occurrence_ids"]
    assert facts["pay_now"] == 60_00
    assert {s.booking(s.anna, one).state for one in (first, second)} == {"pending_payment"}
    s.do(LapsePayment(s.anna, first), system=True, at=s.later(minutes=10))
    again = s.refuse(RegisterCourse(s.anna, run), at=s.later(minutes=10))
    assert again.code == "already_registered"
    s.do(LapsePayment(s.anna, second), system=True, at=s.later(minutes=10))
    s.do(RegisterCourse(s.anna, run), at=s.later(minutes=11))


@rule("PAY-1", "BK-23")
def test_a_client_who_moves_to_a_class_paid_in_advance_pays_what_is_missing_first() -> None:
    s, service, _ = pottery()
    dear = s.occurrence(service, "20:00", local_date="2026-03-05")
    s.do(Book(s.anna, s.yoga_tomorrow, pay_at_desk=True))
    s.do(TakePayment(s.anna, 15_00, "cash", ONE, s.yoga_tomorrow))
    moved = Reschedule(s.anna, s.yoga_tomorrow, dear)
    s.do(moved, as_client=s.anna)
    assert (s.booking(s.anna, dear).state, s.booking(s.anna, dear).due) == (
        "pending_payment",
        15_00,
    )
    s.do(TakePayment(s.anna, 15_00, "cash", TWO, dear))
    assert s.booking(s.anna, dear).state == "booked"


@rule("PAY-4", "BK-23")
def test_the_money_of_a_moved_booking_goes_along_and_comes_back_from_there() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_tomorrow, pay_at_desk=True))
    s.do(TakePayment(s.anna, 15_00, "cash", ONE, s.yoga_tomorrow))
    next_week = s.occurrence(s.yoga, "18:00", local_date="2026-03-09")
    s.do(Reschedule(s.anna, s.yoga_tomorrow, next_week))
    old, new = s.booking(s.anna, s.yoga_tomorrow), s.booking(s.anna, next_week)
    assert (old.paid, new.paid) == (0, 15_00)
    payment = s.reader.find(PAYMENTS_OF_SUBJECT, old.id)[0].id
    s.do(Refund(payment, 5_00, TWO, "late start"))
    assert (s.booking(s.anna, s.yoga_tomorrow).paid, s.booking(s.anna, next_week).paid) == (
        0,
        10_00,
    )


@rule("BK-23", "PAY-10")
@pytest.mark.parametrize(("hours", "along"), [(0, 20_00), (57, 10_00)])
def test_after_the_cut_off_the_deposit_stays_with_the_seat_that_was_left(
    hours: int, along: int
) -> None:
    s, service, one = pottery("deposit", deposit=10_00)
    s.do(Book(s.anna, one))
    s.do(TakePayment(s.anna, 20_00, "cash", ONE, one))
    other = s.occurrence(service, "18:00", local_date="2026-03-11")
    s.do(Reschedule(s.anna, one, other), at=s.later(hours=hours))
    moved = s.booking(s.anna, other)
    assert (moved.paid, moved.deposit, moved.state) == (along, 10_00, "booked")
    assert s.booking(s.anna, one).paid == 20_00 - along


@rule("PAY-1")
def test_a_cancelled_seat_that_lives_again_waits_for_its_payment_again() -> None:
    s, _, one = pottery()
    s.do(Book(s.anna, one))
    s.do(CancelBooking(s.anna, one), command_id="c")
    s.do(UndoCancelBooking("c", s.anna, one))
    assert s.booking(s.anna, one).state == "pending_payment"
    s.sell(s.anna, s.ten)
    s.do(ChangeCover(s.anna, one, s.reader.all(Pass)[0].id))
    assert s.booking(s.anna, one).state == "booked"


@rule("BK-30", "BK-22")
def test_a_seat_that_was_only_kept_for_its_payment_is_never_cancelled_late() -> None:
    s, _, one = pottery()
    s.set("late_cancel_fee", 10_00)
    soon = STARTS - HOUR_MS
    s.do(Book(s.anna, one), at=soon)
    assert s.do(CancelBooking(s.anna, one), at=soon + 1).code == "cancelled"
