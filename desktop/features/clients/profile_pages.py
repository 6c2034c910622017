"""The further pages of a profile: bookings, passes with ledgers, payments, notes, history."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.features.clients.booking_table import BookingTable
from desktop.features.clients.model import Profile, StoryLine
from desktop.features.clients.pass_card import PassCard
from desktop.features.clients.story_list import StoryList, story_rows
from desktop.theme.sizes import GAP_L
from desktop.widgets.card import Card
from desktop.widgets.empty_state import EmptyState

_WHEN_WIDE = 120


def bookings_page(profile: Profile, tr: QWidget) -> QWidget:
    """All bookings, those to come first."""
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
            card.body.addWidget(EmptyState(tr.tr("None.")))
        column.addWidget(card)
    column.addStretch(1)
    return page


def passes_page(profile: Profile, tr: QWidget) -> QWidget:
    """Every pass with the life of its credits (PASS-2)."""
    page, column = _page()
    for line in profile.passes:
        column.addWidget(PassCard(line, open_ledger=True))
    if not profile.passes:
        column.addWidget(EmptyState(tr.tr("No pass was ever sold."), tr.tr("Sell a pass"), "S"))
    column.addStretch(1)
    return page


def story_page(title: str, lines: tuple[StoryLine, ...], empty: str) -> QWidget:
    """Payments, notes or history as one card."""
    page, column = _page()
    card = Card(title)
    card.set_count(len(lines))
    if lines:
        story = StoryList(title, _WHEN_WIDE)
        story.show_lines(story_rows(lines))
        card.body.addWidget(story)
    else:
        card.body.addWidget(EmptyState(empty))
    column.addWidget(card)
    column.addStretch(1)
    return page


def _page() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP_L)
    return page, column
