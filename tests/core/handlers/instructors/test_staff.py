"""Staff members: their data, archived and back with their roles, who assists."""

from typing import Any

import pytest
from msgspec.structs import replace

from core.commands.schedule import CancelOccurrence
from core.commands.setup import GrantRole
from core.commands.staff import ArchiveStaff, EditStaff, SetAssistants, UnarchiveStaff
from core.commands.substituting import Substitute
from core.domain.organisation import GRANTS_OF_STAFF, Grant, StaffMember
from core.domain.schedule import ASSIGNMENTS_OF_OCCURRENCE
from core.queries.substitutes import of_occurrence
from tests.support.rules import rule
from tests.support.studio import NOW, Studio


@rule("ORG-7", "PERM-2")
@pytest.mark.parametrize(
    ("by", "allowed"),
    [
        ("instructor", True),
        ("manager", True),
        ("owner", True),
        ("second_instructor", False),
        ("receptionist", False),
        ("berlin_manager", False),
    ],
)
def test_people_change_their_own_contact_and_managers_everyones(by: str, allowed: bool) -> None:
    s = Studio.open()
    changed = EditStaff(s.instructor, phone="+442079460099", email="ines@example.org")
    code = s.run(changed, by=getattr(s, by)).code
    assert code == ("staff_changed" if allowed else "not_permitted")
    member = s.get(StaffMember, s.instructor)
    assert (member.phone == "+442079460099") == allowed
    assert member.name == "Ines Instructor", "what is not given stays"


@rule("ORG-9", "PERM-2")
def test_the_primary_location_is_for_a_manager_to_set() -> None:
    s = Studio.open()
    home = EditStaff(s.instructor, primary_location_id=s.london)
    assert s.refuse(home, by=s.instructor).code == "not_permitted"
    s.do(home, by=s.manager)
    assert s.get(StaffMember, s.instructor).primary_location_id == s.london
    nowhere = EditStaff(s.instructor, primary_location_id="nowhere")
    assert s.refuse(nowhere, by=s.owner).code == "location_unknown"
    assert s.refuse(EditStaff("nobody"), by=s.owner).code == "staff_unknown"
    stolen = EditStaff(s.owner, email="mara@example.org")
    assert s.refuse(stolen, by=s.manager).code == "not_permitted"
    s.do(GrantRole(s.receptionist, "finance_manager", s.london), by=s.owner)
    high = EditStaff(s.receptionist, email="mara@example.org")
    assert s.refuse(high, by=s.manager).code == "role_too_high"
    s.do(EditStaff(s.receptionist, name="ريتا 🪷"), by=s.receptionist)


@rule("ORG-7", "ORG-10")
def test_archiving_ends_all_roles_and_lists_what_is_left_to_lead() -> None:
    s = Studio.open()
    s.do(GrantRole(s.instructor, "trainer", s.berlin), by=s.owner)
    facts = s.do(ArchiveStaff(s.instructor), by=s.owner).facts
    assert (facts["count"], len(facts["grant_ids"])) == (6, 2)
    assert s.reader.find(GRANTS_OF_STAFF, s.instructor) == []
    assert s.get(StaffMember, s.instructor).state == "archived"
    assert s.refuse(CancelOccurrence(s.yoga_0900), by=s.instructor).code == "not_permitted"
    names = [one.name for one in of_occurrence(s.reader, s.yoga_berlin)]
    assert "Ines Instructor" not in names
    again = Substitute(s.yoga_berlin, s.instructor, "please")
    assert s.refuse(again, by=s.owner).code == "staff_archived"
    assert s.refuse(ArchiveStaff(s.instructor), by=s.owner).code == "staff_archived"


