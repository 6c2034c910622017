"""Another instructor for one occurrence: who could, what stays, who is told, what is refused."""

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from core import bus
from core.changes import Outcome
from core.commands.availability import (
    AddAvailability,
    QualifyStaff,
    SetTravel,
    TakeTimeOff,
)
from core.commands.schedule import CancelOccurrence, CreateOccurrence, MoveOccurrence
from core.commands.seats import Book
from core.commands.setup import CreateStaff, GrantRole
from core.commands.spots import TakeOutOfOrder
from core.commands.substituting import Substitute
from core.commands.undoing import undo_of
from core.commands.waiting import JoinWaitlist
from core.domain.organisation import StaffMember
from core.domain.refusals import Refusal
from core.domain.schedule import (
    ALLOCATIONS_OF_OCCURRENCE,
    ASSIGNMENTS_OF_OCCURRENCE,
    Occurrence,
    Resource,
)
from core.domain.zones import HOUR_MS, to_utc
from core.queries.substitutes import of_occurrence
from core.rules.instructors.substitutes import Candidate
from core.store.overlay import Overlay
from tests.support.rules import rule
from tests.support.studio import DAY, NOW, Studio

LONDON = "Europe/London"


def leads(s: Studio, occurrence: str) -> list[tuple[str, str]]:
    """Who stands on an occurrence, with their role."""
    rows = s.reader.find(ASSIGNMENTS_OF_OCCURRENCE, occurrence)
    return sorted((row.staff_id, row.role) for row in rows if row.state == "held")


@rule("SCH-6", "SCH-10", "AUD-1")
def test_a_substitute_leads_and_everything_else_stays() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.reformer_1000, pay_at_desk=True))
    s.do(Book(s.ben, s.reformer_1000, pay_at_desk=True))
    before = s.rows()
    command = Substitute(s.reformer_1000, s.second_instructor, "Ines is ill")
    facts = s.do(command, by=s.receptionist).facts
    row = s.get(Occurrence, s.reformer_1000)
    assert row.lead_id == s.second_instructor
    assert leads(s, row.id) == [(s.second_instructor, "lead")]
    after = s.rows()
    changed = {table for table in after if after[table] != before[table]}
    assert changed == {"occurrence", "assignment"}
    assert s.reader.find(ALLOCATIONS_OF_OCCURRENCE, row.id)[0].state == "held"
    assert facts["from_staff_name"] == "Ines Instructor"
    assert facts["staff_name"] == "Ivo Instructor"
    assert facts["reason"] == "Ines is ill"
    assert facts["staff_ids"] == [s.instructor, s.second_instructor]
    assert sorted(facts["client_ids"]) == sorted([s.anna, s.ben])
    assert facts["no_longer_fits"] == []
    assert [event.name for event in s.events[-1:]] == ["instructor_changed"]
    s.do(MoveOccurrence(s.yoga_0900, DAY, "10:00", 60))


@rule("SCH-6")
def test_those_who_wait_or_have_cancelled_are_not_told() -> None:
    s = Studio.open()
    s.do(Book(s.dora, s.yoga_1800, seats=3, pay_at_desk=True))
    s.do(JoinWaitlist(s.anna, s.yoga_1800, pay_at_desk=True))
    facts = s.do(Substitute(s.yoga_1800, s.second_instructor, "ill")).facts
    assert facts["client_ids"] == [s.dora]


@rule("SCH-6", "PERM-2")
@pytest.mark.parametrize(
    ("by", "allowed"),
    [
        ("owner", True),
        ("manager", True),
        ("receptionist", True),
        ("instructor", True),
        ("second_instructor", False),
        ("berlin_manager", False),
        ("finance", False),
    ],
)
def test_who_may_substitute(by: str, allowed: bool) -> None:
    s = Studio.open()
    command = Substitute(s.yoga_1800, s.second_instructor, "ill")
    assert isinstance(s.run(command, by=getattr(s, by)), Outcome) == allowed


