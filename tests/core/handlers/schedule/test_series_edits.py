"""Changing a series: this and following, or all; no booking is ever lost."""

import pytest
from msgspec.structs import replace

from core.changes import Change, Outcome
from core.commands.schedule import (
    CancelOccurrence,
    CreateSeries,
    EditSeries,
    GenerateSeries,
    MoveOccurrence,
)
from core.commands.seats import Book, CancelBooking
from core.commands.series_dates import AddDate, EndSeries, SkipDate
from core.commands.system import Promote
from core.commands.undoing import undo_of
from core.commands.waiting import JoinWaitlist
from core.domain.bookings import BOOKED, CANCELLED
from core.domain.ids import occurrence_id
from core.domain.schedule import OCCURRENCES_OF_SERIES, SCHEDULED, Occurrence, Series
from core.domain.zones import to_utc
from core.rules.reactions import reactions
from core.rules.schedule.series_edits import shifted_rule
from tests.support.desks import Desk
from tests.support.rules import rule
from tests.support.studio import Studio

MONDAYS = ("2026-03-09", "2026-03-16", "2026-03-23", "2026-03-30", "2026-04-06")


def planned(s: Studio, rrule: str = "FREQ=WEEKLY;BYDAY=MO", **how: object) -> str:
    """Yoga at 16:00 on five Mondays, across the change of clocks on 29 March."""
    fields = {"lead_id": s.instructor, "generate_to": "2026-04-06"} | how
    made = CreateSeries(s.yoga, s.london, rrule, "2026-03-09", "16:00", 60, 3, **fields)  # type: ignore[arg-type]
    return str(s.do(made, by=s.manager).facts["series_id"])


def edit(s: Studio, series: str, start: str = "17:00", **how: object) -> EditSeries:
    return EditSeries(series, start, 60, 3, s.instructor, **how)  # type: ignore[arg-type]


def coming(s: Studio) -> list[tuple[str, str]]:
    """Local date and start of every class after this week."""
    return sorted(
        (one.local_date, one.local_start)
        for one in s.reader.all(Occurrence)
        if one.state == SCHEDULED and one.local_date > "2026-03-06"
    )


@rule("SCH-4")
def test_this_and_following_change_and_what_comes_before_stays() -> None:
    s = Studio.open()
    series = planned(s)
    outcome = s.do(edit(s, series, from_date="2026-03-23"), by=s.manager)
    assert (outcome.facts["count"], outcome.facts["kept"]) == (3, 0)
    starts = ("16:00", "16:00", "17:00", "17:00", "17:00")
    assert coming(s) == list(zip(MONDAYS, starts, strict=True))
    old, new = s.get(Series, series), s.get(Series, outcome.facts["series_id"])
    assert (old.end_date, new.start_date, new.local_start) == ("2026-03-22", "2026-03-23", "17:00")


@rule("SCH-4", "SCH-3")
def test_all_means_all_that_come_and_filling_the_horizon_makes_nothing_twice() -> None:
    s = Studio.open()
    series = planned(s)
    new = s.do(edit(s, series), by=s.manager).facts["series_id"]
    before = coming(s)
    assert before == [(day, "17:00") for day in MONDAYS]
    s.do(GenerateSeries(new, "2026-04-13"), by=s.manager)
    assert coming(s) == [*before, ("2026-04-13", "17:00")]
    refused = s.refuse(GenerateSeries("nothing", "2026-04-13"), by=s.manager)
    assert refused.code == "series_unknown"


@rule("SCH-4")
@pytest.mark.parametrize("shift", [1, -2])
def test_another_day_of_the_week_moves_the_rule_and_every_date(shift: int) -> None:
    s = Studio.open()
    series = planned(s, "FREQ=WEEKLY;BYDAY=MO,TU", generate_to="2026-03-17")
    new = s.do(edit(s, series, "16:00", day_shift=shift), by=s.manager).facts["series_id"]
    days = {1: ("10", "11", "17", "18"), -2: ("07", "08", "14", "15")}[shift]
    assert coming(s) == [(f"2026-03-{day}", "16:00") for day in days]
    assert (
        s.get(Series, new).rrule
        == {
            1: "FREQ=WEEKLY;BYDAY=TU,WE;WKST=TU",
            -2: "FREQ=WEEKLY;BYDAY=SA,SU;WKST=SA",
        }[shift]
    )


