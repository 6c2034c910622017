"""The first page of a profile: passes and bookings on the left, details and history beside."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.features.clients.booking_table import BookingTable
from desktop.features.clients.credit_marks import CreditLegend
from desktop.features.clients.details_card import DetailsCard, TextCard
from desktop.features.clients.model import PassLine, Profile
from desktop.features.clients.pass_card import PassCard
from desktop.features.clients.story_list import StoryList, story_rows
from desktop.theme.fonts import Size
from desktop.theme.sizes import BUTTON_HEAD, GAP_L, GAP_M, GAP_S
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.keycap import KeyHint
from desktop.widgets.label import Ink, Label

SIDE_WIDE, SIDE_SMALL, _SMALL, _NARROW = 360, 300, 960, 740
_ANY = 16_777_215
_PAST_SEEN, _HISTORY_SEEN = 4, 6


class Overview(QWidget):
    """Cards are filled anew only where what they show has changed."""

    ledger_asked = Signal(str)
    pass_act_asked = Signal(str, str)
    page_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passes: tuple[PassLine, ...] | None = None
        self._pass_count = Label("", Size.SECTION, ink=Ink.MUTED)
        self._pass_grid = QGridLayout()
        self.no_pass = EmptyState(
            self.tr("No valid pass. Classes are paid one by one."), self.tr("Sell a pass"), "S"
        )
        titles = (
            self.tr("When"),
            self.tr("Class"),
            self.tr("Cover"),
            self.tr("State"),
            self.tr("If cancelled now"),
        )
        self.upcoming = BookingTable(self.tr("Upcoming bookings"), titles)
        self._upcoming_card = Card(self.tr("Upcoming"))
        self.no_booking = EmptyState(self.tr("Nothing is booked."), self.tr("Book a class"), "B")
        past_titles = (*titles[:2], self.tr("Teacher"), titles[3], self.tr("Credit"))
        self.past = BookingTable(self.tr("Past bookings"), past_titles)
        self._past_card = Card(self.tr("Past"))
        self._past_note = Label("", Size.CAPTION, ink=Ink.MUTED)
        self.details = DetailsCard()
        self.why = TextCard()
        self.history = StoryList(self.tr("Latest history"))
        self._history_card = Card(self.tr("History"))
        self._all = Button(self.tr("All"), tall=BUTTON_HEAD)
        self._lay_out()

    def show_profile(self, profile: Profile) -> None:
        """Take a client."""
        valid = tuple(line for line in profile.passes if not line.ended)
        self._show_passes(valid)
        self._pass_count.setText(self.tr("{0} valid").format(len(valid)) if valid else "")
        self.upcoming.show_lines(profile.upcoming)
        self.upcoming.setVisible(bool(profile.upcoming))
        self.no_booking.setVisible(not profile.upcoming)
        self._hints.setVisible(any(line.movable for line in profile.upcoming))
        self._upcoming_card.set_count(len(profile.upcoming))
        self.past.show_lines(profile.past[:_PAST_SEEN])
        self._past_card.set_count(profile.past_count)
        self._past_card.setVisible(bool(profile.past))
        self._past_note.setText(profile.past_note)
        self.details.show_details(profile.details)
        self.history.show_lines(story_rows(profile.history[:_HISTORY_SEEN], brief=True))
        self._all.set_words(self.tr("All {0}").format(profile.history_count))
        self._history_card.setVisible(bool(profile.history))

    def _show_passes(self, passes: tuple[PassLine, ...]) -> None:
        if passes == self._passes:
            return
        self._passes = passes
        while (item := self._pass_grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self.no_pass:
                widget.hide()
                widget.deleteLater()
        # Into the grid first: what is shown without a parent would be a window of its own.
        self._pass_grid.addWidget(self.no_pass, 0, 0, 1, 2)
        self.no_pass.setVisible(not passes)
        for at, line in enumerate(passes):
            card = PassCard(line)
            card.ledger_asked.connect(self.ledger_asked)
            card.act_asked.connect(self.pass_act_asked)
            self._pass_grid.addWidget(card, at // 2, at % 2)

    def _lay_out(self) -> None:
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row = row
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_L)
        main = QVBoxLayout()
        main.setSpacing(GAP_L)
        main.addLayout(self._pass_head())
        self._pass_grid.setSpacing(GAP_L)
        self._pass_grid.setColumnStretch(0, 1)
        self._pass_grid.setColumnStretch(1, 1)
        main.addLayout(self._pass_grid)
        hints = [("M", self.tr("move")), ("Del", self.tr("cancel"))]
        self._hints = KeyHint(hints)
        self._upcoming_card.head.addWidget(self._hints)
        self._upcoming_card.body.addWidget(self.upcoming)
        self._upcoming_card.body.addWidget(self.no_booking)
        main.addWidget(self._upcoming_card)
        self._past_card.head.addWidget(self._past_note)
        self._past_card.body.addWidget(self.past)
        main.addWidget(self._past_card)
        main.addStretch(1)
        row.addLayout(main, 1)
        row.addLayout(self._side())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        wide = SIDE_SMALL if self.width() < _SMALL else SIDE_WIDE
        for card in self._side_cards:
            card.setMinimumWidth(0 if narrow else wide)
            card.setMaximumWidth(_ANY if narrow else wide)

    def _pass_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(GAP_S)
        title = Label(self.tr("Passes"), Size.SECTION, bold=True, ink=Ink.STRONG)
        head.addWidget(title)
        head.addWidget(self._pass_count)
        head.addStretch(1)
        head.addWidget(CreditLegend())
        return head

    def _side(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(GAP_L)
        self._history_card.head.addWidget(self._all)
        self._history_card.body.addWidget(self.history)
        self._all.clicked.connect(lambda: self.page_asked.emit("history"))
        self._side_cards = (self.details, self.why, self._history_card)
        for card in self._side_cards:
            card.setFixedWidth(SIDE_WIDE)
            side.addWidget(card)
        for card in (*self._side_cards, self._upcoming_card, self._past_card):
            card.head.setContentsMargins(GAP_L, 0, GAP_M, 0)
        side.addStretch(1)
        side.setContentsMargins(0, 0, 0, GAP_M)
        return side
