"""The rail on the left: one item for each screen that exists, with a count where it has one."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from desktop.actions.screens import Screen
from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import RADIUS, RAIL_ITEM, RAIL_WIDTH, TOP_BAR
from desktop.widgets.badge import draw_count
from desktop.widgets.painting import CENTRE, box, rule_line, words


class RailItem(QAbstractButton):
    """One screen."""

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        self._face = screen.face
        self._count = 0
        self.setText(screen.face.text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(RAIL_ITEM)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_count(0)

    def set_count(self, count: int) -> None:
        """Show how many wait on this screen; 0 shows none."""
        self._count = count
        waiting = self.tr("{0} screen, {1} waiting") if count else self.tr("{0} screen")
        self.setAccessibleName(waiting.format(self._face.text, count))
        self.update()

    def count(self) -> int:
        """How many are shown as waiting."""
        return self._count

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(RAIL_WIDTH - 9, RAIL_ITEM)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        chosen = self.isChecked()
        if chosen or self.underMouse():
            box(painter, self.rect(), RADIUS, theme.accent_tint if chosen else theme.hover)
        ink = theme.accent if chosen else theme.muted
        middle = self.width() // 2
        draw_icon(painter, self._face.icon, QPoint(middle - 10, 7), 20, ink)
        place = QRect(0, 28, self.width(), 18)
        words(painter, place, self.text(), font(Size.CAPTION, chosen), ink, CENTRE)
        if self._count:
            draw_count(painter, middle + 23, 4, self._count)


class Rail(QWidget):
    """The door on top, then the screens."""

    chosen = Signal(Screen)

    def __init__(self, screens: Iterable[Screen], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(RAIL_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, TOP_BAR + 4, 5, 4)
        column.setSpacing(4)
        self._group = QButtonGroup(self)
        self._items: dict[Screen, RailItem] = {}
        for screen in screens:
            item = RailItem(screen)
            self._items[screen] = item
            self._group.addButton(item)
            if screen is Screen.SETTINGS:
                column.addStretch(1)  # at the foot, apart from the day's work
            column.addWidget(item)
            item.clicked.connect(lambda _on=False, screen=screen: self.chosen.emit(screen))
        if Screen.SETTINGS not in self._items:
            column.addStretch(1)

    def show_chosen(self, screen: Screen) -> None:
        """Mark the screen in view."""
        self._items[screen].setChecked(True)
        self.update()

    def show_item(self, screen: Screen, shown: bool) -> None:
        """Show a screen, or leave it out for whom it is nothing."""
        self._items[screen].setVisible(shown)

    def item(self, screen: Screen) -> RailItem:
        """The item of a screen."""
        return self._items[screen]

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        painter.fillRect(self.rect(), theme.panel)
        draw_icon(painter, "foyer-door", QPoint(RAIL_WIDTH // 2 - 12, 12), 24, theme.accent)
        right = self.width() - 1
        rule_line(painter, QPointF(right, 0), QPointF(right, self.height()), theme.line)
        rule_line(painter, QPointF(0, TOP_BAR - 1), QPointF(right, TOP_BAR - 1), theme.line)
        for item in self._items.values():
            if item.isChecked():
                mark = QRectF(-3, item.y() + 10, 6, item.height() - 20)
                box(painter, mark, 3, theme.accent)
