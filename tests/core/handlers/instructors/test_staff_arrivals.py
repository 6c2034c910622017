"""Instructors who come, who are missing, and whose role ends."""

import pytest

from core.commands.setup import EndGrant, GrantRole
from core.commands.substituting import CheckInStaff, Substitute, UndoCheckInStaff
from core.commands.undoing import undo_of
from core.domain.availability import ARRIVALS_AT_LOCATION, StaffArrival
from core.domain.organisation import GRANTS_OF_STAFF
from core.queries.substitutes import missing, to_give_away
from tests.support.rules import rule
from tests.support.studio import NOW, Studio


def absent(s: Studio, at: int) -> list[tuple[str, str]]:
    return [(one.id, name) for one, name in missing(s.reader, s.london, at)]


@rule("CHK-9")
def test_an_instructor_is_missing_from_ten_minutes_before_until_the_end() -> None:
    s = Studio.open()
    nine = [(s.yoga_0900, "Ines Instructor")]
    assert absent(s, s.later(minutes=50) - 1) == []
    assert absent(s, s.later(minutes=50)) == nine
    assert absent(s, s.later(hours=1, minutes=30)) == nine
    assert absent(s, s.later(hours=3) - 1) == [(s.reformer_1000, "Ines Instructor")]
    s.do(CheckInStaff(s.instructor, s.london), by=s.instructor, at=s.later(minutes=52))
    assert absent(s, s.later(minutes=55)) == []
    assert absent(s, s.later(hours=9, minutes=55)) == [], "who came is there for the day"
    assert absent(s, s.later(hours=33, minutes=55)) == [(s.yoga_tomorrow, "Ines Instructor")]


@rule("CHK-9", "ORG-3")
def test_how_long_before_is_a_setting_and_nought_asks_for_nothing() -> None:
    s = Studio.open()
    s.set("staff_missing_min", 45)
    assert len(absent(s, s.later(minutes=15))) == 1
    s = Studio.open()
    s.set("staff_missing_min", 0)
    assert absent(s, s.later(minutes=59)) == []


@rule("CHK-9")
def test_who_came_to_another_location_or_leads_nothing_here_is_not_looked_for() -> None:
    s = Studio.open()
    s.do(CheckInStaff(s.instructor, s.berlin, "phone"), by=s.owner)
    assert len(absent(s, s.later(minutes=55))) == 1
    s.do(Substitute(s.yoga_0900, s.second_instructor, "ill"))
    s.do(CheckInStaff(s.second_instructor, s.london))
    assert absent(s, s.later(minutes=55)) == []


@rule("CHK-9", "PERM-2")
@pytest.mark.parametrize(
    ("by", "allowed"),
    [
        ("instructor", True),
        ("receptionist", True),
        ("manager", True),
        ("second_instructor", False),
        ("berlin_receptionist", False),
    ],
)
def test_who_may_check_an_instructor_in(by: str, allowed: bool) -> None:
    s = Studio.open()
    code = s.run(CheckInStaff(s.instructor, s.london), by=getattr(s, by)).code
    assert code == ("staff_checked_in" if allowed else "not_permitted")


@rule("CHK-9", "SET-12")
def test_the_first_check_in_of_a_day_counts_once_and_is_undone() -> None:
    s = Studio.open()
    command = CheckInStaff(s.instructor, s.london)
    outcome = s.do(command, command_id="first", at=s.later(minutes=5))
    again = s.do(command, at=s.later(minutes=7))
    assert again.facts["at"] == outcome.facts["at"] == s.later(minutes=5)
    (row,) = s.reader.find(ARRIVALS_AT_LOCATION, s.london)
    assert (row.arrived_at, row.way, row.local_date) == (s.later(minutes=5), "desk", "2026-03-02")
    undo = undo_of(command, "first", outcome)
    assert undo is not None
    s.do(undo)
    assert s.get(StaffArrival, row.id).state == "ended"
    assert s.refuse(undo).code == "changed_since"
    s.do(command, at=s.later(minutes=9))
    assert s.get(StaffArrival, row.id).state == "active"


@rule("CHK-9", "SET-12")
def test_an_earlier_check_in_that_arrives_late_is_the_one_that_counts() -> None:
    s = Studio.open()
    s.do(CheckInStaff(s.instructor, s.london), at=s.later(minutes=9))
    s.do(CheckInStaff(s.instructor, s.london, "phone"), at=s.later(minutes=4))
    (row,) = s.reader.find(ARRIVALS_AT_LOCATION, s.london)
    assert (row.arrived_at, row.way) == (s.later(minutes=4), "phone")


def test_nobody_and_nowhere_are_refused() -> None:
    s = Studio.open()
    assert s.refuse(CheckInStaff("nobody", s.london)).code == "staff_unknown"
    assert s.refuse(CheckInStaff(s.instructor, "nowhere"), by=s.owner).code == "location_unknown"
    gone = UndoCheckInStaff("c", s.instructor, "nowhere")
    assert s.refuse(gone, by=s.owner).code == "location_unknown"


@rule("ORG-10")
def test_the_end_of_a_role_names_what_is_to_be_given_to_somebody_else() -> None:
    s = Studio.open()
    helped = s.occurrence(
        s.yoga, "20:00", lead_id=s.second_instructor, assistant_ids=(s.instructor,)
    )
    (grant,) = s.reader.find(GRANTS_OF_STAFF, s.instructor)
    facts = s.do(EndGrant(grant.id), by=s.manager, at=s.later(hours=3)).facts
    expected = [s.talk_1200, s.private_1400, s.yoga_1800, helped, s.yoga_tomorrow]
    assert facts["occurrence_ids"] == expected
    assert facts["staff_name"] == "Ines Instructor"
    assert [event.name for event in s.events[-1:]] == ["grant_ended"]
    left = to_give_away(s.reader, s.instructor, s.later(hours=3), location_id=s.london)
    assert [one.id for one in left] == expected
    s.do(Substitute(s.talk_1200, s.second_instructor, "left us"))
    left = to_give_away(s.reader, s.instructor, s.later(hours=3), s.later(hours=11), s.london)
    assert [one.id for one in left] == [s.private_1400, s.yoga_1800]


@rule("ORG-10")
def test_who_keeps_another_role_there_or_only_served_the_desk_leaves_nothing() -> None:
    s = Studio.open()
    s.do(GrantRole(s.instructor, "location_manager", s.london), by=s.owner)
    s.do(GrantRole(s.instructor, "receptionist", s.london), by=s.owner)
    grants = {row.role: row.id for row in s.reader.find(GRANTS_OF_STAFF, s.instructor)}
    assert s.do(EndGrant(grants["instructor"]), by=s.owner).facts["count"] == 0
    assert s.do(EndGrant(grants["location_manager"]), by=s.owner).facts["count"] == 6
    assert s.reader.find(ARRIVALS_AT_LOCATION, s.london, since=NOW) == []
