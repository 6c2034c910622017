"""Sessions that a booking makes: at free times, gone with their last booking, back with it."""

from typing import Any

import pytest
from msgspec.structs import replace

from core import bus
from core.changes import Event
from core.commands.availability import AddAvailability
from core.commands.catalogue import CreateService, ResourceNeed
from core.commands.people import EditClient, FieldChange
from core.commands.requesting import (
    AcceptRequest,
    BookSession,
    EndEmptySession,
    Proposed,
    RequestSession,
    UndoBookSession,
)
from core.commands.schedule import CreateOccurrence
from core.commands.seats import Book, CancelBooking, Reschedule, UndoCancelBooking
from core.commands.undoing import undo_of
from core.domain.refusals import Refusal
from core.domain.schedule import ASSIGNMENTS_OF_OCCURRENCE, Occurrence
from core.domain.zones import DAY_MS, to_utc
from core.queries.slots import Asked, free
from core.rules.reactions import reactions
from core.store.overlay import Overlay
from tests.support.rules import rule
from tests.support.studio import DAY, NOW, Studio

LONDON = "Europe/London"
TUESDAY = "2026-03-03"


def open_tuesday(s: Studio, **changes: Any) -> None:
    fields: dict[str, Any] = {"local_from": "09:00", "local_until": "12:00"} | changes
    hours = AddAvailability(s.second_instructor, s.london, 1, **fields)
    s.do(hours, by=s.second_instructor)


def session(s: Studio, local_start: str = "09:30", **changes: Any) -> BookSession:
    fields: dict[str, Any] = {
        "client_id": s.anna,
        "service_id": s.private,
        "location_id": s.london,
        "instructor_id": s.second_instructor,
        "local_date": TUESDAY,
    } | changes
    return BookSession(local_start=local_start, **fields)


def free_starts(s: Studio) -> list[str]:
    asked = Asked(
        s.private, s.london, since=to_utc(TUESDAY, "00:00", LONDON), until=NOW + 2 * DAY_MS
    )
    slots = free(s.reader, asked, NOW)
    return [f"{(one.starts_at - to_utc(TUESDAY, '00:00', LONDON)) // 60_000}" for one in slots]


def react(s: Studio, events: tuple[Event, ...], at: int = NOW) -> list[str]:
    """Run what the server does after a command, as it would."""
    codes = []
    for key, command in reactions("cause", events):
        codes.append(s.run(command, system=True, command_id=key, at=at).code)
    return codes


@rule("AVL-2", "AVL-3", "BK-15")
def test_a_client_books_a_free_time_and_it_is_free_no_more() -> None:
    s = Studio.open()
    ten = s.sell(s.anna, s.ten)
    open_tuesday(s)
    assert free_starts(s) == ["540", "570", "600", "630", "660"]
    facts = s.do(session(s, note="first time"), as_client=s.anna).facts
    made = s.get(Occurrence, facts["occurrence_id"])
    assert (made.on_demand, made.lead_id, made.local_start) == (1, s.second_instructor, "09:30")
    booking = s.booking(s.anna, made.id)
    assert (booking.state, booking.origin, booking.note) == ("booked", "self", "first time")
    assert s.balance(ten) == 9
    assert free_starts(s) == ["630", "660"]
    again = session(s, client_id=s.ben)
    assert s.refuse(again, as_client=s.ben).code == "time_not_free"
    assert s.refuse(replace(again, pay_at_desk=True)).code == "instructor_busy"


@rule("AVL-2", "PERM-5")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"local_start": "09:20"}, "time_not_free"),
        ({"local_start": "11:30"}, "time_not_free"),
        ({"local_date": "2026-03-04"}, "time_not_free"),
        ({"local_date": "2026-02-30"}, "invalid_date"),
        ({"local_date": "2027-03-02"}, "time_not_free"),
        ({"instructor_id": "nobody"}, "staff_unknown"),
        ({"service_id": "nothing"}, "service_unknown"),
        ({"location_id": "nowhere"}, "location_unknown"),
        ({"override": ("instructor_unavailable",)}, "override_not_allowed"),
        ({"client_id": "ben"}, "not_permitted"),
    ],
)
def test_what_a_client_cannot_book_is_refused(changes: dict[str, Any], code: str) -> None:
    s = Studio.open()
    s.sell(s.anna, s.ten)
    open_tuesday(s)
    fields = {"local_start": "09:30"} | changes
    if changes.get("client_id") == "ben":
        fields["client_id"] = s.ben
    before = s.rows()
    result = s.refuse(session(s, **fields), as_client=s.anna)
    assert result.code == code
    assert s.rows() == before


