"""A button painted into a row of a list; the list's `parts` make it clickable."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from desktop.theme.fonts import Size, font
from desktop.theme.palette import current_theme
from desktop.theme.sizes import BUTTON_ROW, GAP_M, GAP_S, RADIUS
from desktop.widgets.keycap import CapLook, cap_width, draw_cap
from desktop.widgets.painting import LEFT, box, text_width, words


def row_button_place(
    right: int, middle: int, text: str, *, key: str = "", size: Size = Size.BODY
) -> QRect:
    """Where a button with these words lies when it ends at `right`, centred on `middle`."""
    wide = text_width(text, size, bold=True) + 2 * GAP_S + (4 if size is Size.BODY else 0)
    wide += GAP_S + cap_width(key) if key else 0
    tall = BUTTON_ROW if size is Size.BODY else BUTTON_ROW - 4
    return QRect(right - wide, middle - tall // 2, wide, tall)


def draw_row_button(
    painter: QPainter,
    place: QRect,
    text: str,
    *,
    primary: bool = False,
    key: str = "",
    size: Size = Size.BODY,
) -> None:
    """Paint it; a primary one is for the chosen row."""
    theme = current_theme()
    ink = theme.on_accent if primary else theme.text
    fill = theme.accent_fill if primary else theme.raised
    box(painter, place, RADIUS, fill, None if primary else theme.line_strong)
    pad = (place.width() - text_width(text, size, primary)) // 2 if not key else GAP_M - 2
    inner = place.adjusted(pad, 0, 0, 0)
    words(painter, inner, text, font(size, bold=primary), ink, LEFT)
    if key:
        look = CapLook(theme.on_accent, theme.on_accent) if primary else None
        left = place.right() + 1 - cap_width(key) - GAP_S
        draw_cap(painter, left, place.center().y() + 1, key, look)
