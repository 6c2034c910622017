"""What staff and codes take off, and within which limits (PAY-15, PERM-2)."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.commands.arrivals import WalkIn
from core.commands.catalogue import CreatePassProduct, CreateService
from core.commands.sales import Sale, SellPass
from core.commands.seats import Book
from core.commands.till import (
    CreateDiscountCode,
    CreateRetailItem,
    Discount,
    EndDiscountCode,
    SellAtTill,
    TillLine,
    TillPayment,
    VoidReceipt,
)
from core.domain.catalogue import PassProduct
from core.domain.credits import Pass
from core.domain.ids import PassProductId
from core.domain.refusals import Refusal
from core.queries import place
from core.queries.receipts import printed
from core.rules.money.discounts import Cut, cut, spread
from core.store.overlay import Overlay
from tests.support.desks import Desk
from tests.support.rules import rule
from tests.support.stored import stored
from tests.support.studio import Studio

ONE = "LON-A-000001"
SPRING = Discount("code", code="spring")


def ten(s: Studio, discount: Discount | None, total: int, **more: Any) -> SellAtTill:
    """A ten for Anna, 120.00 before."""
    line = (TillLine("pass", s.ten, 120_00),)
    payment = (TillPayment("cash", total),)
    return SellAtTill(s.london, ONE, line, payment, s.anna, discount, **more)


@rule("PAY-15", "PERM-2")
def test_staff_take_ten_percent_off_with_a_reason_and_more_with_a_pin() -> None:
    s = Studio.open()
    tenth = Discount("percent", 10_00, reason="regular")
    assert s.refuse(ten(s, replace(tenth, reason=" "), 108_00)).code == "reason_missing"
    facts = s.do(ten(s, tenth, 108_00)).facts
    assert (facts["total"], facts["taken_off"]) == (108_00, 12_00)
    assert s.get(Pass, facts["pass_ids"][0]).price == 108_00, "nothing is due"
    half = Discount("amount", 60_00, reason="friend")
    assert s.refuse(ten(s, half, 60_00)).code == "discount_limit"
    s.do(ten(s, half, 60_00), approved_by=s.manager)


@rule("PAY-15")
def test_the_reason_and_the_sum_stand_on_the_receipt() -> None:
    s = Studio.open()
    line = TillLine("pass", s.ten, 120_00, 1, Discount("amount", 5_00, reason="torn card"))
    s.do(SellAtTill(s.london, ONE, (line,), (TillPayment("cash", 115_00),), s.anna))
    again = printed(s.reader, ONE)
    assert again is not None
    assert [(one.gross, one.discount, one.reason) for one in again.lines] == [
        (115_00, 5_00, "torn card")
    ]


def coded(**terms: Any) -> Studio:
    s = Studio.open()
    made: dict[str, Any] = {"kind": "percent", "value": 25_00} | terms
    s.do(CreateDiscountCode("SPRING", **made), by=s.manager)
    return s


@rule("PAY-15")
def test_a_code_takes_off_its_own_terms_without_a_pin_until_it_is_used_up() -> None:
    s = coded(max_uses=1)
    s.do(ten(s, SPRING, 90_00))
    assert s.refuse(ten(s, SPRING, 90_00)).code == "code_used_up"
    s = coded(per_client=1)
    s.do(ten(s, SPRING, 90_00))
    assert s.refuse(ten(s, SPRING, 90_00)).code == "code_used_by_client"
    s.do(replace(ten(s, SPRING, 90_00), client_id=s.ben))


@rule("PAY-15")
@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ({"valid_until": "2026-03-01"}, "code_over"),
        ({"valid_from": "2026-03-03"}, "code_over"),
        ({"product_ids": (Studio.open().monthly,)}, "code_other_product"),
    ],
)
def test_codes_that_do_not_hold(terms: dict[str, Any], code: str) -> None:
    s = coded(**terms)
    before = s.rows()
    assert s.refuse(ten(s, SPRING, 90_00)).code == code
    assert s.rows() == before


def test_codes_are_made_once_and_ended() -> None:
    s = coded()
    again = CreateDiscountCode("Spring", "amount", 5_00)
    assert s.refuse(again, by=s.manager).code == "code_exists"
    s.do(EndDiscountCode("sprinG"), by=s.manager)
    assert s.refuse(EndDiscountCode("spring"), by=s.manager).code == "code_unknown"
    assert s.refuse(ten(s, SPRING, 90_00)).code == "code_over"
    s.do(again, by=s.manager)
    assert s.refuse(ten(s, Discount("code", code="none"), 1)).code == "code_unknown"
    more = CreateDiscountCode("ALL", "percent", 100_01)
    assert s.refuse(more, by=s.manager).code == "share_too_large"
    bad = CreateDiscountCode("BAD", "amount", 1, valid_until="2026-02-30")
    assert s.refuse(bad, by=s.manager).code == "invalid_date"


@rule("PAY-15")
def test_a_code_used_up_at_another_desk_stands_and_is_flagged() -> None:
    server = coded(max_uses=1)
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    desk_a.do(ten(server, SPRING, 90_00))
    sale = replace(ten(server, SPRING, 90_00), receipt="LON-B-000001", client_id=server.ben)
    desk_b.do(sale)
    desk_a.push()
    (told,) = desk_b.push()
    assert told.result.code == "till_sold"
    assert told.attention is not None
    assert told.attention.kind == "PAY-15"


def test_nothing_is_taken_off_what_was_due_before() -> None:
    s = Studio.open()
    mat = s.do(CreateRetailItem("Mat", 20_00), by=s.owner).facts["item_id"]
    off = Discount("percent", 10_00, reason="regular")
    due = TillLine("booking", s.yoga_1800, 15_00, 1, off)
    sale = SellAtTill(s.london, ONE, (due,), (), s.anna)
    assert s.refuse(sale).code == "discount_on_due"
    sold = SellAtTill(s.london, ONE, (TillLine("retail", mat, 20_00),), (), "", off)
    s.do(replace(sold, payments=(TillPayment("cash", 18_00),)))


@rule("PAY-15", "PASS-6")
@given(
    st.lists(st.integers(0, 500_00), min_size=1, max_size=6),
    st.sampled_from(["amount", "percent"]),
    st.integers(0, 10_000),
)
def test_a_discount_over_all_lines_adds_up_and_leaves_none_below_zero(
    prices: list[int], kind: str, value: int
) -> None:
    lines = spread([Cut(price) for price in prices], kind, value, by_code=False)
    whole = cut(Cut(sum(prices)), kind, value, by_code=False)
    assert sum(line.off for line in lines) == (whole.off if sum(prices) else 0)
    assert min(line.net for line in lines) >= 0


@rule("PAY-15", "PERM-2")
def test_a_price_below_what_is_asked_is_a_discount_wherever_a_pass_is_sold() -> None:
    s = Studio.open()
    cheap = SellPass(s.anna, s.ten, s.london, 107_99, "cash", ONE, reason="friend")
    assert s.refuse(replace(cheap, reason=" ")).code == "reason_missing"
    assert s.refuse(cheap).code == "discount_limit"
    s.do(replace(cheap, price=108_00))
    s.do(replace(cheap, price=1_00, receipt="LON-A-000002"), approved_by=s.manager)
    sale = Sale(s.ten, 1_00, "cash", ONE, reason="friend")
    assert s.refuse(WalkIn(s.yoga_0900, s.ben, sale=sale)).code == "discount_limit"
    line = TillLine("pass", s.ten, 1_00)
    till = SellAtTill(s.london, ONE, (line,), (TillPayment("cash", 1_00),), s.ben)
    assert s.refuse(till).code == "reason_missing"
    assert s.refuse(replace(till, reason="friend")).code == "discount_limit"
    s.do(replace(till, reason="friend"), approved_by=s.manager)
    again = printed(s.reader, ONE)
    assert again is not None


@rule("PAY-15")
def test_a_lower_price_and_a_discount_count_together() -> None:
    s = Studio.open()
    lower = SellAtTill(
        s.london,
        ONE,
        (TillLine("pass", s.ten, 110_00, 1, Discount("amount", 5_00, reason="torn card")),),
        (TillPayment("cash", 105_00),),
        s.anna,
    )
    assert s.refuse(lower).code == "discount_limit"
    s.do(lower, approved_by=s.manager)
    again = printed(s.reader, ONE)
    assert again is not None
    assert [(one.gross, one.discount) for one in again.lines] == [(105_00, 15_00)]


@rule("PAY-15")
@pytest.mark.parametrize(
    ("discount", "total", "why"),
    [(Discount("percent", 10_00, reason="regular"), 108_00, "regular"), (SPRING, 90_00, "spring")],
)
def test_what_is_taken_off_the_whole_says_why_on_each_line(
    discount: Discount, total: int, why: str
) -> None:
    s = coded()
    s.do(ten(s, discount, total))
    again = printed(s.reader, ONE)
    assert again is not None
    assert [(one.gross, one.reason) for one in again.lines] == [(total, why)]


@rule("PAY-15")
def test_a_price_that_was_raised_meanwhile_does_not_undo_a_sale() -> None:
    server = Studio.open()
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    desk_a.do(ten(server, None, 120_00))
    desk_b.do(SellPass(server.ben, server.ten, server.london, 120_00, "cash", "LON-B-000001"))
    draft = Overlay(server.reader)
    draft.put(replace(server.get(PassProduct, server.ten), price=150_00))
    server.reader.apply(draft.changes())
    for desk in (desk_a, desk_b):
        (told,) = desk.push()
        assert not isinstance(told.result, Refusal)
        assert told.attention is not None
        assert told.attention.kind == "PAY-15"


@rule("PAY-15", "PAY-14")
def test_a_code_on_a_receipt_that_was_voided_can_be_used_again() -> None:
    s = coded(max_uses=1)
    s.do(ten(s, SPRING, 90_00))
    s.do(VoidReceipt(ONE, "LON-A-000002"))
    s.do(replace(ten(s, SPRING, 90_00), receipt="LON-A-000003"))
    assert s.refuse(replace(ten(s, SPRING, 90_00), receipt="LON-A-000004")).code == "code_used_up"


@rule("PAY-16")
def test_prices_without_their_tax_get_it_on_top_where_the_setting_says_so(
    tmp_path: Path,
) -> None:
    s = Studio.open()
    made = CreateService("Pottery", "class", "mat", 60, 2, price=15_05, tax_rate=20_00)
    service = str(s.do(made, by=s.owner).facts["service_id"])
    clay = CreatePassProduct("Clay", "punch", 100_05, 5, 90, tax_rate=20_00)
    product = PassProductId(s.do(clay, by=s.owner).facts["product_id"])
    one, other = (s.occurrence(service, at) for at in ("16:00", "20:00"))
    s.do(Book(s.anna, one, pay_at_desk=True))
    assert s.booking(s.anna, one).due == 15_05
    s.set("prices_include_tax", False)
    s.do(Book(s.anna, other, seats=2, pay_at_desk=True))
    assert s.booking(s.anna, other).due == 36_12, "18.06 each: half a penny is rounded up"
    assert s.booking(s.anna, one).due == 15_05, "what was booked before stays"
    with stored(s, tmp_path) as source:
        asked = {row.id: row.price for row in place.products(source)}
    assert asked[product] == 120_06
    sale = SellPass(s.anna, product, s.london, 100_05, "cash", ONE, reason="as on the board")
    assert s.refuse(sale).code == "discount_limit"
    s.do(replace(sale, price=120_06))
    again = printed(s.reader, ONE)
    assert again is not None
    assert [(one.gross, one.tax) for one in again.lines] == [(120_06, 20_01)]
