"""Dates left out, added, dropped; a series ended; the horizon that goes on by itself."""

import pytest
from msgspec.structs import replace

from core import bus
from core.commands.closures import CloseLocation
from core.commands.schedule import CreateSeries, GenerateSeries
from core.commands.seats import Book, CancelBooking
from core.commands.series_dates import AddDate, EndSeries, SetRolling, SkipDate
from core.commands.services import ArchiveService
from core.commands.staff import ArchiveStaff
from core.domain.bookings import BOOKED, CANCELLED
from core.domain.ids import occurrence_id
from core.domain.schedule import (
    ALLOCATIONS_OF_OCCURRENCE,
    DROPPED,
    ENDED,
    OCCURRENCES_OF_SERIES,
    SCHEDULED,
    Occurrence,
    Series,
)
from core.domain.zones import DAY_MS, to_utc
from core.rules.due.all_timers import due
from core.rules.due.registry import Moment
from core.store.overlay import Overlay
from tests.support.desks import Desk
from tests.support.rules import rule
from tests.support.studio import NOW, Studio

MONDAYS = ("2026-03-09", "2026-03-16", "2026-03-23", "2026-03-30")


def mondays(s: Studio) -> str:
    """A series on Mondays at seven, of which four dates are made."""
    made = CreateSeries(
        s.reformer, s.london, "FREQ=WEEKLY", MONDAYS[0], "07:00", 60, 3, generate_to=MONDAYS[-1]
    )
    return str(s.do(made, by=s.manager).facts["series_id"])


def states(s: Studio, series_id: str) -> dict[str, str]:
    return {o.local_date: o.state for o in s.reader.find(OCCURRENCES_OF_SERIES, series_id)}


@rule("SCH-1", "SCH-4", "SCH-13")
def test_a_skipped_date_drops_out_gives_its_room_back_and_is_never_made_again() -> None:
    s = Studio.open()
    series = mondays(s)
    one = occurrence_id(series, MONDAYS[1])
    s.do(SkipDate(series, MONDAYS[1]), by=s.manager)
    assert states(s, series)[MONDAYS[1]] == DROPPED
    held = [a.state for a in s.reader.find(ALLOCATIONS_OF_OCCURRENCE, one)]
    assert held
    assert set(held) == {"released"}
    s.do(GenerateSeries(series, "2026-04-13"), by=s.manager)
    assert states(s, series)[MONDAYS[1]] == DROPPED
    assert s.refuse(Book(s.anna, one, pay_at_desk=True)).code == "class_dropped"


@rule("SCH-4", "SCH-13")
def test_a_date_that_anybody_ever_booked_is_not_dropped() -> None:
    s = Studio.open()
    series = mondays(s)
    one = occurrence_id(series, MONDAYS[1])
    s.do(Book(s.anna, one, pay_at_desk=True))
    s.do(CancelBooking(s.anna, one))
    refused = s.refuse(SkipDate(series, MONDAYS[1]), by=s.manager)
    assert (refused.code, refused.facts["occurrence_id"]) == ("date_booked", one)
    assert states(s, series)[MONDAYS[1]] == SCHEDULED


@rule("SCH-1")
def test_an_added_date_has_the_time_of_the_series_and_a_skipped_one_comes_back() -> None:
    s = Studio.open()
    series = mondays(s)
    key = s.do(AddDate(series, "2026-03-31"), by=s.manager).facts["occurrence_id"]
    assert s.get(Occurrence, key).starts_at == to_utc("2026-03-31", "07:00", "Europe/London")
    assert s.refuse(AddDate(series, "2026-03-31"), by=s.manager).code == "date_taken"
    s.do(SkipDate(series, MONDAYS[2]), by=s.manager)
    s.do(AddDate(series, MONDAYS[2]), by=s.manager)
    one = occurrence_id(series, MONDAYS[2])
    assert s.get(Occurrence, one).state == SCHEDULED
    assert {a.state for a in s.reader.find(ALLOCATIONS_OF_OCCURRENCE, one)} == {"held"}


@rule("SCH-4", "SCH-13")
def test_ending_a_series_drops_the_empty_dates_and_asks_about_the_booked_ones() -> None:
    s = Studio.open()
    series = mondays(s)
    second, third = (occurrence_id(series, day) for day in MONDAYS[1:3])
    s.do(Book(s.anna, second, pay_at_desk=True))
    s.do(Book(s.ben, third, pay_at_desk=True))
    asked = s.refuse(EndSeries(series, MONDAYS[0]), by=s.manager)
    assert (asked.code, asked.facts["dates"]) == ("series_choices", list(MONDAYS[1:3]))
    end = EndSeries(series, MONDAYS[0], {second: "keep", third: "cancel"}, "moving out")
    facts = s.do(end, by=s.manager).facts
    assert (facts["dropped"], facts["kept"], facts["cancelled"]) == (1, [MONDAYS[1]], 1)
    assert s.booking(s.anna, second).state == BOOKED
    assert s.booking(s.ben, third).state == CANCELLED
    assert states(s, series) == dict(
        zip(MONDAYS, [SCHEDULED, SCHEDULED, "cancelled", DROPPED], strict=True)
    )
    assert s.get(Series, series).state == ENDED
    assert s.refuse(AddDate(series, "2026-05-01"), by=s.manager).code == "series_unknown"


