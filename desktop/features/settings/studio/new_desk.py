"""A code for another computer, shown as text and to be scanned, as long as it opens."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.domain.refusals import Fault
from core.wire.enrol_codes import EnrolCodeReply
from desktop.enrol_codes import EnrolCodes
from desktop.features.settings.sheet_head import SheetHead
from desktop.session import Session
from desktop.theme.fonts import Size
from desktop.theme.marks import Tone
from desktop.theme.sizes import GAP_L, GAP_M, GAP_S, PAGE_SIDE
from desktop.widgets.answer_line import AnswerLine
from desktop.widgets.button import Button, Kind
from desktop.widgets.card import Card
from desktop.widgets.label import Ink, Label
from desktop.widgets.page import Page
from desktop.widgets.qr import QrPicture
from desktop.wording import fault_words

_SIDE = 176
_SECOND = 1000


class NewDesk(Page):
    """`left` goes back to the list of desks."""

    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.codes = EnrolCodes(session, self)
        self._seconds = 0
        self.waiting = False
        self._clock = QTimer(self)
        self._clock.setInterval(_SECOND)
        self._clock.timeout.connect(self._tick)
        self.code = Label("", Size.NAME, bold=True, ink=Ink.STRONG)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.address = Label(self.codes.address, Size.SECTION, bold=True, ink=Ink.STRONG)
        self.address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.life = Label("", ink=Ink.MUTED)
        self.answer = AnswerLine()
        self.again = Button(self.tr("Make a new code"), icon="rotate-ccw", kind=Kind.NORMAL)
        self.again.clicked.connect(self.ask)
        self.picture: QrPicture | None = None
        self._place = QVBoxLayout()
        self._lay_out()
        self.set_first(self.again)

    def ask(self) -> None:
        """Ask the server for a code; what was shown before opens no longer than it said."""
        if self.waiting:
            return
        self._clear()
        if self._session.desk.training:
            self.answer.say(self.tr("In training no computer is added."), Tone.REFUSED)
            return
        self.waiting = True
        self.answer.say(self.tr("Asking the server…"))
        self.codes.ask(self._came, self._failed)

    def _came(self, reply: EnrolCodeReply) -> None:
        self.waiting = False
        self.code.setText(f"{reply.code[:5]} {reply.code[5:]}")
        self.picture = QrPicture(f"{self.codes.address} {reply.code}", _SIDE)
        self._place.addWidget(self.picture)
        self._seconds = reply.life_ms // _SECOND
        self._clock.start()
        self._say_life()
        if self.codes.only_here():
            told = self.tr(
                "The server runs on this computer only: no other computer can reach it. Move the "
                "studio to a host first."
            )
            self.answer.say(told, Tone.ATTENTION)
        else:
            self.answer.say("")

    def _failed(self, fault: Fault) -> None:
        self.waiting = False
        told = fault_words(fault)
        if fault.code == "server_unreachable":
            told = self.tr("A code is made on the server, and the server cannot be reached now.")
        self.answer.say(told, Tone.REFUSED)

    def _tick(self) -> None:
        self._seconds -= 1
        if self._seconds <= 0:
            self._clear()
            self.answer.say(self.tr("The code is too old now. Make a new one."))
        self._say_life()

    def _say_life(self) -> None:
        minutes, seconds = divmod(max(0, self._seconds), 60)
        told = self.tr("Opens once, for another {0}:{1:02d}").format(minutes, seconds)
        self.life.setText(told if self._seconds > 0 else "")

    def _clear(self) -> None:
        self._clock.stop()
        self._seconds = 0
        self.code.setText("")
        self.life.setText("")
        if self.picture is not None:
            self._place.removeWidget(self.picture)
            self.picture.hide()
            self.picture.deleteLater()
            self.picture = None

    def _lay_out(self) -> None:
        here = self._session.location
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        note = self.tr("Another computer of {0}").format(here.name if here else "")
        head = SheetHead(self.tr("Add a desk"), note, self.tr("Desks"))
        head.back_asked.connect(self.left)
        column.addWidget(head)
        page = QVBoxLayout()
        page.setContentsMargins(PAGE_SIDE, GAP_L, PAGE_SIDE, GAP_L)
        page.setSpacing(GAP_M)
        told = Label(
            self.tr(
                "Start the program on the other computer, choose “Join a studio”, and type this "
                "address and this code there, or scan it into the field of the address."
            )
        )
        told.setWordWrap(True)
        page.addWidget(told)
        page.addWidget(self._card())
        page.addWidget(self.answer)
        page.addStretch(1)
        column.addLayout(page, 1)

    def _card(self) -> Card:
        card = Card()
        row = QHBoxLayout()
        row.setContentsMargins(GAP_L, GAP_L, GAP_L, GAP_L)
        row.setSpacing(PAGE_SIDE)
        row.addLayout(self._place)
        texts = QVBoxLayout()
        texts.setSpacing(GAP_S)
        texts.addWidget(Label(self.tr("Address"), Size.CAPTION, ink=Ink.MUTED))
        texts.addWidget(self.address)
        texts.addSpacing(GAP_S)
        texts.addWidget(Label(self.tr("Code"), Size.CAPTION, ink=Ink.MUTED))
        texts.addWidget(self.code)
        texts.addWidget(self.life)
        texts.addSpacing(GAP_S)
        button = QHBoxLayout()
        button.addWidget(self.again)
        button.addStretch(1)
        texts.addLayout(button)
        texts.addStretch(1)
        row.addLayout(texts, 1)
        card.body.addLayout(row)
        return card
