"""Lists: keyboard movement, type-ahead, keeping the place, parts, emptiness."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction, QPainter
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from desktop.widgets.empty_state import EmptyState
from desktop.widgets.row_list import RowDelegate, RowList
from desktop.widgets.row_model import ListRow
from tests.support.keys import click, press, show_active
from tests.support.rules import rule

NAMES = ("Aisha", "Ben", "Sam", "Sara")


class Names(RowDelegate):
    def draw(self, painter: QPainter, rect: QRect, row: ListRow, _chosen: bool) -> None:
        painter.drawText(rect, row.said)

    def parts(self, rect: QRect, _row: ListRow) -> dict[str, QRect]:
        return {"check in": QRect(rect.right() - 60, rect.y(), 60, rect.height())}


def row(name: str) -> ListRow:
    return ListRow(key=name.lower(), said=name)


def group(name: str) -> ListRow:
    return ListRow(key=name, said=name, tall=28, selectable=False)


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    people = RowList("People", Names(), EmptyState("Nobody is due.", "Add walk-in", "W"))
    people.show_rows([group("18:00"), *map(row, NAMES)])
    window.setCentralWidget(people)
    window.resize(400, 300)
    show_active(window)
    people.setFocus()
    return window


def people_of(window: QMainWindow) -> RowList:
    people = window.centralWidget()
    assert isinstance(people, RowList)
    return people


def test_arrows_pass_over_group_heads(window: QMainWindow, qtbot: QtBot) -> None:
    people = people_of(window)
    people.step(-99)
    assert people.current_key() == "aisha"
    press(people, Qt.Key.Key_Down)
    assert people.current_key() == "ben"
    people.step(99)
    assert people.current_key() == "sara"


def test_enter_opens_the_chosen_row(window: QMainWindow, qtbot: QtBot) -> None:
    people = people_of(window)
    people.choose("ben")
    with qtbot.waitSignal(people.opened) as opened:
        press(people, Qt.Key.Key_Return)
    assert opened.args == ["ben"]


@rule("U-05")
def test_letters_of_a_name_being_typed_do_not_trigger_the_screen(
    window: QMainWindow, qtbot: QtBot
) -> None:
    people = people_of(window)
    action = QAction("Undo something", window)
    action.setShortcut("A")
    window.addAction(action)
    triggered: list[bool] = []
    action.triggered.connect(triggered.append)
    for letter in (Qt.Key.Key_S, Qt.Key.Key_A, Qt.Key.Key_R):
        press(people, letter)
    assert people.current_key() == "sara"
    assert not triggered


def test_a_reload_keeps_the_place_or_goes_to_the_nearest(window: QMainWindow) -> None:
    people = people_of(window)
    people.choose("sam")
    people.show_rows([row("Zoe"), *map(row, NAMES)])
    assert people.current_key() == "sam"
    people.show_rows([row("Zoe"), row("Aisha"), row("Ben"), row("Sara")])
    assert people.current_key() == "sara"


def test_a_click_on_a_part_says_which(window: QMainWindow, qtbot: QtBot) -> None:
    people = people_of(window)
    place = people.visualRect(people.rows.index_of("ben"))
    with qtbot.waitSignal(people.part_clicked) as clicked:
        click(people.viewport(), place.topRight() - QPoint(10, -10))
    assert clicked.args == ["ben", "check in"]


@rule("U-78")
def test_an_empty_list_says_so_and_offers_the_next_action(
    window: QMainWindow, qtbot: QtBot
) -> None:
    people = people_of(window)
    empty = people.findChild(EmptyState)
    assert empty is not None
    assert not empty.isVisible()
    people.show_rows([])
    assert empty.isVisible()
    assert empty.sentence.text() == "Nobody is due."
