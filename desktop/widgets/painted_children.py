"""What a painted view shows, as children that a screen reader can walk through (U-58)."""

from typing import Protocol, runtime_checkable

from msgspec import Struct
from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QWindow
from PySide6.QtWidgets import QWidget

from desktop.theme.mirror import seen


class PaintedChild(Struct, frozen=True):
    """One painted thing: what is said of it and where it lies in the view."""

    said: str
    place: QRect
    chosen: bool = False


@runtime_checkable
class PaintedView(Protocol):
    """A widget that paints its children itself."""

    def painted_children(self) -> list[PaintedChild]:
        """What is painted now, in reading order."""


class _ChildInterface(QAccessibleInterface):
    def __init__(self, view: "_ViewInterface", at: int) -> None:
        super().__init__()
        self._view, self._at = view, at

    def child_now(self) -> PaintedChild | None:
        known = self._view.painted()
        return known[self._at] if self._at < len(known) else None

    def isValid(self) -> bool:  # noqa: N802
        return self._view.isValid() and self.child_now() is not None

    def object(self) -> QObject | None:  # type: ignore[override]
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]
        return self._view.window()

    def parent(self) -> QAccessibleInterface:
        return self._view

    def child(self, _index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childAt(self, _x: int, _y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # noqa: N802
        return None

    def childCount(self) -> int:  # noqa: N802
        return 0

    def indexOfChild(self, _child: QAccessibleInterface) -> int:  # noqa: N802
        return -1

    def text(self, kind: QAccessible.Text) -> str:
        child = self.child_now()
        return child.said if child and kind == QAccessible.Text.Name else ""

    def setText(self, _kind: QAccessible.Text, _text: str) -> None:  # noqa: N802
        return

    def rect(self) -> QRect:
        child = self.child_now()
        origin = self._view.rect().topLeft()
        return self._view.place_seen(child.place).translated(origin) if child else QRect()

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        child = self.child_now()
        state.selectable = True
        state.selected = child is not None and child.chosen
        return state

    def foregroundColor(self) -> QColor:  # noqa: N802
        return QColor()

    def backgroundColor(self) -> QColor:  # noqa: N802
        return QColor()


class _ViewInterface(QAccessibleInterface):
    def __init__(self, view: QWidget, source: PaintedView) -> None:
        super().__init__()
        self._view: QWidget | None = view
        self._source = source
        self._children: dict[int, _ChildInterface] = {}
        view.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._view = None

    def painted(self) -> list[PaintedChild]:
        return self._source.painted_children() if self._view is not None else []

    def place_seen(self, place: QRect) -> QRect:
        """Where a child is seen: a view that is painted as in a mirror has it on the other side."""
        straight = getattr(self._source, "never_turned", False)
        return place if straight or self._view is None else seen(place, self._view)

    def isValid(self) -> bool:  # noqa: N802
        return self._view is not None

    def object(self) -> QObject | None:  # type: ignore[override]
        return self._view

    def window(self) -> QWindow | None:  # type: ignore[override]
        return self._view.window().windowHandle() if self._view else None

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        above = self._view.parentWidget() if self._view else None
        return QAccessible.queryAccessibleInterface(above) if above else None

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        if not 0 <= index < self.childCount():
            return None
        return self._children.setdefault(index, _ChildInterface(self, index))

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # noqa: N802
        at = QPoint(x, y) - self.rect().topLeft()
        for index, child in enumerate(self.painted()):
            if self.place_seen(child.place).contains(at):
                return self.child(index)
        return None

    def childCount(self) -> int:  # noqa: N802
        return len(self.painted())

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: N802
        return next((at for at, known in self._children.items() if known is child), -1)

    def text(self, kind: QAccessible.Text) -> str:
        name = kind == QAccessible.Text.Name and self._view is not None
        return self._view.accessibleName() if name and self._view else ""

    def setText(self, _kind: QAccessible.Text, _text: str) -> None:  # noqa: N802
        return

    def rect(self) -> QRect:
        if self._view is None:
            return QRect()
        return QRect(self._view.mapToGlobal(QPoint(0, 0)), self._view.size())

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.List

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        if self._view is not None:
            state.focusable = True
            state.focused = self._view.hasFocus()
            state.invisible = not self._view.isVisible()
        return state


_kept: dict[int, _ViewInterface] = {}


def _factory(_name: str, watched: QObject) -> QAccessibleInterface | None:
    if not (isinstance(watched, QWidget) and isinstance(watched, PaintedView)):
        return None
    key = id(watched)
    # Qt holds no Python reference to an interface, so it is kept as long as its widget lives.
    _kept[key] = _ViewInterface(watched, watched)
    watched.destroyed.connect(lambda: _kept.pop(key, None))
    return _kept[key]


def install_painted_children() -> None:
    """Let Qt ask here first for every widget; call once at the start."""
    QAccessible.installFactory(_factory)
