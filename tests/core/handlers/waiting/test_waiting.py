"""The waitlist through the bus."""

import pytest
from msgspec.structs import replace

from core.changes import Outcome
from core.commands.arrivals import MarkNoShow
from core.commands.catalogue import CreateService
from core.commands.passes import RevokePass
from core.commands.schedule import ChangeCapacity
from core.commands.seats import Book, CancelBooking
from core.commands.system import Promote
from core.commands.waiting import (
    JoinWaitlist,
    LeaveWaitlist,
    OrderWaitlist,
    PinWaitlist,
    PromoteByHand,
)
from core.domain.bookings import (
    BOOKED,
    CANCELLED,
    LEFT,
    PROMOTED,
    WAITING,
    WAITING_FOR_OCCURRENCE,
)
from core.rules.waiting.waitlist import in_line
from tests.support.rules import rule
from tests.support.studio import NOW, Studio


def full() -> Studio:
    """Yoga at six is full: Dora with 2 seats, Emil with 1. Freed seats are given at once."""
    s = Studio.open()
    s.set("waitlist_mode", "auto")
    s.do(Book(s.dora, s.yoga_1800, seats=2, pay_at_desk=True))
    s.do(Book(s.emil, s.yoga_1800, pay_at_desk=True))
    return s


def promote(s: Studio, at: int = NOW) -> Outcome:
    return s.do(Promote(s.yoga_1800), system=True, at=at)


@rule("WL-1")
def test_who_joins_is_told_the_place() -> None:
    s = full()
    s.do(JoinWaitlist(s.anna, s.yoga_1800, pay_at_desk=True), at=NOW + 2)
    facts = s.do(JoinWaitlist(s.ben, s.yoga_1800, pay_at_desk=True), at=NOW + 1).facts
    assert (facts["place"], facts["waiting"]) == (1, 2)
    assert s.refuse(JoinWaitlist(s.ben, s.yoga_1800)).code == "already_waiting"


@rule("WL-6")
def test_joining_needs_a_full_class_a_list_and_a_client_who_is_free() -> None:
    s = full()
    assert s.refuse(JoinWaitlist(s.anna, s.yoga_0900)).code == "seat_free"
    assert s.refuse(JoinWaitlist(s.dora, s.yoga_1800)).code == "already_booked"
    s.do(Book(s.ben, s.private_1400, pay_at_desk=True))
    assert s.refuse(JoinWaitlist(s.anna, s.private_1400)).code == "no_waitlist"
    other = s.occurrence(s.yoga, "18:30")
    s.do(Book(s.anna, other, pay_at_desk=True))
    assert s.refuse(JoinWaitlist(s.anna, s.yoga_1800)).code == "overlapping_booking"


@rule("WL-6", "BK-19")
def test_who_could_not_pay_for_the_seat_does_not_wait_for_it() -> None:
    s = full()
    wait = JoinWaitlist(s.anna, s.yoga_1800)
    assert s.refuse(wait).code == "no_pass"
    assert s.refuse(replace(wait, pay_at_desk=True), as_client=s.anna).code == "no_pass"
    assert isinstance(s.preview(replace(wait, pay_at_desk=True)), Outcome)
    single = s.sell(s.anna, s.single)
    assert s.refuse(replace(wait, seats=2)).code == "pass_used_up"
    s.do(wait, as_client=s.anna)
    assert s.balance(single) == 1, "nothing is held while they wait"


@rule("WL-2", "WL-3")
def test_a_freed_seat_goes_to_the_first_in_line_who_can_cancel_it_freely_for_a_while() -> None:
    s = full()
    for client, at in ((s.ben, 1), (s.anna, 2)):
        s.do(JoinWaitlist(client, s.yoga_1800, pay_at_desk=True), at=NOW + at)
    s.do(CancelBooking(s.emil, s.yoga_1800))
    assert promote(s).facts["count"] == 1
    booking = s.booking(s.ben, s.yoga_1800)
    assert (booking.state, booking.origin, booking.promoted_at) == (BOOKED, "waitlist", NOW)
    assert s.entry(s.anna, s.yoga_1800).state == WAITING
    assert s.do(CancelBooking(s.ben, s.yoga_1800), at=s.later(minutes=30)).code == "cancelled"


