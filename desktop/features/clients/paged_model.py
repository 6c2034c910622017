"""The list of clients a page at a time: of 100,000 only those near the view are loaded."""

from collections import OrderedDict

from PySide6.QtCore import QModelIndex, QObject

from desktop.features.clients.model import ClientLine, ClientSlice, Find
from desktop.theme.sizes import ROW_TWO_LINES
from desktop.widgets.row_model import Index, ListRow, RowModel

PAGE, KEPT_PAGES = 40, 30


class ClientRow(ListRow, frozen=True, kw_only=True):
    """One client."""

    client: ClientLine


def row_of(client: ClientLine) -> ClientRow:
    """A client as a row, with what a screen reader says."""
    parts = [client.name, client.contact, client.cover, client.next_booking]
    parts += [chip.text for chip in client.chips]
    said = ", ".join(part for part in parts if part)
    return ClientRow(key=client.client_id, said=said, tall=ROW_TWO_LINES, client=client)


class PagedClients(RowModel):
    """Asks for the page of a row when the row is first shown; far pages are let go."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._find: Find | None = None
        self._query = ""
        self._total = 0
        self._pages: OrderedDict[int, tuple[ClientRow, ...]] = OrderedDict()

    def search(self, find: Find, query: str) -> int:
        """Show what a query finds, from its first page; returns how many there are."""
        self.beginResetModel()
        self._find, self._query = find, query
        self._pages.clear()
        first = find(query, 0, PAGE)
        self._total = first.total
        self._keep(0, first)
        self.endResetModel()
        return self._total

    def loaded(self) -> int:
        """How many rows are in memory."""
        return sum(len(page) for page in self._pages.values())

    def rows(self) -> tuple[ListRow, ...]:
        """The rows in memory."""
        return tuple(row for _, page in sorted(self._pages.items()) for row in page)

    def row_at(self, index: Index) -> ListRow | None:
        if not index.isValid() or self._find is None:
            return None
        number, within = divmod(index.row(), PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self._keep(number, self._find(self._query, number * PAGE, PAGE))
        else:
            self._pages.move_to_end(number)
        return page[within] if within < len(page) else None

    def index_of(self, key: str) -> QModelIndex:
        for number, page in self._pages.items():
            for within, row in enumerate(page):
                if row.key == key:
                    return self.index(number * PAGE + within)
        return QModelIndex()

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else self._total

    def _keep(self, number: int, found: ClientSlice) -> tuple[ClientRow, ...]:
        page = tuple(row_of(line) for line in found.lines)
        self._pages[number] = page
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        return page
