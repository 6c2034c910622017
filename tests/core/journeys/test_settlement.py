"""Two desks act offline; the server settles. Each SET rule as one story."""

from core.changes import Outcome
from core.commands.arrivals import CheckIn, CheckInAll, CheckInByCode, MarkNoShow, WalkIn
from core.commands.people import ArchiveClient, BindCard, EditClient, FieldChange, RevokeCard
from core.commands.sales import TakePayment
from core.commands.schedule import CancelOccurrence, CreateOccurrence
from core.commands.seats import Book, CancelBooking, Reschedule, UndoBook
from core.commands.setup import EndGrant
from core.commands.waiting import JoinWaitlist, LeaveWaitlist
from core.domain.bookings import BOOKED, CANCELLED, CHECKED_IN, LEFT, PROMOTED, WAITING
from core.domain.json_text import mapping
from core.domain.organisation import GRANTS_OF_STAFF
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.domain.schedule import Occurrence
from core.domain.telling import tell
from core.domain.words import settled as words_for
from tests.support.desks import Desk, Settled, settle
from tests.support.rules import rule
from tests.support.studio import DAY, NOW, Studio

CARD = "c" * 32


def two_desks() -> tuple[Studio, Desk, Desk]:
    server = Studio.open()
    return server, Desk(server, "A"), Desk(server, "B")


def nearly_full(server: Studio) -> None:
    """One seat left in yoga at six; everyone may pay at the desk."""
    for client in (server.dora, server.emil):
        server.do(Book(client, server.yoga_1800, pay_at_desk=True))


def sentence(told: Settled) -> str:
    assert told.attention is not None
    facts = mapping(told.attention.facts)
    return tell(words_for(told.attention.kind, refused=facts["refused"]).says, facts, "GBP")


@rule("SET-1")
def test_second_desk_is_waitlisted_when_the_last_seat_is_gone() -> None:
    server = Studio.open()
    nearly_full(server)
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    desk_b.do(Book(server.ben, server.yoga_1800, pay_at_desk=True))
    desk_a.do(Book(server.anna, server.yoga_1800, pay_at_desk=True), at=NOW + 1)
    assert desk_a.push()[0].attention is None
    (told,) = desk_b.push()
    assert isinstance(told.result, Outcome)
    assert told.result.code == "waitlisted"
    assert server.booking(server.anna, server.yoga_1800).state == BOOKED
    assert server.entry(server.ben, server.yoga_1800).joined_at == NOW
    assert told.attention is not None
    assert (told.attention.kind, told.attention.weight) == ("SET-1", "attention")
    assert sentence(told) == (
        "Ben Brook has no seat in Yoga, Mon 2 Mar, 18:00: the last one was taken first "
        "elsewhere. They wait as number 1."
    )


@rule("SET-1", "WL-1")
def test_the_place_in_line_is_given_by_the_time_of_booking() -> None:
    server = Studio.open()
    nearly_full(server)
    desk = Desk(server, "B")
    desk.do(Book(server.ben, server.yoga_1800, pay_at_desk=True))
    server.do(Book(server.anna, server.yoga_1800, pay_at_desk=True), at=NOW + 5)
    server.do(JoinWaitlist(server.clara, server.yoga_1800, pay_at_desk=True), at=NOW + 9)
    (told,) = desk.push()
    assert told.result.facts["place"] == 1
    server.do(CancelBooking(server.anna, server.yoga_1800), at=NOW + 20)


@rule("SET-1", "WL-2", "BK-6")
def test_who_had_to_wait_is_promoted_when_a_seat_is_freed() -> None:
    server = Studio.open()
    nearly_full(server)
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    desk_a.do(Book(server.anna, server.yoga_1800, pay_at_desk=True))
    desk_b.do(Book(server.ben, server.yoga_1800, pay_at_desk=True))
    desk_a.push()
    desk_b.push()
    desk_a.do(CancelBooking(server.anna, server.yoga_1800), at=NOW + 60_000)
    (told,) = desk_a.push()
    assert [event.name for event in told.events][-1] == "promoted"
    assert server.booking(server.ben, server.yoga_1800).state == BOOKED
    assert server.entry(server.ben, server.yoga_1800).state == PROMOTED


