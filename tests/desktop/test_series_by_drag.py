"""A dropped class of a series asks how far the move goes, and is one step back (U-44)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from core.commands.schedule import CreateSeries
from core.commands.seats import Book
from core.domain.bookings import Booking
from core.domain.ids import booking_id, occurrence_id
from core.domain.schedule import SCHEDULED, Occurrence
from core.domain.zones import to_utc
from desktop.actions.screens import Screen
from desktop.features.calendar.view import CalendarScreen
from tests.desktop.desk_window import DeskWindowDriver, open_window
from tests.desktop.live import LiveDesk
from tests.support.rules import rule

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

NOW = to_utc("2026-11-18", "17:41", "Europe/London")
DAYS = ("2026-11-19", "2026-11-26", "2026-12-03")


class Calendar:
    """A series of three Thursdays at 13:00; Ben is booked on the first."""

    def __init__(self, live: LiveDesk, desk: DeskWindowDriver) -> None:
        self.live = live
        self.desk = desk
        made = live.serve(
            CreateSeries(
                live.names["mat"],
                live.names["location"],
                "FREQ=WEEKLY;BYDAY=TH",
                DAYS[0],
                "13:00",
                45,
                12,
                end_date=DAYS[-1],
                generate_to=DAYS[-1],
            )
        )
        self.series = str(made.facts["series_id"])
        self.first = occurrence_id(self.series, DAYS[0])
        live.serve(Book(live.names["ben"], self.first, pay_at_desk=True))
        live.exchange()
        desk.go(Screen.CALENDAR)

    def starts(self) -> list[tuple[str, str]]:
        """Date and start of all classes that came of the series, in order."""
        rows = self.live.session.source.rows
        found = [rows.get(Occurrence, occurrence_id(self.series, day)) for day in DAYS]
        return [
            (one.local_date, one.local_start) for one in found if one and one.state == SCHEDULED
        ]

    def drop_an_hour_later(self) -> QMenu:
        """Move the first class by keys, four quarters down, and let it go."""
        screen = self.desk.app.screens.widget(Screen.CALENDAR)
        assert isinstance(screen, CalendarScreen)
        grid = screen.grid
        grid.setFocus()
        grid.choose(self.first)
        self.desk.keys("G", "Down", "Down", "Down", "Down", "Return")
        found = QApplication.activePopupWidget()
        assert isinstance(found, QMenu)
        return found


@pytest.fixture
def calendar(tmp_path: Path, qtbot: QtBot) -> Iterator[Calendar]:
    with (
        LiveDesk.open(tmp_path, NOW) as live,
        open_window(live.session, tmp_path, qtbot) as desk,
    ):
        yield Calendar(live, desk)


@rule("U-44", "SCH-4")
@pytest.mark.parametrize(
    ("key", "moved"), [(Qt.Key.Key_1, 1), (Qt.Key.Key_2, 3), (Qt.Key.Key_3, 3)]
)
def test_the_keys_1_2_3_say_how_far_it_goes(calendar: Calendar, key: Qt.Key, moved: int) -> None:
    menu = calendar.drop_an_hour_later()
    assert calendar.starts() == [(day, "13:00") for day in DAYS], "nothing moves before an answer"
    QTest.keyClick(menu, key)
    calendar.desk.until(lambda: calendar.starts()[0][1] == "14:00")
    assert [start for _, start in calendar.starts()] == ["14:00"] * moved + ["13:00"] * (3 - moved)
    rows = calendar.live.session.source.rows
    booking = rows.get(Booking, booking_id(calendar.first, calendar.live.names["ben"]))
    assert booking is not None
    assert booking.starts_at == to_utc(DAYS[0], "14:00", "Europe/London")


@rule("U-44", "U-26")
def test_one_undo_takes_the_whole_series_back(calendar: Calendar) -> None:
    QTest.keyClick(calendar.drop_an_hour_later(), Qt.Key.Key_3)
    calendar.desk.until(lambda: calendar.starts()[0][1] == "14:00" and calendar.desk.said())
    calendar.desk.keys("Ctrl+Z")
    calendar.desk.until(lambda: calendar.starts() == [(day, "13:00") for day in DAYS])


@rule("U-44", "U-42")
def test_escape_leaves_every_class_where_it_was(calendar: Calendar) -> None:
    QTest.keyClick(calendar.drop_an_hour_later(), Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert QApplication.activePopupWidget() is None
    assert calendar.starts() == [(day, "13:00") for day in DAYS]
