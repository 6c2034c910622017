"""Whose client somebody is (PERM-3), who has shown who they are (PERM-5), what all see (PERM-4)."""

import pytest

from core.changes import Act, Outcome
from core.commands.arrivals import WalkIn
from core.commands.assigning import AssignClient, LinkOwnClient, UnassignClient
from core.commands.people import ArchiveClient, BindCard, RevokeCard
from core.commands.registry import Command
from core.commands.seats import Book, CancelBooking, Reschedule
from core.commands.setup import GrantRole
from core.domain.ids import ClientId, CommandId, StaffId
from core.domain.organisation import GRANTS_OF_STAFF
from core.domain.people import INSTRUCTORS_OF_CLIENT
from core.domain.zones import DAY_MS
from core.rules.instructors.own_clients import identified, is_own_client
from core.rules.permissions import PERMISSIONS, permits
from core.rules.places import Place
from tests.support.rules import rule
from tests.support.studio import DAY, NOW, Studio

CARD = "c" * 32


def own(s: Studio, client: str, at: int = NOW, staff: str = "") -> bool:
    return is_own_client(s.reader, client, staff or s.instructor, at)


@rule("PERM-3")
def test_a_booking_ahead_or_of_the_last_twelve_months_makes_an_own_client() -> None:
    s = Studio.open()
    assert not own(s, s.anna)
    s.do(Book(s.anna, s.talk_1200))
    assert own(s, s.anna)
    starts = s.booking(s.anna, s.talk_1200).starts_at
    assert own(s, s.anna, starts + 365 * DAY_MS)
    assert not own(s, s.anna, starts + 365 * DAY_MS + 1)
    assert not own(s, s.anna, staff=s.second_instructor)


@rule("PERM-3")
def test_a_cancelled_booking_does_not_and_helping_in_a_class_does() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.talk_1200))
    s.do(CancelBooking(s.anna, s.talk_1200))
    assert not own(s, s.anna)
    helped = s.occurrence(
        s.talk, "20:00", lead_id=s.second_instructor, assistant_ids=(s.instructor,)
    )
    s.do(Book(s.anna, helped))
    assert own(s, s.anna)


@rule("PERM-3")
def test_a_client_is_assigned_by_hand_and_taken_away_again() -> None:
    s = Studio.open()
    s.do(AssignClient(s.instructor, s.emil))
    s.do(AssignClient(s.instructor, s.emil))
    assert own(s, s.emil, NOW + 3000 * DAY_MS)
    assert len(s.reader.find(INSTRUCTORS_OF_CLIENT, s.emil)) == 1
    s.do(UnassignClient(s.instructor, s.emil))
    assert not own(s, s.emil)
    assert s.refuse(UnassignClient(s.instructor, s.emil)).code == "not_assigned"


@rule("PERM-3")
@pytest.mark.parametrize(
    ("instructor", "client", "code"),
    [
        ("nobody", "emil", "staff_unknown"),
        ("instructor", "nobody", "client_unknown"),
        ("instructor", "dora", "client_archived"),
    ],
)
def test_who_is_not_there_is_not_assigned(instructor: str, client: str, code: str) -> None:
    s = Studio.open()
    s.do(ArchiveClient(s.dora))
    wish = AssignClient(getattr(s, instructor, "nobody-staff"), getattr(s, client, "nobody-client"))
    assert s.refuse(wish).code == code


@rule("PERM-5")
def test_an_instructor_books_own_clients_and_who_is_named_exactly() -> None:
    s = Studio.open()
    assert s.refuse(Book(s.anna, s.talk_1200), by=s.instructor).code == "not_your_client"
    near = Book(s.anna, s.talk_1200, found_by="anna@example.com")
    assert s.refuse(near, by=s.instructor).code == "not_your_client"
    s.do(Book(s.anna, s.talk_1200, found_by=" Anna@Example.org "), by=s.instructor)
    s.do(Reschedule(s.anna, s.talk_1200, s.yoga_1800, pay_at_desk=True), by=s.instructor)


@rule("PERM-5")
def test_exact_is_the_whole_address_number_or_card() -> None:
    s = Studio.open()
    s.do(BindCard(CARD, s.anna))
    assert identified(s.reader, s.anna, "+44 20 7946 0001")
    assert identified(s.reader, s.anna, CARD)
    for wrong in ("", "0001", "anna", "+442079460003", "d" * 32, " "):
        assert not identified(s.reader, s.anna, wrong), wrong
    assert not identified(s.reader, s.dora, ""), "no address is no proof"
    s.do(RevokeCard(CARD, "lost"))
    assert not identified(s.reader, s.anna, CARD)


