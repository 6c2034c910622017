"""Opening hours of a week: a line for each day, such as 06:00-12:00, 14:00-22:00."""

from typing import Any

import msgspec
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from desktop.forms import reading
from desktop.forms.editor import Editor, Unread
from desktop.theme.sizes import BUTTON_HEAD, GAP_S
from desktop.widgets.button import Button, Kind
from desktop.widgets.label import Label
from desktop.widgets.page import Page

DAYS = 7


class HoursEditor(Editor):
    """A day without hours is closed; a week without any is always open."""

    def __init__(self) -> None:
        page = Page()
        super().__init__(page)
        names = (
            self.tr("Monday"),
            self.tr("Tuesday"),
            self.tr("Wednesday"),
            self.tr("Thursday"),
            self.tr("Friday"),
            self.tr("Saturday"),
            self.tr("Sunday"),
        )
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP_S)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        self._lines: list[QLineEdit] = []
        for at, name in enumerate(names):
            line = QLineEdit()
            line.setPlaceholderText(self.tr("closed"))
            line.setAccessibleName(self.tr("Hours on {0}").format(name))
            line.textEdited.connect(self.changed)
            grid.addWidget(Label(name), at, 0)
            grid.addWidget(line, at, 1)
            self._lines.append(line)
        same = Button(self.tr("Same all week"), kind=Kind.QUIET, tall=BUTTON_HEAD)
        same.clicked.connect(self._same)
        grid.addWidget(same, 0, 2)
        page.set_first(self._lines[0])

    def read(self) -> Any:
        found: dict[str, tuple[tuple[str, str], ...]] = {}
        for at, line in enumerate(self._lines):
            pairs = reading.spans(line.text())
            if pairs is None:
                return Unread(self.tr("Such as 06:00-12:00, 14:00-22:00"))
            if pairs:
                found[str(at)] = pairs
        return found

    def show(self, value: Any) -> None:
        for at, line in enumerate(self._lines):
            pairs = value.get(str(at), ())
            line.setText(reading.spans_text(tuple((start, end) for start, end in pairs)))

    def text(self) -> str:
        return msgspec.json.encode([line.text() for line in self._lines]).decode()

    def set_text(self, text: str) -> None:
        kept = msgspec.json.decode(text, type=list[str])
        for line, typed in zip(self._lines, kept, strict=False):
            line.setText(typed)

    def inputs(self) -> list[QWidget]:
        return list(self._lines)

    def _same(self) -> None:
        for line in self._lines[1:]:
            line.setText(self._lines[0].text())
        self.changed.emit()
