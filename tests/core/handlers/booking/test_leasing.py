"""Seats that desks are lent: granted, spent, given back, taken back, and honoured all the same."""

from typing import Any

import pytest
from msgspec.structs import replace

from core.changes import Outcome
from core.commands.attendance import CloseOccurrence, Suspend
from core.commands.leases import (
    CallBackLeases,
    EndLeases,
    GrantLease,
    ReleaseLeases,
    ReturnLeases,
)
from core.commands.schedule import CancelOccurrence, ChangeCapacity
from core.commands.seats import Book, CancelBooking
from core.commands.waiting import JoinWaitlist
from core.domain.bookings import BOOKED, CANCELLED, LATE_CANCELLED, WAITING
from core.domain.ids import booking_id
from core.domain.leases import ACTIVE, ENDED, RELEASED, RETURNED, Lease
from core.domain.refusals import Refusal
from core.domain.schedule import Occurrence
from core.domain.zones import HOUR_MS, MINUTE_MS
from core.rules.booking.holdings import seats_taken
from core.rules.booking.leases import promised, seats_lent
from core.rules.due.all_timers import due
from core.rules.due.registry import Moment
from tests.support.desks import Desk, sentence, settle
from tests.support.rules import rule
from tests.support.studio import NOW, Studio

CAPACITY = 20


def opened(capacity: int = CAPACITY) -> Studio:
    """The evening's yoga has so many seats; Ina waits to be booked by the owner."""
    s = Studio.open()
    s.do(ChangeCapacity(s.yoga_1800, capacity), by=s.owner)
    s.people = [s.client(f"Guest {number}") for number in range(30)]  # type: ignore[attr-defined]
    return s


def people(s: Studio) -> list[str]:
    found: list[str] = s.people  # type: ignore[attr-defined]
    return found


def lent(s: Studio, **how: Any) -> Lease:
    """Lend seats of the evening to the front desk."""
    key = s.do(GrantLease(s.yoga_1800, s.desk), system=True, **how).facts["lease_id"]
    return s.get(Lease, key)


def book(client: str, s: Studio) -> Book:
    return Book(client, s.yoga_1800, pay_at_desk=True)


def fill(s: Studio, seats: int) -> None:
    for client in people(s)[:seats]:
        s.do(book(client, s), by=s.owner)


def at_desk(desk: Desk, command: Any) -> Outcome:
    """What the desk does without the server."""
    return desk.do(command, offline=True)


@pytest.mark.parametrize(
    ("capacity", "free", "seats"),
    [(20, 20, 2), (20, 3, 1), (20, 2, 0), (8, 8, 1), (4, 4, 1), (60, 60, 6), (60, 5, 2), (9, 0, 0)],
)
@rule("M-02")
def test_a_tenth_is_lent_at_least_one_and_never_more_than_half_of_what_is_free(
    capacity: int, free: int, seats: int
) -> None:
    assert seats_lent(capacity, free) == seats


@rule("M-02", "BK-28")
def test_what_is_lent_is_not_for_others() -> None:
    s = opened()
    lease = lent(s)
    assert (lease.seats, lease.state, lease.until) == (
        2,
        ACTIVE,
        s.get(Occurrence, s.yoga_1800).starts_at,
    )
    assert seats_taken(s.reader, s.yoga_1800) == 2
    fill(s, 18)
    refusal = s.refuse(book(people(s)[18], s), by=s.owner, desk="desk-other")
    assert refusal.code == "class_full"


@rule("M-02")
def test_a_desk_that_is_offline_spends_what_it_was_lent_and_its_promise_is_kept() -> None:
    s = opened()
    lease = lent(s)
    desk = Desk(s, "A")
    outcome = at_desk(desk, book(people(s)[20], s))
    assert outcome.facts["lease_id"] == lease.id
    assert promised(desk.studio.get(Lease, lease.id), booking_id(s.yoga_1800, people(s)[20]))
    fill(s, 18)
    (told,) = desk.push()
    assert told.attention is None, "nothing to tell: it is as the desk said"
    assert s.booking(people(s)[20], s.yoga_1800).state == BOOKED
    assert s.get(Lease, lease.id).unspent == 1
    assert seats_taken(s.reader, s.yoga_1800) == CAPACITY
    assert not s.get(Occurrence, s.yoga_1800).over_capacity


@rule("M-02")
def test_a_desk_that_is_connected_keeps_its_lease_while_other_seats_are_free() -> None:
    s = opened()
    lease = lent(s)
    assert "lease_id" not in s.do(book(people(s)[20], s)).facts
    fill(s, 17)
    assert s.get(Lease, lease.id).unspent == 2
    last = s.do(book(people(s)[19], s))
    assert last.facts["lease_id"] == lease.id, "there is no other seat"
    assert s.get(Lease, lease.id).unspent == 1


