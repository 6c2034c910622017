"""The ways to put it right, by number; the first is the one proposed."""

from PySide6.QtCore import QPointF, QRect, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.features.attention.model import Remedy
from desktop.theme.fonts import Size, font
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import BUTTON_ROW, GAP_L, ROW_TWO_LINES
from desktop.widgets.button import Button, Kind
from desktop.widgets.card import Card
from desktop.widgets.keycap import draw_cap
from desktop.widgets.painting import rule_line, words

_BUTTON_WIDE, _TEXT_AT = 112, 46


class _Line(QWidget):
    taken = Signal(str)

    def __init__(self, number: int, remedy: Remedy, *, last: bool) -> None:
        super().__init__()
        self._number, self._remedy, self._last = number, remedy, last
        self.setFixedHeight(ROW_TWO_LINES)
        self.setAccessibleName(f"{number}: {remedy.text}. {remedy.note}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, GAP_L, 1)
        row.addStretch(1)
        kind = Kind.PRIMARY if number == 1 else Kind.NORMAL
        self._button = Button(remedy.button, kind=kind, tall=BUTTON_ROW)
        self._button.setFixedWidth(max(_BUTTON_WIDE, self._button.sizeHint().width()))
        self._button.clicked.connect(lambda: self.taken.emit(remedy.ident))
        row.addWidget(self._button)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        draw_cap(painter, GAP_L, self.height() // 2, str(self._number))
        wide = self._button.x() - _TEXT_AT - 8
        top = QRect(_TEXT_AT, 4, wide, 20)
        words(painter, top, self._remedy.text, font(bold=True), theme.strong)
        below = QRect(_TEXT_AT, 23, wide, 16)
        words(painter, below, self._remedy.note, font(Size.CAPTION), theme.muted)
        if not self._last:
            y = self.height() - 1
            rule_line(painter, QPointF(1, y), QPointF(self.width() - 2, y), theme.line)


class RemedyList(Card):
    """Rows of remedies in one card."""

    taken = Signal(str)

    def __init__(self, remedies: tuple[Remedy, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(self.tr("Ways to put it right"))
        holder = QVBoxLayout()
        holder.setContentsMargins(0, 0, 0, 0)
        holder.setSpacing(0)
        for at, remedy in enumerate(remedies):
            line = _Line(at + 1, remedy, last=at + 1 == len(remedies))
            line.taken.connect(self.taken)
            holder.addWidget(line)
        self.body.addLayout(holder)
