"""Organisation, locations, staff, grants, desks, services, products, resources, attention."""

from typing import Any

import pytest

from core.commands.attention import ResolveAttention
from core.commands.catalogue import (
    CreatePassProduct,
    CreateResource,
    CreateService,
    ResourceNeed,
)
from core.commands.setup import (
    CreateLocation,
    CreateOrganisation,
    EndGrant,
    EnrolDesk,
    GrantRole,
    SetSetting,
)
from core.commands.staff import ArchiveStaff
from core.domain.catalogue import Service
from core.domain.ids import AttentionId, CommandId, LocationId
from core.domain.organisation import GRANTS_OF_STAFF, Desk, Grant, Location, Organisation
from core.domain.records import Attention
from core.domain.schedule import Resource
from core.store.overlay import Overlay
from tests.support.rules import rule
from tests.support.studio import Studio


@rule("ORG-1", "ORG-2", "ORG-8")
def test_the_studio_stands_as_it_was_founded() -> None:
    s = Studio.open()
    assert s.get(Organisation, s.organisation).currency == "GBP"
    zones = [s.get(Location, place).zone for place in (s.london, s.berlin)]
    assert zones == ["Europe/London", "Europe/Berlin"]
    assert s.get(Desk, s.desk).location_id == s.london


@rule("ORG-2")
def test_an_organisation_is_founded_once_and_zones_must_exist() -> None:
    s = Studio.open()
    again = CreateOrganisation(s.organisation, "Two", "two", "EUR")
    assert s.refuse(again, by=s.owner).code == "organisation_exists"
    nowhere = CreateLocation("Moon", "Moon/Base", "MON")
    assert s.refuse(nowhere, by=s.owner).code == "zone_unknown"


@rule("ORG-4", "PERM-2")
@pytest.mark.parametrize(
    ("role", "location", "by", "code"),
    [
        ("receptionist", "london", "manager", "created"),
        ("location_manager", "london", "manager", "role_too_high"),
        ("location_manager", "london", "owner", "created"),
        ("receptionist", "berlin", "manager", "not_permitted"),
        ("org_owner", "", "manager", "not_permitted"),
        ("org_owner", "", "owner", "created"),
        ("receptionist", "", "owner", "location_missing"),
        ("receptionist", "nowhere", "owner", "location_unknown"),
    ],
)
def test_who_may_give_which_role(role: Any, location: str, by: str, code: str) -> None:
    s = Studio.open()
    place = getattr(s, location, location) if location else ""
    result = s.run(GrantRole(s.second_instructor, role, place), by=getattr(s, by))
    assert result.code == code


@rule("ORG-4")
def test_ending_a_grant_takes_the_rights_away_and_an_owner_stays() -> None:
    s = Studio.open()
    (grant,) = s.reader.find(GRANTS_OF_STAFF, s.receptionist)
    s.do(EndGrant(grant.id), by=s.manager)
    assert s.get(Grant, grant.id).state == "ended"
    assert s.refuse(EndGrant(grant.id), by=s.manager).code == "grant_unknown"
    (mine,) = s.reader.find(GRANTS_OF_STAFF, s.owner)
    assert s.refuse(EndGrant(mine.id), by=s.owner).code == "last_owner"
    (managers,) = s.reader.find(GRANTS_OF_STAFF, s.manager)
    assert s.refuse(EndGrant(managers.id), by=s.manager).code == "role_too_high"
    unknown = GrantRole("nobody", "receptionist", s.london)
    assert s.refuse(unknown, by=s.owner).code == "staff_unknown"


def test_a_desk_is_enrolled_again_only_with_its_own_key() -> None:
    s = Studio.open()
    s.do(EnrolDesk("d", s.london, "Back", "B", "b" * 64), by=s.manager)
    s.do(EnrolDesk("d", s.london, "Back door", "B", "b" * 64), by=s.manager)
    other = EnrolDesk("d", s.london, "Thief", "B", "c" * 64)
    assert s.refuse(other, by=s.manager).code == "desk_exists"
    nowhere = EnrolDesk("e", "nowhere", "Back", "B", "b" * 64)
    assert s.refuse(nowhere, by=s.owner).code == "location_unknown"


