"""One line of a settings list: a mark, a title with a note below, chips and a figure."""

from msgspec import Struct
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter

from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_M, GAP_S, GROUP_HEAD, RADIUS_SMALL, ROW_TWO_LINES
from desktop.widgets.chip import ChipSpec, draw_chips
from desktop.widgets.painting import CENTRE, RIGHT, box, text_width, words
from desktop.widgets.row_list import RowDelegate
from desktop.widgets.row_model import ListRow

_MARK = 28


class Sign(Struct, frozen=True):
    """What stands before a title: a letter on the colour of a service, or an icon."""

    icon: str = ""
    letter: str = ""
    colour: int = 0


class Entry(ListRow, frozen=True, kw_only=True):
    """`figure` stands at the right end, such as a price; `past` is paler (archived, ended)."""

    title: str
    note: str = ""
    figure: str = ""
    chips: tuple[ChipSpec, ...] = ()
    sign: Sign = Sign()
    past: bool = False


def entry(  # noqa: PLR0913
    key: str,
    title: str,
    note: str = "",
    *,
    figure: str = "",
    chips: tuple[ChipSpec, ...] = (),
    sign: Sign = Sign(),  # noqa: B008
    past: bool = False,
) -> Entry:
    """An entry that says all that it shows."""
    said = ", ".join(part for part in (title, note, figure, *(c.text for c in chips)) if part)
    return Entry(
        key=key,
        said=said,
        tall=ROW_TWO_LINES + 4,
        title=title,
        note=note,
        figure=figure,
        chips=chips,
        sign=sign,
        past=past,
    )


def heading(text: str) -> Entry:
    """A head between groups of entries."""
    return Entry(key=f"head/{text}", said=text, tall=GROUP_HEAD, selectable=False, title=text)


class EntryDelegate(RowDelegate):
    """Paints an entry."""

    def draw(self, painter: QPainter, rect: QRect, row: ListRow, _chosen: bool) -> None:
        if not isinstance(row, Entry):
            return
        theme = current_theme()
        inner = rect.adjusted(GAP_L, 0, -GAP_L, -1)
        if not row.selectable:
            words(painter, inner, row.title, font(Size.CAPTION, bold=True), theme.text)
            return
        left = inner.x()
        if row.sign.icon or row.sign.letter:
            self._mark(painter, QRect(left, inner.center().y() - _MARK // 2 + 1, _MARK, _MARK), row)
            left += _MARK + GAP_M
        right = inner.right() + 1
        ink = theme.muted if row.past else theme.strong
        if row.figure:
            words(painter, inner, row.figure, font(bold=True), ink, RIGHT)
            right -= text_width(row.figure, bold=True) + GAP_M
        if row.chips:
            room = (right - left) // 2
            right = draw_chips(painter, right, inner.center().y() + 1, row.chips, room) - GAP_S
        top = QRect(left, inner.y() + (5 if row.note else 14), right - left, 20)
        words(painter, top, row.title, font(bold=True), ink)
        if row.note:
            words(painter, top.translated(0, 19), row.note, font(Size.CAPTION), theme.muted)

    def _mark(self, painter: QPainter, place: QRect, row: Entry) -> None:
        theme = current_theme()
        if not row.sign.colour:
            box(painter, place, RADIUS_SMALL, theme.window, theme.line)
            at = place.topLeft() + QPoint((_MARK - 16) // 2, (_MARK - 16) // 2)
            draw_icon(painter, row.sign.icon, at, 16, theme.muted)
            return
        colours = theme.service(row.sign.colour)
        box(painter, place, RADIUS_SMALL, colours.tint, colours.line)
        if row.sign.letter:
            words(painter, place, row.sign.letter, font(bold=True), colours.text, CENTRE)
        else:
            at = place.topLeft() + QPoint((_MARK - 16) // 2, (_MARK - 16) // 2)
            draw_icon(painter, row.sign.icon, at, 16, colours.text)
