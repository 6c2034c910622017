"""The roster list: checking in, taking back, cancelling with the result shown first, by key."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.features.class_panel.model import CancelPreview, ClassView, Presence
from desktop.features.class_panel.roster_delegate import (
    CHECK_IN,
    CONFIRM,
    KEEP,
    WAIT_ACT,
    RosterDelegate,
)
from desktop.features.class_panel.roster_rows import BookedRow, WaitRow, rows_of
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.row_list import RowList

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_OWN = _ENTER | {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}


class Roster(RowList):
    """Its keys are its own while it has the focus: digits, Enter, Del, Esc."""

    check_in_requested = Signal(str)
    undo_requested = Signal(str)
    cancel_requested = Signal(str)
    wait_requested = Signal(str, str)
    client_opened = Signal(str)
    book_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        empty = EmptyState("Nobody is booked yet.", "Book a client", "B")
        super().__init__("Roster", RosterDelegate(), empty, parent)
        self.setAccessibleName(self.tr("Roster"))
        empty.acted.connect(self.book_asked)
        self.cancel_preview: Callable[[str], CancelPreview] | None = None
        self._view: ClassView | None = None
        self._asked = ""
        self._answer: CancelPreview | None = None
        self.part_clicked.connect(self._clicked)
        self.opened.connect(self._opened)

    def show_class(self, view: ClassView) -> None:
        """Take a class or its newer state; a question about somebody who is gone is dropped."""
        other = self._view is None or self._view.occurrence_id != view.occurrence_id
        self._view = view
        if other or self._asked not in {line.client_id for line in view.roster}:
            self._asked, self._answer = "", None
        self._show()
        if other and view.roster:
            due = [r.client_id for r in view.roster if r.presence is Presence.DUE]
            self.choose((due or [view.roster[0].client_id])[0])

    def asked(self) -> str:
        """About whose booking it is asked whether to cancel it."""
        return self._asked

    def check_in_number(self, number: int) -> None:
        """Check in, or take back, the client with this number from the top."""
        rows = [row for row in self.rows.rows() if isinstance(row, BookedRow)]
        if 0 < number <= len(rows):
            self.choose(rows[number - 1].key)
            self._toggle(rows[number - 1])

    def ask_cancel(self) -> None:
        """Show what cancelling the chosen booking would do, before it is done (BK-6)."""
        row = self.rows.row_at(self.currentIndex())
        if isinstance(row, BookedRow) and self.cancel_preview is not None:
            self._asked = row.line.client_id
            self._answer = self.cancel_preview(self._asked)
            self._show()
            self.scrollTo(self.currentIndex())

    def drop_question(self) -> None:
        """Keep the booking."""
        self._asked, self._answer = "", None
        self._show()

    def _show(self) -> None:
        if self._view is not None:
            self.show_rows(rows_of(self._view, self._asked, self._answer))
            # Heights changed although the keys are the same.
            self.scheduleDelayedItemsLayout()

    def _confirm(self) -> None:
        client_id = self._asked
        self.drop_question()
        self.cancel_requested.emit(client_id)

    def _toggle(self, row: BookedRow) -> None:
        if row.line.presence is Presence.IN:
            self.undo_requested.emit(row.line.client_id)
        elif not row.line.barred:
            self.check_in_requested.emit(row.line.client_id)

    def _enter(self) -> None:
        row = self.rows.row_at(self.currentIndex())
        if self._asked:
            self._confirm()
        elif isinstance(row, BookedRow):
            self._toggle(row)
        elif isinstance(row, WaitRow) and row.line.action:
            self.wait_requested.emit(row.line.client_id, row.line.action_id)

    def _clicked(self, key: str, part: str) -> None:
        if part == CHECK_IN:
            self.check_in_requested.emit(key)
        elif part == CONFIRM:
            self._confirm()
        elif part == KEEP:
            self.drop_question()
        elif part == WAIT_ACT:
            self._enter()

    def _opened(self, key: str) -> None:
        self.client_opened.emit(key.removeprefix("wait/"))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in _ENTER and plain:
            self._enter()
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.ask_cancel()
        elif event.key() == Qt.Key.Key_Escape and self._asked:
            self.drop_question()
        elif plain and Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9:
            self.check_in_number(event.key() - Qt.Key.Key_0)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            digit = Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and (event.key() in _OWN or digit):
                event.accept()
                return True
        return super().event(event)
