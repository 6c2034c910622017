"""A cancelled class that takes place after all, and a closed one that is opened again."""

import pytest

from core.commands.attendance import CloseOccurrence, MarkAttendance
from core.commands.reopening import ReinstateOccurrence, ReopenOccurrence
from core.commands.schedule import CancelOccurrence, CreateOccurrence
from core.commands.seats import Book
from core.commands.staff import SetAssistants
from core.commands.waiting import AcceptOffer, HoldSeats, JoinWaitlist
from core.domain.bookings import ATTENDED, BOOKED, CANCELLED, CLOSED, NO_SHOW, OFFERED
from core.domain.schedule import (
    ASSIGNMENTS_OF_OCCURRENCE,
    SCHEDULED,
    Occurrence,
)
from core.domain.zones import DAY_MS, HOUR_MS, to_utc
from core.rules.booking.holdings import seats_taken
from core.rules.due.seats import closes_at
from tests.support.rules import rule
from tests.support.studio import DAY, NOW, Studio


def called_off() -> Studio:
    """Yoga at six with Anna on a pass and Ben at the desk, cancelled."""
    s = Studio.open()
    s.sell(s.anna, s.ten)
    s.do(Book(s.anna, s.yoga_1800))
    s.do(Book(s.ben, s.yoga_1800, pay_at_desk=True))
    s.do(CancelOccurrence(s.yoga_1800, "storm"))
    return s


@rule("SCH-13")
def test_a_reinstated_class_keeps_the_seat_of_each_who_had_one_until_they_answer() -> None:
    s = called_off()
    outcome = s.do(ReinstateOccurrence(s.yoga_1800), by=s.manager)
    assert s.get(Occurrence, s.yoga_1800).state == SCHEDULED
    starts = s.get(Occurrence, s.yoga_1800).starts_at
    assert outcome.facts["until"] == min(NOW + DAY_MS, starts)
    assert [e.facts["client_id"] for e in outcome.events if e.name == "seat_offered"] == (
        outcome.facts["client_ids"]
    )
    assert {s.entry(c, s.yoga_1800).state for c in (s.anna, s.ben)} == {OFFERED}
    assert seats_taken(s.reader, s.yoga_1800) == 2
    s.do(AcceptOffer(s.anna, s.yoga_1800))
    anna = s.booking(s.anna, s.yoga_1800)
    assert (anna.state, anna.credit, s.balance(anna.pass_id)) == (BOOKED, "held", 9)
    held = [a.state for a in s.reader.find(ASSIGNMENTS_OF_OCCURRENCE, s.yoga_1800)]
    assert held == ["held"]


@rule("SCH-13", "SCH-12")
def test_a_class_whose_teacher_is_taken_meanwhile_is_not_reinstated() -> None:
    s = called_off()
    lead = s.get(Occurrence, s.yoga_1800).lead_id
    other = CreateOccurrence(s.yoga, s.london, DAY, "18:30", 60, 3, lead)
    s.do(other, by=s.manager)
    assert s.refuse(ReinstateOccurrence(s.yoga_1800), by=s.manager).code == "instructor_busy"
    assert s.get(Occurrence, s.yoga_1800).state == "cancelled"


@rule("SCH-13")
def test_only_a_cancelled_class_is_reinstated_and_only_before_its_start() -> None:
    s = called_off()
    assert s.refuse(ReinstateOccurrence(s.yoga_0900), by=s.manager).code == "class_scheduled"
    late = s.refuse(ReinstateOccurrence(s.yoga_1800), by=s.manager, at=NOW + 10 * HOUR_MS)
    assert late.code == "class_started"


@rule("WL-11", "BK-10", "SCH-13")
def test_cancelling_a_class_ends_offers_and_kept_seats_too() -> None:
    s = called_off()
    s.do(ReinstateOccurrence(s.yoga_1800), by=s.manager)
    s.do(HoldSeats(s.yoga_1800, 1, s.later(hours=20), "press"))
    s.do(CancelOccurrence(s.yoga_1800))
    assert s.entry(s.anna, s.yoga_1800).state == CLOSED
    assert seats_taken(s.reader, s.yoga_1800) == 0
    assert s.booking(s.anna, s.yoga_1800).state == CANCELLED


