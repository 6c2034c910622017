"""Booking requests: asked, answered by whom, accepted with all checks, ended, escalated."""

from typing import Any

import pytest
from msgspec.structs import replace

from core.changes import Outcome
from core.commands.attendance import Suspend
from core.commands.availability import AddAvailability, QualifyStaff, TakeTimeOff
from core.commands.people import ArchiveClient, EditClient, FieldChange
from core.commands.requesting import (
    AcceptRequest,
    DeclineRequest,
    EscalateRequest,
    ExpireRequest,
    MarkRequestPaid,
    Proposed,
    RequestSession,
    WithdrawRequest,
)
from core.commands.seats import Book
from core.domain.organisation import Location, StaffMember
from core.domain.people import Client
from core.domain.records import Attention
from core.domain.refusals import Refusal
from core.domain.requests import BookingRequest
from core.domain.schedule import Occurrence
from core.domain.zones import DAY_MS, HOUR_MS, MINUTE_MS, to_utc
from core.queries.requests import of_client, open_at, open_of
from tests.support.rules import rule
from tests.support.studio import DAY, NOW, Studio

LONDON = "Europe/London"
WEDNESDAY, THURSDAY = ("2026-03-04", "10:00"), ("2026-03-05", "18:30")


def asked(s: Studio, *times: tuple[str, str], **changes: Any) -> RequestSession:
    fields: dict[str, Any] = {
        "client_id": s.anna,
        "service_id": s.private,
        "location_id": s.london,
        "instructor_id": s.instructor,
        "note": "left knee",
    } | changes
    proposed = tuple(Proposed(*one) for one in times or (WEDNESDAY, THURSDAY))
    return RequestSession(times=proposed, **fields)


def pending(s: Studio, *times: tuple[str, str], **changes: Any) -> str:
    """A request by Anna herself, and its id."""
    made = asked(s, *times, **changes)
    return str(s.do(made, as_client=made.client_id).facts["request_id"])


def accept(key: str, when: tuple[str, str] = WEDNESDAY, **more: Any) -> AcceptRequest:
    return AcceptRequest(key, *when, **({"pay_at_desk": True} | more))


def row(s: Studio, key: str) -> BookingRequest:
    return s.get(BookingRequest, key)


@rule("AVL-4", "AVL-6")
def test_a_client_proposes_times_and_nothing_is_held_before_an_answer() -> None:
    s = Studio.open()
    ten = s.sell(s.anna, s.ten)
    before = s.rows()
    key = pending(s)
    after = s.rows()
    assert {table for table in after if after[table] != before.get(table)} == {"booking_request"}
    assert s.balance(ten) == 10
    one = row(s, key)
    assert (one.state, one.escalates_at, one.expires_at) == (
        "pending",
        NOW + DAY_MS,
        NOW + 3 * DAY_MS,
    )
    assert [event.name for event in s.events[-1:]] == ["request_made"]
    assert [one.id for one in of_client(s.reader, s.anna)] == [key]


@rule("AVL-4", "BK-15", "AVL-10")
def test_the_instructor_accepts_one_time_and_the_client_is_booked() -> None:
    s = Studio.open()
    ten = s.sell(s.anna, s.ten)
    key = pending(s)
    facts = s.do(accept(key, THURSDAY), by=s.instructor).facts
    session = s.get(Occurrence, facts["occurrence_id"])
    assert (session.local_date, session.local_start, session.lead_id, session.capacity) == (
        *THURSDAY,
        s.instructor,
        1,
    )
    booking = s.booking(s.anna, session.id)
    assert (booking.state, booking.origin, booking.note) == ("booked", "request", "left knee")
    assert s.balance(ten) == 9
    one = row(s, key)
    assert (one.state, one.occurrence_id, one.answered_by) == (
        "accepted",
        session.id,
        s.instructor,
    )
    assert [event.name for event in s.events[-1:]] == ["request_accepted"]
    assert facts["staff_name"] == "Ines Instructor"
    assert s.refuse(accept("none"), by=s.owner).code == "request_unknown"
    for late in (accept(key), DeclineRequest(key, "no"), WithdrawRequest(s.anna, key)):
        assert s.refuse(late, by=s.owner).code == "request_closed"


