"""The tall buttons on a coloured result; the one on Enter is the only filled one."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.features.checkin.looks import field_of
from desktop.features.checkin.model import Fix, Outcome
from desktop.theme.fonts import Size, font
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import BUTTON_RESULT, GAP_L, GAP_M, RADIUS
from desktop.theme.tokens import mix
from desktop.widgets.keycap import CapLook, cap_width, draw_cap
from desktop.widgets.painting import box, text_width, words


class FixButton(QAbstractButton):
    """One way out."""

    def __init__(self, fix: Fix, outcome: Outcome, parent: QWidget) -> None:
        super().__init__(parent)
        self.fix, self._outcome = fix, outcome
        self._growth = 1.0
        self.setText(fix.text)
        self.setAccessibleName(fix.text)
        self.setObjectName(f"fix.{fix.ident}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def grow(self, growth: float) -> None:
        """Draw everything larger by this factor."""
        self._growth = growth
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802
        return self._drawn_size() * self._growth

    def _drawn_size(self) -> QSize:
        cap = GAP_M + cap_width(self.fix.key, self._cap()) if self.fix.key else 0
        text = text_width(self.text(), Size.SECTION, self.fix.primary)
        return QSize(2 * GAP_L + text + cap, BUTTON_RESULT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        painter.scale(self._growth, self._growth)
        rect = QRect(QPoint(0, 0), self._drawn_size())
        colours = field_of(current_theme(), self._outcome)
        look = self._cap()
        lift = 0.2 if self.isDown() else 0.1 if self.underMouse() else 0.0
        if self.fix.primary:
            box(painter, rect, RADIUS, mix(colours.fill, colours.on, lift))
        else:
            fill = mix(colours.on, colours.fill, lift)
            box(painter, rect, RADIUS, fill, colours.on)
        face = font(Size.SECTION, self.fix.primary)
        wide = text_width(self.text(), Size.SECTION, self.fix.primary)
        words(painter, QRect(GAP_L, 0, wide, rect.height()), self.text(), face, look.ink)
        if self.fix.key:
            draw_cap(painter, GAP_L + wide + GAP_M, rect.height() // 2, self.fix.key, look)

    def _cap(self) -> CapLook:
        colours = field_of(current_theme(), self._outcome)
        ink = colours.fill if self.fix.primary else colours.on
        return CapLook(ink, ink, Size.BODY, 22)
