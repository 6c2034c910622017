"""An editor for a drawn signature: pen, finger or mouse, and a button to begin anew."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.forms.editor import Editor
from desktop.saying import tr
from desktop.theme.sizes import BUTTON_HEAD, GAP_S
from desktop.widgets.button import Button
from desktop.widgets.signature import SignaturePad

_TALL = 112


class DrawnEditor(Editor):
    """The line as the path of an SVG, "" where nothing is drawn."""

    def __init__(self, label: str) -> None:
        holder = QWidget()
        super().__init__(holder)
        self.pad = SignaturePad(hint=tr("Sign here"), tall=_TALL)
        self.pad.setAccessibleName(label)
        self.again = Button(tr("Draw again"), tall=BUTTON_HEAD)
        holder.setFocusProxy(self.again)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_S)
        column.addWidget(self.pad)
        foot = QHBoxLayout()
        foot.addWidget(self.again)
        foot.addStretch(1)
        column.addLayout(foot)
        self.pad.signed.connect(self._drawn)
        self.again.clicked.connect(self._clear)
        self._dress()

    def read(self) -> str:
        return self.pad.path()

    def show(self, value: Any) -> None:
        self.set_text(str(value))

    def text(self) -> str:
        return self.pad.path()

    def set_text(self, text: str) -> None:
        self.pad.take(text)
        self._dress()

    def inputs(self) -> list[QWidget]:
        return [self.again]

    def _drawn(self) -> None:
        self._dress()
        self.changed.emit()

    def _clear(self) -> None:
        self.pad.clear()
        self._drawn()

    def _dress(self) -> None:
        self.again.setEnabled(bool(self.pad.path()))