@rule("AVL-4", "AVL-6")
@pytest.mark.parametrize(
    ("by", "hours", "code"),
    [
        ("instructor", 0, ""),
        ("instructor", 47, ""),
        ("second_instructor", 30, "not_permitted"),
        ("manager", 23, "not_yours_to_answer"),
        ("manager", 24, ""),
        ("owner", 24, ""),
        ("receptionist", 30, "not_yours_to_answer"),
        ("berlin_manager", 30, "not_permitted"),
        ("finance", 30, "not_permitted"),
    ],
)
def test_who_answers_and_from_when(by: str, hours: int, code: str) -> None:
    s = Studio.open()
    key = pending(s, THURSDAY)
    how = {"by": getattr(s, by), "at": s.later(hours=hours)}
    for command in (accept(key, THURSDAY), DeclineRequest(key, "full")):
        result = s.preview(command, **how)
        assert (result.code if isinstance(result, Refusal) else "") == code


@rule("AVL-6")
def test_a_manager_may_name_another_instructor_and_the_addressed_one_may_not() -> None:
    s = Studio.open()
    key = pending(s)
    other = accept(key, THURSDAY, instructor_id=s.second_instructor)
    assert s.refuse(other, by=s.instructor).code == "not_permitted"
    teaches = s.do(asked(s, THURSDAY, instructor_id=s.owner)).facts["request_id"]
    named = accept(teaches, THURSDAY, instructor_id=s.second_instructor)
    assert s.refuse(named, by=s.owner).code == "not_yours_to_answer"
    facts = s.do(other, by=s.manager, at=s.later(hours=25)).facts
    assert s.get(Occurrence, facts["occurrence_id"]).lead_id == s.second_instructor
    assert facts["staff_name"] == "Ivo Instructor"


@rule("AVL-4")
@pytest.mark.parametrize(
    ("case", "code"),
    [
        ("another time", "time_not_proposed"),
        ("another day", "time_not_proposed"),
        ("elsewhere", "not_permitted"),
        ("led already", "instructor_busy"),
        ("away", "instructor_away"),
        ("client elsewhere", "overlapping_booking"),
        ("no cover", "no_pass"),
        ("suspended", "client_suspended"),
        ("archived", "client_archived"),
        ("over", "time_past"),
        ("unknown", "not_permitted"),
    ],
)
def test_an_acceptance_that_fails_its_checks_leaves_the_request_pending(
    case: str, code: str
) -> None:
    s = Studio.open()
    key = pending(s)
    commands = {
        "another time": accept(key, ("2026-03-04", "10:30")),
        "another day": accept(key, ("2026-03-06", "10:00")),
        "elsewhere": accept(key, location_id=s.berlin),
        "no cover": accept(key, pay_at_desk=False),
        "unknown": accept("none"),
    }
    at_ten = {"local_date": WEDNESDAY[0]}
    if case == "led already":
        s.occurrence(s.yoga, "10:30", lead_id=s.instructor, **at_ten)
    elif case == "client elsewhere":
        s.do(Book(s.anna, s.occurrence(s.yoga, "09:30", **at_ten), pay_at_desk=True))
    elif case == "away":
        s.do(TakeTimeOff(s.instructor, s.later(hours=24), s.later(hours=72)), by=s.instructor)
    elif case == "suspended":
        s.do(Suspend(s.anna, s.later(hours=200), "rude"), by=s.manager)
    elif case == "archived":
        s.do(ArchiveClient(s.anna), by=s.manager)
    before = s.rows()
    at = to_utc(*WEDNESDAY, LONDON) if case == "over" else NOW
    refusal = s.refuse(commands.get(case, accept(key)), by=s.instructor, at=at)
    assert refusal.code == code
    assert s.rows() == before
    assert row(s, key).state == "pending"


@rule("AVL-4")
def test_after_a_failed_acceptance_another_time_is_accepted() -> None:
    s = Studio.open()
    key = pending(s)
    s.occurrence(s.yoga, "10:30", lead_id=s.instructor, local_date=WEDNESDAY[0])
    assert s.refuse(accept(key), by=s.instructor).code == "instructor_busy"
    s.do(accept(key, THURSDAY), by=s.instructor)


