"""Weekly hours, exceptions, time off, travel, qualification: who sets them, what is refused."""

from typing import Any

import pytest
from msgspec.structs import replace

from core import bus
from core.commands.availability import (
    AddAvailability,
    AddException,
    EndAvailability,
    EndException,
    EndTimeOff,
    QualifyStaff,
    SetTravel,
    TakeTimeOff,
)
from core.commands.requesting import BookSession
from core.commands.schedule import CreateSeries, GenerateSeries
from core.commands.setup import EndGrant, GrantRole
from core.commands.substituting import Substitute
from core.domain.availability import (
    AVAILABILITY_OF_STAFF,
    TIME_OFF_OF_STAFF,
    Availability,
    AvailabilityException,
    TimeOff,
)
from core.domain.json_text import texts
from core.domain.organisation import GRANTS_OF_STAFF, StaffMember
from core.domain.refusals import Refusal
from core.domain.schedule import Occurrence
from core.domain.zones import DAY_MS, local_date, local_time, to_utc
from core.queries.slots import Asked, free
from core.rules.instructors.travel import travel_min
from core.store.overlay import Overlay
from tests.support.rules import rule
from tests.support.studio import NOW, Studio


def mornings(s: Studio, **changes: Any) -> AddAvailability:
    fields: dict[str, Any] = {
        "staff_id": s.instructor,
        "location_id": s.london,
        "weekday": 0,
        "local_from": "09:00",
        "local_until": "12:00",
    } | changes
    return AddAvailability(**fields)


@rule("AVL-1")
def test_an_instructor_keeps_own_hours_and_takes_them_back() -> None:
    s = Studio.open()
    outcome = s.do(mornings(s, self_booking=False), by=s.instructor)
    (row,) = s.reader.find(AVAILABILITY_OF_STAFF, s.instructor)
    assert (row.weekday, row.local_from, row.local_until, row.self_booking) == (
        0,
        "09:00",
        "12:00",
        0,
    )
    assert outcome.facts["staff_name"] == "Ines Instructor"
    s.do(EndAvailability(row.id), by=s.instructor)
    assert s.reader.find(AVAILABILITY_OF_STAFF, s.instructor) == []
    assert s.refuse(EndAvailability(row.id), by=s.instructor).code == "availability_unknown"


@rule("AVL-1", "PERM-2")
@pytest.mark.parametrize(
    ("by", "allowed"),
    [
        ("instructor", True),
        ("manager", True),
        ("owner", True),
        ("second_instructor", False),
        ("receptionist", False),
        ("berlin_manager", False),
        ("finance", False),
    ],
)
def test_hours_and_time_off_are_the_persons_own_and_the_managers(by: str, allowed: bool) -> None:
    s = Studio.open()
    who = getattr(s, by)
    weekly = s.do(mornings(s, weekday=3), by=s.owner).facts["availability_id"]
    away = TakeTimeOff(s.instructor, s.later(hours=48), s.later(hours=72))
    other = TakeTimeOff(s.instructor, s.later(hours=90), s.later(hours=96))
    taken = s.do(other, by=s.owner).facts["time_off_id"]
    commands = [
        mornings(s),
        away,
        AddException(s.instructor, s.london, "2026-03-09", "extra", "14:00", "15:00"),
        EndAvailability(weekly),
        EndTimeOff(taken),
    ]
    for command in commands:
        code = s.run(command, by=who).code
        assert (code == "not_permitted") != allowed, command


@rule("AVL-1")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"staff_id": "nobody"}, "staff_unknown"),
        ({"location_id": "nowhere"}, "location_unknown"),
        ({"location_id": "berlin"}, "not_at_location"),
        ({"local_until": "09:00"}, "span_empty"),
        ({"local_until": "08:59"}, "span_empty"),
        ({"valid_from": "2026-02-30"}, "invalid_date"),
        ({"valid_from": "2027-02-29"}, "invalid_date"),
        ({"valid_from": "2026-05-02", "valid_until": "2026-05-01"}, "span_empty"),
        ({"local_from": "11:59"}, "availability_clashes"),
        ({"local_until": "24:00"}, "availability_clashes"),
    ],
)
def test_hours_that_cannot_be_are_refused(changes: dict[str, str], code: str) -> None:
    s = Studio.open()
    s.do(mornings(s), by=s.owner)
    if changes.get("location_id") == "berlin":
        changes = {"location_id": s.berlin}
    before = s.rows()
    assert s.refuse(mornings(s, **changes), by=s.owner).code == code
    assert s.rows() == before


@rule("AVL-1")
@pytest.mark.parametrize(
    "changes",
    [
        {"local_from": "12:00", "local_until": "24:00"},
        {"weekday": 1},
        {"valid_from": "2026-07-01"},
        {"valid_from": "2028-02-29", "valid_until": "2028-02-29"},
        {"staff_id": "second_instructor"},
    ],
)
def test_hours_beside_others_are_set(changes: dict[str, Any]) -> None:
    s = Studio.open()
    s.do(mornings(s, valid_until="2026-06-30"), by=s.owner)
    if "staff_id" in changes:
        changes = {"staff_id": s.second_instructor}
    s.do(mornings(s, **changes), by=s.owner)
    assert len([one for one in s.reader.all(Availability) if one.state == "active"]) == 2


