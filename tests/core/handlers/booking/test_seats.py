"""Booking, cancelling and their undo through the bus."""

import pytest

from core.changes import Outcome
from core.commands.catalogue import CreatePassProduct, CreateService
from core.commands.people import ArchiveClient
from core.commands.schedule import CancelOccurrence
from core.commands.seats import Book, CancelBooking, UndoBook, UndoCancelBooking
from core.commands.setup import SetSetting
from core.commands.waiting import JoinWaitlist
from core.domain.bookings import BOOKED, CANCELLED, LATE_CANCELLED, PROMOTED
from core.domain.people import Client
from core.domain.schedule import Occurrence
from tests.support.rules import rule
from tests.support.studio import NOW, Studio

TOMORROW = NOW + 24 * 3_600_000


@rule("BK-1", "BK-4", "PASS-2")
def test_booking_holds_one_credit_a_seat_and_says_what_is_left() -> None:
    s = Studio.open()
    ten = s.sell(s.anna, s.ten)
    facts = s.do(Book(s.anna, s.yoga_0900, seats=2)).facts
    assert (facts["pass_name"], facts["credits_left"], facts["used"]) == ("10 classes", 8, 2)
    assert s.balance(ten) == 8
    assert (s.booking(s.anna, s.yoga_0900).credit, ("hold", -2) in s.ledger(ten)) == ("held", True)


@rule("BK-1")
def test_a_full_class_takes_nobody_more() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_0900, seats=2, pay_at_desk=True))
    refusal = s.refuse(Book(s.ben, s.yoga_0900, seats=2, pay_at_desk=True))
    assert (refusal.code, refusal.facts["free"]) == ("class_full", 1)
    s.do(Book(s.ben, s.yoga_0900, pay_at_desk=True))


@rule("BK-1", "BK-29")
def test_overbooking_on_purpose_needs_the_right_and_a_reason_and_is_flagged() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_0900, seats=3, pay_at_desk=True))
    on_purpose = Book(s.ben, s.yoga_0900, pay_at_desk=True, override=("class_full",), reason="VIP")
    assert s.refuse(on_purpose).code == "overbook_not_allowed"
    silent = Book(s.ben, s.yoga_0900, pay_at_desk=True, override=("class_full",))
    assert s.refuse(silent, by=s.manager).code == "reason_missing"
    assert s.do(on_purpose, approved_by=s.manager).facts["flag"] == "over_capacity"
    assert s.get(Occurrence, s.yoga_0900).over_capacity == 1
    s.do(CancelBooking(s.ben, s.yoga_0900))
    assert s.get(Occurrence, s.yoga_0900).over_capacity == 0


@rule("RES-3", "BK-29")
def test_a_booking_that_needs_more_equipment_than_is_free_is_refused_even_on_purpose() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.reformer_1000, seats=3, pay_at_desk=True))
    two = Book(s.ben, s.reformer_1000, seats=2, pay_at_desk=True)
    refusal = s.refuse(two)
    assert refusal.code == "resource_short"
    assert (refusal.facts["left"], refusal.facts["needed"]) == (1, 2)
    s.do(Book(s.ben, s.reformer_1000, pay_at_desk=True))


@rule("RES-3")
def test_equipment_used_by_an_overlapping_class_is_not_free() -> None:
    s = Studio.open()
    other = s.occurrence(s.reformer, "10:30", capacity=6)
    s.do(Book(s.anna, other, seats=3, pay_at_desk=True))
    assert s.refuse(Book(s.ben, s.reformer_1000, seats=2, pay_at_desk=True)).facts["left"] == 1


@rule("BK-3")
def test_a_client_has_one_booking_here_and_none_that_overlaps_unless_staff_override() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_0900, pay_at_desk=True))
    assert s.refuse(Book(s.anna, s.yoga_0900, pay_at_desk=True)).code == "already_booked"
    other = s.occurrence(s.yoga, "09:30")
    assert s.refuse(Book(s.anna, other, pay_at_desk=True)).code == "overlapping_booking"
    insisted = Book(
        s.anna,
        other,
        pay_at_desk=True,
        override=("overlapping_booking",),
        reason="leaves early",
    )
    s.do(insisted)


