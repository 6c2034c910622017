"""Money given back or let go: limits, what is owed then, receipts (PAY-4, PERM-6, SET-26)."""

from typing import Any

import pytest
from msgspec.structs import replace

from core.commands.cards import RecordPayment, StartCard
from core.commands.refunds import Refund, WaiveDue
from core.commands.sales import SellPass, TakePayment
from core.commands.seats import Book, CancelBooking
from core.commands.till import CreateRetailItem, SellAtTill, TillLine, TillPayment
from core.domain.bookings import Booking
from core.domain.credits import PAYMENTS_OF_SUBJECT, Pass, Payment
from core.domain.receipts import RECEIPTS_BY_NUMBER, RECEIPTS_OF_CLIENT, Receipt
from core.queries.receipts import printed
from core.rules.money.payment_states import payment_state
from tests.support.desks import Desk
from tests.support.rules import rule
from tests.support.studio import Studio

ONE, TWO, THREE = "LON-A-000001", "LON-A-000002", "LON-A-000003"


def paid_booking() -> tuple[Studio, Booking, str]:
    """Anna's seat at 18:00, paid 15.00 in cash."""
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_1800, pay_at_desk=True))
    s.do(TakePayment(s.anna, 15_00, "cash", ONE, s.yoga_1800))
    booking = s.booking(s.anna, s.yoga_1800)
    return s, booking, s.reader.find(PAYMENTS_OF_SUBJECT, booking.id)[0].id


def state(s: Studio, booking: Booking) -> str:
    now = s.get(Booking, booking.id)
    return payment_state(now.price, s.reader.find(PAYMENTS_OF_SUBJECT, booking.id))


@rule("PAY-4", "BK-31")
def test_money_goes_back_in_parts_and_nothing_is_due_again() -> None:
    s, booking, payment = paid_booking()
    assert s.do(Refund(payment, 5_00, TWO, "late start")).facts["left"] == 10_00
    assert state(s, booking) == "part_refunded"
    assert s.booking(s.anna, s.yoga_1800).due == 0
    assert s.refuse(Refund(payment, 10_01, THREE, "more")).code == "more_than_paid"
    s.do(Refund(payment, 10_00, THREE, "rest"))
    assert state(s, booking) == "refunded"
    numbers = [one.number for one in s.reader.find(RECEIPTS_OF_CLIENT, s.anna)]
    assert sorted(numbers) == [ONE, TWO, THREE]


@rule("PERM-6", "PAY-4")
def test_the_limit_counts_all_refunds_of_one_payment_together() -> None:
    s = Studio.open()
    sale = SellPass(s.anna, s.ten, s.london, 120_00, "cash", ONE)
    ten = s.do(sale).facts["pass_id"]
    payment = s.reader.find(PAYMENTS_OF_SUBJECT, ten)[0].id
    s.do(Refund(payment, 40_00, TWO, "courtesy"))
    more = Refund(payment, 10_01, THREE, "courtesy")
    assert s.refuse(more).code == "refund_limit"
    s.do(more, approved_by=s.manager)
    assert s.get(Pass, ten).price == 120_00 - 50_01, "what is left is not due again"
    assert s.refuse(Refund(payment, 1, THREE, "x"), by=s.instructor).code == "not_permitted"


@rule("PAY-4", "PAY-16")
def test_a_refund_prints_a_receipt_of_its_own_that_can_be_printed_again() -> None:
    s, _, payment = paid_booking()
    s.do(Refund(payment, 5_00, TWO, "late start"))
    again = printed(s.reader, TWO)
    assert again is not None
    assert (again.receipt.total, again.receipt.of_number, again.receipt.kind) == (
        -5_00,
        ONE,
        "refund",
    )
    assert [(line.name, line.gross) for line in again.lines] == [("Yoga", -5_00)]
    assert [(part.method, part.amount) for part in again.payments] == [("cash", -5_00)]
    assert printed(s.reader, "LON-A-000099") is None


def test_a_cancelled_booking_can_be_refunded_whole() -> None:
    s, booking, payment = paid_booking()
    s.do(CancelBooking(s.anna, s.yoga_1800))
    s.do(Refund(payment, 15_00, TWO, "cancelled"))
    assert (state(s, booking), s.booking(s.anna, s.yoga_1800).paid) == ("refunded", 0)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"payment_id": "none"}, "payment_unknown"),
        ({"reason": " "}, "reason_missing"),
        ({"receipt": ""}, "receipt_missing"),
        ({"amount": 15_01}, "more_than_paid"),
    ],
)
def test_refunds_that_are_refused_write_nothing(change: dict[str, Any], code: str) -> None:
    s, _, payment = paid_booking()
    before = s.rows()
    assert s.refuse(replace(Refund(payment, 5_00, TWO, "x"), **change)).code == code
    assert s.rows() == before


def test_a_refund_cannot_be_refunded() -> None:
    s, booking, payment = paid_booking()
    s.do(Refund(payment, 5_00, TWO, "x"))
    back = [row for row in s.reader.find(PAYMENTS_OF_SUBJECT, booking.id) if row.refund_of]
    assert s.refuse(Refund(back[0].id, 5_00, THREE, "x")).code == "payment_unknown"