@rule("AVL-1", "ORG-4")
def test_an_owner_has_hours_anywhere_and_who_holds_no_role_there_has_none() -> None:
    s = Studio.open()
    s.do(mornings(s, staff_id=s.owner, location_id=s.berlin), by=s.owner)
    s.do(GrantRole(s.instructor, "instructor", s.berlin), by=s.owner)
    s.do(mornings(s, location_id=s.berlin), by=s.instructor)
    for grant in s.reader.find(GRANTS_OF_STAFF, s.instructor):
        s.do(EndGrant(grant.id), by=s.owner)
    assert s.refuse(mornings(s, weekday=4), by=s.owner).code == "not_at_location"


@rule("AVL-1")
def test_an_exception_is_of_one_date_to_come() -> None:
    s = Studio.open()
    extra = AddException(s.instructor, s.london, "2026-03-09", "extra", "18:00", "20:00", False)
    key = s.do(extra, by=s.instructor).facts["exception_id"]
    row = s.get(AvailabilityException, key)
    assert (row.kind, row.local_date, row.self_booking) == ("extra", "2026-03-09", 0)
    past = AddException(s.instructor, s.london, "2026-03-01", "removed")
    assert s.refuse(past, by=s.instructor).code == "date_past"
    never = AddException(s.instructor, s.london, "2026-02-29", "removed")
    assert s.refuse(never, by=s.instructor).code == "invalid_date"
    s.do(EndException(key), by=s.instructor)
    assert s.refuse(EndException(key), by=s.instructor).code == "availability_unknown"


@rule("AVL-1", "SCH-6")
def test_time_off_names_what_somebody_else_has_to_lead() -> None:
    s = Studio.open()
    away = TakeTimeOff(s.instructor, NOW, to_utc("2026-03-02", "18:30", "Europe/London"), "ill")
    facts = s.do(away, by=s.manager).facts
    assert facts["occurrence_ids"] == [
        s.yoga_0900,
        s.reformer_1000,
        s.talk_1200,
        s.private_1400,
        s.yoga_1800,
    ]
    assert [event.name for event in s.events] == ["time_off_taken"]
    assert s.refuse(away, by=s.manager).code == "already_away"
    (row,) = s.reader.find(TIME_OFF_OF_STAFF, s.instructor)
    s.do(EndTimeOff(row.id), by=s.instructor)
    assert s.get(TimeOff, row.id).state == "ended"
    assert s.refuse(EndTimeOff(row.id), by=s.instructor).code == "availability_unknown"


@rule("AVL-1")
def test_time_off_that_cannot_be_is_refused() -> None:
    s = Studio.open()
    assert s.refuse(TakeTimeOff("nobody", NOW, NOW + 1), by=s.owner).code == "staff_unknown"
    backwards = TakeTimeOff(s.instructor, NOW + 2, NOW + 2)
    assert s.refuse(backwards, by=s.owner).code == "time_off_empty"
    over = TakeTimeOff(s.instructor, NOW - 2, NOW)
    assert s.refuse(over, by=s.owner).code == "time_past"


@rule("AVL-2")
def test_the_way_between_two_locations_is_half_an_hour_unless_the_table_says_otherwise() -> None:
    s = Studio.open()
    assert travel_min(s.reader, s.london, s.berlin) == 30
    assert travel_min(s.reader, s.london, s.london) == 0
    s.set("travel_min", 45)
    assert travel_min(s.reader, s.berlin, s.london) == 45
    s.do(SetTravel(s.london, s.berlin, 110), by=s.manager)
    s.do(SetTravel(s.berlin, s.london, 120), by=s.berlin_manager)
    assert travel_min(s.reader, s.london, s.berlin) == 120
    assert travel_min(s.reader, s.berlin, s.london) == 120
    assert s.refuse(SetTravel(s.london, s.london, 5), by=s.owner).code == "same_location"
    assert s.refuse(SetTravel(s.london, "nowhere", 5), by=s.owner).code == "location_unknown"


@rule("SCH-7")
def test_a_manager_says_what_a_person_teaches_and_the_person_does_not() -> None:
    s = Studio.open()
    wanted = QualifyStaff(s.instructor, ("tower", " mat ", "mat", "", "陶芸 🏺", "\u05e9\u05dc"))
    assert s.refuse(wanted, by=s.instructor).code == "not_permitted"
    assert s.refuse(wanted, by=s.berlin_manager).code == "not_permitted"
    s.do(wanted, by=s.manager)
    member = s.get(StaffMember, s.instructor)
    assert texts(member.categories) == ("mat", "tower", "\u05e9\u05dc", "陶芸 🏺")
    assert s.refuse(QualifyStaff("nobody", ()), by=s.owner).code == "staff_unknown"


