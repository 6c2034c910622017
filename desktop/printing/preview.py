"""The side panel that shows what will be printed, page by page, before it is (U-72)."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_M, GAP_S
from desktop.widgets.answer_line import AnswerLine
from desktop.widgets.button import Button, Kind
from desktop.widgets.label import Ink, Label
from desktop.widgets.page import Page
from desktop.widgets.painting import rule_line
from desktop.widgets.picker import Picker
from desktop.widgets.side_panel import PanelHead

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_SAVE = Qt.Key.Key_S


class PagePicture(QWidget):
    """One sheet on a desk, as large as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(200)

    def show_picture(self, picture: QImage, name: str) -> None:
        """Show a sheet; `name` is what a screen reader says of it."""
        self._picture = picture
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(320, 440)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        theme = current_theme()
        painter.fillRect(self.rect(), theme.sunken)
        if self._picture.isNull():
            return
        size = self._picture.deviceIndependentSize()
        room = QRectF(self.rect()).adjusted(GAP_L, GAP_L, -GAP_L, -GAP_L)
        scale = min(1.0, room.width() / size.width(), room.height() / size.height())
        seen = QRectF(0, 0, size.width() * scale, size.height() * scale)
        seen.moveCenter(QPointF(room.center().x(), 0))
        seen.moveTop(room.top())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(seen, self._picture)
        painter.setPen(theme.line_strong)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(seen)


class PreviewPanel(Page):
    """`print_asked` names a printer; Enter prints, Ctrl+S saves a PDF, PgUp and PgDn turn."""

    print_asked = Signal(str)
    save_asked = Signal()
    turned = Signal(int)
    close_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Print preview"))
        self.head = PanelHead(self.tr("Print"))
        self.what = Label("", ink=Ink.MUTED)
        self.page = PagePicture()
        self.place = Label("", ink=Ink.MUTED)
        self._back = Button.icon_only("chevron-left", self.tr("Show the page before"))
        self._next = Button.icon_only("chevron-right", self.tr("Show the next page"))
        self.printers = Picker()
        self.printers.setAccessibleName(self.tr("Printer"))
        self.answer = AnswerLine()
        self.save = Button(self.tr("Save PDF"), key="Ctrl+S")
        self.print = Button(self.tr("Print"), icon="printer", key="Enter", kind=Kind.PRIMARY)
        self._at, self._count = 0, 0
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.head.close_asked.connect(self.close_asked)
        self._back.clicked.connect(lambda: self._turn(-1))
        self._next.clicked.connect(lambda: self._turn(1))
        self.save.clicked.connect(self.save_asked)
        self.print.clicked.connect(self._print)

    def show_printers(self, names: Sequence[str], missing: str) -> None:
        """Offer printers; `missing` says what to do where there is none."""
        self.printers.clear()
        self.printers.addItems(list(names))
        self.printers.setVisible(bool(names))
        self.print.setEnabled(bool(names))
        self.answer.say("" if names else missing)
        self.answer.setVisible(not names)

    def show_page(self, picture: QImage, what: str, at: int, count: int) -> None:
        """Show a page, counted from 0, of so many."""
        self._at, self._count = at, count
        self.what.setText(what)
        said = self.tr("Page {0} of {1}").format(at + 1, count)
        self.place.setText(said)
        self.page.show_picture(picture, f"{what}, {said}")
        for button, on in ((self._back, at > 0), (self._next, at + 1 < count)):
            button.setVisible(count > 1)
            button.setEnabled(on)

    def _turn(self, by: int) -> None:
        if 0 <= self._at + by < self._count:
            self.turned.emit(self._at + by)

    def _print(self) -> None:
        if self.print.isEnabled():
            self.print_asked.emit(self.printers.currentText())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_S)
        column.addWidget(self.head)
        under = QHBoxLayout()
        under.setContentsMargins(GAP_L, 0, GAP_L, GAP_S)
        under.addWidget(self.what)
        under.addStretch(1)
        for part in (self._back, self.place, self._next):
            under.addWidget(part)
        column.addLayout(under)
        column.addWidget(self.page, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(GAP_L, GAP_S, GAP_L, GAP_M)
        foot.setSpacing(GAP_S)
        foot.addWidget(self.printers)
        foot.addWidget(self.answer)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.save)
        row.addWidget(self.print)
        foot.addLayout(row)
        column.addLayout(foot)

    def event(self, event: QEvent) -> bool:
        # Enter and the page keys are the panel's own while it has the focus.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if event.key() in _ENTER or (control and event.key() == _SAVE):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() in _ENTER:
            self._print()
        elif control and event.key() == _SAVE:
            self.save_asked.emit()
        elif event.key() == Qt.Key.Key_PageDown:
            self._turn(1)
        elif event.key() == Qt.Key.Key_PageUp:
            self._turn(-1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        painter = QPainter(self)
        y = self.page.geometry().bottom() + 1
        rule_line(painter, QPointF(0, y), QPointF(self.width(), y), current_theme().line)
