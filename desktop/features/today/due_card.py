"""The card of who is due: a list with digits, folds, and its keys beside the title."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.features.today.actions import DIGITS
from desktop.features.today.due_delegate import CHECK_IN, DueDelegate
from desktop.features.today.due_rows import DueIn, DuePerson, rows_of
from desktop.features.today.model import DueGroup
from desktop.saying import tr
from desktop.widgets.card import Card
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.keycap import KeyHint
from desktop.widgets.row_list import RowList


class DueCard(Card):
    """Signals carry (client, occurrence)."""

    check_in_requested = Signal(str, str)
    client_opened = Signal(str, str)
    class_requested = Signal(str)
    walk_in_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Due in the next hour"), parent)
        self.title.setText(self.tr("Due in the next hour"))
        self._groups: tuple[DueGroup, ...] = ()
        self._unfolded: set[str] = set()
        hints = [
            ("1–9", self.tr("check in")),
            ("Enter", self.tr("open")),
            ("Shift+Enter", self.tr("whole class")),
        ]
        self._hints = KeyHint(hints)
        self.head.addWidget(self._hints)
        self._empty = EmptyState(
            self.tr("Nobody is due in the next hour."), self.tr("Add walk-in now"), "F4"
        )
        self._empty.acted.connect(self.walk_in_requested)
        self.list = RowList(
            self.tr("People who are due"), DueDelegate(self._number_of), self._empty
        )
        self.body.addWidget(self.list)
        self.list.opened.connect(self._open)
        self.list.part_clicked.connect(self._part)
        self.list.verticalScrollBar().valueChanged.connect(self.list.viewport().update)

    def show_groups(self, groups: Sequence[DueGroup]) -> None:
        """Take the classes of the next hour with their people."""
        self._groups = tuple(groups)
        self.set_count(sum(len(g.rows) + len(g.names_in) for g in groups))
        self.list.show_rows(rows_of(self._groups, self._unfolded))

    def seen(self) -> list[DuePerson]:
        """The people in view that the digits mean, first to ninth."""
        view = self.list.viewport().rect()
        able = [
            row
            for row in self.list.rows.rows()
            if isinstance(row, DuePerson)
            and not row.person.barred
            and view.contains(self.list.visualRect(self.list.rows.index_of(row.key)).center())
        ]
        return able[:DIGITS]

    def check_in_number(self, number: int) -> None:
        """Ask to check in the person with a digit."""
        seen = self.seen()
        if number <= len(seen):
            self._ask(seen[number - 1])

    def check_in_class(self) -> None:
        """Ask to check in the whole class of the chosen person."""
        row = self.list.rows.row_at(self.list.currentIndex())
        if isinstance(row, DuePerson | DueIn):
            self.class_requested.emit(row.group.occurrence_id)
        elif self._groups:
            self.class_requested.emit(self._groups[0].occurrence_id)

    def _number_of(self, key: str) -> int:
        return next((at for at, row in enumerate(self.seen(), 1) if row.key == key), 0)

    def _ask(self, row: DuePerson) -> None:
        self.check_in_requested.emit(row.person.client_id, row.group.occurrence_id)

    def _row(self, key: str) -> object:
        return self.list.rows.row_at(self.list.rows.index_of(key))

    def _open(self, key: str) -> None:
        row = self._row(key)
        if isinstance(row, DuePerson):
            self.client_opened.emit(row.person.client_id, row.group.occurrence_id)
        elif isinstance(row, DueIn):
            self._unfolded ^= {row.group.occurrence_id}
            self.list.show_rows(rows_of(self._groups, self._unfolded))

    def _part(self, key: str, part: str) -> None:
        row = self._row(key)
        if isinstance(row, DuePerson) and part == CHECK_IN:
            self._ask(row)
        elif isinstance(row, DueIn):
            self._open(key)
