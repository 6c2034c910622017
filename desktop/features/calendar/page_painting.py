"""Puts a page on the screen: tiles, the present, the choice, and above all what is dragged."""

from msgspec import Struct
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop.features.calendar.block_painting import paint_moved_away
from desktop.features.calendar.drag import Drag, Grip
from desktop.features.calendar.frame_painting import (
    Scrolled,
    paint_gutter,
    paint_heads,
    paint_now_line,
    paint_now_pill,
)
from desktop.features.calendar.ghost import (
    GhostWords,
    card_place,
    paint_card,
    paint_ghost,
    paint_hit,
)
from desktop.features.calendar.layout import PageLayout
from desktop.features.calendar.model import CalendarPage, DropAnswer
from desktop.features.calendar.tiles import Tiles
from desktop.saying import tr
from desktop.theme.mirror import brush, is_turned, upright
from desktop.theme.palette import current_theme
from desktop.theme.sizes import DAY_HEAD, GUTTER, RADIUS_SMALL
from desktop.widgets.painting import box


class Scene(Struct, frozen=True):
    """All that one frame shows."""

    page: CalendarPage
    layout: PageLayout
    seen: Scrolled
    now_y: float | None
    chosen: str
    focused: bool
    drag: Drag | None
    answer: DropAnswer | None
    copies: bool = False

    def ghost(self) -> QRect:
        """Where the dragged thing would lie, on the viewport."""
        if self.drag is None:
            return QRect()
        return self.layout.rect_for(self.drag.target).translated(self.seen.left, self.seen.top)

    def place_of(self, occurrence_id: str) -> QRect | None:
        """Where a block lies on the viewport."""
        rect = self.layout.rect_of(occurrence_id)
        return rect.translated(self.seen.left, self.seen.top) if rect else None


class PagePainter:
    """Paints scenes and keeps the tiles of the last one."""

    def __init__(self) -> None:
        self._tiles = Tiles()

    def paint(self, viewport: QWidget, scene: Scene) -> None:
        """One frame."""
        painter = brush(viewport)
        layout, seen, now_y = scene.layout, scene.seen, scene.now_y
        body = QRect(GUTTER, DAY_HEAD, seen.width - GUTTER, seen.height - DAY_HEAD)
        painter.setClipRect(body)
        self._paint_tiles(painter, layout, seen)
        if now_y is not None:
            paint_now_line(painter, layout, scene.page.mode, seen, now_y)
        painter.setClipRect(body)
        _paint_chosen(painter, scene)
        _paint_drag(painter, scene)
        paint_gutter(painter, layout.axis, seen, now_y)
        if now_y is not None and seen.top + now_y > DAY_HEAD + 8:
            paint_now_pill(painter, scene.page.now, seen.top + round(now_y))
        paint_heads(painter, layout, seen)
        _paint_card(painter, scene, body)

    def _paint_tiles(self, painter: QPainter, layout: PageLayout, seen: Scrolled) -> None:
        ratio = painter.device().devicePixelRatioF()
        for column in layout.columns:
            at = QPoint(seen.left + column.left, seen.top)
            if GUTTER - column.width < at.x() < seen.width:
                tile = self._tiles.tile(layout.axis, column, ratio, turned=is_turned(painter))
                with upright(painter, QRect(at, tile.deviceIndependentSize().toSize())):
                    painter.drawPixmap(at, tile)


def _paint_chosen(painter: QPainter, scene: Scene) -> None:
    rect = scene.place_of(scene.chosen)
    if rect is not None and scene.drag is None:
        theme = current_theme()
        ink = theme.focus if scene.focused else theme.accent
        box(painter, rect.adjusted(-3, -3, 3, 3), RADIUS_SMALL + 3, None, QPen(ink, 2))


def _said(title: str) -> GhostWords:
    hints = [("Enter", tr("next free")), (tr("Shift"), tr("5 min")), ("Esc", tr("put back"))]
    return GhostWords(title, tr("is free"), tr("Next free"), hints)


def _paint_drag(painter: QPainter, scene: Scene) -> None:
    drag, answer = scene.drag, scene.answer
    if drag is None or answer is None:
        return
    if drag.block is not None and drag.grip is Grip.WHOLE and not scene.copies:
        rect = scene.place_of(drag.block.occurrence_id)
        if rect is not None:
            paint_moved_away(painter, rect, drag.block, tr("is being moved"))
    for conflict in answer.conflicts:
        rect = scene.place_of(conflict.occurrence_id)
        if rect is not None:
            paint_hit(painter, rect)
    title = drag.block.short_title if drag.block else tr("New")
    title = f"{title} +1" if scene.copies else title
    paint_ghost(painter, scene.ghost(), answer, _said(title))


def _paint_card(painter: QPainter, scene: Scene, view: QRect) -> None:
    drag, answer = scene.drag, scene.answer
    if drag is None or answer is None or drag.grip is Grip.NEW:
        return
    ghost = scene.ghost()
    label = QRect(ghost.x(), ghost.y() - 24, ghost.width(), 24)
    paint_card(painter, card_place(label, answer, view), answer, _said(""))
