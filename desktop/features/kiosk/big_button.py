"""A button for fingers: 56 pixels tall, words that are read standing."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_M, GAP_XL, RADIUS
from desktop.theme.tokens import mix
from desktop.widgets.painting import CENTRE, box, text_width, words

TALL, LEAST = 56, 56
_ICON = 24


class BigButton(QAbstractButton):
    """At least 56 by 56 pixels (U-59)."""

    def __init__(
        self, text: str, icon: str = "", *, strong: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(text)
        self._icon, self._strong = icon, strong
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        wide = text_width(self.text(), Size.PAGE, bold=True) if self.text() else 0
        icon = _ICON + (GAP_M if wide else 0) if self._icon else 0
        return QSize(max(LEAST, wide + icon + (2 * GAP_XL if wide else 0)), TALL)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        fill = theme.accent_fill if self._strong else theme.raised
        if self.isDown():
            fill = mix(theme.strong, fill, 0.12)
        ink = theme.on_accent if self._strong else theme.strong
        if not self.isEnabled():
            fill, ink = theme.window, theme.control
        box(painter, self.rect(), RADIUS, fill, None if self._strong else theme.line_strong)
        wide = text_width(self.text(), Size.PAGE, bold=True)
        room = self.rect()
        if self._icon:
            total = _ICON + (GAP_M + wide if self.text() else 0)
            left = room.center().x() - total // 2
            draw_icon(painter, self._icon, QPoint(left, (self.height() - _ICON) // 2), _ICON, ink)
            room.setLeft(left + _ICON + GAP_M)
            room.setWidth(wide + 2)
        words(painter, room, self.text(), font(Size.PAGE, bold=True), ink, CENTRE)
