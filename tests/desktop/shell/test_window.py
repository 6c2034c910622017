"""The frame: rail, panel, banner, palette, geometry, names."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.actions.frame import OPEN_PALETTE
from desktop.actions.screens import Screen
from desktop.features.today.timeline import Timeline
from desktop.shell.palette.commands import PREFIX, command_groups
from desktop.shell.palette.delegate import pieces
from desktop.shell.palette.folding import spans
from desktop.theme.sizes import SIDE_PANEL
from tests.desktop.gallery.stage import DEMO, Stage
from tests.support.keys import click, press, show_active, type_text
from tests.support.rules import rule

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path) -> Stage:
    made = Stage(tmp_path / "desk.ini")
    qtbot.addWidget(made.window)
    made.window.resize(QSize(1280, 800))
    show_active(made.window)
    return made


@rule("U-01")
def test_the_palette_reaches_every_action(stage: Stage) -> None:
    for definition in stage.registry:
        rows = command_groups(stage.registry, definition.text)[0].rows
        assert PREFIX + definition.ident in [row.target for row in rows], definition.text


@rule("U-03")
def test_what_ends_behind_the_palette_takes_no_letter_from_it(stage: Stage) -> None:
    stage.window.go(Screen.CHECK_IN)
    press(stage.window, Qt.Key.Key_K, CTRL)
    palette = stage.window.palette_box
    type_text(palette.field, "wh")
    stage.checkin.scans.search.setFocus()
    assert palette.field.hasFocus()
    assert palette.field.text() == "wh"
    press(palette.field, Qt.Key.Key_Escape)
    assert stage.checkin.scans.search.hasFocus()


@rule("U-03")
def test_escape_puts_focus_and_selection_back_exactly(stage: Stage) -> None:
    stage.window.go(Screen.CHECK_IN)
    box = stage.checkin.scans.search
    box.setFocus()
    box.setText("priya nair")
    box.setSelection(9, -4)
    before = (box.selectedText(), box.selectionStart(), box.cursorPosition())
    press(box, Qt.Key.Key_K, CTRL)
    palette = stage.window.palette_box
    assert palette.field.hasFocus()
    type_text(palette.field, "wheel")
    press(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert box.hasFocus()
    assert before == (" nai", 5, 5)
    assert (box.selectedText(), box.selectionStart(), box.cursorPosition()) == before


@rule("U-03")
def test_escape_keeps_the_chosen_row_of_a_list(stage: Stage) -> None:
    rows = stage.today.due.list
    rows.setFocus()
    rows.choose("0-18:00/daniel osei")
    press(rows, Qt.Key.Key_K, CTRL)
    press(stage.window.palette_box.field, Qt.Key.Key_Escape)
    assert rows.hasFocus()
    assert rows.current_key() == "0-18:00/daniel osei"


@rule("U-03", "U-04")
def test_enter_picks_a_row_and_it_is_recent_from_then_on(stage: Stage) -> None:
    picked: list[str] = []
    stage.window.picked.connect(picked.append)
    palette = stage.window.palette_box
    stage.palette_scene("pri")
    press(palette.field, Qt.Key.Key_Down)
    press(palette.field, Qt.Key.Key_Return)
    assert picked == ["client:primoz"]
    stage.palette_scene("go to clients")
    press(palette.field, Qt.Key.Key_Up)
    palette.list.choose("Commands/action:go.clients")
    press(palette.field, Qt.Key.Key_Return)
    assert stage.window.screen_in_view() is Screen.CLIENTS
    stage.registry.action(OPEN_PALETTE).trigger()
    first = palette.list.rows.rows()[1]
    assert first.key == "Recent/action:go.clients"
    assert "Ctrl+4" in str(getattr(first, "row", ""))


def test_ctrl_enter_is_the_other_way(stage: Stage) -> None:
    told: list[str] = []
    stage.window.picked_other_way.connect(told.append)
    stage.palette_scene("pri")
    press(stage.window.palette_box.field, Qt.Key.Key_Return, CTRL)
    assert told == ["client:priya"]


@rule("U-02")
def test_what_was_typed_is_marked_whatever_the_accents() -> None:
    assert pieces("Primož Kovač", "kovac") == [("Primož ", False), ("Kovač", True)]
    assert spans("Łukasz Strauß", "lukasz strauss") == [(0, 6), (7, 6)]
    assert spans("Change price", "zzz") == []


def test_one_typo_in_a_command_is_forgiven(stage: Stage) -> None:
    rows = command_groups(stage.registry, "shorcuts")[0].rows
    assert rows[0].target == "action:desk.show_shortcuts"
    assert not command_groups(stage.registry, "qqqqq")[0].rows


def test_keys_and_rail_change_the_screen_and_a_count_is_said(stage: Stage) -> None:
    press(stage.window, Qt.Key.Key_F2)
    assert stage.window.screen_in_view() is Screen.CHECK_IN
    click(stage.window.rail.item(Screen.ATTENTION))
    assert stage.window.screen_in_view() is Screen.ATTENTION
    assert "4 waiting" in stage.window.rail.item(Screen.ATTENTION).accessibleName()
    assert stage.window.windowTitle().startswith("Attention")


def test_the_panel_narrows_the_screen_and_never_covers_it(stage: Stage) -> None:
    before = stage.window.stack.width()
    stage.shortcuts_scene()
    QApplication.processEvents()
    assert stage.window.stack.width() == before - SIDE_PANEL
    assert stage.window.stack.geometry().right() < stage.window.panel.geometry().left()
    press(stage.window.panel, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert stage.window.stack.width() == before


def test_a_lasting_line_stays_until_it_no_longer_holds(stage: Stage) -> None:
    stage.window.set_banner(DEMO)
    stage.window.go(Screen.CLIENTS)
    assert stage.window.banner.isVisible()
    stage.window.set_banner(None)
    assert not stage.window.banner.isVisible()


@rule("U-32")
def test_the_sync_state_is_said_in_words_and_opens_its_detail(stage: Stage) -> None:
    did: list[str] = []
    stage.registry.triggered.connect(did.append)
    assert stage.window.top.sync.accessibleName() == "Offline · 3 saved here · sent 17:30"
    click(stage.window.top.sync)
    assert did == ["desk.show_sync"]


@rule("U-84")
def test_size_and_screen_return(stage: Stage, qtbot: QtBot, tmp_path: Path) -> None:
    stage.window.resize(1024, 720)
    stage.window.go(Screen.CLIENTS)
    stage.window.close()
    again = Stage(tmp_path / "desk.ini")
    qtbot.addWidget(again.window)
    assert again.window.size() == QSize(1024, 720)
    assert again.window.screen_in_view() is Screen.CLIENTS


@rule("U-57")
@pytest.mark.parametrize("screen", [Screen.TODAY, Screen.CHECK_IN], ids=lambda s: s.name)
def test_every_control_has_a_name_and_none_twice(stage: Stage, screen: Screen) -> None:
    stage.window.go(screen)
    stage.today_scene() if screen is Screen.TODAY else stage.scan_scene(None)
    kinds = (QAbstractButton, QLineEdit, QAbstractItemView, Timeline)
    named: list[str] = []
    for widget in stage.window.findChildren(QWidget):
        if isinstance(widget, kinds) and widget.isVisible():
            assert widget.accessibleName(), widget
            named.append(widget.accessibleName())
    assert len(named) > 8
    assert not {name for name in named if named.count(name) > 1}


@rule("U-59")
def test_targets_are_at_least_24_pixels(stage: Stage) -> None:
    stage.today_scene()
    for button in stage.window.findChildren(QAbstractButton):
        if button.isVisible():
            assert min(button.width(), button.height()) >= 24, button.accessibleName()


@rule("U-27")
def test_a_message_stands_at_the_bottom_left_inside_the_window(stage: Stage) -> None:
    message = stage.today_scene()
    QApplication.processEvents()
    place = message.geometry().translated(stage.window.messages.pos())
    assert place.left() < 120
    assert stage.window.rect().contains(place.adjusted(16, 16, -16, -16))
    assert stage.today.due.geometry().bottom() + 48 <= place.top() + 16
