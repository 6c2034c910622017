"""A form with its head and foot: what Enter would do is said before it is done.

It asks the core while typing rests; a refusal stands at the field that it names, else at the foot.
"""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from core.domain.refusals import Refusal
from desktop.forms.foot import Foot
from desktop.forms.form import Form
from desktop.forms.scrolled import Scrolled
from desktop.theme.marks import Tone
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.widgets.answer_line import AnswerLine
from desktop.widgets.button import Button, Kind
from desktop.widgets.page import Page

REST_MS = 120

Ask = Callable[[dict[str, Any]], Refusal | str | None]
"""What the core would say of these values: a refusal, or what would come of it; None for nothing
to say."""
Words = Callable[[Refusal], str]


class FormSheet(Page):
    """`saved` carries the values of a form without errors; `left` that nothing is to be saved;
    `drafted` what is typed so far, as texts (U-80)."""

    saved = Signal(object)
    left = Signal()
    drafted = Signal(object)

    def __init__(
        self,
        form: Form,
        save: str,
        *,
        head: QWidget | None = None,
        beside: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`save` is the verb on the button; `beside` stands on the right, such as a preview."""
        super().__init__(parent)
        self.form = form
        self._ask: Ask | None = None
        self._words: Words = lambda refusal: refusal.code
        self._codes: Mapping[str, str] = {}
        self._barred = False
        self.save_button = Button(save, key="Enter", kind=Kind.PRIMARY)
        self.leave_button = Button(self.tr("Leave"), key="Esc")
        self.answer = AnswerLine()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.look)
        self._lay_out(head, beside)
        self.set_first(form)
        form.changed.connect(self._typed)
        form.entered.connect(self.save)
        form.left.connect(self.left)
        self.save_button.clicked.connect(self.save)
        self.leave_button.clicked.connect(self.left)

    def set_ask(self, ask: Ask, words: Words, codes: Mapping[str, str] | None = None) -> None:
        """Who answers what saving would do; `codes` says which field a refusal is about."""
        self._ask, self._words, self._codes = ask, words, codes or {}

    def save(self) -> None:
        """Save; where something is wrong, go there instead."""
        self.form.touch_all()
        self.look()
        if self.form.errors() or self._marked():
            self.form.to_first_wrong()
            if (focus := QApplication.focusWidget()) is not None:
                self.area.ensureWidgetVisible(focus)
        elif not self._barred:
            self.saved.emit(self.form.values())

    def refuse(self, refusal: Refusal) -> None:
        """Say what was refused, at its field where it names one."""
        said = self._words(refusal)
        at = field_of(refusal, self._codes)
        if self.form.refuse(at, said):
            self.answer.say("")
        else:
            self.answer.say(said, Tone.REFUSED)
        self._barred = True

    def look(self) -> None:
        """Ask the core about what is typed now."""
        self._rest.stop()
        self._barred = False
        self.answer.say("")
        if self._ask is None or self.form.errors():
            return
        told = self._ask(self.form.values())
        if isinstance(told, Refusal):
            self.refuse(told)
        else:
            self.answer.say(told or "", Tone.ATTENTION if told else Tone.NEUTRAL)

    def _marked(self) -> bool:
        return any(self.form.wrong(name) for name in self.form.values())

    def _typed(self) -> None:
        self.drafted.emit(self.form.draft())
        self._rest.start()

    def _lay_out(self, head: QWidget | None, beside: QWidget | None) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if head is not None:
            column.addWidget(head)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        self.area = Scrolled(self.form, self.tr("Fields"))
        middle.addWidget(self.area, 1)
        if beside is not None:
            middle.addWidget(beside)
        column.addLayout(middle, 1)
        column.addWidget(Foot(self.answer, self.leave_button, self.save_button))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        brush(self).fillRect(self.rect(), current_theme().panel)


def field_of(refusal: Refusal, codes: Mapping[str, str]) -> str:
    """The field that a refusal is about: by its code, or by the name that its facts give."""
    return codes.get(refusal.code) or str(refusal.facts.get("field", ""))
