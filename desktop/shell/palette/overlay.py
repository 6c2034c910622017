"""The command palette: one field over the page that finds clients, classes and commands."""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.shell.palette.delegate import PaletteDelegate
from desktop.shell.palette.query_field import QueryField
from desktop.shell.palette.rows import PaletteLine, Provider, lines_of
from desktop.theme.fonts import Size
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_M, PALETTE_WIDTH, RAIL_WIDTH
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.keycap import KeyHint
from desktop.widgets.label import Ink, Label
from desktop.widgets.painting import rule_line
from desktop.widgets.row_list import RowList
from desktop.widgets.shadow import MARGIN, draw_floating

_TOP = 72
_INPUT, _FOOT, _MOST = 48, 36, 452


class _Place:
    """Where the focus was, to the letter, so that Esc puts everything back (U-03)."""

    def __init__(self, widget: QWidget | None) -> None:
        self._widget = widget
        self._text: tuple[int, int, int] | None = None
        if isinstance(widget, QLineEdit):
            self._text = (
                widget.cursorPosition(),
                widget.selectionStart(),
                widget.selectionLength(),
            )

    def restore(self) -> None:
        if self._widget is None:
            return
        self._widget.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._text is not None and isinstance(self._widget, QLineEdit):
            cursor, start, length = self._text
            self._widget.setCursorPosition(cursor)
            if start >= 0 and cursor == start:
                self._widget.setSelection(start + length, -length)
            elif start >= 0:
                self._widget.setSelection(start, length)


class CommandPalette(QWidget):
    """Covers its window with a scrim. `picked` hands back the target of a row.

    `alternate` is Ctrl+Enter on a row (check in a client from here).
    """

    picked = Signal(str)
    alternate = Signal(str)
    closed = Signal()

    def __init__(self, window: QWidget, providers: list[Provider], recent: Provider) -> None:
        super().__init__(window)
        self._window, self._providers, self._recent = window, providers, recent
        self._place = _Place(None)
        self.field = QueryField(self.tr("Find a client, class or command"))
        self.found = Label("", Size.CAPTION, ink=Ink.MUTED)
        self._reach = Label("", Size.CAPTION, ink=Ink.MUTED)
        empty = EmptyState(self.tr("Nothing fits. Try part of a name, a phone's end or a verb."))
        self.list = RowList(self.tr("Results"), PaletteDelegate(), empty)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._box = QWidget(self)
        self._lay_out()
        self.field.textChanged.connect(self._search)
        self.field.moved.connect(self.list.step)
        self.field.entered.connect(self._pick)
        self.field.left.connect(self.dismiss)
        self.list.opened.connect(lambda _key: self._pick(False))
        self.list.clicked.connect(lambda _index: self._pick(False))
        window.installEventFilter(self)
        cast("QApplication", QApplication.instance()).focusChanged.connect(self._keep)
        self.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._box)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(GAP_L, 0, GAP_L, 0)
        head.setSpacing(GAP_M)
        head.addWidget(self.field, 1)
        head.addWidget(self.found)
        head.addWidget(KeyHint([("Esc", "")]))
        self.field.setFixedHeight(_INPUT)
        column.addLayout(head)
        column.addSpacing(1)
        column.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(GAP_L, 0, GAP_L, 0)
        hints = [
            ("↑ ↓", self.tr("choose")),
            ("Enter", self.tr("open")),
            ("Ctrl+Enter", self.tr("check in")),
        ]
        foot.addWidget(KeyHint(hints))
        foot.addStretch(1)
        foot.addWidget(self._reach)
        self._foot = QWidget()
        self._foot.setLayout(foot)
        self._foot.setFixedHeight(_FOOT)
        column.addWidget(self._foot)

    def set_reach(self, sentence: str) -> None:
        """Say what is searched ("Searches 2,418 clients on this desk")."""
        self._reach.setText(sentence)

    def open(self) -> None:
        """Come up with an empty field and what was used lately."""
        if self.isVisible():
            self.field.setFocus()
            return
        self._place = _Place(QApplication.focusWidget())
        self.field.clear()
        self._search("")
        self._fit()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def dismiss(self) -> None:
        """Go away and put focus and selection back as they were."""
        if self.isVisible():
            self.hide()
            self._place.restore()
            self.closed.emit()

    def _keep(self, _before: QWidget | None, now: QWidget | None) -> None:
        """What comes to its end behind the palette gets the focus later, and no letter before."""
        if not self.isVisible() or now is None or now.window() is not self._window:
            return
        if not self.isAncestorOf(now):
            self._place = _Place(now)
            self.field.setFocus()

    def _search(self, query: str) -> None:
        sources: list[Provider] = self._providers if query.strip() else [self._recent]
        groups = [group for provider in sources for group in provider(query)]
        lines = lines_of(groups, query)
        self.list.show_rows(lines)
        first = next((line.key for line in lines if line.selectable), "")
        if first:
            self.list.choose(first)
        self.list.scrollToTop()
        total = sum(max(group.total, len(group.rows)) for group in groups)
        self.found.setText(self.tr("{0} found").format(total) if query.strip() else "")
        self._fit()

    def _pick(self, other_way: bool) -> None:
        line = self.list.rows.row_at(self.list.currentIndex())
        if not isinstance(line, PaletteLine) or line.row is None:
            return
        target = line.row.target
        tell: Callable[[str], None] = self.alternate.emit if other_way else self.picked.emit
        self.dismiss()
        tell(target)

    def _fit(self) -> None:
        window = self._window
        self.setGeometry(window.rect())
        lines = self.list.rows.rows()
        body = min(_MOST, sum(row.tall for row in lines) + 8 if lines else 120)
        wide = min(PALETTE_WIDTH, window.width() - 2 * MARGIN)
        top = min(_TOP, max(MARGIN, (window.height() - body) // 6))
        body = min(body, window.height() - top - _INPUT - _FOOT - 2 * MARGIN)
        left = min((window.width() + RAIL_WIDTH - wide) // 2, window.width() - wide - MARGIN)
        self._box.setGeometry(left, top, wide, _INPUT + body + _FOOT + 3)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._fit()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if not self._box.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        painter.fillRect(self.rect(), theme.scrim)
        place = self._box.geometry()
        draw_floating(painter, QRectF(place))
        line = place.y() + _INPUT + 1
        left, right = place.x() + 1, place.right() - 1
        rule_line(painter, QPointF(left, line), QPointF(right, line), theme.line_strong)
        foot = self._foot.geometry().translated(place.topLeft())
        painter.fillRect(foot.adjusted(0, 0, 0, -4), theme.window)
        rule_line(painter, QPointF(left, foot.y()), QPointF(right, foot.y()), theme.line_strong)
