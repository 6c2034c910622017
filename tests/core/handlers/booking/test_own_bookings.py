"""Clients act for themselves: what they may book, cancel, move, change (PERM a, c)."""

from typing import Any

import pytest

from core.commands.arrivals import CheckIn
from core.commands.assigning import AllowSelfBooking
from core.commands.attendance import Suspend
from core.commands.catalogue import CreateService
from core.commands.people import ArchiveClient, EditClient, FieldChange
from core.commands.seats import Book, CancelBooking, Reschedule
from core.commands.waiting import AcceptOffer, JoinWaitlist, LeaveWaitlist, OfferSeat
from core.domain.people import Client
from core.domain.schedule import Occurrence
from core.domain.zones import DAY_MS, HOUR_MS, MINUTE_MS
from tests.support.rules import rule
from tests.support.studio import NOW, Studio


def with_pass() -> Studio:
    """Anna owns ten credits."""
    s = Studio.open()
    s.sell(s.anna, s.ten)
    return s


def change(s: Studio, client: str, **fields: Any) -> None:
    row = s.get(Client, client)
    changes: Any = {name: FieldChange(getattr(row, name), new) for name, new in fields.items()}
    s.do(EditClient(client, changes), by=s.manager)


@rule("BK-15")
def test_a_client_books_with_the_own_pass() -> None:
    s = with_pass()
    s.do(Book(s.anna, s.yoga_1800), as_client=s.anna)
    booking = s.booking(s.anna, s.yoga_1800)
    assert (booking.state, booking.origin, booking.credit) == ("booked", "self", "held")


@rule("BK-15")
@pytest.mark.parametrize(
    ("by", "origin"), [("receptionist", "staff"), ("instructor", "instructor")]
)
def test_a_booking_keeps_who_made_it(by: str, origin: str) -> None:
    s = with_pass()
    s.do(Book(s.anna, s.yoga_1800, found_by="anna@example.org"), by=getattr(s, by))
    assert s.booking(s.anna, s.yoga_1800).origin == origin


@rule("BK-19")
def test_clients_need_cover_where_the_service_wants_it_whatever_they_ask() -> None:
    s = Studio.open()
    refusal = s.refuse(Book(s.ben, s.yoga_1800, pay_at_desk=True), as_client=s.ben)
    assert refusal.code == "no_pass"
    change(s, s.ben, pay_later=1)
    s.do(Book(s.ben, s.yoga_1800), as_client=s.ben)
    assert s.booking(s.ben, s.yoga_1800).due == 15_00


@rule("BK-19")
def test_clients_pay_at_the_desk_where_no_credit_is_needed() -> None:
    s = Studio.open()
    open_to_all = CreateService("Open", "class", "mat", 60, 3, price=9_00, credit_needed=False)
    service = s.do(open_to_all, by=s.owner).facts["service_id"]
    s.do(Book(s.ben, occurrence := s.occurrence(service, "19:00")), as_client=s.ben)
    assert s.booking(s.ben, occurrence).due == 9_00


@rule("SVC-2", "ORG-5")
def test_a_restricted_client_and_a_service_without_self_booking_need_the_studio() -> None:
    s = with_pass()
    closed = CreateService("Closed", "class", "mat", 60, 3, self_booking=False)
    service = s.do(closed, by=s.owner).facts["service_id"]
    change(s, s.anna, permission="vip")
    refusal = s.refuse(Book(s.anna, s.occurrence(service, "19:00")), as_client=s.anna)
    assert refusal.code == "self_booking_off", "a switch holds for a VIP too"
    change(s, s.anna, permission="restricted")
    refusal = s.refuse(Book(s.anna, s.yoga_1800), as_client=s.anna)
    assert refusal.code == "client_restricted"
    s.do(Book(s.anna, s.yoga_1800))


@rule("AVL-1")
def test_an_instructor_may_want_no_self_booking_and_a_vip_books_all_the_same() -> None:
    s = with_pass()
    s.do(AllowSelfBooking(s.instructor, False), by=s.instructor)
    refusal = s.refuse(Book(s.anna, s.yoga_1800), as_client=s.anna)
    assert (refusal.code, refusal.facts["staff_name"]) == (
        "instructor_declines",
        "Ines Instructor",
    )
    change(s, s.anna, permission="vip")
    s.do(Book(s.anna, s.yoga_1800), as_client=s.anna)


