"""What staff and codes take off, and within which limits (PAY-15, PERM-2)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.commands.till import (
    CreateDiscountCode,
    CreateRetailItem,
    Discount,
    EndDiscountCode,
    SellAtTill,
    TillLine,
    TillPayment,
)
from core.domain.credits import Pass
from core.queries.receipts import printed
from core.rules.discounts import Cut, cut, spread
from tests.support.desks import Desk
from tests.support.rules import rule
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
        ({"product_ids": ("another",)}, "code_other_product"),
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
