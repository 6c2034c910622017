"""Offers to those who wait, seats announced to all, standby, seats kept without a client."""

import pytest

from core.changes import Outcome
from core.commands.schedule import ChangeCapacity
from core.commands.seats import Book, CancelBooking
from core.commands.system import EndHold, LapseOffer, Promote
from core.commands.waiting import (
    AcceptOffer,
    DeclineOffer,
    HoldSeats,
    JoinWaitlist,
    LeaveWaitlist,
    MarkPresent,
    OfferSeat,
    PromoteByHand,
    ReleaseSeats,
    WithdrawOffer,
)
from core.domain.bookings import (
    BOOKED,
    DECLINED,
    LAPSED,
    LEFT,
    OFFERED,
    PROMOTED,
    WAITING,
)
from core.domain.schedule import Occurrence
from core.domain.zones import MINUTE_MS, to_utc
from core.rules.booking.holdings import seats_taken
from tests.support.rules import rule
from tests.support.studio import DAY, NOW, Studio


def freed(mode: str = "hybrid", count: int = 2) -> Studio:
    """Yoga at six: full, Anna then Ben wait (paying at the desk), then Emil's seat comes free."""
    s = Studio.open()
    s.set("waitlist_mode", mode)
    s.do(Book(s.dora, s.yoga_1800, seats=2, pay_at_desk=True))
    s.do(Book(s.emil, s.yoga_1800, pay_at_desk=True))
    for number, client in enumerate((s.anna, s.ben)[:count]):
        s.do(JoinWaitlist(client, s.yoga_1800, pay_at_desk=True), at=NOW + number)
    s.do(CancelBooking(s.emil, s.yoga_1800))
    return s


def promote(s: Studio, at: int = NOW) -> Outcome:
    return s.do(Promote(s.yoga_1800), system=True, at=at)


@rule("WL-2")
def test_after_the_cut_off_the_first_in_line_is_offered_the_seat_for_half_an_hour() -> None:
    s = freed()
    (event,) = promote(s).events
    assert (event.name, event.facts["client_id"]) == ("seat_offered", s.anna)
    anna = s.entry(s.anna, s.yoga_1800)
    assert (anna.state, anna.offered_until) == (OFFERED, s.later(minutes=30))
    assert s.entry(s.ben, s.yoga_1800).state == WAITING
    assert promote(s).events == ()


@rule("WL-2", "BK-1")
def test_an_offer_holds_the_seat() -> None:
    s = freed()
    promote(s)
    assert seats_taken(s.reader, s.yoga_1800) == 3
    assert s.refuse(Book(s.clara, s.yoga_1800, pay_at_desk=True)).code == "class_full"
    s.do(AcceptOffer(s.anna, s.yoga_1800), at=s.later(minutes=30))
    assert s.booking(s.anna, s.yoga_1800).state == BOOKED
    assert s.entry(s.anna, s.yoga_1800).state == PROMOTED
    assert seats_taken(s.reader, s.yoga_1800) == 3


@rule("WL-2", "WL-11")
def test_an_offer_that_nobody_answers_lapses_once_and_the_next_is_asked() -> None:
    s = freed()
    promote(s)
    lapse = LapseOffer(s.anna, s.yoga_1800)
    end = s.later(minutes=30)
    assert s.refuse(lapse, system=True, at=end - 1).code == "offer_open"
    late = s.refuse(AcceptOffer(s.anna, s.yoga_1800), at=end + 1)
    assert late.code == "offer_over"
    events = s.do(lapse, system=True, at=end).events
    assert "seat_freed" in [event.name for event in events]
    assert s.entry(s.anna, s.yoga_1800).state == LAPSED
    assert s.refuse(lapse, system=True, at=end).code == "not_offered"
    promote(s, end)
    assert s.entry(s.ben, s.yoga_1800).state == OFFERED


@rule("WL-11")
def test_who_declines_gives_the_seat_to_the_next_and_can_join_again_at_the_end() -> None:
    s = freed()
    promote(s)
    s.do(DeclineOffer(s.anna, s.yoga_1800), at=NOW + 5)
    assert s.entry(s.anna, s.yoga_1800).state == DECLINED
    promote(s, NOW + 6)
    again = s.do(JoinWaitlist(s.anna, s.yoga_1800, pay_at_desk=True), at=NOW + 7)
    assert again.facts["place"] == 1
    assert s.entry(s.ben, s.yoga_1800).state == OFFERED


@rule("WL-11", "WL-5")
def test_leaving_with_an_open_offer_frees_its_seat() -> None:
    s = freed()
    promote(s)
    events = s.do(LeaveWaitlist(s.anna, s.yoga_1800)).events
    assert [event.name for event in events] == ["waitlist_left", "seat_freed"]
    assert s.entry(s.anna, s.yoga_1800).state == LEFT


@rule("WL-11")
def test_an_offer_that_staff_withdraw_leaves_the_client_in_place() -> None:
    s = freed()
    promote(s)
    s.do(WithdrawOffer(s.anna, s.yoga_1800))
    anna = s.entry(s.anna, s.yoga_1800)
    assert (anna.state, anna.joined_at, anna.offered_until) == (WAITING, NOW, 0)
    assert s.refuse(WithdrawOffer(s.anna, s.yoga_1800)).code == "not_offered"


