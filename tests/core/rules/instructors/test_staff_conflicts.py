"""What speaks against a person beside an overlap: travel, time off, hours, skill."""

from typing import Any

import pytest

from core.commands.attendance import CloseOccurrence
from core.commands.availability import AddAvailability, QualifyStaff, SetTravel, TakeTimeOff
from core.commands.schedule import CreateOccurrence, MoveOccurrence
from core.commands.setup import GrantRole
from core.commands.substituting import Substitute
from core.domain.refusals import Refusal
from core.domain.zones import to_utc
from tests.support.rules import rule
from tests.support.studio import DAY, Studio

ZONE = "Europe/London"


def at(s: Studio, service: str, local_start: str, **more: Any) -> CreateOccurrence:
    fields: dict[str, Any] = {
        "location_id": s.london,
        "local_date": DAY,
        "lead_id": s.instructor,
        "duration_min": 60,
        "capacity": 1,
    } | more
    return CreateOccurrence(service, local_start=local_start, **fields)


def code(s: Studio, command: CreateOccurrence, by: str = "") -> str:
    result = s.preview(command, by=by or s.manager)
    return result.code if isinstance(result, Refusal) else ""


@rule("SCH-5", "AVL-2", "AVL-7")
@pytest.mark.parametrize(
    ("local_start", "found"),
    [
        # 18:00 to 19:00 in London is 19:00 to 20:00 in Berlin
        ("20:29", "instructor_travel"),
        ("20:30", ""),
        ("17:31", "instructor_travel"),
        ("17:30", ""),
        ("19:59", "instructor_busy"),
        ("18:01", "instructor_busy"),
    ],
)
def test_the_way_from_another_location_takes_its_time(local_start: str, found: str) -> None:
    s = Studio.open()
    there = at(s, s.yoga, local_start, location_id=s.berlin)
    assert code(s, there, s.berlin_manager) == found


@rule("AVL-7")
def test_the_larger_of_buffer_and_travel_is_needed_not_their_sum() -> None:
    s = Studio.open()
    s.do(SetTravel(s.london, s.berlin, 5), by=s.owner)
    assert code(s, at(s, s.yoga, "20:04", location_id=s.berlin), s.owner) == "instructor_travel"
    assert code(s, at(s, s.yoga, "20:05", location_id=s.berlin), s.owner) == ""


@rule("SCH-5", "SCH-12", "AVL-1")
def test_time_off_stops_every_kind_at_every_place_unless_a_manager_insists() -> None:
    s = Studio.open()
    noon, three = to_utc(DAY, "15:30", ZONE), to_utc(DAY, "17:00", ZONE)
    s.do(TakeTimeOff(s.instructor, noon, three, "dentist"), by=s.manager)
    assert code(s, at(s, s.yoga, "16:00")) == "instructor_away"
    assert code(s, at(s, s.yoga, "15:00")) == "instructor_away"
    assert code(s, at(s, s.yoga, "17:00")) == ""
    there = at(s, s.talk, "17:30", location_id=s.berlin)
    assert code(s, there, s.owner) == "instructor_away"
    insisted = at(s, s.yoga, "16:00", override=("instructor_away",), reason="agreed")
    assert s.refuse(insisted).code == "override_not_allowed"
    s.do(insisted, by=s.manager)


@rule("AVL-1", "SCH-12")
def test_sessions_keep_to_the_hours_of_who_has_given_any_and_classes_do_not() -> None:
    s = Studio.open()
    at_four = at(s, s.private, "16:00")
    assert code(s, at_four) == ""
    s.do(AddAvailability(s.instructor, s.london, 0, "15:00", "16:30"), by=s.owner)
    assert code(s, at_four) == "instructor_unavailable"
    assert code(s, at(s, s.private, "15:30")) == ""
    assert code(s, at(s, s.yoga, "16:00")) == ""
    assert code(s, at_four, s.instructor) == "", "their own hours are their own affair"
    assert code(s, at(s, s.private, "16:00", lead_id=s.second_instructor)) == ""


@rule("SCH-7", "SCH-9", "SCH-12")
@pytest.mark.parametrize("role", ["lead", "assistant"])
def test_lead_and_assistants_must_teach_the_category_unless_a_manager_insists(role: str) -> None:
    s = Studio.open()
    s.do(QualifyStaff(s.second_instructor, ("mat",)), by=s.manager)
    people: dict[str, Any] = (
        {"lead_id": s.second_instructor}
        if role == "lead"
        else {"assistant_ids": (s.second_instructor,)}
    )
    tower = at(s, s.reformer, "16:00", **people)
    refusal = s.refuse(tower, by=s.manager)
    assert refusal.code == "instructor_not_qualified"
    assert refusal.facts["staff_name"] == "Ivo Instructor"
    assert refusal.facts["category"] == "reformer"
    override = {"override": ("instructor_not_qualified",)}
    bare = at(s, s.reformer, "16:00", **people, **override)
    assert s.refuse(bare, by=s.manager).code == "reason_missing"
    reasoned = at(s, s.reformer, "16:00", **people, **override, reason="is learning it")
    assert s.refuse(reasoned, by=s.receptionist).code == "override_not_allowed"
    s.do(reasoned, by=s.manager)


@rule("SCH-7")
def test_a_profile_that_says_nothing_yet_refuses_nothing() -> None:
    s = Studio.open()
    s.do(QualifyStaff(s.second_instructor, ()), by=s.manager)
    assert code(s, at(s, s.reformer, "16:00", lead_id=s.second_instructor)) == ""


@rule("SCH-5")
def test_a_lead_who_does_not_exist_is_refused_to_everyone() -> None:
    s = Studio.open()
    everything: Any = ("instructor_busy", "instructor_away", "instructor_not_qualified")
    ghost = at(s, s.yoga, "16:00", lead_id="nobody", override=everything, reason="please")
    assert s.refuse(ghost, by=s.owner).code == "staff_unknown"


@rule("SCH-12", "AVL-3")
def test_no_override_reaches_an_overlap() -> None:
    s = Studio.open()
    every: Any = ("instructor_busy", "instructor_buffer", "instructor_travel", "instructor_away")
    s.do(GrantRole(s.instructor, "instructor", s.berlin), by=s.owner)
    there = at(s, s.yoga, "10:30", location_id=s.berlin, override=every, reason="twice at once")
    assert s.refuse(there, by=s.owner).code == "instructor_busy"
    moved = MoveOccurrence(s.yoga_1800, DAY, "10:30", 60, override=every, reason="twice at once")
    assert s.refuse(moved, by=s.owner).code == "instructor_busy"


@rule("AVL-3", "NS-7")
def test_a_class_closed_early_still_keeps_its_instructor_to_its_end() -> None:
    s = Studio.open()
    s.do(CloseOccurrence(s.yoga_0900), by=s.manager, at=s.later(hours=1, minutes=20))
    beside = s.occurrence(s.talk, "09:30", duration_min=30)
    swap = Substitute(beside, s.instructor, "swap")
    assert s.refuse(swap, by=s.owner, at=s.later(hours=1, minutes=25)).code == "instructor_busy"
