"""The month: cells with counts, "+N", keys from day to day, weeks that are read once."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.commands.closures import CloseLocation
from core.commands.schedule import CreateOccurrence
from core.commands.seats import Book
from core.domain.zones import to_utc
from desktop.actions.screens import Screen
from desktop.features.calendar.kept_weeks import KeptWeeks
from desktop.features.calendar.model import Mode, MonthDay, MonthLine, MonthPage
from desktop.features.calendar.month import weeks_of
from desktop.features.calendar.month_layout import lay_out_month
from desktop.features.calendar.view import CalendarScreen
from tests.desktop.desk_window import DeskWindowDriver, open_window
from tests.desktop.live import LiveDesk
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "17:41", "Europe/London")


@pytest.fixture
def desk(live: LiveDesk, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskWindowDriver]:
    with open_window(live.session, tmp_path, qtbot) as made:
        made.go(Screen.CALENDAR)
        yield made


def screen(desk: DeskWindowDriver) -> CalendarScreen:
    found = desk.app.screens.widget(Screen.CALENDAR)
    assert isinstance(found, CalendarScreen)
    return found


def said(desk: DeskWindowDriver) -> dict[str, str]:
    """What the cells say, by date."""
    return {cell.day.date: cell.day.said for cell in screen(desk).month.cells()}


def page(lines: int, days: int = 35) -> MonthPage:
    line = MonthLine(occurrence_id="o", time="07:00", title="Mat", seats="1/2", service=1)
    cells = [
        MonthDay(date=f"d{n}", number=str(n), said="", lines=(line,) * lines) for n in range(days)
    ]
    return MonthPage(title="", weekdays=("Mon",) * 7, days=tuple(cells))


@pytest.mark.parametrize(
    ("day", "monday", "days"),
    [
        ("2026-02-14", "2026-01-26", 35),
        ("2027-02-14", "2027-02-01", 28),
        ("2026-03-29", "2026-02-23", 42),
        ("2028-02-29", "2028-01-31", 35),
        ("2026-12-31", "2026-11-30", 35),
    ],
)
def test_a_month_is_the_whole_weeks_that_hold_it(day: str, monday: str, days: int) -> None:
    assert weeks_of(date.fromisoformat(day)) == (date.fromisoformat(monday), days)


@rule("U-46")
def test_what_finds_no_room_is_counted() -> None:
    (first, *_) = lay_out_month(page(9), 700, 528)
    assert len(first.lines) + first.more == 9
    assert first.more > 0
    assert first.more_place.bottom() <= first.place.bottom()
    (roomy, *_) = lay_out_month(page(2), 700, 528)
    assert (len(roomy.lines), roomy.more) == (2, 0)


@rule("U-05", "U-58")
def test_m_shows_the_month_and_enter_the_day(desk: DeskWindowDriver) -> None:
    desk.keys("T", "M")
    desk.until(lambda: "3 classes, 5 of 28 booked" in said(desk).get("2026-03-02", ""))
    assert desk.focus() is screen(desk).month
    desk.keys("Down", "Right")
    assert screen(desk).month.chosen() == "2026-03-10"
    desk.keys("Return")
    shown = screen(desk).grid.page()
    assert shown is not None
    assert (shown.mode, shown.columns[0].date) == (Mode.DAY, "2026-03-10")


@rule("U-05")
def test_arrows_and_pages_lead_into_the_next_month(desk: DeskWindowDriver) -> None:
    desk.keys("T", "M")
    desk.until(lambda: len(said(desk)) == 42)
    desk.keys("PgDown")
    desk.until(lambda: screen(desk).bar.title.text() == "April 2026")
    desk.keys("Up")
    desk.until(lambda: screen(desk).bar.title.text() == "March 2026")
    assert screen(desk).month.chosen() == "2026-03-25"


@rule("U-51", "U-45")
def test_a_class_of_a_cell_opens_and_n_plans_on_that_day(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    desk.keys("T", "M")
    month = screen(desk).month
    desk.until(lambda: any(cell.lines for cell in month.cells()))
    cell = next(cell for cell in month.cells() if cell.lines)
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    QTest.mouseClick(month, left, none, cell.lines[0][1].center())
    desk.until(desk.app.screens.class_panel.isVisible)
    month.setFocus()
    desk.keys("Down", "N")
    desk.until(desk.app.screens.new_series.panel.isVisible)
    assert desk.app.screens.new_series.panel.form.draft().first == "2026-03-09"
    assert live.names["morning"]


@rule("SCH-14", "U-48")
def test_a_closed_date_says_why_in_month_and_week(desk: DeskWindowDriver, live: LiveDesk) -> None:
    live.serve(CloseLocation(live.names["location"], "2026-03-05", "2026-03-06", reason="Painting"))
    live.exchange()
    desk.keys("T", "M")
    desk.until(lambda: "Painting" in said(desk).get("2026-03-06", ""))
    desk.keys("W")
    shown = screen(desk).grid.page()
    assert shown is not None
    closed = {c.date: c.shades[0].text for c in shown.columns if c.shades}
    assert closed == {"2026-03-05": "Closed: Painting", "2026-03-06": "Closed: Painting"}


@rule("U-49")
def test_weeks_are_read_once_and_dropped_only_where_something_changed(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    weeks: KeptWeeks = desk.app.screens.calendar.reading.weeks
    desk.keys("T", "M")
    desk.until(lambda: "3 classes" in said(desk).get("2026-03-02", ""))
    desk.until(lambda: len(weeks._kept) >= 6)
    before = weeks.reads
    desk.keys("W", "D", "M", "W")
    assert weeks.reads == before
    live.serve(Book(live.names["elif"], live.names["late"], pay_at_desk=True))
    made = CreateOccurrence(
        live.names["mat"], live.names["location"], "2026-03-25", "09:00", 45, 12
    )
    live.serve(made)
    live.exchange()
    QApplication.processEvents()
    gone = {monday for (_, monday) in weeks._kept}
    assert date(2026, 3, 23) not in gone
    assert date(2026, 3, 9) in gone
    desk.keys("M")
    desk.until(lambda: "1 class," in said(desk).get("2026-03-25", ""))
    desk.until(lambda: "6 of 28" in said(desk).get("2026-03-02", ""))
    assert weeks.reads <= before + 3