@rule("SCH-6")
@pytest.mark.parametrize(
    ("case", "code"),
    [
        ("unknown class", "occurrence_unknown"),
        ("unknown person", "staff_unknown"),
        ("archived", "staff_archived"),
        ("the same", "already_leads"),
        ("no reason", "reason_missing"),
        ("cancelled", "class_cancelled"),
        ("over", "class_over"),
        ("busy", "instructor_busy"),
        ("unskilled", "instructor_not_qualified"),
        ("away", "instructor_away"),
    ],
)
def test_what_cannot_be_substituted_is_refused(case: str, code: str) -> None:
    s = Studio.open()
    fields: dict[str, Any] = {
        "occurrence_id": s.yoga_1800,
        "substitute_id": s.second_instructor,
        "reason": "ill",
    }
    instead: dict[str, dict[str, str]] = {
        "unknown class": {"occurrence_id": "none"},
        "unknown person": {"substitute_id": "nobody"},
        "the same": {"substitute_id": s.instructor},
        "no reason": {"reason": "  "},
    }
    other = s.second_instructor
    gone = replace(s.get(StaffMember, other), state="archived")
    away = TakeTimeOff(other, NOW, s.later(hours=24))
    prepared: dict[str, Callable[[], object]] = {
        "archived": lambda: s.reader._write(StaffMember, other, gone),
        "cancelled": lambda: s.do(CancelOccurrence(s.yoga_1800), by=s.manager),
        "busy": lambda: s.occurrence(s.talk, "18:30", lead_id=other),
        "unskilled": lambda: s.do(QualifyStaff(other, ("reformer",)), by=s.manager),
        "away": lambda: s.do(away, by=s.manager),
    }
    if case in instead:
        fields |= instead[case]
    elif case in prepared:
        prepared[case]()
    at = s.later(hours=11) if case == "over" else NOW
    before = s.rows()
    assert s.refuse(Substitute(**fields), by=s.owner, at=at).code == code
    assert s.rows() == before


@rule("SCH-6", "SCH-12")
def test_a_manager_overrides_what_can_be_and_nobody_an_overlap() -> None:
    s = Studio.open()
    s.do(QualifyStaff(s.second_instructor, ("reformer",)), by=s.manager)
    insisted = Substitute(
        s.yoga_1800, s.second_instructor, "learns it", ("instructor_not_qualified",)
    )
    assert s.refuse(insisted).code == "override_not_allowed"
    s.do(insisted, by=s.manager)
    every: Any = ("instructor_busy", "instructor_not_qualified")
    s.occurrence(s.reformer, "09:30", lead_id=s.second_instructor)
    forced = Substitute(s.yoga_0900, s.second_instructor, "please", every)
    assert s.refuse(forced, by=s.owner).code == "instructor_busy"


@rule("SCH-6", "SCH-9")
def test_an_assistant_who_takes_over_leads() -> None:
    s = Studio.open()
    helped = s.occurrence(
        s.yoga, "20:00", lead_id=s.instructor, assistant_ids=(s.second_instructor,)
    )
    s.do(Substitute(helped, s.second_instructor, "ill"))
    assert leads(s, helped) == [(s.second_instructor, "lead")]


@rule("SCH-10")
def test_resources_that_no_longer_suffice_are_named_and_refuse_nothing() -> None:
    s = Studio.open()
    for client in (s.anna, s.ben, s.clara):
        s.do(Book(client, s.reformer_1000, pay_at_desk=True))
    row = s.get(Resource, s.reformers)
    s.reader._write(Resource, row.id, replace(row, quantity=2))
    facts = s.do(Substitute(s.reformer_1000, s.second_instructor, "ill")).facts
    assert facts["no_longer_fits"] == ["Reformer"]
    assert s.booking(s.clara, s.reformer_1000).state == "booked"