@rule("SET-2")
def test_second_desk_is_refused_when_the_class_has_no_waitlist() -> None:
    server = Studio.open()
    server.do(Book(server.dora, server.private_1400, pay_at_desk=True), at=NOW)
    server.do(
        CancelBooking(server.dora, server.private_1400, waive=True, reason="ill"), by=server.manager
    )
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    desk_a.do(Book(server.anna, server.private_1400, pay_at_desk=True))
    desk_b.do(Book(server.ben, server.private_1400, pay_at_desk=True))
    desk_a.push()
    (told,) = desk_b.push()
    assert isinstance(told.result, Refusal)
    assert (told.result.code, told.result.facts["settlement"]) == ("class_full", "SET-2")
    assert sentence(told).endswith("no seat was left.")


@rule("SET-2", "PASS-2")
def test_a_refused_booking_leaves_no_hold_on_the_pass() -> None:
    server = Studio.open()
    ten = server.sell(server.ben, server.ten)
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    desk_a.do(Book(server.anna, server.private_1400, pay_at_desk=True))
    desk_b.do(Book(server.ben, server.private_1400))
    desk_a.push()
    desk_b.push()
    assert server.balance(ten) == 10


@rule("SET-3")
def test_one_credit_spent_at_two_desks_takes_the_next_pass() -> None:
    server = Studio.open()
    single = server.sell(server.anna, server.single)
    ten = server.sell(server.anna, server.ten)
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    desk_a.do(Book(server.anna, server.yoga_0900))
    assert desk_b.do(Book(server.anna, server.yoga_1800)).facts["pass_id"] == single
    desk_a.push()
    (told,) = desk_b.push()
    assert server.booking(server.anna, server.yoga_1800).pass_id == ten
    assert (server.balance(single), server.balance(ten)) == (0, 9)
    assert told.attention is not None
    assert (told.attention.kind, told.attention.weight) == ("SET-3", "info")


@rule("SET-3")
def test_one_credit_spent_at_two_desks_without_another_pass_is_refused() -> None:
    server = Studio.open()
    single = server.sell(server.anna, server.single)
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    desk_a.do(Book(server.anna, server.yoga_0900))
    desk_b.do(Book(server.anna, server.yoga_1800, pass_id=single))
    desk_a.push()
    (told,) = desk_b.push()
    assert isinstance(told.result, Refusal)
    assert told.result.facts["settlement"] == "SET-3"
    assert server.balance(single) == 0
    assert "no credit was left" in sentence(told)


@rule("SET-3")
def test_a_client_who_may_pay_later_keeps_the_seat_when_the_credit_is_gone() -> None:
    server = Studio.open()
    change = {"pay_later": FieldChange(0, 1)}
    server.do(EditClient(server.anna, change), by=server.manager)  # type: ignore[arg-type]
    server.sell(server.anna, server.single)
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    desk_a.do(Book(server.anna, server.yoga_0900))
    desk_b.do(Book(server.anna, server.yoga_1800))
    desk_a.push()
    (told,) = desk_b.push()
    assert server.booking(server.anna, server.yoga_1800).due == 15_00
    assert told.attention is not None
    assert told.attention.weight == "attention"
    assert "£15.00" in sentence(told)


@rule("SET-3", "SET-19")
def test_who_came_stands_with_the_price_due_when_the_credit_is_gone() -> None:
    server = Studio.open()
    single = server.sell(server.anna, server.single)
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    desk_a.do(Book(server.anna, server.yoga_1800))
    desk_b.do(Book(server.anna, server.yoga_0900))
    desk_b.do(CheckIn(server.anna, server.yoga_0900))
    desk_a.push()
    refused, stands = desk_b.push()
    assert isinstance(refused.result, Refusal)
    booking = server.booking(server.anna, server.yoga_0900)
    assert (booking.state, booking.due) == (CHECKED_IN, 15_00)
    assert server.balance(single) == 0
    assert stands.attention is not None
    assert stands.attention.kind == "SET-19"


