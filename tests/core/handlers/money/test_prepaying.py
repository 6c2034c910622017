"""Seats that are paid first: kept ten minutes, sure by money, lapsed, paid late (PAY-3)."""

from itertools import permutations
from typing import Any

import pytest

from core.commands.arrivals import CheckIn
from core.commands.cards import LapsePayment, RecordPayment, StartCard
from core.commands.catalogue import CreateService
from core.commands.people import EditClient, FieldChange
from core.commands.refunds import Refund, WaiveDue
from core.commands.sales import SellPass, TakePayment
from core.commands.seats import Book, CancelBooking, ChangeCover, UndoBook
from core.domain.bookings import Booking
from core.domain.catalogue import Service
from core.domain.credits import PAYMENTS_OF_SUBJECT, Pass
from core.domain.zones import MINUTE_MS
from core.rules.due.all_timers import due
from core.rules.due.registry import Moment
from core.rules.money.payment_states import payment_state
from tests.support.desks import Desk
from tests.support.rules import rule
from tests.support.studio import NOW, Studio

ONE, TWO = "LON-A-000001", "LON-A-000002"
LATE = NOW + 10 * MINUTE_MS


def paying_first(mode: Any = "prepay", **more: Any) -> tuple[Studio, str]:
    """A class tomorrow for two, 30.00 a seat, paid first."""
    s = Studio.open()
    made = CreateService("Pottery", "class", "mat", 60, 2, price=30_00, pay_mode=mode, **more)
    service = str(s.do(made, by=s.owner).facts["service_id"])
    one = s.occurrence(service, "18:00", local_date="2026-03-03", capacity=2)
    return s, one


def card(s: Studio, one: str, amount: int = 30_00, at: int = NOW) -> str:
    return str(s.do(StartCard(s.anna, amount, one), at=at).facts["reference"])


def tell(s: Studio, reference: str, event: Any, amount: int = 30_00, **how: Any) -> str:
    event_id = how.pop("event_id", "")
    told = RecordPayment(reference, event, amount, event_id)
    return s.do(told, system=True, **how).code


def state(s: Studio, one: str) -> tuple[str, str]:
    """The booking's state and its payment's."""
    booking: Booking = s.booking(s.anna, one)
    rows = s.reader.find(PAYMENTS_OF_SUBJECT, booking.id)
    return booking.state, payment_state(booking.price, rows)


@rule("PAY-3", "BK-30")
def test_a_seat_to_be_paid_first_is_kept_ten_minutes_and_sure_when_the_card_pays() -> None:
    s, one = paying_first()
    facts = s.do(Book(s.anna, one)).facts
    assert (facts["pay_now"], facts["pay_until"]) == (30_00, LATE)
    reference = card(s, one)
    assert state(s, one) == ("pending_payment", "pending")
    assert tell(s, reference, "failed") == "payment_told"
    assert state(s, one) == ("pending_payment", "due")
    again = card(s, one)
    tell(s, again, "paid")
    assert state(s, one) == ("booked", "paid")
    assert "booked" in [event.name for event in s.events]


@rule("PAY-3")
def test_a_seat_that_is_not_paid_in_time_lapses_by_the_clock() -> None:
    s, one = paying_first()
    s.do(Book(s.anna, one))
    lapse = LapsePayment(s.anna, one)
    assert lapse not in [c for _, c in due(s.reader, Moment(LATE - 1, lambda _: 0))]
    assert lapse in [c for _, c in due(s.reader, Moment(LATE, lambda _: 0))]
    assert s.do(lapse, at=LATE - 1, system=True).code == "nothing_lapsed"
    assert s.do(lapse, at=LATE, system=True).code == "payment_lapsed"
    assert state(s, one)[0] == "cancelled"
    assert s.do(lapse, at=LATE, system=True).code == "nothing_lapsed"


