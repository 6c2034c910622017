"""A session from a free time of an instructor by keys: who, when, for whom (AVL-2)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.commands.availability import AddAvailability
from core.commands.catalogue import CreateService
from core.domain.bookings import BOOKINGS_OF_CLIENT
from core.domain.schedule import Occurrence
from core.domain.zones import to_utc
from desktop.actions.screens import Screen
from tests.desktop.desk_window import DeskWindowDriver, open_window
from tests.desktop.live import LiveDesk
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "17:41", "Europe/London")


@pytest.fixture
def live(tmp_path: Path, qtbot: QtBot) -> Iterator[LiveDesk]:
    with LiveDesk.open(tmp_path, NOW) as made:
        names = made.names
        private = CreateService("Private", "session", "mat", 60, 1, price=60_00, badge="P")
        names["private"] = made.serve(private).facts["service_id"]
        made.serve(AddAvailability(names["ana"], names["location"], 1, "09:00", "12:00"))
        made.exchange()
        yield made


@pytest.fixture
def desk(live: LiveDesk, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskWindowDriver]:
    with open_window(live.session, tmp_path, qtbot) as made:
        made.go(Screen.CALENDAR)
        yield made


@rule("AVL-2", "AVL-3", "U-45")
def test_s_finds_a_free_time_then_a_client_and_books_both(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    desk.keys("T", "D", "PgDown", "S")
    desk.until(lambda: desk.rows("To choose from"))
    times = [row.partition(",")[0] for row in desk.rows("To choose from")]
    assert times[0] == "09:00  Ana Petrov"
    assert times[-1] == "11:00  Ana Petrov"
    desk.write("10:30")
    desk.keys("Return")
    desk.write("elif")
    desk.until(lambda: any("Elif" in row for row in desk.rows("To choose from")))
    desk.keys("Return")
    rows = live.session.source.rows

    def booked() -> list[str]:
        found = rows.find(BOOKINGS_OF_CLIENT, live.names["elif"])
        made = [rows.get(Occurrence, one.occurrence_id) for one in found if one.state == "booked"]
        return [f"{one.local_date} {one.local_start}" for one in made if one]

    desk.until(lambda: booked() == ["2026-03-03 10:30"] and desk.said())
    desk.keys("Ctrl+Z")
    desk.until(lambda: booked() == [])


@rule("U-78")
def test_a_day_without_free_times_says_so(desk: DeskWindowDriver) -> None:
    desk.keys("T", "D", "S")
    picker = desk.app.screens.calendar.sessions.picker
    desk.until(picker.isVisible)
    assert desk.rows("To choose from") == []
    assert picker.who.text() == "Mon 2 Mar"