@rule("AVL-1", "AVL-4")
def test_an_instructor_accepts_outside_the_own_hours_and_a_manager_with_a_reason() -> None:
    s = Studio.open()
    s.do(AddAvailability(s.instructor, s.london, 0, "09:00", "12:00"), by=s.instructor)
    key = pending(s, WEDNESDAY, THURSDAY)
    later: dict[str, Any] = {"by": s.manager, "at": s.later(hours=25)}
    assert s.refuse(accept(key), **later).code == "instructor_unavailable"
    forced = accept(key, override=("instructor_unavailable",), reason="agreed on the phone")
    assert isinstance(s.preview(forced, **later), Outcome)
    s.do(accept(key), by=s.instructor)


@rule("AVL-4")
def test_times_that_no_longer_fit_are_greyed_with_the_reason() -> None:
    s = Studio.open()
    pending(s, WEDNESDAY, THURSDAY, ("2026-03-06", "05:00"))
    s.occurrence(s.yoga, "10:30", lead_id=s.instructor, local_date=WEDNESDAY[0])
    other = s.occurrence(s.yoga, "18:00", local_date=THURSDAY[0])
    s.do(Book(s.anna, other, pay_at_desk=True))
    (line,) = open_of(s.reader, s.instructor, NOW)
    assert [[refusal.code for refusal in one.against] for one in line.times] == [
        ["instructor_busy"],
        ["overlapping_booking"],
        ["outside_opening_hours"],
    ]
    assert (line.client_name, line.class_name, line.staff_name, line.zone) == (
        "Anna Ångström",
        "Private",
        "Ines Instructor",
        LONDON,
    )
    assert [one.request.id for one in open_at(s.reader, s.london, NOW)] == [line.request.id]
    assert open_at(s.reader, s.berlin, NOW) == []


@rule("AVL-6")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"times": (("2026-02-30", "10:00"),)}, "invalid_date"),
        ({"times": (("2027-02-29", "10:00"),)}, "invalid_date"),
        ({"times": (WEDNESDAY, WEDNESDAY)}, "same_time_twice"),
        ({"times": ((DAY, "08:00"),)}, "time_past"),
        ({"times": ((DAY, "10:00"),)}, "time_past"),
        ({"times": ((DAY, "07:00"), WEDNESDAY)}, "time_past"),
        ({"times": (("2026-05-02", "10:00"),)}, "too_far_ahead"),
        ({"times": (("2099-12-31", "10:00"),)}, "too_far_ahead"),
        ({"client_id": "nobody"}, "client_unknown"),
        ({"service_id": "nothing"}, "service_unknown"),
        ({"service_id": "yoga"}, "not_a_session"),
        ({"location_id": "nowhere"}, "location_unknown"),
        ({"instructor_id": "nobody"}, "staff_unknown"),
        ({"seats": 2}, "party_too_large"),
    ],
)
def test_requests_that_cannot_be_are_refused(changes: dict[str, Any], code: str) -> None:
    s = Studio.open()
    if changes.get("service_id") == "yoga":
        changes = {"service_id": s.yoga}
    times = changes.pop("times", ())
    before = s.rows()
    assert s.refuse(asked(s, *times, **changes), by=s.owner).code == code
    assert s.rows() == before


@rule("AVL-6")
def test_a_time_on_leap_day_in_the_doubled_and_in_the_skipped_hour_is_taken() -> None:
    s = Studio.open()
    made = asked(s, ("2026-03-29", "01:30"))
    s.do(made)
    late: dict[str, Any] = {"at": to_utc("2026-10-20", "09:00", LONDON)}
    s.do(asked(s, ("2026-10-25", "01:30")), **late)
    s.do(asked(s, ("2028-02-29", "09:00")), at=to_utc("2028-02-20", "09:00", LONDON))
    ends = [one.expires_at for one in of_client(s.reader, s.anna)]
    assert len(ends) == 3
    assert to_utc("2026-03-29", "01:30", LONDON) == to_utc("2026-03-29", "02:30", LONDON)


