"""The Check-in screen: the result as a whole field of colour, the last scans beside it."""

from collections.abc import Callable, Sequence
from time import monotonic

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.fields import takes_text
from desktop.actions.frame import SWITCH_SOUND
from desktop.actions.registry import ActionRegistry
from desktop.features.checkin.actions import CAMERA, CLEAR, OTHER_CAMERA, SEARCH
from desktop.features.checkin.model import FoundClient, LastScan, ScanResult, ScanTotals
from desktop.features.checkin.result_field import ResultField
from desktop.features.checkin.scan_list import ScanList
from desktop.theme.fonts import Size
from desktop.theme.marks import Tone
from desktop.theme.sizes import GAP_L, GAP_M, PAGE_SIDE
from desktop.widgets.button import Button
from desktop.widgets.label import IconText, Ink, Label
from desktop.widgets.page import Page
from desktop.widgets.wrapping_row import WrappingRow

_SCANS_LEAST, _SCANS_WIDE = 264, 344


class CheckInScreen(Page):
    """Tells what was asked for; shows what it is given.

    `fix_requested` is (scan, fix); fixes that name a desk action trigger that action instead.
    """

    fix_requested = Signal(str, str)
    searched = Signal(str)
    client_chosen = Signal(str)
    scan_opened = Signal(str)
    camera_asked = Signal()
    other_camera_asked = Signal()
    hidden = Signal()
    kiosk_asked = Signal()

    def __init__(
        self,
        registry: ActionRegistry,
        clock: Callable[[], float] = monotonic,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Check-in"))
        self._registry = registry
        self.field = ResultField(clock)
        self.scans = ScanList()
        self.scans.setMinimumWidth(_SCANS_LEAST)
        self.scans.setMaximumWidth(_SCANS_WIDE)
        self.scanner = IconText("scan-line", self.tr("Scanner ready"), Tone.OK)
        self.camera = IconText("video-off", self.tr("Camera off"))
        self.sound = Button(self.tr("Sound on"), icon="volume-2")
        self.kiosk = Button(self.tr("Open kiosk"), icon="maximize")
        self.kiosk.clicked.connect(self.kiosk_asked)
        self._lay_out()
        self.set_first(self.field)
        self.field.fix_requested.connect(self._fix)
        self.scans.search.searched.connect(self.searched)
        self.scans.search.left.connect(self.field.setFocus)
        self.scans.client_chosen.connect(self._choose)
        self.scans.scan_opened.connect(self.scan_opened)
        self.sound.clicked.connect(registry.action(SWITCH_SOUND).trigger)
        registry.do(SEARCH, self.scans.search.setFocus)
        registry.do(CLEAR, self.field.clear)
        registry.do(CAMERA, self.camera_asked.emit)
        registry.do(OTHER_CAMERA, self.other_camera_asked.emit)
        self.eye = Button.for_action(registry.action(CAMERA), icon="video")
        self.eye.set_words(self.tr("Camera"))
        self._head.insertWidget(self._head.count() - 1, self.eye)

    def show_result(self, result: ScanResult) -> None:
        """Show a result; its keys work at once unless somebody is typing."""
        self.field.show_result(result)
        if self.isVisible() and not takes_text(QApplication.focusWidget()):
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_scans(self, scans: Sequence[LastScan], totals: ScanTotals) -> None:
        """Take the day's scans, newest first."""
        self.scans.show_scans(scans, totals)

    def show_found(self, found: Sequence[FoundClient]) -> None:
        """Take what the search found."""
        self.scans.show_found(found)

    def show_sound(self, on: bool) -> None:
        """Say whether sounds are on."""
        self.sound.set_icon("volume-2" if on else "volume-x")
        self.sound.set_words(self.tr("Sound on") if on else self.tr("Sound off"))

    def show_scanner(self, text: str, tone: Tone) -> None:
        """Say how the scanner is."""
        self.scanner.say("scan-line", text, tone)

    def show_camera(self, text: str, on: bool) -> None:
        """Say how the camera is, or why there is none (U-21)."""
        icon = "video" if on else "video-off"
        self.camera.say(icon, text, Tone.OK if on else Tone.NEUTRAL)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self.hidden.emit()

    def _choose(self, client_id: str) -> None:
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.client_chosen.emit(client_id)

    def _fix(self, scan_id: str, ident: str) -> None:
        result = self.field.result()
        fixes = result.fixes if result else ()
        named = next((fix.action for fix in fixes if fix.ident == ident and fix.action), "")
        if named:
            self._registry.action(named).trigger()
        else:
            self.fix_requested.emit(scan_id, ident)

    def _lay_out(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(PAGE_SIDE, GAP_M, PAGE_SIDE, PAGE_SIDE)
        page.setSpacing(GAP_M)
        self._head = head = WrappingRow(GAP_M)
        head.addWidget(Label(self.tr("Check-in"), Size.PAGE, bold=True, ink=Ink.STRONG))
        head.addWidget(self.scanner)
        head.addWidget(self.camera)
        head.addStretch(1)
        head.addWidget(self.sound)
        head.addWidget(self.kiosk)
        page.addLayout(head)
        below = QHBoxLayout()
        below.setSpacing(GAP_L)
        below.addWidget(self.field, 7)
        below.addWidget(self.scans, 3)
        page.addLayout(below, 1)
