"""Right to left: what is painted is mirrored, words stay readable, keys and the pointer follow."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.features.calendar.model import MonthDay, MonthLine, MonthPage
from desktop.features.calendar.month_grid import MonthGrid
from desktop.theme.fonts import font
from desktop.theme.mirror import along, is_turned, seen, turn, upright
from desktop.theme.palette import current_theme
from desktop.widgets.painted_children import install_painted_children
from desktop.widgets.painting import words
from tests.support.rules import rule

PLACE = QRect(10, 0, 60, 20)


def _month(bot: QtBot, direction: Qt.LayoutDirection) -> MonthGrid:
    line = MonthLine(occurrence_id="o", time="07:00", title="Mat", seats="1/2", service=1)
    days = tuple(
        MonthDay(date=f"d{n}", number=str(n), said=f"day {n}", lines=(line,)) for n in range(35)
    )
    grid = MonthGrid()
    bot.addWidget(grid)
    grid.setLayoutDirection(direction)
    grid.resize(700, 528)
    grid.show_month(MonthPage(title="", weekdays=("Mon",) * 7, days=days), "d9")
    grid.show()
    return grid


def _painted(*, turned: bool) -> QImage:
    image = QImage(200, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    if turned:
        turn(painter, image.rect())
    words(painter, PLACE, "07:00", font(), current_theme().strong)
    painter.end()
    return image


@rule("U-63")
def test_words_in_a_mirror_stand_on_the_other_side_and_can_be_read(qtbot: QtBot) -> None:
    straight, turned = _painted(turned=False), _painted(turned=True)
    assert turned.copy(200 - PLACE.right() - 1, 0, PLACE.width(), 20) == straight.copy(PLACE)
    assert turned != straight


@rule("U-63")
def test_what_is_upright_is_so_only_meanwhile(qtbot: QtBot) -> None:
    image = QImage(100, 20, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    turn(painter, image.rect())
    with upright(painter, PLACE):
        assert not is_turned(painter)
    assert is_turned(painter)
    painter.end()


@rule("U-63")
@pytest.mark.parametrize(
    ("direction", "first"),
    [(Qt.LayoutDirection.LeftToRight, 5), (Qt.LayoutDirection.RightToLeft, 695)],
)
def test_the_pointer_meets_what_is_seen_under_it(
    direction: Qt.LayoutDirection, first: int, qtbot: QtBot
) -> None:
    grid = _month(qtbot, direction)
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=QPoint(first, 100))
    assert grid.chosen() == "d0"


@rule("U-63")
def test_the_arrow_that_leads_on_is_the_left_one_where_people_write_from_the_right(
    qtbot: QtBot,
) -> None:
    grid = _month(qtbot, Qt.LayoutDirection.RightToLeft)
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=QPoint(695, 100))
    QTest.keyClick(grid, Qt.Key.Key_Left)
    assert grid.chosen() == "d1"
    assert along(Qt.Key.Key_Up, grid) == Qt.Key.Key_Up


@rule("U-58", "U-63")
def test_a_screen_reader_is_told_where_a_mirrored_cell_is_seen(qtbot: QtBot) -> None:
    install_painted_children()
    grid = _month(qtbot, Qt.LayoutDirection.RightToLeft)
    told = QAccessible.queryAccessibleInterface(grid).child(0).rect()
    assert told.right() == grid.mapToGlobal(QPoint(grid.width() - 1, 0)).x()


def test_a_place_seen_twice_in_the_mirror_is_the_place(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    widget.resize(300, 50)
    assert seen(PLACE, widget) == QRect(230, 0, 60, 20)
    assert seen(seen(PLACE, widget), widget) == PLACE
