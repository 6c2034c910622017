"""The class builder: details, schedule, resources, price, each date before it is made (SVC-4).

Enter goes to the next step and creates at the last. The steps are built one
by one in the turns of the event loop that follow, or when they are asked for (U-91).
"""

from functools import partial
from typing import Any

from PySide6.QtCore import QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from core.queries.source import Source
from desktop.features.settings.services.builder_model import (
    DETAILS,
    PRICING,
    SCHEDULE,
    STEPS,
    sections,
    step_words,
)
from desktop.features.settings.services.builder_preview import BuilderPreview, Preview
from desktop.features.settings.sheet_head import SheetHead
from desktop.forms.foot import Foot
from desktop.forms.form import Form
from desktop.forms.scrolled import Scrolled
from desktop.theme.marks import Tone
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_S
from desktop.widgets.answer_line import AnswerLine
from desktop.widgets.button import Button, Kind
from desktop.widgets.page import Page
from desktop.widgets.painting import rule_line
from desktop.widgets.tabs import Tabs

REST_MS = 150


class ClassBuilder(Page):
    """`created` carries all values, `drafted` what is typed, `left` that nothing shall be made.

    `asked` carries the values that can be read, for a preview; `ready`: all steps are built.
    """

    created = Signal(object)
    drafted = Signal(object)
    asked = Signal(object)
    left = Signal()
    ready = Signal()

    def __init__(self, source: Source, values: dict[str, Any], currency: str, back_to: str) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Class builder"))
        self.head = SheetHead(self.tr("New class"), "", back_to)
        words = step_words()
        self.steps = Tabs(self.tr("Steps"), [(step, words[step]) for step in STEPS])
        self._values = values
        self._forms = {
            step: Form(sections(step, source), currency, at_once=False) for step in STEPS
        }
        self._unbuilt = list(STEPS)
        self._is_ready = False
        self.stack = QStackedWidget()
        self.preview = BuilderPreview()
        self.answer = AnswerLine()
        self.back_button = Button(self.tr("Leave"), key="Esc")
        self.next_button = Button(self.tr("Next"), key="Enter", kind=Kind.PRIMARY)
        self._refused: tuple[str, str, str] | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.look)
        self._lay_out()
        QTimer.singleShot(0, self, self._build_on)
        self.head.back_asked.connect(self.left)
        self.steps.chosen.connect(self.go)
        self.back_button.clicked.connect(self.left)
        self.next_button.clicked.connect(self.next)
        self._show_step(DETAILS)

    @property
    def forms(self) -> dict[str, Form]:
        """The fields of each step."""
        while self._unbuilt:
            self._build_next()
        self._tell_ready()
        return self._forms

    def _build_on(self) -> None:
        if self._unbuilt:
            self._build_next()
            QTimer.singleShot(0, self, self._build_on)
        else:
            self._tell_ready()

    def _tell_ready(self) -> None:
        if not self._is_ready:
            self._is_ready = True
            self.ready.emit()

    def _build_next(self) -> None:
        step = self._unbuilt.pop(0)
        form = self._forms[step]
        form.build()
        form.show_values({name: self._values[name] for name in form.values()})
        form.changed.connect(self._typed)
        form.entered.connect(partial(self._enter, step))
        form.left.connect(self.left)

    def values(self) -> dict[str, Any]:
        """All values; only where `errors` names none."""
        found: dict[str, Any] = {}
        for form in self.forms.values():
            found |= form.values()
        return found

    def errors(self) -> dict[str, str]:
        """The step of each field that is wrong; times are asked only where a day is chosen."""
        timed = bool(self.forms[SCHEDULE].value("weekdays"))
        return {
            name: step
            for step, form in self.forms.items()
            for name in form.errors()
            if timed or step != SCHEDULE
        }

    def draft(self) -> dict[str, str]:
        """What is typed on all steps."""
        return {name: text for form in self.forms.values() for name, text in form.draft().items()}

    def take_draft(self, draft: dict[str, str]) -> None:
        """Bring back what was typed."""
        for form in self.forms.values():
            form.take_draft({name: text for name, text in draft.items() if form.has(name)})
        self.look()

    def go(self, step: str) -> None:
        """Show a step, with the keyboard in its first field."""
        form = self.forms[step]
        self._show_step(step)
        if self.isVisible():
            form.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_step(self, step: str) -> None:
        self.steps.choose(step)
        self.stack.setCurrentIndex(STEPS.index(step))
        last = step == PRICING
        self.next_button.set_words(self.tr("Create class") if last else self.tr("Next"))
        self.set_first(self._forms[step])

    def next(self) -> None:
        """To the next step; from the last one create."""
        here = self.steps.choice()
        form = self.forms[here]
        form.touch_all()
        if form.errors() and (here != SCHEDULE or form.value("weekdays")):
            form.to_first_wrong()
        elif here == PRICING:
            self.create_class()
        else:
            self.go(STEPS[STEPS.index(here) + 1])

    def create_class(self) -> None:
        """Make it; where something is wrong, go to its step."""
        self.look()
        wrong = self.errors()
        if wrong:
            step = next(iter(wrong.values()))
            self.go(step)
            self.forms[step].touch_all()
            self.forms[step].to_first_wrong()
        elif self._refused is not None:
            self._show_refused(*self._refused)
        else:
            self.created.emit(self.values())

    def look(self) -> None:
        """Ask for a preview of what can be read."""
        self._rest.stop()
        self._refused = None
        self.answer.say("")
        if not self.errors():
            self.asked.emit(self.values())
        else:
            self.preview.show_preview(Preview(summary=self.tr("Dates")))

    def show_preview(self, preview: Preview) -> None:
        """Every date, and how many seats and conflicts that makes."""
        self.preview.show_preview(preview)

    def refuse(self, field: str, said: str) -> None:
        """What the core would refuse, at its field or at the foot."""
        step = next((step for step, form in self.forms.items() if form.has(field)), "")
        self._refused = (step, field, said)
        if step:
            self.forms[step].refuse(field, said)
        self.answer.say(said, Tone.REFUSED)

    def _show_refused(self, step: str, field: str, _said: str) -> None:
        if step:
            self.go(step)
            self.forms[step].focus(field)

    def _typed(self) -> None:
        self.drafted.emit(self.draft())
        self._rest.start()

    def _enter(self, step: str) -> None:
        if step == self.steps.choice():
            self.next()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        bar = QHBoxLayout()
        bar.setContentsMargins(GAP_L, GAP_S, GAP_L, 0)
        bar.addWidget(self.steps)
        column.addLayout(bar)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        for form in self._forms.values():
            self.stack.addWidget(Scrolled(form, self.tr("Fields of the step")))
        middle.addWidget(self.stack, 1)
        middle.addWidget(self.preview)
        column.addLayout(middle, 1)
        column.addWidget(Foot(self.answer, self.back_button, self.next_button))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        painter.fillRect(self.rect(), theme.panel)
        y = self.steps.geometry().bottom()
        rule_line(painter, QPointF(0, y), QPointF(self.width(), y), theme.line)
