"""Who came is a fact: what settlement makes of check-ins and walk-ins, each SET rule as a story."""

from core.commands.arrivals import CheckIn, CheckInAll, CheckInByCode, MarkNoShow, WalkIn
from core.commands.people import BindCard, RevokeCard
from core.commands.sales import Sale
from core.commands.schedule import CancelOccurrence
from core.commands.seats import Book, CancelBooking
from core.domain.bookings import BOOKED, CHECKED_IN, PROMOTED
from core.domain.credits import PASSES_OF_CLIENT
from core.domain.refusals import Refusal
from core.domain.schedule import Occurrence
from tests.support.desks import Desk, nearly_full
from tests.support.rules import rule
from tests.support.studio import NOW, Studio

CARD = "c" * 32


@rule("SET-3", "SET-19")
def test_who_came_stands_with_the_price_due_when_the_credit_is_gone() -> None:
    server = Studio.open()
    single = server.sell(server.anna, server.single)
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    desk_a.do(Book(server.anna, server.yoga_1800))
    desk_b.do(Book(server.anna, server.yoga_0900))
    desk_b.do(CheckIn(server.anna, server.yoga_0900))
    desk_a.push()
    refused, stands = desk_b.push()
    assert isinstance(refused.result, Refusal)
    booking = server.booking(server.anna, server.yoga_0900)
    assert (booking.state, booking.due) == (CHECKED_IN, 15_00)
    assert server.balance(single) == 0
    assert stands.attention is not None
    assert stands.attention.kind == "SET-19"


@rule("SET-4", "PASS-2")
def test_cancelled_online_but_checked_in_offline_is_in() -> None:
    server = Studio.open()
    ten = server.sell(server.anna, server.ten)
    server.do(Book(server.anna, server.yoga_tomorrow))
    desk = Desk(server, "A")
    server.do(CancelBooking(server.anna, server.yoga_tomorrow))
    assert server.balance(ten) == 10
    tomorrow = NOW + 24 * 3_600_000
    desk.do(CheckIn(server.anna, server.yoga_tomorrow), at=tomorrow)
    (told,) = desk.push()
    booking = server.booking(server.anna, server.yoga_tomorrow)
    assert (booking.state, booking.credit, server.balance(ten)) == (CHECKED_IN, "captured", 9)
    assert told.attention is not None
    assert told.attention.kind == "SET-4"


@rule("SET-4")
def test_a_seat_given_away_meanwhile_makes_the_class_over_capacity_and_flagged() -> None:
    server = Studio.open()
    nearly_full(server)
    server.do(Book(server.anna, server.yoga_1800, pay_at_desk=True))
    desk = Desk(server, "A")
    server.do(CancelBooking(server.anna, server.yoga_1800))
    server.do(Book(server.ben, server.yoga_1800, pay_at_desk=True))
    desk.do(CheckIn(server.anna, server.yoga_1800))
    desk.push()
    assert server.booking(server.anna, server.yoga_1800).flag == "over_capacity"
    assert server.get(Occurrence, server.yoga_1800).over_capacity == 1


@rule("SET-4")
def test_a_late_cancel_that_cost_its_credit_does_not_cost_a_second_one() -> None:
    server = Studio.open()
    ten = server.sell(server.anna, server.ten)
    server.do(Book(server.anna, server.yoga_1800))
    desk = Desk(server, "A")
    assert server.do(CancelBooking(server.anna, server.yoga_1800)).code == "late_cancelled"
    desk.do(CheckIn(server.anna, server.yoga_1800))
    desk.push()
    assert server.booking(server.anna, server.yoga_1800).state == CHECKED_IN
    assert server.balance(ten) == 9


@rule("SET-6", "SET-19")
def test_on_a_cancelled_class_the_booking_is_refused_and_the_attendance_kept_free() -> None:
    server = Studio.open()
    ten = server.sell(server.anna, server.ten)
    desk = Desk(server, "A")
    server.do(CancelOccurrence(server.yoga_0900), by=server.manager)
    desk.do(Book(server.anna, server.yoga_0900))
    desk.do(CheckIn(server.anna, server.yoga_0900))
    booked, came = desk.push()
    assert booked.result.facts["settlement"] == "SET-6"
    booking = server.booking(server.anna, server.yoga_0900)
    assert (booking.state, booking.due, server.balance(ten)) == (CHECKED_IN, 0, 10)
    assert came.attention is not None


@rule("SET-12")
def test_the_same_check_in_at_two_desks_is_once_and_silent() -> None:
    server = Studio.open()
    ten = server.sell(server.anna, server.ten)
    server.do(Book(server.anna, server.yoga_0900))
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    desk_a.do(CheckIn(server.anna, server.yoga_0900))
    desk_b.do(CheckIn(server.anna, server.yoga_0900), at=NOW + 60_000)
    desk_a.push()
    (told,) = desk_b.push()
    assert told.attention is None
    assert server.booking(server.anna, server.yoga_0900).checked_in_at == NOW
    assert [kind for kind, _ in server.ledger(ten)].count("capture") == 1