@rule("BK-4", "BK-19")
def test_without_cover_staff_may_book_as_due() -> None:
    s = Studio.open()
    refusal = s.refuse(Book(s.anna, s.yoga_0900, seats=2))
    assert (refusal.code, refusal.facts["price"]) == ("no_pass", 30_00)
    assert s.do(Book(s.anna, s.yoga_0900, seats=2, pay_at_desk=True)).facts["price_due"] == 30_00
    assert s.booking(s.anna, s.yoga_0900).due == 30_00


@rule("BK-4")
def test_a_service_that_needs_no_credit_is_booked_without_a_pass() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.talk_1200))
    assert s.booking(s.anna, s.talk_1200).cover == "none"


@rule("PASS-3")
def test_a_pass_that_charges_at_booking_captures_at_once_and_refunds_in_time() -> None:
    s = Studio.open()
    made = CreatePassProduct("Package", "punch", 50_00, 5, charge_at_booking=True)
    package = s.do(made, by=s.owner).facts["product_id"]
    pass_id = s.sell(s.anna, package)
    s.do(Book(s.anna, s.yoga_tomorrow))
    assert sorted(s.ledger(pass_id)) == [("capture", 0), ("grant", 5), ("hold", -1)]
    assert s.do(CancelBooking(s.anna, s.yoga_tomorrow)).facts["credit"] == "refund"
    assert s.balance(pass_id) == 5


@rule("PASS-1", "PASS-9")
def test_an_unlimited_pass_writes_zeros_and_its_guests_pay() -> None:
    s = Studio.open()
    monthly = s.sell(s.anna, s.monthly)
    facts = s.do(Book(s.anna, s.yoga_tomorrow, seats=2)).facts
    assert (facts["credits_left"], facts["price_due"]) == (None, 15_00)
    assert sorted(s.ledger(monthly)) == [("grant", 0), ("hold", 0)]
    s.do(CancelBooking(s.anna, s.yoga_tomorrow))
    assert s.balance(monthly) == 0


@rule("SVC-2")
def test_a_service_switched_off_for_staff_is_not_booked_by_them() -> None:
    s = Studio.open()
    made = CreateService("Own", "class", "mat", 60, 3, staff_booking=False)
    own = s.do(made, by=s.owner).facts["service_id"]
    class_ = s.occurrence(own, "20:00", lead_id=s.instructor)
    assert s.refuse(Book(s.anna, class_, pay_at_desk=True)).code == "booking_switched_off"
    found_by = s.get(Client, s.anna).email
    s.do(Book(s.anna, class_, pay_at_desk=True, found_by=found_by), by=s.instructor)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda s: s.do(CancelOccurrence(s.yoga_0900), by=s.manager), "class_cancelled"),
        (lambda s: s.do(ArchiveClient(s.anna)), "client_archived"),
    ],
)
def test_what_no_longer_is_takes_no_booking(spoil: object, code: str) -> None:
    s = Studio.open()
    spoil(s)  # type: ignore[operator]
    assert s.refuse(Book(s.anna, s.yoga_0900, pay_at_desk=True)).code == code


def test_unknown_things_are_refused() -> None:
    s = Studio.open()
    assert s.refuse(Book("nobody", s.yoga_0900)).code == "client_unknown"
    assert s.refuse(Book(s.anna, "nothing"), by=s.owner).code == "occurrence_unknown"
    assert s.refuse(Book(s.anna, s.yoga_0900), at=TOMORROW).code == "class_over"


@rule("BK-6", "PASS-2")
def test_cancelling_in_time_gives_the_credit_back_and_frees_the_seat() -> None:
    s = Studio.open()
    ten = s.sell(s.anna, s.ten)
    s.do(Book(s.anna, s.yoga_tomorrow))
    preview = s.preview(CancelBooking(s.anna, s.yoga_tomorrow))
    assert isinstance(preview, Outcome)
    assert (preview.facts["credit"], s.balance(ten)) == ("release", 9)
    done = s.do(CancelBooking(s.anna, s.yoga_tomorrow))
    assert (done.code, done.facts["credits_left"]) == ("cancelled", 10)
    assert "seat_freed" in [event.name for event in done.events]
    assert s.booking(s.anna, s.yoga_tomorrow).state == CANCELLED


