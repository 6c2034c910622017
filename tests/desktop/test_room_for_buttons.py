"""Every button of every page says all its words while a panel stands beside it (U-55, U-56)."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from core.domain.zones import to_utc
from desktop.actions.screens import Screen
from desktop.features.queues import actions as queues
from desktop.features.sell import actions as sell
from desktop.features.settings.all_pages import PAGES
from desktop.widgets.button import Button
from tests.desktop.desk_window import DeskWindowDriver
from tests.desktop.live import LiveDesk
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "17:41", "Europe/London")
SMALLEST = (1024, 700)
LARGER_TEXT = (1337, 752)
"""What 1920×1080 holds at 14 pt, since larger text takes everything with it."""

PLACES = (
    *(screen.action for screen in Screen),
    sell.PAYMENTS,
    sell.DRAWER,
    *map(queues.show, (queues.REQUESTS, queues.WAITLISTS, queues.NO_SHOWS, queues.SUSPENSIONS)),
    "calendar.show_day",
    "calendar.show_month",
    "resources.show_week",
    *(page.action for page in PAGES),
)
BESIDE = ("class.book_client", "class.keep_seats", "desk.show_sync")


def cut(desk: DeskWindowDriver) -> Iterator[str]:
    """The buttons in view that have less room than their words need."""
    QApplication.processEvents()
    for one in desk.window.findChildren(Button):
        if one.isVisible() and one.text() and one.width() < one.minimumSizeHint().width():
            yield one.text()


def all_cut(desk: DeskWindowDriver, class_id: str) -> list[tuple[str, str, str]]:
    """Every place with every panel beside it, where words of a button are cut."""
    found = []
    for place in PLACES:
        if place.startswith("calendar."):
            desk.go(Screen.CALENDAR)
        if place.startswith("sell."):
            desk.go(Screen.SELL)
        if place.startswith("resources."):
            desk.go(Screen.RESOURCES)
        desk.do(place)
        desk.app.open_class(class_id)
        found += [(place, "", text) for text in cut(desk)]
        for panel in BESIDE:
            desk.do(panel)
            found += [(place, panel, text) for text in cut(desk)]
            desk.app.open_class(class_id)
        desk.app.links.close_panel()
    return found


@rule("U-55", "U-56")
@pytest.mark.parametrize("size", [SMALLEST, LARGER_TEXT], ids=["smallest", "larger text"])
def test_no_words_of_a_button_are_cut_beside_a_panel(
    desk: DeskWindowDriver, live: LiveDesk, size: tuple[int, int]
) -> None:
    desk.window.resize(*size)
    assert all_cut(desk, live.names["evening"]) == []
