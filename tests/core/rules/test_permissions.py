"""Every command against every role, in the own location and in another (PERM-1, PERM-2)."""

import pytest

import core.bus  # noqa: F401  (registers every command)
from core.changes import Act
from core.commands.registry import Command, Kind, spec_of, specs
from core.commands.schedule import CreateOccurrence
from core.commands.seats import Book
from core.commands.setup import GrantRole
from core.domain.ids import CommandId, StaffId
from core.rules.permissions import authorise, permits
from core.rules.places import Place
from tests.support.rules import rule
from tests.support.samples import free_commands, place_commands, seat_commands
from tests.support.studio import DAY, NOW, Studio

STUDIO = Studio.open()
STUDIO.do(Book(STUDIO.anna, STUDIO.talk_1200))
"""Anna is a client of the instructor (PERM-3)."""

# all: everywhere; held: where the role is held; own: own classes only; any: acts in no place
READ_FROM_THE_SPEC = """
book                 all  held  held  own   no
undo_book            all  held  held  own   no
cancel_booking       all  held  held  own   no
undo_cancel_booking  all  held  held  own   no
reschedule           all  held  held  own   no
undo_reschedule      all  held  held  own   no
change_cover         all  held  held  no    no
join_waitlist        all  held  held  own   no
leave_waitlist       all  held  held  own   no
pin_waitlist         all  held  held  own   no
undo_create_occurrence all  held  held  own   no
change_resource      all  held  held  own   no
order_waitlist       all  held  held  own   no
write_to_class       all  held  held  own   no
take_back_message    all  held  held  own   no
promote_by_hand      all  held  held  own   no
check_in             all  held  held  own   no
check_in_all         all  held  held  own   no
undo_check_in        all  held  held  own   no
undo_check_in_all    all  held  held  own   no
mark_no_show         all  held  held  own   no
undo_no_show         all  held  held  own   no
sign_guest_waiver    all  held  held  held  no
confirm_check_in     all  held  held  own   no
walk_in              all  held  held  own   no
undo_walk_in         all  held  held  own   no
check_in_by_code     all  held  held  held  no
close_occurrence     all  held  held  own   no
mark_attendance      all  held  held  own   no
correct_attendance   all  held  held  own   no
keep_booking         all  held  held  own   no
forgive              all  held  no    no    no
waive                all  held  no    no    no
restore_booking      all  held  no    no    no
suspend              all  held  no    no    no
lift_suspension      all  held  no    no    no
offer_seat           all  held  held  own   no
accept_offer         all  held  held  own   no
decline_offer        all  held  held  own   no
withdraw_offer       all  held  held  own   no
mark_present         all  held  held  own   no
hold_seats           all  held  held  own   no
call_back_leases     all  held  held  own   no
release_leases       all  held  no    no    no
return_leases        no   no    no    no    no
release_seats        all  held  held  own   no
sell_pass            all  held  held  no    no
sell_at_till         all  held  held  no    no
move_cash            all  held  held  no    no
close_drawer         all  held  held  no    no
move_stock           all  held  held  no    no
take_payment         all  held  held  no    no
start_card           all  held  held  no    no
waive_due            all  held  no    no    no
book_dates           all  held  held  own   no
undo_registration    all  held  held  own   no
book_again           all  held  held  own   no
change_party         all  held  held  own   no
plan_course_run      all  held  no    no    no
set_course_steps     any  any   no    no    no
register_course      any  any   any   no    no
cancel_registration  any  any   any   no    no
close_location       all  held  no    no    no
open_location        all  held  no    no    no
edit_service         any  any   no    no    no
archive_service      any  any   no    no    no
unarchive_service    any  any   no    no    no
choose_spot          all  held  held  own   no
leave_spot           all  held  held  own   no
lay_out_spots        any  any   no    no    no
take_out_of_order    any  any   no    no    no
put_in_order         any  any   no    no    no
edit_resource        any  any   no    no    no
archive_resource     any  any   no    no    no
unarchive_resource   any  any   no    no    no
clear_setting        all  held  no    no    no
edit_organisation    any  no    no    no    no
edit_pass_product    any  no    no    no    no
archive_pass_product any  no    no    no    no
unarchive_pass_product any no   no    no    no
edit_retail_item     any  no    no    no    no
archive_retail_item  any  no    no    no    no
unarchive_retail_item any no    no    no    no
cancel_occurrence    all  held  held  own   no
change_capacity      all  held  held  own   no
move_occurrence      all  held  held  own   no
reinstate_occurrence all  held  no    no    no
reopen_occurrence    all  held  no    no    no
undo_move_occurrence all  held  held  own   no
create_occurrence    all  held  held  no    no
create_series        all  held  no    no    no
create_resource      all  held  no    no    no
enrol_desk           all  held  no    no    no
grant_role           all  held  no    no    no
set_setting          all  held  no    no    no
edit_location        all  held  no    no    no
set_location_active  all  held  no    no    no
set_travel           all  held  no    no    no
rename_desk          all  held  no    no    no
revoke_desk          all  held  no    no    no
end_sessions         all  held  no    own   no
invite_staff         all  held  no    no    no
end_staff_key        all  held  no    own   no
add_availability     all  held  no    own   no
add_exception        all  held  no    own   no
take_time_off        all  held  no    own   no
qualify_staff        all  held  no    no    no
end_availability     any  any   no    no    no
end_exception        any  any   no    no    no
end_time_off         any  any   no    no    no
substitute           all  held  held  own   no
undo_substitute      all  held  held  own   no
check_in_staff       all  held  held  own   no
undo_check_in_staff  all  held  held  own   no
book_session         all  held  held  own   no
undo_book_session    all  held  held  own   no
request_session      all  held  held  no    no
accept_request       any  any   any   no    no
decline_request      any  any   any   no    no
withdraw_request     any  any   any   no    no
mark_request_paid    any  any   any   no    no
write_note           all  held  no    own   no
edit_staff           all  held  no    own   no
archive_staff        all  held  no    no    no
unarchive_staff      all  held  no    no    no
set_assistants       all  held  held  own   no
create_organisation  any  no    no    no    no
create_location      any  no    no    no    no
create_staff         any  any   no    no    no
end_grant            any  any   no    no    no
create_service       any  any   no    no    no
create_pass_product  any  no    no    no    no
edit_series          any  any   no    no    no
set_series_assistants any any   no    no    no
generate_series      any  any   no    no    no
end_series           any  any   no    no    no
skip_date            any  any   no    no    no
add_date             any  any   no    no    no
set_rolling          any  any   no    no    no
create_client        any  any   any   no    no
edit_client          any  any   any   no    no
undo_edit_client     any  any   any   no    no
archive_client       any  any   any   no    no
unarchive_client     any  any   any   no    no
bind_card            any  any   any   no    no
revoke_card          any  any   any   no    no
undo_sell_pass       any  any   any   no    no
adjust_credits       any  any   any   no    no
freeze_pass          any  any   any   no    no
unfreeze_pass        any  any   any   no    no
extend_pass          any  any   any   no    no
end_membership       any  any   any   no    no
keep_membership      any  any   any   no    no
void_receipt         any  any   any   no    no
set_pay_rate         any  any   no    no    no
create_retail_item   any  no    no    no    no
create_discount_code any  any   no    no    no
end_discount_code    any  any   no    no    no
refund               any  any   any   no    no
revoke_pass          any  any   no    no    no
import_clients       any  no    no    no    no
import_passes        any  no    no    no    no
import_services      any  no    no    no    no
import_bookings      any  no    no    no    no
undo_import          any  no    no    no    no
resolve_attention    any  any   any   no    no
assign_client        any  any   any   no    no
unassign_client      any  any   any   no    no
allow_self_booking   any  any   no    no    no
link_own_client      any  any   no    no    no
merge_clients        any  any   any   no    no
erase_person         any  any   no    no    no
publish_waiver       any  no    no    no    no
write_template       any  no    no    no    no
take_back_template   any  no    no    no    no
add_webhook          any  no    no    no    no
end_webhook          any  no    no    no    no
sign_waiver          any  any   any   any   no
answer_health        any  any   any   any   no
withdraw_health      any  any   no    no    no
"""
ROLES = ("owner", "manager", "receptionist", "instructor", "finance")
TABLE = {
    words[0]: dict(zip(ROLES, words[1:], strict=True))
    for words in (line.split() for line in READ_FROM_THE_SPEC.split("\n") if line)
}


