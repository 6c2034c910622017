"""What speaks against an occurrence: instructor, resource, opening hours."""

import pytest

from core.commands.catalogue import CreateService, ResourceNeed
from core.commands.schedule import CreateOccurrence, CreateSeries
from core.domain.refusals import Refusal
from core.domain.schedule import Series
from core.rules.schedule.planning import plan
from tests.support.rules import rule
from tests.support.studio import DAY, Studio


def buffered(s: Studio) -> str:
    """A service with 20 minutes before and 10 after."""
    made = CreateService(
        "Pottery", "class", "mat", 60, 5, buffer_before_min=20, buffer_after_min=10
    )
    return str(s.do(made, by=s.owner).facts["service_id"])


def roomed(s: Studio) -> str:
    """A service that needs the one room."""
    made = CreateService("Loom", "class", "mat", 60, 5, needs=(ResourceNeed(s.room, 1),))
    return str(s.do(made, by=s.owner).facts["service_id"])


def at(
    s: Studio, service: str, local_start: str, lead: str = "", **more: object
) -> CreateOccurrence:
    fields: dict[str, object] = {"lead_id": lead} | more
    return CreateOccurrence(service, s.london, DAY, local_start, 60, 3, **fields)  # type: ignore[arg-type]


@rule("SCH-5", "SCH-12", "AVL-3")
def test_an_instructor_is_in_one_class_at_a_time_whoever_asks() -> None:
    s = Studio.open()
    refusal = s.refuse(at(s, s.yoga, "09:30", s.instructor), by=s.owner)
    assert refusal.code == "instructor_busy"
    assert refusal.facts["other_class_name"] == "Yoga"
    assert refusal.facts["staff_name"] == "Ines Instructor"
    insisted = at(
        s, s.yoga, "09:30", s.instructor, override=("instructor_buffer",), reason="please"
    )
    assert s.refuse(insisted, by=s.owner).code == "instructor_busy"


@rule("SCH-9", "SCH-5")
def test_assistants_count_in_conflicts() -> None:
    s = Studio.open()
    s.do(at(s, s.yoga, "16:00", assistant_ids=(s.second_instructor,)), by=s.manager)
    assert (
        s.refuse(at(s, s.yoga, "16:30", s.second_instructor), by=s.manager).code
        == "instructor_busy"
    )
    helped = at(s, s.yoga, "16:30", s.instructor, assistant_ids=(s.second_instructor,))
    assert s.refuse(helped, by=s.manager).code == "instructor_busy"


@rule("SCH-5", "AVL-7")
@pytest.mark.parametrize(("local_start", "fits"), [("10:10", False), ("10:20", True)])
def test_the_gap_needed_is_the_largest_buffer_not_their_sum(local_start: str, fits: bool) -> None:
    s = Studio.open()
    pottery = buffered(s)
    s.do(at(s, pottery, "15:00", s.second_instructor), by=s.manager)
    later = at(s, pottery, local_start.replace("10:", "16:"), s.second_instructor)
    result = s.preview(later, by=s.manager)
    assert isinstance(result, Refusal) != fits


@rule("SCH-12")
def test_a_buffer_is_overridden_by_a_manager_with_a_reason_only() -> None:
    s = Studio.open()
    pottery = buffered(s)
    s.do(at(s, pottery, "15:00", s.second_instructor), by=s.manager)
    tight = at(s, pottery, "16:05", s.second_instructor)
    override = at(s, pottery, "16:05", s.second_instructor, override=("instructor_buffer",))
    reasoned = at(
        s, pottery, "16:05", s.second_instructor, override=("instructor_buffer",), reason="agreed"
    )
    assert s.refuse(tight, by=s.manager).code == "instructor_buffer"
    assert s.refuse(reasoned).code == "override_not_allowed"
    assert s.refuse(override, by=s.manager).code == "reason_missing"
    s.do(reasoned, by=s.manager)


@rule("SCH-5", "SCH-12")
@pytest.mark.parametrize(
    ("local_start", "code"),
    [("05:30", "outside_opening_hours"), ("21:01", "outside_opening_hours"), ("21:00", "")],
)
def test_opening_hours(local_start: str, code: str) -> None:
    s = Studio.open()
    result = s.preview(at(s, s.yoga, local_start), by=s.manager)
    assert (result.code if isinstance(result, Refusal) else "") == code


@rule("SCH-5")
def test_a_location_without_hours_is_always_open() -> None:
    s = Studio.open()
    made = CreateOccurrence(s.yoga, s.berlin, DAY, "03:00", 60, 3)
    s.do(made, by=s.berlin_manager)


@rule("RES-2", "SCH-5", "SCH-12")
def test_a_room_serves_one_class_at_a_time() -> None:
    s = Studio.open()
    loom = roomed(s)
    s.do(at(s, loom, "15:00"), by=s.manager)
    refusal = s.refuse(at(s, loom, "15:30"), by=s.owner)
    assert (refusal.code, refusal.facts["left"]) == ("resource_short", 0)
    s.do(at(s, loom, "16:00"), by=s.manager)


@rule("SCH-3")
def test_a_series_shows_every_date_with_its_conflicts_before_it_is_made() -> None:
    s = Studio.open()
    series = CreateSeries(
        s.yoga,
        s.london,
        "FREQ=DAILY;COUNT=3",
        DAY,
        "18:30",
        60,
        3,
        s.instructor,
        skipped=("2026-03-04",),
    )
    found = plan(s.reader, series, "2026-03-31")
    assert not isinstance(found, Refusal)
    assert [(one.local_date, [c.code for c in one.conflicts], one.hard) for one in found] == [
        ("2026-03-02", ["instructor_busy"], True),
        ("2026-03-03", ["instructor_busy"], True),
    ]
    assert not s.reader.all(Series)