@rule("SCH-13", "NS-7")
def test_a_closed_class_is_reopened_put_right_and_closes_by_itself_again() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_0900, pay_at_desk=True))
    s.do(CloseOccurrence(s.yoga_0900), at=s.later(hours=5))
    next_day = NOW + DAY_MS
    reopen = ReopenOccurrence(s.yoga_0900, "the list was wrong")
    s.do(reopen, by=s.manager, at=next_day)
    assert s.booking(s.anna, s.yoga_0900).state == NO_SHOW
    occurrence = s.get(Occurrence, s.yoga_0900)
    assert closes_at(occurrence) == to_utc("2026-03-04", "01:00", "Europe/London")
    s.do(Book(s.ben, s.yoga_tomorrow, pay_at_desk=True))
    assert s.refuse(reopen, by=s.manager, at=next_day).code == "class_scheduled"
    assert s.refuse(MarkAttendance(s.ben, s.yoga_0900), at=next_day).code == "not_booked"
    s.do(CloseOccurrence(s.yoga_0900), at=next_day + HOUR_MS)
    assert s.get(Occurrence, s.yoga_0900).state == "closed"
    assert s.booking(s.anna, s.yoga_0900).state != ATTENDED


@rule("SCH-13")
def test_reopening_needs_a_reason_and_ends_after_thirty_days() -> None:
    s = Studio.open()
    s.do(CloseOccurrence(s.yoga_0900), at=s.later(hours=5))
    assert s.refuse(ReopenOccurrence(s.yoga_0900, " "), by=s.manager).code == "reason_missing"
    late = s.refuse(ReopenOccurrence(s.yoga_0900, "x"), by=s.manager, at=NOW + 32 * DAY_MS)
    assert (late.code, late.facts["days"]) == ("too_late_to_reopen", 30)


@pytest.mark.parametrize("by", ["receptionist", "instructor", "finance"])
def test_only_managers_bring_a_class_back(by: str) -> None:
    s = called_off()
    refused = s.refuse(ReinstateOccurrence(s.yoga_1800), by=getattr(s, by))
    assert refused.code == "not_permitted"


def test_who_waited_can_join_again_after_the_class_was_brought_back() -> None:
    s = called_off()
    s.do(ReinstateOccurrence(s.yoga_1800), by=s.manager)
    s.do(Book(s.clara, s.yoga_1800, pay_at_desk=True))
    s.do(JoinWaitlist(s.emil, s.yoga_1800, pay_at_desk=True))
    assert s.entry(s.emil, s.yoga_1800).state == "waiting"


@rule("SCH-13", "SCH-9")
def test_who_was_taken_off_before_does_not_come_back_with_the_class() -> None:
    s = Studio.open()
    s.do(SetAssistants(s.yoga_1800, (s.owner, s.second_instructor)))
    s.do(SetAssistants(s.yoga_1800, (s.owner,)))
    s.do(CancelOccurrence(s.yoga_1800, "storm"))
    s.do(ReinstateOccurrence(s.yoga_1800), by=s.manager)
    rows = s.reader.find(ASSIGNMENTS_OF_OCCURRENCE, s.yoga_1800)
    assert {r.staff_id for r in rows if r.state == "held"} == {s.instructor, s.owner}


@rule("SCH-13", "RES-2", "RES-3")
def test_no_seat_is_kept_in_a_reinstated_class_without_its_equipment() -> None:
    s = Studio.open()
    one = s.reformer_1000
    s.do(Book(s.anna, one, seats=3, pay_at_desk=True))
    s.do(CancelOccurrence(one, "storm"))
    beside = s.occurrence(s.reformer, "10:30")
    s.do(Book(s.ben, beside, seats=2, pay_at_desk=True))
    outcome = s.do(ReinstateOccurrence(one), by=s.owner)
    assert outcome.facts["client_ids"] == []
    assert seats_taken(s.reader, one) + seats_taken(s.reader, beside) <= 4