@rule("SCH-5", "AVL-1")
def test_what_somebody_leads_on_time_off_is_flagged_until_they_are_back_or_another_leads() -> None:
    s = Studio.open()
    away = TakeTimeOff(s.instructor, NOW, to_utc("2026-03-02", "23:00", "Europe/London"))
    key = s.do(away, by=s.manager).facts["time_off_id"]
    assert s.get(Occurrence, s.yoga_1800).conflict == "instructor_away"
    assert s.get(Occurrence, s.yoga_tomorrow).conflict == ""
    s.do(Substitute(s.yoga_0900, s.second_instructor, "ill"))
    assert s.get(Occurrence, s.yoga_0900).conflict == ""
    s.do(EndTimeOff(key), by=s.manager)
    assert s.get(Occurrence, s.yoga_1800).conflict == ""


@rule("SCH-3", "SCH-5")
def test_a_series_that_grows_into_time_off_is_made_and_flagged_and_a_person_is_told() -> None:
    s = Studio.open()
    rule_ = "FREQ=WEEKLY;BYDAY=WE"
    made = CreateSeries(s.yoga, s.london, rule_, "2026-03-04", "07:00", 60, 12, s.second_instructor)
    series = s.do(made, by=s.manager).facts["series_id"]
    low, high = (to_utc(day, "00:00", "Europe/London") for day in ("2026-03-10", "2026-03-17"))
    s.do(TakeTimeOff(s.second_instructor, low, high), by=s.manager)
    facts = s.do(GenerateSeries(series, "2026-03-18"), system=True).facts
    assert (facts["made"], facts["in_conflict"], facts["settlement"]) == (3, 1, "SCH-5")
    flagged = s.get(Occurrence, facts["occurrence_id"])
    assert (flagged.local_date, flagged.lead_id) == ("2026-03-11", s.second_instructor)


@rule("SET-12")
def test_what_two_desks_took_back_is_taken_back_once() -> None:
    s = Studio.open()
    weekly = s.do(mornings(s), by=s.owner).facts["availability_id"]
    extra = AddException(s.instructor, s.london, "2026-03-09", "extra", "18:00", "20:00")
    other = s.do(extra, by=s.owner).facts["exception_id"]
    away = TakeTimeOff(s.instructor, s.later(hours=48), s.later(hours=72))
    off = s.do(away, by=s.owner).facts["time_off_id"]
    for command in (EndAvailability(weekly), EndException(other), EndTimeOff(off)):
        s.do(command, by=s.owner)
        act = replace(s.act(by=s.owner), shown="availability_ended")
        again = bus.settle(Overlay(s.reader), act, command)
        assert again.facts["settlement"] == "SET-12"
    act = replace(s.act(by=s.owner), shown="availability_ended")
    unknown = bus.settle(Overlay(s.reader), act, EndAvailability("none"))
    assert unknown.code == "availability_unknown"


@rule("AVL-1", "AVL-2")
def test_weekly_hours_hold_from_their_first_day_to_their_last() -> None:
    s = Studio.open()
    who = s.second_instructor
    weeks = AddAvailability(who, s.london, 1, "09:00", "10:00", "2026-03-10", "2026-03-17")
    s.do(weeks, by=who)
    found = free(s.reader, Asked(s.private, s.london, who), NOW)
    assert [local_date(one.starts_at, "Europe/London") for one in found] == [
        "2026-03-10",
        "2026-03-17",
    ]
    for day, code in (("2026-03-17", ""), ("2026-03-24", "instructor_unavailable")):
        session = BookSession(s.anna, s.private, s.london, who, day, "09:00", pay_at_desk=True)
        result = s.preview(session, by=s.receptionist)
        assert (result.code if isinstance(result, Refusal) else "") == code


@rule("AVL-1", "AVL-2")
def test_an_exception_takes_hours_out_of_a_date_or_adds_some_for_clients_or_not() -> None:
    s = Studio.open()
    who, day = s.second_instructor, "2026-03-03"
    s.do(AddAvailability(who, s.london, 1, "09:00", "12:00"), by=who)

    def times(*, by_client: bool = True) -> list[str]:
        asked = Asked(s.private, s.london, who, until=NOW + 2 * DAY_MS, by_client=by_client)
        return [local_time(one.starts_at, "Europe/London") for one in free(s.reader, asked, NOW)]

    assert times() == ["09:00", "09:30", "10:00", "10:30", "11:00"]
    s.do(AddException(who, s.london, day, "removed", "10:00", "10:15"), by=who)
    assert times() == ["09:00", "10:30", "11:00"]
    session = BookSession(s.anna, s.private, s.london, who, day, "10:00", pay_at_desk=True)
    assert s.refuse(session).code == "instructor_unavailable"
    s.do(AddException(who, s.london, day, "extra", "15:00", "16:00"), by=who)
    s.do(AddException(who, s.london, day, "extra", "18:00", "19:00", False), by=who)
    assert times() == ["09:00", "10:30", "11:00", "15:00"]
    assert times(by_client=False) == ["09:00", "10:30", "11:00", "15:00", "18:00"]
    member = s.get(StaffMember, who)
    s.reader._write(StaffMember, who, replace(member, self_booking=0))
    assert (times(), len(times(by_client=False))) == ([], 5)
