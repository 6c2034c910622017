"""Finding a client among many, the profile, editing in place, by key."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from desktop.actions.registry import ActionRegistry
from desktop.actions.screens import Screen
from desktop.features.clients.actions import CLIENT_ACTIONS
from desktop.features.clients.booking_table import BookingTable
from desktop.features.clients.model import ClientSlice
from desktop.features.clients.paged_model import KEPT_PAGES, PAGE
from desktop.features.clients.view import ClientsScreen
from desktop.widgets.empty_state import EmptyState
from tests.desktop.gallery_panels.client_data import (
    NEWCOMER,
    PROFILE,
    client,
    find,
)
from tests.support.keys import press, show_active
from tests.support.rules import rule

FRIDAY = PROFILE.upcoming[1].occurrence_id


class Desk:
    """The screen in a window, and what it asked for."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.registry = ActionRegistry(CLIENT_ACTIONS, self.window)
        self.registry.on_screen(Screen.CLIENTS)
        self.screen = ClientsScreen(self.registry)
        self.screen.set_find(find)
        self.asked: list[tuple[object, ...]] = []
        profile = self.screen.profile
        for name, signal in (
            ("open", self.screen.opened),
            ("sell", profile.sell_requested),
            ("act", profile.act_requested),
            ("again", profile.again_requested),
            ("book", profile.book_requested),
            ("move", profile.move_requested),
            ("cancel", profile.cancel_requested),
            ("archive", profile.archive_requested),
        ):
            signal.connect(self._noting(name))
        self.window.setCentralWidget(self.screen)
        self.window.resize(1204, 752)
        show_active(self.window)
        self.screen.setFocus()

    def _noting(self, name: str) -> Callable[..., None]:
        return lambda *args: self.asked.append((name, *args))

    def open(self) -> None:
        self.screen.show_profile(PROFILE)
        QApplication.processEvents()

    def keys(self, *keys: Qt.Key) -> None:
        for key in keys:
            focus = QApplication.focusWidget()
            assert focus is not None
            press(focus, key)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


@rule("U-04")
def test_typing_finds_and_enter_opens(desk: Desk) -> None:
    field = desk.screen.page.field
    assert field.hasFocus()
    QTest.keyClicks(field, "dan")
    press(field, Qt.Key.Key_Return)
    assert desk.asked == [("open", "c1")]
    assert "found" in desk.screen.page.count.text()


def test_arrows_move_in_the_list_while_the_field_has_the_focus(desk: Desk) -> None:
    field = desk.screen.page.field
    for _ in range(3):
        press(field, Qt.Key.Key_Down)
    press(field, Qt.Key.Key_Return)
    assert desk.asked == [("open", "c3")]


@rule("U-02")
def test_of_a_hundred_thousand_only_those_near_the_view_are_loaded(desk: Desk) -> None:
    asked: list[tuple[int, int]] = []

    def many(_query: str, offset: int, limit: int) -> ClientSlice:
        asked.append((offset, limit))
        return ClientSlice(100_000, tuple(client(n) for n in range(offset, offset + limit)))

    desk.screen.set_find(many)
    clients = desk.screen.page.list
    QApplication.processEvents()
    assert sum(limit for _, limit in asked) <= 2 * PAGE
    clients.setCurrentIndex(clients.clients.index(99_999))
    QApplication.processEvents()
    assert clients.current_key() == "c99999"
    assert clients.clients.loaded() <= KEPT_PAGES * PAGE
    assert sum(limit for _, limit in asked) <= 4 * PAGE


def test_far_pages_are_let_go(desk: Desk) -> None:
    model = desk.screen.page.list.clients
    model.search(
        lambda _q, offset, limit: ClientSlice(
            100_000, tuple(client(n) for n in range(offset, offset + limit))
        ),
        "",
    )
    for number in range(40):
        assert model.row_at(model.index(number * PAGE)) is not None
    assert model.loaded() == KEPT_PAGES * PAGE


@rule("U-78")
def test_nobody_found_is_said(desk: Desk) -> None:
    page = desk.screen.page
    QTest.keyClicks(page.field, "xyz")
    press(page.field, Qt.Key.Key_Return)
    assert page.empty.isVisible()
    assert "xyz" in page.empty.sentence.text()
    assert not desk.asked


def test_letters_typed_on_the_list_go_to_the_field(desk: Desk) -> None:
    page = desk.screen.page
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_G)
    assert page.field.text() == "g"
    assert page.field.hasFocus()


def test_back_leads_to_the_same_place_of_the_list(desk: Desk) -> None:
    for _ in range(5):
        press(desk.screen.page.field, Qt.Key.Key_Down)
    desk.open()
    assert desk.screen.client_in_view() == "c0"
    desk.keys(Qt.Key.Key_Backspace)
    assert desk.screen.client_in_view() == ""
    assert desk.screen.page.list.current_key() == "c5"


def test_s_asks_for_the_till_with_the_client(desk: Desk) -> None:
    desk.open()
    desk.keys(Qt.Key.Key_S)
    assert desk.asked == [("sell", "c0")]


