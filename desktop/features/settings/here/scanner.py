"""The page of this computer's scanner: how it types, and a test scan that says what fits (U-13)."""

from time import monotonic
from typing import Annotated

from msgspec import Meta
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.features.settings.settings_page import SettingsPage
from desktop.forms.declaration import Field, Kind, Option, Section
from desktop.forms.form import Form
from desktop.scanner.setup import (
    SCANNER,
    SUFFIXES,
    TEST_CODE,
    Finding,
    Heard,
    finding_of,
    wedge_settings,
)
from desktop.session import Session
from desktop.theme.fonts import Size
from desktop.theme.marks import Tone
from desktop.theme.sizes import GAP_L, GAP_M, GAP_XL, PAGE_SIDE
from desktop.widgets.answer_line import AnswerLine
from desktop.widgets.button import Button
from desktop.widgets.button import Kind as ButtonKind
from desktop.widgets.label import Ink, Label
from desktop.widgets.qr import QrPicture

REST_MS = 500
_GAP = Annotated[int, Meta(ge=10, le=300)]
_LEAST = Annotated[int, Meta(ge=4, le=60)]
_WIDE = 640
_ENDS = {Qt.Key.Key_Return: "\r", Qt.Key.Key_Enter: "\r", Qt.Key.Key_Tab: "\t"}


class ScanProbe(QLineEdit):
    """Hears every key as it comes, with its time; the desk's own listening leaves it alone."""

    heard = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # what is secret is no scan to the desk, so that this field gets what was typed
        self.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
        self._times: list[float] = []
        self._letters = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(lambda: self._end(""))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        end = _ENDS.get(Qt.Key(event.key()))
        if end is not None and self._letters:
            self._end(end)
            return
        if event.text().isprintable() and event.text():
            self._letters += event.text()
            self._times.append(monotonic())
            self._rest.start()
        super().keyPressEvent(event)

    def focusNextPrevChild(self, on: bool) -> bool:  # noqa: N802
        """Tab may end a code, and is kept while one comes."""
        return False if self._letters else super().focusNextPrevChild(on)

    def _end(self, suffix: str) -> None:
        self._rest.stop()
        gaps = tuple(
            round((later - earlier) * 1000)
            for earlier, later in zip(self._times, self._times[1:], strict=False)
        )
        text, self._letters, self._times = self._letters, "", []
        self.clear()
        self.heard.emit(Heard(text, gaps, suffix))


class ScannerPage(SettingsPage):
    """What is changed holds at once (U-89)."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, self.tr("Scanner"))
        self.form = Form((Section("", self._fields()),))
        self.picture = QrPicture(TEST_CODE)
        self.probe = ScanProbe()
        self.probe.setAccessibleName(self.tr("Test scan"))
        self.probe.setPlaceholderText(self.tr("Click here, then scan the code"))
        self.received = Label("", ink=Ink.STRONG)
        self.answer = AnswerLine()
        self.take = Button(self.tr("Use what fits"), kind=ButtonKind.PRIMARY)
        self._finding: Finding | None = None
        self._lay_out()
        self.set_first(self.probe)
        self.form.changed.connect(self._keep)
        self.probe.heard.connect(self._heard)
        self.take.clicked.connect(self._take)
        self.take.hide()

    def refresh(self) -> None:
        """Show what is kept."""
        now = wedge_settings(self.session)
        suffix = next(name for name, sign in SUFFIXES if sign == now.suffix)
        self.form.show_values(
            {"prefix": now.prefix, "suffix": suffix, "gap_ms": now.gap_ms, "least": now.least}
        )

    def _fields(self) -> tuple[Field, ...]:
        ends = (Option("enter", self.tr("Enter")), Option("tab", self.tr("Tab")))
        return (
            Field(
                name="prefix",
                label=self.tr("Prefix"),
                hint=self.tr("What the scanner sends before each code; none is fine"),
                wide=3,
            ),
            Field(
                name="suffix", label=self.tr("Ends with"), kind=Kind.CHOICE, options=ends, wide=3
            ),
            Field(
                name="gap_ms",
                label=self.tr("Longest pause between characters"),
                kind=Kind.WHOLE,
                unit="ms",
                limit=_GAP,
                wide=3,
            ),
            Field(
                name="least",
                label=self.tr("Shortest code"),
                kind=Kind.WHOLE,
                limit=_LEAST,
                wide=3,
            ),
        )

    def _keep(self) -> None:
        if not self.form.errors():
            values = self.form.values()
            self.session.keep(SCANNER, {name: str(value) for name, value in values.items()})

    def _heard(self, heard: Heard) -> None:
        self._finding = found = finding_of(heard, str(self.form.value("prefix")))
        self.received.setText(self.tr("Received: {0}").format(heard.text))
        self.answer.say(found.words, Tone.OK if found.fits else Tone.ATTENTION)
        self.take.setVisible(found.settings is not None)

    def _take(self) -> None:
        if self._finding is None or self._finding.settings is None:
            return
        found = self._finding.settings
        suffix = next((name for name, sign in SUFFIXES if sign == found.suffix), "enter")
        self.form.put("suffix", suffix)
        self.form.put("gap_ms", found.gap_ms)
        self._keep()
        self.take.hide()

    def _lay_out(self) -> None:
        outer = QHBoxLayout(self)
        outer.setContentsMargins(PAGE_SIDE, GAP_L, PAGE_SIDE, GAP_L)
        holder = QWidget()
        holder.setMaximumWidth(_WIDE)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_L)
        column.addWidget(Label(self.title, Size.PAGE, bold=True, ink=Ink.STRONG))
        column.addWidget(self.form)
        column.addWidget(Label(self.tr("Test it"), Size.SECTION, bold=True, ink=Ink.STRONG))
        row = QHBoxLayout()
        row.setSpacing(GAP_XL)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        told = QVBoxLayout()
        told.setSpacing(GAP_M)
        told.addWidget(Label(self.tr("Expected: {0}").format(TEST_CODE), ink=Ink.MUTED))
        told.addWidget(self.probe)
        told.addWidget(self.received)
        told.addWidget(self.answer)
        told.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        told.addStretch(1)
        row.addLayout(told, 1)
        column.addLayout(row)
        column.addStretch(1)
        outer.addWidget(holder, 1)
        outer.addStretch(0)
