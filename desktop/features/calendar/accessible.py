"""The calendar's blocks as a screen reader meets them (U-58)."""

from PySide6.QtCore import QPoint, QRect

from desktop.features.calendar.layout import PageLayout
from desktop.saying import tr
from desktop.widgets.painted_children import PaintedChild


def children_of(layout: PageLayout, chosen: str, origin: QPoint, view: QRect) -> list[PaintedChild]:
    """Blocks in reading order, and each "+N" with its number; places are those on the widget."""
    found: list[PaintedChild] = []
    for column in layout.columns:
        for block, rect in column.blocks:
            place = rect.translated(origin).intersected(view)
            found.append(PaintedChild(block.said, place, block.occurrence_id == chosen))
        for more in column.more:
            said = tr("{0} more, {1}").format(len(more.keys), column.column.title)
            found.append(PaintedChild(said, more.rect.translated(origin).intersected(view)))
    return found
