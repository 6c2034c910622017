"""Series and single occurrences: make, move, cancel, resize."""

from typing import Any

import pytest

from core.commands.arrivals import CheckIn
from core.commands.schedule import (
    CancelOccurrence,
    ChangeCapacity,
    CreateOccurrence,
    CreateSeries,
    GenerateSeries,
    MoveOccurrence,
    UndoMoveOccurrence,
)
from core.commands.seats import Book
from core.commands.undoing import undo_of
from core.commands.waiting import JoinWaitlist
from core.domain.bookings import CANCELLED, CLOSED
from core.domain.ids import occurrence_id
from core.domain.schedule import (
    ALLOCATIONS_OF_OCCURRENCE,
    ASSIGNMENTS_OF_OCCURRENCE,
    OCCURRENCES_OF_SERIES,
    Occurrence,
    Series,
)
from core.domain.zones import HOUR_MS, local_time, to_utc
from tests.support.rules import rule
from tests.support.studio import DAY, NOW, Studio


def weekly(s: Studio, **changes: Any) -> CreateSeries:
    fields: dict[str, Any] = {
        "rrule": "FREQ=WEEKLY;BYDAY=MO",
        "start_date": "2026-03-09",
        "local_start": "07:00",
        "generate_to": "2026-04-06",
        "lead_id": s.second_instructor,
    } | changes
    return CreateSeries(
        service_id=s.yoga, location_id=s.london, duration_min=60, capacity=12, **fields
    )


@rule("SCH-1", "SCH-2", "SCH-3")
def test_a_series_fills_its_horizon_at_the_same_wall_clock_across_the_change() -> None:
    s = Studio.open()
    facts = s.do(weekly(s), by=s.manager).facts
    assert facts["made"] == 5
    made = s.reader.find(OCCURRENCES_OF_SERIES, facts["series_id"])
    assert [one.local_date for one in made] == [
        "2026-03-09",
        "2026-03-16",
        "2026-03-23",
        "2026-03-30",
        "2026-04-06",
    ]
    assert {local_time(one.starts_at, one.zone) for one in made} == {"07:00"}
    assert made[3].starts_at - made[2].starts_at == 7 * 24 * HOUR_MS - HOUR_MS
    assert made[0].id == occurrence_id(facts["series_id"], "2026-03-09")


@rule("SCH-3")
def test_generating_twice_makes_nothing_twice_and_further_goes_on() -> None:
    s = Studio.open()
    series_id = s.do(weekly(s), by=s.manager).facts["series_id"]
    before = s.rows()
    assert s.do(GenerateSeries(series_id, "2026-04-06"), system=True).facts["made"] == 0
    assert s.rows() == before
    assert s.do(GenerateSeries(series_id, "2026-04-20"), system=True).facts["made"] == 2
    assert s.get(Series, series_id).generated_to == "2026-04-20"
    assert s.refuse(GenerateSeries("none", "2026-04-20"), by=s.owner).code == "series_unknown"


@rule("SCH-3")
def test_generating_leaves_alone_what_was_cancelled_or_moved_by_hand() -> None:
    s = Studio.open()
    series_id = s.do(weekly(s), by=s.manager).facts["series_id"]
    first, second = (occurrence_id(series_id, day) for day in ("2026-03-09", "2026-03-16"))
    s.do(CancelOccurrence(first), by=s.manager)
    s.do(MoveOccurrence(second, "2026-03-17", "07:00", 60), by=s.manager)
    assert s.do(GenerateSeries(series_id, "2026-04-06"), by=s.manager).facts["made"] == 0
    assert s.get(Occurrence, first).state == "cancelled"
    assert s.get(Occurrence, second).local_date == "2026-03-17"


@rule("SCH-1")
def test_a_series_has_an_end_exceptions_and_additions() -> None:
    s = Studio.open()
    made = weekly(
        s, end_date="2026-03-23", skipped=("2026-03-16",), added=("2026-03-18", "2026-05-01")
    )
    series_id = s.do(made, by=s.manager).facts["series_id"]
    s.do(GenerateSeries(series_id, "2026-05-04"), by=s.manager)
    dates = [one.local_date for one in s.reader.find(OCCURRENCES_OF_SERIES, series_id)]
    assert dates == ["2026-03-09", "2026-03-18", "2026-03-23"]


