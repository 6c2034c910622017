"""The first open items of Attention, each with its nearest remedy."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.features.today.model import AttentionLine
from desktop.saying import tr
from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import BUTTON_HEAD, BUTTON_ROW, GAP_M, ROW_TWO_LINES
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.painting import rule_line, words


class _Item(QWidget):
    asked = Signal(str)
    opened = Signal(str)

    def __init__(self, line: AttentionLine, last: bool) -> None:
        super().__init__()
        self._line, self._last = line, last
        self.setFixedHeight(ROW_TWO_LINES)
        self.setAccessibleName(f"{line.title}. {line.note}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, GAP_M, 1)
        row.addStretch(1)
        self._button: Button | None = None
        if line.action:
            self._button = Button(line.action, tall=BUTTON_ROW)
            self._button.setAccessibleName(f"{line.action}: {line.title}")
            self._button.clicked.connect(lambda: self.asked.emit(line.item_id))
            row.addWidget(self._button)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(200, ROW_TWO_LINES)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self._line.item_id)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        line = self._line
        draw_icon(painter, line.icon, QPoint(GAP_M, 14), 16, theme.attention.text)
        used = self._button.width() + GAP_M * 2 if self._button else GAP_M
        title = QRect(36, 5, self.width() - 36 - used, 18)
        words(painter, title, line.title, font(bold=True), theme.strong)
        note = QRect(36, 23, self.width() - 36 - used, 16)
        words(painter, note, line.note, font(Size.CAPTION), theme.muted)
        if not self._last:
            y = self.height() - 1
            rule_line(painter, QPointF(0, y), QPointF(self.width(), y), theme.line)


class AttentionCard(Card):
    """Three items at most; the rest is one click away."""

    opened = Signal(str)
    acted = Signal(str)
    all_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Needs attention"), parent)
        self.title.setText(self.tr("Needs attention"))
        button = Button(self.tr("Open all"), tall=BUTTON_HEAD)
        button.setAccessibleName(self.tr("Open all that needs attention"))
        button.clicked.connect(self.all_requested)
        self.head.addWidget(button)
        self._empty = EmptyState(self.tr("Nothing needs you. What does will stand here."))
        self.body.addWidget(self._empty)
        self._items = QVBoxLayout()
        self._items.setSpacing(0)
        self.body.addLayout(self._items)
        self.body.addStretch(1)

    def show_lines(self, lines: Sequence[AttentionLine], count: int) -> None:
        """Take the first items and how many there are in all."""
        self.set_count(count)
        self._empty.setVisible(not lines)
        while (item := self._items.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for at, line in enumerate(lines):
            made = _Item(line, at == len(lines) - 1)
            made.opened.connect(self.opened)
            made.asked.connect(self.acted)
            self._items.addWidget(made)
