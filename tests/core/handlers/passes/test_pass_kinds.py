"""Each kind of pass sold, used, given back: its ledger and its dates (PASS-1, PASS-7)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.commands.arrivals import CheckIn, UndoCheckIn, WalkIn
from core.commands.catalogue import CreatePassProduct
from core.commands.passes import ExtendPass
from core.commands.people import EditClient, FieldChange
from core.commands.sales import Sale, SellPass, UndoSellPass
from core.commands.schedule import CancelOccurrence
from core.commands.seats import Book, CancelBooking
from core.domain.credits import PASS_KINDS, Pass
from core.domain.zones import months_end, to_utc
from core.rules.passes.pass_kinds import KINDS
from tests.support.rules import rule
from tests.support.studio import NOW, Studio

RECEIPT = "LON-A-000001"


def product(s: Studio, kind: Any, credits: int = 0, **more: Any) -> str:
    command = CreatePassProduct(f"A {kind}", kind, 100_00, credits, **more)
    return str(s.do(command, by=s.owner).facts["product_id"])


def sold(s: Studio, kind: Any, credits: int = 0, **more: Any) -> Pass:
    made = s.sell(s.anna, product(s, kind, credits, **more))
    return s.get(Pass, made)


def share(s: Studio, client: str, payer: str) -> None:
    change = {"payer_id": FieldChange("", payer)}
    s.do(EditClient(client, change), by=s.manager)  # type: ignore[arg-type]


@rule("PASS-1", "PASS-7")
def test_every_kind_has_its_defaults() -> None:
    assert set(KINDS) == set(PASS_KINDS)
    s = Studio.open()
    for kind in PASS_KINDS:
        held = sold(s, kind, 5, validity_months=1)
        terms = KINDS[kind]
        assert (held.max_advance, held.charge_at_booking) == (
            terms.max_advance,
            terms.charge_at_booking,
        )


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("punch", "credits_missing"),
        ("package", "credits_missing"),
        ("gift", "credits_missing"),
        ("membership", "validity_missing"),
    ],
)
def test_a_product_that_lacks_what_its_kind_needs_is_refused(kind: Any, code: str) -> None:
    s = Studio.open()
    assert s.refuse(CreatePassProduct("Bad", kind, 10_00), by=s.owner).code == code


@rule("PASS-7", "PASS-3")
def test_a_package_is_charged_at_booking_and_has_no_limit() -> None:
    s = Studio.open()
    package = sold(s, "package", 5)
    s.do(Book(s.anna, s.yoga_0900))
    assert sorted(s.ledger(package.id)) == [("capture", 0), ("grant", 5), ("hold", -1)]
    s.do(CancelBooking(s.anna, s.yoga_0900, waive=True, reason="ill"), by=s.manager)
    assert ("refund", 1) in s.ledger(package.id)
    assert s.balance(package.id) == 5


@rule("PASS-3", "PASS-9")
def test_what_was_charged_at_booking_stays_spent_when_a_check_in_is_undone() -> None:
    s = Studio.open()
    package = sold(s, "package", 5)
    s.do(Book(s.anna, s.yoga_0900))
    s.do(CheckIn(s.anna, s.yoga_0900), command_id="in")
    s.do(UndoCheckIn(s.anna, s.yoga_0900, "in"))
    assert s.booking(s.anna, s.yoga_0900).credit == "captured"
    assert sorted(s.ledger(package.id)) == [("capture", 0), ("grant", 5), ("hold", -1)]


@rule("PASS-9")
def test_an_uncounted_course_writes_nothing_but_noughts() -> None:
    s = Studio.open()
    course = sold(s, "course", service_ids=(s.yoga,))
    s.do(Book(s.anna, s.yoga_0900))
    assert {amount for _, amount in s.ledger(course.id)} == {0}
    assert s.refuse(Book(s.anna, s.reformer_1000)).code == "pass_other_service"


@rule("PASS-8")
@pytest.mark.parametrize(
    ("guests", "free", "credits", "due"),
    [
        ("own_credits", 0, 3, 0),
        ("drop_in_price", 0, 1, 30_00),
        ("guest_passes", 1, 1, 15_00),
        ("guest_passes", 2, 1, 0),
    ],
)
def test_who_pays_for_guests(guests: Any, free: int, credits: int, due: int) -> None:
    s = Studio.open()
    held = sold(s, "punch", 10, guests=guests, guest_passes=free)
    booked = s.do(Book(s.anna, s.yoga_0900, seats=3)).facts
    assert (10 - s.balance(held.id), booked["price_due"]) == (credits, due)
    assert booked["credits_left"] == 10 - credits
    s.do(CancelBooking(s.anna, s.yoga_0900, waive=True, reason="ill"), by=s.manager)
    assert s.balance(held.id) == 10
    again = s.do(Book(s.anna, s.yoga_0900, seats=3)).facts
    assert again["price_due"] == due, "guest passes came back too"


@rule("PASS-1", "PASS-11")
def test_a_shared_pass_pays_for_the_household_after_the_own_one() -> None:
    s = Studio.open()
    share(s, s.ben, s.anna)
    family = sold(s, "punch", 10, shared=True)
    assert s.do(Book(s.ben, s.yoga_0900)).facts["pass_id"] == family.id
    assert s.balance(family.id) == 9
    own = s.sell(s.ben, product(s, "punch", 10, validity_days=0))
    assert s.do(Book(s.ben, s.yoga_1800)).facts["pass_id"] == own


@rule("PASS-1")
def test_what_is_not_shared_or_belongs_to_another_house_pays_nothing() -> None:
    s = Studio.open()
    share(s, s.ben, s.anna)
    sold(s, "punch", 10)
    assert s.refuse(Book(s.ben, s.yoga_0900)).code == "no_pass"
    sold(s, "punch", 10, shared=True)
    assert s.refuse(Book(s.clara, s.yoga_0900)).code == "no_pass"


@rule("PASS-1")
def test_a_payer_may_use_what_a_member_shares() -> None:
    s = Studio.open()
    share(s, s.anna, s.ben)
    family = sold(s, "punch", 10, shared=True)
    assert s.do(Book(s.ben, s.yoga_0900)).facts["pass_id"] == family.id


@rule("PASS-10")
def test_a_pass_starts_with_its_first_captured_class_and_waits_again_if_that_is_undone() -> None:
    s = Studio.open()
    held = sold(s, "punch", 10, validity_months=1, starts="first_use")
    assert (held.valid_from, held.valid_until) == ("", "2027-03-02")
    s.do(Book(s.anna, s.yoga_0900))
    assert s.get(Pass, held.id).valid_from == ""
    s.do(CheckIn(s.anna, s.yoga_0900), command_id="in")
    started = s.get(Pass, held.id)
    assert (started.valid_from, started.valid_until) == ("2026-03-02", "2026-04-01")
    s.do(UndoCheckIn(s.anna, s.yoga_0900, "in"))
    assert s.get(Pass, held.id).valid_until == "2027-03-02"


@rule("PASS-10")
def test_the_first_use_is_the_earliest_class_that_was_captured_in_whatever_order() -> None:
    s = Studio.open()
    held = sold(s, "package", 10, validity_days=30, starts="first_use")
    later = s.occurrence(s.yoga, "18:00", local_date="2026-03-20")
    s.do(Book(s.anna, later))
    assert s.get(Pass, held.id).valid_from == "2026-03-20"
    s.do(Book(s.anna, s.yoga_tomorrow))
    started = s.get(Pass, held.id)
    assert (started.valid_from, started.valid_until) == ("2026-03-03", "2026-04-01")
    s.do(ExtendPass(held.id, "2026-04-08", "ill"), by=s.manager)
    s.do(CancelBooking(s.anna, s.yoga_tomorrow))
    moved = s.get(Pass, held.id)
    assert (moved.valid_from, moved.valid_until) == ("2026-03-20", "2026-04-25"), "7 were added"
    s.do(CancelBooking(s.anna, later))
    assert s.get(Pass, held.id).valid_from == ""


@rule("PASS-14")
def test_so_many_for_each_client_and_those_taken_back_do_not_count() -> None:
    s = Studio.open()
    intro = product(s, "punch", 3, per_person=2)
    sale = SellPass(s.anna, intro, s.london, 100_00, "cash", RECEIPT)
    s.do(sale)
    second = s.do(sale, command_id="second").facts["pass_id"]
    refusal = s.refuse(sale)
    assert (refusal.code, refusal.facts["limit"]) == ("limit_per_person", 2)
    s.do(replace(sale, client_id=s.ben))
    s.do(UndoSellPass("second", second, RECEIPT))
    s.do(sale)


@rule("PASS-10")
@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-01-15", 1, "2026-02-14"),
        ("2026-12-01", 1, "2026-12-31"),
        ("2026-03-31", 1, "2026-04-30"),
    ],
)
def test_a_month_ends_the_day_before_its_like(start: str, months: int, end: str) -> None:
    assert months_end(start, months) == end


@rule("PASS-10")
@given(st.dates(), st.integers(1, 24))
def test_periods_of_months_follow_one_another_without_a_gap(day: Any, months: int) -> None:
    if day.year > 9990:
        return
    start = day.isoformat()
    ends = [months_end(start, count) for count in range(months, months + 3)]
    assert start < ends[0] < ends[1] < ends[2]


@rule("PASS-14")
def test_an_offer_for_new_clients_once_each_can_be_overridden_with_a_reason() -> None:
    s = Studio.open()
    intro = product(s, "punch", 3, new_clients_only=True, per_person=1)
    sale = SellPass(s.anna, intro, s.london, 100_00, "cash", RECEIPT)
    s.do(sale)
    assert s.refuse(sale).code == "new_clients_only"
    against = replace(sale, override=("new_clients_only",))
    assert s.refuse(against).code == "reason_missing"
    s.do(replace(against, reason="a regular's birthday"))


@rule("PASS-14")
def test_who_only_came_is_no_new_client_either() -> None:
    s = Studio.open()
    intro = product(s, "punch", 3, new_clients_only=True)
    s.do(WalkIn(s.yoga_0900, s.anna, pay_at_desk=True))
    sale = Sale(intro, 100_00, "cash", RECEIPT)
    assert s.refuse(WalkIn(s.talk_1200, s.anna, sale=sale)).code == "new_clients_only"
    assert s.do(WalkIn(s.yoga_0900, s.ben, sale=sale)).facts["sold"]["price"] == 100_00


@rule("PASS-17")
def test_a_staff_pass_takes_seats_of_the_last_hour_unless_the_setting_says_otherwise() -> None:
    s = Studio.open()
    staff = sold(s, "unlimited", standby_only=True)
    assert s.refuse(Book(s.anna, s.yoga_0900), at=NOW - 1).code == "pass_standby_only"
    assert s.do(Book(s.anna, s.yoga_0900)).facts["pass_id"] == staff.id
    assert s.refuse(Book(s.anna, s.yoga_1800)).code == "pass_standby_only"
    s.set("staff_pass_standby", False)
    s.do(Book(s.anna, s.yoga_1800))


@rule("PASS-12")
def test_a_credit_that_comes_back_after_the_end_is_lost() -> None:
    s = Studio.open()
    held = sold(s, "punch", 1, validity_days=1)
    later = s.occurrence(s.yoga, "18:00", local_date="2026-03-02")
    s.do(Book(s.anna, later))
    s.do(CheckIn(s.anna, later), at=to_utc("2026-03-02", "17:50", "Europe/London"))
    cancel = CancelOccurrence(later)
    s.do(cancel, at=to_utc("2026-03-03", "00:30", "Europe/London"), by=s.manager)
    assert s.get(Pass, held.id).valid_until == "2026-03-17", "the studio cancelled"
    assert s.balance(held.id) == 1


@rule("PASS-1")
def test_a_gift_covers_no_class() -> None:
    s = Studio.open()
    sold(s, "gift", 50_00)
    assert s.refuse(Book(s.anna, s.yoga_0900)).code == "pass_other_service"
