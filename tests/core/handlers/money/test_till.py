"""One receipt over passes, retail and what is due; stock, split payments, voiding (PAY-6)."""

from typing import Any

import pytest
from msgspec.structs import replace

from core.commands.catalogue import CreatePassProduct
from core.commands.people import ArchiveClient, EditClient, FieldChange, UnarchiveClient
from core.commands.sales import SellPass, TakePayment
from core.commands.seats import Book
from core.commands.till import (
    CreateRetailItem,
    MoveStock,
    SellAtTill,
    TillLine,
    TillPayment,
    VoidReceipt,
)
from core.domain.credits import PAYMENTS_OF_SUBJECT, Pass
from core.domain.receipts import Receipt
from core.handlers.money.stock import stock_left
from core.queries.receipts import printed, series
from core.rules.money.paying_parts import parts
from tests.support.desks import Desk
from tests.support.rules import rule
from tests.support.studio import Studio

ONE, TWO = "LON-A-000001", "LON-A-000002"


def shop() -> tuple[Studio, str]:
    """A mat for 24.00 with 20 % tax, five of them in London."""
    s = Studio.open()
    mat = str(s.do(CreateRetailItem("Mat", 24_00, 20_00), by=s.owner).facts["item_id"])
    s.do(MoveStock(mat, s.london, 5))
    return s, mat


def paid(*parts_: tuple[Any, int]) -> tuple[TillPayment, ...]:
    return tuple(TillPayment(method, amount) for method, amount in parts_)


def mixed(s: Studio, mat: str) -> SellAtTill:
    """Two mats, a ten and a seat that was due: 48 + 120 + 15, in cash and by terminal."""
    s.do(Book(s.anna, s.yoga_1800, pay_at_desk=True))
    lines = (
        TillLine("retail", mat, 24_00, 2),
        TillLine("pass", s.ten, 120_00),
        TillLine("booking", s.yoga_1800, 15_00),
    )
    payments = paid(("cash", 100_00), ("external_terminal", 83_00))
    return SellAtTill(s.london, ONE, lines, payments, s.anna)


@rule("PAY-6", "PAY-13", "PAY-16")
def test_passes_retail_and_dues_stand_on_one_receipt_paid_in_two_ways() -> None:
    s, mat = shop()
    facts = s.do(mixed(s, mat)).facts
    assert facts["total"] == 183_00
    (ten,) = facts["pass_ids"]
    assert (s.balance(ten), s.booking(s.anna, s.yoga_1800).due) == (10, 0)
    assert stock_left(s.reader, mat, s.london) == 3
    rows = s.reader.find(PAYMENTS_OF_SUBJECT, ten)
    assert sorted((row.method, row.amount) for row in rows) == [
        ("cash", 52_00),
        ("external_terminal", 68_00),
    ]
    again = printed(s.reader, ONE)
    assert again is not None
    assert [(line.name, line.gross, line.tax) for line in again.lines] == [
        ("Mat", 48_00, 8_00),
        ("10 classes", 120_00, 0),
        ("Yoga", 15_00, 0),
    ]
    assert [(one.rate, one.tax) for one in again.taxes] == [(0, 0), (20_00, 8_00)]
    assert [(part.method, part.amount) for part in again.payments] == [
        ("cash", 100_00),
        ("external_terminal", 83_00),
    ]


@rule("PAY-6")
def test_retail_needs_no_client_and_everything_else_does() -> None:
    s, mat = shop()
    sale = SellAtTill(s.london, ONE, (TillLine("retail", mat, 24_00),), paid(("cash", 24_00)))
    s.do(sale)
    line = (TillLine("pass", s.ten, 120_00),)
    assert s.refuse(replace(sale, lines=line)).code == "client_missing"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"receipt": ""}, "receipt_missing"),
        ({"location_id": "none"}, "location_unknown"),
        ({"client_id": "none"}, "client_unknown"),
        ({"payments": paid(("cash", 182_99))}, "payments_differ"),
        ({"payments": ()}, "payments_differ"),
        ({"lines": (TillLine("retail", "none", 1),)}, "retail_unknown"),
        ({"lines": (TillLine("pass", "none", 1),)}, "product_unknown"),
        ({"lines": (TillLine("item", "none", 1),)}, "nothing_due"),
        ({"lines": (TillLine("due_pass", "none", 1, 2),)}, "one_at_a_time"),
    ],
)
def test_sales_that_are_refused_write_nothing(change: dict[str, Any], code: str) -> None:
    s, mat = shop()
    sale = replace(mixed(s, mat), **change)
    before = s.rows()
    assert s.refuse(sale, by=s.owner).code == code
    assert s.rows() == before


@rule("SET-27")
def test_what_is_sold_beyond_the_stock_stands_and_is_flagged() -> None:
    server, mat = shop()
    sale = SellAtTill(server.london, ONE, (TillLine("retail", mat, 24_00, 4),))
    sale = replace(sale, payments=paid(("cash", 96_00)))
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    desk_a.do(sale)
    desk_b.do(replace(sale, receipt="LON-B-000001"))
    assert desk_a.push()[0].attention is None
    (told,) = desk_b.push()
    assert told.attention is not None
    assert told.attention.kind == "SET-27"
    assert stock_left(server.reader, mat, server.london) == -3


