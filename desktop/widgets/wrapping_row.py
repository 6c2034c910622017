"""A row of tools that breaks into lines where there is no room, so that no button's words are cut
(U-56)."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QSpacerItem, QStyle, QWidget
from PySide6.QtWidgets import QWidgetItem as Item

from desktop.theme.sizes import GAP_S

_LTR = Qt.LayoutDirection.LeftToRight
_WORDS = 120


class WrappingRow(QLayout):
    """Lays out as a plain row does while all fits. With less room buttons give up the caps of
    their keys first; then what stands last goes to a line of its own."""

    def __init__(self, gap: int = GAP_S, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._greedy: set[int] = set()
        self._sizes: tuple[QSize, QSize] | None = None
        self._tall_at: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def addWidget(self, widget: QWidget, stretch: int = 0) -> None:  # noqa: N802
        """Put a part at the end; one with a stretch takes what room is left in its line."""
        self.insertWidget(len(self._items), widget)
        if stretch:
            self._greedy.add(id(widget))

    def insertWidget(self, at: int, widget: QWidget) -> None:  # noqa: N802
        """Put a part before another."""
        self.addChildWidget(widget)
        self._items.insert(at, Item(widget))
        self.invalidate()

    def addStretch(self, _stretch: int = 1) -> None:  # noqa: N802
        """Room that takes what is left in its line."""
        wide, tall = QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum
        self.addItem(QSpacerItem(0, 0, wide, tall))

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, at: int) -> QLayoutItem | None:  # noqa: N802
        return self._items[at] if 0 <= at < len(self._items) else None

    def takeAt(self, at: int) -> QLayoutItem | None:  # noqa: N802
        return self._items.pop(at) if 0 <= at < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def invalidate(self) -> None:
        """Qt asks for sizes again and again, and says here when they are others."""
        self._sizes = None
        self._tall_at.clear()
        super().invalidate()

    def heightForWidth(self, wide: int) -> int:  # noqa: N802
        if wide not in self._tall_at:
            self._tall_at[wide] = self._tall(wide)
        return self._tall_at[wide]

    def _tall(self, wide: int) -> int:
        sides = self.contentsMargins()
        lines = self._lines(wide - sides.left() - sides.right())
        tall = sum(map(_height, lines)) + self.spacing() * (len(lines) - 1)
        return tall + sides.top() + sides.bottom()

    def sizeHint(self) -> QSize:  # noqa: N802
        """The room of all in one line."""
        return self._both()[0]

    def minimumSize(self) -> QSize:  # noqa: N802
        """The room of the widest part alone."""
        return self._both()[1]

    def _both(self) -> tuple[QSize, QSize]:
        if self._sizes is None:
            shown = self._shown()
            hints = [item.sizeHint() for item in shown]
            tall = max((hint.height() for hint in hints), default=0)
            wide = sum(hint.width() for hint in hints) + self._gaps(shown)
            least = max((item.minimumSize().width() for item in shown), default=0)
            self._sizes = self._with_sides(wide, tall), self._with_sides(least, tall)
        return self._sizes

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        super().setGeometry(rect)
        room = rect.marginsRemoved(self.contentsMargins())
        lines = self._lines(room.width())
        tall = sum(map(_height, lines)) + self.spacing() * (len(lines) - 1)
        top = room.top() + max(0, room.height() - tall) // 2
        for line in lines:
            self._place(line, QRect(room.left(), top, room.width(), _height(line)))
            top += _height(line) + self.spacing()

    def _place(self, line: list[QLayoutItem], room: QRect) -> None:
        parent = self.parentWidget()
        direction = parent.layoutDirection() if parent is not None else _LTR
        left = room.left()
        for item, wide in zip(line, self._widths(line, room.width()), strict=True):
            tall = min(item.sizeHint().height(), room.height())
            place = QRect(left, room.top() + (room.height() - tall) // 2, wide, tall)
            item.setGeometry(QStyle.visualRect(direction, room, place))
            left += wide + (0 if _bare(item) else self.spacing())

    def _lines(self, room: int) -> list[list[QLayoutItem]]:
        """Which parts stand together, each line as full as the least of its parts allow."""
        lines: list[list[QLayoutItem]] = [[]]
        for item in self._shown():
            tried = [*lines[-1], item]
            least = sum(map(self._least, tried)) + self._gaps(tried)
            if lines[-1] and least > room:
                lines.append([item])
            else:
                lines[-1] = tried
        return lines

    def _widths(self, line: list[QLayoutItem], room: int) -> list[int]:
        """How wide each part of a line is: greedy ones take the rest, or give way first."""
        wide = [item.sizeHint().width() for item in line]
        rest = room - self._gaps(line) - sum(wide)
        greedy = [at for at, item in enumerate(line) if _bare(item) or self._takes(item)]
        if rest >= 0:
            for at in greedy:
                wide[at] += rest // len(greedy)
            return wide
        others = [at for at in range(len(line)) if at not in greedy]
        for group in (greedy, others):
            spare = {at: max(0, wide[at] - self._least(line[at])) for at in group}
            given = min(-rest, sum(spare.values()))
            rest += given
            for at in group:
                gives = -(-given * spare[at] // max(1, sum(spare.values())))
                wide[at] -= min(gives, spare[at])
        return wide

    def _least(self, item: QLayoutItem) -> int:
        """What a part keeps before others go to the next line; words that give way keep some."""
        kept = min(item.sizeHint().width(), _WORDS) if self._takes(item) else 0
        return max(item.minimumSize().width(), kept)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if _bare(item) or not item.isEmpty()]

    def _takes(self, item: QLayoutItem) -> bool:
        return id(item.widget()) in self._greedy

    def _gaps(self, line: list[QLayoutItem]) -> int:
        parts = sum(not _bare(item) for item in line)
        return self.spacing() * max(0, parts - 1)

    def _with_sides(self, wide: int, tall: int) -> QSize:
        sides = self.contentsMargins()
        return QSize(wide + sides.left() + sides.right(), tall + sides.top() + sides.bottom())


def _bare(item: QLayoutItem) -> bool:
    """Whether this is room and no part."""
    return item.spacerItem() is not None


def _height(line: list[QLayoutItem]) -> int:
    return max((item.sizeHint().height() for item in line), default=0)
