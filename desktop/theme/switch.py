"""Light, dark or as the system: dresses the application and follows the system live (U-52)."""

from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from desktop.theme.fonts import font, load_fonts
from desktop.theme.palette import current_theme, palette_of
from desktop.theme.style import sheet_of
from desktop.theme.tokens import DARK, LIGHT, Theme


class Appearance(StrEnum):
    """What the person chose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


STYLE = "fusion"


class ThemeSwitch(QObject):
    """Dresses the application. Widgets repaint by themselves: they read the palette."""

    changed = Signal()

    def __init__(self, app: QApplication, appearance: Appearance = Appearance.SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self._appearance = appearance
        if app.style().objectName() != STYLE:
            app.setStyle(STYLE)
        load_fonts()
        app.setFont(font())
        app.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._dress()

    @property
    def appearance(self) -> Appearance:
        """What is chosen, not what it comes to."""
        return self._appearance

    def choose(self, appearance: Appearance) -> None:
        """Take effect at once."""
        self._appearance = appearance
        self._dress()

    def theme(self) -> Theme:
        """What the choice comes to now; a system that reports nothing counts as light."""
        if self._appearance is Appearance.SYSTEM:
            scheme = self._app.styleHints().colorScheme()
            return DARK if scheme == Qt.ColorScheme.Dark else LIGHT
        return DARK if self._appearance is Appearance.DARK else LIGHT

    def _follow_system(self) -> None:
        if self._appearance is Appearance.SYSTEM and self.theme() is not current_theme():
            self._dress()

    def _dress(self) -> None:
        theme = self.theme()
        self._app.setPalette(palette_of(theme))
        self._app.setStyleSheet(sheet_of(theme))
        self.changed.emit()