def test_m_and_del_act_on_the_chosen_booking(desk: Desk) -> None:
    desk.open()
    desk.keys(Qt.Key.Key_Down, Qt.Key.Key_M, Qt.Key.Key_Delete)
    assert desk.asked == [("move", "c0", FRIDAY)]
    row = desk.screen.profile.overview.upcoming.rows
    asking = row.row_at(row.index_of(FRIDAY))
    assert asking is not None
    assert "Cancel? Enter" in asking.said
    desk.keys(Qt.Key.Key_Escape, Qt.Key.Key_Return)
    assert desk.asked[1:] == []
    desk.keys(Qt.Key.Key_Delete, Qt.Key.Key_Return)
    assert desk.asked[1:] == [("cancel", "c0", FRIDAY)]


def test_what_cannot_be_moved_is_not(desk: Desk) -> None:
    desk.open()
    desk.keys(Qt.Key.Key_M, Qt.Key.Key_Delete)
    assert not desk.asked


@pytest.mark.parametrize("key", [Qt.Key.Key_E, Qt.Key.Key_W, Qt.Key.Key_H, Qt.Key.Key_Question])
def test_keys_ask_for_the_acts_on_the_client_in_view(desk: Desk, key: Qt.Key) -> None:
    desk.open()
    desk.keys(key)
    assert [args[2] for args in desk.asked if args[0] == "act"] == ["c0"]


@rule("BK-14")
def test_a_on_a_booking_asks_to_book_again(desk: Desk) -> None:
    desk.open()
    desk.keys(Qt.Key.Key_A)
    assert ("again", "c0", PROFILE.upcoming[0].occurrence_id) in desk.asked


@rule("U-78")
def test_a_newcomer_is_offered_the_next_steps(desk: Desk) -> None:
    desk.screen.show_profile(NEWCOMER)
    overview = desk.screen.profile.overview
    assert overview.no_pass.isVisible()
    assert overview.no_booking.isVisible()
    overview.no_booking.acted.emit()
    overview.no_pass.acted.emit()
    assert desk.asked == [("book", "c2"), ("sell", "c2")]


@rule("PASS-2")
def test_the_ledger_tells_each_credits_life(desk: Desk) -> None:
    desk.open()
    desk.screen.profile.overview.ledger_asked.emit("p1")
    assert desk.screen.profile.head.tabs.choice() == "passes"


@pytest.mark.parametrize(
    "page", ["bookings", "passes", "payments", "notes", "health", "messages", "history"]
)
def test_every_page_opens_also_without_content(desk: Desk, page: str) -> None:
    for profile in (PROFILE, NEWCOMER):
        desk.screen.show_profile(profile)
        desk.screen.profile.show_page(page)
        QApplication.processEvents()
        assert desk.screen.profile.head.tabs.choice() == page


def test_actions_on_a_client_do_nothing_while_the_list_is_in_view(desk: Desk) -> None:
    for ident in ("clients.sell_pass", "clients.edit_details", "clients.archive_client"):
        desk.registry.action(ident).trigger()
    assert not desk.asked


@rule("U-78")
@pytest.mark.parametrize(
    ("page", "asks"),
    [
        ("bookings", ("book", "c2")),
        ("passes", ("sell", "c2")),
        ("payments", ("sell", "c2")),
        ("notes", ("act", "clients.edit_details", "c2")),
        ("health", ("act", "clients.answer_health", "c2")),
    ],
)
def test_an_empty_page_offers_what_fills_it(desk: Desk, page: str, asks: tuple[str, ...]) -> None:
    desk.screen.show_profile(NEWCOMER)
    profile = desk.screen.profile
    profile.show_page(page)
    QApplication.processEvents()
    offers = [
        button
        for empty in profile.findChildren(EmptyState)
        for button in empty.findChildren(QAbstractButton)
        if button.isVisible()
    ]
    (offer,) = offers
    offer.click()
    assert desk.asked == [asks]


def test_bookings_can_be_worked_with_on_their_own_page_and_the_place_is_kept(desk: Desk) -> None:
    desk.open()
    profile = desk.screen.profile
    profile.show_page("bookings")
    QApplication.processEvents()
    table = next(t for t in profile.findChildren(BookingTable) if t.isVisible())
    table.setFocus()
    table.choose(FRIDAY)
    desk.keys(Qt.Key.Key_Delete, Qt.Key.Key_Return)
    assert desk.asked == [("cancel", "c0", FRIDAY)]
    profile.show_profile(replace(PROFILE, upcoming=PROFILE.upcoming[:1]))
    QApplication.processEvents()
    again = QApplication.focusWidget()
    assert isinstance(again, BookingTable)
    assert again.current_key() == PROFILE.upcoming[0].occurrence_id


def test_a_page_takes_the_room_of_itself_alone(desk: Desk) -> None:
    desk.screen.show_profile(NEWCOMER)
    profile = desk.screen.profile
    profile.show_page("messages")
    QApplication.processEvents()
    assert not profile.overview.isVisible()
    assert profile.area.verticalScrollBar().maximum() == 0


@rule("U-10")
@pytest.mark.parametrize("page", ["bookings", "passes", "health", "messages", "history"])
def test_the_keyboard_stays_with_the_client_when_the_page_changes(desk: Desk, page: str) -> None:
    for profile in (PROFILE, NEWCOMER):
        desk.screen.show_profile(profile)
        shown = desk.screen.profile
        shown.show_page("overview")
        shown.overview.details.edit.setFocus()
        for ident in (page, "overview"):
            shown.show_page(ident)
            QApplication.processEvents()
            focus = QApplication.focusWidget()
            assert focus is not None
            assert shown.isAncestorOf(focus), ident
