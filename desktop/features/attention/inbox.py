"""The list of items: what needs somebody first, then what is only to be known."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter

from desktop.features.attention.model import Item
from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_S, GROUP_HEAD, ROW_INBOX
from desktop.widgets.painting import RIGHT, text_width, words
from desktop.widgets.row_list import RowDelegate
from desktop.widgets.row_model import ListRow

_TEXT_AT = 48


class ItemRow(ListRow, frozen=True, kw_only=True):
    """One item."""

    item: Item


class HeadRow(ListRow, frozen=True, kw_only=True):
    """The head of a group, with its count."""

    text: str
    count: int


class InboxDelegate(RowDelegate):
    """Icon in the tone of its group, two lines, age."""

    def draw(self, painter: QPainter, rect: QRect, row: ListRow, _chosen: bool) -> None:
        theme = current_theme()
        inner = rect.adjusted(GAP_L, 0, -GAP_L, -1)
        if isinstance(row, HeadRow):
            face = font(Size.CAPTION, bold=True)
            words(painter, inner, row.text, face, theme.strong)
            left = text_width(row.text, Size.CAPTION, bold=True) + GAP_S
            beside = inner.adjusted(left, 0, 0, 0)
            words(painter, beside, str(row.count), font(Size.CAPTION), theme.muted)
        elif isinstance(row, ItemRow):
            self._item(painter, inner, row.item)

    def _item(self, painter: QPainter, inner: QRect, item: Item) -> None:
        theme = current_theme()
        meaning = theme.attention if item.needs_you else theme.info
        at = QPoint(inner.x(), inner.center().y() - 9)
        draw_icon(painter, item.icon, at, 20, meaning.text)
        left = inner.x() + _TEXT_AT - GAP_L
        top = QRect(left, inner.y() + 10, inner.right() + 1 - left, 20)
        wide = text_width(item.age, Size.CAPTION)
        words(painter, top.translated(0, -2), item.age, font(Size.CAPTION), theme.muted, RIGHT)
        title = top.adjusted(0, 0, -wide - GAP_S, 0)
        words(painter, title, item.title, font(bold=item.needs_you), theme.strong)
        below = QRect(left, top.bottom() + 1, top.width(), 16)
        words(painter, below, item.note, font(Size.CAPTION), theme.muted)


def rows_of(items: Sequence[Item], needs: str, information: str) -> list[ListRow]:
    """Items under the heads of their groups."""
    rows: list[ListRow] = []
    for text, needs_you in ((needs, True), (information, False)):
        group = [item for item in items if item.needs_you is needs_you]
        if not group:
            continue
        rows.append(
            HeadRow(
                key=f"head/{needs_you}",
                said=f"{text}, {len(group)}",
                tall=GROUP_HEAD,
                selectable=False,
                text=text,
                count=len(group),
            )
        )
        rows += [
            ItemRow(
                key=item.item_id,
                said=". ".join(p for p in (item.title, item.note, item.age) if p),
                tall=ROW_INBOX,
                item=item,
            )
            for item in group
        ]
    return rows
