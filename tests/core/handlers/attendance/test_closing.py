"""Closing a class, putting attendance right, forgiving, late facts."""

import pytest
from msgspec.structs import replace

from core.changes import Change
from core.commands.arrivals import CheckIn
from core.commands.attendance import (
    CloseOccurrence,
    CorrectAttendance,
    Forgive,
    MarkAttendance,
    RestoreBooking,
    Waive,
)
from core.commands.seats import Book, CancelBooking
from core.commands.waiting import HoldSeats, JoinWaitlist
from core.domain.bookings import (
    ATTENDED,
    BOOKED,
    CANCELLED,
    CLOSED,
    ENDED,
    NO_SHOW,
    SeatHold,
)
from core.domain.catalogue import Service
from core.domain.schedule import CLOSED as OCCURRENCE_CLOSED
from core.domain.schedule import Occurrence
from core.domain.zones import DAY_MS
from tests.support.desks import Desk
from tests.support.rules import rule
from tests.support.studio import NOW, Studio


def anna_in_ben_absent() -> Studio:
    """Yoga at nine: Anna, on a pass, is checked in; Ben, on another, is not; Clara waits."""
    s = Studio.open()
    for client in (s.anna, s.ben):
        s.sell(client, s.ten)
        s.do(Book(client, s.yoga_0900))
    s.do(Book(s.emil, s.yoga_0900, pay_at_desk=True))
    s.do(JoinWaitlist(s.clara, s.yoga_0900, pay_at_desk=True))
    s.do(CheckIn(s.anna, s.yoga_0900), at=s.later(minutes=50))
    return s


@rule("NS-1", "NS-7", "CHK-7")
def test_closing_ends_every_booking_the_line_and_the_class() -> None:
    s = anna_in_ben_absent()
    outcome = s.do(CloseOccurrence(s.yoga_0900), at=s.later(minutes=80))
    assert (outcome.facts["attended"], outcome.facts["no_shows"]) == (1, 2)
    anna, ben = s.booking(s.anna, s.yoga_0900), s.booking(s.ben, s.yoga_0900)
    assert (anna.state, anna.credit) == (ATTENDED, "captured")
    assert (ben.state, ben.credit, ben.no_show_at) == (NO_SHOW, "captured", s.later(minutes=80))
    assert s.entry(s.clara, s.yoga_0900).state == CLOSED
    assert s.get(Occurrence, s.yoga_0900).state == OCCURRENCE_CLOSED
    again = s.refuse(CloseOccurrence(s.yoga_0900), at=s.later(minutes=81))
    assert again.code == "class_closed"


@rule("NS-7")
def test_a_class_closes_only_when_clients_can_no_longer_check_in() -> None:
    s = anna_in_ben_absent()
    early = s.refuse(CloseOccurrence(s.yoga_0900), at=s.later(minutes=74))
    assert (early.code, early.facts["closes_at"]) == ("check_in_open", s.later(minutes=75))
    s.do(CloseOccurrence(s.yoga_0900), at=s.later(minutes=75))


@rule("BK-10", "NS-7")
def test_closing_ends_seats_that_were_kept() -> None:
    s = Studio.open()
    keep = HoldSeats(s.yoga_1800, 2, s.later(hours=20), "press")
    key = s.do(keep).facts["hold_id"]
    s.do(CloseOccurrence(s.yoga_1800), at=s.later(hours=12))
    assert s.get(SeatHold, key).state == ENDED


@rule("NS-2")
def test_the_policy_decides_whether_a_no_show_costs_the_credit() -> None:
    s = anna_in_ben_absent()
    s.set("no_show", "release", s.yoga)
    (held,) = {s.booking(s.ben, s.yoga_0900).pass_id}
    s.do(CloseOccurrence(s.yoga_0900), at=s.later(minutes=80))
    assert (s.booking(s.ben, s.yoga_0900).state, s.balance(held)) == (NO_SHOW, 10)


@rule("BK-30")
def test_attendance_is_marked_from_the_start_on_and_spends_the_credit() -> None:
    s = anna_in_ben_absent()
    mark = MarkAttendance(s.ben, s.yoga_0900)
    assert s.refuse(mark, at=s.later(minutes=59)).code == "not_started"
    s.do(mark, at=s.later(minutes=60))
    ben = s.booking(s.ben, s.yoga_0900)
    assert (ben.state, ben.credit) == (ATTENDED, "captured")
    assert s.refuse(mark, at=s.later(minutes=61)).code == "already_in"


@rule("BK-30", "CHK-19")
def test_attendance_is_put_right_on_the_day_by_staff_and_later_by_a_manager() -> None:
    s = anna_in_ben_absent()
    s.do(CloseOccurrence(s.yoga_0900), at=s.later(minutes=80))
    held = s.booking(s.ben, s.yoga_0900).pass_id
    late = CorrectAttendance(s.ben, s.yoga_0900, attended=True)
    s.do(late, at=s.later(hours=3))
    assert (s.booking(s.ben, s.yoga_0900).state, s.balance(held)) == (ATTENDED, 9)
    wrong = CorrectAttendance(s.ben, s.yoga_0900, attended=False, reason="mixed up")
    next_week = NOW + 7 * DAY_MS
    assert s.refuse(wrong, at=next_week).code == "other_day"
    no_reason = CorrectAttendance(s.ben, s.yoga_0900, attended=False)
    assert s.refuse(no_reason, by=s.manager, at=next_week).code == "reason_missing"
    too_late = s.refuse(wrong, by=s.manager, at=NOW + 31 * DAY_MS)
    assert (too_late.code, too_late.facts["days"]) == ("too_late_to_correct", 30)
    s.do(wrong, by=s.manager, at=next_week)
    assert s.booking(s.ben, s.yoga_0900).state == NO_SHOW
    assert s.refuse(wrong, by=s.manager, at=next_week).code == "not_attended"


