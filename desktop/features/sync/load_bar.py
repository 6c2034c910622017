"""A load of all rows: how far it is, as words and a bar, and the button that stops it (U-39)."""

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.loading import Loading
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import BUTTON_ROW, GAP_S, RADIUS_FILL
from desktop.widgets.button import Button
from desktop.widgets.label import Ink, Label
from desktop.widgets.painting import box

_TALL = 6


class _Bar(QWidget):
    """Full where the load is done; empty while nobody knows how much there is."""

    def __init__(self) -> None:
        super().__init__()
        self.share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(120, _TALL)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        box(painter, self.rect(), RADIUS_FILL, theme.sunken, theme.control)
        if filled := round(self.share * self.width()):
            box(painter, QRect(0, 0, filled, _TALL), RADIUS_FILL, theme.accent_fill)


class LoadBar(QWidget):
    """`rest_asked` stops a load (True) or lets it go on; nothing is shown where none runs."""

    rest_asked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said = Label("", ink=Ink.STRONG)
        self.bar = _Bar()
        self.rest = Button(self.tr("Stop"), tall=BUTTON_ROW)
        self._stopped = False
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        row.addWidget(self.said, 1)
        row.addWidget(self.rest)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_S)
        column.addLayout(row)
        column.addWidget(self.bar)
        self.rest.clicked.connect(lambda: self.rest_asked.emit(not self._stopped))
        self.hide()

    def show_load(self, loading: Loading | None, said: str) -> None:
        """Take how far it is, with its words."""
        self.setVisible(loading is not None)
        if loading is None:
            return
        self._stopped = loading.stopped
        self.said.setText(said)
        self.rest.set_words(self.tr("Go on") if loading.stopped else self.tr("Stop"))
        self.bar.share = loading.share() or 0.0
        self.bar.setAccessibleName(said)
        self.bar.update()