@rule("AVL-6", "SCH-7", "NS-3", "ORG-5", "ORG-9")
@pytest.mark.parametrize(
    ("case", "code"),
    [
        ("unskilled", "instructor_not_qualified"),
        ("archived instructor", "staff_unknown"),
        ("suspended", "client_suspended"),
        ("restricted", "client_restricted"),
        ("archived", "client_archived"),
        ("closed", "location_inactive"),
        ("says paid", "paid_by_desk"),
    ],
)
def test_who_may_not_ask(case: str, code: str) -> None:
    s = Studio.open()
    member, place = s.get(StaffMember, s.instructor), s.get(Location, s.london)
    paid = case == "says paid"
    if case == "unskilled":
        s.do(QualifyStaff(s.instructor, ("mat",)), by=s.manager)
    elif case == "archived instructor":
        s.reader._write(StaffMember, member.id, replace(member, state="archived"))
    elif case == "suspended":
        s.do(Suspend(s.anna, s.later(hours=200), "rude"), by=s.manager)
    elif case == "restricted":
        change = {"permission": FieldChange("standard", "restricted")}
        s.do(EditClient(s.anna, change), by=s.manager)  # type: ignore[arg-type]
    elif case == "archived":
        client = s.get(Client, s.anna)
        s.reader._write(Client, s.anna, replace(client, state="archived"))
    elif case == "closed":
        s.reader._write(Location, s.london, replace(place, state="inactive"))
    assert s.refuse(asked(s, paid=paid), as_client=s.anna).code == code


@rule("AVL-6", "ORG-13")
def test_only_who_asked_or_the_desk_withdraws() -> None:
    s = Studio.open()
    key = pending(s)
    assert s.refuse(WithdrawRequest(s.ben, key), as_client=s.ben).code == "request_unknown"
    assert s.refuse(WithdrawRequest(s.anna, key), as_client=s.ben).code == "not_permitted"
    s.do(WithdrawRequest(s.anna, key), as_client=s.anna)
    assert row(s, key).state == "withdrawn"
    s.do(WithdrawRequest(s.anna, pending(s)))


@rule("AVL-6")
def test_declining_needs_a_reason_that_is_kept() -> None:
    s = Studio.open()
    key = pending(s)
    assert s.refuse(DeclineRequest(key, " "), by=s.instructor).code == "reason_missing"
    outcome = s.do(DeclineRequest(key, "on holiday"), by=s.instructor)
    assert (row(s, key).state, row(s, key).reason) == ("declined", "on holiday")
    assert [event.name for event in outcome.events] == ["request_declined"]
    assert outcome.facts["reason"] == "on holiday"


@rule("AVL-6", "NS-4")
@pytest.mark.parametrize(
    ("times", "ends"),
    [
        ((WEDNESDAY, ("2026-03-20", "10:00")), NOW + 72 * HOUR_MS),
        ((WEDNESDAY,), to_utc("2026-03-04", "08:00", LONDON)),
        ((("2026-03-03", "09:00"), WEDNESDAY), to_utc("2026-03-04", "08:00", LONDON)),
        (((DAY, "10:01"),), NOW + MINUTE_MS),
    ],
)
def test_a_request_ends_after_three_days_or_two_hours_before_its_last_time(
    times: tuple[tuple[str, str], ...], ends: int
) -> None:
    s = Studio.open()
    key = pending(s, *times)
    assert s.refuse(ExpireRequest(key), system=True, at=ends - 1).code == "request_runs"
    outcome = s.do(ExpireRequest(key), system=True, at=ends)
    assert row(s, key).state == "expired"
    assert [event.name for event in outcome.events] == ["request_expired"]
    assert s.refuse(ExpireRequest(key), system=True, at=ends).code == "request_closed"