@rule("SCH-4")
def test_booked_dates_ask_and_do_what_was_chosen() -> None:
    s = Studio.open()
    series = planned(s)
    ten = s.sell(s.anna, s.ten)
    moves, keeps, ends = (occurrence_id(series, day) for day in MONDAYS[:3])
    for one in (moves, keeps, ends):
        s.do(Book(s.anna, one))
    s.do(CancelBooking(s.anna, keeps))
    s.do(Book(s.ben, keeps, seats=3, pay_at_desk=True))
    s.do(JoinWaitlist(s.anna, keeps))
    asked = s.refuse(edit(s, series), by=s.manager)
    assert (asked.code, asked.facts["occurrence_ids"]) == ("series_choices", [moves, keeps, ends])
    choices = {moves: "move", keeps: "keep", ends: "cancel"}
    outcome = s.do(edit(s, series, choices=choices), by=s.manager)
    assert (outcome.facts["count"], outcome.facts["cancelled"], outcome.facts["kept"]) == (3, 1, 1)
    assert coming(s) == [
        (MONDAYS[0], "17:00"),
        (MONDAYS[1], "16:00"),
        (MONDAYS[3], "17:00"),
        (MONDAYS[4], "17:00"),
    ]
    assert s.booking(s.anna, moves).state == BOOKED
    assert s.booking(s.anna, moves).starts_at == s.get(Occurrence, moves).starts_at
    assert s.booking(s.ben, keeps).state == BOOKED
    assert (s.booking(s.anna, ends).state, s.balance(ten)) == (CANCELLED, 9)
    told = [
        (event.name, event.facts["client_ids"])
        for event in outcome.events
        if event.facts.get("client_ids")
    ]
    assert ("class_moved", [s.anna]) in told
    assert ("class_cancelled", [s.anna]) in told


@rule("SCH-4")
def test_what_was_changed_by_hand_is_untouched_and_no_second_class_is_made_there() -> None:
    s = Studio.open()
    series = planned(s)
    by_hand = occurrence_id(series, MONDAYS[1])
    s.do(MoveOccurrence(by_hand, MONDAYS[1], "12:00", 60, s.instructor), by=s.manager)
    outcome = s.do(edit(s, series), by=s.manager)
    assert outcome.facts["kept"] == 1
    assert [one for one in coming(s) if one[0] == MONDAYS[1]] == [(MONDAYS[1], "12:00")]
    s.do(GenerateSeries(outcome.facts["series_id"], "2026-04-06"), by=s.manager)
    assert len(coming(s)) == 5


@rule("SCH-4", "SCH-5")
def test_a_date_that_cannot_move_stays_and_is_counted() -> None:
    s = Studio.open()
    series = planned(s)
    s.occurrence(s.talk, "17:00", local_date=MONDAYS[2], lead_id=s.instructor)
    outcome = s.do(edit(s, series), by=s.manager)
    assert (outcome.facts["count"], outcome.facts["kept"]) == (4, 1)
    assert (MONDAYS[2], "16:00") in coming(s)


@rule("SCH-4", "SCH-2")
def test_the_wall_clock_holds_across_the_change_of_clocks() -> None:
    s = Studio.open()
    series = planned(s)
    s.do(edit(s, series, "17:30"), by=s.manager)
    starts = {one.local_date: one.starts_at for one in s.reader.all(Occurrence) if one.series_id}
    week = 7 * 24 * 3_600_000
    assert starts["2026-03-30"] - starts["2026-03-23"] == week - 3_600_000
    assert starts["2026-04-06"] - starts["2026-03-30"] == week


@rule("U-26", "SCH-4")
def test_the_undo_puts_every_date_back() -> None:
    s = Studio.open()
    series = planned(s)
    booked = occurrence_id(series, MONDAYS[1])
    s.do(Book(s.anna, booked, pay_at_desk=True))
    before = coming(s)
    command = edit(s, series, from_date=MONDAYS[1], day_shift=1, choices={booked: "move"})
    outcome = s.do(command, by=s.manager, command_id="edit")
    assert coming(s) != before
    undo = undo_of(command, "edit", outcome)
    assert undo is not None
    s.do(undo, by=s.manager)
    assert coming(s) == before
    assert s.booking(s.anna, booked).starts_at == s.get(Occurrence, booked).starts_at


@rule("SET-14")
def test_a_date_booked_meanwhile_moves_with_its_booking() -> None:
    server = Studio.open()
    series = planned(server)
    desk = Desk(server, "A")
    desk.do(edit(server, series), by=server.manager)
    one = occurrence_id(series, MONDAYS[0])
    server.do(Book(server.anna, one, pay_at_desk=True))
    (told,) = desk.push()
    assert isinstance(told.result, Outcome)
    assert server.booking(server.anna, one).starts_at == server.get(Occurrence, one).starts_at
    assert server.get(Occurrence, one).local_start == "17:00"


