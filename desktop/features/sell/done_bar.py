"""What was just sold, with what comes next: use it, print it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.features.sell.model import Done
from desktop.theme.fonts import Size
from desktop.theme.marks import Tone
from desktop.theme.sizes import GAP_S
from desktop.widgets.button import Button, Kind
from desktop.widgets.label import IconText, Ink, Label


class DoneBar(QWidget):
    """`used` with Enter; `print_asked` for the receipt."""

    used = Signal()
    print_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mark = IconText("circle-check", "", Tone.OK)
        self.text = Label("", ink=Ink.STRONG)
        self.text.setWordWrap(True)
        self.change = Label("", Size.NAME, bold=True, ink=Ink.STRONG)
        self.use = Button("", key="Enter", kind=Kind.PRIMARY)
        self.print = Button(self.tr("Print receipt"), icon="printer", key="Ctrl+P")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_S)
        column.addWidget(self.mark)
        column.addWidget(self.text)
        column.addWidget(self.change)
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        row.addStretch(1)
        row.addWidget(self.print)
        column.addLayout(row)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(self.use)
        column.addLayout(last)
        self.use.clicked.connect(self.used)
        self.print.clicked.connect(self.print_asked)

    def show_done(self, done: Done) -> None:
        """Show what was sold."""
        said = self.tr("Sold, receipt {0}").format(done.receipt) if done.receipt else ""
        self.mark.say("circle-check", said or self.tr("Sold, to be paid later"), Tone.OK)
        self.text.setText(done.text)
        self.change.setText(self.tr("Change {0}").format(done.change) if done.change else "")
        self.change.setVisible(bool(done.change))
        self.print.setVisible(bool(done.receipt))
        self.use.set_words(done.use)
        self.use.setVisible(bool(done.use))
