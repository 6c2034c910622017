"""What people are told by the clock, and a cancelling by SMS (NTF-1, NTF-7, NTF-9)."""

import pytest

from core.commands.arrivals import CheckIn
from core.commands.reminding import CancelBySms, RemindClass, RemindExpiry
from core.commands.schedule import MoveOccurrence
from core.commands.seats import Book, CancelBooking
from core.commands.setup import SetSetting
from core.domain.credits import Pass
from core.domain.schedule import Occurrence
from core.domain.zones import DAY_MS, HOUR_MS
from core.rules.due.all_timers import due
from core.rules.due.registry import Moment
from tests.support.rules import rule
from tests.support.studio import NOW, Studio


def starts(s: Studio, occurrence: str) -> int:
    return s.get(Occurrence, occurrence).starts_at


def found(s: Studio, now: int) -> list[object]:
    wanted = (RemindClass, RemindExpiry)
    moment = Moment(now, lambda _: now)
    return [command for _, command in due(s.reader, moment) if isinstance(command, wanted)]


@rule("NTF-1", "NS-4")
def test_a_class_is_reminded_of_a_day_and_two_hours_before() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_tomorrow, pay_at_desk=True))
    begins = starts(s, s.yoga_tomorrow)
    day, hours = RemindClass(s.yoga_tomorrow, "day"), RemindClass(s.yoga_tomorrow, "hours")
    assert found(s, begins - 24 * HOUR_MS - 1) == []
    assert found(s, begins - 24 * HOUR_MS) == [day]
    assert found(s, begins - 18 * HOUR_MS) == [day], "six hours late is still of use"
    assert found(s, begins - 18 * HOUR_MS + 1) == []
    assert found(s, begins - 2 * HOUR_MS) == [hours]
    assert found(s, begins - 1) == [hours]
    assert found(s, begins) == []


@rule("NTF-1")
def test_one_reminder_however_often_the_clock_asks_and_another_after_a_move() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_tomorrow, pay_at_desk=True))
    at = starts(s, s.yoga_tomorrow) - 20 * HOUR_MS
    moment = Moment(at, lambda _: at)
    first = {key for key, one in due(s.reader, moment) if isinstance(one, RemindClass)}
    assert first == {key for key, one in due(s.reader, moment) if isinstance(one, RemindClass)}
    s.do(MoveOccurrence(s.yoga_tomorrow, "2026-03-03", "19:00", 60), by=s.manager)
    second = {key for key, one in due(s.reader, moment) if isinstance(one, RemindClass)}
    assert len(second) == 1
    assert first.isdisjoint(second)


@rule("NTF-1")
def test_those_are_reminded_who_are_booked_for_long_and_not_in_yet() -> None:
    s = Studio.open()
    begins = starts(s, s.yoga_0900)
    for client in (s.anna, s.ben, s.clara):
        s.do(Book(client, s.yoga_0900, pay_at_desk=True), at=begins - 3 * HOUR_MS)
    s.do(CancelBooking(s.ben, s.yoga_0900), at=begins - 3 * HOUR_MS)
    s.do(Book(s.dora, s.yoga_0900, pay_at_desk=True), at=begins - HOUR_MS)
    s.do(CheckIn(s.clara, s.yoga_0900), at=begins - 40 * 60_000)
    outcome = s.do(RemindClass(s.yoga_0900, "hours"), system=True, at=begins - 30 * 60_000)
    (event,) = outcome.events
    assert (event.name, event.facts["client_ids"]) == ("reminder_hours", [s.anna])
    late = s.refuse(RemindClass(s.yoga_0900, "hours"), system=True, at=begins)
    assert late.code == "nobody_to_remind"
    assert s.refuse(RemindClass(s.talk_1200, "day"), system=True).code == "nobody_to_remind"
    assert s.refuse(RemindClass("nothing", "day"), system=True).code == "occurrence_unknown"


