"""The clash of the day in words, with its remedies by number."""

from html import escape

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.features.resources.model import Notice
from desktop.theme.fonts import Size
from desktop.theme.icons import draw_icon
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_M, RADIUS
from desktop.widgets.button import Button, Kind
from desktop.widgets.label import Ink, Label
from desktop.widgets.painting import box

_TEXT_AT = 53


class NoticeBar(QWidget):
    """Hidden while there is nothing to mend."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notice: Notice | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(_TEXT_AT, GAP_M - 2, GAP_L, GAP_M - 2)
        row.setSpacing(GAP_M)
        column = QVBoxLayout()
        column.setSpacing(0)
        self._text = Label("")
        self._text.setWordWrap(True)
        self._note = Label("", Size.BODY, ink=Ink.TEXT)
        self._note.setWordWrap(True)
        column.addWidget(self._text)
        column.addWidget(self._note)
        row.addLayout(column, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(GAP_M)
        row.addLayout(self._buttons)
        self.hide()

    def show_notice(self, notice: Notice | None) -> None:
        """Say what clashes, or nothing."""
        if notice == self._notice:
            return
        self._notice = notice
        self.setVisible(notice is not None)
        while (item := self._buttons.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if notice is None:
            return
        self._text.setText(f"<b>{escape(notice.title)}</b> {escape(notice.text)}")
        self._note.setText(notice.note)
        self.setAccessibleName(f"{notice.title} {notice.text} {notice.note}")
        for at, remedy in enumerate(notice.remedies):
            kind = Kind.PRIMARY if at == 0 else Kind.NORMAL
            button = Button(remedy.text, key=str(at + 1), kind=kind)
            button.clicked.connect(lambda _on=False, at=at: self.take(at + 1))
            self._buttons.addWidget(button)

    def take(self, number: int) -> None:
        """Take a remedy by number, from 1."""
        notice = self._notice
        if notice is not None and 0 < number <= len(notice.remedies):
            self.chosen.emit(notice.notice_id, notice.remedies[number - 1].ident)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        refused = current_theme().refused
        box(painter, self.rect(), RADIUS, refused.tint, refused.line)
        at = QPoint(17, self.height() // 2 - 12)
        draw_icon(painter, "octagon-x", at, 24, refused.text)