@rule("SET-14")
def test_what_was_booked_elsewhere_meanwhile_is_kept_when_a_series_ends() -> None:
    server = Studio.open()
    series = mondays(server)
    second = occurrence_id(series, MONDAYS[1])
    desk = Desk(server, "A")
    desk.do(EndSeries(series, MONDAYS[0]), by=server.manager)
    server.do(Book(server.anna, second, pay_at_desk=True))
    (told,) = desk.push()
    assert told.result.facts["kept"] == [MONDAYS[1]]
    assert server.booking(server.anna, second).state == BOOKED


@rule("SCH-3", "SCH-11", "NS-4")
def test_the_horizon_is_filled_by_itself_once_for_each_stretch_and_can_be_switched_off() -> None:
    s = Studio.open()
    series = mondays(s)

    def wanted(now: int) -> list[tuple[str, object]]:
        found = due(s.reader, Moment(now, lambda _: now))
        return [(key, c) for key, c in found if isinstance(c, GenerateSeries)]

    ((key, command),) = wanted(NOW)
    assert command == GenerateSeries(series, "2026-05-25")
    assert wanted(NOW + DAY_MS)[0][0] == key
    assert s.do(command, system=True).facts["made"] == 8
    assert wanted(NOW + 6 * DAY_MS) == []
    assert wanted(NOW + 7 * DAY_MS)[0][1] == GenerateSeries(series, "2026-06-01")
    s.do(SetRolling(series, 0), by=s.manager)
    assert wanted(NOW + 7 * DAY_MS) == []


@rule("SCH-1")
def test_a_date_before_its_start_or_after_its_end_is_not_the_series_own() -> None:
    s = Studio.open()
    series = mondays(s)
    s.do(EndSeries(series, "2026-06-01"), by=s.manager)
    for day in ("2026-03-02", "2026-06-08"):
        assert s.refuse(AddDate(series, day), by=s.manager).code == "date_outside"
    later = s.refuse(EndSeries(series, "2026-06-08"), by=s.manager)
    assert (later.code, later.facts["last_date"]) == ("series_over", "2026-06-01")


@pytest.mark.parametrize("day", ["2026-02-30", "2027-02-29", "2026-04-31"])
def test_a_date_that_does_not_exist_is_refused(day: str) -> None:
    s = Studio.open()
    series = mondays(s)
    for command in (SkipDate(series, day), AddDate(series, day), EndSeries(series, day)):
        assert s.refuse(command, by=s.manager).code == "invalid_date"


@rule("SCH-11", "SCH-14", "ORG-7", "ORG-10", "SCH-3")
def test_nothing_is_made_on_closed_days_nor_of_what_was_archived_nor_for_who_left() -> None:
    s = Studio.open()
    series = mondays(s)
    s.do(CloseLocation(s.london, "2026-04-06", "2026-04-06"), by=s.manager)
    s.do(GenerateSeries(series, "2026-04-13"), system=True)
    assert sorted(states(s, series)) == [*MONDAYS, "2026-04-13"]
    lead = CreateSeries(s.talk, s.london, "FREQ=WEEKLY", MONDAYS[0], "11:00", 60, 3, s.instructor)
    led = s.do(lead, by=s.manager).facts["series_id"]
    s.do(ArchiveStaff(s.instructor), by=s.owner)
    facts = s.do(GenerateSeries(led, MONDAYS[0]), system=True).facts
    one = s.get(Occurrence, occurrence_id(led, MONDAYS[0]))
    assert (one.lead_id, one.conflict) == ("", "staff_archived")
    assert (facts["in_conflict"], facts["settlement"]) == (1, "SET-8")
    s.do(ArchiveService(s.reformer), by=s.owner)
    refused = s.refuse(GenerateSeries(series, "2026-04-20"), system=True)
    assert refused.code == "service_archived"


@rule("SCH-1", "SCH-4", "SVC-8")
def test_a_date_is_added_within_the_series_only_and_its_end_is_not_put_off() -> None:
    s = Studio.open()
    end = CreateSeries(
        s.reformer, s.london, "FREQ=WEEKLY", MONDAYS[0], "07:00", 60, 3, end_date=MONDAYS[2]
    )
    series = s.do(end, by=s.manager).facts["series_id"]
    for day in ("2026-03-08", "2026-03-24", "2099-12-31"):
        assert s.refuse(AddDate(series, day), by=s.manager).code == "date_outside"
    assert s.refuse(EndSeries(series, "2026-03-24"), by=s.manager).code == "series_over"
    s.do(EndSeries(series, MONDAYS[1]), by=s.manager)
    s.do(GenerateSeries(series, "2026-06-01"), by=s.manager)
    assert sorted(states(s, series)) == list(MONDAYS[:2])


@rule("SET-14")
def test_a_date_beyond_the_end_of_a_series_that_nothing_follows_is_answered() -> None:
    s = Studio.open()
    made = CreateSeries(
        s.yoga, s.london, "FREQ=WEEKLY", "2026-03-04", "20:00", 60, 3, end_date="2026-03-25"
    )
    series_id = s.do(made, by=s.manager).facts["series_id"]
    act = replace(s.act(by=s.manager), shown="date_skipped")
    settled = bus.settle(Overlay(s.reader), act, SkipDate(series_id, "2026-04-01"))
    assert settled.code == "date_skipped"
