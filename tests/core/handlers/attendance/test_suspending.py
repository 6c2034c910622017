"""Strikes, suspensions, and what a no-show on an unlimited pass cancels."""

from core.changes import Outcome
from core.commands.arrivals import CheckIn, MarkNoShow, UndoNoShow
from core.commands.attendance import (
    AutoCancel,
    EndSuspension,
    Forgive,
    KeepBooking,
    LiftSuspension,
    ReviewStrikes,
    Suspend,
    TakeBackAutoCancel,
)
from core.commands.seats import Book
from core.commands.waiting import JoinWaitlist
from core.domain.bookings import AUTO_CANCELLED, BOOKED
from core.domain.suspensions import ACTIVE, ENDED, LIFTED, Suspension
from core.domain.zones import DAY_MS, HOUR_MS
from core.rules.reactions import reactions
from tests.support.rules import rule
from tests.support.studio import NOW, Studio

STARTS = ("10:00", "11:30", "13:00", "14:30", "16:00")
EVENING = NOW + 12 * HOUR_MS


def missed(s: Studio, count: int, client: str = "") -> list[str]:
    """So many classes today that the client (Anna) booked and did not come to."""
    made = [s.occurrence(s.talk, start) for start in STARTS[:count]]
    for one in made:
        s.do(Book(client or s.anna, one))
        s.do(MarkNoShow(client or s.anna, one), at=EVENING)
    return made


def review(s: Studio, at: int = EVENING, client: str = "") -> Outcome:
    return s.do(ReviewStrikes(client or s.anna, s.london), system=True, at=at)


def barring(s: Studio) -> list[Suspension]:
    return [one for one in s.reader.all(Suspension) if one.state == ACTIVE]


@rule("NS-3", "NS-6")
def test_the_first_no_show_ever_is_no_strike_and_the_third_strike_suspends_for_a_week() -> None:
    s = Studio.open()
    missed(s, 3)
    assert review(s).facts["strikes"] == 2
    s.do(Book(s.anna, last := s.occurrence(s.talk, "17:30")))
    s.do(MarkNoShow(s.anna, last), at=EVENING)
    assert review(s).code == "suspended"
    (one,) = barring(s)
    assert (one.until - one.starts_at, one.location_id) == (7 * DAY_MS, "")
    assert review(s).code == "strikes_counted"
    assert len(barring(s)) == 1


@rule("NS-3")
def test_who_is_suspended_can_neither_book_nor_wait_until_the_day_it_ends() -> None:
    s = Studio.open()
    missed(s, 4)
    until = review(s).facts["until"]
    s.do(Book(s.ben, s.yoga_tomorrow, seats=3, pay_at_desk=True))
    book = Book(s.anna, s.occurrence(s.talk, "09:00", local_date="2026-03-12"))
    refusal = s.refuse(book, at=EVENING)
    assert (refusal.code, refusal.facts["until"]) == ("client_suspended", until)
    wait = JoinWaitlist(s.anna, s.yoga_tomorrow, pay_at_desk=True)
    assert s.refuse(wait, at=EVENING).code == "client_suspended"
    assert s.refuse(book, at=until - 1).code == "client_suspended"
    s.do(book, at=until)


@rule("NS-3", "SET-15")
def test_staff_book_a_suspended_client_on_purpose_with_a_reason() -> None:
    s = Studio.open()
    missed(s, 4)
    review(s)
    free = s.occurrence(s.talk, "09:00", local_date="2026-03-04")
    override = Book(s.anna, free, override=("client_suspended",))
    assert s.refuse(override, at=EVENING).code == "reason_missing"
    on_purpose = Book(s.anna, free, override=("client_suspended",), reason="has a doctor's note")
    assert s.do(on_purpose, at=EVENING).code == "booked"


@rule("CHK-18")
def test_what_a_suspended_client_has_booked_stays_and_checks_in() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_tomorrow, pay_at_desk=True))
    missed(s, 4)
    review(s)
    assert s.booking(s.anna, s.yoga_tomorrow).state == BOOKED
    tomorrow = NOW + DAY_MS + 9 * HOUR_MS + 30 * 60_000
    assert s.do(CheckIn(s.anna, s.yoga_tomorrow), at=tomorrow).code == "checked_in"


