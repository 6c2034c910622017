"""The facts about a client, and a card with a sentence."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop.features.clients.model import DetailLine
from desktop.saying import tr
from desktop.theme.sizes import BUTTON_HEAD, GAP_L, GAP_S
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.label import Ink, Label

LABEL_WIDE = 96


class DetailsCard(Card):
    """`edit_asked` opens the form."""

    edit_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Details"), parent)
        self.title.setText(self.tr("Details"))
        self.line_under_head = False
        self._lines: tuple[DetailLine, ...] = ()
        self.edit = Button(self.tr("Edit"), key="E", tall=BUTTON_HEAD)
        self.edit.clicked.connect(self.edit_asked)
        self.head.addWidget(self.edit)
        self._page: QWidget | None = None

    def show_details(self, lines: tuple[DetailLine, ...]) -> None:
        """Take a client's facts."""
        if lines == self._lines:
            return
        self._lines = lines
        if self._page is not None:
            self.body.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        self._page = QWidget()
        grid = QGridLayout(self._page)
        grid.setContentsMargins(GAP_L, 0, GAP_L, GAP_L - 4)
        grid.setHorizontalSpacing(GAP_S)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, LABEL_WIDE)
        grid.setColumnStretch(1, 1)
        for at, line in enumerate(lines):
            grid.addWidget(Label(line.label, ink=Ink.MUTED), at, 0)
            shown = Label(line.value)
            shown.setWordWrap(True)
            grid.addWidget(shown, at, 1)
        self.body.addWidget(self._page)


class TextCard(Card):
    """A title and a sentence, such as why somebody can or cannot book (BK-12)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Why"), parent)
        self.line_under_head = False
        self._text = Label("")
        self._text.setWordWrap(True)
        row = QHBoxLayout()
        row.setContentsMargins(GAP_L, 0, GAP_L, GAP_L - 4)
        row.addWidget(self._text)
        self.body.addLayout(row)

    def say(self, title: str, text: str) -> None:
        """Say it; hidden without a sentence."""
        self.title.setText(title)
        self.setAccessibleName(f"{title} {text}")
        self._text.setText(text)
        self.setVisible(bool(text))