@rule("SET-4", "PASS-2")
def test_cancelled_online_but_checked_in_offline_is_in() -> None:
    server = Studio.open()
    ten = server.sell(server.anna, server.ten)
    server.do(Book(server.anna, server.yoga_tomorrow))
    desk = Desk(server, "A")
    server.do(CancelBooking(server.anna, server.yoga_tomorrow))
    assert server.balance(ten) == 10
    tomorrow = NOW + 24 * 3_600_000
    desk.do(CheckIn(server.anna, server.yoga_tomorrow), at=tomorrow)
    (told,) = desk.push()
    booking = server.booking(server.anna, server.yoga_tomorrow)
    assert (booking.state, booking.credit, server.balance(ten)) == (CHECKED_IN, "captured", 9)
    assert told.attention is not None
    assert told.attention.kind == "SET-4"


@rule("SET-4")
def test_a_seat_given_away_meanwhile_makes_the_class_over_capacity_and_flagged() -> None:
    server = Studio.open()
    nearly_full(server)
    server.do(Book(server.anna, server.yoga_1800, pay_at_desk=True))
    desk = Desk(server, "A")
    server.do(CancelBooking(server.anna, server.yoga_1800))
    server.do(Book(server.ben, server.yoga_1800, pay_at_desk=True))
    desk.do(CheckIn(server.anna, server.yoga_1800))
    desk.push()
    assert server.booking(server.anna, server.yoga_1800).flag == "over_capacity"
    assert server.get(Occurrence, server.yoga_1800).over_capacity == 1


@rule("SET-4")
def test_a_late_cancel_that_cost_its_credit_does_not_cost_a_second_one() -> None:
    server = Studio.open()
    ten = server.sell(server.anna, server.ten)
    server.do(Book(server.anna, server.yoga_1800))
    desk = Desk(server, "A")
    assert server.do(CancelBooking(server.anna, server.yoga_1800)).code == "late_cancelled"
    desk.do(CheckIn(server.anna, server.yoga_1800))
    desk.push()
    assert server.booking(server.anna, server.yoga_1800).state == CHECKED_IN
    assert server.balance(ten) == 9


@rule("SET-6", "SET-19")
def test_on_a_cancelled_class_the_booking_is_refused_and_the_attendance_kept_free() -> None:
    server = Studio.open()
    ten = server.sell(server.anna, server.ten)
    desk = Desk(server, "A")
    server.do(CancelOccurrence(server.yoga_0900), by=server.manager)
    desk.do(Book(server.anna, server.yoga_0900))
    desk.do(CheckIn(server.anna, server.yoga_0900))
    booked, came = desk.push()
    assert booked.result.facts["settlement"] == "SET-6"
    booking = server.booking(server.anna, server.yoga_0900)
    assert (booking.state, booking.due, server.balance(ten)) == (CHECKED_IN, 0, 10)
    assert came.attention is not None


@rule("SET-9")
def test_different_fields_edited_at_two_desks_both_hold_and_nobody_is_told() -> None:
    server, desk_a, desk_b = two_desks()
    desk_a.do(EditClient(server.ben, {"phone": FieldChange("", "+441234567")}))
    desk_b.do(EditClient(server.ben, {"notes": FieldChange("", "left knee")}))
    assert desk_a.push()[0].attention is None
    assert desk_b.push()[0].attention is None
    client = server.get(Client, server.ben)
    assert (client.phone, client.notes) == ("+441234567", "left knee")


@rule("SET-10")
def test_one_field_edited_twice_the_later_arrival_holds_and_the_earlier_value_is_told() -> None:
    server, desk_a, desk_b = two_desks()
    desk_a.do(EditClient(server.ben, {"notes": FieldChange("", "left knee")}))
    desk_b.do(EditClient(server.ben, {"notes": FieldChange("", "right knee")}))
    desk_a.push()
    (told,) = desk_b.push()
    assert server.get(Client, server.ben).notes == "right knee"
    assert told.result.facts["overwritten"] == {"notes": "left knee"}
    assert told.attention is not None
    assert (told.attention.kind, told.attention.weight) == ("SET-10", "info")


