"""Keys of people and desks: who signs where, what ends it, desks that are revoked."""

import pytest
from msgspec.structs import replace

from core import bus
from core.changes import Outcome
from core.commands.identity import (
    EndSessions,
    EndStaffKey,
    InviteStaff,
    RegisterStaffKey,
    RenameDesk,
    RevokeDesk,
)
from core.commands.setup import CreateStaff, EndGrant, EnrolDesk, GrantRole
from core.commands.staff import ArchiveStaff, EditStaff
from core.domain.organisation import GRANTS_OF_STAFF, Desk, StaffKey
from core.store.overlay import Overlay
from tests.support.rules import rule
from tests.support.studio import NOW, Studio

ONE, TWO, THREE = "1" * 64, "2" * 64, "3" * 64


def signed_in(s: Studio, who: str, key: str, desk: str = "") -> None:
    s.do(RegisterStaffKey(who, desk or s.desk, key), system=True)


def states(s: Studio) -> dict[str, str]:
    return {key.id[0]: key.state for key in s.reader.all(StaffKey)}


def test_only_the_server_says_that_somebody_proved_who_they_are() -> None:
    s = Studio.open()
    claim = RegisterStaffKey(s.receptionist, s.desk, ONE)
    assert s.refuse(claim, by=s.owner).code == "system_only"
    facts = s.do(claim, system=True).facts
    assert (facts["staff_name"], facts["desk_name"]) == ("Rita Reception", "Front")
    key = s.get(StaffKey, ONE)
    assert (key.staff_id, key.desk_id, key.made_at) == (s.receptionist, s.desk, NOW)


@rule("ORG-10")
def test_an_invitation_goes_to_who_has_a_role_and_an_address() -> None:
    s = Studio.open()
    invitation = InviteStaff(s.instructor)
    assert s.refuse(invitation, by=s.manager).code == "no_email"
    s.do(EditStaff(s.instructor, email="ines@example.org"), by=s.manager)
    s.events.clear()
    s.do(invitation, by=s.manager)
    s.do(invitation, by=s.owner)
    assert [event.facts["staff_ids"] for event in s.events] == [[s.instructor], [s.instructor]]
    for who in (s.receptionist, s.second_instructor, s.berlin_manager, s.finance):
        assert s.refuse(invitation, by=who).code == "not_permitted"
    assert s.refuse(InviteStaff("nobody"), by=s.owner).code == "staff_unknown"
    new = s.do(CreateStaff("Nia", "nia@example.org"), by=s.owner).facts["staff_id"]
    assert s.refuse(InviteStaff(new), by=s.owner).code == "no_role"
    s.do(ArchiveStaff(s.instructor), by=s.owner)
    assert s.refuse(invitation, by=s.owner).code == "staff_archived"


def test_a_new_key_at_the_desk_ends_the_one_before_and_no_other() -> None:
    s = Studio.open()
    signed_in(s, s.owner, ONE)
    signed_in(s, s.owner, TWO, s.berlin_desk)
    signed_in(s, s.owner, THREE)
    assert states(s) == {"1": "ended", "2": "active", "3": "active"}
    assert s.get(StaffKey, ONE).ended_at == NOW
    signed_in(s, s.owner, THREE)
    assert states(s)["3"] == "active", "the same sign-in twice is one"


def test_a_key_serves_one_person_at_one_desk_and_never_comes_back() -> None:
    s = Studio.open()
    signed_in(s, s.receptionist, ONE)
    for claim in (
        RegisterStaffKey(s.manager, s.desk, ONE),
        RegisterStaffKey(s.owner, s.berlin_desk, ONE),
    ):
        assert s.refuse(claim, system=True).code == "key_taken"
    s.do(EndSessions(s.receptionist), by=s.manager)
    again = RegisterStaffKey(s.receptionist, s.desk, ONE)
    assert s.refuse(again, system=True).code == "key_taken"


def test_who_has_no_role_where_the_desk_stands_cannot_sign_there() -> None:
    s = Studio.open()
    elsewhere = RegisterStaffKey(s.receptionist, s.berlin_desk, ONE)
    assert s.refuse(elsewhere, system=True).code == "no_role_here"
    nobody = RegisterStaffKey("nobody", s.desk, ONE)
    assert s.refuse(nobody, system=True).code == "staff_unknown"
    nowhere = RegisterStaffKey(s.owner, "no such desk", ONE)
    assert s.refuse(nowhere, system=True).code == "desk_unknown"
    s.do(ArchiveStaff(s.receptionist), by=s.owner)
    gone = RegisterStaffKey(s.receptionist, s.desk, ONE)
    assert s.refuse(gone, system=True).code == "staff_archived"


@rule("ORG-10")
def test_a_role_that_ends_ends_the_keys_where_nothing_is_held_any_more() -> None:
    s = Studio.open()
    s.do(GrantRole(s.receptionist, "receptionist", s.berlin), by=s.owner)
    s.do(GrantRole(s.receptionist, "instructor", s.london), by=s.owner)
    signed_in(s, s.receptionist, ONE)
    signed_in(s, s.receptionist, TWO, s.berlin_desk)
    grants = {
        f"{g.role} {g.location_id}": g.id for g in s.reader.find(GRANTS_OF_STAFF, s.receptionist)
    }
    s.do(EndGrant(grants[f"receptionist {s.london}"]), by=s.owner)
    assert states(s) == {"1": "active", "2": "active"}, "they still teach in London"
    s.events.clear()
    s.do(EndGrant(grants[f"instructor {s.london}"]), by=s.owner)
    assert states(s) == {"1": "ended", "2": "active"}
    told = next(event for event in s.events if event.name == "staff_keys_ended")
    assert told.facts["staff_ids"] == [s.receptionist]
    s.do(EndGrant(grants[f"receptionist {s.berlin}"]), by=s.owner)
    assert states(s) == {"1": "ended", "2": "ended"}


