"""What the calendar shows of the classes: filters that are kept, colours, columns, copies."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from core.commands.availability import AddAvailability, TakeTimeOff
from core.commands.schedule import CreateOccurrence
from core.commands.setup import CreateLocation, GrantRole
from core.domain.ids import StaffId
from core.domain.schedule import OCCURRENCES_AT_LOCATION, Occurrence
from core.domain.zones import HOUR_MS, to_utc
from desktop.actions.screens import Screen
from desktop.features.calendar.filters import Filter, from_draft
from desktop.features.calendar.model import CalendarPage
from desktop.features.calendar.view import CalendarScreen
from tests.desktop.desk_window import DeskWindowDriver, open_window
from tests.desktop.live import LiveDesk
from tests.support.rules import rule

DAY = "2026-03-02"
NOW = to_utc(DAY, "17:41", "Europe/London")


@pytest.fixture
def desk(live: LiveDesk, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskWindowDriver]:
    with open_window(live.session, tmp_path, qtbot) as made:
        made.go(Screen.CALENDAR)
        yield made


def screen(desk: DeskWindowDriver) -> CalendarScreen:
    found = desk.app.screens.widget(Screen.CALENDAR)
    assert isinstance(found, CalendarScreen)
    return found


def page(desk: DeskWindowDriver) -> CalendarPage:
    found = screen(desk).grid.page()
    assert found is not None
    return found


def titles(desk: DeskWindowDriver) -> list[str]:
    return [block.title for block in page(desk).blocks]


def pick(desk: DeskWindowDriver, *texts: str) -> None:
    """Choose in the filter menu, submenu by submenu."""
    desk.keys("F")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    part = menu
    for text in texts[:-1]:
        act = next(a for a in part.actions() if a.text().startswith(text))
        found = act.menu()
        assert isinstance(found, QMenu)
        part = found
    next(a for a in part.actions() if a.text() == texts[-1]).trigger()
    menu.close()
    QApplication.processEvents()


@rule("U-84")
def test_a_filter_holds_until_it_is_taken_off_and_comes_back_after_a_restart(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    pick(desk, "Service", "Reformer Flow")
    assert titles(desk) == ["Reformer Flow"]
    assert screen(desk).bar.filter.text() == "Filter · 1"
    pick(desk, "Only with free seats")
    assert titles(desk) == []
    assert "Shift+F" in screen(desk).empty.sentence.text()
    kept = live.session.draft("calendar/look")
    assert (kept["service"], kept["only"]) == (live.names["reformer"], "free")
    assert from_draft(kept) == Filter(service=live.names["reformer"], only="free")
    screen(desk).grid.setFocus()
    desk.keys("Shift+F")
    desk.until(lambda: len(titles(desk)) == 3)


def test_only_with_trouble_shows_what_nobody_leads(desk: DeskWindowDriver, live: LiveDesk) -> None:
    made = CreateOccurrence(live.names["mat"], live.names["location"], DAY, "21:00", 45, 12)
    live.serve(made)
    live.exchange()
    desk.until(lambda: len(titles(desk)) == 4)
    pick(desk, "Only with trouble")
    assert [block.needs for block in page(desk).blocks] == ["no teacher"]


@rule("U-16")
def test_colours_by_instructor_change_letters_and_legend_too(desk: DeskWindowDriver) -> None:
    pick(desk, "Colour by instructor")
    assert {block.letter for block in page(desk).blocks} == {"A"}
    assert [entry.name for entry in page(desk).legend] == ["Ana P."]
    pick(desk, "Colour by service")
    assert {block.letter for block in page(desk).blocks} == {"R", "M"}


@rule("AVL-1", "U-48")
def test_by_instructor_their_hours_and_time_off_are_shaded_with_words(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    ana, place = live.names["ana"], live.names["location"]
    live.serve(AddAvailability(ana, place, 0, "08:00", "20:00"))
    off = to_utc("2026-03-09", "12:00", "Europe/London")
    live.serve(TakeTimeOff(ana, off, off + 2 * HOUR_MS, "Dentist"))
    live.exchange()
    desk.keys("T", "PgDown", "D")
    screen(desk).shown_requested.emit("by_teacher")
    column = next(c for c in page(desk).columns if c.key == ana)
    assert column.open_spans == ((off - 4 * HOUR_MS, off + 8 * HOUR_MS),)
    assert [shade.text for shade in column.shades] == ["Dentist"]


@rule("SCH-6", "U-42")
def test_in_another_instructors_column_the_class_is_given_to_them(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    live.serve(AddAvailability(live.names["ruth"], live.names["location"], 0, "08:00", "22:00"))
    live.exchange()
    desk.keys("T", "D")
    screen(desk).shown_requested.emit("by_teacher")
    screen(desk).grid.choose(live.names["late"])
    screen(desk).grid.setFocus()
    desk.keys("G", "Right", "Return")
    desk.until(lambda: row(live, "late").lead_id == live.names["ruth"])


def row(live: LiveDesk, name: str) -> Occurrence:
    found = live.session.source.rows.get(Occurrence, live.names[name])
    assert found is not None
    return found


def starts(live: LiveDesk) -> list[str]:
    found = live.session.source.rows.find(OCCURRENCES_AT_LOCATION, live.names["location"])
    return sorted(one.local_start for one in found if one.state == "scheduled")


@rule("U-45")
def test_c_puts_the_class_there_once_more_and_undo_takes_it_off(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    screen(desk).grid.choose(live.names["late"])
    screen(desk).grid.setFocus()
    desk.keys("C", *["Down"] * 4, "Return")
    desk.until(lambda: starts(live) == ["09:00", "18:00", "19:15", "20:15"] and desk.said())
    desk.keys("Ctrl+Z")
    desk.until(lambda: starts(live) == ["09:00", "18:00", "19:15"])


@rule("U-42")
def test_a_drag_with_ctrl_copies(desk: DeskWindowDriver, live: LiveDesk) -> None:
    grid = screen(desk).grid
    grid.choose(live.names["late"])
    rect = grid.rect_of(live.names["late"])
    assert rect is not None
    view, none, left = grid.viewport(), Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    QTest.mousePress(view, left, none, rect.center())
    grid.control.begin_by_key(grid.layout_now(), grid.chosen_block(), copies=True)  # type: ignore[arg-type]
    assert grid.control.copies
    grid.control.give_up()
    assert not grid.control.copies
    QTest.mouseRelease(view, left, none, rect.center() + QPoint(0, 1))
    assert starts(live) == ["09:00", "18:00", "19:15"]


@rule("SCH-13", "U-29")
def test_del_asks_in_the_panel_before_a_class_is_cancelled(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    screen(desk).grid.choose(live.names["evening"])
    screen(desk).grid.setFocus()
    desk.keys("Delete")
    panel = desk.app.screens.class_panel
    desk.until(panel.slip.isVisible)
    assert panel.slip.line.text() == "Told, with the credit back: 4 people."
    assert row(live, "evening").state == "scheduled"


@rule("ORG-2")
def test_an_instructor_sees_own_classes_of_all_locations(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    other = live.serve(CreateLocation("Harbour", "Europe/London", "HAR")).facts["location_id"]
    live.serve(GrantRole(live.names["ana"], "instructor", other))
    live.serve(
        CreateOccurrence(
            live.names["mat"], other, "2026-03-04", "10:00", 45, 12, lead_id=live.names["ana"]
        )
    )
    live.serve(CreateOccurrence(live.names["mat"], live.names["location"], DAY, "21:00", 45, 12))
    live.exchange()
    assert live.session.choose_person(StaffId(live.names["ana"]))
    desk.keys("T")
    assert [choice.text for choice in page(desk).choices] == ["Everybody", "My classes"]
    screen(desk).shown_requested.emit("mine")
    assert {block.teacher for block in page(desk).blocks} == {"Northgate", "Harbour"}
    assert len(page(desk).blocks) == 4


@rule("ORG-2")
def test_the_owner_sees_all_locations_side_by_side(desk: DeskWindowDriver, live: LiveDesk) -> None:
    live.serve(CreateLocation("Harbour", "Europe/London", "HAR"))
    live.exchange()
    desk.keys("T", "D")
    assert "By location" in [choice.text for choice in page(desk).choices]
    screen(desk).shown_requested.emit("by_place")
    assert [column.title for column in page(desk).columns] == ["Harbour", "Northgate"]
    assert len(page(desk).blocks) == 3


@rule("U-05")
def test_a_slash_opens_the_search(desk: DeskWindowDriver) -> None:
    screen(desk).grid.setFocus()
    desk.keys("/")
    assert desk.window.palette_box.isVisible()
    desk.keys("Escape")
