"""A page of lines that wait for somebody, and what can be done with the chosen one."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.features.queues.model import QueueAct, QueueRow
from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.marks import meaning_of
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_M, GAP_S, GROUP_HEAD, PAGE_SIDE, ROW_TWO_LINES
from desktop.widgets.button import Button, Kind
from desktop.widgets.chip import chip_width, draw_chips
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.label import Ink, Label
from desktop.widgets.page import Page
from desktop.widgets.painting import RIGHT, rule_line, text_width, words
from desktop.widgets.reading_width import ReadingWidth
from desktop.widgets.reason_line import ReasonLine
from desktop.widgets.row_list import RowDelegate, RowList
from desktop.widgets.row_model import ListRow
from desktop.widgets.wrapping_row import WrappingRow

_FOOT = 52
_TALL = ROW_TWO_LINES + 4
_WIDEST = 1120


class _Head(ListRow, frozen=True, kw_only=True):
    text: str
    count: int


class _Line(ListRow, frozen=True, kw_only=True):
    line: QueueRow


class _Delegate(RowDelegate):
    def draw(self, painter: QPainter, rect: QRect, row: ListRow, _chosen: bool) -> None:
        theme = current_theme()
        inner = rect.adjusted(PAGE_SIDE, 0, -PAGE_SIDE, -1)
        if isinstance(row, _Head):
            painter.fillRect(rect.adjusted(0, 0, 0, -1), theme.window)
            words(painter, inner, row.text, font(Size.CAPTION, bold=True), theme.strong)
            beside = text_width(row.text, Size.CAPTION, bold=True) + GAP_S
            place = inner.adjusted(beside, 0, 0, 0)
            words(painter, place, str(row.count), font(Size.CAPTION), theme.muted)
        elif isinstance(row, _Line):
            self._line(painter, inner, row.line)

    def _line(self, painter: QPainter, inner: QRect, line: QueueRow) -> None:
        theme = current_theme()
        tint = meaning_of(theme, line.tone).text
        draw_icon(painter, line.icon, QPoint(inner.x(), inner.center().y() - 8), 16, tint)
        left = inner.x() + 28
        wide = text_width(line.side)
        words(painter, inner, line.side, font(), theme.text, RIGHT)
        right = inner.right() + 1 - (wide + GAP_M if wide else 0)
        chips = sum(chip_width(chip) + GAP_S for chip in line.chips)
        if chips:
            draw_chips(painter, right, inner.center().y(), line.chips)
            right -= chips + GAP_S
        top = QRect(left, inner.y() + 5, right - left, 20)
        words(painter, top, line.title, font(bold=True), theme.strong)
        words(painter, top.translated(0, 19), line.note, font(Size.CAPTION), theme.muted)


class _Lines(RowList):
    """Keys of the acts belong to the list while it has the focus: `take` says whether one did."""

    def __init__(self, title: str, empty: EmptyState, take: Callable[[str], bool]) -> None:
        super().__init__(title, _Delegate(), empty)
        self._take = take
        self.keys: frozenset[str] = frozenset()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if not (self._own(event) and self._take(_name(event))):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._own(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def _own(self, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return plain and _name(event) in self.keys


def _name(event: QKeyEvent) -> str:
    return QKeySequence(event.key()).toString()


class QueueView(Page):
    """`act_asked` carries the act and the line's key."""

    act_asked = Signal(str, str)

    def __init__(self, title: str, hint: str, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self._rows: dict[str, QueueRow] = {}
        self._buttons: dict[str, Button] = {}
        self._acts: tuple[QueueAct, ...] = ()
        self.title = Label(title, Size.PAGE, bold=True, ink=Ink.STRONG)
        self.count = Label("", Size.PAGE, ink=Ink.MUTED)
        self.hint = Label(hint, ink=Ink.MUTED)
        self.list = _Lines(title, EmptyState(empty), self._pressed)
        self._foot = WrappingRow()
        self.reason = ReasonLine()
        self._lay_out()
        self.set_first(self.list)
        self.list.moved.connect(lambda _key: self._dress())
        self.list.opened.connect(lambda _key: self._strong())

    def set_acts(self, acts: Sequence[QueueAct]) -> None:
        """What can be done with lines; each has its button and its key."""
        self._acts = tuple(acts)
        self.list.keys = frozenset(act.key for act in acts if not act.strong)
        for act in acts:
            kind = Kind.PRIMARY if act.strong else Kind.NORMAL
            button = Button(act.text, icon=act.icon, key=act.key, kind=kind)
            button.clicked.connect(lambda _on=False, ident=act.ident: self._ask(ident))
            self._buttons[act.ident] = button
            self._foot.addWidget(button)
        self._foot.addStretch(1)
        self._dress()

    def offer(self, button: Button) -> None:
        """Let a new line be made, at the head of the page."""
        self._head.addWidget(button)

    def show_rows(self, rows: Sequence[QueueRow]) -> None:
        """Take the newest lines; the place is kept."""
        self._rows = {row.key: row for row in rows}
        self.count.setText(str(len(rows)))
        shown: list[ListRow] = []
        group = ""
        for row in rows:
            if row.group != group:
                group = row.group
                count = sum(one.group == group for one in rows)
                said = f"{group}, {count}"
                shown.append(
                    _Head(
                        key=f"head/{group}",
                        said=said,
                        tall=GROUP_HEAD,
                        selectable=False,
                        text=group,
                        count=count,
                    )
                )
            parts = (row.title, row.note, *(chip.text for chip in row.chips), row.side)
            said = ", ".join(part for part in parts if part)
            shown.append(_Line(key=row.key, said=said, tall=_TALL, line=row))
        self.list.show_rows(shown)
        if not self.list.current_key():
            self.list.step(-len(shown))
        self._dress()

    def choose(self, key: str) -> None:
        """Move to a line."""
        self.list.choose(key)

    def _chosen(self) -> QueueRow | None:
        return self._rows.get(self.list.current_key())

    def _dress(self) -> None:
        row = self._chosen()
        for ident, button in self._buttons.items():
            button.setEnabled(row is not None and ident in row.acts)
            if row is not None:
                button.setAccessibleName(f"{button.text()}: {row.title}")
        self.reason.say(row.because if row is not None else "")

    def _strong(self) -> None:
        for act in self._acts:
            if act.strong:
                self._ask(act.ident)

    def _pressed(self, key: str) -> bool:
        found = [act for act in self._acts if act.key == key]
        for act in found:
            self._ask(act.ident)
        return bool(found)

    def _ask(self, ident: str) -> None:
        row = self._chosen()
        if row is not None and ident in row.acts:
            self.act_asked.emit(ident, row.key)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GAP_L, 0, 0)
        column.setSpacing(0)
        ReadingWidth(self, column, _WIDEST)
        self._head = head = QHBoxLayout()
        head.setContentsMargins(PAGE_SIDE, 0, PAGE_SIDE, GAP_M)
        head.setSpacing(GAP_S)
        for part in (self.title, self.count, self.hint):
            head.addWidget(part)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        foot = QWidget()
        foot.setMinimumHeight(_FOOT)
        inner = QVBoxLayout(foot)
        inner.setContentsMargins(PAGE_SIDE, GAP_S, PAGE_SIDE, GAP_S)
        inner.setSpacing(GAP_S)
        inner.addWidget(self.reason)
        inner.addLayout(self._foot)
        self._foot_box = foot
        column.addWidget(foot)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        painter.fillRect(self.rect(), theme.panel)
        for y in (self.list.y() - 1, self._foot_box.y()):
            rule_line(painter, QPointF(0, y), QPointF(self.width(), y), theme.line)
