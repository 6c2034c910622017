"""Every screen and panel, walked: each control has a name of its own, each title is seen."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.gallery_panels.stage import SCENES, Stage
from tests.support.rules import rule


def controls(window: QWidget) -> list[QWidget]:
    """What the keyboard reaches."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
    ]


@rule("U-57", "U-58")
@pytest.mark.parametrize("name", SCENES)
def test_each_control_has_a_name_and_none_twice(name: str, qtbot: QtBot, tmp_path: Path) -> None:
    stage = Stage(tmp_path / "desk.ini")
    qtbot.addWidget(stage.window)
    stage.show(QSize(1280, 800))
    SCENES[name](stage)
    QApplication.processEvents()
    found = controls(stage.window)
    names = [widget.accessibleName() for widget in found]
    assert [type(w).__name__ for w in found if not w.accessibleName()] == []
    assert sorted({n for n in names if names.count(n) > 1}) == []


@rule("U-56")
@pytest.mark.parametrize("name", SCENES)
def test_every_scene_fits_a_small_window(name: str, qtbot: QtBot, tmp_path: Path) -> None:
    stage = Stage(tmp_path / "desk.ini")
    qtbot.addWidget(stage.window)
    stage.show(QSize(1024, 700))
    SCENES[name](stage)
    QApplication.processEvents()
    assert stage.window.size() == QSize(1024, 700)
    right = stage.window.rect().right()
    beyond = [
        widget.accessibleName()
        for widget in controls(stage.window)
        if widget.mapTo(stage.window, widget.rect().topRight()).x() > right
    ]
    assert beyond == []
