"""Check-in by name, rosters, no-shows, walk-ins."""

import pytest

from core.commands.arrivals import (
    CheckIn,
    CheckInAll,
    MarkNoShow,
    UndoCheckIn,
    UndoCheckInAll,
    UndoNoShow,
    UndoWalkIn,
    WalkIn,
)
from core.commands.people import NewClient
from core.commands.sales import Sale, TakePayment
from core.commands.schedule import CancelOccurrence
from core.commands.seats import Book, CancelBooking
from core.commands.setup import SetSetting
from core.domain.bookings import BOOKED, CANCELLED, CHECKED_IN, NO_SHOW
from core.domain.credits import PASSES_OF_CLIENT, PAYMENTS_OF_CLIENT
from core.domain.people import Client
from core.domain.schedule import Occurrence
from tests.support.rules import rule
from tests.support.studio import NOW, Studio

NORA = NewClient("Nora Né", "Nora@Example.org", "+4412345678")


@rule("CHK-1", "PASS-2", "PASS-3")
def test_checking_in_captures_the_hold_and_records_the_way() -> None:
    s = Studio.open()
    ten = s.sell(s.anna, s.ten)
    s.do(Book(s.anna, s.yoga_0900))
    facts = s.do(CheckIn(s.anna, s.yoga_0900)).facts
    assert (facts["credits_left"], facts["class_name"]) == (9, "Yoga")
    booking = s.booking(s.anna, s.yoga_0900)
    assert (booking.state, booking.checked_in_at, booking.check_in_way) == (
        CHECKED_IN,
        NOW,
        "staff",
    )
    assert ("capture", 0) in s.ledger(ten)


@rule("CHK-5")
def test_checking_in_twice_is_harmless_and_says_since_when() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_0900, pay_at_desk=True))
    s.do(CheckIn(s.anna, s.yoga_0900))
    refusal = s.refuse(CheckIn(s.anna, s.yoga_0900), at=NOW + 60_000)
    assert (refusal.code, refusal.facts["at"]) == ("already_in", NOW)


@rule("CHK-2")
def test_staff_check_in_on_the_class_day_and_a_manager_on_any_with_a_reason() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_tomorrow, pay_at_desk=True))
    assert s.refuse(CheckIn(s.anna, s.yoga_tomorrow)).code == "other_day"
    assert s.refuse(CheckIn(s.anna, s.yoga_tomorrow), by=s.manager).code == "reason_missing"
    s.do(CheckIn(s.anna, s.yoga_tomorrow, reason="swapped days"), approved_by=s.manager)


@rule("CHK-2")
@pytest.mark.parametrize(
    ("minutes", "code"), [(29, "too_early"), (30, ""), (75, ""), (76, "too_late")]
)
def test_clients_have_the_window_of_the_class(minutes: int, code: str) -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_0900, pay_at_desk=True))
    result = s.run(CheckIn(s.anna, s.yoga_0900, way="kiosk"), at=s.later(minutes=minutes))
    assert result.code == (code or "checked_in")


@rule("CHK-10")
def test_a_booking_on_an_unlimited_pass_has_the_wide_window() -> None:
    s = Studio.open()
    s.sell(s.anna, s.monthly)
    s.do(Book(s.anna, s.yoga_0900))
    s.do(CheckIn(s.anna, s.yoga_0900, way="kiosk"), at=NOW - 60 * 60_000)


def test_who_is_not_booked_or_whose_class_is_cancelled_is_not_checked_in() -> None:
    s = Studio.open()
    assert s.refuse(CheckIn(s.anna, s.yoga_0900)).code == "not_booked"
    s.do(Book(s.anna, s.yoga_0900, pay_at_desk=True))
    s.do(CancelBooking(s.anna, s.yoga_0900))
    assert s.refuse(CheckIn(s.anna, s.yoga_0900)).code == "not_booked"
    s.do(CancelOccurrence(s.yoga_0900), by=s.manager)
    assert s.refuse(CheckIn(s.anna, s.yoga_0900)).code == "class_cancelled"


