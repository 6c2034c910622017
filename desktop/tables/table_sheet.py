"""A table as it is printed: chart above, head on each page, sums at the end, notes below."""

from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter

from desktop.printing.printable import GREY, INK
from desktop.tables.chart import PAPER, ChartData, chart_tall, paint_chart
from desktop.tables.columns import TableRow
from desktop.tables.export import Export
from desktop.theme.fonts import Size, font
from desktop.widgets.painting import LEFT, RIGHT, rule_line, words

_ROW, _HEAD, _TITLE, _LINE = 18.0, 22.0, 30.0, 16.0


class TableSheet:
    """An export with its chart, for the preview, the printer and a PDF."""

    def __init__(self, made: Export, chart: ChartData | None = None) -> None:
        self.title = made.title
        self._made = made
        self._chart = chart

    def laid_out(self, room: QSizeF) -> "LaidTable":
        """Share the rows among the pages."""
        return LaidTable(self._made, self._chart, room)


class LaidTable:
    """Rows on pages; the first page has title and chart."""

    def __init__(self, made: Export, chart: ChartData | None, room: QSizeF) -> None:
        self._made, self._chart, self._room = made, chart, room
        self._rows = [*made.rows, *([made.totals] if made.totals else [])]
        self._above = _TITLE + _LINE * len(made.about) + 8
        if chart is not None and chart.names:
            self._above += chart_tall(chart) + 16
        self._per_page = max(1, int((room.height() - _HEAD) // _ROW))
        self._on_first = max(0, int((room.height() - self._above - _HEAD) // _ROW))
        rest = max(0, len(self._rows) - self._on_first)
        self.pages = 1 + ceil(rest / self._per_page)
        left = rest - (self.pages - 2) * self._per_page
        first = self._above + _HEAD + min(len(self._rows), self._on_first) * _ROW
        self.tall = first if self.pages == 1 else _HEAD + left * _ROW

    def paint(self, painter: QPainter, page: int) -> None:
        """Paint a page."""
        top = 0.0
        if page == 0:
            self._title(painter)
            top = self._above
            rows = self._rows[: self._on_first]
        else:
            start = self._on_first + (page - 1) * self._per_page
            rows = self._rows[start : start + self._per_page]
        if rows:
            self._head(painter, top)
        for at, row in enumerate(rows):
            self._row(painter, top + _HEAD + at * _ROW, row)

    def _title(self, painter: QPainter) -> None:
        wide = self._room.width()
        words(painter, QRectF(0, 0, wide, _TITLE), self._made.title, font(Size.PAGE, True), INK)
        top = _TITLE
        for line in self._made.about:
            words(painter, QRectF(0, top, wide, _LINE), line, font(Size.CAPTION), GREY)
            top += _LINE
        if self._chart is not None and self._chart.names:
            area = QRectF(0, top + 8, wide, chart_tall(self._chart))
            paint_chart(painter, area, self._chart, PAPER)

    def _cells(self, top: float, tall: float) -> list[QRectF]:
        shares = [column.wide for column in self._made.columns]
        wide, left, found = self._room.width(), 0.0, []
        for share in shares:
            part = wide * share / sum(shares)
            found.append(QRectF(left, top, part - 8, tall))
            left += part
        return found

    def _head(self, painter: QPainter, top: float) -> None:
        for place, column in zip(self._cells(top, _HEAD), self._made.columns, strict=True):
            align = RIGHT if column.kind.figure else LEFT
            words(painter, place, column.title, font(Size.CAPTION, True), INK, align)
        y = top + _HEAD - 2
        rule_line(painter, QPointF(0, y), QPointF(self._room.width(), y), INK)

    def _row(self, painter: QPainter, top: float, row: TableRow) -> None:
        total = row is self._made.totals
        for place, column, value in zip(
            self._cells(top, _ROW), self._made.columns, row.cells, strict=True
        ):
            blank = value is None and total
            text = "" if blank else self._made.figures.words(column.kind, value)
            align = RIGHT if column.kind.figure else LEFT
            words(painter, place, text, font(Size.CAPTION, total), INK, align)
