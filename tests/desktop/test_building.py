"""Screens and panels are built behind the window: nothing else shows or takes the keys."""

import gc
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.desk_app import DeskApp
from tests.desktop.live import LiveDesk
from tests.support.keys import show_active

NOW = 1_795_023_660_000


class Shown(QObject):
    """Notes every window of its own that shows, with who built it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.found.append("".join(traceback.format_stack(limit=4)[:-1]))
        return False


@pytest.fixture
def live(tmp_path: Path) -> Iterator[LiveDesk]:
    with LiveDesk.open(tmp_path, NOW) as made:
        yield made


def test_building_the_rest_shows_no_window_and_leaves_the_keys(
    live: LiveDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    desk = DeskApp(app, live.session, tmp_path / "window.ini")
    qtbot.addWidget(desk.window)
    show_active(desk.window)
    desk.load()
    shown = Shown()
    app.installEventFilter(shown)
    qtbot.waitUntil(lambda: not desk.screens.missing(), timeout=5000)
    app.removeEventFilter(shown)
    assert shown.found == []
    assert QApplication.activeWindow() is desk.window
    assert QApplication.focusWidget() is not None
    desk.end()


def test_every_panel_ends_with_its_window(live: LiveDesk, tmp_path: Path, qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    for _ in range(3):
        desk = DeskApp(app, live.session, tmp_path / "window.ini")
        show_active(desk.window)
        desk.load()
        desk.open_class(live.names["late"])
        desk.window.panel.dismiss()
        desk.links.walk_in()
        for part in desk.screens.missing():
            getattr(desk.screens, part)
        panels = desk.screens.panels()
        assert [panel.parent() for panel in panels] == [desk.window.panel] * len(panels)
        desk.end()
        shiboken6.delete(desk.window)
        assert [shiboken6.isValid(panel) for panel in panels] == [False] * len(panels)
        gc.collect()
