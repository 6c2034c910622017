"""A slip: one or two things to fill in beside the class, with what it would do said below."""

from collections.abc import Callable, Mapping

from msgspec import Struct
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.features.class_panel.model import Answer
from desktop.forms.declaration import Field, Section
from desktop.forms.declaration import Kind as FieldKind
from desktop.forms.form import Form
from desktop.forms.sheet import REST_MS
from desktop.theme.fonts import Size
from desktop.theme.marks import Tone
from desktop.theme.sizes import GAP_L, GAP_S
from desktop.widgets.answer_line import AnswerLine
from desktop.widgets.button import Button, Kind
from desktop.widgets.label import Ink, Label

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
Values = Mapping[str, str]


class Slip(Struct, frozen=True, kw_only=True):
    """What is asked: `ident` is the action, `subject` whom it is about besides the class, `values`
    what stands in the fields at first, as texts."""

    ident: str
    title: str
    verb: str
    about: str = ""
    subject: str = ""
    fields: tuple[Field, ...] = ()
    values: Values = {}


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
        self._form: Form | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(GAP_L, GAP_L, GAP_L, GAP_S)
        self._column.setSpacing(GAP_S)
        self._body: QWidget | None = None
        self.line = AnswerLine()
        self.act = Button("", key="Enter", kind=Kind.PRIMARY)
        self.back = Button(self.tr("Back"), key="Esc")
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
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
        self._form = self._fields(slip)
        if self._form is not None:
            column.addWidget(self._form)
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
        first: QWidget = self.act
        if self._slip is not None and self._slip.fields:
            first = self.field(self._slip.fields[0].name)
        # as Tab would: what stands there is marked, so that typing replaces it
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def values(self) -> dict[str, str]:
        """What is filled in, as texts."""
        form, slip = self._form, self._slip
        if form is None or slip is None:
            return {}
        return {field.name: form.typed(field.name) for field in slip.fields}

    def field(self, key: str) -> QWidget:
        """The input of a field."""
        assert self._form is not None  # noqa: S101
        return self._form.widget(key)

    def _fields(self, slip: Slip) -> Form | None:
        if not slip.fields:
            return None
        form = Form((Section("", slip.fields),))
        form.show_values(slip.values)
        form.changed.connect(self._typed)
        form.entered.connect(self._done)
        form.left.connect(self.left)
        return form

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
        values, fields = self.values(), self._slip.fields if self._slip else ()
        long = [values[one.name] for one in fields if one.kind is FieldKind.LONG]
        return bool(long) and not any(long)

    def _done(self) -> None:
        self._rest.stop()
        self._ask()
        if self._slip is not None and self.act.isEnabled():
            self.done.emit(self._slip, self.values())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in _ENTER:
            self._done()
        else:
            super().keyPressEvent(event)
