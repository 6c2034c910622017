"""Every date that would come to be, conflicts marked by shape and words (SCH-3)."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter

from desktop.theme.fonts import Size, font
from desktop.theme.marks import State, draw_mark
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_S, ROW_COMPACT
from desktop.widgets.painting import RIGHT, text_width, words
from desktop.widgets.row_list import RowDelegate
from desktop.widgets.row_model import ListRow


class DateLine(Struct, frozen=True, kw_only=True):
    """One date that would come to be, and what stands against it."""

    key: str
    text: str
    conflict: str = ""
    overridden: str = ""
    """What stood against it and is overridden with a reason (SCH-5)."""


class DateRow(ListRow, frozen=True, kw_only=True):
    """One date."""

    line: DateLine


class DateDelegate(RowDelegate):
    """Mark, date, and the conflict at the right."""

    def draw(self, painter: QPainter, rect: QRect, row: ListRow, _chosen: bool) -> None:
        if not isinstance(row, DateRow):
            return
        theme = current_theme()
        inner = rect.adjusted(GAP_L, 0, -GAP_L, -1)
        over = row.line.overridden
        state = State.CLASH if row.line.conflict else State.NEEDS_YOU if over else State.BOOKED
        draw_mark(painter, state, QPoint(inner.x(), inner.center().y() - 6), 14)
        text = inner.adjusted(22, 0, 0, 0)
        bold = bool(row.line.conflict)
        words(painter, text, row.line.text, font(bold=bold), theme.strong if bold else theme.text)
        beside = text.adjusted(text_width(row.line.text, bold=bold) + GAP_S, 0, 0, 0)
        face = font(Size.CAPTION)
        if row.line.conflict:
            words(painter, beside, row.line.conflict, face, theme.refused.text, RIGHT)
        elif over:
            words(painter, beside, over, face, theme.attention.text, RIGHT)


def date_rows(lines: Sequence[DateLine]) -> list[DateRow]:
    """Dates as rows."""
    return [
        DateRow(
            key=line.key,
            said=", ".join(one for one in (line.text, line.conflict, line.overridden) if one),
            tall=ROW_COMPACT,
            line=line,
        )
        for line in lines
    ]