@rule("NTF-1", "ORG-3")
def test_a_location_can_remind_at_another_time() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_tomorrow, pay_at_desk=True))
    s.do(SetSetting("location", "reminder_day_hours", 30, s.london), by=s.manager)
    begins = starts(s, s.yoga_tomorrow)
    assert found(s, begins - 30 * HOUR_MS) == [RemindClass(s.yoga_tomorrow, "day")]
    assert found(s, begins - 30 * HOUR_MS - 1) == []


@rule("NTF-7")
def test_a_pass_that_ends_in_seven_days_is_told_of_if_something_is_left() -> None:
    s = Studio.open()
    held = s.sell(s.anna, s.single)
    ends = s.get(Pass, held).valid_until
    assert ends == "2026-03-31"
    at = NOW + 22 * DAY_MS
    assert found(s, at - DAY_MS) == []
    assert found(s, at) == [RemindExpiry(s.anna, held)]
    told = s.do(RemindExpiry(s.anna, held), system=True, at=at)
    assert (told.facts["ends_on"], told.facts["credits_left"]) == ("2026-03-31", 1)
    s.do(Book(s.anna, s.yoga_1800))
    spent = s.refuse(RemindExpiry(s.anna, held), system=True, at=at)
    assert spent.code == "nothing_left_on_pass"
    s.set("pass_expiring_days", 0)
    assert found(s, at) == []
    assert s.refuse(RemindExpiry(s.anna, "none"), system=True).code == "pass_unknown"
    assert s.refuse(RemindExpiry("nobody", held), system=True).code == "client_unknown"


@rule("NTF-9")
def test_cancel_by_sms_in_time_cancels_and_answers() -> None:
    s = Studio.open()
    held = s.sell(s.anna, s.ten)
    s.do(Book(s.anna, s.yoga_tomorrow))
    outcome = s.do(CancelBySms(s.anna, s.yoga_tomorrow), system=True)
    assert outcome.code == "cancelled"
    assert [event.name for event in outcome.events] == ["booking_cancelled", "seat_freed"]
    assert s.balance(held) == 10


@rule("NTF-9", "BK-6")
def test_a_late_one_states_the_cost_and_asks_before_anything_is_done() -> None:
    s = Studio.open()
    held = s.sell(s.anna, s.ten)
    s.do(Book(s.anna, s.yoga_1800))
    rows = s.rows()
    outcome = s.do(CancelBySms(s.anna, s.yoga_1800), system=True)
    assert (outcome.code, [event.name for event in outcome.events]) == (
        "sms_cost_asked",
        ["sms_cost_asked"],
    )
    assert s.rows() == rows
    confirmed = CancelBySms(s.anna, s.yoga_1800, confirmed=True)
    assert s.do(confirmed, system=True).code == "late_cancelled"
    assert s.balance(held) == 9


@rule("NTF-9")
def test_a_late_one_that_costs_nothing_is_not_asked_about() -> None:
    s = Studio.open()
    s.sell(s.anna, s.monthly)
    s.do(Book(s.anna, s.yoga_1800))
    assert s.do(CancelBySms(s.anna, s.yoga_1800), system=True).code == "late_cancelled"


@rule("NTF-9")
@pytest.mark.parametrize(
    ("occurrence", "hours", "code"),
    [
        ("nothing", 0, "occurrence_unknown"),
        ("talk_1200", 0, "not_booked"),
        ("yoga_0900", 2, "class_started"),
    ],
)
def test_what_cannot_be_cancelled_is_refused(occurrence: str, hours: int, code: str) -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_0900, pay_at_desk=True))
    wish = CancelBySms(s.anna, getattr(s, occurrence, occurrence))
    assert s.refuse(wish, system=True, at=s.later(hours=hours)).code == code
    assert s.refuse(wish).code == "system_only"


def test_nobody_is_reminded_of_a_day_that_is_over() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_0900, pay_at_desk=True), at=NOW - 3 * HOUR_MS)
    assert found(s, NOW + 365 * DAY_MS) == []
