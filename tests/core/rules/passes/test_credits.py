"""Which pass covers, which pays, how many future bookings it allows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.domain.bookings import Booking
from core.domain.credits import Pass
from core.domain.ids import (
    BookingId,
    ClientId,
    LocationId,
    OccurrenceId,
    PassId,
    PassProductId,
)
from core.domain.refusals import Refusal
from core.rules.passes.credits import (
    Purse,
    Want,
    choose,
    cover_refusal,
    future_bookings,
    price_due,
    within_advance,
)
from core.rules.passes.pass_kinds import last_day
from tests.support.rules import rule

PUNCH = Pass(
    PassId("p"),
    ClientId("c"),
    PassProductId("x"),
    "10 classes",
    "punch",
    10,
    120_00,
    sold_at=5,
    valid_from="2026-01-01",
    valid_until="2026-03-31",
)
WANT = Want("yoga", "london", "2026-03-02", 1)


def purse(balance: int = 5, **changes: object) -> Purse:
    return Purse(replace(PUNCH, **changes), balance)


@rule("PASS-4")
@pytest.mark.parametrize(
    ("held", "code"),
    [
        (purse(), ""),
        (purse(services='["yoga"]', locations='["london"]'), ""),
        (purse(state="void"), "pass_void"),
        (purse(services='["reformer"]'), "pass_other_service"),
        (purse(locations='["berlin"]'), "pass_other_location"),
        (purse(valid_from="2026-03-03"), "pass_not_started"),
        (purse(valid_until="2026-03-01"), "pass_expired"),
        (purse(valid_from="2026-03-02", valid_until="2026-03-02"), ""),
        (purse(0), "pass_used_up"),
        (purse(0, kind="unlimited"), ""),
    ],
)
def test_what_a_pass_covers(held: Purse, code: str) -> None:
    assert cover_refusal(held, WANT) == code


@rule("PASS-4")
def test_a_party_needs_a_credit_a_seat() -> None:
    assert cover_refusal(purse(2), replace(WANT, seats=2)) == ""
    assert cover_refusal(purse(2), replace(WANT, seats=3)) == "pass_used_up"


@rule("PASS-4", "PASS-11")
def test_who_expires_first_pays_then_the_narrowest_then_the_oldest() -> None:
    never = purse(id="never", valid_until="", services='["yoga"]')
    late = purse(id="late", valid_until="2026-05-01")
    narrow = purse(id="narrow", valid_until="2026-05-01", services='["yoga"]')
    narrower = purse(
        id="narrower", valid_until="2026-05-01", services='["yoga"]', locations='["london"]'
    )
    older = purse(
        id="older",
        valid_until="2026-05-01",
        services='["yoga"]',
        locations='["london"]',
        sold_at=1,
    )
    soon = purse(id="soon", valid_until="2026-03-03")
    order = [soon, older, narrower, narrow, late, never]
    left = list(reversed(order))
    for expected in order:
        paying = choose(left, WANT)
        assert isinstance(paying, Purse)
        assert paying.pass_.id == expected.pass_.id
        left.remove(paying)


@rule("PASS-4")
def test_staff_can_choose_another() -> None:
    soon, late = purse(id="soon", valid_until="2026-03-03"), purse(id="late")
    chosen = choose([soon, late], WANT, "late")
    assert isinstance(chosen, Purse)
    assert chosen.pass_.id == "late"
    assert choose([soon], WANT, "gone") == Refusal("pass_unknown", {"pass_id": "gone"})


@rule("BK-4", "BK-12")
def test_of_several_reasons_the_one_that_is_easiest_to_mend_is_told() -> None:
    passes = [purse(state="void"), purse(locations='["berlin"]'), purse(0, name="Used")]
    refusal = choose(passes, WANT)
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.facts["pass_name"]) == ("pass_used_up", "Used")
    assert choose([], WANT) == Refusal("no_pass")


@rule("PASS-8")
def test_guests_of_an_unlimited_pass_pay_and_those_of_a_punch_pass_do_not() -> None:
    assert price_due(15_00, 3, None) == 45_00
    assert price_due(15_00, 3, purse(kind="unlimited")) == 30_00
    assert price_due(15_00, 3, purse()) == 0


def booking(number: int, starts_at: int, seats: int = 1) -> Booking:
    key = BookingId(str(number))
    return Booking(
        key,
        OccurrenceId("o"),
        ClientId("c"),
        LocationId("l"),
        seats,
        starts_at,
        starts_at + 1,
        0,
        "staff",
    )


@rule("BK-5", "BK-20")
def test_future_bookings_count_once_whatever_the_guests_until_they_start() -> None:
    ahead = [booking(1, 10, seats=4), booking(2, 20), booking(3, 5), booking(4, 6)]
    assert future_bookings(ahead, now=5) == 3
    assert future_bookings(ahead, now=5, besides="4") == 2


@rule("BK-5")
def test_the_limit_is_of_the_pass_and_none_means_none() -> None:
    assert within_advance(PUNCH, 2) is None
    refusal = within_advance(PUNCH, 3)
    assert refusal is not None
    assert (refusal.facts["count"], refusal.facts["limit"]) == (3, 3)
    assert within_advance(replace(PUNCH, max_advance=0), 99) is None


@rule("PASS-10")
def test_a_pass_is_valid_to_the_end_of_its_last_day() -> None:
    assert last_day("2026-03-01", 30, 0) == "2026-03-30"
    assert last_day("2026-03-01", 1, 0) == "2026-03-01"
    assert last_day("2026-03-01", 0, 0) == ""


@rule("PASS-4")
@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["", "2026-03-01", "2026-04-01"]))))
def test_what_pays_always_covers(passes: list[tuple[int, str]]) -> None:
    purses = [
        purse(balance, id=str(i), valid_until=until) for i, (balance, until) in enumerate(passes)
    ]
    paying = choose(purses, WANT)
    if isinstance(paying, Purse):
        assert cover_refusal(paying, WANT) == ""
    else:
        assert all(cover_refusal(one, WANT) for one in purses)
