"""Asks where a file shall be saved; tests put their own answer in its place."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

ChooseFile = Callable[[QWidget, str, str], str]
"""Parent, proposed name with its ending, kinds of files; "" where the person leaves."""


def choose_file(parent: QWidget, name: str, kinds: str) -> str:
    """The path that a person chooses, in their documents at first."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    start = str(Path(folder or QDir.homePath()) / safe_name(name))
    return QFileDialog.getSaveFileName(parent, "", start, kinds)[0]


def safe_name(name: str) -> str:
    """A name that every file system takes."""
    kept = "".join(" " if letter in '\\/:*?"<>|' or letter < " " else letter for letter in name)
    return " ".join(kept.split())[:120]
