"""One registry of actions: QActions, screens, keys in fields, the sheet, menus."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from desktop.actions.declaration import ActionDef, on
from desktop.actions.frame import FRAME_ACTIONS, UNDO
from desktop.actions.menus import everything_menu, menu_of
from desktop.actions.registry import ActionRegistry
from desktop.actions.screens import Screen
from desktop.actions.shortcut_sheet import ShortcutSheet, key_rows
from tests.support.keys import press, show_active, type_text
from tests.support.rules import rule

WALK_IN = ActionDef("today.add", "Add walk-in", "user-plus", ("W",), on(Screen.TODAY))
WEEK = ActionDef("calendar.week", "Show week", "", ("W",), on(Screen.CALENDAR))
REMOVE = ActionDef("today.cancel", "Cancel booking", "", ("Del", "Return"), on(Screen.TODAY))


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setCentralWidget(QLineEdit())
    show_active(window)
    return window


@pytest.fixture
def registry(window: QMainWindow) -> ActionRegistry:
    return ActionRegistry((*FRAME_ACTIONS, WALK_IN, WEEK, REMOVE), window)


@rule("U-01", "U-95")
def test_every_action_has_a_name_and_a_text_and_stands_in_the_menu(
    registry: ActionRegistry, window: QMainWindow
) -> None:
    menu = everything_menu(registry, window)
    shown = {a.objectName() for group in menu.actions() for a in group.menu().actions()}  # type: ignore[attr-defined]
    assert shown == {definition.ident for definition in registry}
    for definition in registry:
        action = registry.action(definition.ident)
        assert action.objectName() == definition.ident
        assert action.text()[0].isupper()


@rule("U-05")
def test_a_letter_means_what_the_screen_in_view_says(
    registry: ActionRegistry, window: QMainWindow
) -> None:
    field = window.centralWidget()
    assert field is not None
    field.clearFocus()
    did: list[str] = []
    registry.triggered.connect(did.append)
    for screen in (Screen.TODAY, Screen.CALENDAR, Screen.CLIENTS):
        registry.on_screen(screen)
        press(window, Qt.Key.Key_W)
    assert did == ["today.add", "calendar.week"]


@rule("U-05")
def test_plain_keys_are_inert_in_a_field_and_the_field_gets_them(
    registry: ActionRegistry, window: QMainWindow
) -> None:
    field = window.centralWidget()
    assert isinstance(field, QLineEdit)
    registry.on_screen(Screen.TODAY)
    did: list[str] = []
    registry.triggered.connect(did.append)
    field.setFocus()
    type_text(field, "Wim")
    press(field, Qt.Key.Key_Home)
    press(field, Qt.Key.Key_Delete)
    press(field, Qt.Key.Key_Return)
    assert (field.text(), did) == ("im", [])
    press(field, Qt.Key.Key_F2)
    assert did == ["go.check_in"]


@rule("U-08")
def test_standard_keys_are_the_platforms_and_none_needs_meta(registry: ActionRegistry) -> None:
    assert registry.action(UNDO).shortcut() == QKeySequence(QKeySequence.StandardKey.Undo)
    for definition in registry:
        for sequence in registry.action(definition.ident).shortcuts():
            assert "Meta" not in sequence.toString()


def test_two_actions_cannot_share_an_id_or_a_key_of_one_screen(window: QMainWindow) -> None:
    clash = ActionDef("desk.other", "Do other", "", ("W",))
    with pytest.raises(ValueError, match="share a key"):
        ActionRegistry((WALK_IN, clash), window)
    with pytest.raises(ValueError, match="two actions"):
        ActionRegistry((WALK_IN, WALK_IN), window)


@rule("U-34")
def test_a_barred_action_says_why(registry: ActionRegistry) -> None:
    registry.on_screen(Screen.TODAY)
    registry.bar("today.add", "Needs the server")
    assert not registry.action("today.add").isEnabled()
    assert registry.reason("today.add") == "Needs the server"
    registry.bar("today.add", "")
    assert registry.action("today.add").isEnabled()


def test_a_key_that_was_held_back_can_be_carried_out_later(registry: ActionRegistry) -> None:
    registry.on_screen(Screen.TODAY)
    did: list[str] = []
    registry.triggered.connect(did.append)
    none = Qt.KeyboardModifier.NoModifier
    assert registry.trigger_key(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_W, none, "w"))
    assert not registry.trigger_key(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Q, none, "q"))
    assert did == ["today.add"]


@rule("U-07")
def test_the_sheet_of_shortcuts_comes_from_the_actions(
    registry: ActionRegistry, window: QMainWindow, qtbot: QtBot
) -> None:
    rows = [row for row in key_rows(registry) if row.selectable]
    with_keys = {d.ident for d in registry if registry.action(d.ident).shortcuts()}
    assert {row.key for row in rows} == with_keys
    sheet = ShortcutSheet(registry)
    qtbot.addWidget(sheet)
    assert sheet.list.rows.rowCount() > len(rows)
    assert len(menu_of(registry, [UNDO, None, "today.add"], "More", window).actions()) == 3
