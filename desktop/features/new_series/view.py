"""The panel "new series": fields, every date before it is made, Enter saves (SCH-3)."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.features.new_series.form import SeriesForm
from desktop.features.new_series.model import (
    Preview,
    SeriesChoices,
    SeriesDraft,
    SeriesPreview,
)
from desktop.forms.foot import Foot
from desktop.theme.marks import Tone
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_M
from desktop.widgets.answer_line import AnswerLine
from desktop.widgets.button import Button, Kind
from desktop.widgets.date_list import DateDelegate, date_rows
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.label import Ink, Label
from desktop.widgets.page import Page
from desktop.widgets.painting import rule_line
from desktop.widgets.row_list import RowList
from desktop.widgets.side_panel import PanelHead

REST_MS = 120
_HEAD = 36
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class NewSeriesPanel(Page):
    """Content for the side panel. `saved` carries a SeriesDraft that had no wrong field."""

    saved = Signal(object)
    draft_changed = Signal(object)
    close_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("New series"))
        self._preview: Preview | None = None
        self._answer = SeriesPreview()
        self.head = PanelHead(self.tr("New class"))
        self.head.close_asked.connect(self.close_asked)
        self.form = SeriesForm()
        self.summary = Label("", bold=True, ink=Ink.STRONG)
        empty = EmptyState(self.tr("The dates stand here once the fields can be read."))
        self.dates = RowList(self.tr("Dates of the series"), DateDelegate(), empty)
        self.save_button = Button(self.tr("Save"), key="Enter", kind=Kind.PRIMARY)
        self.save_button.clicked.connect(self.save)
        self._barred = AnswerLine()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._look)
        self._lay_out()
        self.form.changed.connect(self._typed)
        self.set_first(self.form.service)
        for field in self._inputs():
            field.installEventFilter(self)

    def set_preview(self, preview: Preview) -> None:
        """Who answers what a draft would make."""
        self._preview = preview

    def start(self, choices: SeriesChoices, draft: SeriesDraft) -> None:
        """Begin with what is known: a span dragged on the calendar, a free slot, or a draft."""
        self.form.offer(choices)
        self.form.show_draft(draft)
        self._rest.stop()
        self._look()

    def save(self) -> None:
        """Save; where something is wrong, go there instead."""
        self._rest.stop()
        self._look()
        if self._errors():
            self.form.to_first_wrong()
        elif not self._answer.barred:
            self.saved.emit(self.form.draft())

    def _errors(self) -> bool:
        return bool(self.form.own_errors() or self._answer.errors)

    def _typed(self) -> None:
        # What can be judged here is marked at once; who must be asked is asked when typing rests.
        self.form.mark({**self._answer.errors, **self.form.own_errors()})
        self.draft_changed.emit(self.form.draft())
        self._rest.start()

    def _look(self) -> None:
        own = self.form.own_errors()
        self._answer = SeriesPreview()
        if not own and self._preview is not None:
            self._answer = self._preview(self.form.draft())
        self.form.mark({**self._answer.errors, **own})
        if not own:
            self.form.ask_reason(self._answer.asks_reason)
        self.dates.show_rows(date_rows(self._answer.dates))
        self.summary.setText(self._answer.summary or self.tr("Dates"))
        self._barred.say(self._answer.barred, Tone.REFUSED if self._answer.barred else Tone.NEUTRAL)
        self.save_button.setEnabled(not self._answer.barred)

    def _inputs(self) -> list[QWidget]:
        form = self.form
        return [
            *(form.service, form.place, form.instructor, form.assistant, form.start),
            *(form.minutes, form.capacity, form.first, form.until, form.reason),
        ]

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        holder = QVBoxLayout()
        holder.setContentsMargins(GAP_L - 3, GAP_M, GAP_L - 3, GAP_M)
        holder.addWidget(self.form)
        column.addLayout(holder)
        self._dates_head = QWidget()
        self._dates_head.setFixedHeight(_HEAD)
        head = QHBoxLayout(self._dates_head)
        head.setContentsMargins(GAP_L, 0, GAP_L, 0)
        head.addWidget(self.summary)
        head.addStretch(1)
        column.addWidget(self._dates_head)
        column.addWidget(self.dates, 1)
        column.addWidget(Foot(self._barred, self.save_button))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _ENTER:
                self.save()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_asked.emit()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in _ENTER:
            self.save()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        painter.fillRect(self._dates_head.geometry(), theme.window)
        for y in (self._dates_head.y(), self.dates.y() - 1):
            rule_line(painter, QPointF(0, y), QPointF(self.width(), y), theme.line)