@rule("SCH-4")
def test_who_may_not_plan_and_what_cannot_be_shifted_are_refused() -> None:
    s = Studio.open()
    series = planned(s)
    assert s.refuse(edit(s, series)).code == "not_permitted"
    assert s.refuse(edit(s, series, from_date="2027-01-01"), by=s.manager).code == "nothing_left"
    monthly = planned(s, "FREQ=MONTHLY;BYDAY=2MO", lead_id="")
    refused = s.refuse(edit(s, monthly, day_shift=1), by=s.manager)
    assert refused.code == "rule_not_shiftable"
    assert shifted_rule("FREQ=DAILY;COUNT=5", 2) == "FREQ=DAILY"


@rule("SCH-4", "SCH-1")
def test_a_series_that_ends_by_a_count_goes_on_to_the_same_number_of_dates() -> None:
    s = Studio.open()
    series = planned(s, "FREQ=WEEKLY;BYDAY=MO;COUNT=5")
    new = s.do(edit(s, series, from_date=MONDAYS[2]), by=s.manager).facts["series_id"]
    s.do(GenerateSeries(new, "2026-06-01"), by=s.manager)
    assert [day for day, _ in coming(s)] == list(MONDAYS)
    assert s.get(Series, new).rrule == "FREQ=WEEKLY;BYDAY=MO;UNTIL=20260406"


