"""The window of a computer without a desk: found a studio, join one, or try the demo (U-76)."""

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, Qt, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.domain.refusals import Fault
from core.rules.people.passwords import password_weakness, pin_weakness
from desktop.first_run import fields
from desktop.first_run.begin import FRONT_DESK, begin
from desktop.first_run.beginnings import Beginning, Begun, Demo, Joining, NewStudio
from desktop.first_run.zones import likely_currency, likely_zone
from desktop.forms.form import Form
from desktop.forms.scrolled import Scrolled
from desktop.theme.fonts import Size
from desktop.theme.marks import Tone
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_M, GAP_S, GAP_XL
from desktop.widgets.answer_line import AnswerLine
from desktop.widgets.button import Button, Kind
from desktop.widgets.label import Ink, Label
from desktop.widgets.segmented import Segmented
from desktop.wording import fault_words

NEW, JOIN, DEMO = "new", "join", "demo"
WIDE, TALL = 640, 600


class FirstRunWindow(QWidget):
    """`ask` shows it until something was begun; None where it was closed."""

    _came = Signal(object)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Foyer"))
        self.setMinimumSize(WIDE, TALL)
        self._folder = folder
        self._loop = QEventLoop()
        self._pool = ThreadPoolExecutor(1, "first-run")
        self._begun: Begun | None = None
        self.beginning: Beginning | None = None
        self.way = Segmented(
            self.tr("How to begin"),
            [
                (NEW, self.tr("New studio here"), ""),
                (JOIN, self.tr("Join a studio"), ""),
                (DEMO, self.tr("Try the demo"), ""),
            ],
        )
        self.forms = {NEW: Form(fields.new_studio()), JOIN: Form(fields.joining())}
        self.stack = QStackedWidget()
        self.answer = AnswerLine()
        self.go = Button(self.tr("Begin"), key="Enter", kind=Kind.PRIMARY)
        self.words = Label("", Size.SECTION, bold=True, ink=Ink.STRONG)
        self._lay_out()
        self.forms[NEW].show_values(
            {
                "name": "",
                "location": "",
                "currency": likely_currency(),
                "zone": likely_zone(),
                "owner": "",
                "password": "",
                "pin": "",
            }
        )
        self.forms[JOIN].show_values({"url": "", "code": "", "name": FRONT_DESK})
        self.way.chosen.connect(self.choose)
        self.go.clicked.connect(self.submit)
        for form in self.forms.values():
            form.entered.connect(self.submit)
            form.left.connect(self.close)
        self.forms[JOIN].changed.connect(self._split)
        self._came.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def ask(self) -> Begun | None:
        """Show the window until there is an answer."""
        self.show()
        self.forms[NEW].setFocus(Qt.FocusReason.OtherFocusReason)
        self._loop.exec()
        self._pool.shutdown(wait=True)
        return self._begun

    def choose(self, way: str) -> None:
        """Show what a way to begin asks."""
        self.way.choose(way)
        self.stack.setCurrentIndex((NEW, JOIN, DEMO).index(way))
        self.answer.say("")
        self.go.set_words(self.tr("Open the demo") if way == DEMO else self.tr("Begin"))
        if way in self.forms:
            self.forms[way].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Begin; where something is wrong, go there instead. Once the words are seen: go on."""
        if self._begun is not None:
            self._loop.quit()
            self.hide()
            return
        way = self.way.choice()
        form = self.forms.get(way)
        if form is not None and not self._complete(way, form):
            form.to_first_wrong()
            return
        self.beginning = self._chosen(way, form.values() if form else {})
        self.answer.say(self.tr("Working. This takes some seconds."))
        self.setEnabled(False)
        future = self._pool.submit(begin, self.beginning, self._folder)
        future.add_done_callback(self._tell)

    def _split(self) -> None:
        """A code that was scanned brings the address with it, each for its own field."""
        url, _, code = self.forms[JOIN].typed("url").strip().partition(" ")
        if code.strip():
            self.forms[JOIN].put("url", url)
            self.forms[JOIN].put("code", code.strip())

    def _complete(self, way: str, form: Form) -> bool:
        form.touch_all()
        if form.errors():
            return False
        if way != NEW:
            return True
        values = form.values()
        weak = password_weakness(values["password"], values["owner"])
        pin = pin_weakness(values["pin"])
        if weak:
            form.refuse("password", fault_words(Fault(weak)))
        if pin:
            form.refuse("pin", fault_words(Fault(pin)))
        return not weak and not pin

    def _chosen(self, way: str, values: dict[str, Any]) -> Beginning:
        if way == NEW:
            return NewStudio(**values)
        return Joining(**values) if way == JOIN else Demo()

    def _tell(self, done: Future[Begun]) -> None:
        error = done.exception()
        self._came.emit(error if error is not None else done.result())

    def _take(self, came: object) -> None:
        self.setEnabled(True)
        if isinstance(came, Fault):
            self.answer.say(fault_words(came), Tone.REFUSED)
        elif isinstance(came, Begun):
            self._begun = came
            if not came.words:
                self.submit()
                return
            self._show_words(came.words)
        elif isinstance(came, Exception):
            raise came

    def _show_words(self, words: str) -> None:
        self.words.setText(words)
        self.stack.setCurrentIndex(3)
        self.way.hide()
        self.answer.say(self.tr("They are shown only now, and are kept nowhere."), Tone.ATTENTION)
        self.go.set_words(self.tr("They are written down"))
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_S, GAP_XL, GAP_S, GAP_L)
        column.setSpacing(GAP_M)
        head = QVBoxLayout()
        head.setContentsMargins(GAP_L, 0, GAP_L, 0)
        head.setSpacing(GAP_M)
        head.addWidget(Label(self.tr("Welcome to Foyer"), Size.PAGE, bold=True, ink=Ink.STRONG))
        head.addWidget(self.way)
        column.addLayout(head)
        self.stack.addWidget(Scrolled(self.forms[NEW], self.tr("New studio")))
        self.stack.addWidget(Scrolled(self.forms[JOIN], self.tr("Join a studio")))
        demo = self.tr(
            "A studio with clients, classes and passes, in which nothing is real. It lies in a "
            "file of its own, is labelled in every window, and can be removed in the settings."
        )
        self.stack.addWidget(self._told(Label(demo)))
        keep = self.tr(
            "Write these words down and keep them apart from this computer. They open the desk if "
            "its keys are ever lost."
        )
        self.stack.addWidget(self._told(Label(keep), self.words))
        column.addWidget(self.stack, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(GAP_L, 0, GAP_L, 0)
        foot.setSpacing(GAP_S)
        foot.addWidget(self.answer, 1)
        foot.addWidget(self.go)
        column.addLayout(foot)

    def _told(self, *labels: Label) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(GAP_L, GAP_M, GAP_L, 0)
        column.setSpacing(GAP_L)
        for label in labels:
            label.setWordWrap(True)
            column.addWidget(label)
        column.addStretch(1)
        return page

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        super().closeEvent(event)
        self._loop.quit()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        brush(self).fillRect(self.rect(), current_theme().window)
