"""The Today screen: day line, due list, rush board, attention."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.actions.screens import Screen
from desktop.features.today.block_painter import seat_texts
from desktop.features.today.line_layout import lanes_of, lay_out, window_of
from desktop.features.today.model import TodayView
from desktop.widgets.button import Button
from desktop.widgets.painted_children import install_painted_children
from tests.desktop.gallery.stage import Stage
from tests.desktop.gallery.today_data import blocks, day_line, due
from tests.support.keys import click, press, show_active
from tests.support.rules import rule


@dataclass
class Asked:
    """What the screen asked for."""

    check_ins: list[tuple[str, str]] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    opened: list[tuple[str, str]] = field(default_factory=list)


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path) -> Stage:
    made = Stage(tmp_path / "desk.ini")
    qtbot.addWidget(made.window)
    made.window.resize(QSize(1280, 800))
    show_active(made.window)
    return made


@pytest.fixture
def asked(stage: Stage) -> Asked:
    made = Asked()
    stage.today.check_in_requested.connect(lambda c, o: made.check_ins.append((c, o)))
    stage.today.class_check_in_requested.connect(made.classes.append)
    stage.today.client_opened.connect(lambda c, o: made.opened.append((c, o)))
    return made


@rule("CHK-1", "U-05")
def test_digits_check_in_who_is_seen(stage: Stage, asked: Asked) -> None:
    press(stage.today.due.list, Qt.Key.Key_1)
    press(stage.today.due.list, Qt.Key.Key_4)
    assert asked.check_ins == [("lucía romero", "0-18:00"), ("sam whitfield", "3-18:30")]


def test_digits_follow_the_list_when_it_is_scrolled(stage: Stage, asked: Asked) -> None:
    bar = stage.today.due.list.verticalScrollBar()
    bar.setValue(bar.maximum())
    seen = stage.today.due.seen()
    assert seen[0].person.name != "Lucía Romero"
    press(stage.today.due.list, Qt.Key.Key_1)
    assert asked.check_ins == [(seen[0].person.client_id, seen[0].group.occurrence_id)]


@rule("CHK-7")
def test_shift_enter_asks_for_the_whole_class_of_the_chosen_person(
    stage: Stage, asked: Asked
) -> None:
    stage.today.due.list.choose("3-18:30/mei tanaka")
    press(stage.today.due.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert asked.classes == ["3-18:30"]


def test_enter_opens_the_client_and_a_click_checks_in(stage: Stage, asked: Asked) -> None:
    rows = stage.today.due.list
    rows.choose("0-18:00/daniel osei")
    press(rows, Qt.Key.Key_Return)
    assert asked.opened == [("daniel osei", "0-18:00")]
    place = rows.visualRect(rows.rows.index_of("3-18:30/nadia haddad"))
    click(rows.viewport(), place.topRight() + QPoint(-40, 16))
    assert asked.check_ins == [("nadia haddad", "3-18:30")]


def test_those_who_are_in_fold_into_one_line_and_out_again(stage: Stage) -> None:
    rows = stage.today.due.list
    folded = rows.rows.rowCount()
    rows.choose("in/0-18:00")
    press(rows, Qt.Key.Key_Return)
    assert rows.rows.rowCount() == folded + 5
    press(rows, Qt.Key.Key_Return)
    assert rows.rows.rowCount() == folded


@rule("U-78")
def test_an_empty_day_says_so_and_offers_the_next_step(stage: Stage) -> None:
    did: list[str] = []
    stage.registry.triggered.connect(did.append)
    stage.empty_scene()
    names = {b.text(): b for b in stage.today.findChildren(Button) if b.isVisible()}
    click(names["Open calendar"])
    stage.window.go(Screen.TODAY)
    click(names["Add walk-in now"])
    assert did == ["go.calendar", "desk.add_walk_in"]
    assert not stage.today.findChildren(QPushButton)


@rule("M-10")
def test_the_rush_board_says_which_line_and_class(stage: Stage) -> None:
    told: list[tuple[str, str]] = []
    stage.today.rush_requested.connect(lambda kind, occurrence: told.append((kind, occurrence)))
    button = next(
        b for b in stage.today.rush.findChildren(Button) if "No waiver" in b.accessibleName()
    )
    click(button)
    assert told == [("waiver", "0-18:00")]
    stage.today.show_day(TodayView(line=day_line(), due=due()))
    assert not stage.today.rush.isVisible()


@rule("U-58")
def test_a_screen_reader_walks_over_the_painted_classes(stage: Stage) -> None:
    install_painted_children()
    view = QAccessible.queryAccessibleInterface(stage.today.timeline)
    assert view is not None
    painted = stage.today.timeline.painted_children()
    assert view.childCount() == len(painted) == 16
    texts = [view.child(at).text(QAccessible.Text.Name) for at in range(view.childCount())]
    wanted = "Wed 18 November, Reformer Flow 18:00, Reformers, Ana P., 8 of 8 booked, 2 waiting"
    assert wanted in texts
    child = view.child(texts.index(wanted))
    middle = child.rect().center()
    assert view.childAt(middle.x(), middle.y()).text(QAccessible.Text.Name) == wanted
    assert child.parent().childCount() == len(painted)


def test_arrows_walk_the_day_line_and_enter_opens_a_class(stage: Stage) -> None:
    opened: list[str] = []
    stage.today.class_opened.connect(opened.append)
    line = stage.today.timeline
    line.setFocus()
    assert line.chosen() == "1-17:00"
    press(line, Qt.Key.Key_Right)
    press(line, Qt.Key.Key_Up)
    press(line, Qt.Key.Key_Left)
    press(line, Qt.Key.Key_Return)
    assert opened == ["0-18:00"]
    press(line, Qt.Key.Key_Right)
    assert line.chosen() == "0-19:15"


def test_earlier_classes_are_one_key_away(stage: Stage) -> None:
    before = {child.said for child in stage.today.timeline.painted_children()}
    press(stage.today.due.list, Qt.Key.Key_E)
    after = {child.said for child in stage.today.timeline.painted_children()}
    assert any("07:00" in said for said in after - before)


def test_the_end_of_the_day_stays_in_view_as_long_as_now_does() -> None:
    assert window_of(day_line(), 1155, from_start=False) == (10 * 60, 21 * 60)
    assert window_of(day_line(), 1795, from_start=False) == (7 * 60, 21 * 60)
    assert window_of(day_line(), 1155, from_start=True) == (7 * 60, 18 * 60)


def test_clashing_classes_of_a_room_stand_below_each_other() -> None:
    flow, late = (b for b in blocks() if b.occurrence_id in {"0-18:00", "0-19:15"})
    lanes, count = lanes_of([flow, late])
    assert (set(lanes.values()), count) == ({0}, 1)
    clash = type(flow)(
        **{name: getattr(late, name) for name in flow.__struct_fields__} | {"start_min": 1100}
    )
    lanes, count = lanes_of([flow, clash])
    assert (sorted(lanes.values()), count) == ([0, 1], 2)
    assert lay_out(day_line(), 1200, from_start=False).height == 25 + 4 * 44


@rule("U-47")
def test_capacity_gives_way_before_the_number_of_booked() -> None:
    full = next(b for b in blocks() if b.occurrence_id == "0-18:00")
    assert seat_texts(full) == ("8/8 +2", "8 +2", "8/8", "8")
    assert full.full


@rule("U-10")
def test_the_list_has_the_focus_at_first_and_tab_goes_on(stage: Stage) -> None:
    stage.window.go(Screen.TODAY)
    assert QApplication.focusWidget() is stage.today.due.list
    press(stage.today.due.list, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not stage.today.due.list
