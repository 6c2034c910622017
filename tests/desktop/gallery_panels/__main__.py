"""Saves pictures of the panels: python -m tests.desktop.gallery_panels OUTDIR [NAME...]."""

import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from desktop.theme.switch import Appearance, ThemeSwitch
from tests.desktop.gallery_panels.stage import SCENES, Stage

SIZES = {"1024": QSize(1024, 700), "1280": QSize(1280, 800), "1920": QSize(1920, 1080)}


def save_scene(app: QApplication, name: str, size: QSize, file: Path) -> None:
    """Play one scene in a fresh window and save it."""
    with tempfile.TemporaryDirectory() as kept:
        stage = Stage(Path(kept) / "desk.ini")
        stage.show(size)
        SCENES[name](stage)
        stage.grab(file)
        stage.window.close()
        stage.window.deleteLater()
        app.processEvents()


def save_all(folder: Path, wanted: set[str]) -> list[Path]:
    """The wanted scenes, or all, in both themes and all sizes; returns the files."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    switch = ThemeSwitch(app, Appearance.LIGHT)
    folder.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    for theme in (Appearance.LIGHT, Appearance.DARK):
        switch.choose(theme)
        for width, size in SIZES.items():
            for name in SCENES:
                if not wanted or name in wanted:
                    files.append(folder / f"{name}-{theme}-{width}.png")
                    save_scene(app, name, size, files[-1])
    return files


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for saved in save_all(Path(sys.argv[1]), set(sys.argv[2:])):
        sys.stdout.write(f"{saved}\n")
