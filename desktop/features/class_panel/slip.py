"""A slip: one or two things to fill in beside the class, with what it would do said below."""

from collections.abc import Callable, Mapping
from typing import Literal

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.features.class_panel.model import Answer
from desktop.theme.fonts import Size
from desktop.theme.marks import Tone
from desktop.theme.sizes import GAP_L, GAP_S
from desktop.widgets.answer_line import AnswerLine
from desktop.widgets.button import Button, Kind
from desktop.widgets.label import Ink, Label
from desktop.widgets.segmented import Segmented

_REST_MS = 120
_LONG_TALL = 132
_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
Values = Mapping[str, str]


class Entry(Struct, frozen=True, kw_only=True):
    """One thing to fill in; a number goes up and down with the arrows."""

    key: str
    name: str
    value: str = ""
    kind: Literal["line", "long", "number", "choice"] = "line"
    choices: tuple[tuple[str, str], ...] = ()


class Slip(Struct, frozen=True, kw_only=True):
    """What is asked: `ident` is the action, `subject` whom it is about besides the class."""

    ident: str
    title: str
    verb: str
    about: str = ""
    subject: str = ""
    entries: tuple[Entry, ...] = ()


class SlipBox(QWidget):
    """Enter does it (Ctrl+Enter from a long text), Esc goes back. `done` carries slip and values;
    `typed` the same at every key, to be kept."""

    done = Signal(object, object)
    typed = Signal(object, object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answer: Callable[[Slip, Values], Answer] | None = None
        self._slip: Slip | None = None
        self._fields: dict[str, QWidget] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(GAP_L, GAP_L, GAP_L, GAP_S)
        self._column.setSpacing(GAP_S)
        self._body: QWidget | None = None
        self.line = AnswerLine()
        self.act = Button("", key="Enter", kind=Kind.PRIMARY)
        self.back = Button(self.tr("Back"), key="Esc")
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._ask)
        self.act.clicked.connect(self._done)
        self.back.clicked.connect(self.left)

    def start(self, slip: Slip) -> None:
        """Ask this now."""
        self._slip = slip
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
        self._body = body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_S)
        column.addWidget(Label(slip.title, Size.SECTION, bold=True, ink=Ink.STRONG))
        if slip.about:
            about = Label(slip.about, ink=Ink.MUTED)
            about.setWordWrap(True)
            column.addWidget(about)
        self._fields = {}
        for entry in slip.entries:
            column.addSpacing(GAP_S // 2)
            column.addWidget(Label(entry.name, Size.CAPTION, ink=Ink.MUTED))
            column.addWidget(self._field(entry))
        column.addWidget(self.line)
        foot = QHBoxLayout()
        foot.addWidget(self.act)
        foot.addWidget(self.back)
        foot.addStretch(1)
        column.addLayout(foot)
        column.addStretch(1)
        self._column.addWidget(body)
        body.show()
        self.act.set_words(slip.verb)
        self._ask(fresh=True)
        self.to_first()

    def to_first(self) -> None:
        """Put the keyboard into the first field, or on the button where there is none."""
        first = next(iter(self._fields.values()), self.act)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def values(self) -> dict[str, str]:
        """What is filled in."""
        return {key: _value(field) for key, field in self._fields.items()}

    def field(self, key: str) -> QWidget:
        """The widget of an entry."""
        return self._fields[key]

    def _field(self, entry: Entry) -> QWidget:
        field: QWidget
        if entry.kind == "choice":
            choices = [(key, text, "") for key, text in entry.choices]
            made = Segmented(entry.name, choices, tall=28)
            made.choose(entry.value or choices[0][0])
            made.chosen.connect(self._typed)
            field = made
        elif entry.kind == "long":
            text = QPlainTextEdit(entry.value)
            text.setTabChangesFocus(True)
            text.setFixedHeight(_LONG_TALL)
            text.textChanged.connect(self._typed)
            field = text
        else:
            line = QLineEdit(entry.value)
            line.selectAll()
            line.textEdited.connect(self._typed)
            field = line
        field.setAccessibleName(entry.name)
        field.setProperty("number", entry.kind == "number")
        field.installEventFilter(self)
        self._fields[entry.key] = field
        return field

    def _typed(self) -> None:
        self._rest.start()
        if self._slip is not None:
            self.typed.emit(self._slip, self.values())

    def _ask(self, fresh: bool = False) -> None:
        if self._slip is None or self.answer is None:
            return
        said = self.answer(self._slip, self.values())
        # a text that nobody has begun yet is not wrong yet
        quiet = fresh and said.tone is Tone.REFUSED and self._nothing_written()
        self.line.say("" if quiet else said.text, said.tone)
        self.act.setEnabled(bool(said.verb))

    def _nothing_written(self) -> bool:
        long = [f for f in self._fields.values() if isinstance(f, QPlainTextEdit)]
        return bool(long) and not any(field.toPlainText() for field in long)

    def _done(self) -> None:
        self._rest.stop()
        self._ask()
        if self._slip is not None and self.act.isEnabled():
            self.done.emit(self._slip, self.values())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in _ENTER and (control or not isinstance(watched, QPlainTextEdit)):
            self._done()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        step = _STEPS.get(Qt.Key(event.key()))
        if step and isinstance(watched, QLineEdit) and watched.property("number"):
            digits = watched.text().strip()
            if digits.isdecimal():
                watched.setText(str(max(0, int(digits) + step)))
                self._typed()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in _ENTER:
            self._done()
        else:
            super().keyPressEvent(event)


def _value(field: QWidget) -> str:
    if isinstance(field, QLineEdit):
        return field.text()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    assert isinstance(field, Segmented)  # noqa: S101
    return field.choice()