@rule("ORG-10")
def test_who_is_archived_signs_nowhere() -> None:
    s = Studio.open()
    signed_in(s, s.second_instructor, ONE)
    s.do(ArchiveStaff(s.second_instructor), by=s.owner)
    assert states(s) == {"1": "ended"}


@rule("PERM-2")
@pytest.mark.parametrize(
    ("by", "whose", "code"),
    [
        ("receptionist", "receptionist", "signed_out"),
        ("manager", "receptionist", "signed_out"),
        ("owner", "manager", "signed_out"),
        ("manager", "manager", "signed_out"),
        ("finance", "finance", "signed_out"),
        ("receptionist", "instructor", "not_permitted"),
        ("berlin_manager", "receptionist", "not_permitted"),
        ("manager", "owner", "not_permitted"),
    ],
)
def test_people_sign_themselves_out_and_managers_those_below(
    by: str, whose: str, code: str
) -> None:
    s = Studio.open()
    who = getattr(s, whose)
    signed_in(s, who, ONE)
    for end in (EndStaffKey(who, ONE), EndSessions(who)):
        assert s.preview(end, by=getattr(s, by)).code == code


def test_another_manager_is_for_the_owner_to_sign_out() -> None:
    s = Studio.open()
    s.do(GrantRole(s.second_instructor, "location_manager", s.london), by=s.owner)
    signed_in(s, s.second_instructor, ONE)
    refusal = s.refuse(EndSessions(s.second_instructor), by=s.manager)
    assert (refusal.code, refusal.facts["staff_name"]) == ("role_too_high", "Ivo Instructor")


def test_what_is_signed_out_already_or_not_theirs_is_said() -> None:
    s = Studio.open()
    signed_in(s, s.receptionist, ONE)
    assert s.refuse(EndStaffKey(s.instructor, ONE), by=s.owner).code == "key_unknown"
    assert s.refuse(EndStaffKey(s.receptionist, "none"), by=s.owner).code == "key_unknown"
    s.do(EndStaffKey(s.receptionist, ONE), by=s.manager)
    assert s.refuse(EndStaffKey(s.receptionist, ONE), by=s.manager).code == "key_ended"
    assert s.refuse(EndSessions(s.receptionist), by=s.manager).code == "key_ended"


@rule("ORG-10")
def test_a_revoked_desk_takes_all_keys_there_with_it() -> None:
    s = Studio.open()
    signed_in(s, s.receptionist, ONE)
    signed_in(s, s.owner, TWO)
    signed_in(s, s.owner, THREE, s.berlin_desk)
    s.do(RevokeDesk(s.desk), by=s.manager)
    assert s.get(Desk, s.desk).state == "revoked"
    assert states(s) == {"1": "ended", "2": "ended", "3": "active"}
    assert s.refuse(RevokeDesk(s.desk), by=s.manager).code == "desk_revoked"
    assert s.refuse(RenameDesk(s.desk, "x"), by=s.manager).code == "desk_revoked"
    back = EnrolDesk(s.desk, s.london, "Front", "A", "a" * 64)
    assert s.refuse(back, system=True).code == "desk_revoked", "a revoked desk stays so"


def test_the_last_desk_goes_only_where_that_is_meant() -> None:
    s = Studio.open()
    s.do(RevokeDesk(s.berlin_desk), by=s.berlin_manager)
    refusal = s.refuse(RevokeDesk(s.desk), by=s.manager)
    assert (refusal.code, refusal.facts["desk_name"]) == ("last_desk", "Front")
    s.do(RevokeDesk(s.desk, even_last=True), by=s.manager)


def test_desks_are_a_matter_of_those_who_manage_their_place() -> None:
    s = Studio.open()
    for command in (RenameDesk(s.desk, "Fenster 🪟"), RevokeDesk(s.desk)):
        for who in (s.receptionist, s.instructor, s.berlin_manager, s.finance):
            assert s.refuse(command, by=who).code == "not_permitted"
    assert s.refuse(RevokeDesk("no such desk"), by=s.owner).code == "desk_unknown"
    assert s.do(RenameDesk(s.desk, "مكتب"), by=s.manager).facts["before"] == "Front"
    assert s.get(Desk, s.desk).name == "مكتب"


@rule("SET-12")
def test_a_desk_revoked_at_two_desks_is_revoked_once() -> None:
    s = Studio.open()
    s.do(RevokeDesk(s.desk), by=s.manager)
    shown = s.act(by=s.manager)
    act = replace(shown, shown="desk_revoked")
    result = bus.settle(Overlay(s.reader), act, RevokeDesk(s.desk))
    assert isinstance(result, Outcome)
    assert result.facts["settlement"] == "SET-12"
