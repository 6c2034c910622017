"""Two records of one person become one, and nothing of either is lost (ORG-6, ORG-12)."""

from typing import Any, get_type_hints

import pytest

from core.commands.arrivals import CheckIn, MarkNoShow
from core.commands.assigning import AssignClient, LinkOwnClient
from core.commands.attendance import Suspend
from core.commands.catalogue import CreatePassProduct
from core.commands.people import BindCard, CreateClient, EditClient, FieldChange, NewClient
from core.commands.persons import ErasePerson, MergeClients
from core.commands.registering import (
    PlanCourseRun,
    RegisterCourse,
    SetCourseSteps,
    StepDate,
    StepPlan,
)
from core.commands.seats import Book, CancelBooking, Reschedule
from core.commands.spots import ChooseSpot, LayOutSpots, SpotPlace
from core.commands.waiting import JoinWaitlist, PinWaitlist
from core.domain.all_rows import type_of_table
from core.domain.bookings import BOOKINGS_OF_CLIENT, ENTRIES_OF_CLIENT, Booking, WaitlistEntry
from core.domain.courses import STEPS_OF_SERVICE, Registration
from core.domain.credits import LEDGER_OF_PASS, PASSES_OF_CLIENT, Freeze, LedgerEntry, Pass, Payment
from core.domain.health import HealthForm, Signature
from core.domain.ids import ClientId, booking_id
from core.domain.json_text import mapping, texts
from core.domain.messages import MessageLog
from core.domain.notes import Note
from core.domain.open_items import OpenItem
from core.domain.organisation import StaffMember
from core.domain.people import CARDS_OF_CLIENT, Card, Client, InstructorClient
from core.domain.receipts import Receipt
from core.domain.records import Attention, CommandLog
from core.domain.requests import BookingRequest
from core.domain.schedule import Occurrence
from core.domain.spots import USES_OF_CLIENT, Spot, SpotUse
from core.domain.suspensions import SUSPENSIONS_OF_CLIENT, Suspension
from core.domain.till import DiscountUse
from core.domain.zones import HOUR_MS, MINUTE_MS
from core.rules.instructors.own_clients import is_own_client
from core.rules.people.merging import followed, identities, survivor_of
from core.rules.reactions import reactions
from tests.support.rules import rule
from tests.support.studio import NOW, Studio

HANDLED = {
    # renamed
    Pass,
    Card,
    Attention,
    StaffMember,
    Suspension,
    SpotUse,
    BookingRequest,
    Note,
    OpenItem,
    Signature,
    HealthForm,
    MessageLog,
    Freeze,
    # under an id of their own
    Booking,
    WaitlistEntry,
    InstructorClient,
    Registration,
    # append-only: found through `identities`
    LedgerEntry,
    Payment,
    Receipt,
    DiscountUse,
    CommandLog,
}


def two() -> Studio:
    """Anna, and Ann who is the same person: entered after her."""
    s = Studio.open()
    new = NewClient("Ann Angstrom", "ann@example.org", birthday="1990-05-05", tags=("vip",))
    s.ann = s.do(CreateClient(new), at=NOW + 1).facts["client_id"]  # type: ignore[attr-defined]
    return s


def ann(s: Studio) -> str:
    return str(s.ann)  # type: ignore[attr-defined]


def merge(s: Studio, **how: Any) -> None:
    s.do(MergeClients(ann(s), s.anna), **how)


def change(s: Studio, client: str, **fields: Any) -> None:
    row = s.get(Client, client)
    changes: Any = {name: FieldChange(getattr(row, name), new) for name, new in fields.items()}
    s.do(EditClient(client, changes), by=s.owner)


@rule("ORG-12")
@pytest.mark.parametrize("turned", [False, True])
def test_the_older_record_survives_whichever_is_named_first(turned: bool) -> None:
    s = two()
    named = (s.anna, ann(s)) if turned else (ann(s), s.anna)
    facts = s.do(MergeClients(*named)).facts
    assert (facts["client_id"], facts["other_id"]) == (s.anna, ann(s))
    gone = s.get(Client, ann(s))
    assert (gone.state, gone.merged_into) == ("merged", s.anna)
    assert survivor_of(s.reader, ann(s)) == s.anna


