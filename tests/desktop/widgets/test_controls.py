"""Buttons, segments, search box, focus ring, panel."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.theme.sizes import SIDE_PANEL
from desktop.widgets.avatar import initials_of
from desktop.widgets.button import Button
from desktop.widgets.focus_ring import FocusRing
from desktop.widgets.search_box import SearchBox
from desktop.widgets.segmented import Segmented
from desktop.widgets.side_panel import SidePanel
from tests.support.keys import click, press, show_active, type_text
from tests.support.rules import rule


def test_a_button_of_an_action_follows_it(qtbot: QtBot) -> None:
    action = QAction("Add walk-in")
    action.setShortcut("W")
    button = Button.for_action(action, icon="user-plus")
    qtbot.addWidget(button)
    with qtbot.waitSignal(action.triggered):
        button.click()
    action.setEnabled(False)
    assert not button.isEnabled()
    assert button.accessibleName() == "Add walk-in"


def test_a_segment_that_is_picked_is_told_and_one_that_is_set_is_not(qtbot: QtBot) -> None:
    views = Segmented("View", [("day", "Day", "D"), ("week", "Week", "W")])
    qtbot.addWidget(views)
    told: list[str] = []
    views.chosen.connect(told.append)
    views.choose("week")
    assert (views.choice(), told) == ("week", [])
    first = next(b for b in views.children() if getattr(b, "text", str)() == "Day")
    assert isinstance(first, QWidget)
    click(first)
    assert (views.choice(), told) == ("day", ["day"])


@rule("U-04")
def test_the_search_box_tells_after_a_rest_and_hands_on_arrows_and_enter(qtbot: QtBot) -> None:
    search = SearchBox("Find a client", "/")
    qtbot.addWidget(search)
    search.show()
    with qtbot.waitSignal(search.searched, timeout=200) as told:
        type_text(search, "pri")
    assert told.args == ["pri"]
    moves: list[int] = []
    search.moved.connect(moves.append)
    press(search, Qt.Key.Key_Down)
    press(search, Qt.Key.Key_Up)
    assert moves == [1, -1]
    type_text(search, "y")
    with qtbot.waitSignals([search.searched, search.entered], timeout=100):
        press(search, Qt.Key.Key_Return)
    with qtbot.waitSignal(search.searched):
        press(search, Qt.Key.Key_Escape)
    with qtbot.waitSignal(search.left):
        press(search, Qt.Key.Key_Escape)


@rule("U-10")
def test_the_ring_goes_with_the_focus_and_lies_outside_the_button(
    qtbot: QtBot, qapp: QApplication
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    first, second, field = Button("Book"), Button("Move"), QLineEdit()
    for part in (first, second, field):
        column.addWidget(part)
    ring = FocusRing(qapp)
    show_active(page)
    first.setFocus()
    press(first, Qt.Key.Key_Tab)
    assert second.hasFocus()
    assert ring.ring().isVisible()
    assert ring.ring().geometry().contains(second.geometry().adjusted(-2, -2, 2, 2))
    press(second, Qt.Key.Key_Tab)
    assert field.hasFocus()
    assert not ring.ring().isVisible()


def test_the_panel_has_its_width_and_closes_on_escape(qtbot: QtBot) -> None:
    panel = SidePanel()
    qtbot.addWidget(panel)
    content = QLineEdit()
    panel.open(content)
    assert panel.width() == SIDE_PANEL
    with qtbot.waitSignal(panel.closed):
        press(panel, Qt.Key.Key_Escape)
    assert panel.content() is None
    content.deleteLater()


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Priya Nair", "PN"), ("Madonna", "M"), ("Ana de Sá Reis", "AR"), ("", "")],
)
def test_initials_of_any_name(name: str, initials: str) -> None:
    assert initials_of(name) == initials
