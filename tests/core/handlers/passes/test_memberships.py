"""Memberships: each period anew, its charge asked or due, tried again, ended (PASS-13, PAY-17)."""

from typing import Any

import pytest

from core.commands.catalogue import CreatePassProduct
from core.commands.memberships import (
    AskCharge,
    EndMembership,
    KeepMembership,
    RecordCharge,
    RenewMembership,
)
from core.commands.passes import ExpirePass, FreezePass
from core.commands.registry import Command
from core.commands.sales import SellPass, TakePayment
from core.commands.seats import Book
from core.domain.credits import Pass
from core.domain.ids import period_item_id
from core.domain.open_items import OPEN_ITEMS_OF_CLIENT, OpenItem
from core.domain.zones import DAY_MS, HOUR_MS, to_utc
from core.rules.due.all_timers import due
from core.rules.due.registry import Moment
from tests.support.rules import rule
from tests.support.studio import Studio

SECOND = to_utc("2026-04-02", "01:00", "Europe/London")


def member(credits: int = 0, *, auto: bool = False, price: int = 50_00) -> tuple[Studio, str]:
    """Anna's membership by the month, from 2 March."""
    s = Studio.open()
    made = CreatePassProduct("Member", "membership", price, credits, validity_months=1)
    product = str(s.do(made, by=s.owner).facts["product_id"])
    sale = SellPass(s.anna, product, s.london, price, "cash", "LON-A-000001", auto_charge=auto)
    return s, str(s.do(sale).facts["pass_id"])


def run_due(s: Studio, now: int) -> list[str]:
    """What the server's clock does about passes at a moment."""
    done = []
    for key, command in due(s.reader, Moment(now, lambda _: 0)):
        if isinstance(command, RenewMembership | ExpirePass | AskCharge):
            done.append(s.do(command, at=now, system=True, command_id=key).code)
    return done


@rule("PASS-1", "PAY-17")
def test_a_period_ends_and_the_next_begins_with_its_credits_and_its_price_due() -> None:
    s, one = member(credits=8)
    s.do(Book(s.anna, s.yoga_1800))
    early = s.do(RenewMembership(one), at=SECOND - 2 * HOUR_MS, system=True)
    assert early.code == "nothing_renewed", "its last day is not over"
    assert run_due(s, SECOND) == ["membership_renewed"]
    held = s.get(Pass, one)
    assert (held.valid_until, held.periods, s.balance(one)) == ("2026-05-01", 2, 8)
    (item,) = s.reader.find(OPEN_ITEMS_OF_CLIENT, s.anna)
    assert (item.due, item.subject_id) == (50_00, one)
    assert "payment_asked" in [event.name for event in s.events]
    assert run_due(s, SECOND) == [], "twice is once"
    pay = TakePayment(s.anna, 50_00, "cash", "LON-A-000002", item_id=item.id)
    assert s.do(pay).facts["price_due"] == 0
    assert s.reader.find(OPEN_ITEMS_OF_CLIENT, s.anna) == []


@rule("PAY-17")
def test_periods_missed_in_an_outage_are_made_up_one_by_one() -> None:
    s, one = member()
    june = to_utc("2026-06-10", "09:00", "Europe/London")
    codes = []
    while more := run_due(s, june):
        codes += more
    assert codes == ["membership_renewed"] * 3
    assert s.get(Pass, one).valid_until == "2026-07-01"
    assert len(s.reader.find(OPEN_ITEMS_OF_CLIENT, s.anna)) == 3


@rule("PASS-1")
def test_an_unlimited_member_books_a_period_ahead_and_a_counted_one_waits() -> None:
    for credits, code in ((0, "booked"), (8, "pass_expired")):
        s, _ = member(credits)
        april = s.occurrence(s.yoga, "18:00", local_date="2026-04-20")
        assert s.run(Book(s.anna, april)).code == code


@rule("PASS-13", "PAY-17")
def test_a_charge_that_fails_is_tried_on_days_one_three_and_seven_then_it_ends() -> None:
    s, one = member(auto=True)
    s.do(Book(s.anna, s.yoga_tomorrow))
    run_due(s, SECOND)
    assert "charge_asked" in [event.name for event in s.events]
    item = period_item_id(one, 2)
    seen = []
    now = SECOND
    for number, day in enumerate((0, 1, 3, 7)):
        now = SECOND + day * DAY_MS
        assert run_due(s, now - 1) == []
        assert run_due(s, now) == (["charge_asked"] if day else [])
        failed = RecordCharge(item, f"ch_{number}", 50_00, paid=False)
        seen.append(s.do(failed, at=now, system=True).code)
        if number == 0:
            assert s.get(Pass, one).state == "past_due"
            far = s.occurrence(s.yoga, "18:00", local_date="2026-04-20")
            assert s.refuse(Book(s.anna, far)).code == "pass_past_due"
    assert seen == ["charge_failed"] * 3 + ["membership_ended"]
    assert s.get(Pass, one).state == "ended"
    assert run_due(s, now + 30 * DAY_MS) == []