@rule("PAY-14")
def test_a_receipt_of_today_is_voided_with_money_credits_and_stock() -> None:
    s, mat = shop()
    (ten,) = s.do(mixed(s, mat)).facts["pass_ids"]
    s.do(VoidReceipt(ONE, TWO, "wrong client"))
    assert (s.get(Pass, ten).state, s.balance(ten)) == ("void", 0)
    assert s.booking(s.anna, s.yoga_1800).due == 15_00, "what was due is due again"
    assert stock_left(s.reader, mat, s.london) == 5
    assert sum(row.total for row in s.reader.all(Receipt)) == 0
    assert s.refuse(VoidReceipt(ONE, TWO)).code == "already_voided"


@rule("PAY-14")
def test_what_cannot_be_voided() -> None:
    s, mat = shop()
    s.do(mixed(s, mat))
    void = VoidReceipt(ONE, TWO)
    assert s.refuse(replace(void, number="LON-A-000077")).code == "receipt_unknown"
    assert s.refuse(replace(void, receipt="")).code == "receipt_missing"
    assert s.refuse(void, at=s.later(hours=20)).code == "voided_too_late"
    s.do(Book(s.anna, s.yoga_tomorrow))
    refusal = s.refuse(void)
    assert (refusal.code, refusal.facts["dates"]) == ("pass_used", ["2026-03-03"])


@rule("PAY-14")
def test_the_receipt_of_another_needs_a_pin() -> None:
    s, mat = shop()
    s.do(mixed(s, mat), by=s.manager)
    assert s.refuse(VoidReceipt(ONE, TWO)).code == "void_others"
    s.do(VoidReceipt(ONE, TWO), approved_by=s.manager)


@rule("PAY-4")
def test_an_undo_keeps_the_number_of_its_sale_and_leaves_no_gap() -> None:
    s, mat = shop()
    s.do(mixed(s, mat))
    s.do(VoidReceipt(ONE, ONE))
    found = series(s.reader, s.desk, "LON-A")
    assert (found.missing, found.doubled) == ((), ())


@rule("PAY-1", "PASS-1")
def test_a_gift_pays_until_it_is_short_and_gets_its_money_back() -> None:
    s, mat = shop()
    made = CreatePassProduct("Gift 50", "gift", 50_00, 50_00, 365)
    product = str(s.do(made, by=s.owner).facts["product_id"])
    gift = s.do(SellPass(s.ben, product, s.london, 50_00, "cash", ONE, payer_id=s.anna))
    gift_id = gift.facts["pass_id"]
    sale = SellAtTill(s.london, TWO, (TillLine("retail", mat, 24_00, 3),))
    short = replace(sale, payments=(TillPayment("gift", 72_00, gift_id),))
    refusal = s.refuse(short)
    assert (refusal.code, refusal.facts["left"]) == ("gift_short", 50_00)
    both = (TillPayment("gift", 50_00, gift_id), TillPayment("cash", 22_00))
    s.do(replace(sale, payments=both))
    assert s.balance(gift_id) == 0
    s.do(VoidReceipt(TWO, "LON-A-000003"))
    assert s.balance(gift_id) == 50_00
    s.do(Book(s.ben, s.yoga_1800, pay_at_desk=True))
    pay = TakePayment(s.ben, 15_00, "gift", "LON-A-000004", s.yoga_1800, gift_id=gift_id)
    s.do(pay)
    assert (s.balance(gift_id), s.booking(s.ben, s.yoga_1800).due) == (35_00, 0)
    none = replace(pay, gift_id="none", occurrence_id=s.yoga_tomorrow)
    s.do(Book(s.ben, s.yoga_tomorrow, pay_at_desk=True))
    assert s.refuse(none).code == "gift_unknown"
    over = s.refuse(replace(none, gift_id=gift_id), at=s.later(hours=24 * 400))
    assert over.code == "gift_over"


@rule("PAY-6")
def test_stock_is_the_sum_of_its_moves_and_fewer_need_a_reason() -> None:
    s, mat = shop()
    assert s.refuse(MoveStock(mat, s.london, -1, "counted")).code == "reason_missing"
    assert s.do(MoveStock(mat, s.london, -1, "counted", "broken")).facts["left"] == 4
    assert s.refuse(MoveStock("none", s.london, 1)).code == "retail_unknown"
    assert s.refuse(MoveStock(mat, "none", 1), by=s.owner).code == "location_unknown"


@rule("PAY-13")
def test_parts_of_payments_cover_the_lines_in_order() -> None:
    assert list(parts([48, 0, 15], [10, 0, 53])) == [(0, 0, 10), (0, 2, 38), (2, 2, 15)]
    assert list(parts([], [])) == []