@rule("M-02")
def test_beyond_what_was_lent_a_seat_is_provisional_and_may_have_to_wait() -> None:
    s = opened()
    lent(s)
    desk = Desk(s, "A")
    outcomes = [at_desk(desk, book(client, s)) for client in people(s)[20:23]]
    assert [("lease_id" in one.facts) for one in outcomes] == [True, True, False]
    fill(s, 18)
    settled = desk.push()
    assert [one.attention and one.attention.kind for one in settled] == [None, None, "SET-1"]
    assert s.entry(people(s)[22], s.yoga_1800).state == WAITING


@rule("M-02")
def test_inside_a_lease_a_suspension_and_a_missing_credit_are_flagged_and_not_refused() -> None:
    s = opened()
    lent(s)
    client = people(s)[20]
    key = s.sell(client, s.single)
    desk = Desk(s, "A")
    at_desk(desk, Book(client, s.yoga_1800, pass_id=key))
    s.do(Book(client, s.yoga_0900, pass_id=key))
    s.do(Suspend(client, NOW + 7 * 24 * HOUR_MS, "rude"), by=s.owner)
    (told,) = desk.push()
    booking = s.booking(client, s.yoga_1800)
    assert (booking.state, booking.due) == (BOOKED, 15_00)
    assert told.attention is not None
    assert (told.attention.kind, told.attention.weight) == ("M-02", "attention")


@rule("M-02")
def test_only_a_cancelled_class_ends_a_promise() -> None:
    s = opened()
    lent(s)
    desk = Desk(s, "A")
    at_desk(desk, book(people(s)[20], s))
    s.do(CancelOccurrence(s.yoga_1800, "storm"), by=s.owner)
    (told,) = desk.push()
    assert isinstance(told.result, Refusal)
    assert told.attention is not None
    assert told.attention.kind == "SET-6"


@rule("M-02")
def test_a_class_that_was_closed_meanwhile_does_not_end_a_promise() -> None:
    s = opened()
    lent(s)
    desk = Desk(s, "A")
    at_desk(desk, book(people(s)[20], s))
    over = s.get(Occurrence, s.yoga_1800).ends_at + HOUR_MS
    s.do(CloseOccurrence(s.yoga_1800), by=s.owner, at=over)
    (told,) = desk.push()
    assert s.booking(people(s)[20], s.yoga_1800).state == BOOKED
    assert told.attention is not None
    assert told.attention.kind == "M-02"


@rule("M-02")
def test_after_a_managers_release_a_promise_is_honoured_as_overbooking() -> None:
    s = opened()
    lease = lent(s)
    desk = Desk(s, "A")
    at_desk(desk, book(people(s)[25], s))
    freed = s.do(ReleaseLeases(s.yoga_1800), by=s.manager)
    assert freed.facts["seats"] == 2
    assert s.get(Lease, lease.id).state == RELEASED
    fill(s, CAPACITY)
    (told,) = desk.push()
    assert s.booking(people(s)[25], s.yoga_1800).state == BOOKED
    assert s.get(Occurrence, s.yoga_1800).over_capacity
    assert told.attention is not None
    assert told.attention.kind == "M-02"
    assert "guaranteed" in sentence(told)


@rule("M-02")
def test_a_lease_is_honoured_for_as_many_seats_as_it_had_and_no_more() -> None:
    s = opened()
    lent(s)
    desk = Desk(s, "A")
    for client in people(s)[20:22]:
        at_desk(desk, book(client, s))
    act, command, outcome = desk.queue[-1]
    greedy = replace(act, command_id="greedy")
    fill(s, 18)
    desk.push()
    third = settle(s, greedy, replace(command, client_id=people(s)[22]), outcome)
    assert third.attention is not None
    assert third.attention.kind == "SET-1"


@rule("M-02")
def test_a_desk_gives_back_what_it_has_not_spent_and_who_waits_is_asked() -> None:
    s = opened()
    lease = lent(s)
    fill(s, 18)
    s.do(JoinWaitlist(people(s)[18], s.yoga_1800, pay_at_desk=True), by=s.owner, desk="")
    s.do(CallBackLeases(s.yoga_1800))
    assert s.get(Lease, lease.id).wanted == 1
    back = s.do(ReturnLeases((lease.id,)), nobody=True)
    assert [event.name for event in back.events] == ["seat_freed"]
    assert s.get(Lease, lease.id).state == RETURNED
    assert seats_taken(s.reader, s.yoga_1800) == 18


@rule("M-02", "PERM-2")
def test_nobody_but_the_desk_gives_back_its_seats() -> None:
    s = opened()
    lease = lent(s)
    assert s.refuse(ReturnLeases((lease.id,)), by=s.owner).code == "not_permitted"
    assert (
        s.refuse(ReturnLeases((lease.id,)), nobody=True, desk=s.berlin_desk).code == "lease_unknown"
    )
    assert s.refuse(ReturnLeases(("none",)), nobody=True).code == "lease_unknown"