def test_an_instructor_sets_no_preference_of_another() -> None:
    s = Studio.open()
    refusal = s.refuse(AllowSelfBooking(s.second_instructor, False), by=s.instructor)
    assert refusal.code == "not_permitted"


@rule("BK-18")
def test_booking_opens_sixty_days_before_and_closes_at_the_start() -> None:
    s = with_pass()
    far = s.occurrence(s.yoga, "18:00", local_date="2026-05-02")
    starts = s.get(Occurrence, far).starts_at
    early = starts - 60 * DAY_MS - 1
    refusal = s.refuse(Book(s.anna, far), as_client=s.anna, at=early)
    assert (refusal.code, refusal.facts["opens_at"]) == ("not_open_yet", early + 1)
    s.do(Book(s.anna, far), as_client=s.anna, at=early + 1)
    now = s.get(Occurrence, s.yoga_1800).starts_at
    refusal = s.refuse(Book(s.anna, s.yoga_1800), as_client=s.anna, at=now)
    assert refusal.code == "booking_closed"
    s.do(Book(s.anna, s.yoga_1800), at=now)


@rule("BK-18")
def test_sessions_close_two_hours_before_except_for_a_vip() -> None:
    s = with_pass()
    starts = s.get(Occurrence, s.private_1400).starts_at
    late = starts - 2 * HOUR_MS
    refusal = s.refuse(Book(s.anna, s.private_1400), as_client=s.anna, at=late)
    assert refusal.facts["closed_at"] == late
    change(s, s.anna, permission="vip")
    s.do(Book(s.anna, s.private_1400), as_client=s.anna, at=late)


@rule("BK-18")
@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_the_opening_counts_real_days_over_a_change_of_clocks(day: str) -> None:
    s = with_pass()
    s.set("opens_days", 1)
    s.set("cutoff_class_min", 0)
    after = s.occurrence(s.talk, "18:00", local_date=day)
    opens = s.get(Occurrence, after).starts_at - DAY_MS
    assert s.refuse(Book(s.anna, after), as_client=s.anna, at=opens - 1).code == "not_open_yet"
    s.do(Book(s.anna, after), as_client=s.anna, at=opens)


@rule("BK-5", "BK-20")
def test_the_limit_of_future_bookings_binds_clients_not_staff_and_not_a_vip() -> None:
    s = Studio.open()
    s.sell(s.anna, s.ten)
    evenings = [s.occurrence(s.yoga, "18:00", local_date=f"2026-03-{d:02}") for d in range(3, 9)]
    for evening in evenings[:3]:
        s.do(Book(s.anna, evening), as_client=s.anna)
    refusal = s.refuse(Book(s.anna, evenings[3]), as_client=s.anna)
    assert (refusal.code, refusal.facts["count"], refusal.facts["limit"]) == (
        "too_many_booked",
        3,
        3,
    )
    s.do(Reschedule(s.anna, evenings[0], evenings[3]), as_client=s.anna)
    s.do(Book(s.anna, evenings[4]))
    change(s, s.anna, permission="vip")
    s.do(Book(s.anna, evenings[5]), as_client=s.anna)


@rule("PERM-2")
def test_clients_break_no_rule_on_purpose() -> None:
    s = with_pass()
    s.do(Book(s.ben, s.yoga_1800, seats=3, pay_at_desk=True))
    wish = Book(s.anna, s.yoga_1800, override=("class_full",), reason="please")
    assert s.refuse(wish, as_client=s.anna).code == "override_not_allowed"


def test_a_vip_skips_neither_capacity_nor_suspension() -> None:
    s = with_pass()
    change(s, s.anna, permission="vip")
    s.do(Book(s.ben, s.yoga_1800, seats=3, pay_at_desk=True))
    assert s.refuse(Book(s.anna, s.yoga_1800), as_client=s.anna).code == "class_full"
    s.do(Suspend(s.anna, s.later(hours=99), "rude"), by=s.manager)
    assert s.refuse(Book(s.anna, s.yoga_tomorrow), as_client=s.anna).code == "client_suspended"


