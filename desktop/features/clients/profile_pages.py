"""The further pages of a profile: bookings, passes with ledgers, payments, notes, history."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.features.clients.booking_table import BookingTable
from desktop.features.clients.model import Profile, StoryLine
from desktop.features.clients.pass_card import PassCard
from desktop.features.clients.story_list import StoryList, story_rows
from desktop.theme.sizes import GAP_L
from desktop.widgets.card import Card
from desktop.widgets.empty_state import EmptyState

Place = tuple[str, str, int]
"""A table's name, the key of a booking in it, its line."""
_WHEN_WIDE = 120


def bookings_page(profile: Profile, tr: QWidget, nothing: EmptyState) -> QWidget:
    """All bookings, those to come first; `nothing` is said where none is to come."""
    page, column = _page()
    titles = (tr.tr("When"), tr.tr("Class"), tr.tr("Cover"), tr.tr("State"))
    tables = (
        (tr.tr("Upcoming"), (*titles, tr.tr("If cancelled now")), profile.upcoming),
        (tr.tr("Past"), (*titles[:2], tr.tr("Teacher"), titles[3], tr.tr("Credit")), profile.past),
    )
    for name, heads, lines in tables:
        card = Card(name)
        card.set_count(len(lines))
        if lines:
            table = BookingTable(tr.tr("All bookings, {0}").format(name), heads)
            table.show_lines(lines)
            card.body.addWidget(table)
        else:
            upcoming = lines is profile.upcoming
            card.body.addWidget(nothing if upcoming else EmptyState(tr.tr("None yet.")))
        column.addWidget(card)
    column.addStretch(1)
    return page


def passes_page(profile: Profile, none: EmptyState) -> QWidget:
    """Every pass with the life of its credits (PASS-2)."""
    page, column = _page()
    for line in profile.passes:
        column.addWidget(PassCard(line, open_ledger=True))
    if not profile.passes:
        column.addWidget(none)
    column.addStretch(1)
    return page


def story_page(title: str, lines: tuple[StoryLine, ...], empty: EmptyState) -> QWidget:
    """Payments, notes or history as one card; without any, `empty` says what can be done."""
    page, column = _page()
    card = Card(title)
    card.set_count(len(lines))
    if lines:
        story = StoryList(title, _WHEN_WIDE)
        story.show_lines(story_rows(lines))
        card.body.addWidget(story)
    else:
        card.body.addWidget(empty)
    column.addWidget(card)
    column.addStretch(1)
    return page


def place_in(page: QWidget) -> Place | None:
    """Where somebody works in the tables of a page that is made anew."""
    for table in page.findChildren(BookingTable):
        if table.hasFocus():
            return table.accessibleName(), table.current_key(), table.currentIndex().row()
    return None


def return_to(page: QWidget, place: Place | None) -> bool:
    """Go on there: at the same booking, or at the one that took its line, or at the first list or
    button of another page. False where a page has none."""
    name, key, line = place or ("", "", 0)
    for table in page.findChildren(BookingTable):
        if name and table.accessibleName() == name:
            table.setFocus()
            table.choose(key)
            if table.current_key() != key:
                table.setCurrentIndex(table.rows.index(min(line, table.rows.rowCount() - 1), 0))
            return True
    for first in page.findChildren(QWidget):
        if first.focusPolicy() & Qt.FocusPolicy.TabFocus and first.isVisibleTo(page):
            first.setFocus()
            return True
    return False


def _page() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP_L)
    return page, column
