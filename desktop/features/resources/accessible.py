"""The resource day as a screen reader meets it (U-58)."""

from PySide6.QtCore import QPoint

from desktop.features.resources.geometry import DayLayout, span_words
from desktop.features.resources.model import ResourceDay
from desktop.saying import tr
from desktop.widgets.painted_children import PaintedChild


def children_of(day: ResourceDay, layout: DayLayout, origin: QPoint) -> list[PaintedChild]:
    """Resource, span and what holds it, row by row; places are those on the widget."""
    found: list[PaintedChild] = []

    def add(name: str, starts_at: int, ends_at: int, said: str) -> None:
        row = layout.row_of(name)
        if row is not None and row.line is not None:
            place = layout.span_rect(row, starts_at, ends_at).translated(origin)
            span = span_words(day, starts_at, ends_at)
            text = ", ".join(p for p in (row.line.name, day.day, span, said) if p)
            found.append(PaintedChild(text, place))

    for row in layout.rows:
        if row.line is None:
            continue
        name = row.line.resource_id
        for hold in row.line.holds:
            state = tr("provisional") if hold.provisional else tr("over") if hold.past else ""
            said = ", ".join(p for p in (hold.text, hold.quantity, state) if p)
            add(name, hold.starts_at, hold.ends_at, said)
        for level in row.line.levels:
            add(
                name,
                level.starts_at,
                level.ends_at,
                tr("{0} of {1} in use").format(level.used, level.of),
            )
        for outage in row.line.outages:
            add(name, outage.starts_at, outage.ends_at, f"{outage.text} {outage.note}".strip())
        for clash in row.line.clashes:
            add(name, clash.starts_at, clash.ends_at, clash.text)
    return found
