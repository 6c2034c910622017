"""Passes sold, credits corrected, money taken."""

import pytest
from msgspec.structs import replace

from core.changes import Outcome
from core.commands.sales import AdjustCredits, SellPass, TakePayment, UndoSellPass
from core.commands.seats import Book, UndoBook
from core.commands.setup import GrantRole
from core.domain.credits import PAYMENTS_OF_SUBJECT, Pass
from core.domain.ids import CommandId, derive
from tests.support.rules import rule
from tests.support.studio import NOW, Studio

RECEIPT = "LON-A-000001"


def sale(s: Studio, **changes: object) -> SellPass:
    fields: dict[str, object] = {"method": "cash", "receipt": RECEIPT} | changes
    return SellPass(s.anna, s.ten, s.london, 120_00, **fields)  # type: ignore[arg-type]


@rule("PASS-1", "PASS-2", "PAY-4")
def test_selling_grants_credits_and_writes_the_receipt_that_was_printed() -> None:
    s = Studio.open()
    facts = s.do(sale(s), command_id="sale").facts
    assert facts["pass_id"] == derive(CommandId("sale"), "pass")
    assert (facts["credits_left"], facts["valid_until"]) == (10, "2026-05-30")
    (payment,) = s.reader.find(PAYMENTS_OF_SUBJECT, facts["pass_id"])
    assert (payment.amount, payment.method, payment.receipt, payment.staff_id) == (
        120_00,
        "cash",
        RECEIPT,
        s.receptionist,
    )
    assert s.ledger(facts["pass_id"]) == [("grant", 10)]


def test_paid_later_makes_no_payment_until_it_comes() -> None:
    s = Studio.open()
    facts = s.do(sale(s, method="later", receipt="")).facts
    pass_id = facts["pass_id"]
    assert (facts["price_due"], s.reader.find(PAYMENTS_OF_SUBJECT, pass_id)) == (120_00, [])
    part = TakePayment(s.anna, 20_00, "external_terminal", RECEIPT, pass_id=pass_id)
    assert s.do(part).facts["price_due"] == 100_00
    rest = TakePayment(s.anna, 100_01, "cash", RECEIPT, pass_id=pass_id)
    assert s.refuse(rest).code == "more_than_due"


@rule("PASS-16")
@pytest.mark.parametrize(
    ("start", "by", "code"),
    [
        ("2026-03-02", "receptionist", ""),
        ("2026-04-01", "receptionist", ""),
        ("2026-03-01", "receptionist", "start_too_early"),
        ("2026-03-01", "manager", ""),
        ("2026-01-30", "manager", "start_too_early"),
        ("2026-02-30", "manager", "invalid_date"),
    ],
)
def test_the_start_can_be_set_and_in_the_past_by_a_manager(start: str, by: str, code: str) -> None:
    s = Studio.open()
    result = s.run(sale(s, valid_from=start), by=getattr(s, by))
    assert result.code == (code or "sold")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"receipt": ""}, "receipt_missing"),
        ({"product_id": "none"}, "product_unknown"),
        ({"client_id": "none"}, "client_unknown"),
    ],
)
def test_sales_that_are_refused(changes: dict[str, str], code: str) -> None:
    s = Studio.open()
    assert s.refuse(replace(sale(s), **changes)).code == code


@rule("PAY-14")
def test_a_sale_is_taken_back_with_its_money_while_nothing_is_used() -> None:
    s = Studio.open()
    pass_id = s.do(sale(s), command_id="sale").facts["pass_id"]
    undo = UndoSellPass("sale", pass_id, RECEIPT)
    s.do(Book(s.anna, s.yoga_0900), command_id="b")
    assert s.refuse(undo).code == "pass_used"
    s.do(UndoBook("b", s.anna, s.yoga_0900))
    assert s.do(undo).facts["returned"] == 120_00
    amounts = sorted(row.amount for row in s.reader.find(PAYMENTS_OF_SUBJECT, pass_id))
    assert amounts == [-120_00, 120_00]
    assert (s.get(Pass, pass_id).state, s.balance(pass_id)) == ("void", 0)
    assert s.refuse(undo).code == "changed_since"
    assert s.refuse(Book(s.anna, s.yoga_0900)).code == "pass_void"


@rule("PAY-14")
def test_the_sale_of_another_needs_a_pin_and_an_old_one_is_a_refund() -> None:
    s = Studio.open()
    pass_id = s.do(sale(s), by=s.manager, command_id="sale").facts["pass_id"]
    undo = UndoSellPass("sale", pass_id, RECEIPT)
    assert s.refuse(undo).code == "void_not_allowed"
    midnight = s.later(hours=16)
    assert s.refuse(undo, at=midnight, by=s.manager).code == "sold_too_long_ago"
    assert isinstance(s.preview(undo, at=midnight - 1, by=s.manager), Outcome)
    s.do(undo, approved_by=s.manager)


@rule("PASS-2", "PERM-2")
def test_credits_are_corrected_by_an_entry_with_a_reason_within_limits() -> None:
    s = Studio.open()
    pass_id = s.sell(s.anna, s.single)
    assert s.do(AdjustCredits(pass_id, 1, "courtesy")).facts["credits_left"] == 2
    assert s.refuse(AdjustCredits(pass_id, 2, "courtesy")).code == "adjust_limit"
    s.do(AdjustCredits(pass_id, 2, "courtesy"), approved_by=s.manager)
    assert s.refuse(AdjustCredits(pass_id, -2, "courtesy")).code == "adjust_limit"
    assert s.refuse(AdjustCredits(pass_id, -5, "oops"), by=s.manager).code == "below_zero"
    assert s.refuse(AdjustCredits(pass_id, 1, "  ")).code == "reason_missing"
    assert s.ledger(pass_id).count(("adjust", 1)) == 1
    assert s.balance(pass_id) == 4
    monthly = s.sell(s.anna, s.monthly)
    assert s.refuse(AdjustCredits(monthly, 1, "courtesy")).code == "pass_is_unlimited"
    assert s.refuse(AdjustCredits("none", 1, "courtesy")).code == "pass_unknown"


@rule("BK-11", "BK-17")
def test_a_due_booking_is_paid_in_parts_and_never_more_than_is_due() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_0900, seats=2, pay_at_desk=True))
    part = TakePayment(s.anna, 10_00, "cash", RECEIPT, s.yoga_0900)
    assert s.do(part).facts["price_due"] == 20_00
    assert s.refuse(TakePayment(s.anna, 20_01, "cash", RECEIPT, s.yoga_0900)).code == (
        "more_than_due"
    )
    s.do(TakePayment(s.anna, 20_00, "cash", RECEIPT, s.yoga_0900))
    assert s.booking(s.anna, s.yoga_0900).due == 0
    assert s.refuse(part).code == "nothing_due"
    assert s.refuse(TakePayment(s.ben, 1, "cash", RECEIPT, s.yoga_0900)).code == "nothing_due"
    assert s.refuse(TakePayment(s.anna, 1, "cash", RECEIPT)).code == "payment_for_what"


@rule("PERM-1")
def test_an_instructor_sells_only_with_the_right_to_take_payment() -> None:
    s = Studio.open()
    assert s.refuse(sale(s), by=s.instructor).code == "not_permitted"
    s.do(GrantRole(s.instructor, "instructor", s.london, ("take_payment",)), by=s.manager)
    s.do(sale(s), by=s.instructor, at=NOW + 1)
