"""Who or what is archived gets nothing new; what is there already is still ended and put right."""

from collections import defaultdict
from functools import cache

from msgspec.structs import replace

from core import bus
from core.changes import Act, Outcome
from core.commands.people import ArchiveClient, BindCard
from core.commands.registry import Command, Kind, spec_of
from core.commands.sales import SellPass
from core.commands.setup import GrantRole
from core.commands.staff import ArchiveStaff
from core.commands.waiting import JoinWaitlist
from core.domain.catalogue import Service
from core.domain.organisation import StaffMember
from core.domain.people import ARCHIVED, Client
from core.domain.refusals import Refusal
from core.domain.rows import Row
from core.ports import Reader
from core.rules.naming import NAMES
from core.store.overlay import Overlay
from tests.core.commands.valid_commands import visit_all
from tests.support.rules import rule
from tests.support.studio import Studio

OF_CLIENTS = """
cancel_booking cancel_registration change_cover change_party check_in choose_spot confirm_check_in
correct_attendance decline_offer forgive keep_booking leave_spot leave_waitlist lift_suspension
mark_attendance mark_no_show mark_present pin_waitlist restore_booking start_card suspend
take_payment waive waive_due withdraw_offer withdraw_request
answer_health edit_client erase_person merge_clients sign_guest_waiver sign_waiver unarchive_client
unassign_client withdraw_health write_note
"""
"""What they had booked, owed or asked for is ended or put right; what is known is kept in order."""
OF_STAFF = """
allow_self_booking check_in_staff edit_staff end_sessions end_staff_key unarchive_staff
unassign_client
create_series edit_series edit_service
set_pay_rate
"""
"""A lead who has left is told as a conflict, and the date is kept; past classes are still paid."""
OF_SERVICES = "archive_service edit_service set_course_steps set_pay_rate unarchive_service"
STILL: dict[type[Row], set[str]] = {
    Client: set(OF_CLIENTS.split()),
    StaffMember: set(OF_STAFF.split()),
    Service: set(OF_SERVICES.split()),
}
"""What is accepted of an archived one, beside what takes a command back."""


@cache
def accepted() -> dict[type[Row], set[str]]:
    """Names of commands that are accepted also where the one they name is archived."""
    found: defaultdict[type[Row], set[str]] = defaultdict(set)

    def visit(reader: Reader, act: Act, command: Command) -> None:
        spec = spec_of(command)
        if spec.kind is Kind.SYSTEM or spec.name.startswith("undo_"):
            return
        for field in set(command.__struct_fields__) & set(NAMES):
            row_type, name = NAMES[field][0], getattr(command, field)
            row = reader.get(row_type, name) if name and isinstance(name, str) else None
            if row is None or row_type not in STILL or act.actor_id == name:
                continue
            draft = Overlay(reader)
            draft.put(replace(row, state=ARCHIVED))
            if isinstance(bus.run(draft, act, command), Outcome):
                found[row_type].add(spec.name)

    visit_all(visit, seeds=2)
    return found


@rule("ORG-7")
def test_nothing_new_begins_for_who_or_what_is_archived() -> None:
    beyond = {kind.table: accepted()[kind] - still for kind, still in STILL.items()}
    assert beyond == {kind.table: set() for kind in STILL}


@rule("ORG-7", "SET-11")
def test_the_refusal_says_so_and_a_desk_that_did_not_know_is_not_refused() -> None:
    s = Studio.open()
    s.do(ArchiveClient(s.dora), by=s.manager)
    sale = SellPass(s.dora, s.ten, s.london, 120_00, "cash", "LON-A-000001")
    for command in (sale, BindCard("d" * 32, s.dora), JoinWaitlist(s.dora, s.yoga_0900)):
        refusal = s.refuse(command)
        assert (refusal.code, refusal.facts["client_name"]) == ("client_archived", "Dora Dean")
        draft = Overlay(s.reader)
        settled = bus.settle(draft, replace(s.act(), shown="shown"), command)
        assert not isinstance(settled, Refusal), settled


@rule("ORG-10")
def test_who_no_longer_works_here_gets_no_role() -> None:
    s = Studio.open()
    s.do(ArchiveStaff(s.second_instructor), by=s.owner)
    role = GrantRole(s.second_instructor, "receptionist", s.london)
    assert s.refuse(role, by=s.owner).code == "staff_archived"