@rule("PAY-8")
def test_money_after_the_seat_lapsed_books_if_one_is_free_else_goes_back() -> None:
    for taken in (False, True):
        s, one = paying_first()
        s.do(Book(s.anna, one))
        reference = card(s, one)
        s.do(LapsePayment(s.anna, one), at=LATE, system=True)
        if taken:
            s.do(Book(s.ben, one, seats=2))
        code = tell(s, reference, "paid", at=LATE + 1)
        names = [event.name for event in s.events]
        if taken:
            assert (code, state(s, one)[1]) == ("payment_too_late", "refunded")
            assert {"card_refund_asked", "payment_too_late"} <= set(names)
        else:
            assert state(s, one) == ("booked", "paid")


@rule("PAY-8", "SET-12")
def test_cash_taken_at_a_desk_after_the_lapse_books_too() -> None:
    server, one = paying_first()
    desk = Desk(server, "A")
    desk.do(Book(server.anna, one))
    desk.push()
    desk.do(TakePayment(server.anna, 30_00, "cash", ONE, one), at=LATE - 1)
    server.do(LapsePayment(server.anna, one), at=LATE, system=True)
    (told,) = desk.push()
    assert told.result.code == "paid"
    assert state(server, one) == ("booked", "paid")


@rule("PAY-3")
@pytest.mark.parametrize("order", list(permutations(["failed", "paid", "disputed"])))
def test_what_the_provider_tells_counts_once_in_any_order(order: tuple[str, ...]) -> None:
    s, one = paying_first()
    s.do(Book(s.anna, one))
    reference = card(s, one)
    for event in (*order, *order):
        tell(s, reference, event)
    assert s.booking(s.anna, one).paid == 30_00
    assert state(s, one) == ("booked", "disputed")
    tell(s, reference, "dispute_won")
    assert state(s, one)[1] == "paid"


@rule("BK-31")
def test_a_lost_dispute_is_a_refund_and_our_own_refund_is_not_counted_twice() -> None:
    s, one = paying_first()
    s.do(Book(s.anna, one))
    reference = card(s, one)
    tell(s, reference, "paid")
    tell(s, reference, "disputed")
    tell(s, reference, "dispute_lost")
    assert state(s, one) == ("booked", "refunded")
    s, one = paying_first()
    s.do(Book(s.anna, one))
    reference = card(s, one)
    tell(s, reference, "paid")
    rows = s.reader.find(PAYMENTS_OF_SUBJECT, s.booking(s.anna, one).id)
    paid = next(row for row in rows if row.kind == "taken")
    s.do(Refund(paid.id, 10_00, ONE, "late start"), by=s.manager)
    rows = s.reader.find(PAYMENTS_OF_SUBJECT, s.booking(s.anna, one).id)
    ours = next(row for row in rows if row.kind == "refund")
    assert tell(s, reference, "refunded", 10_00, event_id=ours.id) == "payment_known"
    assert s.booking(s.anna, one).paid == 20_00
    tell(s, reference, "refunded", 5_00, event_id="re_1")
    tell(s, reference, "refunded", 5_00, event_id="re_1")
    assert s.booking(s.anna, one).paid == 15_00


@rule("PAY-10")
@pytest.mark.parametrize(
    ("terms", "deposit"),
    [
        ({"deposit": 10_00}, 10_00),
        ({"deposit_percent": 25_00}, 7_50),
        ({"deposit_percent": 33_33}, 10_00),
        ({"deposit": 99_00}, 30_00),
    ],
)
def test_a_deposit_makes_the_seat_sure_and_the_rest_is_due_at_the_desk(
    terms: dict[str, int], deposit: int
) -> None:
    s, one = paying_first("deposit", **terms)
    assert s.do(Book(s.anna, one)).facts["pay_now"] == deposit
    if deposit > 1:
        s.do(TakePayment(s.anna, deposit - 1, "cash", ONE, one))
        assert state(s, one)[0] == "pending_payment"
    s.do(TakePayment(s.anna, 1, "voucher", TWO, one))
    assert state(s, one)[0] == "booked"
    assert s.booking(s.anna, one).due == 30_00 - deposit


@rule("PAY-10")
def test_a_deposit_goes_back_before_the_cut_off_and_is_kept_after_it() -> None:
    for minutes, back in ((0, 20_00), (22 * 60 + 1, 10_00)):
        s, one = paying_first("deposit", deposit=10_00)
        s.do(Book(s.anna, one))
        s.do(TakePayment(s.anna, 20_00, "cash", ONE, one))
        cancelled = s.do(CancelBooking(s.anna, one), at=s.later(minutes=minutes)).facts
        assert cancelled["to_refund"] == back