@rule("WL-4")
def test_who_cannot_be_promoted_is_skipped_keeps_the_place_and_is_told_why() -> None:
    s = full()
    single = s.sell(s.ben, s.single)
    s.do(JoinWaitlist(s.ben, s.yoga_1800), at=NOW + 1)
    s.do(RevokePass(single, "wrong client"), by=s.manager)
    s.sell(s.anna, s.ten)
    s.do(JoinWaitlist(s.anna, s.yoga_1800), at=NOW + 2)
    s.do(CancelBooking(s.emil, s.yoga_1800))
    events = promote(s).events
    assert [(event.name, event.facts.get("why")) for event in events] == [
        ("promotion_skipped", "pass_void"),
        ("promoted", None),
    ]
    entry = s.entry(s.ben, s.yoga_1800)
    assert (entry.state, entry.skipped, entry.joined_at) == (WAITING, "pass_void", NOW + 1)
    s.sell(s.ben, s.ten)
    s.do(ChangeCapacity(s.yoga_1800, 4), by=s.manager)
    promote(s)
    assert s.entry(s.ben, s.yoga_1800).state == PROMOTED


@rule("BK-20", "BK-5")
def test_a_promotion_beyond_the_limit_of_the_pass_is_skipped() -> None:
    s = full()
    s.sell(s.anna, s.monthly)
    for start in ("10:00", "11:00", "12:00"):
        s.do(Book(s.anna, s.occurrence(s.yoga, start, local_date="2026-03-05")))
    s.do(JoinWaitlist(s.anna, s.yoga_1800))
    s.do(CancelBooking(s.emil, s.yoga_1800))
    promote(s)
    assert s.entry(s.anna, s.yoga_1800).skipped == "too_many_booked"


@rule("WL-7")
def test_a_party_larger_than_what_is_free_keeps_its_place() -> None:
    s = full()
    s.do(JoinWaitlist(s.anna, s.yoga_1800, seats=2, pay_at_desk=True), at=NOW + 1)
    s.do(JoinWaitlist(s.ben, s.yoga_1800, pay_at_desk=True), at=NOW + 2)
    s.do(CancelBooking(s.emil, s.yoga_1800))
    promote(s)
    assert s.entry(s.anna, s.yoga_1800).skipped == "party_too_large"
    assert s.booking(s.ben, s.yoga_1800).state == BOOKED


@rule("WL-2", "NS-1")
def test_nobody_is_promoted_after_the_start_nor_into_the_seat_of_a_no_show() -> None:
    s = full()
    s.do(JoinWaitlist(s.anna, s.yoga_1800, pay_at_desk=True))
    started = s.later(hours=10)
    s.do(MarkNoShow(s.emil, s.yoga_1800), at=started)
    assert promote(s, started).code == "nobody_promoted"
    assert promote(s, started - 1).code == "nobody_promoted"


def test_promoting_twice_gives_one_seat_once() -> None:
    s = full()
    s.do(JoinWaitlist(s.anna, s.yoga_1800, pay_at_desk=True))
    s.do(CancelBooking(s.emil, s.yoga_1800))
    promote(s)
    before = s.rows()
    assert promote(s).code == "nobody_promoted"
    assert s.rows() == before