@rule("M-02")
def test_what_was_given_back_cannot_be_promised_any_more() -> None:
    s = opened()
    lease = lent(s)
    older = Desk(s, "A")
    at_desk(older, book(people(s)[20], s))
    s.do(ReturnLeases((lease.id,)), nobody=True)
    fill(s, CAPACITY)
    (told,) = older.push()
    assert told.attention is not None
    assert told.attention.kind == "SET-1", "a copy of the desk cannot spend what it returned"


@rule("M-02")
def test_the_loan_ends_with_the_start_of_the_class_and_a_late_promise_still_counts() -> None:
    s = opened()
    lease = lent(s)
    desk = Desk(s, "A")
    at_desk(desk, book(people(s)[20], s))
    s.do(EndLeases(s.yoga_1800), system=True, at=lease.until)
    assert s.get(Lease, lease.id).state == ENDED
    assert s.refuse(EndLeases(s.yoga_1800), system=True).code == "nothing_lent"
    desk.push()
    assert s.booking(people(s)[20], s.yoga_1800).state == BOOKED


@rule("M-02")
def test_nothing_is_lent_of_what_is_not_spared_or_has_begun_or_to_no_desk() -> None:
    s = opened()
    fill(s, 18)
    grant = GrantLease(s.yoga_1800, s.desk)
    assert s.refuse(grant, system=True).code == "seats_not_spared"
    s = opened()
    assert s.refuse(grant, system=True, at=NOW + 30 * HOUR_MS).code == "seats_not_spared"
    assert s.refuse(GrantLease(s.yoga_1800, "none"), system=True).code == "desk_unknown"
    assert s.refuse(grant, by=s.owner).code == "system_only"
    assert s.refuse(ReleaseLeases(s.yoga_1800), by=s.owner).code == "nothing_lent"


@rule("M-02", "RES-3")
def test_equipment_for_each_attendee_is_lent_with_the_seat_or_the_seat_is_not() -> None:
    s = Studio.open()
    grant = GrantLease(s.reformer_1000, s.desk)
    outcome = s.do(grant, system=True)
    assert outcome.facts["seats"] == 1
    for client in (s.anna, s.ben, s.clara):
        s.do(Book(client, s.reformer_1000, pay_at_desk=True), by=s.owner)
    refusal = s.refuse(Book(s.dora, s.reformer_1000, pay_at_desk=True), by=s.owner, desk="")
    assert refusal.code == "resource_short", "the fourth machine is lent"


@rule("M-02", "NS-4")
def test_the_clock_lends_to_connected_desks_once_and_ends_it_at_the_start() -> None:
    s = opened()
    soon = s.get(Occurrence, s.yoga_1800).starts_at - HOUR_MS

    def falling(now: int, heard: int) -> list[Any]:
        moment = Moment(now, lambda _place: now, lambda _desk: heard)
        kinds = (GrantLease, EndLeases, CallBackLeases)
        return [c for _, c in due(s.reader, moment) if isinstance(c, kinds)]

    grants = falling(soon, soon)
    assert GrantLease(s.yoga_1800, s.desk) in grants
    assert falling(soon, soon - 6 * MINUTE_MS) == [], "a silent desk is lent nothing"
    lent(s, at=soon)
    assert GrantLease(s.yoga_1800, s.desk) not in falling(soon, soon)
    s.do(ChangeCapacity(s.yoga_1800, 1), by=s.owner)
    assert falling(soon, soon)[-1] == CallBackLeases(s.yoga_1800)
    starts = soon + HOUR_MS
    assert EndLeases(s.yoga_1800) in falling(starts, starts)
    s.set("seat_leases", False)
    assert not any(isinstance(one, GrantLease) for one in falling(soon, soon))


@rule("BK-21", "M-02")
def test_what_is_lent_does_not_count_as_a_seat_that_was_filled_again() -> None:
    s = opened(8)
    fill(s, 3)
    late = s.get(Occurrence, s.yoga_1800).starts_at - HOUR_MS
    cancelled = people(s)[0]
    s.do(CancelBooking(cancelled, s.yoga_1800), by=s.owner, at=late)
    s.do(CancelBooking(people(s)[1], s.yoga_1800), by=s.owner, at=late)
    lent(s, at=late)
    s.do(book(people(s)[5], s), by=s.owner, at=late)
    assert s.booking(cancelled, s.yoga_1800).state == LATE_CANCELLED, "two of three, and one lent"
    s.do(book(people(s)[6], s), by=s.owner, at=late)
    assert s.booking(cancelled, s.yoga_1800).state == CANCELLED
