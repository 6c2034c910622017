"""The columns of a file: heading, first values, and what each means, to be put right by hand."""

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QGridLayout, QWidget

from core.imports.columns import CLIENTS, OF_KIND, SERVICES
from core.imports.reading import Table
from desktop.saying import tr
from desktop.theme.fonts import Size
from desktop.theme.sizes import GAP_L, GAP_M, GAP_S
from desktop.widgets.card import Card
from desktop.widgets.label import ElidedLabel, Ink
from desktop.widgets.picker import Picker

SAMPLES = 3
_MEANING_WIDE = 200


def field_words(kind: str = CLIENTS) -> dict[str, str]:
    """What a column can mean, in words."""
    known = {
        "name": tr("Whole name"),
        "first_name": tr("First name"),
        "last_name": tr("Last name"),
        "email": tr("E-mail"),
        "phone": tr("Phone"),
        "birthday": tr("Birthday"),
        "language": tr("Language"),
        "notes": tr("Notes"),
        "tags": tr("Tags"),
        "emergency_contact": tr("Emergency contact"),
        "wants_email": tr("Wants e-mail"),
        "wants_sms": tr("Wants SMS"),
        "home_location": tr("Home location"),
        "pass_name": tr("Pass"),
        "credits": tr("Credits left"),
        "unlimited": tr("Unlimited pass"),
        "valid_from": tr("Pass from"),
        "valid_until": tr("Pass until"),
    }
    known |= {
        "duration": tr("Duration, minutes"),
        "capacity": tr("Seats"),
        "price": tr("Price"),
        "category": tr("Category"),
        "kind": tr("Class or session"),
        "description": tr("Description"),
        "location": tr("Location"),
        "class_name": tr("Class"),
        "class_date": tr("Date"),
        "class_time": tr("Time"),
        "seats": tr("Seats"),
    }
    if kind == SERVICES:
        known["name"] = tr("Name of the service")
    return {field: known.get(field, field) for field in OF_KIND[kind]}


class ColumnsCard(Card):
    """`changed` carries heading and field ("" leaves the column out)."""

    changed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Columns"), parent)
        self.title.setText(self.tr("Columns"))
        self._page: QWidget | None = None
        self._pickers: dict[str, Picker] = {}
        self._kind = CLIENTS

    def show_columns(self, table: Table, mapping: Mapping[str, str], kind: str = CLIENTS) -> None:
        """Take a file's columns; the same columns only change what they mean."""
        if tuple(self._pickers) != table.header or kind != self._kind:
            self._kind = kind
            self._build(table)
        self.set_count(len(table.header))
        for column, picker in self._pickers.items():
            with QSignalBlocker(picker):
                picker.setCurrentIndex(max(0, picker.findData(mapping.get(column, ""))))

    def picker(self, column: str) -> Picker:
        """The meaning of a column."""
        return self._pickers[column]

    def _meanings(self) -> QStandardItemModel:
        """One list for all pickers: a file can have many columns."""
        model = QStandardItemModel(self._page)
        for field, text in {"": self.tr("left out"), **field_words(self._kind)}.items():
            item = QStandardItem(text)
            item.setData(field, Qt.ItemDataRole.UserRole)
            model.appendRow(item)
        return model

    def _build(self, table: Table) -> None:
        if self._page is not None:
            self.body.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        self._page = QWidget()
        grid = QGridLayout(self._page)
        grid.setContentsMargins(GAP_L, GAP_S, GAP_L, GAP_M)
        grid.setHorizontalSpacing(GAP_M)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        self._pickers = {}
        meanings = self._meanings()
        for at, column in enumerate(table.header):
            name = ElidedLabel(bold=True)
            name.setText(column or self.tr("(no heading)"))
            samples = [line.cells[at] for line in table.lines[:SAMPLES] if at < len(line.cells)]
            shown = ElidedLabel(Size.CAPTION, ink=Ink.MUTED)
            shown.setText(" · ".join(filter(None, samples)))
            picker = Picker()
            picker.setFixedWidth(_MEANING_WIDE)
            picker.setAccessibleName(self.tr("Meaning of column {0}").format(column or at + 1))
            picker.setModel(meanings)
            picker.currentIndexChanged.connect(
                lambda _at, column=column, picker=picker: self.changed.emit(
                    column, str(picker.currentData())
                )
            )
            for place, part in enumerate((name, shown, picker)):
                grid.addWidget(part, at, place)
            self._pickers[column] = picker
        self.body.addWidget(self._page)
        self._page.show()
