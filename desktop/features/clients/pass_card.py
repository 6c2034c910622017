"""One pass: name and cover, credits as marks, its sentences, the way to its ledger."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.features.clients.credit_marks import CreditMarks
from desktop.features.clients.model import PassLine
from desktop.features.clients.story_list import StoryList, ledger_rows
from desktop.theme.sizes import BUTTON_HEAD, GAP_L, GAP_S
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.label import Ink, Label

LEDGER_WHEN = 64
FREEZE, UNFREEZE, EXTEND = "freeze", "unfreeze", "extend"


class PassCard(Card):
    """With `open_ledger` the life of every credit stands below."""

    ledger_asked = Signal(str)
    act_asked = Signal(str, str)

    def __init__(
        self, line: PassLine, *, open_ledger: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(f"{line.name}, {line.free}")
        column = QVBoxLayout()
        column.setContentsMargins(GAP_L, GAP_L - 4, GAP_L, GAP_L - 4)
        column.setSpacing(GAP_S)
        head = QHBoxLayout()
        head.setSpacing(GAP_S)
        ink = Ink.MUTED if line.ended else Ink.STRONG
        head.addWidget(Label(line.name, bold=True, ink=ink))
        head.addWidget(Label(line.covers, ink=Ink.MUTED))
        head.addStretch(1)
        head.addWidget(Label(line.free, bold=True, ink=Ink.MUTED if line.ended else Ink.ACCENT))
        column.addLayout(head)
        column.addLayout(self._marks(line, ledger_link=not open_ledger))
        told = QVBoxLayout()
        told.setSpacing(0)
        for sentence in line.sentences:
            label = Label(sentence)
            label.setWordWrap(True)
            told.addWidget(label)
        column.addLayout(told)
        self.body.addLayout(column)
        if open_ledger and line.ledger:
            ledger = StoryList(self.tr("Ledger of {0}").format(line.name), LEDGER_WHEN)
            ledger.show_lines(ledger_rows(line.ledger))
            self.body.addWidget(ledger)
        else:
            column.addStretch(1)

    def _acts(self, line: PassLine) -> list[tuple[str, str]]:
        """What can be done with a pass: one that is over can be made to hold longer."""
        if line.fixed:
            return []
        if line.paused:
            return [(UNFREEZE, self.tr("End the pause"))]
        return [(EXTEND, self.tr("Extend"))] if line.ended else [(FREEZE, self.tr("Freeze"))]

    def _marks(self, line: PassLine, *, ledger_link: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        if line.credits:
            said = " ".join(line.sentences[:1]) or line.free
            row.addWidget(CreditMarks(line.credits, said))
        row.addStretch(1)
        for act, words in self._acts(line):
            button = Button(words, tall=BUTTON_HEAD)
            button.setAccessibleName(f"{words} {line.name}, {line.covers}")
            button.clicked.connect(partial(self.act_asked.emit, act, line.pass_id))
            row.addWidget(button)
        if ledger_link and line.ledger:
            link = Button(self.tr("Ledger"), tall=BUTTON_HEAD)
            link.setAccessibleName(self.tr("Open the ledger of {0}").format(line.name))
            link.clicked.connect(lambda: self.ledger_asked.emit(line.pass_id))
            row.addWidget(link)
        return row
