"""Two desks promise seats offline; the server settles. Each SET rule as one story."""

from core.changes import Outcome
from core.commands.passes import FreezePass, RevokePass
from core.commands.people import EditClient, FieldChange
from core.commands.schedule import ChangeCapacity, MoveOccurrence
from core.commands.seats import Book, CancelBooking, Reschedule, UndoBook
from core.commands.waiting import JoinWaitlist, LeaveWaitlist, MarkPresent, PromoteByHand
from core.domain.bookings import BOOKED, CANCELLED, LEFT, PROMOTED, WAITING
from core.domain.refusals import Refusal
from core.domain.schedule import Occurrence
from tests.support.desks import Desk, nearly_full, sentence, two_desks
from tests.support.rules import rule
from tests.support.studio import DAY, NOW, Studio


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
    server.set("waitlist_mode", "auto")
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
    server.set("waitlist_mode", "auto")
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


@rule("SET-12", "BK-6")
def test_what_one_desk_cancelled_free_stays_free_though_another_cancelled_it_late_first() -> None:
    server = Studio.open()
    ten = server.sell(server.anna, server.ten)
    server.do(Book(server.anna, server.yoga_1800))
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    desk_a.do(CancelBooking(server.anna, server.yoga_1800))
    desk_b.do(CancelBooking(server.anna, server.yoga_1800, waive=True, reason="ill"),
              by=server.manager)  # fmt: skip
    assert desk_a.push()[0].result.code == "late_cancelled"
    assert server.balance(ten) == 9
    (told,) = desk_b.push()
    assert (told.result.code, told.attention) == ("cancelled", None)
    assert server.booking(server.anna, server.yoga_1800).state == CANCELLED
    assert server.balance(ten) == 10


@rule("SET-21")
def test_of_overlapping_bookings_of_one_client_the_first_to_arrive_holds() -> None:
    server = Studio.open()
    other = server.occurrence(server.yoga, "18:30")
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    desk_a.do(Book(server.anna, server.yoga_1800, pay_at_desk=True))
    desk_b.do(Book(server.anna, other, pay_at_desk=True))
    desk_a.push()
    (told,) = desk_b.push()
    assert isinstance(told.result, Refusal)
    assert "that one holds" in sentence(told)
    insisted = Book(
        server.anna,
        other,
        pay_at_desk=True,
        override=("overlapping_booking",),
        reason="leaves early",
    )
    third = Desk(server, "C")
    third.do(insisted)
    assert third.push()[0].attention is None


@rule("SET-5")
def test_a_booking_made_offline_follows_a_class_that_was_moved_meanwhile() -> None:
    server, desk, _ = two_desks()
    desk.do(Book(server.anna, server.yoga_tomorrow, pay_at_desk=True))
    move = MoveOccurrence(server.yoga_tomorrow, "2026-03-03", "19:00", 60)
    server.do(move, by=server.manager)
    (told,) = desk.push()
    moved = server.get(Occurrence, server.yoga_tomorrow).starts_at
    assert server.booking(server.anna, server.yoga_tomorrow).starts_at == moved
    assert told.result.facts["starts_at"] == moved, "the confirmation names the new time"
    assert told.attention is not None
    assert (told.attention.kind, told.attention.weight) == ("SET-5", "info")
    assert sentence(told) == ("Yoga was moved meanwhile; the booking of Anna Ångström followed.")


@rule("SET-3")
def test_another_pass_pays_and_somebody_is_told_though_the_desk_named_none() -> None:
    server = Studio.open()
    server.sell(server.anna, server.single)
    server.sell(server.anna, server.ten)
    desk = Desk(server, "A")
    shown = desk.do(Book(server.anna, server.yoga_1800))
    server.do(Book(server.anna, server.yoga_0900))
    (told,) = desk.push()
    assert told.result.facts["pass_id"] != shown.facts["pass_id"]
    assert told.attention is not None
    assert (told.attention.kind, told.attention.weight) == ("SET-3", "info")