@rule("AVL-4", "M-04", "NS-4")
def test_after_a_day_the_managers_are_asked_until_somebody_answers() -> None:
    s = Studio.open()
    key = pending(s)
    day = s.later(hours=24)
    assert s.refuse(EscalateRequest(key), system=True, at=day - 1).code == "request_runs"
    s.do(EscalateRequest(key), system=True, at=day)
    (item,) = s.reader.all(Attention)
    assert (item.kind, item.state, item.location_id, item.client_id) == (
        "AVL-4",
        "open",
        s.london,
        s.anna,
    )
    assert row(s, key).escalated == 1
    assert [event.name for event in s.events[-1:]] == ["request_escalated"]
    s.do(EscalateRequest(key), system=True, at=day + HOUR_MS)
    assert len(s.reader.all(Attention)) == 1
    s.do(accept(key, THURSDAY), by=s.manager, at=day + HOUR_MS)
    assert s.get(Attention, item.id).state == "done"


@rule("AVL-5", "AVL-10")
def test_an_introduction_is_paid_first_and_the_desk_sets_who_where_and_when() -> None:
    s = Studio.open()
    key = pending(s, instructor_id="")
    agreed = accept(key, ("2026-03-06", "11:00"), instructor_id=s.berlin_manager)
    assert row(s, key).price == 60_00
    assert s.refuse(agreed).code == "request_unpaid"
    assert s.refuse(MarkRequestPaid(key), by=s.instructor).code == "not_permitted"
    s.do(MarkRequestPaid(key))
    s.do(MarkRequestPaid(key))
    assert s.refuse(replace(agreed, instructor_id="")).code == "instructor_missing"
    moved = replace(agreed, location_id=s.berlin)
    assert s.refuse(moved).code == "not_permitted"
    facts = s.do(moved, by=s.owner).facts
    session = s.get(Occurrence, facts["occurrence_id"])
    assert (session.location_id, session.lead_id) == (s.berlin, s.berlin_manager)
    booking = s.booking(s.anna, session.id)
    assert (booking.price, booking.paid, booking.due) == (60_00, 60_00, 0)


@rule("AVL-5", "AVL-10")
def test_what_was_paid_for_an_introduction_that_nobody_gives_goes_back() -> None:
    s = Studio.open()
    by_desk = s.do(asked(s, instructor_id="", paid=True)).facts["request_id"]
    assert s.refuse(DeclineRequest(by_desk, "x"), by=s.instructor).code == "not_permitted"
    outcome = s.do(DeclineRequest(by_desk, "no room"))
    assert outcome.facts["to_refund"] == 60_00
    assert [event.name for event in outcome.events] == ["request_declined", "refund_due"]
    unpaid = pending(s, instructor_id="")
    outcome = s.do(ExpireRequest(unpaid), system=True, at=s.later(hours=72))
    assert [event.name for event in outcome.events] == ["request_expired"]


@rule("AVL-4")
def test_an_introduction_never_escalates_for_it_is_the_desks_already() -> None:
    s = Studio.open()
    key = pending(s, instructor_id="")
    s.do(MarkRequestPaid(key))
    assert [one.request.id for one in open_at(s.reader, s.london, NOW)] == [key]
    agreed = accept(key, THURSDAY, instructor_id=s.instructor)
    assert isinstance(s.preview(agreed, by=s.receptionist), Outcome)
    assert s.refuse(agreed, by=s.instructor).code == "not_permitted"


@rule("AVL-4")
def test_names_and_notes_of_all_scripts_and_lengths_are_kept() -> None:
    s = Studio.open()
    client = s.client("أنّا 🧘‍♀️")
    key = pending(s, client_id=client, note="ב" * 500)
    facts = s.do(accept(key, THURSDAY), by=s.instructor).facts
    assert facts["client_name"] == "أنّا 🧘‍♀️"
    assert s.booking(client, facts["occurrence_id"]).note == "ב" * 500


@rule("AVL-6", "NS-4")
def test_nobody_answers_a_request_that_has_ended_though_no_timer_has_rung() -> None:
    s = Studio.open()
    key = pending(s)
    ends = row(s, key).expires_at
    late = {"by": s.instructor, "at": ends}
    assert s.refuse(AcceptRequest(key, *WEDNESDAY, pay_at_desk=True), **late).code == "request_over"
    assert s.refuse(DeclineRequest(key, "too late"), **late).code == "request_over"
    s.do(DeclineRequest(key, "on holiday"), by=s.instructor, at=ends - 1)
