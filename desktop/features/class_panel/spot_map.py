"""The map of the spots: who is where, and giving one by drag or by keys (RES-4, U-45)."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from desktop.features.class_panel.model import ClassView
from desktop.features.class_panel.spot_layout import Cell, MapLayout, lay_out
from desktop.features.class_panel.spot_painting import (
    MapWords,
    cell_said,
    paint_cell,
    paint_held,
    paint_hint,
    paint_tray,
)
from desktop.widgets.painted_children import PaintedChild

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
_CLEAR = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_OWN = _ENTER | _CLEAR


class SpotMap(QWidget):
    """`chosen` carries client, spot, and the spot it replaces; `left` client and spot."""

    never_turned = True
    """A room stays as it is built, whichever way people write."""

    chosen = Signal(str, str, str)
    left = Signal(str, str)
    refused = Signal(str)
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Spots"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.words = MapWords(
            self.tr("Without a spot"),
            self.tr("Everybody has a spot"),
            self.tr("free"),
            self.tr("in"),
            self.tr("out of order"),
            self.tr("usual spot"),
            (("Enter", self.tr("take or put")), ("Del", self.tr("no spot")), ("Esc", "")),
        )
        self.usual: Callable[[str], str] | None = None
        self.proposed: Callable[[str], str] | None = None
        self._view: ClassView | None = None
        self._at = ""
        self._held: Cell | None = None
        self._usual = ""
        self._pressed: tuple[QPoint, Cell] | None = None
        self._pointer: QPoint | None = None

    def show_class(self, view: ClassView) -> None:
        """Take a class or its newer state; who is held and gone since is let go."""
        other = self._view is None or self._view.occurrence_id != view.occurrence_id
        self._view = view
        layout = self.layout_now()
        if other or (self._held is not None and layout.cell(self._held.key) != self._held):
            self._let_go()
        if layout.cell(self._at) is None:
            self._at = layout.cells[0].key if layout.cells else ""
        self.updateGeometry()
        self.update()

    def layout_now(self) -> MapLayout:
        """Where everything lies at the present width."""
        view = self._view
        if view is None:
            return MapLayout((), QRect(), 0)
        return lay_out(view.spots, view.unplaced, self.width())

    def take(self, client_id: str) -> None:
        """Hold a client, with the keyboard on the spot that they would be given."""
        cells = self.layout_now().cells
        mine = [c for c in cells if _client(c) == client_id]
        if not mine:
            return
        waits = [cell for cell in mine if cell.person is not None]
        self._hold((waits or mine)[0])
        wanted = self.proposed(client_id) if self.proposed else ""
        self._at = f"spot/{wanted}" if wanted else mine[0].key
        self.update()

    def held(self) -> str:
        """The client who is being given a spot, or an empty text."""
        return _client(self._held) if self._held is not None else ""

    def client(self) -> str:
        """Who is where the keyboard is, or an empty text."""
        cell = self.layout_now().cell(self._at)
        return _client(cell) if cell is not None else ""

    def at(self) -> str:
        """Where the keyboard is: "spot/..." or "client/..."."""
        return self._at

    def painted_children(self) -> list[PaintedChild]:
        """Every spot and who has none, in words (U-58)."""
        return [
            PaintedChild(cell_said(cell, self.words), cell.place, cell.key == self._at)
            for cell in self.layout_now().cells
        ]

    def _hold(self, cell: Cell) -> None:
        self._held = cell
        self._usual = self.usual(_client(cell)) if self.usual else ""

    def _let_go(self) -> None:
        self._held, self._pressed, self._pointer, self._usual = None, None, None, ""
        self.unsetCursor()
        self.update()

    def _put(self, target: Cell | None, *, to_tray: bool = False) -> None:
        """Let the held client have the spot, or none."""
        held = self._held
        if held is None:
            return
        client, before = _client(held), held.spot.spot_id if held.spot else ""
        self._let_go()
        if to_tray or (target is not None and target.person is not None):
            if before:
                self.left.emit(client, before)
        elif target is not None and target.spot is not None and target.spot.spot_id != before:
            self._at = target.key
            self.chosen.emit(client, target.spot.spot_id, before)

    def _can_take(self, cell: Cell | None) -> bool:
        """Whether the held client may be put there."""
        if cell is None or cell.spot is None:
            return True
        own = self._held is not None and cell.key == self._held.key
        return own or not (cell.spot.client_id or cell.spot.broken)

    def _enter(self) -> None:
        cell = self.layout_now().cell(self._at)
        if cell is None:
            return
        if self._held is None:
            if _client(cell):
                self._hold(cell)
        elif self._can_take(cell):
            self._put(cell)
        elif cell.spot is not None:
            self.refused.emit(cell_said(cell, self.words))

    def _clear(self) -> None:
        cell = self.layout_now().cell(self._at)
        if self._held is not None:
            self._put(None, to_tray=True)
        elif cell is not None and cell.spot is not None and cell.spot.client_id:
            self.left.emit(cell.spot.client_id, cell.spot.spot_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key = Qt.Key(event.key())
        if key in _STEPS:
            right, down = _STEPS[key]
            self._at = self.layout_now().next_to(self._at, right, down)
        elif key in _ENTER:
            self._enter()
        elif key in _CLEAR:
            self._clear()
        elif key == Qt.Key.Key_Escape and self._held is not None:
            self._let_go()
        elif key == Qt.Key.Key_Escape:
            self.back_asked.emit()
        else:
            event.ignore()
            return
        self.update()

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _OWN
            and not event.modifiers()
        ):
            event.accept()
            return True
        return super().event(event)

    def _cell_at(self, at: QPoint) -> Cell | None:
        return next((c for c in self.layout_now().cells if c.place.contains(at)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at = event.position().toPoint()
        cell = self._cell_at(at)
        if event.button() != Qt.MouseButton.LeftButton or cell is None:
            return
        self._at = cell.key
        if self._held is not None:
            self._enter()
        elif _client(cell):
            self._pressed = (at, cell)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at = event.position().toPoint()
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        far = (at - self._pressed[0]).manhattanLength() >= QApplication.startDragDistance()
        if self._pointer is None and not far:
            return
        if self._pointer is None:
            self._hold(self._pressed[1])
        self._pointer = at
        can = self._can_take(self._cell_at(at))
        shape = Qt.CursorShape.ClosedHandCursor if can else Qt.CursorShape.ForbiddenCursor
        self.setCursor(shape)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        dragged, self._pressed = self._pointer is not None, None
        if not dragged:
            return
        at = event.position().toPoint()
        cell, tray = self._cell_at(at), self.layout_now().tray.contains(at)
        if not self._can_take(cell):
            said = cell_said(cell, self.words) if cell else ""
            self._let_go()
            self.refused.emit(said)
        else:
            self._put(cell, to_tray=tray)
            self._let_go()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        layout = self.layout_now()
        target = self._cell_at(self._pointer) if self._pointer is not None else None
        paint_tray(painter, layout, self.words, empty=not (self._view and self._view.unplaced))
        for cell in layout.cells:
            shown = self.hasFocus() and cell.key == self._at and self._pointer is None
            paint_cell(
                painter,
                cell,
                self.words,
                here=shown or (target is cell),
                lifted=self._held is not None and cell.key == self._held.key,
                usual=cell.spot is not None and cell.spot.spot_id == self._usual,
                takes=self._held is None or self._can_take(cell),
            )
        if self._held is not None and self._pointer is not None:
            paint_held(painter, self._pointer, _name(self._held))
        elif self.hasFocus():
            foot = QRect(0, layout.height, self.width(), 24)
            paint_hint(painter, foot, self.words, _name(self._held) if self._held else "")

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(320, self.layout_now().height + 28)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.update()


def _client(cell: Cell) -> str:
    if cell.person is not None:
        return cell.person.client_id
    return cell.spot.client_id if cell.spot else ""


def _name(cell: Cell) -> str:
    if cell.person is not None:
        return cell.person.name
    return cell.spot.name if cell.spot else ""
