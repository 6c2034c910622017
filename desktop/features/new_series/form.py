"""The fields of a new series and what they say together."""

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.features.new_series.model import Choice, Part, SeriesChoices, SeriesDraft
from desktop.features.new_series.weekdays import Weekdays
from desktop.forms.clock_text import clock_text
from desktop.forms.field_box import ROOM, FieldBox
from desktop.theme.sizes import GAP_M, GAP_S
from desktop.widgets.picker import DateField, Picker
from desktop.widgets.segmented import Segmented

WEEKLY, ONCE = "weekly", "once"
_NO_END = QDate(2000, 1, 1)
_ISO = Qt.DateFormat.ISODate


class SeriesForm(QWidget):
    """`changed` after every key; `draft` is what is typed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services: dict[str, Choice] = {}
        self._asked = False
        self.repeat = Segmented(
            self.tr("How often"),
            [(WEEKLY, self.tr("Every week"), ""), (ONCE, self.tr("Once"), "")],
            tall=28,
        )
        self.service, self.place = Picker(), Picker()
        self.instructor, self.assistant = Picker(), Picker()
        self.weekdays = Weekdays()
        self.start, self.minutes, self.capacity = QLineEdit(), QLineEdit(), QLineEdit()
        self.first, self.until = DateField(), DateField()
        self.reason = QLineEdit()
        self.until.setMinimumDate(_NO_END)
        self.until.setSpecialValueText(self.tr("no end"))
        self.boxes = {
            Part.SERVICE: FieldBox(self.tr("Service"), self.service),
            Part.PLACE: FieldBox(self.tr("Room"), self.place),
            Part.INSTRUCTOR: FieldBox(self.tr("Instructor"), self.instructor),
            Part.ASSISTANT: FieldBox(self.tr("Assistant"), self.assistant),
            Part.WEEKDAYS: FieldBox(self.tr("Weekdays"), self.weekdays),
            Part.START: FieldBox(self.tr("Start"), self.start),
            Part.MINUTES: FieldBox(self.tr("Minutes"), self.minutes),
            Part.CAPACITY: FieldBox(self.tr("Seats"), self.capacity),
            Part.FIRST: FieldBox(self.tr("First date"), self.first),
            Part.UNTIL: FieldBox(self.tr("Last date"), self.until),
            Part.REASON: FieldBox(
                self.tr("Reason to override the conflicts"),
                self.reason,
                hint=self.tr("Opening hours, time off, pauses, ways and what they teach"),
            ),
        }
        self._lay_out()
        self._connect()

    def offer(self, choices: SeriesChoices) -> None:
        """Fill the lists; where the service brings its room there is none to choose."""
        self.boxes[Part.PLACE].setVisible(bool(choices.places))
        if not choices.places:
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(self.boxes[Part.INSTRUCTOR], 0, 0, 1, 3, top)
            self._grid.addWidget(self.boxes[Part.ASSISTANT], 0, 3, 1, 3, top)
        self.boxes[Part.ASSISTANT].setVisible(bool(choices.assistants))
        self._services = {choice.ident: choice for choice in choices.services}
        for field, offered in (
            (self.service, choices.services),
            (self.place, choices.places),
            (self.instructor, choices.instructors),
            (self.assistant, choices.assistants),
        ):
            field.blockSignals(True)
            field.clear()
            for choice in offered:
                field.addItem(choice.text, choice.ident)
            field.blockSignals(False)

    def show_draft(self, draft: SeriesDraft) -> None:
        """Put a draft into the fields."""
        self.blockSignals(True)
        for field, ident in (
            (self.service, draft.service),
            (self.place, draft.place),
            (self.instructor, draft.instructor),
            (self.assistant, draft.assistant),
        ):
            field.setCurrentIndex(field.findData(ident) if ident else 0)
        self.weekdays.choose(draft.weekdays)
        usual = self._services.get(str(self.service.currentData()))
        self.start.setText(draft.start)
        self.minutes.setText(draft.minutes or (str(usual.minutes) if usual else ""))
        self.capacity.setText(draft.capacity or (str(usual.capacity) if usual else ""))
        self.first.setDate(QDate.fromString(draft.first, _ISO))
        until = QDate.fromString(draft.until, _ISO) if draft.until else _NO_END
        self.until.setDate(until)
        self.reason.setText(draft.reason)
        self.ask_reason(bool(draft.reason))
        self.repeat.choose(ONCE if draft.once else WEEKLY)
        self._fit()
        self.blockSignals(False)
        self.changed.emit()

    def draft(self) -> SeriesDraft:
        """What is typed; the start as 18:00 where it can be read, else as it stands."""
        once = self.repeat.choice() == ONCE
        until = self.until.date()
        ends = "" if once or until == _NO_END else str(until.toString(_ISO))
        return SeriesDraft(
            service=str(self.service.currentData() or ""),
            place=str(self.place.currentData() or ""),
            instructor=str(self.instructor.currentData() or ""),
            assistant=str(self.assistant.currentData() or ""),
            weekdays=() if once else self.weekdays.chosen(),
            start=clock_text(self.start.text()) or self.start.text(),
            minutes=self.minutes.text().strip(),
            first=str(self.first.date().toString(_ISO)),
            until=ends,
            capacity=self.capacity.text().strip(),
            once=once,
            reason=self.reason.text().strip() if self._asked else "",
        )

    def ask_reason(self, asked: bool) -> None:
        """Whether there is anything that a reason would let pass; what is typed stays."""
        self._asked = asked
        self.boxes[Part.REASON].setVisible(asked)

    def own_errors(self) -> dict[Part, str]:
        """What cannot be read, without asking anybody."""
        errors: dict[Part, str] = {}
        if not clock_text(self.start.text()):
            errors[Part.START] = self.tr("Such as 18:00")
        for part, field in ((Part.MINUTES, self.minutes), (Part.CAPACITY, self.capacity)):
            text = field.text().strip()
            if not text.isdecimal() or int(text) == 0:
                errors[part] = self.tr("Above 0")
        if self.repeat.choice() == WEEKLY:
            if not self.weekdays.chosen():
                errors[Part.WEEKDAYS] = self.tr("Choose at least one day")
            if _NO_END < self.until.date() < self.first.date():
                errors[Part.UNTIL] = self.tr("Before the first date")
        return errors

    def mark(self, errors: dict[Part, str]) -> None:
        """Mark what is wrong at its field."""
        for part, box in self.boxes.items():
            box.set_wrong(errors.get(part, ""))

    def to_first_wrong(self) -> None:
        """Move to the first field that is marked."""
        for box in self.boxes.values():
            if box.wrong():
                box.field.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_S + 2)
        often = QHBoxLayout()
        often.setContentsMargins(ROOM, 0, ROOM, 0)
        often.addWidget(self.repeat)
        often.addStretch(1)
        column.addLayout(often)
        boxes = self.boxes
        column.addWidget(boxes[Part.SERVICE])
        grid = self._grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_M)
        grid.setVerticalSpacing(GAP_S)
        for column_at in range(6):
            grid.setColumnStretch(column_at, 1)
        rows = (
            (Part.PLACE, Part.INSTRUCTOR, Part.ASSISTANT),
            (Part.WEEKDAYS,),
            (Part.START, Part.MINUTES, Part.CAPACITY),
            (Part.FIRST, Part.UNTIL),
            (Part.REASON,),
        )
        for at, row in enumerate(rows):
            wide = 6 // len(row)
            for place, part in enumerate(row):
                top = Qt.AlignmentFlag.AlignTop
                grid.addWidget(boxes[part], at, place * wide, 1, wide, top)
        column.addLayout(grid)

    def _connect(self) -> None:
        self.repeat.chosen.connect(self._fit)
        self.repeat.chosen.connect(self.changed)
        self.service.currentIndexChanged.connect(self._usual)
        for combo in (self.place, self.instructor, self.assistant):
            combo.currentIndexChanged.connect(self.changed)
        for line in (self.start, self.minutes, self.capacity, self.reason):
            line.textEdited.connect(self.changed)
        for day in (self.first, self.until):
            day.dateChanged.connect(self.changed)
        self.weekdays.changed.connect(self.changed)

    def _usual(self) -> None:
        """Another service brings its usual length and seats."""
        usual = self._services.get(str(self.service.currentData()))
        if usual is not None:
            self.minutes.setText(str(usual.minutes))
            self.capacity.setText(str(usual.capacity))
        self.changed.emit()

    def _fit(self) -> None:
        weekly = self.repeat.choice() == WEEKLY
        self.boxes[Part.WEEKDAYS].setVisible(weekly)
        self.boxes[Part.UNTIL].setVisible(weekly)