@rule("SVC-1", "SVC-10")
def test_a_service_keeps_what_it_was_made_with() -> None:
    s = Studio.open()
    made = CreateService(
        "Clay", "class", "pottery", 90, 8, needs=(ResourceNeed(s.room, 1, 2),), price=30_00
    )
    service = s.get(Service, s.do(made, by=s.owner).facts["service_id"])
    assert (service.short_name, service.duration_min, service.price) == ("Clay", 90, 30_00)
    assert f'"resource_id":"{s.room}"' in service.needs
    large = CreateService("Duo", "session", "private", 60, 5)
    assert s.refuse(large, by=s.owner).code == "session_too_large"
    unknown = CreateService("Clay", "class", "pottery", 90, 8, needs=(ResourceNeed("none", 1),))
    assert s.refuse(unknown, by=s.owner).code == "resource_unknown"


def test_a_punch_pass_needs_credits_and_a_resource_a_place() -> None:
    s = Studio.open()
    empty = CreatePassProduct("None", "punch", 1_00)
    assert s.refuse(empty, by=s.owner).code == "credits_missing"
    nowhere = CreateResource("nowhere", "Room", "room")
    assert s.refuse(nowhere, by=s.owner).code == "location_unknown"


@rule("RES-1")
@pytest.mark.parametrize("kind", ["room", "equipment", "prop"])
def test_a_resource_has_a_type_a_quantity_a_colour_and_is_exclusive_or_shared(kind: Any) -> None:
    s = Studio.open()
    made = CreateResource(s.london, "Wheel", kind, 6, 3, exclusive=False)
    key = s.do(made, by=s.manager).facts["resource_id"]
    row = s.get(Resource, key)
    assert (row.type, row.quantity, row.colour, row.exclusive) == (kind, 6, 3, 0)
    assert s.get(Resource, s.room).exclusive == 1


def test_an_attention_item_is_dealt_with_once_by_a_person_of_the_place() -> None:
    s = Studio.open()
    item = Attention(
        AttentionId("i"), "SET-1", "attention", LocationId(s.london), CommandId("c"), 1
    )
    draft = Overlay(s.reader)
    draft.put(item)
    s.reader.apply(draft.changes())
    assert s.refuse(ResolveAttention("i"), by=s.berlin_receptionist).code == "not_permitted"
    s.do(ResolveAttention("i"))
    done = s.get(Attention, "i")
    assert (done.state, done.done_by) == ("done", s.receptionist)
    assert s.refuse(ResolveAttention("i")).code == "attention_done"
    assert s.refuse(ResolveAttention("none")).code == "attention_unknown"


@rule("ORG-4", "PERM-2")
def test_the_last_owner_stays_and_with_a_second_the_first_may_go() -> None:
    s = Studio.open()
    (own,) = s.reader.find(GRANTS_OF_STAFF, s.owner)
    assert s.refuse(EndGrant(own.id), by=s.owner).code == "last_owner"
    s.do(GrantRole(s.manager, "org_owner", s.london), by=s.owner)
    grant = next(g for g in s.reader.find(GRANTS_OF_STAFF, s.manager) if g.role == "org_owner")
    assert grant.location_id == "", "an owner is one everywhere"
    s.do(EndGrant(own.id), by=s.owner)
    assert s.refuse(EndGrant(grant.id), by=s.manager).code == "last_owner"


@rule("ORG-7", "ORG-2", "ORG-3", "SVC-5")
def test_nothing_is_set_up_for_who_left_or_for_what_is_not_there() -> None:
    s = Studio.open()
    s.do(ArchiveStaff(s.second_instructor), by=s.owner)
    back = GrantRole(s.second_instructor, "receptionist", s.london)
    assert s.refuse(back, by=s.owner).code == "staff_archived"
    hours: Any = {"0": (("18:00", "09:00"),)}
    upside_down = CreateLocation("Upside Down", "Europe/London", "UPS", opening_hours=hours)
    assert s.refuse(upside_down, by=s.owner).code == "hours_reversed"
    for scope in ("location", "service"):
        nowhere = SetSetting(scope, "grace_min", 60, "nowhere")
        assert s.refuse(nowhere, by=s.owner).code == f"{nowhere.scope}_unknown"
    there = CreateService("Elsewhere", "class", "mat", 60, 3, location_ids=("nowhere",))
    assert s.refuse(there, by=s.owner).code == "location_unknown"
