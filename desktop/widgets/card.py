"""A section on the page: a panel with an edge, a title with its count, a head and a body."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.theme.fonts import Size
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_M, GAP_XS, RADIUS
from desktop.widgets.label import Ink, Label
from desktop.widgets.painting import box, rule_line
from desktop.widgets.wrapping_row import WrappingRow

HEAD = 40


class Card(QWidget):
    """Title and count on the left of the head, `head` for what stands on its right."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self.head_box = QWidget(self)
        self.head_box.setMinimumHeight(HEAD)
        self.head_box.setHidden(not title)
        self.head = WrappingRow(parent=self.head_box)
        self.head.setContentsMargins(GAP_M, GAP_XS, GAP_M, GAP_XS)
        self.title = Label(title, Size.SECTION, bold=True, ink=Ink.STRONG)
        self.count = Label("", Size.SECTION, ink=Ink.MUTED)
        self.count.hide()
        self.line_under_head = True
        self.head.addWidget(self.title)
        self.head.addWidget(self.count)
        self.head.addStretch(1)
        column.addWidget(self.head_box)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 1 if title else 0, 0, 0)
        self.body.setSpacing(0)
        column.addLayout(self.body, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def set_count(self, count: int) -> None:
        """Show how many there are."""
        self.count.setText(str(count))
        self.count.show()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        box(painter, self.rect(), RADIUS, theme.panel, theme.line)
        if self.head_box.isVisible() and self.line_under_head:
            y = self.head_box.geometry().bottom() + 1
            rule_line(painter, QPointF(1, y), QPointF(self.width() - 2, y), theme.line)
