"""Moving a booking, and changing what pays for it."""

from core.commands.arrivals import CheckIn, WalkIn
from core.commands.attendance import CloseOccurrence
from core.commands.sales import SellPass, TakePayment
from core.commands.seats import Book, CancelBooking, ChangeCover, Reschedule, UndoReschedule
from core.domain.bookings import BOOKED, CANCELLED, LATE_CANCELLED
from core.domain.zones import DAY_MS
from tests.support.rules import rule
from tests.support.studio import Studio


@rule("BK-7", "BK-23")
def test_a_move_takes_the_hold_along_and_keeps_the_lineage() -> None:
    s = Studio.open()
    ten = s.sell(s.anna, s.ten)
    s.do(Book(s.anna, s.yoga_tomorrow))
    first = s.booking(s.anna, s.yoga_tomorrow)
    facts = s.do(Reschedule(s.anna, s.yoga_tomorrow, s.yoga_1800)).facts
    assert (facts["late"], facts["credits_left"], s.balance(ten)) == (False, 9, 9)
    old, new = s.booking(s.anna, s.yoga_tomorrow), s.booking(s.anna, s.yoga_1800)
    assert (old.state, old.moved_to, new.state, new.lineage) == (
        CANCELLED,
        new.id,
        BOOKED,
        first.id,
    )


@rule("BK-7")
def test_a_single_credit_is_enough_to_move() -> None:
    s = Studio.open()
    single = s.sell(s.anna, s.single)
    s.do(Book(s.anna, s.yoga_tomorrow))
    s.do(Reschedule(s.anna, s.yoga_tomorrow, s.yoga_1800))
    assert s.balance(single) == 0


@rule("BK-23")
def test_after_the_cut_off_a_move_is_a_late_cancel_and_a_new_booking() -> None:
    s = Studio.open()
    ten = s.sell(s.anna, s.ten)
    s.do(Book(s.anna, s.yoga_1800))
    assert s.do(Reschedule(s.anna, s.yoga_1800, s.yoga_tomorrow)).facts["late"] is True
    assert s.booking(s.anna, s.yoga_1800).state == LATE_CANCELLED
    assert s.balance(ten) == 8


@rule("BK-7")
def test_a_refused_move_leaves_everything_as_it_was() -> None:
    s = Studio.open()
    ten = s.sell(s.anna, s.ten)
    s.do(Book(s.anna, s.yoga_tomorrow))
    s.do(Book(s.ben, s.yoga_1800, seats=3, pay_at_desk=True))
    before = s.rows()
    assert s.refuse(Reschedule(s.anna, s.yoga_tomorrow, s.yoga_1800)).code == "class_full"
    assert s.rows() == before
    assert s.balance(ten) == 9


@rule("BK-23")
def test_the_old_place_does_not_overlap_with_the_new_one() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_0900, pay_at_desk=True))
    half_past = s.occurrence(s.yoga, "09:30")
    s.do(Reschedule(s.anna, s.yoga_0900, half_past))
    assert s.refuse(Reschedule(s.anna, half_past, half_past)).code == "same_class"
    assert s.refuse(Reschedule(s.anna, s.yoga_0900, half_past)).code == "not_booked"


def test_money_already_paid_moves_along() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_tomorrow, pay_at_desk=True))
    s.do(TakePayment(s.anna, 15_00, "cash", "LON-A-000001", s.yoga_tomorrow))
    facts = s.do(Reschedule(s.anna, s.yoga_tomorrow, s.reformer_1000)).facts
    assert facts["price_due"] == 10_00
    assert s.booking(s.anna, s.reformer_1000).due == 10_00
    assert s.booking(s.anna, s.yoga_tomorrow).paid == 0


