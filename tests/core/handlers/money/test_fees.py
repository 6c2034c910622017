"""Fees are open items that follow the booking; who owes too much does not book (PAY-9)."""

from typing import Any

import pytest

from core.changes import Outcome
from core.commands.arrivals import CheckIn, MarkNoShow
from core.commands.attendance import Forgive, Waive
from core.commands.refunds import WaiveDue
from core.commands.registry import Command
from core.commands.sales import TakePayment
from core.commands.seats import Book, CancelBooking, UndoCancelBooking
from core.commands.system import ReviewFee
from core.domain.open_items import ITEM_STATES, ITEMS_OF_CLIENT, OpenItem
from core.rules.money.item_states import ABSENT, MOVES, may_move
from core.rules.reactions import reactions
from tests.support.rules import rule
from tests.support.studio import NOW, Studio


def studio() -> Studio:
    s = Studio.open()
    s.sell(s.anna, s.ten)
    s.set("late_cancel_fee", 5_00)
    s.set("no_show_fee", 8_00)
    s.do(Book(s.anna, s.yoga_0900))
    return s


def do(s: Studio, command: Command, **how: Any) -> None:
    """A command, and what the server does about fees after it."""
    cause = str(how.get("command_id", repr(command)))
    for key, one in reactions(cause, s.do(command, **how).events):
        if isinstance(one, ReviewFee):
            s.do(one, system=True, command_id=key, at=how.get("at", NOW))


def items(s: Studio) -> list[tuple[str, int, str]]:
    found: list[OpenItem] = s.reader.find(ITEMS_OF_CLIENT, s.anna)
    return [(one.name, one.due, one.state) for one in found]


@rule("PAY-9", "BK-22")
def test_a_late_cancel_costs_the_fee_that_is_set_and_none_when_it_is_not() -> None:
    s = studio()
    do(s, CancelBooking(s.anna, s.yoga_0900))
    assert items(s) == [("Yoga: late cancel", 5_00, "open")]
    plain = Studio.open()
    plain.do(Book(plain.anna, plain.yoga_0900, pay_at_desk=True))
    do(plain, CancelBooking(plain.anna, plain.yoga_0900))
    assert items(plain) == []


@rule("PAY-9", "NS-2")
def test_a_no_show_costs_its_fee_and_forgiving_or_coming_takes_it_back() -> None:
    for mend in ("forgive", "check in"):
        s = studio()
        after = s.later(hours=2)
        do(s, MarkNoShow(s.anna, s.yoga_0900), at=after)
        assert items(s) == [("Yoga: no-show", 8_00, "open")]
        if mend == "forgive":
            do(s, Forgive(s.anna, s.yoga_0900, "ill"), at=after, by=s.manager)
        else:
            do(s, CheckIn(s.anna, s.yoga_0900), at=after)
        assert items(s) == [("Yoga: no-show", 0, "withdrawn")]


@rule("BK-6", "BK-21", "PAY-9")
def test_the_fee_goes_with_the_penalty_when_waived_undone_or_refilled() -> None:
    for mend in ("waive", "undo", "refill"):
        s = studio()
        s.do(Book(s.ben, s.yoga_0900, seats=2, pay_at_desk=True))
        do(s, CancelBooking(s.anna, s.yoga_0900), command_id="late")
        if mend == "waive":
            do(s, Waive(s.anna, s.yoga_0900, "ill"), by=s.manager)
        elif mend == "undo":
            s.do(UndoCancelBooking("late", s.anna, s.yoga_0900))
        else:
            s.do(Book(s.clara, s.yoga_0900, pay_at_desk=True))
        assert items(s) == [("Yoga: late cancel", 0, "withdrawn")]


@rule("PAY-9", "NS-4")
def test_looking_twice_makes_one_fee_and_what_was_waived_stays_waived() -> None:
    s = studio()
    do(s, CancelBooking(s.anna, s.yoga_0900))
    review = ReviewFee(s.anna, s.yoga_0900)
    assert s.do(review, system=True).events == (), "told once"
    (item,) = s.reader.find(ITEMS_OF_CLIENT, s.anna)
    s.do(WaiveDue(s.anna, "courtesy", item_id=item.id), by=s.manager)
    s.do(review, system=True)
    assert items(s) == [("Yoga: late cancel", 0, "waived")]
    again = WaiveDue(s.anna, "courtesy", item_id=item.id)
    assert s.refuse(again, by=s.manager).code == "nothing_due"


@rule("PAY-9")
def test_a_fee_is_paid_at_the_desk_in_parts() -> None:
    s = studio()
    do(s, CancelBooking(s.anna, s.yoga_0900))
    (item,) = s.reader.find(ITEMS_OF_CLIENT, s.anna)
    pay = TakePayment(s.anna, 2_00, "cash", "LON-A-000002", item_id=item.id)
    assert s.do(pay).facts["price_due"] == 3_00
    other = TakePayment(s.ben, 2_00, "cash", "LON-A-000003", item_id=item.id)
    assert s.refuse(other).code == "nothing_due"


@rule("PAY-9", "BK-12")
def test_who_owes_more_than_the_set_sum_does_not_book_unless_staff_say_why() -> None:
    s = studio()
    do(s, CancelBooking(s.anna, s.yoga_0900))
    s.do(Book(s.anna, s.yoga_1800))
    s.set("debt_limit", 5_00)
    assert isinstance(s.preview(Book(s.anna, s.yoga_tomorrow)), Outcome)
    s.set("debt_limit", 4_99)
    refusal = s.refuse(Book(s.anna, s.yoga_tomorrow))
    assert (refusal.code, refusal.facts["owed"]) == ("owes_too_much", 5_00)
    s.do(Book(s.anna, s.yoga_tomorrow, override=("owes_too_much",), reason="pays on Friday"))


@rule("PAY-9")
@pytest.mark.parametrize("state", [ABSENT, *ITEM_STATES])
@pytest.mark.parametrize("name", sorted(MOVES))
def test_moves_of_an_item_that_are_not_listed_are_refused(name: str, state: str) -> None:
    assert (may_move(name, state) is None) == (state in MOVES[name][0])