@rule("SCH-4", "SCH-1")
@pytest.mark.parametrize("rrule", ["FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "FREQ=WEEKLY;INTERVAL=2"])
def test_a_date_added_between_does_not_shift_the_rhythm_of_what_follows(rrule: str) -> None:
    s = Studio.open()
    series = planned(s, rrule)
    s.do(AddDate(series, "2026-03-18"), by=s.manager)
    new = s.do(edit(s, series, from_date="2026-03-12"), by=s.manager).facts["series_id"]
    s.do(GenerateSeries(new, "2026-04-30"), by=s.manager)
    days = ["2026-03-09", "2026-03-18", "2026-03-23", "2026-04-06", "2026-04-20"]
    assert [day for day, _ in coming(s)] == days


@rule("SCH-4", "SCH-3", "SCH-13")
def test_a_cancelled_or_kept_date_is_not_made_a_second_time_when_the_horizon_is_filled() -> None:
    s = Studio.open()
    series = planned(s)
    last, kept = occurrence_id(series, MONDAYS[4]), occurrence_id(series, MONDAYS[3])
    s.do(CancelOccurrence(last, "no heating"), by=s.manager)
    s.do(Book(s.anna, kept, pay_at_desk=True))
    outcome = s.do(edit(s, series, choices={kept: "keep"}), by=s.manager)
    assert outcome.facts["kept_dates"] == [MONDAYS[3]]
    new = outcome.facts["series_id"]
    s.do(GenerateSeries(new, "2026-04-13"), by=s.manager)
    assert [day for day, _ in coming(s)] == [*MONDAYS[:4], "2026-04-13"]
    asked = s.refuse(EndSeries(new, MONDAYS[0]), by=s.manager)
    assert asked.facts["occurrence_ids"] == [kept], "the end finds what the edit had kept"
    assert s.refuse(EndSeries(series, "2026-12-31"), by=s.manager).code == "series_unknown"


@rule("SCH-4", "SCH-11")
def test_a_horizon_that_reaches_past_the_last_date_loses_none_when_days_move_back() -> None:
    s = Studio.open()
    series = planned(s, generate_to="2026-04-12")
    new = s.do(edit(s, series, "16:00", day_shift=-2), by=s.manager).facts["series_id"]
    s.do(GenerateSeries(new, "2026-04-18"), by=s.manager)
    days = ["03-07", "03-14", "03-21", "03-28", "04-04", "04-11", "04-18"]
    assert [day for day, _ in coming(s)] == [f"2026-{day}" for day in days]


@rule("SCH-4")
def test_nothing_moves_into_the_past() -> None:
    s = Studio.open()
    series = planned(s, "FREQ=WEEKLY;BYDAY=TU,TH", generate_to="2026-03-12")
    monday = to_utc("2026-03-09", "17:00", "Europe/London")
    facts = s.do(edit(s, series, "16:00", day_shift=-1), by=s.manager, at=monday).facts
    assert (facts["kept_dates"], facts["count"]) == (["2026-03-10"], 1)
    assert coming(s) == [("2026-03-10", "16:00"), ("2026-03-11", "16:00")]


@rule("SCH-4", "SCH-6", "NTF-1")
def test_another_lead_is_told_of_to_all_and_no_lead_is_nobody() -> None:
    s = Studio.open()
    series = planned(s)
    booked = occurrence_id(series, MONDAYS[0])
    s.do(Book(s.anna, booked, pay_at_desk=True))
    other = EditSeries(series, "16:00", 60, 3, s.second_instructor, choices={booked: "move"})
    outcome = s.do(other, by=s.manager)
    told = [event for event in outcome.events if event.name == "instructor_changed"]
    assert told[0].facts["client_ids"] == [s.anna]
    assert told[0].facts["staff_ids"] == [s.instructor, s.second_instructor]
    assert "class_moved" not in [event.name for event in outcome.events]
    nobody = EditSeries(outcome.facts["series_id"], "16:00", 60, 3, choices={booked: "move"})
    new = s.do(nobody, by=s.manager).facts
    assert (s.get(Series, new["series_id"]).lead_id, new["kept"]) == ("", 0)
    assert {o.lead_id for o in s.reader.find(OCCURRENCES_OF_SERIES, new["series_id"])} == {""}


@rule("SCH-4", "WL-7")
def test_more_seats_wake_those_who_wait() -> None:
    s = Studio.open()
    series = planned(s)
    one = occurrence_id(series, MONDAYS[0])
    s.do(Book(s.ben, one, seats=3, pay_at_desk=True))
    s.do(JoinWaitlist(s.anna, one, pay_at_desk=True))
    more = EditSeries(series, "16:00", 60, 5, s.instructor, choices={one: "move"})
    outcome = s.do(more, by=s.manager)
    ((_, reaction),) = [pair for pair in reactions("c", outcome.events) if pair[1] == Promote(one)]
    s.do(reaction, system=True)
    assert s.booking(s.anna, one).state == BOOKED


@rule("SCH-4", "SET-8")
def test_who_was_not_free_when_it_was_made_did_not_change_it_by_hand() -> None:
    s = Studio.open()
    s.occurrence(s.talk, "16:30", local_date=MONDAYS[1], lead_id=s.instructor)
    made = CreateSeries(s.yoga, s.london, "FREQ=WEEKLY", MONDAYS[0], "16:00", 60, 3, s.instructor)
    series = s.do(made, by=s.manager).facts["series_id"]
    s.do(GenerateSeries(series, MONDAYS[2]), by=s.manager)
    one = s.get(Occurrence, occurrence_id(series, MONDAYS[1]))
    assert (one.lead_id, one.conflict) == ("", "instructor_busy")
    facts = s.do(edit(s, series, "19:00"), by=s.manager).facts
    assert (facts["count"], facts["kept"]) == (3, 0)
    assert s.get(Occurrence, one.id).lead_id == s.instructor


@rule("SET-14", "SET-9", "SET-10")
def test_a_series_edited_at_two_desks_is_changed_by_both_in_the_order_of_arrival() -> None:
    server = Studio.open()
    series = planned(server)
    one, skipped, added = occurrence_id(series, MONDAYS[0]), MONDAYS[2], "2026-03-18"
    a, b = Desk(server, "A"), Desk(server, "B")
    a.do(edit(server, series, "17:00"), by=server.manager)
    b.do(EditSeries(series, "16:00", 60, 5, server.instructor), by=server.manager)
    later = b.studio.reader.find(OCCURRENCES_OF_SERIES, series)
    assert later == [], "it goes on as another series there"
    server.do(Book(server.anna, one, pay_at_desk=True))
    a.push()
    (told,) = b.push()
    assert isinstance(told.result, Outcome)
    # the time of the one and the seats of the other; the booking came along
    rows = server.reader.find(OCCURRENCES_OF_SERIES, told.result.facts["series_id"])
    assert [(o.local_date, o.local_start, o.capacity) for o in rows] == [
        (day, "17:00", 5) for day in MONDAYS
    ]
    assert server.booking(server.anna, one).starts_at == server.get(Occurrence, one).starts_at
    # a third desk still knows the first series only
    c = Desk(server, "C")
    c.studio.reader.apply([Change(Series, series, None, planned_row(server, series))])
    for command in (SkipDate(series, skipped), AddDate(series, added)):
        c.do(command, by=server.manager)
    assert [type(one.result) for one in c.push()] == [Outcome, Outcome]
    days = [day for day, _ in coming(server)]
    assert days == sorted({*MONDAYS, added} - {skipped})
    assert server.refuse(AddDate(series, "2026-03-25"), by=server.manager).code == "series_unknown"


def planned_row(s: Studio, series: str) -> Series:
    """The first series as it was before anybody changed it."""
    return replace(s.get(Series, series), state="active", end_date="")


@rule("SET-14")
def test_a_date_beyond_a_series_that_nobody_changed_is_looked_for_nowhere_else() -> None:
    server = Studio.open()
    series = planned(server, end_date="2026-04-06")
    desk = Desk(server, "A")
    desk.do(SkipDate(series, "2026-05-04"), by=server.manager)
    (told,) = desk.push()
    assert isinstance(told.result, Outcome)
