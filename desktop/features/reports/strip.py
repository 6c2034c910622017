"""The sums of a report in large figures, each with how it moved."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.features.reports.model import Headline
from desktop.theme.fonts import Size, font
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, RADIUS
from desktop.widgets.painting import box, text_width, words

TALL = 76


class Strip(QWidget):
    """Up to four figures side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._headlines: tuple[Headline, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(TALL)

    def show_headlines(self, headlines: Sequence[Headline]) -> None:
        """Show other figures; none hides the strip."""
        self._headlines = tuple(headlines)
        self.setVisible(bool(headlines))
        said = [f"{one.title} {one.value} {one.delta}".strip() for one in headlines]
        self.setAccessibleName(", ".join(said))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(400, TALL)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        count = len(self._headlines)
        wide = (self.width() - (count - 1) * GAP_L) // max(1, count)
        for at, one in enumerate(self._headlines):
            rect = QRect(at * (wide + GAP_L), 0, wide, TALL - 1)
            box(painter, rect, RADIUS, theme.panel, theme.line)
            inner = rect.adjusted(GAP_L, 8, -GAP_L, -8)
            title = QRect(inner.x(), inner.y(), inner.width(), 18)
            words(painter, title, one.title, font(Size.CAPTION), theme.muted)
            value = QRect(inner.x(), inner.y() + 18, inner.width(), 38)
            words(painter, value, one.value, font(Size.PAGE, bold=True), theme.strong)
            left = inner.x() + text_width(one.value, Size.PAGE, bold=True) + 8
            beside = QRect(left, inner.y() + 20, max(0, inner.right() - left), 38)
            words(painter, beside, one.delta, font(Size.CAPTION), theme.muted)