@rule("BK-27", "BK-22")
def test_clients_cancel_late_but_never_waive_the_penalty() -> None:
    s = with_pass()
    s.do(Book(s.anna, s.yoga_1800), as_client=s.anna)
    waive = CancelBooking(s.anna, s.yoga_1800, waive=True, reason="please")
    assert s.refuse(waive, as_client=s.anna).code == "waive_not_allowed"
    assert s.do(CancelBooking(s.anna, s.yoga_1800), as_client=s.anna).code == "late_cancelled"


@rule("BK-23")
def test_clients_move_a_booking_before_the_cut_off_only() -> None:
    s = with_pass()
    s.do(Book(s.anna, s.yoga_1800), as_client=s.anna)
    move = Reschedule(s.anna, s.yoga_1800, s.yoga_tomorrow)
    assert s.refuse(move, as_client=s.anna).code == "reschedule_too_late"
    assert s.do(move).facts["late"]


@rule("WL-6")
def test_clients_wait_by_the_rules_of_booking_and_take_an_offer() -> None:
    s = with_pass()
    s.do(Book(s.ben, s.yoga_1800, seats=3, pay_at_desk=True))
    change(s, s.anna, permission="restricted")
    assert s.refuse(JoinWaitlist(s.anna, s.yoga_1800), as_client=s.anna).code == "client_restricted"
    change(s, s.anna, permission="standard")
    s.do(JoinWaitlist(s.anna, s.yoga_1800, pay_at_desk=True), as_client=s.anna)
    assert s.entry(s.anna, s.yoga_1800).pay_at_desk == 0
    s.do(CancelBooking(s.ben, s.yoga_1800))
    s.do(OfferSeat(s.anna, s.yoga_1800))
    s.do(AcceptOffer(s.anna, s.yoga_1800), as_client=s.anna)
    assert s.booking(s.anna, s.yoga_1800).state == "booked"


def test_who_waits_can_leave() -> None:
    s = with_pass()
    s.do(Book(s.ben, s.yoga_1800, seats=3, pay_at_desk=True))
    s.do(JoinWaitlist(s.anna, s.yoga_1800), as_client=s.anna)
    s.do(LeaveWaitlist(s.anna, s.yoga_1800), as_client=s.anna)
    assert s.entry(s.anna, s.yoga_1800).state == "left"


@rule("CHK-2", "CHK-1")
def test_a_client_checks_in_on_the_phone_within_the_window() -> None:
    s = with_pass()
    s.do(Book(s.anna, s.yoga_0900))
    early = s.later(minutes=29)
    assert s.refuse(CheckIn(s.anna, s.yoga_0900), as_client=s.anna, at=early).code == "too_early"
    s.do(CheckIn(s.anna, s.yoga_0900), as_client=s.anna, at=s.later(minutes=30))
    assert s.booking(s.anna, s.yoga_0900).check_in_way == "self"


@pytest.mark.parametrize("field", ["name", "notes", "tags", "permission", "payer_id", "pay_later"])
def test_clients_change_their_contact_fields_and_nothing_else(field: str) -> None:
    s = Studio.open()
    row = s.get(Client, s.anna)
    seen = getattr(row, field)
    wish = EditClient(s.anna, {field: FieldChange(seen, seen)})  # type: ignore[dict-item]
    refused = s.refuse(wish, as_client=s.anna)
    assert (refused.code, refused.facts["fields"]) == ("field_not_yours", [field])
    mail = EditClient(s.anna, {"email": FieldChange(row.email, "new@example.org")})
    s.do(mail, as_client=s.anna)
    assert s.get(Client, s.anna).email == "new@example.org"


def test_an_archived_client_books_nothing() -> None:
    s = Studio.open()
    s.do(ArchiveClient(s.dora))
    assert s.refuse(Book(s.dora, s.talk_1200), as_client=s.dora).code == "client_archived"


@rule("ORG-13")
def test_a_payer_books_and_cancels_for_the_household_only() -> None:
    s = with_pass()
    change(s, s.dora, payer_id=s.anna)
    s.do(Book(s.dora, s.talk_1200), as_client=s.anna)
    s.do(CancelBooking(s.dora, s.talk_1200), as_client=s.anna, at=NOW + MINUTE_MS)
    assert s.refuse(Book(s.emil, s.talk_1200), as_client=s.anna).code == "not_permitted"
    assert s.refuse(Book(s.anna, s.talk_1200), as_client=s.dora).code == "not_permitted"