def test_undoing_a_move_brings_the_old_seat_back_without_penalty() -> None:
    s = Studio.open()
    ten = s.sell(s.anna, s.ten)
    s.do(Book(s.anna, s.yoga_1800))
    s.do(Reschedule(s.anna, s.yoga_1800, s.yoga_tomorrow), command_id="m")
    s.do(UndoReschedule("m", s.anna, s.yoga_1800, s.yoga_tomorrow))
    old, new = s.booking(s.anna, s.yoga_1800), s.booking(s.anna, s.yoga_tomorrow)
    assert (old.state, old.credit, new.state, s.balance(ten)) == (BOOKED, "held", CANCELLED, 9)
    again = s.refuse(UndoReschedule("m", s.anna, s.yoga_1800, s.yoga_tomorrow))
    assert again.code == "changed_since"


def test_undoing_a_move_is_refused_when_the_old_seat_is_gone_or_the_new_one_touched() -> None:
    s = Studio.open()
    s.set("fair_cancel", False)
    s.do(Book(s.anna, s.private_1400, pay_at_desk=True))
    s.do(Reschedule(s.anna, s.private_1400, s.yoga_1800), command_id="m")
    s.do(Book(s.ben, s.private_1400, pay_at_desk=True))
    undo = UndoReschedule("m", s.anna, s.private_1400, s.yoga_1800)
    assert s.refuse(undo).code == "class_full"
    s.do(CancelBooking(s.anna, s.yoga_1800))
    assert s.refuse(undo).code == "changed_since"


@rule("PASS-15")
def test_another_pass_can_pay_before_and_after_the_check_in() -> None:
    s = Studio.open()
    single, ten = s.sell(s.anna, s.single), s.sell(s.anna, s.ten)
    s.do(Book(s.anna, s.yoga_0900))
    assert s.do(ChangeCover(s.anna, s.yoga_0900, ten)).facts["credits_left"] == 9
    assert (s.balance(single), s.balance(ten)) == (1, 9)
    s.do(CheckIn(s.anna, s.yoga_0900))
    s.do(ChangeCover(s.anna, s.yoga_0900, single))
    assert (s.balance(single), s.balance(ten)) == (0, 10)
    assert s.booking(s.anna, s.yoga_0900).credit == "captured"
    assert ("refund", 1) in s.ledger(ten)


@rule("PASS-15")
def test_money_can_pay_instead_of_a_pass_and_a_pass_instead_of_money() -> None:
    s = Studio.open()
    ten = s.sell(s.anna, s.ten)
    s.do(Book(s.anna, s.yoga_0900))
    assert s.do(ChangeCover(s.anna, s.yoga_0900)).facts["price_due"] == 15_00
    assert s.balance(ten) == 10
    assert s.do(ChangeCover(s.anna, s.yoga_0900, ten)).facts["price_due"] == 0
    assert s.refuse(ChangeCover(s.anna, s.yoga_0900, "no such pass")).code == "pass_unknown"
    assert s.refuse(ChangeCover(s.ben, s.yoga_0900)).code == "not_booked"


@rule("PASS-15", "PASS-16")
def test_a_past_unpaid_visit_is_put_on_a_new_pass_and_both_ledgers_say_so() -> None:
    s = Studio.open()
    s.do(WalkIn(s.yoga_0900, s.anna, pay_at_desk=True))
    closed = s.later(hours=4)
    s.do(CloseOccurrence(s.yoga_0900), at=closed)
    sale = SellPass(
        s.anna, s.ten, s.london, 120_00, "cash", "LON-A-000001", valid_from="2026-03-02"
    )
    ten = s.do(sale, at=closed + DAY_MS, by=s.manager).facts["pass_id"]
    s.do(ChangeCover(s.anna, s.yoga_0900, ten), at=closed + DAY_MS)
    visit = s.booking(s.anna, s.yoga_0900)
    assert (visit.state, visit.credit, visit.due, s.balance(ten)) == ("attended", "captured", 0, 9)
    s.do(ChangeCover(s.anna, s.yoga_0900), at=closed + DAY_MS)
    assert (s.booking(s.anna, s.yoga_0900).due, s.balance(ten)) == (15_00, 10)
