"""The class panel: head, roster with waitlist, notes, history, and what can be done with it."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.actions.registry import ActionRegistry
from desktop.features.class_panel.actions import BOOK, CHECK_IN_ALL
from desktop.features.class_panel.book_box import BookBox, Find
from desktop.features.class_panel.head import ClassHead
from desktop.features.class_panel.model import CancelPreview, ClassView, Presence
from desktop.features.class_panel.roster import Roster
from desktop.features.class_panel.story_list import StoryDelegate, history_rows, note_rows
from desktop.theme.palette import current_theme
from desktop.theme.sizes import BUTTON_HEAD, GAP_L, GAP_S
from desktop.widgets.button import Button, Kind
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.page import Page
from desktop.widgets.painting import rule_line
from desktop.widgets.row_list import RowList
from desktop.widgets.tabs import Tabs

_FOOT = 52


class _Foot(QWidget):
    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        rule_line(painter, QPointF(0, 0), QPointF(self.width(), 0), current_theme().line_strong)


class ClassPanel(Page):
    """Content for the side panel. Signals carry the occurrence, then the client."""

    close_asked = Signal()
    check_in_requested = Signal(str, str)
    check_in_all_requested = Signal(str)
    undo_requested = Signal(str, str)
    cancel_booking_requested = Signal(str, str)
    book_requested = Signal(str, str)
    wait_requested = Signal(str, str, str)
    client_opened = Signal(str)
    move_requested = Signal(str)
    cancel_class_requested = Signal(str)

    def __init__(self, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Class"))
        self._view: ClassView | None = None
        self.head = ClassHead()
        self.roster = Roster()
        self.book = BookBox()
        story = StoryDelegate
        self.notes = RowList(
            self.tr("Notes"), story(), EmptyState(self.tr("No notes on this class."))
        )
        self.history = RowList(
            self.tr("History"), story(), EmptyState(self.tr("Nothing has happened yet."))
        )
        self.tabs = Tabs(
            self.tr("Parts of the class"),
            [
                ("roster", self.tr("Roster")),
                ("notes", self.tr("Notes")),
                ("history", self.tr("History")),
            ],
        )
        self.pages = QStackedWidget()
        for page in (self.roster, self.notes, self.history, self.book):
            self.pages.addWidget(page)
        self._lay_out()
        self._connect()
        registry.do(BOOK, self.ask_book)
        registry.do(CHECK_IN_ALL, self.check_in_all)
        self.set_first(self.roster)

    def show_class(self, view: ClassView) -> None:
        """Take a class, or its newer state, which keeps the place."""
        other = self._view is None or self._view.occurrence_id != view.occurrence_id
        self._view = view
        self.head.show_class(view)
        self.roster.show_class(view)
        self.notes.show_rows(note_rows(view.notes))
        self.history.show_rows(history_rows(view.history))
        self.tabs.say("roster", self.tr("Roster"), len(view.roster))
        self.tabs.say("notes", self.tr("Notes"), len(view.notes) or None)
        due = sum(r.presence is Presence.DUE and not r.barred for r in view.roster)
        self._all.set_words(self.tr("Check in all {0}").format(due))
        self._all.setVisible(due > 0)
        self._book_button.setEnabled(not view.barred_booking and not view.cancelled)
        self._book_button.setToolTip(view.barred_booking)
        self._cancel.setEnabled(not view.cancelled)
        if other:
            self.show_page("roster")

    def set_cancel_preview(self, preview: Callable[[str, str], CancelPreview]) -> None:
        """Who says what cancelling would do: (occurrence, client) → sentence."""
        self.roster.cancel_preview = lambda client_id: preview(self._occurrence(), client_id)

    def set_find(self, find: Find) -> None:
        """Who finds clients to book."""
        self.book.finder = find

    def show_page(self, ident: str) -> None:
        """Roster, notes or history."""
        self.tabs.choose(ident)
        pages = {"roster": self.roster, "notes": self.notes, "history": self.history}
        self.pages.setCurrentWidget(pages[ident])

    def ask_book(self) -> None:
        """Open the field that books a client."""
        if self.isVisible() and self._book_button.isEnabled():
            self.tabs.choose("roster")
            self.pages.setCurrentWidget(self.book)
            self.book.start()

    def check_in_all(self) -> None:
        """Check in all who are due (CHK-7)."""
        if self.isVisible() and self._all.isVisibleTo(self):
            self.check_in_all_requested.emit(self._occurrence())

    def _occurrence(self) -> str:
        return self._view.occurrence_id if self._view else ""

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        self._all = Button(self.tr("Check in all"), tall=BUTTON_HEAD)
        self.tabs.tools.addWidget(self._all)
        holder = QHBoxLayout()
        holder.setContentsMargins(GAP_L, 0, GAP_L, 0)
        holder.addWidget(self.tabs)
        column.addLayout(holder)
        column.addWidget(self.pages, 1)
        foot = _Foot()
        foot.setFixedHeight(_FOOT)
        row = QHBoxLayout(foot)
        row.setContentsMargins(GAP_L, 1, GAP_L, 0)
        row.setSpacing(GAP_S)
        self._book_button = Button(self.tr("Book"), icon="user-plus", key="B")
        self._move = Button(self.tr("Move"), key="M")
        self._cancel = Button(self.tr("Cancel class"), key="Del", kind=Kind.DANGER)
        row.addWidget(self._book_button)
        row.addWidget(self._move)
        row.addStretch(1)
        row.addWidget(self._cancel)
        column.addWidget(foot)

    def _connect(self) -> None:
        roster, here = self.roster, self._occurrence
        roster.check_in_requested.connect(lambda c: self.check_in_requested.emit(here(), c))
        roster.undo_requested.connect(lambda c: self.undo_requested.emit(here(), c))
        roster.cancel_requested.connect(lambda c: self.cancel_booking_requested.emit(here(), c))
        roster.wait_requested.connect(lambda c, act: self.wait_requested.emit(here(), c, act))
        roster.client_opened.connect(self.client_opened)
        roster.book_asked.connect(self.ask_book)
        self.book.booked.connect(self._booked)
        self.book.left.connect(self._leave_book)
        self.tabs.chosen.connect(self.show_page)
        self.head.title.close_asked.connect(self.close_asked)
        self._all.clicked.connect(self.check_in_all)
        self._book_button.clicked.connect(self.ask_book)
        self._move.clicked.connect(lambda: self.move_requested.emit(here()))
        self._cancel.clicked.connect(lambda: self.cancel_class_requested.emit(here()))

    def _booked(self, client_id: str) -> None:
        self._leave_book()
        self.book_requested.emit(self._occurrence(), client_id)

    def _leave_book(self) -> None:
        self.show_page("roster")
        self.roster.setFocus()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        y = self.pages.y() - 1
        rule_line(painter, QPointF(0, y), QPointF(self.width(), y), current_theme().line)