@rule("SCH-10", "SCH-12")
def test_another_instructor_brings_no_equipment_and_takes_the_want_of_one_away() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.reformer_1000, seats=3, pay_at_desk=True))
    s.do(TakeOutOfOrder(s.reformers, NOW, units=2), by=s.manager)
    s.do(Substitute(s.reformer_1000, s.second_instructor, "ill"))
    assert s.get(Occurrence, s.reformer_1000).conflict == "resource_short"
    away = TakeTimeOff(s.instructor, s.later(hours=9), s.later(hours=12), "flu")
    s.do(away, by=s.instructor)
    assert s.get(Occurrence, s.yoga_1800).conflict == "instructor_away"
    s.do(Substitute(s.yoga_1800, s.second_instructor, "flu"))
    assert s.get(Occurrence, s.yoga_1800).conflict == ""


@rule("SCH-6", "M-09")
def test_undoing_gives_the_class_back_and_tells_nobody() -> None:
    s = Studio.open()
    command = Substitute(s.yoga_1800, s.second_instructor, "ill")
    outcome = s.do(command, command_id="first")
    undo = undo_of(command, "first", outcome)
    assert undo is not None
    s.events.clear()
    s.do(undo)
    assert s.get(Occurrence, s.yoga_1800).lead_id == s.instructor
    assert leads(s, s.yoga_1800) == [(s.instructor, "lead")]
    assert s.events == []
    assert s.refuse(undo).code == "changed_since"


@rule("SCH-6")
def test_undoing_leaves_unassigned_what_nobody_led_and_refuses_where_the_first_is_busy() -> None:
    s = Studio.open()
    nobody = s.occurrence(s.yoga, "20:00")
    command = Substitute(nobody, s.second_instructor, "found somebody")
    outcome = s.do(command, command_id="first")
    undo = undo_of(command, "first", outcome)
    assert undo is not None
    s.do(undo)
    assert (s.get(Occurrence, nobody).lead_id, leads(s, nobody)) == ("", [])
    away = Substitute(s.yoga_1800, s.second_instructor, "ill")
    outcome = s.do(away, command_id="second")
    s.occurrence(s.talk, "18:30", lead_id=s.instructor)
    back = undo_of(away, "second", outcome)
    assert back is not None
    assert s.refuse(back).code == "instructor_busy"


@rule("SET-8", "SET-12")
def test_a_substitute_who_was_taken_elsewhere_first_leaves_it_unassigned() -> None:
    s = Studio.open()
    s.occurrence(s.talk, "18:30", lead_id=s.second_instructor)
    assert settled(s, Substitute(s.yoga_1800, s.second_instructor, "ill")) == "SET-8"
    row = s.get(Occurrence, s.yoga_1800)
    assert (row.lead_id, row.conflict, leads(s, row.id)) == ("", "instructor_busy", [])
    s.do(Substitute(s.yoga_1800, s.owner, "nobody else"), by=s.owner)
    assert s.get(Occurrence, s.yoga_1800).conflict == ""
    assert settled(s, Substitute(s.yoga_1800, s.owner, "nobody else"), by=s.owner) == "SET-12"


def settled(s: Studio, command: Substitute, **how: Any) -> str:
    """The SET rule of a command that a desk had shown as done."""
    draft = Overlay(s.reader)
    result = bus.settle(draft, replace(s.act(**how), shown="substituted"), command)
    s.reader.apply(draft.changes())
    assert not isinstance(result, Refusal)
    return str(result.facts["settlement"])


def hired(s: Studio, name: str, place: str, *categories: str) -> str:
    made = CreateStaff(name, categories=categories)
    key = s.do(made, by=s.owner).facts["staff_id"]
    s.do(GrantRole(key, "instructor", place), by=s.owner)
    return str(key)


def names(found: list[Candidate]) -> list[str]:
    return [one.name for one in found]


