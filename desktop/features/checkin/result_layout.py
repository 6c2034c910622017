"""Where the parts of a result stand, for any size of the field."""

from itertools import pairwise

from msgspec import Struct
from PySide6.QtCore import QRect

from desktop.theme.sizes import BUTTON_RESULT

SIDE, ICON, BAR = 40, 88, 8
_HEAD_LEFT = SIDE + 108
_DRAWN_WIDE, _DRAWN_FOR = 796, 672
LINE, ROW_PITCH = 28, 56


class ResultLayout(Struct, frozen=True):
    """Rectangles from top to bottom; `columns` are the insides of the facts."""

    icon: QRect
    headline: QRect
    name: QRect
    sentence: QRect
    facts: QRect
    columns: tuple[QRect, ...]
    buttons_y: int
    footer: QRect
    bar: QRect


def growth(width: int, height: int) -> float:
    """How much larger everything is drawn in a large field, so that it is read from farther."""
    return max(1.0, min(1.5, width / _DRAWN_WIDE, height / _DRAWN_FOR))


def lay_out(width: int, height: int, facts: int, lines: int = 1, rows: int = 1) -> ResultLayout:
    """Gaps grow and shrink with the height, type does not.

    `lines` of the sentence and `rows` of buttons are known only to who measured them.
    """
    spare = height - 360 - (lines - 1) * LINE - (rows - 1) * ROW_PITCH
    scale = max(0.2, min(1.35, spare / (_DRAWN_FOR - 360)))

    def gap(pixels: int) -> int:
        return round(pixels * scale)

    inner = width - 2 * SIDE
    top = gap(40)
    icon = QRect(SIDE - 4, top + 4, ICON, ICON)
    headline = QRect(_HEAD_LEFT, top, width - _HEAD_LEFT - SIDE, 52)
    name = QRect(_HEAD_LEFT, headline.bottom() + 9, headline.width(), 36)
    y = top + 96 + gap(48)
    sentence = QRect(SIDE, y, inner, lines * LINE)
    y += sentence.height() + gap(40)
    table = QRect(SIDE, y, inner, 104 + gap(111) if facts else 0)
    y = table.bottom() + 1 + gap(49)
    footer = QRect(SIDE, height - BAR - gap(20) - 20, inner, 20)
    tall = BUTTON_RESULT + (rows - 1) * ROW_PITCH
    buttons_y = min(y, footer.top() - tall - 8)
    bar = QRect(0, height - BAR, width, BAR)
    cells = _columns(table, facts)
    return ResultLayout(icon, headline, name, sentence, table, cells, buttons_y, footer, bar)


def _columns(table: QRect, count: int) -> tuple[QRect, ...]:
    """The first column is half as wide again: it holds the name of a class."""
    if not count:
        return ()
    unit = table.width() / (count + 0.5)
    edges = [0.0, unit * 1.5, *(unit * (1.5 + at) for at in range(1, count))]
    return tuple(
        QRect(
            table.x() + round(left),
            table.y(),
            round(right) - round(left),
            table.height(),
        )
        for left, right in pairwise(edges)
    )