@rule("BK-30")
def test_a_no_show_whose_credit_went_back_takes_one_again_when_put_right() -> None:
    s = anna_in_ben_absent()
    s.set("no_show", "release")
    held = s.booking(s.ben, s.yoga_0900).pass_id
    s.do(CloseOccurrence(s.yoga_0900), at=s.later(minutes=80))
    assert s.balance(held) == 10
    s.do(CorrectAttendance(s.ben, s.yoga_0900, attended=True), at=s.later(hours=2))
    assert (s.booking(s.ben, s.yoga_0900).credit, s.balance(held)) == ("captured", 9)


@rule("NS-3", "BK-30")
def test_a_manager_forgives_once_and_the_credit_comes_back() -> None:
    s = anna_in_ben_absent()
    s.do(CloseOccurrence(s.yoga_0900), at=s.later(minutes=80))
    held = s.booking(s.ben, s.yoga_0900).pass_id
    forgive = Forgive(s.ben, s.yoga_0900, "the train stood still")
    assert s.refuse(forgive).code == "not_permitted"
    assert s.refuse(Forgive(s.ben, s.yoga_0900, " "), by=s.manager).code == "reason_missing"
    assert s.refuse(Forgive(s.anna, s.yoga_0900, "why"), by=s.manager).code == "not_no_show"
    s.do(forgive, approved_by=s.manager)
    ben = s.booking(s.ben, s.yoga_0900)
    assert (ben.state, ben.forgiven, s.balance(held)) == (NO_SHOW, 1, 10)
    assert s.refuse(forgive, by=s.manager).code == "already_forgiven"


@rule("BK-30", "BK-6")
def test_a_late_cancel_is_waived_afterwards() -> None:
    s = Studio.open()
    ten = s.sell(s.anna, s.ten)
    s.do(Book(s.anna, s.yoga_1800))
    s.do(CancelBooking(s.anna, s.yoga_1800))
    waive = Waive(s.anna, s.yoga_1800, "was at the dentist")
    assert s.refuse(waive).code == "not_permitted"
    s.do(waive, by=s.manager)
    assert (s.booking(s.anna, s.yoga_1800).state, s.balance(ten)) == (CANCELLED, 10)
    assert s.refuse(waive, by=s.manager).code == "not_late_cancelled"


@rule("BK-30")
def test_a_cancelled_booking_is_restored_while_its_seat_is_free() -> None:
    s = Studio.open()
    ten = s.sell(s.anna, s.ten)
    s.do(Book(s.anna, s.private_1400, pay_at_desk=True))
    s.do(Book(s.anna, s.yoga_tomorrow))
    for class_ in (s.private_1400, s.yoga_tomorrow):
        s.do(CancelBooking(s.anna, class_))
    s.do(Book(s.ben, s.private_1400, pay_at_desk=True))
    full = s.refuse(RestoreBooking(s.anna, s.private_1400), by=s.manager)
    assert full.code == "class_full"
    s.do(RestoreBooking(s.anna, s.yoga_tomorrow), by=s.manager)
    assert (s.booking(s.anna, s.yoga_tomorrow).state, s.balance(ten)) == (BOOKED, 9)
    started = s.refuse(RestoreBooking(s.anna, s.private_1400), by=s.manager, at=s.later(hours=7))
    assert started.code == "class_started"


@rule("CHK-16")
def test_a_service_can_take_all_who_are_booked_as_attending() -> None:
    s = anna_in_ben_absent()
    service = s.get(Service, s.yoga)
    by_itself = replace(service, attended_by_itself=1)
    s.reader.apply([Change(Service, service.id, service, by_itself)])
    outcome = s.do(CloseOccurrence(s.yoga_0900), at=s.later(minutes=80))
    assert (outcome.facts["attended"], outcome.facts["no_shows"]) == (3, 0)


@rule("SET-17")
@pytest.mark.parametrize("policy", ["capture", "release"])
def test_a_check_in_that_arrives_after_the_close_stands(policy: str) -> None:
    server = anna_in_ben_absent()
    server.set("no_show", policy)
    desk = Desk(server, "A")
    desk.do(CheckIn(server.ben, server.yoga_0900), at=server.later(minutes=55))
    server.do(CloseOccurrence(server.yoga_0900), at=server.later(hours=17))
    (told,) = desk.push()
    assert told.result.facts["settlement"] == "SET-17"
    ben = server.booking(server.ben, server.yoga_0900)
    assert (ben.state, ben.credit, ben.no_show_at) == (ATTENDED, "captured", 0)
    assert server.balance(ben.pass_id) == 9
    assert "no_show_undone" in [event.name for event in told.events]
