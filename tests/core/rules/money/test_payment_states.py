"""What a payment's rows say of it, in whatever order they came (BK-11, BK-17, BK-31)."""

from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.credits import Payment
from core.domain.ids import ClientId, PaymentId
from core.rules.money.payment_states import (
    MOVES,
    PAYMENT_STATES,
    may_move,
    payment_state,
    refundable,
)
from core.rules.money.receipt_numbers import faults, following, numbered, place_of
from core.rules.money.tax import gross_of, per_rate, tax_back, tax_in
from tests.support.rules import rule

PRICE = 15_00


def row(kind: str, amount: int = 0, provider: str = "", of: str = "", id: str = "") -> Payment:
    return Payment(
        PaymentId(id or f"{kind}{provider}{amount}"),
        ClientId("c"),
        "s",
        "card",
        amount,
        "",
        0,
        kind=kind,
        provider_id=provider,
        refund_of=PaymentId(of),
    )


CASES: list[tuple[int, list[Payment], str]] = [
    (0, [], "none_due"),
    (PRICE, [], "due"),
    (PRICE, [row("pending", 0, "pi")], "pending"),
    (PRICE, [row("pending", 0, "pi"), row("failed", 0, "pi")], "due"),
    (PRICE, [row("pending", 0, "pi"), row("taken", PRICE, "pi")], "paid"),
    (PRICE, [row("failed", 0, "pi"), row("taken", PRICE, "pi")], "paid"),
    (PRICE, [row("taken", 5_00)], "part_paid"),
    (PRICE, [row("taken", 5_00), row("pending", 0, "pi")], "pending"),
    (PRICE, [row("taken", 5_00), row("taken", 10_00)], "paid"),
    (PRICE, [row("taken", PRICE), row("refund", -5_00)], "part_refunded"),
    (PRICE, [row("taken", PRICE), row("refund", -5_00), row("refund", -10_00)], "refunded"),
    (0, [row("taken", PRICE), row("void", -PRICE)], "refunded"),
    (0, [row("waived")], "waived"),
    (5_00, [row("waived"), row("taken", 5_00)], "waived"),
    (PRICE, [row("taken", PRICE, "pi"), row("disputed", 0, "pi")], "disputed"),
    (
        PRICE,
        [row("taken", PRICE, "pi"), row("disputed", 0, "pi"), row("dispute_won", 0, "pi")],
        "paid",
    ),
    (
        PRICE,
        [row("taken", PRICE, "pi"), row("disputed", 0, "pi"), row("refund", -PRICE, "pi")],
        "refunded",
    ),
]


@rule("BK-11", "BK-17", "PAY-3")
@pytest.mark.parametrize(("price", "rows", "state"), CASES)
def test_the_state_follows_from_the_rows_in_any_order(
    price: int, rows: list[Payment], state: str
) -> None:
    assert {payment_state(price, order) for order in permutations(rows)} == {state}


def test_every_state_is_reached_by_some_rows() -> None:
    assert {state for _, _, state in CASES} == set(PAYMENT_STATES)


@rule("BK-31")
@pytest.mark.parametrize("state", PAYMENT_STATES)
@pytest.mark.parametrize("name", sorted(MOVES))
def test_what_is_not_listed_is_refused(name: str, state: str) -> None:
    refusal = may_move(name, state)
    assert (refusal is None) == (state in MOVES[name][0])
    assert refusal is None or refusal.code == "payment_cannot"


@rule("PERM-6")
def test_what_is_left_of_a_payment_counts_all_that_was_given_back() -> None:
    paid = row("taken", PRICE, id="p")
    back = [row("refund", -4_00, of="p", id="a"), row("refund", -6_00, of="p", id="b")]
    assert refundable(paid, [paid, *back, row("refund", -5_00, of="other")]) == 5_00
    assert refundable(back[0], back) == 0


@rule("PAY-4")
def test_a_series_tells_what_is_missing_and_what_was_given_twice() -> None:
    assert following("LON-B", "") == "LON-B-000001"
    assert following("LON-B", "LON-B-000123") == "LON-B-000124"
    given_ = ["LON-B-000001", "LON-B-000003", "LON-B-000003", "LON-A-000002", "nonsense"]
    found = faults("LON-B", given_)
    assert (found.missing, found.doubled) == (("LON-B-000002",), ("LON-B-000003",))
    assert [place_of(one) for one in ("x", "LON-B-", "LON-B-00²", numbered("LON-B", 7))] == [
        0,
        0,
        0,
        7,
    ]


@rule("PAY-16")
@pytest.mark.parametrize(
    ("gross", "rate", "tax"),
    [(120_00, 2000, 20_00), (15_00, 2000, 2_50), (18_00, 700, 1_18), (99, 0, 0), (1, 2000, 0)],
)
def test_the_tax_in_a_price_is_rounded_half_up_on_the_line(gross: int, rate: int, tax: int) -> None:
    assert tax_in(gross, rate) == tax
    assert gross_of(gross, rate, included=True) == gross


@rule("PAY-16")
def test_a_price_without_tax_has_it_added_and_rates_are_summed_apart() -> None:
    assert gross_of(100_00, 1900, included=False) == 119_00
    sums = per_rate([(120_00, 2000, 20_00), (18_00, 700, 1_18), (6_00, 2000, 1_00)])
    assert [(one.rate, one.gross, one.tax, one.net) for one in sums] == [
        (700, 18_00, 1_18, 16_82),
        (2000, 126_00, 21_00, 105_00),
    ]


@rule("PAY-16", "PAY-4")
@given(
    st.integers(1, 500_00),
    st.integers(0, 10_000),
    st.lists(st.integers(0, 500_00), max_size=4),
)
def test_partial_refunds_give_back_the_whole_tax_and_no_more(
    gross: int, rate: int, parts: list[int]
) -> None:
    cuts = sorted({0, gross, *(part for part in parts if part < gross)})
    back = [tax_back(gross, rate, before, after - before) for before, after in pairwise(cuts)]
    assert sum(back) == tax_in(gross, rate)
    assert min(back) >= 0