@rule("SET-26")
def test_a_seat_paid_at_two_desks_stands_and_is_flagged_with_what_is_too_much() -> None:
    server, _ = shop()
    server.do(Book(server.anna, server.yoga_1800, pay_at_desk=True))
    line = (TillLine("booking", server.yoga_1800, 15_00),)
    sale = SellAtTill(server.london, ONE, line, paid(("cash", 15_00)), server.anna)
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    desk_a.do(sale)
    desk_b.do(replace(sale, receipt="LON-B-000001"))
    desk_a.push()
    (told,) = desk_b.push()
    assert (told.result.code, told.result.facts["too_much"]) == ("till_sold", 15_00)
    assert told.attention is not None
    assert told.attention.kind == "SET-26"
    assert server.booking(server.anna, server.yoga_1800).paid == 30_00


@rule("SET-3", "PAY-1")
def test_a_gift_spent_at_two_desks_leaves_the_second_sale_standing_and_the_rest_due() -> None:
    server, mat = shop()
    made = CreatePassProduct("Gift 50", "gift", 50_00, 50_00, 365)
    product = str(server.do(made, by=server.owner).facts["product_id"])
    gift = server.do(SellPass(server.ben, product, server.london, 50_00, "cash", ONE))
    gift_id = gift.facts["pass_id"]
    lines = (TillLine("retail", mat, 24_00), TillLine("pass", server.ten, 120_00))
    payments = (TillPayment("cash", 110_00), TillPayment("gift", 34_00, gift_id))
    sale = SellAtTill(server.london, TWO, lines, payments, server.anna)
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    desk_a.do(sale)
    desk_b.do(replace(sale, receipt="LON-B-000001", client_id=server.clara))
    assert desk_a.push()[0].attention is None
    (told,) = desk_b.push()
    assert (told.result.code, told.result.facts["unpaid"]) == ("till_sold", 18_00)
    assert told.attention is not None
    assert told.attention.kind == "SET-3 gift"
    assert server.balance(gift_id) == 0
    (ten,) = told.result.facts["pass_ids"]
    paid_of_ten = sum(row.amount for row in server.reader.find(PAYMENTS_OF_SUBJECT, ten))
    assert server.get(Pass, ten).price - paid_of_ten == 18_00
    assert printed(server.reader, "LON-B-000001") is not None, "no gap in the numbers"


@rule("PAY-1", "ORG-13")
def test_a_payer_buys_and_pays_for_the_household_on_one_receipt() -> None:
    s = Studio.open()
    s.do(EditClient(s.ben, {"payer_id": FieldChange("", s.anna)}), by=s.manager)
    s.do(Book(s.ben, s.yoga_1800, pay_at_desk=True))
    lines = (
        TillLine("pass", s.ten, 120_00, client_id=s.ben),
        TillLine("booking", s.yoga_1800, 15_00, client_id=s.ben),
        TillLine("pass", s.ten, 120_00),
    )
    facts = s.do(SellAtTill(s.london, ONE, lines, paid(("cash", 255_00)), s.anna)).facts
    his, hers = facts["pass_ids"]
    assert [s.get(Pass, one).client_id for one in (his, hers)] == [s.ben, s.anna]
    assert s.booking(s.ben, s.yoga_1800).due == 0
    for one in (his, hers):
        assert [row.client_id for row in s.reader.find(PAYMENTS_OF_SUBJECT, one)] == [s.anna]
    again = printed(s.reader, ONE)
    assert again is not None
    assert [line.name for line in again.lines] == [
        "10 classes, Ben Brook",
        "Yoga, Ben Brook",
        "10 classes",
    ]


@rule("PAY-1", "ORG-13")
def test_nobody_pays_at_the_till_for_whom_they_do_not_pay() -> None:
    s = Studio.open()
    s.do(EditClient(s.ben, {"payer_id": FieldChange("", s.anna)}), by=s.manager)
    line = TillLine("pass", s.ten, 120_00, client_id=s.anna)
    up = SellAtTill(s.london, ONE, (line,), paid(("cash", 120_00)), s.ben)
    before = s.rows()
    assert s.refuse(up).code == "not_in_household"
    unknown = replace(up, lines=(replace(line, client_id="nobody"),))
    assert s.refuse(unknown).code == "client_unknown"
    s.do(ArchiveClient(s.ben), by=s.manager)
    gone = replace(up, client_id=s.anna, lines=(replace(line, client_id=s.ben),))
    assert s.refuse(gone).code == "client_archived"
    s.do(UnarchiveClient(s.ben), by=s.manager)
    assert len(s.rows()) == len(before)


@rule("PASS-16")
def test_a_pass_of_the_till_starts_on_the_day_that_is_said() -> None:
    s = Studio.open()

    def sale(start: str, receipt: str) -> SellAtTill:
        line = TillLine("pass", s.ten, 120_00, valid_from=start)
        return SellAtTill(s.london, receipt, (line,), paid(("cash", 120_00)), s.anna)

    (made,) = s.do(sale("2026-04-01", ONE)).facts["pass_ids"]
    sold = s.reader.get(Pass, made)
    assert sold is not None
    assert sold.valid_from == "2026-04-01"
    assert s.refuse(sale("2026-03-01", TWO), by=s.receptionist).code == "start_too_early"
    assert s.run(sale("2026-03-01", TWO), by=s.manager).code == "till_sold"