@rule("BK-6", "BK-22")
def test_cancelling_late_spends_the_credit_unless_policy_or_a_manager_says_otherwise() -> None:
    s = Studio.open()
    s.set("fair_cancel", False)
    ten = s.sell(s.anna, s.ten)
    s.do(Book(s.anna, s.yoga_1800))
    assert s.do(CancelBooking(s.anna, s.yoga_1800)).code == "late_cancelled"
    assert (s.balance(ten), s.booking(s.anna, s.yoga_1800).state) == (9, LATE_CANCELLED)
    s.do(Book(s.anna, s.yoga_1800))
    waived = CancelBooking(s.anna, s.yoga_1800, waive=True, reason="ill")
    assert s.refuse(waived).code == "waive_not_allowed"
    assert s.do(waived, approved_by=s.manager).code == "cancelled"
    assert s.balance(ten) == 9
    s.do(SetSetting("service", "late_cancel", "release", s.yoga), by=s.owner)
    s.do(Book(s.anna, s.yoga_1800))
    assert s.do(CancelBooking(s.anna, s.yoga_1800)).facts["credit"] == "release"
    assert s.balance(ten) == 9


@rule("BK-27")
def test_nothing_is_cancelled_after_the_start() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_0900, pay_at_desk=True))
    late = s.later(hours=1)
    assert s.refuse(CancelBooking(s.anna, s.yoga_0900), at=late).code == "class_started"


def test_cancelling_what_is_not_booked_is_refused() -> None:
    s = Studio.open()
    assert s.refuse(CancelBooking(s.anna, s.yoga_0900)).code == "not_booked"


def test_undoing_a_booking_leaves_no_penalty_even_past_the_cut_off() -> None:
    s = Studio.open()
    ten = s.sell(s.anna, s.ten)
    s.do(Book(s.anna, s.yoga_0900), command_id="b")
    s.do(UndoBook("b", s.anna, s.yoga_0900))
    assert (s.balance(ten), s.booking(s.anna, s.yoga_0900).state) == (10, CANCELLED)
    assert s.refuse(UndoBook("b", s.anna, s.yoga_0900)).code == "changed_since"


def test_an_undo_does_not_stand_in_for_a_late_cancel() -> None:
    """It is open for a day, and to the start."""
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_0900, pay_at_desk=True), command_id="b")
    undo = UndoBook("b", s.anna, s.yoga_0900)
    assert s.refuse(undo, at=s.later(hours=1)).code == "undo_too_late"
    s.do(Book(s.ben, s.yoga_tomorrow, pay_at_desk=True), command_id="c")
    undo = UndoBook("c", s.ben, s.yoga_tomorrow)
    assert s.refuse(undo, at=s.later(hours=24, minutes=1)).code == "undo_too_late"
    s.do(undo, at=s.later(hours=24))


def test_undoing_a_cancel_brings_seat_and_hold_back_if_the_seat_is_free() -> None:
    s = Studio.open()
    ten = s.sell(s.anna, s.ten)
    for class_ in (s.yoga_tomorrow, s.yoga_1800):
        s.do(Book(s.anna, class_))
        s.do(CancelBooking(s.anna, class_), command_id=f"c-{class_}")
        s.do(UndoCancelBooking(f"c-{class_}", s.anna, class_))
        booking = s.booking(s.anna, class_)
        assert (booking.state, booking.credit) == (BOOKED, "held")
    assert s.balance(ten) == 8


def test_undoing_a_cancel_is_refused_when_the_seat_is_gone() -> None:
    s = Studio.open()
    s.set("fair_cancel", False)
    s.do(Book(s.anna, s.private_1400, pay_at_desk=True))
    s.do(CancelBooking(s.anna, s.private_1400), command_id="c")
    s.do(Book(s.ben, s.private_1400, pay_at_desk=True))
    assert s.refuse(UndoCancelBooking("c", s.anna, s.private_1400)).code == "class_full"


def test_booking_who_waits_ends_the_waiting() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.private_1400, pay_at_desk=True))
    full = s.occurrence(s.yoga, "20:00", capacity=1)
    s.do(Book(s.ben, full, pay_at_desk=True))
    s.do(JoinWaitlist(s.clara, full, pay_at_desk=True))
    s.do(CancelBooking(s.ben, full))
    s.do(Book(s.clara, full, pay_at_desk=True))
    assert s.entry(s.clara, full).state == PROMOTED
