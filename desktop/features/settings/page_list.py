"""The list of pages at the left of the settings, and the field that searches them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.features.settings.page_def import Group, PageDef
from desktop.shell.palette.folding import fold
from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_M, GAP_S, GROUP_HEAD, ROW, ROW_TWO_LINES
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.page import Page
from desktop.widgets.painting import rule_line, words
from desktop.widgets.row_list import RowDelegate, RowList
from desktop.widgets.row_model import ListRow
from desktop.widgets.search_box import SearchBox

WIDE = 232
Found = Callable[[], Sequence[tuple[str, str, str]]]
"""What stands on the pages beside their names: page, part, words."""


class PageRow(ListRow, frozen=True, kw_only=True):
    """A page, the head of a group, or a part of a page that a search found."""

    text: str
    icon: str = ""
    note: str = ""


class _PageDelegate(RowDelegate):
    lines = False

    def draw(self, painter: QPainter, rect: QRect, row: ListRow, chosen: bool) -> None:
        if not isinstance(row, PageRow):
            return
        theme = current_theme()
        inner = rect.adjusted(GAP_M + 4, 0, -GAP_S, 0)
        if not row.selectable:
            painter.fillRect(rect, theme.panel)
            face = font(Size.CAPTION, bold=True)
            words(painter, inner.adjusted(0, 6, 0, 0), row.text, face, theme.muted)
            return
        ink = theme.accent if chosen else theme.text
        if row.icon:
            at = QPoint(inner.x(), rect.y() + ROW // 2 - 8)
            draw_icon(painter, row.icon, at, 16, theme.accent if chosen else theme.muted)
        text = inner.adjusted(26, 0, 0, 0)
        if row.note:
            text = QRect(text.x(), rect.y() + 4, text.width(), 20)
            below = text.translated(0, 18)
            words(painter, below, row.note, font(Size.CAPTION), theme.muted)
        words(painter, text, row.text, font(bold=chosen and not row.note), ink)


class PageList(Page):
    """`chosen` names a page and a part of it, "" for the whole."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDE)
        self.setAccessibleName(self.tr("Pages of the settings"))
        self._pages: tuple[PageDef, ...] = ()
        self._found: Found = lambda: ()
        self._page = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GAP_L, 1, 0)
        column.setSpacing(GAP_S)
        self.field = SearchBox(self.tr("Search the settings"), "/")
        holder = QVBoxLayout()
        holder.setContentsMargins(GAP_M, 0, GAP_M, 0)
        holder.addWidget(self.field)
        column.addLayout(holder)
        empty = EmptyState(self.tr("Nothing is called so. Try another word."))
        self.list = RowList(self.tr("Pages of the settings"), _PageDelegate(), empty)
        column.addWidget(self.list, 1)
        self.set_first(self.list)
        self.field.searched.connect(self._search)
        self.field.moved.connect(self.list.step)
        self.field.entered.connect(lambda _: self._take(self.list.current_key()))
        self.field.left.connect(self.list.setFocus)
        self.list.opened.connect(self._take)
        self.list.clicked.connect(lambda _: self._take(self.list.current_key()))

    def offer(self, pages: Sequence[PageDef], found: Found) -> None:
        """The pages that this person sees, and what a search may find on them."""
        self._pages, self._found = tuple(pages), found
        self._search(self.field.text())

    def show_page(self, ident: str) -> None:
        """Mark the page in view."""
        self._page = ident
        if not self.field.text():
            self.list.choose(f"{ident}/")

    def _search(self, query: str) -> None:
        asked = fold(query.strip())
        rows = self._all() if not asked else self._hits(asked)
        self.list.show_rows(rows)
        able = next((row.key for row in rows if row.selectable), "")
        self.list.choose(able if asked else f"{self._page}/")

    def _all(self) -> list[PageRow]:
        rows: list[PageRow] = []
        for group in Group:
            members = [page for page in self._pages if page.group is group]
            if members:
                rows.append(_head(group.value))
                rows += [_row(page) for page in members]
        return rows

    def _hits(self, asked: str) -> list[PageRow]:
        by_name = [page for page in self._pages if asked in fold(page.title)]
        by_word = [
            page
            for page in self._pages
            if page not in by_name and any(asked in fold(word) for word in page.keywords)
        ]
        rows = [_row(page) for page in (*by_name, *by_word)]
        titles = {page.ident: page for page in self._pages}
        for ident, part, text in self._found():
            if ident in titles and asked in fold(text):
                note = titles[ident].title
                said = f"{text}, {note}"
                rows.append(
                    PageRow(
                        key=f"{ident}/{part}",
                        said=said,
                        text=text,
                        note=note,
                        icon=titles[ident].icon,
                        tall=ROW_TWO_LINES,
                    )
                )
        return rows

    def _take(self, key: str) -> None:
        ident, _, part = key.partition("/")
        if ident:
            self.chosen.emit(ident, part)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        painter.fillRect(self.rect(), theme.panel)
        right = self.width() - 1
        rule_line(painter, QPointF(right, 0), QPointF(right, self.height()), theme.line)


def _row(page: PageDef) -> PageRow:
    return PageRow(key=f"{page.ident}/", said=page.title, text=page.title, icon=page.icon)


def _head(text: str) -> PageRow:
    return PageRow(key=f"head {text}", said=text, text=text, tall=GROUP_HEAD, selectable=False)