@rule("AVL-1", "SVC-2")
def test_hours_and_services_that_are_not_for_clients_are_booked_by_staff() -> None:
    s = Studio.open()
    open_tuesday(s, self_booking=False)
    s.sell(s.anna, s.ten)
    assert s.refuse(session(s), as_client=s.anna).code == "time_not_free"
    s.do(session(s))
    led = CreateService("Led", "session", "private", 60, 1, self_booking=False)
    service = s.do(led, by=s.owner).facts["service_id"]
    s.do(session(s, "11:00", service_id=service))


@rule("SVC-5")
def test_a_session_is_booked_where_it_is_given() -> None:
    s = Studio.open()
    open_tuesday(s)
    s.sell(s.anna, s.ten)
    there = CreateService("There", "session", "private", 60, 1, location_ids=(s.berlin,))
    service = s.do(there, by=s.owner).facts["service_id"]
    assert s.refuse(session(s, service_id=service)).code == "not_offered_there"


@rule("BK-3", "BK-4", "NS-3")
def test_a_session_needs_all_that_a_booking_needs_and_leaves_nothing_behind() -> None:
    s = Studio.open()
    open_tuesday(s)
    before = s.rows()
    assert s.refuse(session(s), as_client=s.anna).code == "no_pass"
    assert s.rows() == before, "no session without a booking"
    s.sell(s.anna, s.ten)
    s.do(Book(s.anna, s.occurrence(s.yoga, "09:00", local_date=TUESDAY)))
    before = s.rows()
    assert s.refuse(session(s), as_client=s.anna).code == "overlapping_booking"
    assert s.rows() == before
    change = {"permission": FieldChange("standard", "restricted")}
    s.do(EditClient(s.anna, change), by=s.manager)  # type: ignore[arg-type]
    assert s.refuse(session(s, "10:30"), as_client=s.anna).code == "client_restricted"


@rule("AVL-2", "SCH-12")
def test_staff_book_beyond_the_hours_with_a_managers_reason_and_never_twice() -> None:
    s = Studio.open()
    open_tuesday(s)
    late = session(s, "15:00", pay_at_desk=True)
    assert s.refuse(late, by=s.manager).code == "instructor_unavailable"
    forced = replace(late, override=("instructor_unavailable",), reason="she comes for her")
    assert s.refuse(forced).code == "override_not_allowed"
    s.do(forced, by=s.manager)
    s.do(session(s, "10:00", client_id=s.ben, pay_at_desk=True))
    twice = session(s, "10:30", client_id=s.clara, pay_at_desk=True)
    assert s.refuse(twice).code == "instructor_busy"
    past = session(s, "07:00", local_date="2026-03-02", pay_at_desk=True)
    assert s.refuse(past, by=s.owner).code == "time_past"


@rule("AVL-3", "SET-2")
def test_of_two_desks_that_booked_one_instructor_the_second_is_refused() -> None:
    s = Studio.open()
    s.do(session(s, pay_at_desk=True))
    draft = Overlay(s.reader)
    act = replace(s.act(), shown="booked")
    result = bus.settle(draft, act, session(s, "10:00", client_id=s.ben, pay_at_desk=True))
    assert isinstance(result, Refusal)
    assert (result.code, result.facts["settlement"]) == ("instructor_busy", "SET-2")


@rule("AVL-2", "BK-6")
def test_a_cancelled_session_goes_and_its_time_is_free_again() -> None:
    s = Studio.open()
    open_tuesday(s)
    made = s.do(session(s, pay_at_desk=True)).facts["occurrence_id"]
    outcome = s.do(CancelBooking(s.anna, made))
    assert "session_ended" in react(s, outcome.events)
    assert s.get(Occurrence, made).state == "cancelled"
    held = [one for one in s.reader.find(ASSIGNMENTS_OF_OCCURRENCE, made) if one.state == "held"]
    assert held == []
    assert len(free_starts(s)) == 5
    assert s.refuse(EndEmptySession(made), system=True).code == "class_cancelled"


@rule("AVL-2")
def test_a_session_that_staff_put_on_the_calendar_stays_when_it_is_empty() -> None:
    s = Studio.open()
    planned = CreateOccurrence(s.private, s.london, TUESDAY, "15:00", 60, 1, s.second_instructor)
    key = s.do(planned).facts["occurrence_id"]
    s.do(Book(s.anna, key, pay_at_desk=True))
    outcome = s.do(CancelBooking(s.anna, key))
    assert "session_ended" not in react(s, outcome.events)
    assert s.refuse(EndEmptySession(key), system=True).code == "not_empty"
    assert s.get(Occurrence, key).state == "scheduled"


