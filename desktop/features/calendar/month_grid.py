"""The painted month: a cell for each day, arrows from day to day, Enter opens the day."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.features.calendar.model import MonthLine, MonthPage
from desktop.features.calendar.month_layout import HEAD, NUMBER, PAD, Cell, cell_at, lay_out_month
from desktop.theme.fonts import Size, font
from desktop.theme.mirror import along, brush, place_of
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_S, RADIUS_FILL, RADIUS_SMALL
from desktop.theme.tokens import mix
from desktop.widgets.painted_children import PaintedChild
from desktop.widgets.painting import CENTRE, RIGHT, box, rule_line, text_width, words

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


class MonthGrid(QWidget):
    """`day_opened` carries a local date, `opened` an occurrence; `stepped` asks for the month
    before or after, with the date that the keyboard goes to."""

    day_opened = Signal(str)
    opened = Signal(str)
    stepped = Signal(str, int)
    chosen_changed = Signal(str)
    new_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Month"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._page: MonthPage | None = None
        self._chosen = ""

    def show_month(self, page: MonthPage, chosen: str) -> None:
        """Take a month, with the keyboard on a date of it."""
        self._page = page
        self._chosen = chosen
        self.update()

    def chosen(self) -> str:
        """The local date that the keyboard is on."""
        return self._chosen

    def cells(self) -> tuple[Cell, ...]:
        """Where everything lies at the present size."""
        if self._page is None:
            return ()
        return lay_out_month(self._page, self.width(), self.height())

    def painted_children(self) -> list[PaintedChild]:
        """Each day, then the classes that are seen of it (U-58)."""
        found = []
        for cell in self.cells():
            on = cell.day.date == self._chosen
            found.append(PaintedChild(cell.day.said, cell.place, on))
            found += [PaintedChild(line.said, place) for line, place in cell.lines]
        return found

    def _go(self, steps: int) -> None:
        page = self._page
        if page is None or not page.days:
            return
        dates = [day.date for day in page.days]
        here = dates.index(self._chosen) if self._chosen in dates else 0
        to = here + steps
        inside = 0 <= to < len(dates) and page.days[to].inside
        if inside:
            self._choose(dates[to])
        else:
            self.stepped.emit(self._chosen, steps)

    def _choose(self, date: str) -> None:
        self._chosen = date
        self.chosen_changed.emit(date)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        step = _STEPS.get(Qt.Key(along(event.key(), self)))
        if step is not None:
            self._go(step)
        elif event.key() in _ENTER and self._chosen:
            self.day_opened.emit(self._chosen)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at = place_of(event, self)
        cell = cell_at(self.cells(), at)
        if cell is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._choose(cell.day.date)
        line = cell.line_at(at)
        if line is not None:
            self.opened.emit(line.occurrence_id)
        elif at.y() < cell.place.y() + NUMBER or (cell.more and cell.more_place.contains(at)):
            self.day_opened.emit(cell.day.date)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at = place_of(event, self)
        cell = cell_at(self.cells(), at)
        if cell is not None and cell.line_at(at) is None:
            self.new_requested.emit(cell.day.date)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        painter.fillRect(self.rect(), theme.panel)
        cells = self.cells()
        for cell in cells:
            self._paint_cell(painter, cell)
        self._paint_heads(painter, cells)
        chosen = next((c for c in cells if c.day.date == self._chosen), None)
        if chosen is not None and self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            place = chosen.place.adjusted(1, 1, -2, -2)
            box(painter, place, RADIUS_SMALL, None, QPen(theme.focus, 2))

    def _paint_heads(self, painter: QPainter, cells: tuple[Cell, ...]) -> None:
        theme = current_theme()
        painter.fillRect(QRect(0, 0, self.width(), HEAD), theme.panel)
        for cell, name in zip(cells, self._page.weekdays if self._page else (), strict=False):
            place = QRect(cell.place.x() + GAP_S, 0, cell.place.width() - GAP_S, HEAD)
            words(painter, place, name, font(Size.CAPTION, bold=True), theme.muted)
        y = HEAD - 1
        rule_line(painter, QPointF(0, y), QPointF(self.width(), y), theme.line_strong)

    def _paint_cell(self, painter: QPainter, cell: Cell) -> None:
        theme = current_theme()
        day, place = cell.day, cell.place
        ground = theme.panel if day.inside else theme.window
        ground = theme.sunken if day.closed else ground
        if day.today:
            ground = mix(theme.accent_tint, theme.panel, 0.4)
        painter.fillRect(place, ground)
        right, bottom = place.right(), place.bottom()
        rule_line(painter, QPointF(right, place.y()), QPointF(right, bottom), theme.line)
        rule_line(painter, QPointF(place.x(), bottom), QPointF(right, bottom), theme.line)
        self._paint_number(painter, cell)
        for line, at in cell.lines:
            self._paint_line(painter, at, line)
        if cell.more:
            text = self.tr("+{0} more").format(cell.more)
            inner = cell.more_place.adjusted(GAP_S, 0, 0, 0)
            words(painter, inner, text, font(Size.CAPTION, bold=True), theme.accent)

    def _paint_number(self, painter: QPainter, cell: Cell) -> None:
        theme = current_theme()
        day, place = cell.day, cell.place
        wide = max(22, text_width(day.number, bold=True) + 10)
        number = QRect(place.x() + PAD, place.y() + 3, wide, 20)
        if day.today:
            box(painter, number, RADIUS_SMALL, theme.accent_fill)
        ink = theme.on_accent if day.today else theme.strong if day.inside else theme.muted
        words(painter, number, day.number, font(bold=True), ink, CENTRE)
        rest = place.adjusted(wide + 2 * PAD + 4, 3, -GAP_S, 0)
        rest.setHeight(20)
        said = day.closed or day.caption
        if text_width(said, Size.CAPTION) > rest.width():
            said = day.caption.partition(" ")[0] if not day.closed else said
        words(painter, rest, said, font(Size.CAPTION), theme.muted, RIGHT)
        if day.fill and day.inside:
            track = QRect(place.x() + 1, place.y(), place.width() - 2, 3)
            full = QRect(track.x(), track.y(), round(track.width() * day.fill), 3)
            box(painter, track, RADIUS_FILL, theme.line)
            box(painter, full, RADIUS_FILL, theme.control)

    def _paint_line(self, painter: QPainter, place: QRect, line: MonthLine) -> None:
        theme = current_theme()
        colours = theme.service(line.service)
        bar = QRect(place.x(), place.y() + 2, 3, place.height() - 4)
        painter.fillRect(bar, mix(colours.line, theme.panel, 0.5) if line.past else colours.line)
        inner = place.adjusted(GAP_S, 0, -2, 0)
        face = font(Size.CAPTION, struck=line.cancelled)
        ink = theme.muted if line.past or line.cancelled else theme.text
        ink = theme.refused.text if line.trouble else ink
        wide = text_width(line.seats, Size.CAPTION, bold=line.full)
        words(painter, inner, line.seats, font(Size.CAPTION, bold=line.full), ink, RIGHT)
        room = inner.adjusted(0, 0, -wide - 4, 0)
        words(painter, room, f"{line.time} {line.title}", face, ink)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.update()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(420, 320)
