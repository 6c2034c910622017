"""Every command x role x own or other location x own, household's or other client (PERM).

The expectations are read from the specification's matrix, apart from the table in the code.
"""

from collections.abc import Iterator

import msgspec
import pytest
from msgspec.structs import replace

from core.changes import Act
from core.commands.people import EditClient, FieldChange
from core.commands.registry import Command, Kind, spec_of, specs
from core.commands.seats import Book
from core.domain.ids import ClientId, CommandId, StaffId
from core.rules.permissions import PERMISSIONS, authorise
from tests.core.rules.test_permissions import TABLE
from tests.support.rules import rule
from tests.support.samples import free_commands, place_commands, seat_commands
from tests.support.studio import NOW, Studio

# what clients may send, for whom: themselves, or their household too
CLIENTS_MAY = {
    "book": "household",
    "reschedule": "household",
    "book_session": "household",
    "request_session": "household",
    "withdraw_request": "household",
    "book_dates": "household",
    "book_again": "household",
    "change_party": "household",
    "register_course": "household",
    "cancel_registration": "household",
    "cancel_booking": "household",
    "keep_booking": "household",
    "join_waitlist": "household",
    "leave_waitlist": "household",
    "accept_offer": "household",
    "decline_offer": "household",
    "check_in": "self",
    "start_card": "household",
    "sign_waiver": "household",
    "sign_guest_waiver": "household",
    "answer_health": "household",
    "withdraw_health": "household",
    "edit_client": "self",
    "undo_edit_client": "self",
}
# where an instructor needs the client to be an own one
OWN_CLIENTS_ONLY = {
    "book",
    "book_again",
    "book_dates",
    "book_session",
    "change_party",
    "reschedule",
    "keep_booking",
    "join_waitlist",
}
REACHES = {"own": ("all", "held", "own"), "other": ("all",), "nowhere": ("any",)}
STAFF = ("owner", "manager", "receptionist", "instructor", "finance")


def studio() -> Studio:
    """Anna is the instructor's client and Dora's payer; Emil is neither."""
    s = Studio.open()
    s.do(Book(s.anna, s.talk_1200))
    s.do(EditClient(s.dora, {"payer_id": FieldChange("", s.anna)}), by=s.manager)
    return s


STUDIO = studio()
OWN_PLACE = (STUDIO.yoga_0900, STUDIO.yoga_1800, STUDIO.london)
OTHER_PLACE = (STUDIO.yoga_berlin, STUDIO.yoga_berlin, STUDIO.berlin)
WHO = {"own": STUDIO.anna, "household": STUDIO.dora, "other": STUDIO.emil}


def commands(place: tuple[str, str, str]) -> list[Command]:
    one, other, location = place
    return [*seat_commands(STUDIO, one, other), *place_commands(STUDIO, location)]


def about(command: Command, client: str) -> Command:
    """The same command about another client, where it is about one."""
    fields = command.__struct_fields__
    if "client_ids" in fields:
        return replace(command, client_ids=(client,))
    return replace(command, client_id=client) if getattr(command, "client_id", "") else command


def names_a_client(command: Command) -> bool:
    return bool(getattr(command, "client_id", "") or getattr(command, "client_ids", ()))


def cells() -> Iterator[tuple[Command, str, str, str]]:
    """Command, role, where (own, other, nowhere), whose client."""
    places = {
        "own": commands(OWN_PLACE),
        "other": commands(OTHER_PLACE),
        "nowhere": free_commands(STUDIO),
    }
    for where, made in places.items():
        for command in made:
            if spec_of(command).kind is Kind.SYSTEM:
                continue
            for whose, client in WHO.items():
                for role in (*STAFF, "client"):
                    yield about(command, client), role, where, whose


def expected(command: Command, role: str, where: str, whose: str) -> bool:
    name = spec_of(command).name
    if role == "client":
        reach = CLIENTS_MAY.get(name, "")
        return bool(reach) if whose == "own" else whose == reach
    if name == "set_setting" and where == "nowhere":
        return role == "owner"
    right = TABLE[name][role]
    if right == "own" and name in OWN_CLIENTS_ONLY:
        return where == "own" and whose == "own"
    return right in REACHES[where]


def act_of(role: str) -> Act:
    if role == "client":
        return Act(CommandId("c"), StaffId(""), NOW, client_id=ClientId(STUDIO.anna))
    return Act(CommandId("c"), StaffId(getattr(STUDIO, role)), NOW)


CELLS = list(cells())


@rule("PERM-1", "PERM-2", "PERM-3", "PERM-5", "PERM-7", "ORG-13")
@pytest.mark.parametrize("name", sorted({spec_of(cell[0]).name for cell in CELLS}))
def test_each_cell_of_the_matrix_is_as_it_is_written(name: str) -> None:
    wrong = [
        (role, where, whose)
        for command, role, where, whose in CELLS
        if spec_of(command).name == name
        and (authorise(STUDIO.reader, act_of(role), spec_of(command), command) is None)
        != expected(command, role, where, whose)
    ]
    assert wrong == []


def test_no_command_is_left_out() -> None:
    ordinary = {name for name, spec in specs.items() if spec.kind is not Kind.SYSTEM}
    assert {spec_of(cell[0]).name for cell in CELLS} == ordinary
    assert set(CLIENTS_MAY) <= ordinary


def test_each_command_that_clients_send_names_the_client() -> None:
    """Without a name nobody could tell whose affair it is."""
    for command, *_ in CELLS:
        if spec_of(command).name in CLIENTS_MAY:
            assert names_a_client(command), msgspec.to_builtins(command)


def test_every_right_names_roles_that_exist() -> None:
    roles = {role for row in PERMISSIONS.values() for role in row}
    assert roles == {
        "org_owner",
        "location_manager",
        "receptionist",
        "instructor",
        "trainer",
        "finance_manager",
        "client",
    }


@rule("PERM-1")
def test_trainers_have_the_rights_of_instructors() -> None:
    for name, row in PERMISSIONS.items():
        assert row.get("trainer") == row.get("instructor"), name