@rule("ORG-7", "PERM-2", "ORG-4")
def test_who_may_not_be_archived() -> None:
    s = Studio.open()
    assert s.refuse(ArchiveStaff("nobody"), by=s.owner).code == "staff_unknown"
    assert s.refuse(ArchiveStaff(s.owner), by=s.owner).code == "last_owner"
    assert s.refuse(ArchiveStaff(s.manager), by=s.manager).code == "role_too_high"
    s.do(GrantRole(s.instructor, "instructor", s.berlin), by=s.owner)
    assert s.refuse(ArchiveStaff(s.instructor), by=s.manager).code in (
        "role_elsewhere",
        "not_permitted",
    )
    s.do(GrantRole(s.manager, "org_owner"), by=s.owner)
    s.do(ArchiveStaff(s.owner), by=s.manager)
    assert s.get(StaffMember, s.owner).state == "archived"


@rule("ORG-7")
def test_who_comes_back_gets_the_roles_that_are_named_and_no_others() -> None:
    s = Studio.open()
    s.do(GrantRole(s.second_instructor, "receptionist", s.london), by=s.manager)
    s.do(EditStaff(s.second_instructor, primary_location_id=s.london), by=s.manager)
    ended = s.do(ArchiveStaff(s.second_instructor), by=s.manager).facts["grant_ids"]
    back = UnarchiveStaff(s.second_instructor, tuple(ended[:1]))
    s.do(back, by=s.manager)
    assert [one.id for one in s.reader.find(GRANTS_OF_STAFF, s.second_instructor)] == ended[:1]
    assert s.refuse(back, by=s.manager).code == "staff_not_archived"
    s.do(ArchiveStaff(s.second_instructor), by=s.manager)
    (owners,) = s.reader.find(GRANTS_OF_STAFF, s.owner)
    stolen = UnarchiveStaff(s.second_instructor, (owners.id,))
    assert s.refuse(stolen, by=s.owner).code == "grant_unknown"
    assert s.get(Grant, owners.id).staff_id == s.owner


def assistants(s: Studio, occurrence: str) -> list[str]:
    rows = s.reader.find(ASSIGNMENTS_OF_OCCURRENCE, occurrence)
    return sorted(r.staff_id for r in rows if r.role == "assistant" and r.state == "held")


@rule("SCH-9")
def test_assistants_are_set_kept_and_released_and_count_as_busy() -> None:
    s = Studio.open()
    s.do(SetAssistants(s.yoga_1800, (s.second_instructor, s.owner)))
    assert assistants(s, s.yoga_1800) == sorted([s.second_instructor, s.owner])
    facts = s.do(SetAssistants(s.yoga_1800, (s.owner,))).facts
    assert facts["before"] == sorted([s.second_instructor, s.owner])
    assert assistants(s, s.yoga_1800) == [s.owner]
    beside = s.occurrence(s.talk, "18:30")
    busy = Substitute(beside, s.owner, "x")
    assert s.refuse(busy, by=s.owner).code == "instructor_busy"
    s.do(Substitute(beside, s.second_instructor, "free again"), by=s.owner)


@rule("SCH-9", "SCH-12")
@pytest.mark.parametrize(
    ("case", "code"),
    [
        ("the lead", "already_leads"),
        ("nobody", "staff_unknown"),
        ("busy", "instructor_busy"),
        ("unskilled", "instructor_not_qualified"),
        ("cancelled", "class_cancelled"),
        ("over", "class_over"),
        ("no class", "occurrence_unknown"),
    ],
)
def test_who_cannot_assist(case: str, code: str) -> None:
    s = Studio.open()
    who: dict[str, Any] = {"the lead": s.instructor, "nobody": "nobody"}
    one = "none" if case == "no class" else s.yoga_1800
    if case == "busy":
        s.occurrence(s.talk, "18:30", lead_id=s.second_instructor)
    elif case == "unskilled":
        member = s.get(StaffMember, s.second_instructor)
        s.reader._write(StaffMember, member.id, replace(member, categories='["x"]'))
    elif case == "cancelled":
        s.do(CancelOccurrence(s.yoga_1800))
    command = SetAssistants(one, (who.get(case, s.second_instructor),))
    at = s.later(hours=11) if case == "over" else NOW
    before = s.rows()
    assert s.refuse(command, by=s.manager, at=at).code == code
    assert s.rows() == before