@rule("NS-6")
def test_strikes_that_suspended_once_are_used_up() -> None:
    s = Studio.open()
    missed(s, 4)
    until = review(s).facts["until"]
    (one,) = barring(s)
    s.do(EndSuspension(s.anna, one.id), system=True, at=until)
    assert s.get(Suspension, one.id).state == ENDED
    assert review(s, at=until).facts["strikes"] == 0


@rule("NS-6")
def test_what_is_older_than_thirty_days_does_not_count() -> None:
    s = Studio.open()
    missed(s, 4)
    assert review(s, at=NOW + 31 * DAY_MS).facts["strikes"] == 0


@rule("NS-6")
def test_strikes_are_counted_per_location_where_the_studio_wants_it() -> None:
    s = Studio.open()
    s.set("strike_scope", "location")
    missed(s, 3)
    away = s.occurrence(s.talk, "18:30", location_id=s.berlin)
    s.do(Book(s.anna, away), by=s.owner)
    s.do(MarkNoShow(s.anna, away), by=s.owner, at=EVENING)
    assert review(s).facts["strikes"] == 2
    assert s.do(ReviewStrikes(s.anna, s.berlin), system=True, at=EVENING).facts["strikes"] == 0


@rule("NS-8", "NS-3")
def test_a_forgiven_no_show_lifts_the_suspension_and_gives_its_strikes_back() -> None:
    s = Studio.open()
    classes = missed(s, 4)
    review(s)
    (one,) = barring(s)
    s.do(Forgive(s.anna, classes[1], "our mistake"), by=s.manager, at=EVENING + 1)
    assert review(s, EVENING + 1).code == "suspension_lifted"
    assert s.get(Suspension, one.id).state == LIFTED
    assert review(s, EVENING + 2).facts["strikes"] == 2


@rule("NS-4")
def test_counting_again_changes_nothing() -> None:
    s = Studio.open()
    missed(s, 4)
    review(s)
    before = s.rows()
    review(s)
    assert s.rows() == before


@rule("NS-3", "NS-8")
def test_staff_suspend_move_the_end_and_lift_by_hand() -> None:
    s = Studio.open()
    until = NOW + 3 * DAY_MS
    assert s.refuse(Suspend(s.anna, until, "rude")).code == "not_permitted"
    assert s.refuse(Suspend(s.anna, NOW, "rude"), by=s.manager).code == "time_past"
    assert s.refuse(Suspend(s.anna, until, " "), by=s.manager).code == "reason_missing"
    first = s.do(Suspend(s.anna, until, "rude"), by=s.manager).facts["suspension_id"]
    moved = s.do(Suspend(s.anna, until + DAY_MS, "rude"), approved_by=s.manager)
    assert moved.facts["suspension_id"] == first
    assert [one.until for one in barring(s)] == [until + DAY_MS]
    early = EndSuspension(s.anna, first)
    assert s.refuse(early, system=True, at=until).code == "suspension_runs"
    s.do(LiftSuspension(s.anna, "apologised"), by=s.manager)
    assert barring(s) == []
    assert s.refuse(LiftSuspension(s.anna, "again"), by=s.manager).code == "not_suspended"
    assert s.refuse(early, system=True, at=until + DAY_MS).code == "not_suspended"


@rule("NS-5")
def test_the_fourth_suspension_within_a_day_asks_a_manager_to_look() -> None:
    s = Studio.open()
    people = [s.client(f"Client {n}") for n in range(5)]
    asked = []
    for number, client in enumerate(people):
        for start in ("06:00", "08:30", "11:00", "13:30"):
            one = s.occurrence(s.talk, start, local_date=f"2026-03-0{number + 3}")
            s.do(Book(client, one))
            s.do(MarkNoShow(client, one), at=NOW + 8 * DAY_MS)
        outcome = review(s, NOW + 8 * DAY_MS, client)
        asked.append("many_suspended" in [event.name for event in outcome.events])
    assert asked == [False, False, False, True, False]
    ((_, command),) = reactions("c", [e for e in s.events if e.name == "many_suspended"])
    s.do(command, system=True)


