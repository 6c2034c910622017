"""Asks for the passphrase of a desk without a keyring, before there is anything else to see."""

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.theme.fonts import Size
from desktop.theme.marks import Tone
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_M, GAP_XL
from desktop.widgets.answer_line import AnswerLine
from desktop.widgets.button import Button, Kind
from desktop.widgets.label import Ink, Label

WIDE = 460
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class PassphraseWindow(QWidget):
    """One passphrase, or a new one typed twice. An empty answer: somebody gave up."""

    def __init__(self, *, new: bool, said: str = "") -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Foyer"))
        self.setFixedWidth(WIDE)
        self._loop = QEventLoop()
        self._answer = ""
        self.field, self.again = QLineEdit(), QLineEdit()
        self.said = AnswerLine()
        self.enter = Button(self.tr("Open the desk"), key="Enter", kind=Kind.PRIMARY)
        self._new = new
        self._lay_out()
        self.said.say(said, Tone.REFUSED if said else Tone.NEUTRAL)
        self.enter.clicked.connect(self._submit)

    def ask(self) -> str:
        """Show the window until there is an answer."""
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._loop.exec()
        return self._answer

    def _submit(self) -> None:
        if self._new and self.field.text() != self.again.text():
            self.said.say(self.tr("The two are not the same."), Tone.REFUSED)
            return
        self._answer = self.field.text()
        self.close()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_XL, GAP_XL, GAP_XL, GAP_XL)
        column.setSpacing(GAP_M)
        head = self.tr("Choose a passphrase") if self._new else self.tr("The desk's passphrase")
        column.addWidget(Label(head, Size.PAGE, bold=True, ink=Ink.STRONG))
        if self._new:
            why = Label(
                self.tr(
                    "This computer has no keyring. Without the passphrase nobody opens this desk, "
                    "and it is asked for at each start."
                ),
                ink=Ink.MUTED,
            )
            why.setWordWrap(True)
            column.addWidget(why)
        fields = [(self.tr("Passphrase"), self.field)]
        fields += [(self.tr("The same once more"), self.again)] if self._new else []
        for text, field in fields:
            field.setAccessibleName(text)
            field.setEchoMode(QLineEdit.EchoMode.Password)
            column.addWidget(Label(text, Size.CAPTION, ink=Ink.MUTED))
            column.addWidget(field)
        column.addWidget(self.said)
        column.addWidget(self.enter, 0, Qt.AlignmentFlag.AlignRight)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in _ENTER:
            if self._new and self.field.hasFocus() and not self.again.text():
                self.again.setFocus()
            else:
                self._submit()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        super().closeEvent(event)
        self._loop.quit()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        brush(self).fillRect(self.rect(), current_theme().window)
