"""The state of a booking's payment follows from the rows, wherever the booking was moved."""

from core.commands.cards import RecordPayment, StartCard
from core.commands.refunds import Refund, WaiveDue
from core.commands.sales import TakePayment
from core.commands.seats import Book, Reschedule
from core.domain.credits import PAYMENTS_OF_SUBJECT
from core.queries.payments import payments_of, state_of
from tests.support.rules import rule
from tests.support.studio import Studio

ONE, TWO = "LON-A-000001", "LON-A-000002"


def state(s: Studio, occurrence: str, client: str = "") -> str:
    return state_of(s.reader, s.booking(client or s.anna, occurrence))


@rule("BK-11", "BK-17")
def test_each_step_of_a_payment_shows_in_its_state() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_1800, pay_at_desk=True))
    assert state(s, s.yoga_1800) == "due"
    card = s.do(StartCard(s.anna, 10_00, s.yoga_1800)).facts["reference"]
    assert state(s, s.yoga_1800) == "pending"
    s.do(RecordPayment(card, "failed", 10_00), system=True)
    assert state(s, s.yoga_1800) == "due", "a failed attempt is due again"
    s.do(TakePayment(s.anna, 10_00, "cash", ONE, s.yoga_1800))
    assert state(s, s.yoga_1800) == "part_paid"
    s.do(TakePayment(s.anna, 5_00, "voucher", TWO, s.yoga_1800))
    assert state(s, s.yoga_1800) == "paid"
    payment = payments_of(s.reader, s.booking(s.anna, s.yoga_1800))[-1]
    s.do(Refund(payment.id, payment.amount, "LON-A-000003", "late start"))
    assert state(s, s.yoga_1800) == "part_refunded"
    s.do(Book(s.ben, s.yoga_1800, pay_at_desk=True))
    s.do(WaiveDue(s.ben, "guest of the house", s.yoga_1800), by=s.manager)
    assert state(s, s.yoga_1800, s.ben) == "waived"
    s.sell(s.clara, s.ten)
    s.do(Book(s.clara, s.yoga_0900))
    assert state(s, s.yoga_0900, s.clara) == "none_due"


@rule("BK-11", "BK-23")
def test_what_was_paid_before_a_move_is_paid_after_it() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_tomorrow, pay_at_desk=True))
    s.do(TakePayment(s.anna, 15_00, "cash", ONE, s.yoga_tomorrow))
    classes = [s.occurrence(s.yoga, "18:00", local_date=f"2026-03-{day}") for day in (10, 17)]
    s.do(Reschedule(s.anna, s.yoga_tomorrow, classes[0]))
    s.do(Reschedule(s.anna, classes[0], classes[1]))
    moved = s.booking(s.anna, classes[1])
    assert s.reader.find(PAYMENTS_OF_SUBJECT, moved.id) == []
    assert [row.receipt for row in payments_of(s.reader, moved)] == [ONE]
    assert (moved.due, state(s, classes[1])) == (0, "paid")
    s.do(Reschedule(s.anna, classes[1], s.yoga_tomorrow))
    assert state(s, s.yoga_tomorrow) == "paid", "back where it was"
