"""A late cancel costs nothing once its seat is filled again."""

from core.commands.arrivals import WalkIn
from core.commands.attendance import RestoreBooking
from core.commands.schedule import ChangeCapacity
from core.commands.seats import Book, CancelBooking
from core.commands.waiting import JoinWaitlist
from core.domain.bookings import BOOKED, CANCELLED, LATE_CANCELLED
from tests.support.rules import rule
from tests.support.studio import NOW, Studio


def two_cancelled_late() -> tuple[Studio, str, str]:
    """Yoga at six was full; Anna, then Ben, cancelled late, each on a pass of ten."""
    s = Studio.open()
    s.do(Book(s.emil, s.yoga_1800, pay_at_desk=True))
    passes = [s.sell(client, s.ten) for client in (s.anna, s.ben)]
    for client in (s.anna, s.ben):
        s.do(Book(client, s.yoga_1800))
    for number, client in enumerate((s.anna, s.ben)):
        s.do(CancelBooking(client, s.yoga_1800), at=NOW + number)
    return s, passes[0], passes[1]


@rule("BK-6", "BK-21")
def test_the_oldest_late_cancel_is_pardoned_first_seat_by_seat() -> None:
    s, annas, bens = two_cancelled_late()
    assert (s.balance(annas), s.balance(bens)) == (9, 9)
    s.do(Book(s.clara, s.yoga_1800, pay_at_desk=True), at=NOW + 5)
    assert (s.balance(annas), s.balance(bens)) == (10, 9)
    assert s.booking(s.anna, s.yoga_1800).state == CANCELLED
    assert s.booking(s.ben, s.yoga_1800).state == LATE_CANCELLED
    s.do(Book(s.dora, s.yoga_1800, pay_at_desk=True), at=NOW + 6)
    assert (s.balance(annas), s.balance(bens)) == (10, 10)


@rule("BK-21")
def test_the_penalty_does_not_come_back() -> None:
    s, annas, _ = two_cancelled_late()
    s.do(Book(s.clara, s.yoga_1800, pay_at_desk=True), at=NOW + 5)
    s.do(CancelBooking(s.clara, s.yoga_1800), at=NOW + 6)
    assert s.balance(annas) == 10


@rule("BK-21")
def test_who_walks_in_after_the_start_fills_no_seat_again() -> None:
    s, annas, _ = two_cancelled_late()
    late = s.later(hours=10, minutes=5)
    s.do(WalkIn(s.yoga_1800, s.clara, pay_at_desk=True), at=late)
    assert s.balance(annas) == 9


@rule("BK-21")
def test_who_books_again_gets_the_penalty_back_and_pays_once() -> None:
    s = Studio.open()
    ten = s.sell(s.anna, s.ten)
    s.do(Book(s.anna, s.yoga_1800))
    s.do(CancelBooking(s.anna, s.yoga_1800))
    s.do(Book(s.anna, s.yoga_1800), at=NOW + 1)
    booking = s.booking(s.anna, s.yoga_1800)
    assert (booking.state, booking.credit, s.balance(ten)) == (BOOKED, "held", 9)


@rule("BK-6")
def test_the_setting_can_switch_it_off() -> None:
    s, annas, _ = two_cancelled_late()
    s.set("fair_cancel", False)
    s.do(Book(s.clara, s.yoga_1800, pay_at_desk=True), at=NOW + 5)
    assert s.balance(annas) == 9


@rule("BK-3", "WL-7")
def test_who_is_restored_waits_no_longer_and_is_not_in_two_places() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_1800, pay_at_desk=True))
    again = RestoreBooking(s.anna, s.yoga_1800, "asked back")
    assert s.refuse(again, by=s.manager).code == "not_cancelled"
    s.do(CancelBooking(s.anna, s.yoga_1800))
    near = s.occurrence(s.talk, "18:30", capacity=10)
    s.do(Book(s.anna, near))
    restore = RestoreBooking(s.anna, s.yoga_1800, "asked back")
    assert s.refuse(restore, by=s.manager).code == "overlapping_booking"
    s.do(CancelBooking(s.anna, near))
    s.do(Book(s.ben, s.yoga_1800, seats=3, pay_at_desk=True))
    s.do(JoinWaitlist(s.anna, s.yoga_1800, pay_at_desk=True))
    s.do(ChangeCapacity(s.yoga_1800, 4), by=s.manager)
    s.do(restore, by=s.manager)
    assert s.entry(s.anna, s.yoga_1800).state == "promoted"