@rule("SET-25")
def test_a_seat_accepted_online_and_given_to_standby_at_the_desk_both_stand_flagged() -> None:
    server = Studio.open()
    server.do(Book(server.dora, server.yoga_0900, seats=3, pay_at_desk=True))
    for client in (server.anna, server.ben):
        server.do(JoinWaitlist(client, server.yoga_0900, pay_at_desk=True))
    server.do(MarkPresent(server.ben, server.yoga_0900), at=server.later(minutes=10))
    server.do(CancelBooking(server.dora, server.yoga_0900), at=server.later(minutes=20))
    server.do(ChangeCapacity(server.yoga_0900, 1), by=server.manager)
    desk = Desk(server, "A")
    given = PromoteByHand(server.ben, server.yoga_0900)
    assert desk.do(given, at=server.later(minutes=50)).code == "promoted"
    server.do(PromoteByHand(server.anna, server.yoga_0900), at=server.later(minutes=50))
    (told,) = desk.push()
    states = {server.booking(c, server.yoga_0900).state for c in (server.anna, server.ben)}
    assert states == {BOOKED}
    assert server.get(Occurrence, server.yoga_0900).over_capacity == 1
    assert told.attention is not None
    assert (told.attention.kind, told.attention.weight) == ("SET-25", "attention")


@rule("SET-25", "SET-2")
def test_one_who_was_not_at_the_desk_goes_on_waiting() -> None:
    server = Studio.open()
    server.do(Book(server.dora, server.yoga_1800, seats=3, pay_at_desk=True))
    for client in (server.anna, server.ben):
        server.do(JoinWaitlist(client, server.yoga_1800, pay_at_desk=True))
    server.do(ChangeCapacity(server.yoga_1800, 4), by=server.manager)
    desk = Desk(server, "A")
    desk.do(PromoteByHand(server.ben, server.yoga_1800))
    server.do(PromoteByHand(server.anna, server.yoga_1800))
    (told,) = desk.push()
    assert told.result.code == "class_full"
    assert server.entry(server.ben, server.yoga_1800).state == WAITING


@rule("SET-23")
def test_a_pass_paused_meanwhile_pays_no_more_and_another_one_does() -> None:
    server = Studio.open()
    ten = server.sell(server.anna, server.ten)
    other = server.sell(server.anna, server.single)
    desk = Desk(server, "A")
    desk.do(Book(server.anna, server.yoga_tomorrow, pass_id=ten))
    server.do(FreezePass(ten, "2026-03-03", "2026-03-09"))
    (told,) = desk.push()
    assert (told.result.code, told.result.facts["settlement"]) == ("booked", "SET-23")
    assert server.booking(server.anna, server.yoga_tomorrow).pass_id == other


@rule("SET-23")
def test_a_booking_on_a_revoked_pass_is_refused_where_nothing_else_pays() -> None:
    server = Studio.open()
    ten = server.sell(server.anna, server.ten)
    desk = Desk(server, "A")
    desk.do(Book(server.anna, server.yoga_1800))
    server.do(RevokePass(ten, "not paid"), by=server.manager)
    (told,) = desk.push()
    assert isinstance(told.result, Refusal)
    assert told.result.facts["settlement"] == "SET-23"
    assert "paused or taken back" in sentence(told)


@rule("BK-6", "SET-5")
def test_what_a_desk_said_is_free_to_cancel_stays_free_though_the_class_was_moved_nearer() -> None:
    server = Studio.open()
    key = server.sell(server.anna, server.ten)
    desk = Desk(server, "A")
    near = MoveOccurrence(server.yoga_tomorrow, DAY, "13:00", 60)
    server.do(near, by=server.manager)
    desk.do(Book(server.anna, server.yoga_tomorrow, pass_id=key))
    shown = desk.do(CancelBooking(server.anna, server.yoga_tomorrow))
    assert shown.code == "cancelled"
    _, told = desk.push()
    assert told.attention is None, "it is as the desk said"
    assert server.booking(server.anna, server.yoga_tomorrow).state == CANCELLED
    assert server.balance(key) == 10