def act_of(role: str, approved_by: str = "") -> Act:
    staff = StaffId(getattr(STUDIO, role))
    return Act(CommandId("c"), staff, NOW, approved_by=StaffId(approved_by))


def allowed(role: str, command: Command) -> bool:
    return authorise(STUDIO.reader, act_of(role), spec_of(command), command) is None


def london() -> list[Command]:
    s = STUDIO
    return [*seat_commands(s, s.yoga_0900, s.yoga_1800), *place_commands(s, s.london)]


def berlin() -> list[Command]:
    s = STUDIO
    return [*seat_commands(s, s.yoga_berlin, s.yoga_berlin), *place_commands(s, s.berlin)]


def named(command: Command) -> str:
    return spec_of(command).name


def cases(commands: list[Command]) -> list[Command]:
    """Without what is checked elsewhere: system commands, and the setting of an organisation."""
    return [c for c in commands if spec_of(c).kind is not Kind.SYSTEM]


def test_the_table_has_every_command_once() -> None:
    ordinary = {name for name, spec in specs.items() if spec.kind is not Kind.SYSTEM}
    assert set(TABLE) == ordinary


@rule("PERM-2")
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("command", cases(london()), ids=named)
def test_in_the_own_location(command: Command, role: str) -> None:
    assert allowed(role, command) == (TABLE[named(command)][role] in ("all", "held", "own"))


