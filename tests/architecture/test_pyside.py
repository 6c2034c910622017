"""Guards the pinned Qt binding: some releases lose references to None and abort after a while.

From Python 3.12 on None is not counted, and the fault cannot show.
"""

import ctypes
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

CALLS = 500
pytestmark = pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal here")

Index = QModelIndex | QPersistentModelIndex


class Panel(QWidget):
    """A widget with what a screen has: a signal, a painter of its own."""

    picked = Signal(object)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        with QPainter(self) as painter:
            painter.drawLine(0, 0, 5, 5)


class Roster(QAbstractListModel):
    """A model that answers None."""

    def rowCount(self, _parent: Index | None = None) -> int:  # noqa: N802
        return 3

    def data(self, _index: Index, _role: int = 0) -> None:
        return None

    def reload(self) -> None:
        self.beginResetModel()
        self.endResetModel()


def lost_references(act: Callable[[], object]) -> int:
    """How many references to None went missing in 500 calls, after one to warm up."""
    act()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        act()
    return before - sys.getrefcount(None)


def test_qt_calls_lose_no_reference_to_none(qtbot: QtBot) -> None:
    panel, roster, owner = Panel(), Roster(), QObject()
    qtbot.addWidget(panel)
    panel.picked.connect(lambda _what: None)
    panel.show()
    acts: dict[str, Callable[[], object]] = {
        "emit": lambda: panel.picked.emit(None),
        "connect": lambda: panel.picked.disconnect(panel.picked.connect(lambda _what: None)),
        "setter": lambda: panel.setEnabled(True),
        "property": lambda: (panel.setProperty("seat", None), panel.property("none")),
        "parent": panel.parent,
        "make": lambda: QObject(None),
        "action": lambda: QAction("Book", owner).setParent(None),
        "data": lambda: roster.index(0).data(),
        "reset": roster.reload,
        "paint": panel.repaint,
        "find": lambda: panel.findChild(QWidget, "nobody"),
    }
    lost = {name: lost_references(act) for name, act in acts.items()}
    # A release with the fault loses one or more at each call of some kind.
    assert {name: n for name, n in lost.items() if n > CALLS // 10} == {}


def test_a_lost_reference_is_noticed() -> None:
    none = ctypes.py_object(None)
    try:
        assert lost_references(lambda: ctypes.pythonapi.Py_DecRef(none)) > CALLS // 2
    finally:
        for _ in range(CALLS + 1):
            ctypes.pythonapi.Py_IncRef(none)