def on_unlimited(s: Studio) -> str:
    """Anna, on a monthly pass, missed a class; she has two more booked on it. Gives the missed."""
    s.sell(s.anna, s.monthly)
    gone = s.occurrence(s.yoga, "10:00")
    for one in (gone, s.yoga_tomorrow, s.occurrence(s.yoga, "07:00", local_date="2026-03-05")):
        s.do(Book(s.anna, one))
    s.do(MarkNoShow(s.anna, gone), at=s.later(hours=3))
    return gone


def after_grace(s: Studio, gone: str) -> Outcome:
    return s.do(AutoCancel(s.anna, gone), system=True, at=s.later(hours=27))


@rule("NS-2", "NS-5")
def test_after_the_grace_a_no_show_on_an_unlimited_pass_cancels_what_else_is_booked_on_it() -> None:
    s = Studio.open()
    gone = on_unlimited(s)
    s.do(Book(s.anna, paid := s.occurrence(s.talk, "12:00", local_date="2026-04-10")))
    outcome = after_grace(s, gone)
    assert (outcome.code, outcome.facts["count"]) == ("auto_cancelled", 2)
    assert s.booking(s.anna, s.yoga_tomorrow).state == AUTO_CANCELLED
    assert s.booking(s.anna, paid).state == BOOKED
    assert "seat_freed" in [event.name for event in outcome.events]
    assert after_grace(s, gone).code == "nothing_cancelled"


@rule("NS-2")
def test_nothing_is_cancelled_when_forgiven_put_right_or_switched_off() -> None:
    for mend in ("forgive", "undo", "off"):
        s = Studio.open()
        gone = on_unlimited(s)
        if mend == "forgive":
            s.do(Forgive(s.anna, gone, "ill"), by=s.manager)
        elif mend == "undo":
            marked = s.booking(s.anna, gone).changed_by
            s.do(UndoNoShow(marked, s.anna, gone), at=s.later(hours=4))
        else:
            s.set("auto_cancel", False)
        assert after_grace(s, gone).code == "nothing_cancelled", mend
        assert s.booking(s.anna, s.yoga_tomorrow).state == BOOKED


@rule("NS-2")
def test_a_no_show_on_a_punch_pass_cancels_nothing() -> None:
    s = Studio.open()
    s.sell(s.anna, s.ten)
    for one in (s.yoga_0900, s.yoga_tomorrow):
        s.do(Book(s.anna, one))
    s.do(MarkNoShow(s.anna, s.yoga_0900), at=s.later(hours=3))
    assert after_grace(s, s.yoga_0900).code == "nothing_cancelled"


@rule("NS-2", "BK-30")
def test_an_auto_cancelled_booking_is_kept_while_its_seat_is_free() -> None:
    s = Studio.open()
    after_grace(s, on_unlimited(s))
    at = s.later(hours=28)
    s.do(KeepBooking(s.anna, s.yoga_tomorrow), at=at)
    assert s.booking(s.anna, s.yoga_tomorrow).state == BOOKED
    assert s.refuse(KeepBooking(s.anna, s.yoga_tomorrow), at=at).code == "not_auto_cancelled"


@rule("SET-17")
def test_forgiving_takes_back_what_the_no_show_had_cancelled() -> None:
    s = Studio.open()
    gone = on_unlimited(s)
    after_grace(s, gone)
    s.do(Book(s.ben, s.yoga_tomorrow, seats=3, pay_at_desk=True), at=s.later(hours=27))
    outcome = s.do(Forgive(s.anna, gone, "ill"), by=s.manager, at=s.later(hours=28))
    back = [c for _, c in reactions("c", outcome.events) if isinstance(c, TakeBackAutoCancel)]
    restored = s.do(back[0], system=True, at=s.later(hours=28))
    assert [event.name for event in restored.events] == ["booking_restored"]
    assert s.booking(s.anna, s.yoga_tomorrow).state == AUTO_CANCELLED