@rule("PASS-13", "PAY-13")
def test_a_membership_goes_on_once_all_of_its_period_is_paid_in_whatever_way() -> None:
    s, one = member(auto=True)
    run_due(s, SECOND)
    item = period_item_id(one, 2)
    s.do(RecordCharge(item, "ch", 50_00, paid=False), at=SECOND, system=True)
    for number, (amount, state) in enumerate(((49_99, "past_due"), (1, "active")), start=2):
        receipt = f"LON-A-{number:06d}"
        s.do(TakePayment(s.anna, amount, "cash", receipt, item_id=item), at=SECOND)
        assert s.get(Pass, one).state == state


@rule("PASS-13", "PAY-3")
@pytest.mark.parametrize("order", [(True, False), (False, True)])
def test_what_the_provider_says_counts_once_in_any_order(order: tuple[bool, bool]) -> None:
    s, one = member(auto=True)
    run_due(s, SECOND)
    item = period_item_id(one, 2)
    for paid in (*order, *order):
        s.do(RecordCharge(item, "ch_1", 50_00, paid=paid), at=SECOND, system=True)
    assert (s.get(Pass, one).state, s.get(OpenItem, item).paid) == ("active", 50_00)


@rule("PASS-13")
def test_money_at_the_desk_lets_a_past_due_membership_go_on() -> None:
    s, one = member(auto=True)
    run_due(s, SECOND)
    item = period_item_id(one, 2)
    s.do(RecordCharge(item, "ch_1", 50_00, paid=False), at=SECOND, system=True)
    s.do(TakePayment(s.anna, 50_00, "cash", "LON-A-000002", item_id=item), at=SECOND)
    assert s.get(Pass, one).state == "active"
    assert run_due(s, SECOND + DAY_MS) == [], "nothing is asked again"


@rule("PASS-13")
def test_one_that_is_to_end_covers_its_period_and_frees_what_lies_beyond() -> None:
    s, one = member()
    beyond = s.occurrence(s.yoga, "18:00", local_date="2026-04-20")
    s.do(Book(s.anna, s.yoga_tomorrow))
    s.do(Book(s.anna, beyond))
    s.do(EndMembership(one), command_id="end")
    assert s.booking(s.anna, beyond).state == "cancelled"
    assert s.booking(s.anna, s.yoga_tomorrow).state == "booked"
    s.do(KeepMembership(one, "end"))
    assert s.booking(s.anna, beyond).state == "booked"
    s.do(EndMembership(one))
    assert run_due(s, SECOND) == ["membership_ended"]
    assert s.get(Pass, one).state == "ended"


@rule("PASS-12")
def test_a_pause_moves_the_period_and_those_after_it() -> None:
    s, one = member()
    s.do(FreezePass(one, "2026-03-10", "2026-03-19"))
    assert s.get(Pass, one).valid_until == "2026-04-11"
    run_due(s, to_utc("2026-04-12", "01:00", "Europe/London"))
    assert s.get(Pass, one).valid_until == "2026-05-11"


def test_a_free_membership_renews_without_anything_due() -> None:
    s, _ = member(price=0)
    run_due(s, SECOND)
    assert s.reader.find(OPEN_ITEMS_OF_CLIENT, s.anna) == []


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda s: EndMembership(s.sell(s.anna, s.ten)), "no_membership"),
        (lambda _: EndMembership("none"), "pass_unknown"),
        (lambda _: KeepMembership("none"), "pass_unknown"),
        (lambda _: RenewMembership("none"), "pass_unknown"),
        (lambda _: AskCharge("none"), "item_unknown"),
        (lambda _: RecordCharge("none", "ch", 1, paid=True), "item_unknown"),
    ],
)
def test_what_is_not_there_is_refused(make: Any, code: str) -> None:
    s = Studio.open()
    command: Command = make(s)
    assert s.refuse(command, system=True).code == code