@rule("CHK-20")
def test_undoing_a_check_in_restores_hold_and_place() -> None:
    s = Studio.open()
    ten = s.sell(s.anna, s.ten)
    s.do(Book(s.anna, s.yoga_0900))
    s.do(CheckIn(s.anna, s.yoga_0900), command_id="in")
    s.do(UndoCheckIn(s.anna, s.yoga_0900, "in"))
    booking = s.booking(s.anna, s.yoga_0900)
    assert (booking.state, booking.credit, booking.checked_in_at) == (BOOKED, "held", None)
    assert (s.balance(ten), ("uncapture", 0) in s.ledger(ten)) == (9, True)
    assert s.refuse(UndoCheckIn(s.anna, s.yoga_0900, "in")).code == "not_in"
    s.do(CheckIn(s.anna, s.yoga_0900))
    assert s.refuse(UndoCheckIn(s.anna, s.yoga_0900, "in")).code == "changed_since"
    s.do(UndoCheckIn(s.anna, s.yoga_0900))


@rule("CHK-7")
def test_a_roster_is_checked_in_and_taken_back_in_one_go() -> None:
    s = Studio.open()
    for client in (s.anna, s.ben, s.clara):
        s.do(Book(client, s.yoga_0900, pay_at_desk=True))
    s.do(CheckIn(s.anna, s.yoga_0900))
    done = s.do(CheckInAll(s.yoga_0900, (s.anna, s.ben, s.clara)), command_id="all")
    assert done.facts["count"] == 2
    s.do(UndoCheckInAll("all", s.yoga_0900))
    states = [s.booking(client, s.yoga_0900).state for client in (s.anna, s.ben, s.clara)]
    assert states == [CHECKED_IN, BOOKED, BOOKED]
    assert s.refuse(UndoCheckInAll("all", s.yoga_0900)).code == "changed_since"


@rule("CHK-7")
def test_a_roster_with_a_stranger_is_refused_whole() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_0900, pay_at_desk=True))
    assert s.refuse(CheckInAll(s.yoga_0900, (s.anna, s.dora))).code == "not_booked"
    assert s.booking(s.anna, s.yoga_0900).state == BOOKED
    s.do(CheckIn(s.anna, s.yoga_0900))
    assert s.refuse(CheckInAll(s.yoga_0900, (s.anna,))).code == "nobody_to_check_in"


@rule("NS-1", "NS-2")
def test_a_no_show_spends_the_credit_and_its_undo_restores_the_hold() -> None:
    s = Studio.open()
    ten = s.sell(s.anna, s.ten)
    s.do(Book(s.anna, s.yoga_0900))
    assert s.refuse(MarkNoShow(s.anna, s.yoga_0900)).code == "not_started"
    late = s.later(hours=2)
    s.do(MarkNoShow(s.anna, s.yoga_0900), at=late, command_id="ns")
    assert (s.booking(s.anna, s.yoga_0900).state, s.balance(ten)) == (NO_SHOW, 9)
    s.do(UndoNoShow("ns", s.anna, s.yoga_0900), at=late)
    booking = s.booking(s.anna, s.yoga_0900)
    assert (booking.state, booking.credit) == (BOOKED, "held")
    assert s.refuse(UndoNoShow("ns", s.anna, s.yoga_0900), at=late).code == "changed_since"


@rule("NS-2")
def test_where_policy_says_so_a_no_show_costs_nothing() -> None:
    s = Studio.open()
    ten = s.sell(s.anna, s.ten)
    s.do(SetSetting("location", "no_show", "release", s.london), by=s.manager)
    s.do(Book(s.anna, s.yoga_0900))
    s.do(MarkNoShow(s.anna, s.yoga_0900), at=s.later(hours=2), command_id="ns")
    assert s.balance(ten) == 10
    s.do(UndoNoShow("ns", s.anna, s.yoga_0900), at=s.later(hours=2))
    assert s.balance(ten) == 9


@rule("CHK-19")
def test_a_no_show_who_comes_after_all_is_in_without_a_second_credit() -> None:
    s = Studio.open()
    ten = s.sell(s.anna, s.ten)
    s.do(Book(s.anna, s.yoga_0900))
    late = s.later(hours=2)
    s.do(MarkNoShow(s.anna, s.yoga_0900), at=late)
    s.do(CheckIn(s.anna, s.yoga_0900), at=late)
    assert (s.booking(s.anna, s.yoga_0900).state, s.balance(ten)) == (CHECKED_IN, 9)