@rule("WL-2")
def test_before_the_cut_off_the_hybrid_form_promotes_at_once() -> None:
    s = freed()
    s.set("cutoff_class_min", 60)
    assert promote(s).facts["count"] == 1
    assert s.booking(s.anna, s.yoga_1800).state == BOOKED


@rule("WL-10", "WL-2")
def test_in_the_last_hour_who_is_there_goes_in_line_order_among_those_present() -> None:
    s = freed()
    last_hour = s.later(hours=9)
    assert promote(s, last_hour).events == ()
    s.do(MarkPresent(s.ben, s.yoga_1800), at=last_hour + 1)
    assert promote(s, last_hour + 2).facts["count"] == 1
    assert s.booking(s.ben, s.yoga_1800).state == BOOKED
    assert s.entry(s.anna, s.yoga_1800).state == WAITING
    assert s.refuse(MarkPresent(s.clara, s.yoga_1800), at=last_hour).code == "not_waiting"


@rule("WL-10")
def test_an_open_offer_keeps_its_seat_into_the_last_hour() -> None:
    s = freed()
    promote(s, s.later(hours=8, minutes=50))
    s.do(MarkPresent(s.ben, s.yoga_1800), at=s.later(hours=9))
    assert promote(s, s.later(hours=9)).events == ()
    s.do(AcceptOffer(s.anna, s.yoga_1800), at=s.later(hours=9, minutes=20))
    assert s.booking(s.anna, s.yoga_1800).state == BOOKED


@rule("WL-5")
def test_first_come_tells_all_and_the_first_to_accept_has_the_seat() -> None:
    s = freed("first_come")
    (event,) = promote(s).events
    assert (event.name, event.facts["client_ids"]) == ("seat_announced", [s.anna, s.ben])
    s.do(AcceptOffer(s.ben, s.yoga_1800))
    assert s.refuse(AcceptOffer(s.anna, s.yoga_1800)).code == "class_full"
    assert s.entry(s.anna, s.yoga_1800).state == WAITING


@rule("WL-5")
def test_nobody_accepts_what_was_never_offered() -> None:
    s = freed()
    assert s.refuse(AcceptOffer(s.anna, s.yoga_1800)).code == "not_offered"
    assert s.refuse(AcceptOffer(s.clara, s.yoga_1800)).code == "not_waiting"


@rule("WL-7")
def test_two_free_seats_make_two_offers_and_a_party_too_large_keeps_its_place() -> None:
    s = Studio.open()
    s.do(Book(s.dora, s.yoga_1800, seats=3, pay_at_desk=True))
    s.do(JoinWaitlist(s.clara, s.yoga_1800, seats=3, pay_at_desk=True), at=NOW)
    for number, client in enumerate((s.anna, s.ben), start=1):
        s.do(JoinWaitlist(client, s.yoga_1800, pay_at_desk=True), at=NOW + number)
    s.do(CancelBooking(s.dora, s.yoga_1800))
    s.do(Book(s.emil, s.yoga_1800, pay_at_desk=True))
    names = [event.name for event in promote(s).events]
    assert names == ["promotion_skipped", "seat_offered", "seat_offered"]
    assert s.entry(s.clara, s.yoga_1800).skipped == "party_too_large"


@rule("WL-8")
@pytest.mark.parametrize(
    ("start", "expected"), [("12:00", "seat_offered"), ("09:30", "seat_announced")]
)
def test_at_night_an_offer_waits_for_the_morning_but_for_early_classes(
    start: str, expected: str
) -> None:
    s = Studio.open()
    one = s.occurrence(s.yoga, start, local_date="2026-03-03", capacity=1)
    s.do(Book(s.dora, one, pay_at_desk=True))
    s.do(JoinWaitlist(s.anna, one, pay_at_desk=True))
    night = to_utc("2026-03-03", "03:00", "Europe/London")
    s.do(CancelBooking(s.dora, one), at=night)
    events = s.do(Promote(one), system=True, at=night).events
    if expected == "seat_announced":
        assert [event.name for event in events] == [expected]
        return
    assert events == ()
    morning = to_utc("2026-03-03", "08:00", "Europe/London")
    assert s.entry(s.anna, one).offer_after == morning
    (event,) = s.do(Promote(one), system=True, at=morning).events
    assert (event.name, s.entry(s.anna, one).offer_after) == (expected, 0)


@rule("WL-11", "WL-4")
def test_staff_offer_a_free_seat_by_hand() -> None:
    s = freed()
    s.do(OfferSeat(s.ben, s.yoga_1800))
    assert s.entry(s.ben, s.yoga_1800).state == OFFERED
    assert s.refuse(OfferSeat(s.anna, s.yoga_1800)).code == "class_full"
    assert s.refuse(OfferSeat(s.clara, s.yoga_1800)).code == "not_waiting"
    assert s.refuse(OfferSeat(s.ben, s.yoga_1800)).code == "not_waiting"


