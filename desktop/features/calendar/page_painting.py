"""Puts a page on the screen: tiles, the present, the choice, and what is being dragged above all."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop.features.calendar.block_painting import paint_moved_away
from desktop.features.calendar.drag import Grip
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
from desktop.features.calendar.tiles import Tiles
from desktop.theme.palette import current_theme
from desktop.theme.sizes import DAY_HEAD, GUTTER, RADIUS_SMALL
from desktop.widgets.painting import box

if TYPE_CHECKING:
    from desktop.features.calendar.grid import CalendarGrid


class PagePainter:
    """Paints for one grid and keeps its tiles."""

    def __init__(self, grid: "CalendarGrid") -> None:
        self._grid = grid
        self._tiles = Tiles()

    def paint(self, viewport: QWidget) -> None:
        """One frame."""
        painter = QPainter(viewport)
        layout, page = self._grid.layout_now(), self._grid.page()
        if layout is None or page is None:
            painter.fillRect(viewport.rect(), current_theme().panel)
            return
        seen = self._grid.scrolled()
        now_y = self._grid.now_y()
        self._paint_tiles(painter, layout, seen)
        if now_y is not None:
            paint_now_line(painter, layout, page.mode, seen, now_y)
        painter.setClipRect(GUTTER, DAY_HEAD, seen.width - GUTTER, seen.height - DAY_HEAD)
        self._paint_chosen(painter, layout, seen)
        self._paint_drag(painter, layout, seen)
        paint_gutter(painter, layout.axis, seen, now_y)
        if now_y is not None and seen.top + now_y > DAY_HEAD + 8:
            paint_now_pill(painter, page.now, seen.top + round(now_y))
        paint_heads(painter, layout, seen)
        self._paint_card(painter, layout, seen)

    def _paint_tiles(self, painter: QPainter, layout: PageLayout, seen: Scrolled) -> None:
        painter.setClipRect(GUTTER, DAY_HEAD, seen.width - GUTTER, seen.height - DAY_HEAD)
        ratio = painter.device().devicePixelRatioF()
        for column in layout.columns:
            at = QPoint(seen.left + column.left, seen.top)
            if GUTTER - column.width < at.x() < seen.width:
                painter.drawPixmap(at, self._tiles.tile(layout.axis, column, ratio))

    def _paint_chosen(self, painter: QPainter, layout: PageLayout, seen: Scrolled) -> None:
        rect = layout.rect_of(self._grid.chosen())
        if rect is None:
            return
        theme = current_theme()
        ring = rect.translated(seen.left, seen.top).adjusted(-3, -3, 3, 3)
        ink = theme.focus if self._grid.hasFocus() else theme.accent
        box(painter, ring, RADIUS_SMALL + 3, None, QPen(ink, 2))

    def _said(self, title: str) -> GhostWords:
        tr = self._grid.tr
        hints = [
            ("Enter", tr("next free")),
            ("Shift", tr("5 min")),
            ("Esc", tr("put back")),
        ]
        return GhostWords(title, tr("is free"), tr("Next free"), hints)

    def _paint_drag(self, painter: QPainter, layout: PageLayout, seen: Scrolled) -> None:
        drag, answer = self._grid.control.drag, self._grid.control.answer
        if drag is None or answer is None:
            return
        if drag.block is not None:
            rect = layout.rect_of(drag.block.occurrence_id)
            if rect is not None and drag.grip is Grip.WHOLE:
                note = self._grid.tr("is being moved")
                paint_moved_away(painter, rect.translated(seen.left, seen.top), drag.block, note)
        for conflict in answer.conflicts:
            rect = layout.rect_of(conflict.occurrence_id)
            if rect is not None:
                paint_hit(painter, rect.translated(seen.left, seen.top))
        title = drag.block.short_title if drag.block else self._grid.tr("New")
        paint_ghost(painter, self._ghost(layout, seen), answer, self._said(title))

    def _ghost(self, layout: PageLayout, seen: Scrolled) -> QRect:
        drag = self._grid.control.drag
        rect = layout.rect_for(drag.target) if drag else QRect()
        return rect.translated(seen.left, seen.top)

    def _paint_card(self, painter: QPainter, layout: PageLayout, seen: Scrolled) -> None:
        drag, answer = self._grid.control.drag, self._grid.control.answer
        if drag is None or answer is None or drag.grip is Grip.NEW:
            return
        ghost = self._ghost(layout, seen)
        label = QRect(ghost.x(), ghost.y() - 24, ghost.width(), 24)
        view = QRect(GUTTER, DAY_HEAD, seen.width - GUTTER, seen.height - DAY_HEAD)
        paint_card(painter, card_place(label, answer, view), answer, self._said(""))
