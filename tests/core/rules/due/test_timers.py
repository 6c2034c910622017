"""What falls due by the clock: found in the rows, the same however often it is looked for."""

from core.commands.arrivals import MarkNoShow
from core.commands.attendance import (
    AutoCancel,
    CloseOccurrence,
    EndSuspension,
    Forgive,
    Suspend,
)
from core.commands.registry import Command
from core.commands.requesting import (
    EscalateRequest,
    ExpireRequest,
    Proposed,
    RequestSession,
)
from core.commands.seats import Book, CancelBooking
from core.commands.system import EndHold, LapseOffer, Promote
from core.commands.waiting import HoldSeats, JoinWaitlist
from core.domain.ids import CommandId
from core.domain.zones import DAY_MS, HOUR_MS, to_utc
from core.rules.due.all_timers import due
from core.rules.due.registry import Moment
from tests.support.rules import rule
from tests.support.studio import NOW, Studio


def found(s: Studio, now: int, heard: int | None = None) -> dict[CommandId, Command]:
    until = now if heard is None else heard
    return dict(due(s.reader, Moment(now, lambda _location: until)))


def of_kind(s: Studio, kind: type[Command], now: int, heard: int | None = None) -> list[Command]:
    return [command for command in found(s, now, heard).values() if isinstance(command, kind)]


@rule("NS-7", "NS-1")
def test_classes_close_at_one_in_the_morning_in_their_own_zone() -> None:
    s = Studio.open()
    berlin = to_utc("2026-03-03", "01:00", "Europe/Berlin")
    london = to_utc("2026-03-03", "01:00", "Europe/London")
    assert of_kind(s, CloseOccurrence, berlin - 1) == []
    assert of_kind(s, CloseOccurrence, berlin) == [CloseOccurrence(s.yoga_berlin)]
    closing = of_kind(s, CloseOccurrence, london)
    assert CloseOccurrence(s.yoga_1800) in closing
    assert CloseOccurrence(s.yoga_tomorrow) not in closing


@rule("NS-1")
def test_a_desk_not_heard_from_is_waited_for_but_a_day_at_most() -> None:
    s = Studio.open()
    closes = to_utc("2026-03-03", "01:00", "Europe/London")
    ended = to_utc("2026-03-02", "19:00", "Europe/London")
    last = CloseOccurrence(s.yoga_1800)
    assert last not in of_kind(s, CloseOccurrence, closes, heard=ended - 1)
    assert last in of_kind(s, CloseOccurrence, closes, heard=ended)
    assert last in of_kind(s, CloseOccurrence, closes + DAY_MS, heard=0)


@rule("NS-4")
def test_what_was_done_is_due_no_more_and_what_is_due_keeps_its_id() -> None:
    s = Studio.open()
    closes = to_utc("2026-03-03", "01:00", "Europe/London")
    first, later = found(s, closes), found(s, closes + 5 * HOUR_MS)
    assert set(first) <= set(later)
    for key, command in later.items():
        s.do(command, system=True, at=closes + 5 * HOUR_MS, command_id=key)
    assert found(s, closes + 5 * HOUR_MS) == {}


@rule("WL-2", "BK-25", "NS-8")
def test_offers_holds_and_suspensions_end_at_their_time() -> None:
    s = Studio.open()
    s.do(Book(s.dora, s.yoga_1800, seats=3, pay_at_desk=True))
    s.do(JoinWaitlist(s.anna, s.yoga_1800, pay_at_desk=True))
    s.do(CancelBooking(s.dora, s.yoga_1800))
    s.do(Promote(s.yoga_1800), system=True)
    hold = s.do(HoldSeats(s.talk_1200, 2, s.later(hours=1))).facts["hold_id"]
    barred = s.do(Suspend(s.ben, s.later(hours=2), "rude"), by=s.manager).facts["suspension_id"]
    half, one, two = s.later(minutes=30), s.later(hours=1), s.later(hours=2)
    assert found(s, half - 1) == {}
    assert list(found(s, half).values()) == [LapseOffer(s.anna, s.yoga_1800)]
    assert of_kind(s, EndHold, one - 1) == []
    assert of_kind(s, EndHold, one) == [EndHold(s.talk_1200, hold)]
    assert of_kind(s, EndSuspension, two - 1) == []
    assert of_kind(s, EndSuspension, two) == [EndSuspension(s.ben, barred)]


@rule("AVL-4", "AVL-6", "NS-4")
def test_requests_go_to_the_managers_and_end_at_their_times_once_however_late() -> None:
    s = Studio.open()
    times = (Proposed("2026-03-04", "10:00"), Proposed("2026-03-20", "10:00"))
    asked = RequestSession(s.anna, s.private, s.london, times, s.instructor)
    key = s.do(asked).facts["request_id"]
    intro = s.do(RequestSession(s.ben, s.private, s.london, times)).facts["request_id"]
    day, end = NOW + DAY_MS, NOW + 3 * DAY_MS
    assert of_kind(s, EscalateRequest, day - 1) == []
    assert of_kind(s, EscalateRequest, day) == [EscalateRequest(key)]
    assert of_kind(s, EscalateRequest, end + DAY_MS) == [], "after an outage it only ends"
    assert of_kind(s, ExpireRequest, end - 1) == []
    assert set(of_kind(s, ExpireRequest, end)) == {ExpireRequest(key), ExpireRequest(intro)}
    for command_id, command in found(s, day).items():
        s.do(command, system=True, at=day, command_id=command_id)
    assert of_kind(s, EscalateRequest, day) == []
    for command_id, command in found(s, end).items():
        s.do(command, system=True, at=end, command_id=command_id)
    assert of_kind(s, ExpireRequest, end + DAY_MS) == []


@rule("WL-8")
def test_a_seat_that_came_up_at_night_is_offered_in_the_morning() -> None:
    s = Studio.open()
    one = s.occurrence(s.yoga, "12:00", local_date="2026-03-03", capacity=1)
    s.do(Book(s.dora, one, pay_at_desk=True))
    s.do(JoinWaitlist(s.anna, one, pay_at_desk=True))
    night = to_utc("2026-03-02", "23:00", "Europe/London")
    s.do(CancelBooking(s.dora, one), at=night)
    s.set("cutoff_class_min", 24 * 60)
    s.do(Promote(one), system=True, at=night)
    morning = to_utc("2026-03-03", "08:00", "Europe/London")
    assert of_kind(s, Promote, morning - 1) == []
    assert of_kind(s, Promote, morning) == [Promote(one)]


@rule("NS-2")
def test_the_grace_ends_a_day_after_the_no_show_was_recorded_unless_forgiven() -> None:
    s = Studio.open()
    for client in (s.anna, s.ben):
        s.sell(client, s.monthly)
        s.do(Book(client, s.yoga_0900))
    recorded = s.later(hours=3)
    for client in (s.anna, s.ben):
        s.do(MarkNoShow(client, s.yoga_0900), at=recorded)
    s.do(Forgive(s.ben, s.yoga_0900, "ill"), by=s.manager)
    assert of_kind(s, AutoCancel, recorded + DAY_MS - 1) == []
    assert of_kind(s, AutoCancel, recorded + DAY_MS) == [AutoCancel(s.anna, s.yoga_0900)]
    assert recorded > NOW
