"""The field of the last result: read at three metres, cleared after 30 seconds (U-18)."""

from collections.abc import Callable
from math import ceil
from time import monotonic

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAction,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.features.checkin.fix_button import FixButton
from desktop.features.checkin.looks import field_of
from desktop.features.checkin.model import Fix, Outcome, ScanResult
from desktop.features.checkin.result_layout import ROW_PITCH, SIDE, ResultLayout, growth, lay_out
from desktop.features.checkin.result_painter import lines_of, paint_result
from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_M, RADIUS
from desktop.widgets.painting import CENTRE, LEFT, box, text_width, words

STAYS_S = 30
_TICK_MS = 200


class ResultField(QWidget):
    """`fix_requested` hands back (scan, fix); `cleared` says that the result went by itself."""

    fix_requested = Signal(str, str)
    cleared = Signal()

    def __init__(
        self, clock: Callable[[], float] = monotonic, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._result: ScanResult | None = None
        self._until = 0.0
        self._buttons: list[FixButton] = []
        self._fix_actions: list[QAction] = []
        self._waiting = self.tr("Ready for the next scan")
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self.count_down)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self._waiting)

    def result(self) -> ScanResult | None:
        """What is on show, if anything."""
        return self._result

    def show_result(self, result: ScanResult) -> None:
        """Show a result at once, in place of any other, and start its time anew."""
        self._result = result
        self._until = self._clock() + STAYS_S
        self._drop_fixes()
        self._buttons = [self._button(fix) for fix in result.fixes]
        self._place_buttons()
        self.setAccessibleName(result.said)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, result.said))
        self._tick.start()
        self.update()

    def clear(self) -> None:
        """Be ready for the next scan."""
        if self._result is None:
            return
        self._result = None
        self._tick.stop()
        self._drop_fixes()
        self.setAccessibleName(self._waiting)
        self.update()
        self.cleared.emit()

    def seconds_left(self) -> float:
        """How long the result still stays."""
        return max(0.0, self._until - self._clock()) if self._result else 0.0

    def count_down(self) -> None:
        """Look at the clock; called by a timer."""
        if self.seconds_left() <= 0:
            self.clear()
        else:
            self.update()

    def fix_actions(self) -> list[QAction]:
        """The ways out as actions, for menus and palette."""
        return list(self._fix_actions)

    def fix_buttons(self) -> list[FixButton]:
        """The buttons of the ways out, in order."""
        return list(self._buttons)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(796, 672)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(480, 400)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._place_buttons()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        if self._result is None:
            self._paint_ready(painter)
            return
        left = self.seconds_left()
        painter.scale(self._growth(), self._growth())
        layout = self._layout(self._result)
        working = self._result.outcome is Outcome.WORKING
        share = 0.0 if working else left / STAYS_S
        paint_result(painter, QRect(QPoint(0, 0), self._drawn()), self._result, layout, share)
        if not working:
            self._paint_stay(painter, layout.footer, self._result, ceil(left))

    def _paint_ready(self, painter: QPainter) -> None:
        theme = current_theme()
        box(painter, self.rect(), RADIUS, theme.panel, theme.line)
        middle = self.rect().center()
        at = QPoint(middle.x() - 44, middle.y() - 104)
        draw_icon(painter, "scan-line", at, 88, theme.muted)
        head = QRect(0, middle.y(), self.width(), 36)
        words(painter, head, self._waiting, font(Size.NAME, bold=True), theme.strong, CENTRE)
        below = QRect(0, head.bottom() + 8, self.width(), 28)
        hint = self.tr("A card, a phone or a printed code. By name: press /")
        words(painter, below, hint, font(Size.SECTION), theme.muted, CENTRE)

    def _paint_stay(self, painter: QPainter, line: QRect, result: ScanResult, left: int) -> None:
        ink = field_of(current_theme(), result.outcome).on
        before, figure = self.tr("Stays "), self.tr("{0} s").format(left)
        after = self.tr(" or until the next scan")
        wide = text_width(figure, Size.SECTION, bold=True)
        total = text_width(before) + wide + text_width(after)
        x = line.right() + 1 - total
        for text, size, bold in (
            (before, Size.BODY, False),
            (figure, Size.SECTION, True),
            (after, Size.BODY, False),
        ):
            part = text_width(text, size, bold)
            words(painter, QRect(x, line.y(), part, 20), text, font(size, bold), ink, LEFT)
            x += part

    def _button(self, fix: Fix) -> FixButton:
        assert self._result is not None  # noqa: S101
        scan = self._result.scan_id
        action = QAction(fix.text, self)
        action.setObjectName(f"check_in.fix.{fix.ident}")
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        if fix.key == "Enter":
            # Enter also opens rows of lists, so here it holds only where the field has the focus.
            action.setShortcuts([QKeySequence("Return"), QKeySequence("Enter")])
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        elif fix.key and not fix.action:
            action.setShortcut(QKeySequence(fix.key))
        action.triggered.connect(lambda: self.fix_requested.emit(scan, fix.ident))
        self.addAction(action)
        self._fix_actions.append(action)
        button = FixButton(fix, self._result.outcome, self)
        button.clicked.connect(action.trigger)
        button.show()
        return button

    def _drop_fixes(self) -> None:
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        for action in self._fix_actions:
            self.removeAction(action)
            action.deleteLater()
        self._buttons, self._fix_actions = [], []

    def _place_buttons(self) -> None:
        if self._result is None:
            return
        larger = self._growth()
        for button in self._buttons:
            button.grow(larger)
        top = self._layout(self._result).buttons_y
        for at, row in enumerate(self._button_rows()):
            left = round(SIDE * larger)
            for button in row:
                corner = QPoint(left, round((top + at * ROW_PITCH) * larger))
                button.setGeometry(QRect(corner, button.sizeHint()))
                left += button.width() + round(GAP_M * larger)

    def _button_rows(self) -> list[list[FixButton]]:
        rows: list[list[FixButton]] = [[]]
        left = SIDE
        for button in self._buttons:
            wide = round(button.sizeHint().width() / self._growth())
            if rows[-1] and left + wide > self._drawn().width() - SIDE:
                rows.append([])
                left = SIDE
            rows[-1].append(button)
            left += wide + GAP_M
        return rows

    def _layout(self, result: ScanResult) -> ResultLayout:
        drawn = self._drawn()
        lines = lines_of(result.sentence, drawn.width() - 2 * SIDE)
        rows = len(self._button_rows())
        return lay_out(drawn.width(), drawn.height(), len(result.facts), lines, rows)

    def _growth(self) -> float:
        return growth(self.width(), self.height())

    def _drawn(self) -> QSize:
        """The size before growing."""
        return self.size() / self._growth()