@rule("SET-12", "CHK-6")
def test_a_scan_at_two_desks_is_once_also_if_the_card_was_revoked_meanwhile() -> None:
    server = Studio.open()
    server.do(BindCard(CARD, server.anna))
    server.do(Book(server.anna, server.yoga_0900, pay_at_desk=True))
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    at = server.later(minutes=45)
    desk_a.do(CheckInByCode(CARD, server.london), at=at)
    desk_a.do(RevokeCard(CARD))
    desk_b.do(CheckInByCode(CARD, server.london), at=at + 1)
    desk_a.push()
    (told,) = desk_b.push()
    assert told.attention is None
    assert server.booking(server.anna, server.yoga_0900).checked_in_at == at


@rule("SET-4", "CHK-4")
def test_a_scan_revives_the_booking_that_was_cancelled_online() -> None:
    server = Studio.open()
    server.do(BindCard(CARD, server.anna))
    server.do(Book(server.anna, server.yoga_0900, pay_at_desk=True))
    desk = Desk(server, "A")
    server.do(CancelBooking(server.anna, server.yoga_0900))
    desk.do(CheckInByCode(CARD, server.london), at=server.later(minutes=45))
    (told,) = desk.push()
    assert told.result.facts["settlement"] == "SET-4"
    assert server.booking(server.anna, server.yoga_0900).state == CHECKED_IN


@rule("SET-17")
def test_a_check_in_at_another_desk_stands_against_a_no_show() -> None:
    server = Studio.open()
    server.do(Book(server.anna, server.yoga_0900, pay_at_desk=True))
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    started = server.later(minutes=70)
    desk_a.do(CheckIn(server.anna, server.yoga_0900), at=started)
    desk_b.do(MarkNoShow(server.anna, server.yoga_0900), at=started)
    desk_a.push()
    (told,) = desk_b.push()
    assert server.booking(server.anna, server.yoga_0900).state == CHECKED_IN
    assert told.attention is not None
    assert told.attention.weight == "info"


@rule("SET-19")
def test_a_check_in_for_a_booking_that_had_to_wait_stands_and_is_flagged() -> None:
    server = Studio.open()
    nearly_full(server)
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    desk_a.do(Book(server.anna, server.yoga_1800, pay_at_desk=True))
    desk_b.do(Book(server.ben, server.yoga_1800, pay_at_desk=True))
    desk_b.do(CheckIn(server.ben, server.yoga_1800))
    desk_a.push()
    waits, came = desk_b.push()
    assert waits.result.code == "waitlisted"
    booking = server.booking(server.ben, server.yoga_1800)
    assert (booking.state, booking.flag) == (CHECKED_IN, "over_capacity")
    assert server.entry(server.ben, server.yoga_1800).state == PROMOTED
    assert came.attention is not None
    assert came.attention.kind == "SET-19"


@rule("SET-19", "BK-8")
def test_two_walk_ins_for_one_seat_both_stand_and_the_second_is_flagged() -> None:
    server = Studio.open()
    nearly_full(server)
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    desk_a.do(WalkIn(server.yoga_1800, server.anna, pay_at_desk=True))
    desk_b.do(WalkIn(server.yoga_1800, server.ben, pay_at_desk=True))
    desk_a.push()
    (told,) = desk_b.push()
    assert server.booking(server.ben, server.yoga_1800).state == CHECKED_IN
    assert server.get(Occurrence, server.yoga_1800).over_capacity == 1
    assert told.attention is not None
    assert told.attention.weight == "attention"


@rule("SET-19", "CHK-7")
def test_a_roster_checked_in_offline_stands_for_each_named() -> None:
    server = Studio.open()
    for client in (server.anna, server.ben):
        server.do(Book(client, server.yoga_0900, pay_at_desk=True))
    desk = Desk(server, "A")
    server.do(CancelBooking(server.ben, server.yoga_0900))
    server.do(Book(server.clara, server.yoga_0900, pay_at_desk=True))
    desk.do(CheckInAll(server.yoga_0900, (server.anna, server.ben)))
    (told,) = desk.push()
    assert server.booking(server.ben, server.yoga_0900).state == CHECKED_IN
    assert server.booking(server.clara, server.yoga_0900).state == BOOKED
    assert told.attention is not None
    assert told.attention.kind == "SET-4"


@rule("SET-19", "BK-8")
def test_a_walk_in_to_a_class_that_was_cancelled_is_kept_free_of_charge_with_its_sale() -> None:
    server = Studio.open()
    desk = Desk(server, "A")
    server.do(CancelOccurrence(server.yoga_0900), by=server.manager)
    sale = Sale(server.ten, 120_00, "cash", "LON-A-000004")
    desk.do(WalkIn(server.yoga_0900, server.anna, sale=sale))
    (told,) = desk.push()
    (held,) = server.reader.find(PASSES_OF_CLIENT, server.anna)
    assert server.balance(held.id) == 10
    assert server.booking(server.anna, server.yoga_0900).state == CHECKED_IN
    assert told.attention is not None
    assert told.attention.kind == "SET-19"