@rule("SET-11")
def test_booking_a_client_whom_another_desk_archived_brings_them_back() -> None:
    server, desk_a, desk_b = two_desks()
    desk_a.do(ArchiveClient(server.ben))
    desk_b.do(Book(server.ben, server.yoga_1800, pay_at_desk=True))
    desk_a.push()
    (told,) = desk_b.push()
    assert server.get(Client, server.ben).state == "active"
    assert told.attention is not None
    assert told.attention.weight == "info"


@rule("SET-12")
def test_the_same_check_in_at_two_desks_is_once_and_silent() -> None:
    server = Studio.open()
    ten = server.sell(server.anna, server.ten)
    server.do(Book(server.anna, server.yoga_0900))
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    desk_a.do(CheckIn(server.anna, server.yoga_0900))
    desk_b.do(CheckIn(server.anna, server.yoga_0900), at=NOW + 60_000)
    desk_a.push()
    (told,) = desk_b.push()
    assert told.attention is None
    assert server.booking(server.anna, server.yoga_0900).checked_in_at == NOW
    assert [kind for kind, _ in server.ledger(ten)].count("capture") == 1


@rule("SET-12", "CHK-6")
def test_a_scan_at_two_desks_is_once_also_if_the_card_was_revoked_meanwhile() -> None:
    server = Studio.open()
    server.do(BindCard(CARD, server.anna))
    server.do(Book(server.anna, server.yoga_0900, pay_at_desk=True))
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    at = server.later(minutes=45)
    desk_a.do(CheckInByCode(CARD, server.london), at=at)
    desk_a.do(RevokeCard(CARD))
    desk_b.do(CheckInByCode(CARD, server.london), at=at + 1)
    desk_a.push()
    (told,) = desk_b.push()
    assert told.attention is None
    assert server.booking(server.anna, server.yoga_0900).checked_in_at == at


@rule("SET-4", "CHK-4")
def test_a_scan_revives_the_booking_that_was_cancelled_online() -> None:
    server = Studio.open()
    server.do(BindCard(CARD, server.anna))
    server.do(Book(server.anna, server.yoga_0900, pay_at_desk=True))
    desk = Desk(server, "A")
    server.do(CancelBooking(server.anna, server.yoga_0900))
    desk.do(CheckInByCode(CARD, server.london), at=server.later(minutes=45))
    (told,) = desk.push()
    assert told.result.facts["settlement"] == "SET-4"
    assert server.booking(server.anna, server.yoga_0900).state == CHECKED_IN


@rule("SET-13")
def test_what_a_person_did_after_losing_the_role_is_refused_but_facts_are_kept() -> None:
    server = Studio.open()
    server.do(Book(server.anna, server.yoga_0900, pay_at_desk=True))
    desk = Desk(server, "A")
    (grant,) = server.reader.find(GRANTS_OF_STAFF, server.receptionist)
    server.do(EndGrant(grant.id), by=server.owner)
    desk.do(CheckIn(server.anna, server.yoga_0900))
    desk.do(Book(server.ben, server.yoga_1800, pay_at_desk=True))
    fact, promise = desk.push()
    assert server.booking(server.anna, server.yoga_0900).state == CHECKED_IN
    assert isinstance(promise.result, Refusal)
    kinds = [told.attention.kind for told in (fact, promise) if told.attention]
    assert kinds == ["SET-13", "SET-13"]


@rule("SET-17")
def test_a_check_in_at_another_desk_stands_against_a_no_show() -> None:
    server = Studio.open()
    server.do(Book(server.anna, server.yoga_0900, pay_at_desk=True))
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    started = server.later(minutes=70)
    desk_a.do(CheckIn(server.anna, server.yoga_0900), at=started)
    desk_b.do(MarkNoShow(server.anna, server.yoga_0900), at=started)
    desk_a.push()
    (told,) = desk_b.push()
    assert server.booking(server.anna, server.yoga_0900).state == CHECKED_IN
    assert told.attention is not None
    assert told.attention.weight == "info"