@rule("BK-8")
def test_a_walk_in_with_a_pass_is_booked_covered_and_in() -> None:
    s = Studio.open()
    ten = s.sell(s.anna, s.ten)
    done = s.do(WalkIn(s.yoga_0900, s.anna), command_id="w")
    assert (done.code, done.facts["credits_left"]) == ("walked_in", 9)
    booking = s.booking(s.anna, s.yoga_0900)
    assert (booking.state, booking.origin, booking.credit) == (CHECKED_IN, "walk_in", "captured")
    s.do(UndoWalkIn("w", s.anna, s.yoga_0900))
    assert (s.booking(s.anna, s.yoga_0900).state, s.balance(ten)) == (CANCELLED, 10)
    assert s.refuse(UndoWalkIn("w", s.anna, s.yoga_0900)).code == "changed_since"


@rule("BK-8", "ORG-5")
def test_a_new_face_is_one_command_client_pass_money_and_in() -> None:
    s = Studio.open()
    sale = Sale(s.ten, 120_00, "external_terminal", "LON-A-000009")
    facts = s.do(WalkIn(s.yoga_0900, new_client=NORA, sale=sale)).facts
    client = s.get(Client, facts["client_id"])
    assert (client.name, client.folded, client.email) == (
        "Nora Né",
        "nora ne",
        "nora@example.org",
    )
    (sold,) = s.reader.find(PASSES_OF_CLIENT, client.id)
    (payment,) = s.reader.find(PAYMENTS_OF_CLIENT, client.id)
    assert (s.balance(sold.id), payment.receipt, payment.amount) == (9, "LON-A-000009", 120_00)
    assert s.booking(client.id, s.yoga_0900).state == CHECKED_IN
    assert facts["new_client"] is True
    assert facts["sold"]["pass_name"] == "10 classes"


@rule("BK-8")
def test_a_refused_walk_in_leaves_no_client_and_no_sale_behind() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_0900, seats=3, pay_at_desk=True))
    before = s.rows()
    sale = Sale(s.ten, 120_00, "cash", "LON-A-000009")
    refusal = s.refuse(WalkIn(s.yoga_0900, new_client=NORA, sale=sale))
    assert refusal.code == "class_full"
    assert s.rows() == before


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (lambda s: WalkIn(s.yoga_0900), "client_missing"),
        (lambda s: WalkIn(s.yoga_0900, "nobody"), "client_unknown"),
        (lambda s: WalkIn(s.yoga_0900, s.anna), "no_pass"),
        (lambda s: WalkIn(s.yoga_tomorrow, s.anna, pay_at_desk=True), "other_day"),
        (lambda s: WalkIn(s.yoga_0900, s.anna, sale=Sale("none", 1)), "product_unknown"),
        (lambda s: WalkIn(s.yoga_0900, new_client=NewClient("  ")), "name_missing"),
    ],
)
def test_walk_ins_that_are_refused(command: object, code: str) -> None:
    s = Studio.open()
    assert s.refuse(command(s)).code == code  # type: ignore[operator]


@rule("BK-29")
def test_a_walk_in_into_a_full_class_needs_a_pin() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_0900, seats=3, pay_at_desk=True))
    more = WalkIn(
        s.yoga_0900, s.ben, pay_at_desk=True, override=("class_full",), reason="old friend"
    )
    assert s.refuse(more).code == "overbook_not_allowed"
    assert s.do(more, approved_by=s.manager).facts["flag"] == "over_capacity"


@rule("CHK-19", "BK-1")
def test_a_late_arrival_whose_seat_was_given_away_makes_the_class_over_capacity() -> None:
    s = Studio.open()
    started = s.later(minutes=61)
    s.do(Book(s.anna, s.yoga_0900, seats=3, pay_at_desk=True))
    s.do(MarkNoShow(s.anna, s.yoga_0900), at=started, command_id="ns")
    s.do(WalkIn(s.yoga_0900, s.ben, pay_at_desk=True), at=started)
    s.do(CheckIn(s.anna, s.yoga_0900), at=started)
    assert s.booking(s.anna, s.yoga_0900).flag == "over_capacity"
    assert s.get(Occurrence, s.yoga_0900).over_capacity == 1


@rule("BK-11")
def test_money_paid_before_a_cancel_still_counts_when_booked_again() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_tomorrow, pay_at_desk=True))
    s.do(TakePayment(s.anna, 15_00, "cash", "LON-A-000001", s.yoga_tomorrow))
    assert s.do(CancelBooking(s.anna, s.yoga_tomorrow)).facts["to_refund"] == 15_00
    assert s.do(Book(s.anna, s.yoga_tomorrow, pay_at_desk=True)).facts["price_due"] == 0
