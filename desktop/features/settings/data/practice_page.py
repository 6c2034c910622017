"""The page of the demo studio and of training: what is not real, opened in a window of its own."""

import shutil
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QLockFile, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from core.domain.refusals import Fault
from desktop import training
from desktop.features.settings.settings_page import SettingsPage
from desktop.first_run.begin import DEMO_FOLDER
from desktop.session import Session
from desktop.theme.fonts import Size
from desktop.theme.marks import Tone
from desktop.theme.sizes import GAP_L, GAP_M, GAP_S, PAGE_SIDE
from desktop.widgets.answer_line import AnswerLine
from desktop.widgets.button import Button, Kind
from desktop.widgets.card import Card
from desktop.widgets.label import Ink, Label
from desktop.wording import fault_words


class PracticePage(SettingsPage):
    """`opened` carries the folder of a desk that was started."""

    opened = Signal(object)
    _came = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(session, self.tr("Demo and training"))
        self._pool = ThreadPoolExecutor(1, "practice")
        self.start: Callable[..., object] = training.start
        self.train_button = Button(self.tr("Begin training"), icon="star", kind=Kind.PRIMARY)
        self.demo_button = Button(self.tr("Open the demo studio"), icon="circle-help")
        self.remove_button = Button(self.tr("Remove the demo studio"), icon="x", kind=Kind.DANGER)
        self.answer = AnswerLine()
        self._lay_out()
        self.set_first(self.train_button)
        self.train_button.clicked.connect(self.train)
        self.demo_button.clicked.connect(self.open_demo)
        self.remove_button.clicked.connect(self.remove_demo)
        self._came.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def refresh(self) -> None:
        """What there is to open and to remove."""
        apart = not self.session.desk.training
        self.train_button.setEnabled(apart)
        self.remove_button.setVisible(self.demo_folder().exists() and apart)

    def demo_folder(self) -> Path:
        """Where the demo studio of this computer lies, beside the desk's own folder."""
        return self.session.desk.folder.with_name(DEMO_FOLDER)

    def train(self) -> None:
        """Copy the store as it is now, and open the copy."""
        self.train_button.setEnabled(False)
        self.answer.say(self.tr("Copying today…"))
        future = self._pool.submit(self.session.desk.make_training)
        future.add_done_callback(self._tell)

    def open_demo(self) -> None:
        """Open the demo studio in a window of its own; the first time it is made."""
        self.answer.say(self.tr("The demo opens in a window of its own, in some seconds."))
        self.start(self.demo_folder(), "--demo")

    def remove_demo(self) -> None:
        """Take the demo's files away, unless it is open."""
        lock = QLockFile(str(self.demo_folder() / "desk.lock"))
        if not lock.tryLock(0):
            self.answer.say(self.tr("The demo is open. Close its window first."), Tone.REFUSED)
            return
        lock.unlock()
        shutil.rmtree(self.demo_folder(), ignore_errors=True)
        self.answer.say(self.tr("The demo studio is gone."), Tone.OK)
        self.refresh()

    def _tell(self, done: Future[Path]) -> None:
        error = done.exception()
        if isValid(self):
            self._came.emit(error if error is not None else done.result())

    def _take(self, came: object) -> None:
        self.refresh()
        if isinstance(came, Path):
            self.start(came)
            self.answer.say(self.tr("Training opens in a window of its own."), Tone.OK)
            self.opened.emit(came)
        elif isinstance(came, Fault):
            self.answer.say(fault_words(came), Tone.REFUSED)
        elif isinstance(came, Exception):
            raise came

    def _lay_out(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(PAGE_SIDE, GAP_L, PAGE_SIDE, GAP_L)
        page.setSpacing(GAP_M)
        page.addWidget(Label(self.title, Size.PAGE, bold=True, ink=Ink.STRONG))
        told = self.tr(
            "A copy of today in a window of its own: check in, sell, cancel, try out. Nobody is "
            "told, nothing is sent, and the copy goes when the window is closed."
        )
        page.addWidget(self._card(self.tr("Training"), told, self.train_button))
        told = self.tr(
            "A studio with clients, classes and passes, in which nothing is real. It lies in a "
            "file of its own."
        )
        demo = self._card(self.tr("Demo studio"), told, self.demo_button, self.remove_button)
        page.addWidget(demo)
        page.addWidget(self.answer)
        page.addStretch(1)

    def _card(self, title: str, told: str, *buttons: Button) -> QWidget:
        card = Card(title)
        words = Label(told)
        words.setWordWrap(True)
        column = QVBoxLayout()
        column.setContentsMargins(GAP_L, GAP_M, GAP_L, GAP_L)
        column.setSpacing(GAP_M)
        column.addWidget(words)
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        card.body.addLayout(column)
        return card