@rule("SCH-3", "SCH-5")
def test_a_series_in_conflict_names_the_dates_and_is_made_without_them() -> None:
    s = Studio.open()
    s.occurrence(s.yoga, "07:30", local_date="2026-03-16", lead_id=s.second_instructor)
    refusal = s.refuse(weekly(s), by=s.manager)
    assert (refusal.code, refusal.facts["dates"], refusal.facts["why"]) == (
        "series_conflicts",
        ["2026-03-16"],
        "instructor_busy",
    )
    s.do(weekly(s, skipped=("2026-03-16",)), by=s.manager)


@rule("SET-7", "SET-8")
def test_a_later_date_that_lost_its_instructor_is_made_unassigned_and_flagged() -> None:
    s = Studio.open()
    series_id = s.do(weekly(s, generate_to="2026-03-09"), by=s.manager).facts["series_id"]
    s.occurrence(s.yoga, "07:30", local_date="2026-03-16", lead_id=s.second_instructor)
    facts = s.do(GenerateSeries(series_id, "2026-03-16"), system=True).facts
    assert (facts["made"], facts["in_conflict"]) == (1, 1)
    made = s.get(Occurrence, occurrence_id(series_id, "2026-03-16"))
    assert (made.conflict, made.lead_id) == ("instructor_busy", "")
    assert s.reader.find(ASSIGNMENTS_OF_OCCURRENCE, made.id) == []


@rule("SCH-12")
def test_early_hours_of_a_series_need_a_manager_with_a_reason() -> None:
    s = Studio.open()
    early = {"local_start": "05:00"}
    assert s.refuse(weekly(s, **early), by=s.manager).facts["why"] == "outside_opening_hours"
    override = early | {"override": ("outside_opening_hours",)}
    assert s.refuse(weekly(s, **override), by=s.manager).code == "reason_missing"
    s.do(weekly(s, **override, reason="summer"), by=s.manager)


@rule("SCH-1", "SCH-5")
def test_a_move_takes_bookings_staff_and_resources_along_and_can_be_undone() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.reformer_1000, pay_at_desk=True))
    before = s.rows()
    move = MoveOccurrence(s.reformer_1000, DAY, "15:00", 90)
    outcome = s.do(move, command_id="m")
    starts = to_utc(DAY, "15:00", "Europe/London")
    moved = s.get(Occurrence, s.reformer_1000)
    assert (moved.starts_at, moved.ends_at) == (starts, starts + 90 * 60_000)
    assert s.booking(s.anna, s.reformer_1000).starts_at == starts
    (allocation,) = s.reader.find(ALLOCATIONS_OF_OCCURRENCE, moved.id)
    (assignment,) = s.reader.find(ASSIGNMENTS_OF_OCCURRENCE, moved.id)
    assert allocation.starts_at == assignment.starts_at == starts
    assert outcome.facts["client_ids"] == [s.anna]
    undo = undo_of(move, "m", outcome)
    assert isinstance(undo, UndoMoveOccurrence)
    s.do(undo)
    after = s.rows()
    assert [row.starts_at for row in after["booking"]] == [  # type: ignore[attr-defined]
        row.starts_at  # type: ignore[attr-defined]
        for row in before["booking"]
    ]
    assert after["allocation"] == before["allocation"]
    assert s.refuse(undo).code == "changed_since"


@rule("SCH-5", "SCH-9")
def test_a_move_to_another_lead_frees_the_first_one() -> None:
    s = Studio.open()
    s.do(MoveOccurrence(s.yoga_0900, DAY, "09:00", 60, s.second_instructor))
    s.do(MoveOccurrence(s.reformer_1000, DAY, "09:00", 60))
    assert s.get(Occurrence, s.yoga_0900).lead_id == s.second_instructor


def test_undoing_a_move_is_refused_when_the_old_slot_was_taken() -> None:
    s = Studio.open()
    move = MoveOccurrence(s.yoga_0900, DAY, "16:00", 60)
    outcome = s.do(move, command_id="m")
    s.do(MoveOccurrence(s.reformer_1000, DAY, "09:00", 60))
    undo = undo_of(move, "m", outcome)
    assert undo is not None
    assert s.refuse(undo).code == "instructor_busy"


@rule("SCH-5")
def test_moves_into_a_conflict_a_false_date_or_of_a_cancelled_class_are_refused() -> None:
    s = Studio.open()
    assert s.refuse(MoveOccurrence(s.yoga_0900, DAY, "10:30", 60)).code == "instructor_busy"
    assert s.refuse(MoveOccurrence(s.yoga_0900, "2026-02-30", "10:30", 60)).code == "invalid_date"
    s.do(CancelOccurrence(s.yoga_0900), by=s.manager)
    assert s.refuse(MoveOccurrence(s.yoga_0900, DAY, "16:00", 60)).code == "class_cancelled"


