"""What the class builder would make: how many dates, seats and conflicts, and each date."""

from msgspec import Struct
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.theme.fonts import Size
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_S
from desktop.widgets.date_list import DateDelegate, DateLine, date_rows
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.label import Ink, Label
from desktop.widgets.painting import rule_line
from desktop.widgets.row_list import RowList

WIDE = 336
_HEAD = 60


class Preview(Struct, frozen=True):
    """The dates, a summary above them and a note below that."""

    dates: tuple[DateLine, ...] = ()
    summary: str = ""
    note: str = ""


class BuilderPreview(QWidget):
    """Stands at the right of the fields on every step."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDE)
        self.setAccessibleName(self.tr("What comes of it"))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        head = QWidget()
        head.setFixedHeight(_HEAD)
        texts = QVBoxLayout(head)
        texts.setContentsMargins(GAP_L, GAP_S, GAP_L, GAP_S)
        texts.setSpacing(0)
        self.summary = Label(self.tr("Dates"), bold=True, ink=Ink.STRONG)
        self.note = Label("", Size.CAPTION, ink=Ink.MUTED)
        texts.addWidget(self.summary)
        texts.addWidget(self.note)
        column.addWidget(head)
        empty = EmptyState(self.tr("Choose days on the second step. Each date then stands here."))
        self.dates = RowList(self.tr("Dates of the class"), DateDelegate(), empty)
        below = QHBoxLayout()
        below.setContentsMargins(0, 1, 0, 0)
        below.addWidget(self.dates)
        column.addLayout(below, 1)

    def show_preview(self, preview: Preview) -> None:
        """Take another preview."""
        self.summary.setText(preview.summary)
        self.note.setText(preview.note)
        self.dates.show_rows(date_rows(preview.dates))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        painter.fillRect(self.rect(), theme.window)
        rule_line(painter, QPointF(0, 0), QPointF(0, self.height()), theme.line)
        rule_line(painter, QPointF(0, _HEAD), QPointF(self.width(), _HEAD), theme.line)
