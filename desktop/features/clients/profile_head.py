"""The head of a profile: who, tags, contact, what can be done, and its pages."""

from collections.abc import Collection

from PySide6.QtCore import QPointF, QRect, QSize, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.features.clients import actions
from desktop.features.clients.model import Profile
from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_M, GAP_S, PAGE_SIDE
from desktop.widgets.avatar import Avatar
from desktop.widgets.button import Button, Kind
from desktop.widgets.chip import chip_width, draw_chips
from desktop.widgets.painting import rule_line, text_width, words
from desktop.widgets.tabs import Tabs

_AVATAR = 56
_UNDER_NAME = 32 + _AVATAR + 2 * GAP_M
_NARROW, _TIGHT = 700, 900


class _Who(QWidget):
    """Name with chips, contacts below; what finds no room is left out from the right."""

    def __init__(self) -> None:
        super().__init__()
        self._profile: Profile | None = None
        self.setFixedHeight(56)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_profile(self, profile: Profile) -> None:
        self._profile = profile
        chips = [chip.text for chip in profile.chips]
        contacts = [text for _, text in profile.contacts]
        said = [profile.name, *chips, *contacts, profile.since]
        self.setAccessibleName(", ".join(part for part in said if part))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(320, 56)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        profile = self._profile
        if profile is None:
            return
        painter = brush(self)
        theme = current_theme()
        wide = text_width(profile.name, Size.PAGE, bold=True)
        name = QRect(0, 2, min(wide, self.width()), 28)
        words(painter, name, profile.name, font(Size.PAGE, bold=True), theme.strong)
        chips = profile.chips
        while chips and sum(chip_width(c) + GAP_S for c in chips) > self.width() - wide - GAP_S:
            chips = chips[:-1]
        right = wide + GAP_S + sum(chip_width(c) + GAP_S for c in chips) - GAP_S
        if chips:
            draw_chips(painter, right, 17, chips)
        left = 0
        for icon, text in profile.contacts:
            need = 18 + text_width(text)
            if left + need > self.width():
                return
            draw_icon(painter, icon, QPointF(left, 38), 14, theme.text)
            words(painter, QRect(left + 18, 34, need, 22), text, font(), theme.text)
            left += need + GAP_M
        rest = QRect(left, 34, self.width() - left, 22)
        if rest.width() >= text_width(profile.since):
            words(painter, rest, profile.since, font(), theme.muted)


class ProfileHead(QWidget):
    """Tells which button was pressed and which page was chosen."""

    back_asked = Signal()
    sell_asked = Signal()
    book_asked = Signal()
    check_in_asked = Signal()
    page_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._who = _Who()
        self._avatar = Avatar("", _AVATAR)
        self.tabs = Tabs(
            self.tr("Parts of the profile"),
            [
                ("overview", self.tr("Overview")),
                ("bookings", self.tr("Bookings")),
                ("passes", self.tr("Passes")),
                ("payments", self.tr("Payments")),
                ("notes", self.tr("Notes")),
                ("health", self.tr("Health")),
                ("messages", self.tr("Messages")),
                ("history", self.tr("History")),
            ],
        )
        self.tabs.chosen.connect(self.page_chosen)
        self.more = Button(self.tr("More"), icon="ellipsis")
        self.more.setAccessibleName(self.tr("More about this client"))
        self._lay_out()

    def show_profile(self, profile: Profile) -> None:
        """Take a client."""
        self._who.show_profile(profile)
        self._avatar.show_name(profile.name)
        tabs = self.tabs
        tabs.say("bookings", self.tr("Bookings"), len(profile.upcoming) + profile.past_count)
        tabs.say("passes", self.tr("Passes"), len(profile.passes))
        tabs.say("payments", self.tr("Payments"), len(profile.payments))
        tabs.say("notes", self.tr("Notes"), len(profile.notes) or None)
        tabs.say("messages", self.tr("Messages"), len(profile.messages) or None)

    def show_ways(self, barred: Collection[str]) -> None:
        """Leave out the buttons of acts that are not theirs, and what was paid."""
        for ident, button in self._ways.items():
            button.setVisible(ident not in barred)
        self.tabs.show_tab("payments", actions.PAYMENTS not in barred)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_L, GAP_L, PAGE_SIDE, 0)
        column.setSpacing(4)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(GAP_M)
        row = QHBoxLayout()
        row.setSpacing(GAP_M)
        back = Button.icon_only("chevron-left", self.tr("Back to the list"), kind=Kind.QUIET)
        back.clicked.connect(self.back_asked)
        row.addWidget(back)
        row.addWidget(self._avatar)
        row.addWidget(self._who, 1)
        acts = QHBoxLayout()
        acts.setSpacing(GAP_M)
        sell = Button(self.tr("Sell"), icon="shopping-bag", key="S")
        book = Button(self.tr("Book"), icon="calendar-plus", key="B")
        enter = Button(self.tr("Check in"), icon="scan-line", key="I", kind=Kind.PRIMARY)
        self._ways = {actions.SELL: sell, actions.BOOK: book, actions.CHECK_IN: enter}
        for button, signal in (
            (sell, self.sell_asked),
            (book, self.book_asked),
            (enter, self.check_in_asked),
        ):
            button.clicked.connect(signal)
            acts.addWidget(button)
        acts.insertWidget(0, self.more)
        acts.addStretch(1)
        self._row.addLayout(row, 1)
        self._row.addLayout(acts)
        column.addLayout(self._row)
        self._below = below = QHBoxLayout()
        below.setContentsMargins(_UNDER_NAME, 0, 0, 0)
        below.addWidget(self.tabs)
        column.addLayout(below)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        self._below.setContentsMargins(0 if self.width() < _TIGHT else _UNDER_NAME, 0, 0, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        painter.fillRect(self.rect(), theme.panel)
        y = self.height() - 1
        rule_line(painter, QPointF(0, y), QPointF(self.width(), y), theme.line)
