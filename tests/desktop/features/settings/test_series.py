"""Series change from a date on, with a choice for each booked date; they skip, add and end."""

import pytest

from core.commands.schedule import CreateSeries
from core.commands.seats import Book
from core.domain.schedule import OCCURRENCES_OF_SERIES, Series
from core.domain.zones import add_days
from tests.desktop.features.settings.conftest import Settings
from tests.support.rules import rule

FIRST = "2026-03-03"


@pytest.fixture
def series(settings: Settings) -> str:
    live = settings.live
    command = CreateSeries(
        live.names["mat"],
        live.names["location"],
        "FREQ=WEEKLY;BYDAY=TU",
        FIRST,
        "07:00",
        45,
        12,
        live.names["ana"],
        generate_to=add_days(FIRST, 28),
    )
    made = str(live.serve(command).facts["series_id"])
    second = live.session.source
    live.exchange()
    rows = second.rows.find(OCCURRENCES_OF_SERIES, made)
    live.serve(Book(live.names["elif"], rows[1].id))
    live.exchange()
    return made


def starts(settings: Settings, key: str) -> dict[str, str]:
    rows = settings.live.session.source.rows.find(OCCURRENCES_OF_SERIES, key)
    return {row.local_date: row.local_start for row in rows if row.state == "scheduled"}


def going_on(settings: Settings) -> Series:
    """The series that holds now: a change makes a new one."""
    rows = settings.page().subject.entries(False)
    found = settings.live.session.source.rows.get(Series, rows[0].key)
    assert found is not None
    return found


@rule("SCH-1")
def test_a_series_says_when_it_takes_place_and_who_teaches_it(
    settings: Settings, series: str
) -> None:
    settings.open("series")
    assert settings.rows() == [
        "Tue 07:00  Mat Basics, Ana Petrov · 45 min · 12 seats · goes on by itself"
    ]


@rule("SCH-4", "SCH-14")
def test_empty_dates_follow_and_the_booked_one_does_what_was_chosen(
    settings: Settings, series: str
) -> None:
    page = settings.open("series", series)
    settings.type("local_start", "08:00")
    sheet = settings.opened().sheet
    sheet.look()
    assert sheet.answer.text() == "4 dates change, 1 stays as it is."
    booked = [name for name in settings.form.values() if name.startswith("booked ")]
    assert len(booked) == 1
    settings.put(booked[0], "move")
    sheet.look()
    assert sheet.answer.text() == "5 dates change."
    settings.save()
    settings.desk.until(lambda: len(page.subject.entries(False)) == 1)
    settings.desk.until(lambda: going_on(settings).local_start == "08:00")
    assert set(starts(settings, going_on(settings).id).values()) == {"08:00"}


@rule("SCH-1")
def test_a_date_is_left_out_and_another_added(settings: Settings, series: str) -> None:
    page = settings.open("series", series)
    deeds = {one.text: one for one in page.subject.deeds(series)}
    asks = deeds["Skip a date"].asks
    assert asks is not None
    subject_asked = asks()
    assert subject_asked is not None
    page.ask(subject_asked)
    settings.put("day", add_days(FIRST, 7))
    settings.opened().sheet.save()
    assert settings.form.wrong("day")
    settings.put("day", add_days(FIRST, 14))
    settings.save()
    settings.desk.until(lambda: add_days(FIRST, 14) not in starts(settings, series))
    asks = deeds["Add a date"].asks
    assert asks is not None
    subject_asked = asks()
    assert subject_asked is not None
    page.ask(subject_asked)
    settings.put("day", add_days(FIRST, 1))
    settings.save()
    settings.desk.until(lambda: starts(settings, series).get(add_days(FIRST, 1)) == "07:00")


@rule("SCH-4")
def test_a_series_ends_and_booked_dates_are_asked_for(settings: Settings, series: str) -> None:
    page = settings.open("series", series)
    asks = next(one for one in page.subject.deeds(series) if one.text == "End").asks
    assert asks is not None
    subject_asked = asks()
    assert subject_asked is not None
    page.ask(subject_asked)
    settings.put("day", FIRST)
    assert any(name.startswith("booked ") for name in settings.form.values())
    settings.save()
    left = {FIRST, add_days(FIRST, 7)}
    settings.desk.until(lambda: set(starts(settings, series)) == left)
    settings.desk.until(lambda: page.subject.entries(False) == [])


@rule("SCH-11")
def test_a_series_stops_going_on_by_itself(settings: Settings, series: str) -> None:
    settings.open("series", series)
    settings.put("rolling", False)
    settings.save()

    def rolling() -> int:
        row = settings.live.session.source.rows.get(Series, series)
        return row.rolling if row else -1

    settings.desk.until(lambda: rolling() == 0)
    assert set(starts(settings, series).values()) == {"07:00"}


@rule("SCH-3", "SCH-13")
def test_a_series_is_put_on_the_calendar_further_than_the_server_did(
    settings: Settings, series: str
) -> None:
    page = settings.open("series", series)
    deed = next(one for one in page.subject.deeds(series) if one.text == "Plan further")
    assert deed.asks is not None
    page.ask(deed.asks())
    before = len(starts(settings, series))
    settings.put("day", add_days(FIRST, 42))
    sheet = settings.opened().sheet
    sheet.look()
    assert sheet.answer.text() == "2 dates are made."
    sheet.save()
    settings.desk.until(lambda: len(starts(settings, series)) == before + 2)