@rule("PERM-5")
def test_who_walks_in_to_an_own_class_stands_before_the_instructor() -> None:
    s = Studio.open()
    s.do(WalkIn(s.talk_1200, s.emil), by=s.instructor, at=s.later(hours=4))
    assert s.booking(s.emil, s.talk_1200).state == "checked_in"


@rule("ORG-4")
@pytest.mark.parametrize(
    ("who", "books", "cancels"),
    [
        ("receptionist", False, False),
        ("instructor", False, True),
        ("manager", False, True),
        ("owner", True, True),
    ],
)
def test_staff_book_themselves_as_clients_do(who: str, books: bool, cancels: bool) -> None:
    s = Studio.open()
    member = getattr(s, who)
    s.do(LinkOwnClient(member, s.emil), by=s.owner)
    assert may(s, Book(s.emil, s.talk_1200), member) is books
    s.do(Book(s.emil, s.talk_1200), as_client=s.emil)
    assert may(s, CancelBooking(s.emil, s.talk_1200), member) is cancels


def may(s: Studio, command: Command, member: str) -> bool:
    return isinstance(s.preview(command, by=member), Outcome)


@rule("ORG-4")
@pytest.mark.parametrize(
    ("staff", "client", "code"),
    [("nobody", "anna", "staff_unknown"), ("instructor", "nobody", "client_unknown")],
)
def test_only_people_who_exist_are_linked(staff: str, client: str, code: str) -> None:
    s = Studio.open()
    wish = LinkOwnClient(getattr(s, staff, "no-such"), getattr(s, client, "no-such"))
    assert s.refuse(wish, by=s.owner).code == code


def as_client(s: Studio) -> Act:
    return Act(CommandId("c"), StaffId(""), NOW, client_id=ClientId(s.anna))


@rule("PERM-4")
@pytest.mark.parametrize("right", ["view_bookings", "view_passes", "view_receipts"])
def test_clients_see_what_is_theirs_everywhere(right: str) -> None:
    s = Studio.open()
    for place in (Place(s.london), Place(s.berlin), Place("a location that closed")):
        assert permits(s.reader, as_client(s), right, place, (s.anna,))
        assert not permits(s.reader, as_client(s), right, place, (s.ben,))


@rule("PERM-7")
@pytest.mark.parametrize("right", ["view_clients", "view_passes"])
def test_the_desk_sees_clients_of_the_whole_organisation_an_instructor_own_ones(right: str) -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.talk_1200))
    for who in ("owner", "manager", "receptionist", "berlin_receptionist"):
        assert permits(s.reader, s.act(by=getattr(s, who)), right, clients=(s.ben,))
    instructor = s.act(by=s.instructor)
    assert permits(s.reader, instructor, right, clients=(s.anna,))
    assert not permits(s.reader, instructor, right, clients=(s.anna, s.ben))
    assert not permits(s.reader, s.act(by=s.finance), right, clients=(s.anna,))


@rule("PERM-2")
def test_the_finance_manager_sees_figures_and_nothing_else() -> None:
    s = Studio.open()
    act = s.act(by=s.finance)
    allowed = {right for right in PERMISSIONS if permits(s.reader, act, right, Place(s.berlin))}
    assert allowed == {"view_payments", "view_financial_reports", "export_finance"}


@rule("PERM-1")
@pytest.mark.parametrize("right", ["see_health", "see_private_notes"])
def test_a_grant_adds_sight_of_what_is_private(right: str) -> None:
    s = Studio.open()
    here = Place(s.london)
    assert not permits(s.reader, s.act(by=s.receptionist), right, here)
    s.do(GrantRole(s.receptionist, "receptionist", s.london, (right,)), by=s.owner)  # type: ignore[arg-type]
    assert permits(s.reader, s.act(by=s.receptionist), right, here)
    assert not permits(s.reader, s.act(by=s.receptionist), right, Place(s.berlin))
    assert len(s.reader.find(GRANTS_OF_STAFF, s.receptionist)) == 1


@rule("PERM-2")
def test_an_instructor_sees_health_of_the_own_roster_and_private_notes_of_own_classes() -> None:
    s = Studio.open()
    mine = s.occurrence(s.talk, "20:00", local_date=DAY, lead_id=s.instructor)
    other = s.occurrence(s.talk, "20:00", local_date=DAY, lead_id=s.second_instructor)
    for right in ("see_health", "see_private_notes"):
        act = s.act(by=s.instructor)
        assert permits(s.reader, act, right, Place(s.london, s.instructor, mine))
        assert not permits(s.reader, act, right, Place(s.london, s.second_instructor, other))