@rule("ORG-6")
def test_what_only_one_had_is_kept() -> None:
    s = two()
    change(s, s.anna, notes="left knee", permission="vip", contact='{"email":true,"sms":true}')
    change(s, ann(s), notes="likes mats", permission="restricted", contact='{"sms":false}')
    merge(s)
    kept = s.get(Client, s.anna)
    assert (kept.name, kept.email, kept.phone) == (
        "Anna Ångström",
        "anna@example.org",
        "+442079460001",
    )
    assert (kept.birthday, texts(kept.tags)) == ("1990-05-05", ("vip",))
    assert kept.notes == "left knee\nlikes mats"
    assert kept.permission == "restricted"
    assert mapping(kept.contact) == {"email": True, "sms": False}


@rule("ORG-12")
def test_of_two_live_bookings_the_more_advanced_stays_and_the_other_is_free() -> None:
    s = two()
    mine, hers = s.sell(s.anna, s.ten), s.sell(ann(s), s.ten)
    s.do(Book(s.anna, s.yoga_0900, seats=1))
    s.do(Book(ann(s), s.yoga_0900, seats=2))
    s.do(CheckIn(s.anna, s.yoga_0900), at=s.later(minutes=45))
    s.events.clear()
    merge(s, at=s.later(minutes=50))
    stays = s.booking(s.anna, s.yoga_0900)
    goes = s.booking(ann(s), s.yoga_0900)
    assert (stays.state, stays.seats, stays.pass_id) == ("checked_in", 1, mine)
    assert (goes.state, goes.moved_to, goes.client_id) == ("cancelled", stays.id, ann(s))
    assert s.ledger(hers) == [("grant", 10), ("hold", -2), ("release", 2)]
    assert [event.name for event in s.events] == ["clients_merged", "seat_freed"]


@rule("ORG-12")
def test_the_others_booking_takes_the_survivors_place_where_it_is_further_on() -> None:
    s = two()
    hers = s.sell(ann(s), s.ten)
    s.do(Book(s.anna, s.yoga_0900, pay_at_desk=True))
    s.do(Book(ann(s), s.yoga_0900))
    s.do(CheckIn(ann(s), s.yoga_0900), at=s.later(minutes=45))
    merge(s, at=s.later(minutes=50))
    stays = s.booking(s.anna, s.yoga_0900)
    assert (stays.state, stays.pass_id, stays.client_id) == ("checked_in", hers, s.anna)
    assert s.booking(ann(s), s.yoga_0900).state == "cancelled"
    assert [b.state for b in s.reader.find(BOOKINGS_OF_CLIENT, s.anna)] == ["checked_in"]


@rule("ORG-12", "BK-1")
def test_a_cancelled_booking_gives_way_to_a_live_one_and_seats_are_right() -> None:
    s = two()
    s.do(Book(s.anna, s.yoga_1800, pay_at_desk=True))
    s.do(CancelBooking(s.anna, s.yoga_1800))
    s.do(Book(ann(s), s.yoga_1800, seats=2, pay_at_desk=True))
    merge(s)
    assert (s.booking(s.anna, s.yoga_1800).state, s.booking(s.anna, s.yoga_1800).seats) == (
        "booked",
        2,
    )
    assert s.booking(ann(s), s.yoga_1800).state == "cancelled"
    assert s.refuse(Book(s.ben, s.yoga_1800, seats=2, pay_at_desk=True)).code == "class_full"
    s.do(Book(s.ben, s.yoga_1800, pay_at_desk=True))


@rule("ORG-12", "RES-4")
def test_of_two_seats_with_a_spot_each_one_spot_stays() -> None:
    s = two()
    layout = tuple(SpotPlace(label, 0, at) for at, label in enumerate(("1", "2")))
    s.do(LayOutSpots(s.reformers, layout), by=s.manager)
    spots = s.reader.all(Spot)
    for client, spot in ((s.anna, spots[0]), (ann(s), spots[1])):
        s.do(Book(client, s.reformer_1000, pay_at_desk=True))
        s.do(ChooseSpot(client, s.reformer_1000, spot.id))
    merge(s)
    (use,) = s.reader.find(USES_OF_CLIENT, s.anna)
    assert use.spot_id == spots[0].id
    assert s.reader.find(USES_OF_CLIENT, ann(s)) == []


@rule("ORG-6")
def test_bookings_passes_and_their_credits_go_on_under_one_name() -> None:
    s = two()
    hers = s.sell(ann(s), s.ten)
    s.do(Book(ann(s), s.yoga_1800))
    before = s.booking(ann(s), s.yoga_1800)
    merge(s)
    moved = s.booking(s.anna, s.yoga_1800)
    assert (moved.state, moved.credit, moved.pass_id) == ("booked", "held", hers)
    assert moved.lineage == before.id, "the calendar entry follows"
    assert [held.id for held in s.reader.find(PASSES_OF_CLIENT, s.anna)] == [hers]
    assert s.balance(hers) == 9
    s.do(CancelBooking(s.anna, s.yoga_1800, waive=True, reason="moved"), by=s.manager)
    assert s.balance(hers) == 10


