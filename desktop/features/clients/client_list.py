"""The page that finds a client: one field, and those it finds as rows."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStyleOptionViewItem, QVBoxLayout, QWidget

from desktop.features.clients.model import Find
from desktop.features.clients.paged_model import ClientRow, PagedClients
from desktop.theme.fonts import Size, font
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_M, PAGE_SIDE, ROW_TWO_LINES
from desktop.widgets.avatar import draw_avatar, initials_of
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.chip import draw_chips
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.keycap import KeyHint
from desktop.widgets.label import Ink, Label
from desktop.widgets.page import Page
from desktop.widgets.painting import words
from desktop.widgets.row_list import RowDelegate, RowList
from desktop.widgets.row_model import Index, ListRow
from desktop.widgets.search_box import SearchBox

_AVATAR = 28


class ClientDelegate(RowDelegate):
    """Name with contact, what pays, the next booking, what to know."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802
        return QSize(80, ROW_TWO_LINES)  # no row is asked: it may be on a page that is not read

    def draw(self, painter: QPainter, rect: QRect, row: ListRow, _chosen: bool) -> None:
        if not isinstance(row, ClientRow):
            return
        theme = current_theme()
        client = row.client
        inner = rect.adjusted(GAP_L, 0, -GAP_L, -1)
        middle = inner.center().y()
        circle = QRect(inner.x(), middle - _AVATAR // 2 + 1, _AVATAR, _AVATAR)
        draw_avatar(painter, circle, initials_of(client.name))
        columns = [inner.x() + round(inner.width() * share) for share in (0.40, 0.62)]
        left = inner.x() + _AVATAR + GAP_M
        top = QRect(left, inner.y() + 4, columns[0] - left - 8, 20)
        words(painter, top, client.name, font(bold=True), theme.strong)
        words(painter, top.translated(0, 19), client.contact, font(Size.CAPTION), theme.muted)
        cover = QRect(columns[0], inner.y(), columns[1] - columns[0] - 8, inner.height())
        words(painter, cover, client.cover, font(), theme.text)
        room = inner.right() - columns[1] - 120
        ends = draw_chips(painter, inner.right() + 1, middle + 1, client.chips, room)
        rest = QRect(columns[1], inner.y(), ends - columns[1] - 8, inner.height())
        words(painter, rest, client.next_booking, font(), theme.muted)


class ClientList(RowList):
    """Rows of equal height over a paged model; typing goes to the search field."""

    typed = Signal(str)

    def __init__(self, name: str, empty: EmptyState, parent: QWidget | None = None) -> None:
        super().__init__(name, ClientDelegate(), empty, parent)
        self.clients = PagedClients(self)
        self.rows = self.clients
        self._nobody = empty
        self.setModel(self.clients)
        self.setUniformItemSizes(True)

    def search(self, find: Find, query: str) -> int:
        """Show what a query finds; the first is chosen."""
        total = self.clients.search(find, query)
        self._nobody.setVisible(total == 0)
        self.setCurrentIndex(self.clients.index(0))
        return total

    def step(self, by: int) -> None:
        total = self.clients.rowCount()
        if total:
            at = max(0, min(total - 1, self.currentIndex().row() + by))
            self.setCurrentIndex(self.clients.index(at))

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        # Type-ahead over 100,000 rows would load them all: the field knows better.
        self.typed.emit(search)


class ClientListPage(Page):
    """Search as you type; Enter opens."""

    opened = Signal(str)
    new_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("List of clients"))
        self._find: Find | None = None
        self._asked = False
        page = QVBoxLayout(self)
        page.setContentsMargins(PAGE_SIDE, GAP_M, PAGE_SIDE, GAP_L)
        page.setSpacing(GAP_M)
        self.field = SearchBox(self.tr("Name, phone, e-mail or card"), "/")
        head = QHBoxLayout()
        head.setSpacing(GAP_M)
        self.title = Label(self.tr("Clients"), Size.PAGE, bold=True, ink=Ink.STRONG)
        head.addWidget(self.title)
        self.count = Label("", ink=Ink.MUTED)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(KeyHint([("↑↓", self.tr("choose")), ("Enter", self.tr("open"))]))
        self.add = Button(self.tr("Add client"), icon="user-plus", key="N")
        self.add.clicked.connect(lambda: self.new_asked.emit(self.field.text()))
        head.addWidget(self.add)
        page.addLayout(head)
        page.addWidget(self.field)
        self.empty = EmptyState(self.tr("No clients yet."), self.tr("Add a client"))
        self.list = ClientList(self.tr("Clients found"), self.empty)
        card = Card()
        card.body.setContentsMargins(0, 0, 0, 0)
        card.body.addWidget(self.list)
        page.addWidget(card, 1)
        self.set_first(self.field)
        self._connect()

    def set_find(self, find: Find) -> None:
        """Who answers (query, offset, limit)."""
        self._find = find
        if self.isVisible():
            self._search(self.field.text())

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Ask when it first comes into view: a start of the desk does not wait for the list."""
        super().showEvent(event)
        if not self._asked:
            self.reload()

    def reload(self) -> None:
        """Ask again and keep the place; while a profile hides the list, when it is shown again."""
        if not self.isVisible():
            self._asked = False
            return
        key = self.list.current_key()
        self._search(self.field.text())
        index = self.list.clients.index_of(key)
        if index.isValid():
            self.list.setCurrentIndex(index)

    def _connect(self) -> None:
        self.field.searched.connect(self._search)
        self.field.moved.connect(self.list.step)
        self.field.entered.connect(lambda _text: self._open(self.list.current_key()))
        self.list.opened.connect(self._open)
        self.list.typed.connect(self._type)
        self.empty.acted.connect(lambda: self.new_asked.emit(self.field.text()))

    def _search(self, query: str) -> None:
        if self._find is None:
            return
        self._asked = True
        total = self.list.search(self._find, query)
        self.count.setText(f"{total:,}" if not query else self.tr("{0} found").format(total))
        nobody = self.tr("Nobody is found for “{0}”.").format(query)
        self.empty.sentence.setText(nobody if query else self.tr("No clients yet."))

    def _type(self, text: str) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.insert(text)
        self.field.textEdited.emit(self.field.text())

    def _open(self, client_id: str) -> None:
        if client_id:
            self.opened.emit(client_id)