@rule("WL-1", "WL-5")
def test_staff_pin_promote_by_hand_and_take_off_the_list() -> None:
    s = full()
    s.do(JoinWaitlist(s.anna, s.yoga_1800, pay_at_desk=True), at=NOW + 1)
    s.do(JoinWaitlist(s.ben, s.yoga_1800, pay_at_desk=True), at=NOW + 2)
    assert s.do(PinWaitlist(s.ben, s.yoga_1800, True)).facts["place"] == 1
    assert s.refuse(PromoteByHand(s.anna, s.yoga_1800)).code == "class_full"
    s.do(CancelBooking(s.emil, s.yoga_1800))
    s.do(PromoteByHand(s.anna, s.yoga_1800))
    assert s.booking(s.anna, s.yoga_1800).state == BOOKED
    s.do(LeaveWaitlist(s.ben, s.yoga_1800))
    assert s.entry(s.ben, s.yoga_1800).state == LEFT
    assert s.refuse(LeaveWaitlist(s.ben, s.yoga_1800)).code == "not_waiting"
    assert s.refuse(PromoteByHand(s.ben, s.yoga_1800)).code == "not_waiting"


@rule("WL-1")
def test_staff_put_the_line_in_order_and_take_it_back() -> None:
    s = full()
    people = (s.anna, s.ben, s.clara)
    for minute, client in enumerate(people, 1):
        s.do(JoinWaitlist(client, s.yoga_1800, pay_at_desk=True), at=NOW + minute)
    done = s.do(OrderWaitlist(s.yoga_1800, (s.clara, s.anna)))
    assert order(s) == [s.clara, s.anna, s.ben]
    assert done.facts["before"] == []
    pinned = s.do(PinWaitlist(s.ben, s.yoga_1800, True))
    assert (order(s), pinned.facts["place"]) == ([s.ben, s.clara, s.anna], 1)
    s.do(OrderWaitlist(s.yoga_1800, tuple(pinned.facts["before"])))
    assert order(s) == [s.clara, s.anna, s.ben]
    s.do(OrderWaitlist(s.yoga_1800))
    assert order(s) == list(people)


@rule("WL-1", "SET-12")
def test_who_waits_no_longer_is_passed_over_and_nobody_left_is_refused() -> None:
    s = full()
    for minute, client in enumerate((s.anna, s.ben), 1):
        s.do(JoinWaitlist(client, s.yoga_1800, pay_at_desk=True), at=NOW + minute)
    s.do(LeaveWaitlist(s.anna, s.yoga_1800))
    s.do(OrderWaitlist(s.yoga_1800, (s.anna, s.ben, s.ben)))
    assert order(s) == [s.ben]
    before = s.rows()
    assert s.refuse(OrderWaitlist(s.yoga_1800, (s.anna,))).code == "nobody_waits"
    assert s.refuse(OrderWaitlist(s.yoga_0900)).code == "nobody_waits"
    assert s.rows() == before


def order(s: Studio) -> list[str]:
    return [e.client_id for e in in_line(s.reader.find(WAITING_FOR_OCCURRENCE, s.yoga_1800))]


def test_who_left_can_join_again_at_the_end() -> None:
    s = full()
    s.do(JoinWaitlist(s.anna, s.yoga_1800, pay_at_desk=True), at=NOW + 1)
    s.do(JoinWaitlist(s.ben, s.yoga_1800, pay_at_desk=True), at=NOW + 2)
    s.do(LeaveWaitlist(s.anna, s.yoga_1800))
    again = JoinWaitlist(s.anna, s.yoga_1800, pay_at_desk=True)
    assert s.do(again, at=NOW + 3).facts["place"] == 2


@rule("SVC-10")
@pytest.mark.parametrize("kind", ["class", "session"])
def test_sessions_have_no_waitlist(kind: str) -> None:
    s = Studio.open()
    made = CreateService("One", kind, "private", 60, 1)  # type: ignore[arg-type]
    one = s.occurrence(s.do(made, by=s.owner).facts["service_id"], "20:00", capacity=1)
    s.do(Book(s.anna, one, pay_at_desk=True))
    result = s.run(JoinWaitlist(s.ben, one, pay_at_desk=True))
    assert result.code == ("waitlisted" if kind == "class" else "no_waitlist")
    assert s.booking(s.anna, one).state != CANCELLED
