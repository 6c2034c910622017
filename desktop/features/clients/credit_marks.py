"""Credits as marks: solid used, half held, hollow free."""

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.features.clients.model import Credit
from desktop.theme.fonts import Size, font
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import RADIUS_SMALL
from desktop.widgets.painting import box, text_width, words

SIDE, STEP, A_LINE = 16, 20, 15


def draw_credit(painter: QPainter, rect: QRect, credit: Credit) -> None:
    """One mark."""
    theme = current_theme()
    if credit is Credit.USED:
        box(painter, rect, RADIUS_SMALL, theme.control)
        return
    box(painter, rect, RADIUS_SMALL, None, QPen(theme.accent, 2))
    if credit is Credit.HELD:
        half = QPainterPath()
        half.addRect(QRectF(rect.x(), rect.y(), rect.width() / 2, rect.height()))
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(rect), RADIUS_SMALL, RADIUS_SMALL)
        painter.fillPath(outline.intersected(half), theme.accent)


class CreditMarks(QWidget):
    """The credits of a pass in lines of fifteen; those used up come first."""

    def __init__(self, credits: tuple[Credit, ...], said: str) -> None:
        super().__init__()
        self._credits = credits
        self.setAccessibleName(said)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        lines = max(1, -(-len(self._credits) // A_LINE))
        return QSize(min(A_LINE, len(self._credits)) * STEP, lines * STEP - (STEP - SIDE))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        for at, credit in enumerate(self._credits):
            line, column = divmod(at, A_LINE)
            draw_credit(painter, QRect(column * STEP, line * STEP, SIDE, SIDE), credit)


class CreditLegend(QWidget):
    """What the marks mean."""

    def __init__(self) -> None:
        super().__init__()
        self._entries = (
            (Credit.USED, self.tr("used")),
            (Credit.HELD, self.tr("held")),
            (Credit.FREE, self.tr("free")),
        )
        self.setAccessibleName(self.tr("Marks: used, held, free"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        wide = sum(SIDE + 4 + text_width(word, Size.CAPTION) + 12 for _, word in self._entries)
        return QSize(wide - 12, SIDE)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        left = 0
        for credit, word in self._entries:
            draw_credit(painter, QRect(left, 0, SIDE, SIDE), credit)
            left += SIDE + 4
            wide = text_width(word, Size.CAPTION)
            place = QRect(left, 0, wide, SIDE)
            words(painter, place, word, font(Size.CAPTION), current_theme().muted)
            left += wide + 12
