"""The row that says what a report looks at: period, location, service, method."""

from collections.abc import Sequence

from PySide6.QtCore import QDate, QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.features.reports.model import Choice, Wish
from desktop.features.reports.periods import CUSTOM, PRESETS, Period
from desktop.theme.sizes import GAP_S
from desktop.widgets.picker import DateField, Picker


class Filters(QWidget):
    """`changed` when the person picks anything."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.period = Picker()
        self.period.setAccessibleName(self.tr("Period"))
        for ident, text in PRESETS:
            self.period.addItem(self.tr(text), ident)
        self.first, self.last = DateField(), DateField()
        self.first.setAccessibleName(self.tr("First date"))
        self.last.setAccessibleName(self.tr("Last date"))
        self.location, self.service, self.method = Picker(), Picker(), Picker()
        self.location.setAccessibleName(self.tr("Location of the report"))
        self.service.setAccessibleName(self.tr("Service"))
        self.method.setAccessibleName(self.tr("Method"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_S)
        for picker in (self.period, self.location, self.service, self.method):
            picker.setMaximumWidth(172)
        row.addWidget(self.period, 1)
        row.addWidget(self.first)
        row.addWidget(self.last)
        for picker in (self.location, self.service, self.method):
            row.addWidget(picker, 1)
        row.addStretch(1)
        for picker in (self.period, self.location, self.service, self.method):
            picker.currentIndexChanged.connect(lambda _at: self._picked())
        for field in (self.first, self.last):
            field.dateChanged.connect(lambda _date: self._dated())

    def offer(
        self, locations: Sequence[Choice], services: Sequence[Choice], methods: Sequence[Choice]
    ) -> None:
        """What can be picked; what was picked stays where it is still there."""
        for picker, choices in (
            (self.location, locations),
            (self.service, services),
            (self.method, methods),
        ):
            with QSignalBlocker(picker):
                kept = picker.currentData()
                picker.clear()
                for one in choices:
                    picker.addItem(one.text, one.value)
                picker.setCurrentIndex(max(0, picker.findData(kept)))

    def show_wish(self, wish: Wish, period: Period) -> None:
        """Show what is looked at."""
        pairs = (
            (self.period, wish.preset),
            (self.location, wish.location),
            (self.service, wish.service),
            (self.method, wish.method),
        )
        for picker, value in pairs:
            with QSignalBlocker(picker):
                picker.setCurrentIndex(max(0, picker.findData(value)))
        for field, text in ((self.first, period.first), (self.last, period.last)):
            with QSignalBlocker(field):
                field.setDate(QDate.fromString(text, "yyyy-MM-dd"))
        custom = wish.preset == CUSTOM
        self.first.setVisible(custom)
        self.last.setVisible(custom)

    def allow(self, filters: Sequence[str], *, dated: bool) -> None:
        """Only what narrows this report is shown."""
        self.service.setVisible("service" in filters)
        self.method.setVisible("method" in filters)
        self.period.setEnabled(dated)

    def wish(self, report: str) -> Wish:
        """What is picked."""
        return Wish(
            report=report,
            preset=str(self.period.currentData()),
            first=self.first.date().toString("yyyy-MM-dd"),
            last=self.last.date().toString("yyyy-MM-dd"),
            location=str(self.location.currentData() or ""),
            service=str(self.service.currentData() or ""),
            method=str(self.method.currentData() or ""),
        )

    def _picked(self) -> None:
        self.changed.emit()

    def _dated(self) -> None:
        if self.period.currentData() == CUSTOM:
            self.changed.emit()
