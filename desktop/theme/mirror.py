"""Painting from right to left: what is painted is laid out once, from left to right, and then
painted as in a mirror. Words and pictures stay upright in their mirrored places (U-63)."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QSinglePointEvent
from PySide6.QtWidgets import QWidget

_SIDEWAYS = {Qt.Key.Key_Left: Qt.Key.Key_Right, Qt.Key.Key_Right: Qt.Key.Key_Left}


def brush(widget: QWidget) -> QPainter:
    """The painter of a widget; as in a mirror where the language is written from the right."""
    painter = QPainter(widget)
    if widget.isRightToLeft():
        turn(painter, widget.rect())
    return painter


def turn(painter: QPainter, rect: QRect | QRectF) -> None:
    """Paint as in a mirror from here on, about the middle of a place."""
    painter.translate(2 * QRectF(rect).center().x(), 0)
    painter.scale(-1, 1)


def is_turned(painter: QPainter) -> bool:
    """Whether a painter paints as in a mirror."""
    return painter.worldTransform().m11() < 0


@contextmanager
def upright(painter: QPainter, rect: QRect | QRectF) -> Iterator[None]:
    """What is painted into this place meanwhile can be read, in a mirror too."""
    if not is_turned(painter):
        yield
        return
    painter.save()
    turn(painter, rect)
    yield
    painter.restore()


def place_of(event: QSinglePointEvent, widget: QWidget) -> QPoint:
    """Where the pointer is, in the places of the layout."""
    at = event.position().toPoint()
    return QPoint(widget.width() - 1 - at.x(), at.y()) if widget.isRightToLeft() else at


def seen(rect: QRect, widget: QWidget) -> QRect:
    """Where a place of the layout is seen in its widget; and the other way round."""
    if not widget.isRightToLeft():
        return rect
    return QRect(widget.width() - rect.x() - rect.width(), rect.y(), rect.width(), rect.height())


def from_the_right() -> bool:
    """Whether the language of this desk is written from right to left."""
    return QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft


def reads_right_to_left(text: str) -> bool:
    """Whether the first letter of a text belongs to a script that is written from the right."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False


def along(key: int, widget: QWidget) -> int:
    """An arrow key by where it leads: right is on, in a mirror left is."""
    return int(_SIDEWAYS.get(Qt.Key(key), key)) if widget.isRightToLeft() else key
