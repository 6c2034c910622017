"""The calendar by mouse, key and screen reader."""

from datetime import date
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions.registry import ActionRegistry
from desktop.actions.screens import Screen
from desktop.features.calendar.actions import CALENDAR_ACTIONS
from desktop.features.calendar.drag_control import DragControl
from desktop.features.calendar.grid import CalendarGrid
from desktop.features.calendar.model import Mode, Move, Target
from desktop.features.calendar.view import CalendarScreen
from desktop.theme.sizes import DAY_HEAD, GUTTER
from desktop.widgets.painted_children import install_painted_children
from tests.desktop.gallery_panels.calendar_data import at, day_page, preview, week_page
from tests.support.keys import press, show_active
from tests.support.rules import rule

MIN = 60_000
_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_LEFT = Qt.MouseButton.LeftButton


class Desk:
    """The calendar in a window, and what it asked for."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.registry = ActionRegistry(CALENDAR_ACTIONS, self.window)
        self.registry.on_screen(Screen.CALENDAR)
        self.screen = CalendarScreen(self.registry)
        self.field = QLineEdit()
        body = QWidget()
        column = QVBoxLayout(body)
        column.addWidget(self.field)
        column.addWidget(self.screen, 1)
        self.window.setCentralWidget(body)
        self.window.resize(1280, 800)
        self.moves: list[Move] = []
        self.new: list[Target] = []
        self.screen.moved.connect(self.moves.append)
        self.screen.new_requested.connect(self.new.append)
        self.screen.set_preview(preview)
        self.screen.show_page(week_page())
        show_active(self.window)
        self.grid.setFocus()

    @property
    def grid(self) -> CalendarGrid:
        return self.screen.grid

    @property
    def control(self) -> DragControl:
        return self.grid.control

    def centre(self, key: str) -> QPoint:
        self.grid.choose(key)
        layout = self.grid.layout_now()
        rect = layout.rect_of(key) if layout else None
        assert rect is not None
        seen = self.grid.scrolled()
        return rect.center() + QPoint(seen.left, seen.top)

    def point(self, day: int, hour: float) -> QPoint:
        layout = self.grid.layout_now()
        assert layout is not None
        seen = self.grid.scrolled()
        column = layout.columns[day]
        return QPoint(seen.left + column.left + 20, seen.top + round(hour * 48))

    def press(self, at_point: QPoint) -> None:
        QTest.mousePress(self.grid.viewport(), _LEFT, _NONE, at_point)

    def move(self, at_point: QPoint) -> None:
        QTest.mouseMove(self.grid.viewport(), at_point)

    def release(self, at_point: QPoint) -> None:
        QTest.mouseRelease(self.grid.viewport(), _LEFT, _NONE, at_point)

    def drag(self, start: QPoint, by: QPoint) -> None:
        self.press(start)
        for part in (0.3, 0.7, 1.0):
            self.move(start + QPoint(round(by.x() * part), round(by.y() * part)))
        self.release(start + by)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


FRIDAY = "Fri-0900-Reformer"


def start_of(desk: Desk, key: str) -> int:
    page = desk.grid.page()
    assert page is not None
    return next(b.starts_at for b in page.blocks if b.occurrence_id == key)


@rule("U-42", "U-44")
def test_a_drag_snaps_to_a_quarter_and_drops_once(desk: Desk) -> None:
    before = start_of(desk, FRIDAY)
    desk.drag(desk.centre(FRIDAY), QPoint(0, 52))
    assert [m.to.starts_at for m in desk.moves] == [before + 60 * MIN]
    assert desk.moves[0].occurrence_id == FRIDAY
    assert desk.moves[0].to.ends_at - desk.moves[0].to.starts_at == 55 * MIN


@rule("U-42")
def test_below_the_platform_distance_nothing_is_dragged(desk: Desk) -> None:
    start = desk.centre(FRIDAY)
    desk.press(start)
    desk.move(start + QPoint(0, QApplication.startDragDistance() - 1))
    assert not desk.control.active
    desk.release(start)
    assert not desk.moves


@rule("U-42")
def test_shift_snaps_finer(desk: Desk) -> None:
    before = start_of(desk, FRIDAY)
    desk.grid.choose(FRIDAY)
    assert desk.grid.move_by_key()
    press(desk.grid, Qt.Key.Key_Down, _SHIFT)
    press(desk.grid, Qt.Key.Key_Return)
    assert desk.moves[0].to.starts_at == before + 5 * MIN


@rule("U-42")
def test_esc_puts_everything_back(desk: Desk) -> None:
    start = desk.centre(FRIDAY)
    desk.press(start)
    desk.move(start + QPoint(0, 60))
    assert desk.control.active
    press(desk.grid, Qt.Key.Key_Escape)
    desk.release(start + QPoint(0, 60))
    assert not desk.control.active
    assert not desk.moves


@rule("U-42")
def test_an_edge_scrolls_while_something_is_held(desk: Desk, qtbot: QtBot) -> None:
    start = desk.centre(FRIDAY)
    bar = desk.grid.verticalScrollBar()
    bar.setValue(bar.value() - 60)
    before = bar.value()
    start = desk.centre(FRIDAY)
    desk.press(start)
    low = QPoint(start.x(), desk.grid.viewport().height() - 6)
    desk.move(low)
    qtbot.waitUntil(lambda: bar.value() > before, timeout=2000)
    desk.release(low)


def test_a_drag_to_another_day_keeps_the_time(desk: Desk) -> None:
    before = start_of(desk, FRIDAY)
    desk.drag(desk.centre(FRIDAY), QPoint(-164, 0))
    to = desk.moves[0].to
    assert to.column == "2026-11-19"
    assert to.starts_at == before - 24 * 60 * MIN


def test_the_lower_edge_changes_the_length(desk: Desk) -> None:
    start = desk.centre(FRIDAY)
    layout = desk.grid.layout_now()
    rect = layout.rect_of(FRIDAY) if layout else None
    assert rect is not None
    edge = QPoint(start.x(), desk.grid.scrolled().top + rect.bottom() - 1)
    desk.drag(edge, QPoint(0, 28))
    to = desk.moves[0].to
    assert to.starts_at == start_of(desk, FRIDAY)
    assert to.ends_at - to.starts_at == 90 * MIN


@rule("U-43")
def test_a_taken_place_shows_its_reasons_and_a_refused_cursor_and_takes_no_drop(
    desk: Desk,
) -> None:
    start = desk.centre("Thu-1500-Tower")
    refused: list[object] = []
    desk.screen.refused.connect(refused.append)
    desk.press(start)
    desk.move(start + QPoint(0, 40))
    desk.move(start + QPoint(0, 84))
    answer = desk.control.answer
    assert answer is not None
    assert [c.kind for c in answer.conflicts] == ["Teacher", "Room"]
    assert desk.grid.viewport().cursor().shape() == Qt.CursorShape.ForbiddenCursor
    desk.release(start + QPoint(0, 84))
    assert refused == [answer]
    assert not desk.moves
    assert desk.grid.viewport().cursor().shape() == Qt.CursorShape.ArrowCursor


@rule("U-43")
def test_enter_takes_the_next_free_time(desk: Desk) -> None:
    start = desk.centre("Thu-1500-Tower")
    desk.press(start)
    desk.move(start + QPoint(0, 40))
    desk.move(start + QPoint(0, 84))
    press(desk.grid, Qt.Key.Key_Return)
    desk.release(start + QPoint(0, 84))
    free = start_of(desk, "Thu-1500-Tower") + 180 * MIN
    assert [m.to.starts_at for m in desk.moves] == [free]


@rule("U-45", "U-06")
def test_a_class_is_moved_by_keys_alone(desk: Desk) -> None:
    desk.grid.choose(FRIDAY)
    for key in (Qt.Key.Key_G, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Left):
        press(desk.grid, key)
    press(desk.grid, Qt.Key.Key_Return)
    assert [m.to.starts_at for m in desk.moves] == [
        start_of(desk, FRIDAY) + 30 * MIN - 24 * 60 * MIN
    ]


@rule("U-51")
def test_an_empty_range_makes_a_new_class_with_that_span(desk: Desk) -> None:
    desk.drag(desk.point(0, 13.5), QPoint(0, 36))
    thursday = week_page().columns[0]
    assert [(t.ends_at - t.starts_at) // MIN for t in desk.new] == [45]
    assert desk.new[0].column == thursday.key


@rule("U-51")
def test_a_double_click_on_empty_ground_makes_a_new_class(desk: Desk) -> None:
    place = desk.point(0, 14.2)
    QTest.mouseDClick(desk.grid.viewport(), _LEFT, _NONE, place)
    monday = week_page().columns[0]
    assert desk.new == [
        Target(
            at(date.fromisoformat(monday.date), "1400"),
            at(date.fromisoformat(monday.date), "1500"),
            monday.key,
        )
    ]


@rule("U-05")
def test_arrows_walk_by_where_blocks_lie(desk: Desk) -> None:
    desk.grid.choose("Thu-0815-Reformer")
    walked = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Left):
        press(desk.grid, key)
        walked.append(desk.grid.chosen())
    assert walked == ["Thu-0930-Mat", "Fri-0900-Reformer", "Fri-0730-Vinyasa", "Fri-0700-Reformer"]


@rule("U-05")
def test_single_letters_trigger_and_are_inert_in_fields(desk: Desk) -> None:
    asked: list[str] = []
    desk.screen.today_requested.connect(lambda: asked.append("today"))
    desk.screen.mode_requested.connect(lambda mode: asked.append(cast("Mode", mode).value))
    desk.screen.step_requested.connect(lambda by: asked.append(str(by)))
    desk.screen.cancel_requested.connect(asked.append)
    desk.grid.choose(FRIDAY)
    for key in (Qt.Key.Key_T, Qt.Key.Key_D, Qt.Key.Key_W, Qt.Key.Key_PageDown, Qt.Key.Key_Delete):
        press(desk.grid, key)
    press(desk.grid, Qt.Key.Key_N)
    assert asked == ["today", "day", "week", "1", FRIDAY]
    assert len(desk.new) == 1
    desk.field.setFocus()
    QTest.keyClicks(desk.field, "tdwnm")
    assert desk.field.text() == "tdwnm"
    assert len(asked) == 5
    assert len(desk.new) == 1


@rule("U-48")
def test_a_page_opens_at_business_hours(desk: Desk) -> None:
    assert desk.grid.scrolled().y == 6.5 * 48


def test_a_reload_keeps_the_place_and_the_choice(desk: Desk) -> None:
    desk.grid.choose(FRIDAY)
    desk.grid.verticalScrollBar().setValue(200)
    desk.screen.show_page(week_page())
    assert desk.grid.chosen() == FRIDAY
    assert desk.grid.scrolled().y == 200


@rule("U-46")
def test_what_stands_behind_a_number_is_in_a_small_list(desk: Desk, qtbot: QtBot) -> None:
    layout = desk.grid.layout_now()
    assert layout is not None
    more = layout.columns[5].more[0]
    seen = desk.grid.scrolled()
    with qtbot.waitSignal(desk.grid.more_asked) as asked:
        QTest.mouseClick(
            desk.grid.viewport(),
            _LEFT,
            _NONE,
            more.rect.center() + QPoint(seen.left, seen.top),
        )
    assert tuple(asked.args[0]) == more.keys
    menu = QApplication.activePopupWidget()
    assert menu is not None
    assert len(menu.actions()) == len(more.keys)
    menu.close()


@rule("U-58")
def test_blocks_are_children_for_a_screen_reader(desk: Desk) -> None:
    install_painted_children()
    desk.grid.choose(FRIDAY)
    reader = QAccessible.queryAccessibleInterface(desk.grid)
    names = [reader.child(n).text(QAccessible.Text.Name) for n in range(reader.childCount())]
    assert "Reformer Flow, Fri 20 Nov, 09:00–09:55, Leo B., 8 of 8 booked" in names
    assert "1 more, Sat 21" in names
    seen = [c for c in desk.grid.painted_children() if c.chosen]
    assert len(seen) == 1
    assert seen[0].place.left() > GUTTER
    assert seen[0].place.top() >= DAY_HEAD


def test_a_day_by_room_has_a_column_for_each_room(desk: Desk) -> None:
    desk.screen.show_page(day_page())
    layout = desk.grid.layout_now()
    assert layout is not None
    assert [c.column.title for c in layout.columns] == [
        "Reformers",
        "Studio A",
        "Studio B",
        "Wheel room",
    ]
    desk.grid.choose("Wed-1800-Reformer")
    assert desk.grid.move_by_key()
    press(desk.grid, Qt.Key.Key_Right)
    press(desk.grid, Qt.Key.Key_Return)
    assert desk.moves[0].to.column == "Studio A"
