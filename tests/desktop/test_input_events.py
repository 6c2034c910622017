"""One ear for input: who listens, in which order, and who is gone."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.input_events import hear_input, hear_no_more


class Listener(QObject):
    """Remembers what it was asked about."""

    def __init__(self, *, keeps: bool = False) -> None:
        super().__init__()
        self.heard: list[QEvent.Type] = []
        self._keeps = keeps

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        self.heard.append(event.type())
        return self._keeps


def application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def test_the_newest_listener_is_asked_first_and_may_keep_a_key(qtbot: QtBot) -> None:
    app, field = application(), QWidget()
    qtbot.addWidget(field)
    field.show()
    first, second = Listener(), Listener(keeps=True)
    for one in (first, second):
        hear_input(app, one)
    QTest.keyClick(field, Qt.Key.Key_A)
    assert second.heard
    assert first.heard == []
    hear_no_more(app, second)
    asked = len(second.heard)
    QTest.keyClick(field, Qt.Key.Key_A)
    assert QEvent.Type.KeyPress in first.heard
    assert len(second.heard) == asked
    hear_no_more(app, first)


def test_nobody_is_asked_about_what_is_no_input(qtbot: QtBot) -> None:
    app, listener = application(), Listener()
    hear_input(app, listener)
    shown = QWidget()
    qtbot.addWidget(shown)
    shown.show()
    shown.resize(10, 10)
    QApplication.processEvents()
    assert {kind for kind in listener.heard if kind is not QEvent.Type.MouseMove} == set()
    hear_no_more(app, listener)


def test_who_is_gone_is_not_asked(qtbot: QtBot) -> None:
    from shiboken6 import delete

    app, listener, field = application(), Listener(), QWidget()
    qtbot.addWidget(field)
    hear_input(app, listener)
    delete(listener)
    QTest.keyClick(field, Qt.Key.Key_A)
    assert listener.heard == []