@rule("PERM-2")
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("command", cases(berlin()), ids=named)
def test_in_another_location(command: Command, role: str) -> None:
    assert allowed(role, command) == (TABLE[named(command)][role] == "all")


@rule("PERM-2", "PERM-7")
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("command", cases(free_commands(STUDIO)), ids=named)
def test_where_no_place_matters(command: Command, role: str) -> None:
    if named(command) == "set_setting":
        assert allowed(role, command) == (role == "owner")
    else:
        assert allowed(role, command) == (TABLE[named(command)][role] == "any")


@rule("PERM-5")
def test_an_instructor_has_no_right_in_a_class_of_another() -> None:
    s = Studio.open()
    other = s.occurrence(s.yoga, "20:00", lead_id=s.second_instructor)
    refusal = s.refuse(seat_commands(s, other, other)[0], by=s.instructor)
    assert refusal.code == "not_permitted"


@rule("PERM-5")
def test_an_assistant_has_the_rights_of_the_class() -> None:
    s = Studio.open()
    helped = s.occurrence(
        s.yoga, "20:00", lead_id=s.second_instructor, assistant_ids=(s.instructor,)
    )
    place = Place(s.london, s.second_instructor, helped)
    assert permits(s.reader, s.act(by=s.instructor), "check_in", place)


@rule("PERM-5")
def test_an_instructor_may_schedule_an_own_class_where_the_role_is_held() -> None:
    s = STUDIO
    here = CreateOccurrence(s.yoga, s.london, DAY, "20:00", 60, 3, s.instructor)
    there = CreateOccurrence(s.yoga, s.berlin, DAY, "20:00", 60, 3, s.instructor)
    assert allowed("instructor", here)
    assert not allowed("instructor", there)


@rule("PERM-1")
def test_a_single_right_on_a_grant_counts_where_it_is_held() -> None:
    s = Studio.open()
    s.do(GrantRole(s.instructor, "instructor", s.london, ("take_payment",)), by=s.manager)
    here, there = Place(s.london), Place(s.berlin)
    act = s.act(by=s.instructor)
    assert permits(s.reader, act, "sell_pass", here)
    assert not permits(s.reader, act, "sell_pass", there)


@rule("PERM-2")
@pytest.mark.parametrize(
    ("approver", "place", "expected"),
    [
        ("manager", "london", True),
        ("owner", "london", True),
        ("berlin_manager", "london", False),
        ("receptionist", "london", False),
        ("instructor", "london", False),
    ],
)
def test_a_pin_counts_only_of_a_manager_of_the_place(
    approver: str, place: str, expected: bool
) -> None:
    act = act_of("receptionist", getattr(STUDIO, approver))
    assert permits(STUDIO.reader, act, "overbook", Place(getattr(STUDIO, place))) is expected


@rule("PERM-2")
def test_a_pin_gives_nothing_to_a_role_that_has_no_such_act() -> None:
    act = act_of("instructor", STUDIO.manager)
    assert not permits(STUDIO.reader, act, "overbook", Place(STUDIO.london))


def test_system_commands_are_refused_to_everyone() -> None:
    for role in ROLES:
        refusal = STUDIO.refuse(
            seat_commands(STUDIO, STUDIO.yoga_0900, STUDIO.yoga_1800)[-1],
            by=getattr(STUDIO, role),
        )
        assert refusal.code == "system_only"


def test_a_person_without_any_grant_may_do_nothing() -> None:
    act = Act(CommandId("c"), StaffId("nobody"), NOW)
    for command in cases([*london(), *free_commands(STUDIO)]):
        assert authorise(STUDIO.reader, act, spec_of(command), command) is not None