@rule("BK-6", "M-09")
def test_undoing_the_cancel_brings_the_session_back_unless_its_time_is_taken() -> None:
    s = Studio.open()
    open_tuesday(s)
    made = s.do(session(s, pay_at_desk=True)).facts["occurrence_id"]
    outcome = s.do(CancelBooking(s.anna, made), command_id="cancel")
    react(s, outcome.events)
    undo = UndoCancelBooking("cancel", s.anna, made)
    taken = s.preview(session(s, client_id=s.ben, pay_at_desk=True))
    assert not isinstance(taken, Refusal)
    s.do(undo)
    assert s.get(Occurrence, made).state == "scheduled"
    assert s.booking(s.anna, made).state == "booked"
    assert free_starts(s) == ["630", "660"]
    outcome = s.do(CancelBooking(s.anna, made), command_id="cancel again")
    react(s, outcome.events)
    s.do(session(s, client_id=s.ben, pay_at_desk=True))
    late = UndoCancelBooking("cancel again", s.anna, made)
    assert s.refuse(late).code == "instructor_busy"


@rule("BK-7", "BK-23")
def test_a_session_that_was_left_for_another_time_goes() -> None:
    s = Studio.open()
    first = s.do(session(s, pay_at_desk=True)).facts["occurrence_id"]
    second = s.occurrence(s.private, "16:00", local_date=TUESDAY, capacity=1)
    outcome = s.do(Reschedule(s.anna, first, second, pay_at_desk=True))
    assert "session_ended" in react(s, outcome.events)
    assert s.get(Occurrence, first).state == "cancelled"


@rule("M-09")
def test_undoing_takes_session_and_booking_back_unless_something_came_after() -> None:
    s = Studio.open()
    ten = s.sell(s.anna, s.ten)
    command = session(s)
    outcome = s.do(command, command_id="first")
    undo = undo_of(command, "first", outcome)
    assert isinstance(undo, UndoBookSession)
    s.do(undo)
    assert s.get(Occurrence, undo.occurrence_id).state == "cancelled"
    assert s.booking(s.anna, undo.occurrence_id).state == "cancelled"
    assert s.balance(ten) == 10
    assert s.refuse(undo).code == "changed_since"


@rule("AVL-4", "AVL-2")
def test_the_session_of_an_accepted_request_goes_with_its_booking_too() -> None:
    s = Studio.open()
    asked = RequestSession(
        s.anna, s.private, s.london, (Proposed(TUESDAY, "15:00"),), s.second_instructor
    )
    key = s.do(asked).facts["request_id"]
    accepted = AcceptRequest(key, TUESDAY, "15:00", pay_at_desk=True)
    made = s.do(accepted, by=s.second_instructor).facts["occurrence_id"]
    outcome = s.do(CancelBooking(s.anna, made), by=s.manager)
    assert "session_ended" in react(s, outcome.events)


@rule("SVC-10")
def test_a_party_in_a_session_shares_it_up_to_its_capacity() -> None:
    s = Studio.open()
    duo = CreateService("Duo", "session", "private", 60, 2, price=90_00)
    service = s.do(duo, by=s.owner).facts["service_id"]
    both = session(s, service_id=service, seats=2, pay_at_desk=True)
    made = s.do(both).facts["occurrence_id"]
    assert s.booking(s.anna, made).seats == 2
    three = session(s, "15:00", service_id=service, seats=3, pay_at_desk=True)
    assert s.refuse(three).code == "class_full"


@rule("AVL-3", "RES-2", "RES-3")
def test_a_session_wanted_back_needs_its_equipment_as_well() -> None:
    s = Studio.open()
    needs = (ResourceNeed(s.reformers, per_attendee=3),)
    duo = str(
        s.do(
            CreateService("Duo", "session", "private", 60, 1, price=60_00, needs=needs), by=s.owner
        ).facts["service_id"]
    )
    made = BookSession(s.anna, duo, s.london, s.second_instructor, DAY, "16:00", pay_at_desk=True)
    key = s.do(made, by=s.manager).facts["occurrence_id"]
    s.do(CancelBooking(s.anna, key), command_id="gone")
    s.do(EndEmptySession(key), system=True)
    beside = s.occurrence(s.reformer, "16:00")
    s.do(Book(s.ben, beside, seats=2, pay_at_desk=True))
    back = UndoCancelBooking("gone", s.anna, key)
    assert s.refuse(back).code == "resource_short"
    s.do(CancelBooking(s.ben, beside))
    s.do(back)
