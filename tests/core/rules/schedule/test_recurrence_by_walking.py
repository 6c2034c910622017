"""Series of twenty years in many zones, compared with a walk through the calendar."""

from datetime import date, timedelta
from random import Random

import pytest

from core.commands.schedule import CreateSeries, GenerateSeries
from core.commands.setup import CreateLocation
from core.domain.schedule import OCCURRENCES_OF_SERIES
from core.domain.zones import to_utc
from core.rules.schedule.recurrence import Recurrence, dates
from tests.core.rules.schedule.calendar_walk import DAY, Rhythm, moment, walk
from tests.support.rules import rule
from tests.support.studio import Studio

ZONES = (
    "Africa/Casablanca",
    "America/New_York",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Australia/Lord_Howe",
    "Europe/Berlin",
    "Europe/London",
    "Pacific/Apia",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "UTC",
)
FIRST, LAST = date(2008, 1, 1), date(2027, 12, 31)
RULES = 25


def a_rhythm(chance: Random, start: date) -> Rhythm:
    """Any of those that a studio plans, with every kind of end."""
    every = chance.choice(("DAILY", "WEEKLY", "WEEKLY", "WEEKLY", "MONTHLY"))
    interval = chance.randint(4, 9) if every == "DAILY" else chance.choice((1, 1, 2, 3, 5))
    weekdays: tuple[int, ...] = ()
    if every != "MONTHLY" and chance.random() < 0.6:
        weekdays = tuple(sorted(chance.sample(range(7), chance.choice((1, 1, 2, 3)))))
    end = chance.choice(("none", "none", "count", "until"))
    return Rhythm(
        every,
        max(interval, len(weekdays)),
        weekdays,
        chance.choice((1, 15, 28, 29, 31, -1, -3)) if every == "MONTHLY" else 0,
        chance.choice((0, 0, 6)),
        chance.randint(1, 900) if end == "count" else 0,
        start + timedelta(days=chance.randint(0, 7000)) if end == "until" else None,
    )


@rule("SCH-1")
@pytest.mark.parametrize("zone", ZONES)
def test_twenty_years_of_any_rule_are_the_dates_of_the_calendar(zone: str) -> None:
    chance = Random(zone)
    for _ in range(RULES):
        start = FIRST + timedelta(days=chance.randint(0, 40))
        rhythm = a_rhythm(chance, start)
        some = [FIRST + timedelta(days=chance.randint(0, 7305)) for _ in range(40)]
        by_rule = walk(rhythm, start, LAST, (), ())
        skipped = some[:5] + (chance.sample(by_rule, min(20, len(by_rule))))
        added = some[5:]
        expected = [str(day) for day in walk(rhythm, start, LAST, skipped, added)]
        found = dates(
            Recurrence(rhythm.text, str(start), "09:00", zone),
            str(LAST),
            skipped=[str(day) for day in skipped],
            added=[str(day) for day in added],
        )
        assert found == tuple(expected), rhythm.text
        since = str(chance.choice(some))
        later = dates(Recurrence(rhythm.text, str(start), "09:00", zone), str(LAST), since=since)
        assert later == tuple(str(day) for day in by_rule if str(day) >= since), rhythm.text


CLOCKS = ("00:00", "00:30", "01:15", "01:45", "02:00", "02:15", "02:45", "03:30", "09:00", "23:30")


@rule("SCH-2", "ORG-2")
@pytest.mark.parametrize("zone", ZONES)
def test_every_day_of_twenty_years_begins_when_the_clocks_there_first_show_it(zone: str) -> None:
    day = FIRST
    changed: list[date] = []
    noon = moment(day, "12:00", zone)
    while day < LAST:
        assert to_utc(str(day), "12:00", zone) == noon, day
        day, before = day + DAY, noon
        noon = moment(day, "12:00", zone)
        if noon - before != 86_400_000:
            changed += [day - DAY, day]
    for one in changed:
        for clock in CLOCKS:
            assert to_utc(str(one), clock, zone) == moment(one, clock, zone), (one, clock)
    assert bool(changed) == (zone not in ("UTC", "Asia/Kathmandu"))


@rule("SCH-1", "SCH-2", "SCH-3", "SCH-11")
@pytest.mark.parametrize("zone", ZONES)
def test_a_series_that_is_extended_in_stretches_has_each_date_once_at_its_time(zone: str) -> None:
    s = Studio.open()
    chance = Random(f"stretches {zone}")
    place = s.do(CreateLocation("Far", zone, "FAR"), by=s.owner).facts["location_id"]
    rhythm = Rhythm("WEEKLY", 2, (5, 6), count=400)
    start, last = date(2026, 3, 7), date(2036, 3, 1)
    clock = chance.choice(("00:30", "01:30", "02:15", "02:30"))
    skipped, added = (date(2026, 3, 21), date(2030, 1, 5)), (date(2026, 4, 1), date(2029, 10, 29))
    command = CreateSeries(
        s.talk, place, rhythm.text, str(start), clock, 60, 3,
        skipped=tuple(map(str, skipped)), added=tuple(map(str, added)),
    )  # fmt: skip
    series = s.do(command, by=s.owner).facts["series_id"]
    until = start
    while until < last:
        until = min(last, until + timedelta(days=chance.randint(1, 500)))
        for _ in range(chance.choice((1, 2))):
            s.do(GenerateSeries(series, str(until)), system=True)
    made = s.reader.find(OCCURRENCES_OF_SERIES, series)
    expected = walk(rhythm, start, last, skipped, added)
    assert [one.local_date for one in made] == [str(day) for day in expected]
    assert [one.starts_at for one in made] == [moment(day, clock, zone) for day in expected]
