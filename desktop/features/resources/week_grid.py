"""The resource week, painted: how full each resource is each day; Enter opens the day."""

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.features.resources.model import ResourceWeek, WeekCell, WeekRow
from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.mirror import along, brush, place_of
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_S, RADIUS_FILL, RADIUS_SMALL
from desktop.theme.tokens import mix
from desktop.widgets.painted_children import PaintedChild
from desktop.widgets.painting import RIGHT, box, rule_line, text_width, words

NAMES, HEAD, LINE, SHARE = 176, 36, 40, 72
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class WeekGrid(QWidget):
    """`day_opened` carries a local date."""

    day_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Resources of the week"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._week: ResourceWeek | None = None
        self._at = (0, 0)

    def show_week(self, week: ResourceWeek) -> None:
        """Take a week or its newer state."""
        other = self._week is None or self._week.title != week.title
        self._week = week
        if other:
            today = next((n for n, day in enumerate(week.days) if day[2]), 0)
            self._at = (today, 0)
        self.updateGeometry()
        self.update()

    def place(self, day: int, row: int) -> QRect:
        """Where a cell lies; row -1 is the head, the row after the last the total of the day."""
        room = self.width() - NAMES - SHARE
        left = NAMES + room * day // 7
        right = NAMES + room * (day + 1) // 7
        top = 0 if row < 0 else HEAD + row * LINE
        return QRect(left, top, right - left, HEAD if row < 0 else LINE)

    def painted_children(self) -> list[PaintedChild]:
        """Each cell in words, row by row (U-58)."""
        week = self._week
        if week is None:
            return []
        return [
            PaintedChild(
                self._said(row, cell, week.days[at][0]), self.place(at, n), (at, n) == self._at
            )
            for n, row in enumerate(week.rows)
            for at, cell in enumerate(row.cells)
        ]

    def _said(self, row: WeekRow, cell: WeekCell, day: str) -> str:
        parts = [row.name, day, self.tr("{0} % used").format(cell.percent)]
        parts += [self.tr("{0} classes").format(cell.count)] if cell.count else []
        parts += [self.tr("clash")] if cell.clashes else []
        parts += [self.tr("out of order")] if cell.out else []
        return ", ".join(parts)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        week = self._week
        step = _STEPS.get(Qt.Key(along(event.key(), self)))
        if week is None or not week.rows:
            event.ignore()
        elif step is not None:
            day = max(0, min(6, self._at[0] + step[0]))
            row = max(0, min(len(week.rows) - 1, self._at[1] + step[1]))
            self._at = (day, row)
            self.update()
        elif event.key() in _ENTER:
            self.day_opened.emit(week.days[self._at[0]][1])
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        week, at = self._week, place_of(event, self)
        for day in range(7) if week else ():
            for row in range(-1, len(week.rows) if week else 0):
                if week and self.place(day, row).contains(at):
                    self._at = (day, max(0, row))
                    self.day_opened.emit(week.days[day][1])
                    return

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        painter.fillRect(self.rect(), theme.panel)
        week = self._week
        if week is None:
            return
        self._heads(painter, week)
        for n, row in enumerate(week.rows):
            self._row(painter, row, n)
        self._totals(painter, week)
        if self.hasFocus() and week.rows:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            place = self.place(*self._at).adjusted(1, 1, -2, -2)
            box(painter, place, RADIUS_SMALL, None, QPen(theme.focus, 2))

    def _names(self, top: int, tall: int) -> QRect:
        return QRect(GAP_L, top, NAMES - GAP_L - 4, tall)

    def _share(self, top: int) -> QRect:
        return QRect(self.width() - SHARE, top, SHARE - GAP_L, LINE)

    def _heads(self, painter: QPainter, week: ResourceWeek) -> None:
        theme = current_theme()
        said = self.tr("{0} resources").format(len(week.rows))
        words(painter, self._names(0, HEAD), said, font(Size.CAPTION), theme.muted)
        for at, (name, _, today) in enumerate(week.days):
            place = self.place(at, -1)
            ink = theme.accent if today else theme.strong
            words(painter, place.adjusted(GAP_S, 0, 0, 0), name, font(bold=True), ink)
            if today:
                painter.fillRect(QRect(place.x(), HEAD - 2, place.width(), 2), theme.accent)
        y = HEAD - 1
        rule_line(painter, QPointF(0, y), QPointF(self.width(), y), theme.line_strong)

    def _row(self, painter: QPainter, row: WeekRow, n: int) -> None:
        theme = current_theme()
        top = HEAD + n * LINE
        words(painter, self._names(top, LINE), row.name, font(), theme.strong)
        for at, cell in enumerate(row.cells):
            self._cell(painter, self.place(at, n), cell)
        text = f"{row.percent} %"
        words(painter, self._share(top), text, font(Size.CAPTION, bold=True), theme.strong, RIGHT)
        y = top + LINE - 1
        rule_line(painter, QPointF(0, y), QPointF(self.width(), y), theme.line)

    def _cell(self, painter: QPainter, place: QRect, cell: WeekCell) -> None:
        theme = current_theme()
        x = place.right()
        rule_line(painter, QPointF(x, place.y()), QPointF(x, place.bottom()), theme.line)
        inner = place.adjusted(GAP_S, 6, -GAP_S, -6)
        share = mix(theme.accent, theme.panel, 0.10 + 0.35 * min(100, cell.percent) / 100)
        full = QRect(inner.x(), inner.bottom() - 5, inner.width(), 5)
        box(painter, full, RADIUS_FILL, theme.line)
        full.setWidth(round(inner.width() * min(100, cell.percent) / 100))
        if cell.percent:
            box(painter, full, RADIUS_FILL, mix(share, theme.accent, 0.4))
        top = QRect(inner.x(), inner.y() - 2, inner.width(), 18)
        ink = theme.text if cell.percent else theme.muted
        words(painter, top, f"{cell.percent} %", font(Size.CAPTION), ink)
        right = top.right() + 1
        for shown, icon, tint in (
            (cell.clashes, "octagon-x", theme.refused.text),
            (cell.out, "wrench", theme.attention.text),
        ):
            if shown:
                right -= 16
                draw_icon(painter, icon, QPoint(right, top.y() + 2), 14, tint)
        count = str(cell.count) if cell.count else ""
        wide = text_width(count, Size.CAPTION)
        rest = QRect(right - wide - 6, top.y(), wide + 2, 18)
        words(painter, rest, count, font(Size.CAPTION), theme.muted, RIGHT)

    def _totals(self, painter: QPainter, week: ResourceWeek) -> None:
        theme = current_theme()
        top = HEAD + len(week.rows) * LINE
        ground = QRect(0, top, self.width(), LINE)
        painter.fillRect(ground, theme.window)
        words(painter, self._names(top, LINE), self.tr("All"), font(bold=True), theme.strong)
        for at, percent in enumerate(week.totals):
            place = self.place(at, len(week.rows)).adjusted(GAP_S, 0, 0, 0)
            words(painter, place, f"{percent} %", font(bold=True), theme.strong)

    def sizeHint(self) -> QSize:  # noqa: N802
        rows = len(self._week.rows) + 1 if self._week else 1
        return QSize(720, HEAD + rows * LINE)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.update()
