"""The class panel: head, roster with waitlist, spots, notes, history, and what can be done."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.actions.menus import menu_of
from desktop.actions.registry import ActionRegistry
from desktop.features.class_panel import actions
from desktop.features.class_panel.book_box import BookBox, Find
from desktop.features.class_panel.foot import Foot
from desktop.features.class_panel.head import ClassHead
from desktop.features.class_panel.model import Answer, ClassView, Deed, Presence, Stand
from desktop.features.class_panel.roster import Roster
from desktop.features.class_panel.slip import Slip, SlipBox, Values
from desktop.features.class_panel.spot_map import SpotMap
from desktop.features.class_panel.stand_ins import StandIns
from desktop.features.class_panel.story_list import StoryDelegate, history_rows, note_rows
from desktop.sight import NOT_YOURS
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import BUTTON_HEAD, GAP_L
from desktop.widgets.button import Button
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.page import Page
from desktop.widgets.painting import rule_line
from desktop.widgets.row_list import RowList
from desktop.widgets.tabs import Tabs


class ClassPanel(Page):
    """Content for the side panel. Signals carry the occurrence, then the client."""

    close_asked = Signal()
    check_in_requested = Signal(str, str)
    check_in_all_requested = Signal(str)
    undo_requested = Signal(str, str)
    deed_confirmed = Signal(object, str, str)
    book_requested = Signal(str, str)
    reason_requested = Signal(str, str)
    wait_requested = Signal(str, str, str)
    wait_ordered = Signal(str, str, int)
    release_requested = Signal(str, str)
    slip_done = Signal(object, object)
    slip_typed = Signal(object, object)
    substitute_chosen = Signal(str, str, str)
    spot_chosen = Signal(str, str, str, str)
    spot_left = Signal(str, str, str)
    told = Signal(str)
    client_opened = Signal(str)
    move_requested = Signal(str)

    def __init__(self, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Class"))
        self.registry = registry
        self._view: ClassView | None = None
        self.head = ClassHead()
        self.roster = Roster()
        self.spots = SpotMap()
        self.book = BookBox()
        self.slip = SlipBox()
        self.stand_ins = StandIns()
        empty_notes = EmptyState(self.tr("No notes on this class."), self.tr("Write a note"), "N")
        empty_notes.acted.connect(registry.action(actions.WRITE_NOTE).trigger)
        self.notes = RowList(self.tr("Notes"), StoryDelegate(), empty_notes)
        self.history = RowList(
            self.tr("History"), StoryDelegate(), EmptyState(self.tr("Nothing has happened yet."))
        )
        self.foot = Foot(registry)
        self._lay_out()
        self._connect()
        registry.own(self, (one.ident for one in actions.CLASS_ACTIONS))
        registry.do(actions.BOOK, self.ask_book)
        registry.do(actions.CHECK_IN_ALL, self.check_in_all)
        self.set_first(self.roster)

    def show_class(self, view: ClassView) -> None:
        """Take a class, or its newer state, which keeps the place."""
        other = self._view is None or self._view.occurrence_id != view.occurrence_id
        self._view = view
        self.head.show_class(view)
        self.roster.show_class(view)
        self.spots.show_class(view)
        self.notes.show_rows(note_rows(view.notes))
        self.history.show_rows(history_rows(view.history))
        self.tabs.say("roster", self.tr("Roster"), None if view.unseen else len(view.roster))
        for page in ("notes", "history"):
            self.tabs.show_tab(page, not view.unseen)
        self.tabs.say("notes", self.tr("Notes"), len(view.notes) or None)
        self.tabs.show_tab("spots", bool(view.spots))
        due = sum(r.presence is Presence.DUE and not r.barred for r in view.roster)
        self._all.set_words(self.tr("Check in all {0}").format(due))
        self._all.setVisible(due > 0 and not view.cancelled)
        self.foot.show_class(view)
        if other or view.unseen or (self.tabs.choice() == "spots" and not view.spots):
            self.show_page("roster")

    def show_ways(self) -> None:
        """Leave out the buttons of what who works here may not do."""
        self.foot.show_ways()
        for button, ident in (
            (self.head.substitute, actions.FIND_SUBSTITUTE),
            (self.head.print, actions.PRINT),
        ):
            button.setVisible(self.registry.reason(ident) != NOT_YOURS)

    def set_answer(self, answer: Callable[[Deed, str, str], Answer]) -> None:
        """Who says what a deed would do: (deed, occurrence, client) to a sentence."""
        self.roster.answer = lambda deed, client_id: answer(deed, self.occurrence(), client_id)

    def set_slip_answer(self, answer: Callable[[Slip, Values], Answer]) -> None:
        """Who says what a slip as it is filled in would do."""
        self.slip.answer = answer

    def set_spots(self, usual: Callable[[str], str], proposed: Callable[[str], str]) -> None:
        """Who knows a client's usual spot, and the one that they would be given."""
        self.spots.usual, self.spots.proposed = usual, proposed

    def set_find(self, find: Find) -> None:
        """Who finds clients to book."""
        self.book.finder = find

    def occurrence(self) -> str:
        """The class in view, or an empty text."""
        return self._view.occurrence_id if self._view else ""

    def has_spots(self) -> bool:
        """Whether the class has numbered equipment."""
        return self._view is not None and bool(self._view.spots)

    def client(self) -> str:
        """Whom the keyboard is on: in the roster, or on the map."""
        if self.pages.currentWidget() is self.spots:
            return self.spots.held() or self.spots.client()
        return self.roster.client()

    def show_page(self, ident: str) -> None:
        """Roster, spots, notes or history."""
        self.tabs.choose(ident)
        pages = {
            "roster": self.roster,
            "spots": self.spots,
            "notes": self.notes,
            "history": self.history,
        }
        self.pages.setCurrentWidget(pages[ident])
        self.foot.show()

    def open_fresh(self) -> None:
        """As it is opened: on the roster, with nothing asked."""
        self.roster.drop_question()
        self.show_page("roster")

    def ask_book(self) -> None:
        """Open the field that books a client."""
        if self.isVisible() and self.foot.can_book():
            self._beside(self.book)
            self.book.start()

    def ask_slip(self, slip: Slip) -> None:
        """Ask something beside the class."""
        if self.isVisible():
            self._beside(self.slip)
            self.slip.start(slip)

    def ask_substitute(self, stands: Sequence[Stand]) -> None:
        """Show who could lead instead."""
        if self.isVisible():
            self._beside(self.stand_ins)
            self.stand_ins.show_stands(stands)

    def give_spot(self, client_id: str) -> None:
        """Show the map with a client in hand, on the spot that they would be given."""
        if self.isVisible() and self._view is not None and self._view.spots:
            self.show_page("spots")
            self.spots.setFocus(Qt.FocusReason.OtherFocusReason)
            self.spots.take(client_id)

    def check_in_all(self) -> None:
        """Check in all who are due (CHK-7)."""
        if self.isVisible() and self._all.isVisibleTo(self):
            self.check_in_all_requested.emit(self.occurrence())

    def back(self) -> None:
        """To the roster, with the keyboard in it."""
        self.show_page("roster")
        self.roster.setFocus()

    def _beside(self, page: QWidget) -> None:
        self.tabs.choose("roster")
        self.pages.setCurrentWidget(page)
        # a slip has its own buttons, one of which may say the same
        self.foot.setVisible(page is not self.slip)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        self.tabs = Tabs(
            self.tr("Parts of the class"),
            [
                ("roster", self.tr("Roster")),
                ("spots", self.tr("Spots")),
                ("notes", self.tr("Notes")),
                ("history", self.tr("History")),
            ],
        )
        self._all = Button(self.tr("Check in all"), tall=BUTTON_HEAD)
        self.tabs.tools.addWidget(self._all)
        holder = QHBoxLayout()
        holder.setContentsMargins(GAP_L, 0, GAP_L, 0)
        holder.addWidget(self.tabs)
        column.addLayout(holder)
        self.pages = QStackedWidget()
        pages = (self.roster, self.spots, self.notes, self.history)
        for page in (*pages, self.book, self.slip, self.stand_ins):
            self.pages.addWidget(page)
        column.addWidget(self.pages, 1)
        column.addWidget(self.foot)

    def _connect(self) -> None:
        roster, here, act = self.roster, self.occurrence, self.registry.action
        roster.check_in_requested.connect(lambda c: self.check_in_requested.emit(here(), c))
        roster.undo_requested.connect(lambda c: self.undo_requested.emit(here(), c))
        roster.deed_confirmed.connect(lambda d, c: self.deed_confirmed.emit(d, here(), c))
        roster.wait_requested.connect(lambda c, how: self.wait_requested.emit(here(), c, how))
        roster.wait_ordered.connect(lambda c, place: self.wait_ordered.emit(here(), c, place))
        roster.release_requested.connect(lambda hold: self.release_requested.emit(here(), hold))
        roster.client_opened.connect(self.client_opened)
        roster.book_asked.connect(self.ask_book)
        roster.note_opened.connect(act(actions.WRITE_NOTE).trigger)
        roster.menu_asked.connect(self._open_line_menu)
        self.spots.chosen.connect(lambda c, to, old: self.spot_chosen.emit(here(), c, to, old))
        self.spots.left.connect(lambda c, spot: self.spot_left.emit(here(), c, spot))
        self.spots.refused.connect(self.told)
        self.spots.back_asked.connect(self.back)
        self.book.booked.connect(self._booked)
        self.book.reason_asked.connect(lambda c: self.reason_requested.emit(here(), c))
        self.slip.done.connect(self.slip_done)
        self.slip.typed.connect(self.slip_typed)
        self.stand_ins.chosen.connect(lambda s, why: self.substitute_chosen.emit(here(), s, why))
        for box in (self.book, self.slip, self.stand_ins):
            box.left.connect(self.back)
        self.tabs.chosen.connect(self.show_page)
        self.head.title.close_asked.connect(self.close_asked)
        self.head.substitute.clicked.connect(act(actions.FIND_SUBSTITUTE).trigger)
        self.head.print.clicked.connect(act(actions.PRINT).trigger)
        self.head.more.clicked.connect(self._open_class_menu)
        self._all.clicked.connect(self.check_in_all)

    def _booked(self, client_id: str) -> None:
        self.back()
        self.book_requested.emit(self.occurrence(), client_id)

    def _open_line_menu(self, at: QPoint) -> None:
        if self.roster.client():
            idents = actions.WAITING_MENU if self.roster.waits() else actions.CLIENT_MENU
            menu_of(self.registry, list(idents), self.tr("This line"), self).popup(at)

    def _open_class_menu(self) -> None:
        menu = menu_of(self.registry, list(actions.CLASS_MENU), self.tr("This class"), self)
        line = actions.WAITING_MENU if self.roster.waits() else actions.CLIENT_MENU
        if self.roster.client():
            menu.addSeparator()
            menu.addMenu(menu_of(self.registry, list(line), self.tr("For the chosen line"), menu))
        menu.popup(self.head.more.mapToGlobal(QPoint(0, self.head.more.height())))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        y = self.pages.y() - 1
        rule_line(painter, QPointF(0, y), QPointF(self.width(), y), current_theme().line)