@rule("SET-26")
def test_cash_given_back_at_two_desks_stands_and_is_flagged_with_the_sum() -> None:
    server, _, payment = paid_booking()
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    desk_a.do(Refund(payment, 15_00, TWO, "ill"))
    desk_b.do(Refund(payment, 15_00, "LON-B-000001", "ill"))
    desk_a.push()
    (told,) = desk_b.push()
    assert (told.result.code, told.result.facts["too_much"]) == ("refunded", 15_00)
    assert told.attention is not None
    assert told.attention.kind == "SET-26 refund"


@rule("SET-26")
def test_a_card_is_given_back_once_though_two_desks_did_it() -> None:
    server = Studio.open()
    server.do(Book(server.anna, server.yoga_1800, pay_at_desk=True))
    card = server.do(StartCard(server.anna, 15_00, server.yoga_1800)).facts["reference"]
    server.do(RecordPayment(card, "paid", 15_00), system=True)
    booking = server.booking(server.anna, server.yoga_1800)
    rows = server.reader.find(PAYMENTS_OF_SUBJECT, booking.id)
    payment = next(row.id for row in rows if row.kind == "taken")
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    desk_a.do(Refund(payment, 15_00, ONE, "ill"))
    desk_b.do(Refund(payment, 15_00, "LON-B-000001", "ill"))
    (first,), (second,) = desk_a.push(), desk_b.push()
    assert "card_refund_asked" in [event.name for event in first.events]
    assert (second.result.code, second.events) == ("refund_dropped", ())
    assert second.attention is not None
    assert second.attention.kind == "SET-26 refused"
    (slip,) = server.reader.find(RECEIPTS_BY_NUMBER, "LON-B-000001")
    assert (slip.kind, slip.total) == ("refund", 0), "the series has no gap"
    rows = server.reader.find(PAYMENTS_OF_SUBJECT, booking.id)
    assert sum(row.amount for row in rows) == 0


@rule("BK-31", "PAY-9")
def test_what_is_due_is_waived_by_a_manager_with_a_reason() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_1800, pay_at_desk=True))
    waive = WaiveDue(s.anna, "first visit", s.yoga_1800)
    assert s.refuse(waive).code == "not_permitted"
    assert s.refuse(replace(waive, reason=" "), by=s.manager).code == "reason_missing"
    assert s.refuse(replace(waive, item_id="i"), by=s.manager).code == "payment_for_what"
    assert s.do(waive, by=s.manager).facts["amount"] == 15_00
    booking = s.booking(s.anna, s.yoga_1800)
    assert (booking.due, state(s, booking)) == (0, "waived")
    assert s.refuse(waive, by=s.manager).code == "nothing_due"


@rule("PAY-4")
def test_a_sale_and_its_voiding_each_have_a_receipt() -> None:
    s = Studio.open()
    s.sell(s.anna, s.ten)
    (receipt,) = s.reader.all(Receipt)
    assert (receipt.total, receipt.kind, receipt.staff_id) == (120_00, "sale", s.receptionist)


def basket(s: Studio, *lines: tuple[int, int], paid: tuple[tuple[Any, int], ...]) -> list[Payment]:
    """Things sold at (price, tax rate), paid in these ways; the payment rows, by amount."""
    items = [
        s.do(CreateRetailItem(f"Item {n}", price, rate), by=s.owner).facts["item_id"]
        for n, (price, rate) in enumerate(lines)
    ]
    sold = tuple(TillLine("retail", i, p) for i, (p, _) in zip(items, lines, strict=True))
    payments = tuple(TillPayment(method, amount) for method, amount in paid)
    s.do(SellAtTill(s.london, ONE, sold, payments, s.anna))
    return sorted(s.reader.all(Payment), key=lambda row: row.amount)


@rule("PERM-6")
def test_one_payment_over_several_lines_has_one_limit() -> None:
    s = Studio.open()
    first, second = basket(s, (40_00, 0), (41_00, 0), paid=(("cash", 81_00),))
    s.do(Refund(first.id, 40_00, TWO, "torn"))
    assert s.refuse(Refund(second.id, 10_01, THREE, "torn")).code == "refund_limit"
    s.do(Refund(second.id, 10_00, THREE, "torn"))


@rule("PAY-16", "PAY-13")
def test_the_tax_of_a_line_paid_in_two_ways_goes_back_to_the_last_penny() -> None:
    s = Studio.open()
    cash, card = basket(s, (6, 20_00), paid=(("cash", 3), ("external_terminal", 3)))
    s.do(Refund(cash.id, 3, TWO, "torn"))
    s.do(Refund(card.id, 3, THREE, "torn"))
    sale, *back = (printed(s.reader, number) for number in (ONE, TWO, THREE))
    assert sale is not None
    taxes = [line.tax for one in back if one is not None for line in one.lines]
    assert (sale.lines[0].tax, sum(taxes)) == (1, -1)


@rule("PAY-4", "PAY-16")
def test_a_refund_names_the_thing_that_comes_back_and_its_rate() -> None:
    s = Studio.open()
    _, mat = basket(s, (6_00, 5_00), (24_00, 20_00), paid=(("cash", 30_00),))
    s.do(Refund(mat.id, 24_00, TWO, "torn"))
    back = printed(s.reader, TWO)
    assert back is not None
    (line,) = back.lines
    assert (line.name, line.tax_rate, line.tax) == ("Item 1", 20_00, -4_00)
