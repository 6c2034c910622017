"""A row of tools: one line while all fits, caps go first, then lines break (U-56)."""

import gc

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.button import Button
from desktop.widgets.label import ElidedLabel
from desktop.widgets.wrapping_row import WrappingRow
from tests.support.rules import rule


class Bar(QWidget):
    """A title that gives way, and three buttons with keys."""

    def __init__(self) -> None:
        super().__init__()
        self.row = WrappingRow()
        self.title = ElidedLabel()
        self.title.setText("A day with a long name and what was taken on it")
        self.row.addWidget(self.title, 1)
        self.buttons = [Button(text, key="Ctrl+P") for text in ("Give back", "Void", "Print")]
        for button in self.buttons:
            self.row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.row)
        column.addStretch(1)

    def wide(self, pixels: int) -> set[int]:
        """Give it so much room; the lines on which its buttons stand then."""
        self.resize(pixels, 200)
        QApplication.processEvents()
        return {button.y() for button in self.buttons}


def bar(bot: QtBot) -> Bar:
    made = Bar()
    bot.addWidget(made)
    made.show()
    return made


def words(made: Bar) -> int:
    return sum(button.minimumSizeHint().width() for button in made.buttons)


@rule("U-56")
def test_a_row_with_room_is_one_line_and_shows_every_key(qtbot: QtBot) -> None:
    made = bar(qtbot)
    assert len(made.wide(900)) == 1
    assert all(button.shows_key() for button in made.buttons)
    assert made.buttons[-1].geometry().right() == 899


@rule("U-56")
def test_with_less_room_the_keys_go_before_a_line_breaks(qtbot: QtBot) -> None:
    made = bar(qtbot)
    lines = made.wide(words(made) + 120 + 3 * made.row.spacing())
    assert len(lines) == 1
    assert not any(button.shows_key() for button in made.buttons)
    assert [one for one in made.buttons if one.width() < one.minimumSizeHint().width()] == []


@rule("U-56")
def test_what_still_has_no_room_goes_to_lines_of_its_own(qtbot: QtBot) -> None:
    made = bar(qtbot)
    assert len(made.wide(200)) > 1
    assert made.row.heightForWidth(200) > made.row.heightForWidth(900)
    assert [one for one in made.buttons if one.width() < one.minimumSizeHint().width()] == []
    assert max(one.geometry().right() for one in made.buttons) < 200


@rule("U-63")
def test_a_row_begins_where_the_language_does(qtbot: QtBot) -> None:
    made = bar(qtbot)
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    made.wide(900)
    assert made.buttons[-1].x() == 0


def test_a_hidden_part_takes_no_room_and_one_that_ends_is_forgotten(qtbot: QtBot) -> None:
    made = bar(qtbot)
    void = made.buttons[1]
    made.wide(900)
    void.hide()
    made.wide(901)
    gap = made.buttons[2].x() - made.buttons[0].geometry().right() - 1
    assert gap == made.row.spacing()
    void.setParent(None)
    void.deleteLater()
    made.buttons.remove(void)
    gc.collect()
    assert made.row.count() == 3
    assert len(made.wide(500)) == 1
