"""The rush board: what could go wrong in the class that starts next."""

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.features.today.model import RushBoard, RushLine
from desktop.saying import tr
from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.marks import meaning_of
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import BUTTON_HEAD, GAP_M, GAP_S
from desktop.widgets.badge import Badge
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.label import ElidedLabel, Ink, Label
from desktop.widgets.painting import RIGHT, rule_line, text_width, words
from desktop.widgets.seats_bar import SeatsBar

_TALL, _HEAD, _WIDE = 36, 36, 360
_BUTTON = 104
"""So much at the right belongs to the button of a line that has one."""


class _Line(QWidget):
    asked = Signal(str)

    def __init__(self, line: RushLine, last: bool) -> None:
        super().__init__()
        self._line, self._last = line, last
        self.setFixedHeight(_TALL)
        self.setAccessibleName(f"{line.count} {line.label}: {line.names}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, GAP_M, 1)
        row.addStretch(1)
        if line.action:
            button = Button(line.action, tall=BUTTON_HEAD)
            button.setAccessibleName(f"{line.action}: {line.label}")
            button.clicked.connect(lambda: self.asked.emit(line.kind))
            row.addWidget(button)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(200, _TALL)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        line = self._line
        tint = meaning_of(theme, line.tone).text
        draw_icon(painter, line.icon, QPoint(GAP_M, _TALL // 2 - 8), 16, tint)
        count = QRect(GAP_M + 16, 0, 20, _TALL)
        words(painter, count, str(line.count), font(bold=True), theme.strong, RIGHT)
        label = QRect(56, 0, 88, _TALL)
        words(painter, label, line.label, font(), theme.text)
        # One column for all names, unless the card is so narrow that they would be cut.
        left = 148 if self.width() >= _WIDE else 68 + text_width(line.label)
        used = _BUTTON if line.action else GAP_M
        names = QRect(left, 0, self.width() - left - used, _TALL)
        words(painter, names, line.names, font(), theme.muted)
        if not self._last:
            y = self.height() - 1
            rule_line(painter, QPointF(0, y), QPointF(self.width(), y), theme.line)


class RushCard(Card):
    """Signals carry (kind of line, occurrence)."""

    acted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Rush board"), parent)
        self.title.setText(self.tr("Rush board"))
        self.line_under_head = False
        self.head_box.setFixedHeight(_HEAD)
        self._occurrence = ""
        self._badge = Badge("", 0, "")
        self._class = ElidedLabel(Size.BODY)
        self._came = Label("", Size.CAPTION, ink=Ink.MUTED)
        self._starts = Label("", Size.SECTION, bold=True, ink=Ink.STRONG)
        self.head.insertWidget(2, self._badge)
        self.head.insertWidget(3, self._class)
        self.head.addWidget(self._came)
        self.head.addWidget(self._starts)
        self._seats = SeatsBar(tall=5)
        strip = QVBoxLayout()
        strip.setContentsMargins(GAP_M, 2, GAP_M, GAP_S - 1)
        strip.addWidget(self._seats)
        self.body.addLayout(strip)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.body.addLayout(self._lines)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_board(self, board: RushBoard | None) -> None:
        """Take the next class, or hide where none starts within 20 minutes."""
        self.setVisible(board is not None)
        if board is None:
            return
        self._occurrence = board.occurrence_id
        self._badge.say(board.letter, board.service, board.title)
        self._class.setText(board.title)
        self._came.setText(board.came)
        self._starts.setText(board.starts_in)
        self._seats.show_seats(board.seats)
        while (item := self._lines.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for at, line in enumerate(board.lines):
            made = _Line(line, at == len(board.lines) - 1)
            made.asked.connect(lambda kind: self.acted.emit(kind, self._occurrence))
            self._lines.addWidget(made)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        y = self._seats.geometry().bottom() + GAP_S - 1
        start, end = QPointF(1, y), QPointF(self.width() - 2, y)
        rule_line(brush(self), start, end, current_theme().line)
