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
from desktop.features.calendar.model import Move, Target
from desktop.features.calendar.view import CalendarScreen
from tests.desktop.desk_window import DeskWindowDriver, open_window
from tests.desktop.live import LiveDesk
from tests.support.rules import rule

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
    if moved > 1:
        assert calendar.starts() == [(day, "13:00") for day in DAYS], (
            "the booked date is asked first"
        )
        calendar.desk.keys("Return")
    calendar.desk.until(lambda: calendar.starts()[0][1] == "14:00")
    assert [start for _, start in calendar.starts()] == ["14:00"] * moved + ["13:00"] * (3 - moved)
    rows = calendar.live.session.source.rows
    booking = rows.get(Booking, booking_id(calendar.first, calendar.live.names["ben"]))
    assert booking is not None
    assert booking.starts_at == to_utc(DAYS[0], "14:00", "Europe/London")


@rule("U-44", "U-26")
def test_one_undo_takes_the_whole_series_back(calendar: Calendar) -> None:
    QTest.keyClick(calendar.drop_an_hour_later(), Qt.Key.Key_3)
    calendar.desk.keys("Return")
    calendar.desk.until(lambda: calendar.starts()[0][1] == "14:00" and calendar.desk.said())
    calendar.desk.keys("Ctrl+Z")
    calendar.desk.until(lambda: calendar.starts() == [(day, "13:00") for day in DAYS])


@rule("U-44", "U-42")
def test_escape_leaves_every_class_where_it_was(calendar: Calendar) -> None:
    QTest.keyClick(calendar.drop_an_hour_later(), Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert QApplication.activePopupWidget() is None
    assert calendar.starts() == [(day, "13:00") for day in DAYS]


@rule("SCH-4")
def test_each_booked_date_has_a_choice_and_the_result_is_said_before(calendar: Calendar) -> None:
    QTest.keyClick(calendar.drop_an_hour_later(), Qt.Key.Key_3)
    diff = calendar.desk.app.screens.calendar.diff
    calendar.desk.until(lambda: calendar.desk.rows("Booked dates"))
    (line,) = calendar.desk.rows("Booked dates")
    assert line.endswith("13:00 → 14:00, 1 booked, Move")
    assert diff.answer.text() == "3 change, 0 stay as they are, 0 are cancelled with notice."
    calendar.desk.keys("C")
    assert diff.answer.text() == "2 change, 0 stay as they are, 1 are cancelled with notice."
    calendar.desk.keys("K")
    assert diff.answer.text() == "2 change, 1 stay as they are, 0 are cancelled with notice."
    calendar.desk.keys("Return")
    calendar.desk.until(lambda: calendar.starts()[1][1] == "14:00")
    assert [start for _, start in calendar.starts()] == ["13:00", "14:00", "14:00"]


@rule("SCH-4", "U-44")
def test_a_longer_class_asks_how_far_it_goes_too(calendar: Calendar) -> None:
    screen = calendar.desk.app.screens.widget(Screen.CALENDAR)
    assert isinstance(screen, CalendarScreen)
    grid = screen.grid
    grid.choose(calendar.first)
    block = grid.chosen_block()
    assert block is not None
    longer = Target(block.starts_at, block.ends_at + 15 * 60_000, block.column)
    screen.moved.emit(Move(calendar.first, longer))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, Qt.Key.Key_2)
    calendar.desk.keys("Return")

    def minutes() -> list[int]:
        rows = calendar.live.session.source.rows
        found = [rows.get(Occurrence, occurrence_id(calendar.series, day)) for day in DAYS]
        return [(one.ends_at - one.starts_at) // 60_000 for one in found if one]

    before = (block.ends_at - block.starts_at) // 60_000
    calendar.desk.until(lambda: minutes() == [before + 15] * 3)