@rule("PAY-1")
def test_the_modes_of_a_service_say_who_pays_when() -> None:
    for mode, code, price in (
        ("credit", "booked", 30_00),
        ("prepay", "payment_pending", 30_00),
        ("free", "booked", 0),
    ):
        s, one = paying_first(mode)
        result = s.do(Book(s.anna, one, pay_at_desk=True))
        assert (result.code, s.booking(s.anna, one).price) == (code, price)
    s, one = paying_first("free")
    assert [row.price for row in s.reader.all(Service) if row.pay_mode == "free"] == [0]


@rule("PAY-1", "BK-19")
def test_a_pass_pays_for_a_prepaid_service_and_a_client_who_may_pay_later_need_not() -> None:
    s, one = paying_first()
    s.sell(s.anna, s.ten)
    assert s.do(Book(s.anna, one)).code == "booked"
    flag = {"pay_later": FieldChange(0, 1)}
    s.do(EditClient(s.ben, flag), by=s.manager)  # type: ignore[arg-type]
    assert s.do(Book(s.ben, one)).code == "booked"
    assert s.booking(s.ben, one).due == 30_00


def test_a_kept_seat_is_made_sure_by_a_pass_a_waiver_or_a_check_in_and_can_be_undone() -> None:
    s, one = paying_first()
    s.do(Book(s.anna, one), command_id="b")
    ten = s.sell(s.anna, s.ten)
    s.do(ChangeCover(s.anna, one, ten))
    assert state(s, one)[0] == "booked"
    s, one = paying_first()
    s.do(Book(s.anna, one), command_id="b")
    s.do(WaiveDue(s.anna, "guest of the house", one), by=s.manager)
    assert state(s, one) == ("booked", "waived")
    s, one = paying_first()
    s.do(Book(s.anna, one), command_id="b")
    s.do(UndoBook("b", s.anna, one))
    assert state(s, one)[0] == "cancelled"
    s, one = paying_first()
    s.do(Book(s.anna, one))
    s.do(CheckIn(s.anna, one, reason="early"), by=s.manager)
    assert s.booking(s.anna, one).due == 30_00


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda _, one: StartCard("none", 1, one), "client_unknown"),
        (lambda s, one: StartCard(s.anna, 30_01, one), "more_than_due"),
        (lambda s, one: StartCard(s.ben, 1, one), "nothing_due"),
        (lambda s, one: StartCard(s.anna, 1, one, "p"), "payment_for_what"),
    ],
)
def test_cards_that_cannot_be_asked(make: Any, code: str) -> None:
    s, one = paying_first()
    s.do(Book(s.anna, one))
    assert s.refuse(make(s, one)).code == code


def test_a_reference_that_was_never_asked_is_refused() -> None:
    s = Studio.open()
    told = RecordPayment("none", "paid", 1)
    assert s.refuse(told, system=True).code == "payment_unknown"


@rule("PASS-13", "PAY-13")
def test_a_pass_that_a_card_pays_holds_once_the_card_has_paid() -> None:
    s = Studio.open()
    ten = s.do(SellPass(s.anna, s.ten, s.london, 120_00, "card")).facts["pass_id"]
    assert s.refuse(Book(s.anna, s.yoga_0900)).code == "pass_unpaid"
    reference = next(r.provider_id for r in s.reader.find(PAYMENTS_OF_SUBJECT, ten))
    tell(s, reference, "expired", 120_00)
    assert s.get(Pass, ten).state == "void"
    tell(s, reference, "paid", 120_00)
    assert s.do(Book(s.anna, s.yoga_0900)).facts["pass_id"] == ten
    other = s.do(SellPass(s.ben, s.ten, s.london, 120_00, "card")).facts["pass_id"]
    s.do(TakePayment(s.ben, 20_00, "cash", ONE, pass_id=other))
    assert s.get(Pass, other).state == "pending"
    s.do(TakePayment(s.ben, 100_00, "external_terminal", TWO, pass_id=other))
    assert s.get(Pass, other).state == "active"