@rule("SCH-13")
def test_cancelling_a_class_gives_all_credits_back_and_ends_the_waiting() -> None:
    s = Studio.open()
    ten = s.sell(s.anna, s.ten)
    s.do(Book(s.anna, s.yoga_0900))
    s.do(Book(s.ben, s.yoga_0900, seats=2, pay_at_desk=True))
    s.do(JoinWaitlist(s.clara, s.yoga_0900, pay_at_desk=True))
    s.do(CheckIn(s.anna, s.yoga_0900))
    facts = s.do(CancelOccurrence(s.yoga_0900, "no heating"), by=s.instructor).facts
    assert (facts["count"], s.balance(ten)) == (2, 10)
    anna, ben = s.booking(s.anna, s.yoga_0900), s.booking(s.ben, s.yoga_0900)
    assert (anna.state, anna.checked_in_at, ben.state, ben.due) == (CANCELLED, NOW, CANCELLED, 0)
    assert s.entry(s.clara, s.yoga_0900).state == CLOSED
    s.occurrence(s.yoga, "09:00", lead_id=s.instructor)
    assert s.refuse(CancelOccurrence(s.yoga_0900), by=s.manager).code == "class_cancelled"


@rule("BK-33")
def test_capacity_below_the_bookings_drops_nobody_and_is_flagged() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_0900, seats=3, pay_at_desk=True))
    s.do(ChangeCapacity(s.yoga_0900, 2))
    assert s.get(Occurrence, s.yoga_0900).over_capacity == 1
    more = s.do(ChangeCapacity(s.yoga_0900, 4))
    assert s.get(Occurrence, s.yoga_0900).over_capacity == 0
    assert [event.name for event in more.events] == ["capacity_changed", "seat_freed"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"service_id": "none"}, "service_unknown"),
        ({"location_id": "none"}, "location_unknown"),
        ({"local_date": "2026-02-30"}, "invalid_date"),
    ],
)
def test_an_occurrence_of_nothing_is_refused(changes: dict[str, str], code: str) -> None:
    s = Studio.open()
    fields: dict[str, Any] = {
        "service_id": s.yoga,
        "location_id": s.london,
        "local_date": DAY,
    } | changes
    made = CreateOccurrence(local_start="20:00", duration_min=60, capacity=3, **fields)
    assert s.refuse(made, by=s.owner).code == code


@rule("SCH-13", "ORG-2")
def test_a_class_is_not_moved_to_a_day_that_is_over_there() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_0900, pay_at_desk=True))
    for day in ("2026-03-01", "2020-02-29"):
        back = MoveOccurrence(s.yoga_0900, day, "09:00", 60)
        assert s.refuse(back, by=s.manager).code == "date_past"
    earlier = MoveOccurrence(s.yoga_0900, DAY, "07:30", 60)
    s.do(earlier, by=s.manager)
    # half past eleven in London is the next day in Berlin
    late = s.later(hours=15, minutes=30)
    there = s.occurrence(s.talk, "20:00", local_date="2026-03-04", location_id=s.berlin)
    moved = MoveOccurrence(there, DAY, "23:50", 60)
    assert s.refuse(moved, by=s.owner, at=late).code == "date_past"


@rule("SCH-6", "NTF-1", "SCH-9")
def test_a_move_tells_of_what_changed_and_of_nothing_else() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_1800, pay_at_desk=True))
    lead = MoveOccurrence(s.yoga_1800, DAY, "18:00", 60, s.second_instructor)
    (event,) = s.do(lead, by=s.manager).events
    assert (event.name, event.facts["staff_name"]) == ("instructor_changed", "Ivo Instructor")
    assert event.facts["staff_ids"] == [s.instructor, s.second_instructor]
    later = MoveOccurrence(s.yoga_1800, DAY, "19:00", 60)
    (event,) = s.do(later, by=s.manager).events
    assert (event.name, event.facts["client_ids"]) == ("class_moved", [s.anna])
    both = MoveOccurrence(s.yoga_1800, DAY, "20:00", 60, s.instructor)
    events = s.do(both, by=s.manager).events
    assert [one.name for one in events] == ["class_moved", "instructor_changed"]
    assert s.do(both, by=s.manager).events == ()