@rule("SET-19")
def test_a_check_in_for_a_booking_that_had_to_wait_stands_and_is_flagged() -> None:
    server = Studio.open()
    nearly_full(server)
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    desk_a.do(Book(server.anna, server.yoga_1800, pay_at_desk=True))
    desk_b.do(Book(server.ben, server.yoga_1800, pay_at_desk=True))
    desk_b.do(CheckIn(server.ben, server.yoga_1800))
    desk_a.push()
    waits, came = desk_b.push()
    assert waits.result.code == "waitlisted"
    booking = server.booking(server.ben, server.yoga_1800)
    assert (booking.state, booking.flag) == (CHECKED_IN, "over_capacity")
    assert server.entry(server.ben, server.yoga_1800).state == PROMOTED
    assert came.attention is not None
    assert came.attention.kind == "SET-19"


@rule("SET-19", "BK-8")
def test_two_walk_ins_for_one_seat_both_stand_and_the_second_is_flagged() -> None:
    server = Studio.open()
    nearly_full(server)
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    desk_a.do(WalkIn(server.yoga_1800, server.anna, pay_at_desk=True))
    desk_b.do(WalkIn(server.yoga_1800, server.ben, pay_at_desk=True))
    desk_a.push()
    (told,) = desk_b.push()
    assert server.booking(server.ben, server.yoga_1800).state == CHECKED_IN
    assert server.get(Occurrence, server.yoga_1800).over_capacity == 1
    assert told.attention is not None
    assert told.attention.weight == "attention"


@rule("SET-19", "CHK-7")
def test_a_roster_checked_in_offline_stands_for_each_named() -> None:
    server = Studio.open()
    for client in (server.anna, server.ben):
        server.do(Book(client, server.yoga_0900, pay_at_desk=True))
    desk = Desk(server, "A")
    server.do(CancelBooking(server.ben, server.yoga_0900))
    server.do(Book(server.clara, server.yoga_0900, pay_at_desk=True))
    desk.do(CheckInAll(server.yoga_0900, (server.anna, server.ben)))
    (told,) = desk.push()
    assert server.booking(server.ben, server.yoga_0900).state == CHECKED_IN
    assert server.booking(server.clara, server.yoga_0900).state == BOOKED
    assert told.attention is not None
    assert told.attention.kind == "SET-4"


@rule("SET-20")
def test_one_client_booked_at_two_desks_is_booked_once_with_the_larger_party() -> None:
    server = Studio.open()
    ten = server.sell(server.anna, server.ten)
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    desk_a.do(Book(server.anna, server.yoga_1800))
    desk_b.do(Book(server.anna, server.yoga_1800, seats=3))
    desk_a.push()
    (told,) = desk_b.push()
    assert server.booking(server.anna, server.yoga_1800).seats == 3
    assert server.balance(ten) == 7
    assert told.attention is not None
    assert (told.attention.kind, told.attention.weight) == ("SET-20", "info")


@rule("SET-20")
def test_the_larger_party_stays_as_it_was_when_it_does_not_fit() -> None:
    server = Studio.open()
    ten = server.sell(server.anna, server.ten)
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    desk_a.do(Book(server.anna, server.yoga_1800))
    desk_a.do(Book(server.ben, server.yoga_1800, pay_at_desk=True))
    desk_b.do(Book(server.anna, server.yoga_1800, seats=3))
    desk_a.push()
    (told,) = desk_b.push()
    assert server.booking(server.anna, server.yoga_1800).seats == 1
    assert told.result.facts["seats_wanted"] == 3
    assert server.balance(ten) == 9


@rule("SET-28")
def test_a_party_too_large_for_what_is_left_waits_whole() -> None:
    server = Studio.open()
    server.do(Book(server.dora, server.yoga_1800, pay_at_desk=True))
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    desk_a.do(Book(server.anna, server.yoga_1800, pay_at_desk=True))
    desk_b.do(Book(server.ben, server.yoga_1800, seats=2, pay_at_desk=True))
    desk_a.push()
    desk_b.push()
    entry = server.entry(server.ben, server.yoga_1800)
    assert (entry.state, entry.seats) == (WAITING, 2)


