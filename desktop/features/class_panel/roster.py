"""The roster list: checking in, taking back, and asking what a deed would do before it is done."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.features.class_panel.line_drag import LineDrag
from desktop.features.class_panel.model import Answer, ClassView, Deed, Presence
from desktop.features.class_panel.roster_delegate import (
    CHECK_IN,
    CONFIRM,
    HOLD_ACT,
    KEEP,
    WAIT_ACT,
    RosterDelegate,
)
from desktop.features.class_panel.roster_rows import BookedRow, HoldRow, NoteRow, WaitRow, rows_of
from desktop.saying import tr
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.row_list import RowList

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_OWN = _ENTER | {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
WAIT = "wait/"
NOBODY = tr("Nobody is booked yet.")
UNSEEN = tr("Who comes is seen by the desk and by those who teach this class.")


class Roster(RowList):
    """Its keys are its own while it has the focus: digits, Enter, Del, Esc."""

    check_in_requested = Signal(str)
    undo_requested = Signal(str)
    deed_confirmed = Signal(object, str)
    wait_requested = Signal(str, str)
    wait_ordered = Signal(str, int)
    release_requested = Signal(str)
    client_opened = Signal(str)
    note_opened = Signal()
    book_asked = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._nobody = empty = EmptyState(NOBODY, tr("Book a client"), "B")
        super().__init__(tr("Roster"), RosterDelegate(), empty, parent)
        self.setAccessibleName(self.tr("Roster"))
        empty.acted.connect(self.book_asked)
        self.answer: Callable[[Deed, str], Answer] | None = None
        self._view: ClassView | None = None
        self._asked = ""
        self._deed = Deed.CANCEL
        self._answer: Answer | None = None
        self._drag = LineDrag(self)
        self._drag.dropped.connect(self.wait_ordered)
        self.part_clicked.connect(self._clicked)
        self.opened.connect(self._opened)

    def show_class(self, view: ClassView) -> None:
        """Take a class or its newer state; a question about somebody who is gone is dropped."""
        other = self._view is None or self._view.occurrence_id != view.occurrence_id
        self._view = view
        self._nobody.say(UNSEEN if view.unseen else NOBODY)
        self._nobody.offer(not view.unseen)
        known = {line.client_id for line in view.roster}
        known |= {WAIT + line.client_id for line in view.waiting}
        if other or self._asked not in known:
            self._asked, self._answer = "", None
        self._show()
        if other and view.roster:
            due = [r.client_id for r in view.roster if r.presence is Presence.DUE]
            self.choose((due or [view.roster[0].client_id])[0])

    def asked(self) -> str:
        """About whose line something is asked."""
        return self._asked

    def client(self) -> str:
        """The client of the chosen line, booked or waiting; "" for none."""
        row = self.rows.row_at(self.currentIndex())
        return row.line.client_id if isinstance(row, BookedRow | WaitRow) else ""

    def waits(self) -> bool:
        """Whether the chosen line is one of the waitlist."""
        return isinstance(self.rows.row_at(self.currentIndex()), WaitRow)

    def to_waiting(self) -> None:
        """Go to the first who waits."""
        if self._view is not None and self._view.waiting:
            self.choose(WAIT + self._view.waiting[0].client_id)

    def check_in_number(self, number: int) -> None:
        """Check in, or take back, the client with this number in the box."""
        rows = [row for row in self.rows.rows() if isinstance(row, BookedRow)]
        found = [row for row in rows if row.line.spot == str(number)]
        if found:
            self.choose(found[0].key)
            self._toggle(found[0])

    def ask(self, deed: Deed) -> None:
        """Show what a deed would do to the chosen line, before it is done (U-25)."""
        row = self.rows.row_at(self.currentIndex())
        if isinstance(row, BookedRow | WaitRow) and self.answer is not None:
            self._asked, self._deed = row.key, deed
            self._answer = self.answer(deed, row.line.client_id)
            self._show()
            self.scrollTo(self.currentIndex())

    def ask_cancel(self) -> None:
        """What Del means here: the booking, the place in line, the offer, or kept seats."""
        row = self.rows.row_at(self.currentIndex())
        if isinstance(row, HoldRow):
            self.release_requested.emit(row.line.hold_id)
        elif isinstance(row, WaitRow):
            self.ask(Deed.WITHDRAW if row.line.offered else Deed.LEAVE_LINE)
        else:
            self.ask(Deed.CANCEL)

    def order(self, by: int) -> None:
        """Move the chosen waiting client by places."""
        row = self.rows.row_at(self.currentIndex())
        if isinstance(row, WaitRow) and self._view is not None:
            to = max(1, min(len(self._view.waiting), row.line.place + by))
            if to != row.line.place:
                self.wait_ordered.emit(row.line.client_id, to)

    def drop_question(self) -> None:
        """Leave everything as it is."""
        self._asked, self._answer = "", None
        self._show()

    def _show(self) -> None:
        if self._view is not None:
            self.show_rows(rows_of(self._view, self._asked, self._answer))
            # Heights changed although the keys are the same.
            self.scheduleDelayedItemsLayout()

    def _confirm(self) -> None:
        client_id, deed, answer = self._asked.removeprefix(WAIT), self._deed, self._answer
        self.drop_question()
        if answer is not None and answer.verb:
            self.deed_confirmed.emit(deed, client_id)

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
        elif isinstance(row, HoldRow):
            self.release_requested.emit(row.line.hold_id)
        elif isinstance(row, NoteRow):
            self.note_opened.emit()

    def _clicked(self, key: str, part: str) -> None:
        if part == CHECK_IN:
            self.check_in_requested.emit(key)
        elif part == CONFIRM:
            self._confirm()
        elif part == KEEP:
            self.drop_question()
        elif part in (WAIT_ACT, HOLD_ACT):
            self._enter()

    def _opened(self, key: str) -> None:
        if key == "note":
            self.note_opened.emit()
        elif not key.startswith("hold/"):
            self.client_opened.emit(key.removeprefix(WAIT))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        place = self.visualRect(self.currentIndex()).center()
        self.menu_asked.emit(event.globalPos() if by_mouse else self.viewport().mapToGlobal(place))

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """A question that nobody answered is not there the next time."""
        super().hideEvent(event)
        if self.asked():
            self.drop_question()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in _ENTER and plain:
            self._enter()
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and plain:
            self.ask_cancel()
        elif event.key() == Qt.Key.Key_Escape and (self._asked or self._drag.under_way()):
            self._drag.stop()
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