@rule("ORG-12", "PASS-8")
def test_a_guest_pass_used_before_the_merge_comes_back_after_it() -> None:
    s = two()
    made = CreatePassProduct("Ten", "punch", 120_00, 10, guests="guest_passes", guest_passes=1)
    hers = s.sell(ann(s), s.do(made, by=s.owner).facts["product_id"])
    guests = [row.guests for row in s.reader.find(LEDGER_OF_PASS, hers)]
    later = s.occurrence(s.yoga, "18:00", local_date="2026-03-05")
    s.do(Book(ann(s), s.yoga_tomorrow, seats=2))
    s.do(Reschedule(ann(s), s.yoga_tomorrow, later))
    merge(s)
    s.do(CancelBooking(s.anna, later, waive=True, reason="ill"), by=s.manager)
    after = [row.guests for row in s.reader.find(LEDGER_OF_PASS, hers)]
    assert (sum(after), s.balance(hers)) == (sum(guests), 10)


@rule("ORG-12")
def test_one_place_in_a_line_stays_the_better_one() -> None:
    s = two()
    s.do(Book(s.ben, s.yoga_1800, seats=3, pay_at_desk=True))
    s.do(JoinWaitlist(ann(s), s.yoga_1800, pay_at_desk=True), at=NOW + MINUTE_MS)
    s.do(JoinWaitlist(s.clara, s.yoga_1800, pay_at_desk=True), at=NOW + 2 * MINUTE_MS)
    s.do(JoinWaitlist(s.anna, s.yoga_1800, pay_at_desk=True), at=NOW + 3 * MINUTE_MS)
    s.do(PinWaitlist(s.anna, s.yoga_1800, True))
    merge(s, at=NOW + HOUR_MS)
    (entry,) = s.reader.find(ENTRIES_OF_CLIENT, s.anna)
    assert (entry.joined_at, entry.priority, entry.state) == (NOW + MINUTE_MS, 1, "waiting")
    assert s.entry(ann(s), s.yoga_1800).state == "left"


@rule("ORG-12")
def test_who_has_a_seat_waits_no_more() -> None:
    s = two()
    s.do(Book(ann(s), s.yoga_1800, seats=3, pay_at_desk=True))
    s.do(JoinWaitlist(s.anna, s.yoga_1800, pay_at_desk=True))
    merge(s)
    assert s.booking(s.anna, s.yoga_1800).state == "booked"
    assert s.reader.find(ENTRIES_OF_CLIENT, s.anna) == []


@rule("ORG-12", "NS-8")
def test_an_active_suspension_survives_the_longer_of_two() -> None:
    s = two()
    s.do(Suspend(s.anna, s.later(hours=10), "rude"), by=s.manager)
    s.do(Suspend(ann(s), s.later(hours=30), "late"), by=s.manager)
    merge(s)
    rows = s.reader.find(SUSPENSIONS_OF_CLIENT, s.anna)
    assert sorted((row.reason, row.state) for row in rows) == [
        ("late", "active"),
        ("rude", "ended"),
    ]
    assert s.refuse(Book(s.anna, s.talk_1200)).code == "client_suspended"


@rule("NS-3", "ORG-12")
def test_no_shows_under_both_names_are_counted_together() -> None:
    s = two()
    for client, occurrence in ((s.anna, s.yoga_0900), (ann(s), s.reformer_1000)):
        s.do(Book(client, occurrence, pay_at_desk=True))
        s.do(MarkNoShow(client, occurrence), at=s.later(hours=3))
    s.set("strike_limit", 2)
    s.set("first_no_show_free", False)
    outcome = s.do(MergeClients(s.anna, ann(s)), at=s.later(hours=12))
    ((_, review),) = reactions("c", outcome.events)
    assert s.do(review, system=True, at=s.later(hours=12)).code == "suspended"


