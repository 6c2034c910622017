"""The caps painted on buttons and hints show the key that counts now (U-07)."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions.declaration import ActionDef, on
from desktop.actions.registry import ActionRegistry
from desktop.actions.screens import Screen
from desktop.widgets.button import Button
from desktop.widgets.keycap import KEYS
from tests.support.keys import show_active
from tests.support.rules import rule

ADD = ActionDef("today.add", "Add walk-in", "user-plus", ("W",), on(Screen.TODAY))
WEEK = ActionDef("calendar.week", "Show week", "", ("W",), on(Screen.CALENDAR))
BOOK = ActionDef("class.book", "Book", "", ("Ctrl+B",), inner_keys=("W",), panel="Class")


@pytest.fixture
def registry(qtbot: QtBot) -> Iterator[ActionRegistry]:
    window = QMainWindow()
    qtbot.addWidget(window)
    page = QWidget()
    QVBoxLayout(page)
    window.setCentralWidget(page)
    show_active(window)
    made = ActionRegistry((ADD, WEEK, BOOK), window)
    made.on_screen(Screen.TODAY)
    KEYS.asks(made.key_now)
    yield made
    KEYS.asks(lambda _widget, usual: usual)


def _cap(button: Button) -> str:
    return button._key


@rule("U-07")
def test_a_button_shows_the_key_that_somebody_chose(registry: ActionRegistry, qtbot: QtBot) -> None:
    button = Button("Add", key="W")
    qtbot.addWidget(button)
    narrow = button.sizeHint().width()
    registry.rebind("today.add", "Ctrl+Shift+W")
    assert _cap(button) == "Ctrl+Shift+W"
    assert button.sizeHint().width() > narrow
    registry.rebind("today.add", "")
    assert _cap(button) == "W"


@rule("U-07")
def test_a_key_changed_on_one_screen_leaves_the_caps_of_another(
    registry: ActionRegistry, qtbot: QtBot
) -> None:
    button = Button("Week", key="W")
    qtbot.addWidget(button)
    registry.rebind("today.add", "X")
    registry.on_screen(Screen.CALENDAR)
    assert _cap(button) == "W"


@rule("U-07")
def test_a_panel_keeps_the_caps_of_its_own_keys(registry: ActionRegistry, qtbot: QtBot) -> None:
    panel = QWidget()
    qtbot.addWidget(panel)
    button = Button("Book", key="W", parent=panel)
    registry.own(panel, ["class.book"])
    registry.rebind("today.add", "X")
    assert _cap(button) == "W"


@rule("U-07")
def test_a_button_of_an_action_follows_it(registry: ActionRegistry, qtbot: QtBot) -> None:
    button = Button.for_action(registry.action("today.add"))
    qtbot.addWidget(button)
    registry.rebind("today.add", "X")
    assert _cap(button) == "X"
    assert registry.usual_text("today.add") == "W"
