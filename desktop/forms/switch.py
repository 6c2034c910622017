"""A switch with its words: Space or a click turns it."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.theme.fonts import font
from desktop.theme.mirror import brush, upright
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_S
from desktop.widgets.painting import box, text_width, written

TALL, _WIDE, _HIGH = 28, 32, 18
_WRAPPED = int(
    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
)


class Switch(QAbstractButton):
    """On is told by place and by a mark, not by colour alone (U-16)."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        room = QRect(0, 0, width - _WIDE - GAP_S - 1, 1000)
        metrics = QFontMetrics(font())
        return max(TALL, metrics.boundingRect(room, _WRAPPED, self.text()).height() + 8)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(_WIDE + GAP_S + text_width(self.text()) + 2, TALL)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(_WIDE + GAP_S + 40, TALL)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        on = self.isChecked()
        track = QRect(1, (self.height() - _HIGH) // 2, _WIDE, _HIGH)
        fill = theme.accent_fill if on else theme.panel
        box(painter, track, _HIGH / 2, fill, None if on else theme.control)
        knob = QRect(track.x() + (_WIDE - 15 if on else 3), track.y() + 3, 12, 12)
        box(painter, knob, 6, theme.on_accent if on else theme.control)
        place = QRect(_WIDE + GAP_S + 1, 0, self.width() - _WIDE - GAP_S - 1, self.height())
        ink = theme.text if self.isEnabled() else theme.control
        painter.setFont(font())
        painter.setPen(ink)
        with upright(painter, place):
            written(painter, place, _WRAPPED, self.text())
