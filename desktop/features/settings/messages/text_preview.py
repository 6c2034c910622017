"""How a message would read, on real data of this studio, and what can be filled in."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from core.domain.letters.parts import Letter
from desktop.features.settings.entry import Entry, EntryDelegate, entry
from desktop.theme.fonts import Size
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_M, GAP_S
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.label import Ink, Label
from desktop.widgets.painting import rule_line
from desktop.widgets.row_list import RowList

WIDE = 360


class TextPreview(QWidget):
    """`picked` carries the name of a gap that is to be put into the text."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDE)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, GAP_M, 0, 0)
        column.setSpacing(GAP_S)
        self.about = Label("", Size.CAPTION, ink=Ink.MUTED)
        self.about.setWordWrap(True)
        self.subject = Label("", Size.SECTION, bold=True, ink=Ink.STRONG)
        self.subject.setWordWrap(True)
        for label in (self.about, self.subject):
            label.setContentsMargins(GAP_L, 0, GAP_L, 0)
            column.addWidget(label)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        # it is no field: nothing is typed here
        self.text.setStyleSheet("QPlainTextEdit { border: none; border-radius: 0; }")
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("How it would read"))
        self.text.document().setDocumentMargin(GAP_L)
        column.addWidget(self.text, 3)
        head = Label(self.tr("What can be filled in"), bold=True, ink=Ink.STRONG)
        head.setContentsMargins(GAP_L, GAP_S, GAP_L, 0)
        column.addWidget(head)
        none = EmptyState(self.tr("Nothing can be filled in here."))
        self.gaps = RowList(self.tr("What can be filled in"), EntryDelegate(), none)
        self.gaps.opened.connect(self.picked)
        column.addWidget(self.gaps, 2)

    def show_gaps(self, gaps: Sequence[tuple[str, str, str]]) -> None:
        """Each name with what it stands for and what it says now."""
        self.gaps.show_rows([_row(*gap) for gap in gaps])

    def show_letter(self, letter: Letter, about: str) -> None:
        """Show the message; `about` says whose data it is."""
        self.about.setText(about)
        self.subject.setText(letter.subject)
        if self.text.toPlainText() != letter.text:
            self.text.setPlainText(letter.text)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        theme = current_theme()
        painter.fillRect(self.rect(), theme.window)
        rule_line(painter, QPointF(0, 0), QPointF(0, self.height()), theme.line)
        y = self.text.geometry().bottom() + 1
        rule_line(painter, QPointF(0, y), QPointF(self.width(), y), theme.line)


def _row(name: str, meaning: str, value: str) -> Entry:
    return entry(name, f"{{{name}}}", f"{meaning}: {value}" if value else meaning)