@rule("SCH-6", "M-13")
def test_candidates_are_ranked_by_what_speaks_against_them_way_and_hours() -> None:
    s = Studio.open()
    busy = hired(s, "Busy", s.london, "mat")
    tired = hired(s, "Tired", s.london, "mat")
    hired(s, "Rested", s.london, "mat")
    hired(s, "Silent", s.london)
    hired(s, "From Berlin", s.berlin, "mat")
    hired(s, "Potter", s.london, "pottery")
    away = hired(s, "Away", s.london, "mat")
    there = hired(s, "There", s.berlin, "mat")
    s.occurrence(s.yoga, "17:30", lead_id=busy)
    s.occurrence(s.yoga, "18:00", lead_id=tired, local_date="2026-03-08")
    s.occurrence(s.yoga, "18:00", lead_id=tired, local_date="2026-03-09")
    s.occurrence(s.yoga, "20:15", lead_id=there, location_id=s.berlin)  # 19:15 in London
    s.do(TakeTimeOff(away, NOW, s.later(hours=48)), by=s.owner)
    found = of_occurrence(s.reader, s.yoga_1800)
    hired_here = ["Rested", "Tired", "Silent", "From Berlin", "There", "Potter", "Away"]
    assert [name for name in names(found) if name in hired_here] == hired_here
    by_name = {one.name: one for one in found}
    assert "Busy" not in by_name
    assert "Ines Instructor" not in by_name, "who leads it is no substitute"
    assert by_name["Tired"].week_min == 60, "Sunday counts, next Monday does not"
    assert by_name["From Berlin"].way_min == 30
    assert by_name["There"].against == ("instructor_travel",)
    assert by_name["Potter"].against == ("instructor_not_qualified",)
    assert by_name["Away"].against == ("instructor_away",)
    assert [one.free for one in found] == sorted((one.free for one in found), reverse=True)


@rule("SCH-6", "AVL-2")
def test_the_way_is_the_longer_one_of_before_and_after() -> None:
    s = Studio.open()
    s.do(SetTravel(s.london, s.berlin, 75), by=s.owner)
    other = hired(s, "Traveller", s.london, "mat")
    s.occurrence(s.yoga, "09:00", lead_id=other)
    s.occurrence(s.yoga, "22:30", lead_id=other, location_id=s.berlin)  # 21:30 in London
    (one,) = [c for c in of_occurrence(s.reader, s.yoga_1800) if c.name == "Traveller"]
    assert (one.way_min, one.against, one.week_min) == (75, (), 120)


@rule("SCH-6", "AVL-1")
def test_a_session_outside_the_hours_of_a_candidate_says_so() -> None:
    s = Studio.open()
    s.do(
        AddAvailability(s.second_instructor, s.london, 0, "08:00", "12:00"),
        by=s.second_instructor,
    )
    by_id = {one.staff_id: one for one in of_occurrence(s.reader, s.private_1400)}
    assert by_id[s.second_instructor].against == ("instructor_unavailable",)
    assert of_occurrence(s.reader, "none") == []


@rule("SCH-6")
def test_a_free_candidate_can_be_substituted_by_anybody_who_may() -> None:
    s = Studio.open()
    for occurrence in (s.yoga_0900, s.reformer_1000, s.private_1400, s.yoga_tomorrow):
        for one in of_occurrence(s.reader, occurrence):
            result = s.preview(Substitute(occurrence, one.staff_id, "try"))
            assert isinstance(result, Outcome) == one.free, (one, result)


@rule("SCH-6", "SCH-2")
def test_the_week_of_a_clock_change_is_counted_in_local_days() -> None:
    s = Studio.open()
    sunday = s.do(
        CreateOccurrence(s.yoga, s.london, "2026-03-29", "20:00", 60, 3, s.instructor),
        by=s.owner,
    ).facts["occurrence_id"]
    monday = to_utc("2026-03-30", "00:00", LONDON)
    assert s.get(Occurrence, sunday).ends_at < monday
    s.occurrence(s.yoga, "06:00", local_date="2026-03-30", lead_id=s.second_instructor)
    s.occurrence(s.yoga, "06:00", local_date="2026-03-23", lead_id=s.second_instructor)
    (one,) = [c for c in of_occurrence(s.reader, sunday) if c.staff_id == s.second_instructor]
    assert one.week_min == HOUR_MS // 60_000