@rule("SET-7", "SET-8")
def test_a_second_class_with_the_same_instructor_is_kept_unassigned() -> None:
    server, desk_a, desk_b = two_desks()
    made = CreateOccurrence(
        server.yoga, server.london, DAY, "16:00", 60, 3, lead_id=server.second_instructor
    )
    desk_a.do(made)
    other = desk_b.do(made, by=server.manager).facts["occurrence_id"]
    desk_a.push()
    (told,) = desk_b.push()
    assert isinstance(told.result, Outcome)
    kept = server.get(Occurrence, other)
    assert (kept.lead_id, kept.conflict) == ("", "instructor_busy")
    assert told.attention is not None
    assert told.attention.kind == "SET-8"


@rule("SET-26")
def test_money_taken_at_two_desks_is_kept_and_the_sum_too_much_is_told() -> None:
    server = Studio.open()
    server.do(Book(server.anna, server.yoga_1800, pay_at_desk=True))
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    for desk in (desk_a, desk_b):
        receipt = f"LON-{desk.name}-000007"
        desk.do(TakePayment(server.anna, 15_00, "cash", receipt, server.yoga_1800))
    desk_a.push()
    (told,) = desk_b.push()
    assert server.booking(server.anna, server.yoga_1800).paid == 30_00
    assert "£15.00 too much" in sentence(told)


@rule("BK-7")
def test_a_move_that_finds_no_seat_leaves_the_old_one() -> None:
    server = Studio.open()
    server.do(Book(server.anna, server.yoga_tomorrow, pay_at_desk=True))
    nearly_full(server)
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    desk_a.do(Book(server.ben, server.yoga_1800, pay_at_desk=True))
    desk_b.do(Reschedule(server.anna, server.yoga_tomorrow, server.yoga_1800))
    desk_a.push()
    (told,) = desk_b.push()
    assert isinstance(told.result, Refusal)
    assert server.booking(server.anna, server.yoga_tomorrow).state == BOOKED


def test_undoing_a_booking_that_had_to_wait_ends_the_waiting() -> None:
    server = Studio.open()
    nearly_full(server)
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    desk_a.do(Book(server.anna, server.yoga_1800, pay_at_desk=True))
    desk_b.do(Book(server.ben, server.yoga_1800, pay_at_desk=True), command_id="B-first")
    desk_b.do(UndoBook("B-first", server.ben, server.yoga_1800))
    desk_a.push()
    desk_b.push()
    assert server.entry(server.ben, server.yoga_1800).state == LEFT


def test_leaving_the_waitlist_after_a_promotion_asks_a_person() -> None:
    server = Studio.open()
    nearly_full(server)
    server.do(Book(server.anna, server.yoga_1800, pay_at_desk=True))
    server.do(JoinWaitlist(server.ben, server.yoga_1800, pay_at_desk=True))
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    desk_b.do(LeaveWaitlist(server.ben, server.yoga_1800))
    desk_a.do(CancelBooking(server.anna, server.yoga_1800))
    desk_a.push()
    (told,) = desk_b.push()
    assert server.booking(server.ben, server.yoga_1800).state == BOOKED
    assert "before they left the waitlist" in sentence(told)


@rule("SET-12")
def test_a_booking_cancelled_at_two_desks_is_cancelled_once() -> None:
    server = Studio.open()
    ten = server.sell(server.anna, server.ten)
    server.do(Book(server.anna, server.yoga_tomorrow))
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    for desk in (desk_a, desk_b):
        desk.do(CancelBooking(server.anna, server.yoga_tomorrow))
    assert desk_a.push()[0].attention is None
    assert desk_b.push()[0].attention is None
    assert server.booking(server.anna, server.yoga_tomorrow).state == CANCELLED
    assert server.balance(ten) == 10


def test_settling_twice_is_as_settling_once() -> None:
    """A reply was lost: the same command comes again with the same id."""
    server = Studio.open()
    ten = server.sell(server.anna, server.ten)
    desk = Desk(server, "A")
    outcome = desk.do(Book(server.anna, server.yoga_1800))
    act, command, _ = desk.queue[0]
    settle(server, act, command, outcome)
    settle(server, act, command, outcome)
    assert server.balance(ten) == 9
