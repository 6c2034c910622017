"""Painting of the spots: label, who is there, what is broken, what is being moved."""

from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from desktop.features.class_panel.model import Presence
from desktop.features.class_panel.spot_layout import TRAY_HEAD, Cell, MapLayout
from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.marks import State, draw_mark
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_M, GAP_S, RADIUS, RADIUS_SMALL
from desktop.widgets.keycap import draw_cap
from desktop.widgets.painting import box, dashed, rule_line, text_width, words


class MapWords(NamedTuple):
    """Words of the map, translated by the widget."""

    tray: str
    all_placed: str
    free: str
    is_in: str
    broken: str
    usual: str
    keys: tuple[tuple[str, str], ...]


def cell_said(cell: Cell, said: MapWords) -> str:
    """What a screen reader says of it."""
    if cell.person is not None:
        return f"{cell.person.name}, {said.tray}"
    spot = cell.spot
    if spot is None:
        return ""
    if spot.broken:
        return f"{spot.label}, {said.broken}, {spot.broken}"
    if not spot.client_id:
        return f"{spot.label}, {said.free}"
    came = f", {said.is_in}" if spot.presence is Presence.IN else ""
    return f"{spot.label}, {spot.name}{came}"


def paint_cell(  # noqa: PLR0913
    painter: QPainter,
    cell: Cell,
    said: MapWords,
    *,
    here: bool,
    lifted: bool,
    usual: bool,
    takes: bool,
) -> None:
    """One spot, or one name in the tray."""
    theme = current_theme()
    place = cell.place
    if cell.person is not None:
        box(painter, place, RADIUS, theme.raised, theme.line_strong)
        draw_icon(painter, "grip-vertical", place.topLeft() + QPoint(6, 7), 14, theme.muted)
        inner = place.adjusted(24, 0, -6, 0)
        words(painter, inner, cell.person.name, font(), theme.muted if lifted else theme.strong)
    elif cell.spot is not None and cell.spot.broken:
        _broken(painter, cell, said)
    elif cell.spot is not None:
        _spot(painter, cell, lifted=lifted, takes=takes)
    if usual:
        at = place.topRight() + QPoint(-20, 6)
        draw_icon(painter, "star", at, 14, theme.info.text)
    if here:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box(painter, place.adjusted(-3, -3, 3, 3), RADIUS + 3, None, QPen(theme.focus, 2))


def _spot(painter: QPainter, cell: Cell, *, lifted: bool, takes: bool) -> None:
    theme = current_theme()
    spot, place = cell.spot, cell.place
    if spot is None:
        return
    is_in = spot.presence is Presence.IN
    if not spot.client_id or lifted:
        pen = dashed(theme.accent if takes else theme.control)
        box(painter, place, RADIUS, theme.window, pen)
    else:
        fill = theme.ok.tint if is_in else theme.panel
        box(painter, place, RADIUS, fill, theme.ok.line if is_in else theme.line_strong)
    inner = place.adjusted(GAP_S, 6, -6, -6)
    top = QRect(inner.x(), inner.y(), inner.width(), 20)
    ink = theme.ok.text if spot.client_id and is_in else theme.strong
    words(painter, top, spot.label, font(Size.SECTION, bold=True), ink)
    if spot.client_id:
        below = QRect(inner.x(), inner.y() + 22, inner.width(), 20)
        words(painter, below, spot.name, font(), theme.muted if lifted else theme.strong)
        if is_in and not lifted:
            draw_mark(painter, State.IN, place.topRight() + QPoint(-22, 7), 14)


def _broken(painter: QPainter, cell: Cell, said: MapWords) -> None:
    theme = current_theme()
    spot, place = cell.spot, cell.place
    if spot is None:
        return
    box(painter, place, RADIUS, theme.panel, theme.control)
    hatch = QColor(theme.line_strong)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(hatch, Qt.BrushStyle.BDiagPattern))
    painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
    label = text_width(spot.label, Size.SECTION, bold=True)
    plate = QRect(place.x() + 4, place.y() + 4, label + 30, 22)
    box(painter, plate, RADIUS_SMALL, theme.panel)
    inner = place.adjusted(GAP_S, 6, -6, -6)
    draw_icon(painter, "wrench", QPoint(inner.x() + label + 4, inner.y() + 3), 14, theme.muted)
    top = QRect(inner.x(), inner.y(), inner.width(), 20)
    words(painter, top, spot.label, font(Size.SECTION, bold=True), theme.muted)
    why = spot.broken if spot.broken != "-" else said.broken
    low = QRect(place.x() + 4, place.bottom() - 23, place.width() - 8, 20)
    shown = min(low.width(), text_width(why, Size.CAPTION) + 10)
    box(painter, QRect(low.x(), low.y(), shown, 20), RADIUS_SMALL, theme.panel)
    words(painter, low.adjusted(5, 0, -4, 0), why, font(Size.CAPTION), theme.text)


def paint_tray(painter: QPainter, layout: MapLayout, said: MapWords, *, empty: bool) -> None:
    """The head above those who have no spot."""
    theme = current_theme()
    tray = layout.tray
    rule_line(painter, QPointF(0, tray.y()), QPointF(tray.width(), tray.y()), theme.line)
    head = QRect(GAP_L, tray.y() + 4, tray.width() - 2 * GAP_L, TRAY_HEAD - 4)
    text, ink = (said.all_placed, theme.muted) if empty else (said.tray, theme.strong)
    words(painter, head, text, font(bold=not empty), ink)


def paint_held(painter: QPainter, at: QPoint, name: str) -> None:
    """Who is on the way, at the pointer."""
    theme = current_theme()
    wide = text_width(name, bold=True) + 2 * GAP_M
    place = QRect(at.x() + 10, at.y() + 6, wide, 28)
    box(painter, place, RADIUS, theme.accent_fill)
    words(painter, place.adjusted(GAP_M, 0, 0, 0), name, font(bold=True), theme.on_accent)


def paint_hint(painter: QPainter, place: QRect, said: MapWords, name: str) -> None:
    """What the keys do, and for whom."""
    theme = current_theme()
    left = place.x() + GAP_L
    middle = place.center().y()
    if name:
        wide = text_width(name, bold=True)
        rest = QRect(left, place.y(), wide, place.height())
        words(painter, rest, name, font(bold=True), theme.accent)
        left += wide + GAP_M
    for key, word in said.keys:
        if not word:
            continue
        left += draw_cap(painter, left, middle, key) + 5
        wide = text_width(word, Size.CAPTION)
        rest = QRect(left, place.y(), wide, place.height())
        words(painter, rest, word, font(Size.CAPTION), theme.muted)
        left += wide + GAP_M
