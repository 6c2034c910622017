"""The small panel that asks who somebody is: a PIN, or a password with a new PIN."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.rules.people.passwords import LONGEST, PIN_DIGITS
from desktop.theme.fonts import Size
from desktop.theme.marks import Tone
from desktop.theme.sizes import GAP_L, GAP_M, GAP_S
from desktop.widgets.answer_line import AnswerLine
from desktop.widgets.button import Button, Kind
from desktop.widgets.label import Ink, Label
from desktop.widgets.page import Page
from desktop.widgets.picker import Picker
from desktop.widgets.side_panel import PanelHead

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class SignInPanel(Page):
    """`pin_given` comes with the sixth digit, `password_given` with Enter on the last field."""

    pin_given = Signal(str, str)
    password_given = Signal(str, str, str)
    forgotten = Signal(str)
    password_asked = Signal(str)
    person_picked = Signal(str)
    close_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = PanelHead("")
        self.why = Label("", ink=Ink.MUTED)
        self.why.setWordWrap(True)
        self.person = Picker()
        self.pin, self.password = _secret(PIN_DIGITS, digits=True), _secret(LONGEST)
        self.new_pin, self.again = (_secret(PIN_DIGITS, digits=True) for _ in range(2))
        self.answer = AnswerLine()
        self.enter = Button(self.tr("Sign in"), key="Enter", kind=Kind.PRIMARY)
        self.use_password = Button(self.tr("Use the password"), kind=Kind.LINK)
        self.send_link = Button(self.tr("Send a link for a new password"), kind=Kind.LINK)
        self._fields: dict[QLineEdit, Label] = {}
        self._with_pin, self._waits = True, False
        self._lay_out()
        self._connect()

    def ask_pin(
        self, title: str, why: str, people: Sequence[tuple[str, str]], chosen: str = ""
    ) -> None:
        """Ask one of these people (id, name) for their PIN."""
        self._begin(title, why, people, chosen, with_pin=True)

    def ask_password(
        self, title: str, why: str, people: Sequence[tuple[str, str]], chosen: str = ""
    ) -> None:
        """Ask for a password, and for the PIN to be used from now on."""
        self._begin(title, why, people, chosen, with_pin=False)

    def who(self) -> str:
        """The id of who is asked."""
        return str(self.person.currentData() or "")

    def say(self, text: str, tone: Tone = Tone.NEUTRAL) -> None:
        """What became of the try; the fields can be filled again."""
        self.answer.say(text, tone)
        self._let_try(True)
        for field in (self.pin, self.new_pin, self.again):
            field.clear()
        self._first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def wait(self, text: str) -> None:
        """A try is under way."""
        self.answer.say(text)
        self._let_try(False)

    def clear(self) -> None:
        """Keep nothing that was typed."""
        for field in self._fields:
            field.clear()

    def _begin(
        self,
        title: str,
        why: str,
        people: Sequence[tuple[str, str]],
        chosen: str,
        *,
        with_pin: bool,
    ) -> None:
        self._with_pin = with_pin
        self.setAccessibleName(title)
        self.head.title.setText(title)
        self.why.setText(why)
        self.why.setVisible(bool(why))
        self.person.blockSignals(True)
        self.person.clear()
        for ident, name in people:
            self.person.addItem(name, ident)
        self.person.setCurrentIndex(max(0, self.person.findData(chosen)))
        self.person.blockSignals(False)
        self.clear()
        for field, label in self._fields.items():
            shown = (field is self.pin) == with_pin
            field.setVisible(shown)
            label.setVisible(shown)
        self.enter.setVisible(not with_pin)
        self.send_link.setVisible(not with_pin)
        self.use_password.setVisible(with_pin)
        self.answer.say("")
        self._let_try(True)
        self.set_first(self._first_field())

    def _first_field(self) -> QLineEdit:
        return self.pin if self._with_pin else self.password

    def _let_try(self, can: bool) -> None:
        """The fields stay open: a key too many must not fall through to the screen behind."""
        self._waits = not can
        for part in (self.person, self.enter, self.use_password, self.send_link):
            part.setEnabled(can)

    def _typed(self, text: str) -> None:
        if len(text) == PIN_DIGITS and not self._waits:
            self.pin_given.emit(self.who(), text)

    def _submit(self) -> None:
        if self._waits:
            return
        if self.new_pin.text() != self.again.text():
            self.say(self.tr("The two PINs are not the same."), Tone.REFUSED)
        elif self.password.text():
            self.password_given.emit(self.who(), self.password.text(), self.new_pin.text())

    def _connect(self) -> None:
        self.pin.textEdited.connect(self._typed)
        self.enter.clicked.connect(self._submit)
        self.head.close_asked.connect(self.close_asked)
        self.use_password.clicked.connect(lambda: self.password_asked.emit(self.who()))
        self.send_link.clicked.connect(lambda: self.forgotten.emit(self.who()))
        self.person.currentIndexChanged.connect(lambda _at: self.person_picked.emit(self.who()))
        for part in (*self._fields, self.person):
            part.installEventFilter(self)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_S)
        column.addWidget(self.head)
        form = QVBoxLayout()
        form.setContentsMargins(GAP_L, 0, GAP_L, GAP_S)
        form.setSpacing(2)
        form.addWidget(self.why)
        form.addSpacing(GAP_S)
        form.addWidget(Label(self.tr("Who"), Size.CAPTION, ink=Ink.MUTED))
        self.person.setAccessibleName(self.tr("Who"))
        form.addWidget(self.person)
        for text, field in (
            (self.tr("PIN"), self.pin),
            (self.tr("Password"), self.password),
            (self.tr("A PIN of six digits for this desk"), self.new_pin),
            (self.tr("The PIN once more"), self.again),
        ):
            form.addSpacing(GAP_S - 2)
            label = Label(text, Size.CAPTION, ink=Ink.MUTED)
            field.setAccessibleName(text)
            form.addWidget(label)
            form.addWidget(field)
            self._fields[field] = label
        form.addSpacing(GAP_S)
        form.addWidget(self.answer)
        foot = QHBoxLayout()
        foot.setSpacing(GAP_M)
        foot.addWidget(self.use_password)
        foot.addWidget(self.send_link)
        foot.addStretch(1)
        foot.addWidget(self.enter)
        form.addLayout(foot)
        column.addLayout(form)
        column.addStretch(1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.close_asked.emit()
            return True
        if event.key() in _ENTER and watched is not self.pin:
            if watched is self.again or (watched is self.password and self.again.text()):
                self._submit()
            else:
                self.focusNextChild()
            return True
        return False


def _secret(most: int, *, digits: bool = False) -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setMaxLength(most)
    if digits:
        field.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]*"), field))
        field.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
    return field
