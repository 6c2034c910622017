"""Where the window stood, kept in a settings file (U-84)."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QSize
from PySide6.QtWidgets import QWidget

_DEFAULT = QSize(1280, 800)


class WindowPlace:
    """Qt itself clamps a geometry whose screen is gone."""

    def __init__(self, file: Path) -> None:
        self._settings = QSettings(str(file), QSettings.Format.IniFormat)

    def restore(self, window: QWidget) -> None:
        """Put the window where it was, or at its first size."""
        kept = self._settings.value("window/geometry")
        if not (isinstance(kept, QByteArray) and window.restoreGeometry(kept)):
            window.resize(_DEFAULT)

    def keep(self, window: QWidget, screen: str) -> None:
        """Write place and screen down."""
        self._settings.setValue("window/geometry", window.saveGeometry())
        self._settings.setValue("window/screen", screen)
        self._settings.sync()

    def screen(self) -> str:
        """The screen that was in view, or an empty text."""
        return str(self._settings.value("window/screen", ""))