@rule("ORG-6", "ORG-13")
def test_cards_household_instructor_and_the_staff_link_follow() -> None:
    s = two()
    s.do(BindCard("c" * 32, ann(s)))
    s.do(AssignClient(s.instructor, ann(s)))
    s.do(LinkOwnClient(s.second_instructor, ann(s)), by=s.owner)
    change(s, s.dora, payer_id=ann(s))
    merge(s)
    assert [card.id for card in s.reader.find(CARDS_OF_CLIENT, s.anna)] == ["c" * 32]
    assert is_own_client(s.reader, s.anna, s.instructor, NOW)
    assert s.get(StaffMember, s.second_instructor).client_id == s.anna
    assert s.get(Client, s.dora).payer_id == s.anna


@rule("ORG-13")
def test_who_paid_for_the_other_pays_for_nobody_but_themselves() -> None:
    s = two()
    change(s, ann(s), payer_id=s.anna)
    merge(s)
    assert s.get(Client, s.anna).payer_id == ""


@rule("SET-24")
def test_a_command_about_the_merged_record_follows_the_survivor() -> None:
    s = two()
    merge(s)
    outcome = s.do(Book(ann(s), s.talk_1200))
    assert outcome.facts["client_id"] == s.anna
    assert s.reader.get(Booking, booking_id(s.talk_1200, ann(s))) is None
    same = Book(s.anna, s.talk_1200)
    assert followed(s.reader, same) is same


@rule("SET-24", "ORG-6")
def test_records_are_followed_through_several_merges() -> None:
    s = two()
    third = s.do(CreateClient(NewClient("Anna A")), at=NOW + 2).facts["client_id"]
    s.do(MergeClients(third, ann(s)))
    merge(s)
    assert survivor_of(s.reader, third) == s.anna
    assert set(identities(s.reader, s.anna)) == {s.anna, ann(s), third}
    assert s.refuse(MergeClients(third, s.anna)).code == "same_client"


@pytest.mark.parametrize("other", ["nobody", ""])
def test_who_does_not_exist_is_not_merged(other: str) -> None:
    s = two()
    refusal = s.refuse(MergeClients(s.anna, other or "x" * 64))
    assert refusal.code == "client_unknown"


def test_an_erased_person_is_not_merged() -> None:
    s = two()
    s.do(ErasePerson(ann(s)), by=s.manager)
    assert s.refuse(MergeClients(s.anna, ann(s))).code == "client_erased"


@rule("ORG-6", "BK-9")
def test_a_course_that_either_is_in_is_the_survivors_once() -> None:
    s = two()
    s.do(SetCourseSteps(s.yoga, (StepPlan("One"),)), by=s.owner)
    (step,) = s.reader.find(STEPS_OF_SERVICE, s.yoga)
    runs = []
    for day in ("2026-03-03", "2026-03-10"):
        plan = PlanCourseRun(s.yoga, s.london, (StepDate(step.id, day, "14:00"),), 60, 3)
        runs.append(s.do(plan, by=s.manager).facts["run_id"])
    s.do(RegisterCourse(ann(s), runs[0], pay_at_desk=True))
    gone = ann(s)
    merge(s)
    again = s.refuse(RegisterCourse(s.anna, runs[0], pay_at_desk=True))
    assert again.code == "already_registered"
    live = [r.client_id for r in s.reader.all(Registration) if r.state == "active"]
    assert live == [s.anna]
    assert gone not in live


@rule("ORG-6")
def test_every_table_that_names_a_client_is_thought_of() -> None:
    """A new table with a client in it needs a line in the merge, or it would lose rows."""
    naming = {
        row_type
        for row_type in type_of_table.values()
        if ClientId in get_type_hints(row_type).values() and row_type is not Client
    }
    assert naming == HANDLED


@rule("ORG-6")
def test_names_of_all_scripts_and_long_notes_survive() -> None:
    s = two()
    change(s, s.anna, name="أنّا 🧘‍♀️", notes="a" * 2000)
    change(s, ann(s), notes="ب" * 2000)
    merge(s)
    kept = s.get(Client, s.anna)
    assert kept.name == "أنّا 🧘‍♀️"
    assert (kept.notes[:3], kept.notes[-1], len(kept.notes)) == ("aaa", "ب", 4000)


def test_the_class_is_no_longer_too_full_when_one_of_two_seats_goes() -> None:
    s = two()
    s.do(Book(s.ben, s.yoga_1800, seats=2, pay_at_desk=True))
    s.do(Book(s.anna, s.yoga_1800, pay_at_desk=True))
    over = Book(ann(s), s.yoga_1800, override=("class_full",), reason="guest", pay_at_desk=True)
    s.do(over, by=s.manager)
    assert s.get(Occurrence, s.yoga_1800).over_capacity == 1
    merge(s)
    assert s.get(Occurrence, s.yoga_1800).over_capacity == 0