@rule("WL-11")
def test_staff_can_give_the_seat_outright_while_it_is_offered() -> None:
    s = freed()
    promote(s)
    s.do(PromoteByHand(s.anna, s.yoga_1800))
    assert s.booking(s.anna, s.yoga_1800).state == BOOKED


@rule("BK-10", "BK-25")
def test_seats_that_staff_keep_are_taken_and_end_an_hour_before_the_start() -> None:
    s = Studio.open()
    held = s.do(HoldSeats(s.yoga_1800, 2, s.later(hours=20), "guests of the press")).facts
    assert held["until"] == s.later(hours=9)
    assert s.refuse(Book(s.anna, s.yoga_1800, seats=2, pay_at_desk=True)).code == "class_full"
    assert s.refuse(HoldSeats(s.yoga_1800, 2, s.later(hours=2))).code == "class_full"
    late = s.refuse(HoldSeats(s.yoga_1800, 1, s.later(hours=20)), at=s.later(hours=9))
    assert late.code == "hold_too_late"
    done = s.do(ReleaseSeats(s.yoga_1800, held["hold_id"]))
    assert [event.name for event in done.events] == ["seat_freed"]
    s.do(Book(s.anna, s.yoga_1800, seats=2, pay_at_desk=True))
    ended = s.refuse(EndHold(s.yoga_1800, held["hold_id"]), system=True)
    assert ended.code == "hold_ended"
    assert s.refuse(ReleaseSeats(s.yoga_1800, "nothing")).code == "hold_unknown"


@rule("BK-10", "RES-3")
def test_kept_seats_need_their_equipment() -> None:
    s = Studio.open()
    assert s.refuse(HoldSeats(s.reformer_1000, 5, NOW + 30 * MINUTE_MS)).code == "resource_short"


@rule("BK-16")
@pytest.mark.parametrize(("start", "last"), [("18:00", "06:00"), ("20:00", "08:00")])
def test_a_cut_off_at_night_moves_to_the_evening_before(start: str, last: str) -> None:
    s = Studio.open()
    s.set("cutoff_at_evening", True)
    one = s.occurrence(s.yoga, start, local_date="2026-03-04")
    s.do(Book(s.anna, one, pay_at_desk=True))
    preview = s.preview(CancelBooking(s.anna, one))
    moved = to_utc("2026-03-03", "22:00", "Europe/London")
    usual = to_utc("2026-03-04", last, "Europe/London")
    assert preview.facts["free_until"] == (moved if last < "07:00" else usual)
    assert DAY < "2026-03-03"


@rule("BK-10", "PERM-2")
def test_seats_kept_in_one_class_are_not_released_through_another() -> None:
    s = Studio.open()
    key = s.do(HoldSeats(s.yoga_1800, 1, s.later(hours=8), "press")).facts["hold_id"]
    assert s.refuse(ReleaseSeats(s.talk_1200, key)).code == "hold_unknown"
    s.do(ReleaseSeats(s.yoga_1800, key))


@rule("BK-33", "BK-10")
def test_a_class_is_no_longer_too_full_when_kept_seats_end() -> None:
    s = Studio.open()
    key = s.do(HoldSeats(s.yoga_1800, 3, s.later(hours=8), "press")).facts["hold_id"]
    s.do(ChangeCapacity(s.yoga_1800, 2), by=s.manager)
    assert s.get(Occurrence, s.yoga_1800).over_capacity == 1
    s.do(ReleaseSeats(s.yoga_1800, key))
    assert s.get(Occurrence, s.yoga_1800).over_capacity == 0


@rule("BK-33", "WL-11")
def test_a_class_is_no_longer_too_full_when_who_was_offered_a_seat_leaves() -> None:
    s = freed()
    promote(s)
    s.do(ChangeCapacity(s.yoga_1800, 2), by=s.manager)
    assert s.get(Occurrence, s.yoga_1800).over_capacity == 1
    s.do(LeaveWaitlist(s.anna, s.yoga_1800))
    assert s.get(Occurrence, s.yoga_1800).over_capacity == 0


@rule("WL-4", "WL-7", "RES-2", "RES-3")
@pytest.mark.parametrize("mode", ["auto", "offer"])
def test_two_seats_and_one_reformer_serve_one_and_the_next_is_told_why(mode: str) -> None:
    s = Studio.open()
    s.set("waitlist_mode", mode)
    one = s.reformer_1000
    s.do(ChangeCapacity(one, 3), by=s.manager)
    s.do(Book(s.dora, one, seats=3, pay_at_desk=True))
    for number, client in enumerate((s.anna, s.ben)):
        s.do(JoinWaitlist(client, one, pay_at_desk=True), at=NOW + number)
    s.do(ChangeCapacity(one, 5), by=s.manager)
    outcome = s.do(Promote(one), system=True)
    got = {"auto": "promoted", "offer": "seat_offered"}[mode]
    assert [(e.name, e.facts["client_id"]) for e in outcome.events] == [
        (got, s.anna),
        ("promotion_skipped", s.ben),
    ]
    assert s.entry(s.ben, one).skipped == "resource_short"
    assert seats_taken(s.reader, one) == 4
