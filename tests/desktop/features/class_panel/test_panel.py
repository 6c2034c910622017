"""The class panel by key: checking in, taking back, cancelling with the result shown first."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions.registry import ActionRegistry
from desktop.actions.screens import Screen
from desktop.features.class_panel.actions import CLASS_ACTIONS
from desktop.features.class_panel.model import Deed
from desktop.features.class_panel.roster_delegate import RosterDelegate
from desktop.features.class_panel.view import ClassPanel
from desktop.widgets.empty_state import EmptyState
from tests.desktop.gallery_panels.class_data import answer, class_view, find
from tests.support.keys import click, press, show_active
from tests.support.rules import rule

CLASS = class_view().occurrence_id


class Desk:
    """The panel in a window, and what it asked for."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.registry = ActionRegistry(CLASS_ACTIONS, self.window)
        self.registry.on_screen(Screen.CALENDAR)
        self.panel = ClassPanel(self.registry)
        self.panel.set_answer(answer)
        self.panel.set_find(find)
        self.panel.show_class(class_view())
        self.asked: list[tuple[object, ...]] = []
        panel = self.panel
        for name, signal in (
            ("in", panel.check_in_requested),
            ("undo", panel.undo_requested),
            ("deed", panel.deed_confirmed),
            ("book", panel.book_requested),
            ("wait", panel.wait_requested),
            ("all", panel.check_in_all_requested),
            ("open", panel.client_opened),
            ("close", panel.close_asked),
        ):
            signal.connect(lambda *args, name=name: self.asked.append((name, *args)))
        self.window.setCentralWidget(panel)
        self.window.resize(456, 752)
        show_active(self.window)
        panel.roster.setFocus()

    def part(self, key: str, part: str) -> QPoint:
        roster = self.panel.roster
        index = roster.rows.index_of(key)
        row = roster.rows.row_at(index)
        delegate = roster.itemDelegate()
        assert isinstance(delegate, RosterDelegate)
        assert row is not None
        return delegate.parts(roster.visualRect(index), row)[part].center()


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_the_first_who_is_due_is_chosen_and_enter_checks_in(desk: Desk) -> None:
    press(desk.panel.roster, Qt.Key.Key_Return)
    press(desk.panel.roster, Qt.Key.Key_Down)
    press(desk.panel.roster, Qt.Key.Key_Return)
    assert desk.asked == [("in", CLASS, "lucia"), ("undo", CLASS, "elif")]


@rule("U-22")
def test_enter_on_somebody_who_is_in_takes_it_back(desk: Desk) -> None:
    desk.panel.roster.choose("priya")
    press(desk.panel.roster, Qt.Key.Key_Return)
    assert desk.asked == [("undo", CLASS, "priya")]


def test_a_digit_checks_in_by_number(desk: Desk) -> None:
    press(desk.panel.roster, Qt.Key.Key_5)
    assert desk.asked == [("in", CLASS, "daniel")]
    assert desk.panel.roster.current_key() == "daniel"


@rule("BK-6", "U-25")
def test_del_shows_what_a_cancel_would_do_and_only_enter_does_it(desk: Desk) -> None:
    roster = desk.panel.roster
    roster.choose("daniel")
    press(roster, Qt.Key.Key_Delete)
    assert not desk.asked
    row = roster.rows.row_at(roster.currentIndex())
    assert row is not None
    assert row.said.endswith("Cancel now: 1 credit back to 10-class")
    press(roster, Qt.Key.Key_Return)
    assert desk.asked == [("deed", Deed.CANCEL, CLASS, "daniel")]
    assert not roster.asked()


def test_esc_keeps_the_booking_before_it_closes_anything(desk: Desk) -> None:
    roster = desk.panel.roster
    roster.choose("daniel")
    press(roster, Qt.Key.Key_Delete)
    tall = roster.visualRect(roster.currentIndex()).height()
    press(roster, Qt.Key.Key_Escape)
    assert not roster.asked()
    assert not desk.asked
    desk.window.repaint()
    assert roster.visualRect(roster.currentIndex()).height() < tall


def test_a_question_is_dropped_when_the_booking_is_gone(desk: Desk) -> None:
    desk.panel.roster.choose("daniel")
    desk.panel.roster.ask_cancel()
    view = class_view()
    left = tuple(line for line in view.roster if line.client_id != "daniel")
    desk.panel.show_class(replace(view, roster=left))
    assert not desk.panel.roster.asked()


def test_the_buttons_in_rows_do_the_same(desk: Desk) -> None:
    viewport = desk.panel.roster.viewport()
    click(viewport, desk.part("joanna", "check_in"))
    click(viewport, desk.part("wait/hanna", "wait_act"))
    assert desk.asked == [("in", CLASS, "joanna"), ("wait", CLASS, "hanna", "promote")]


def test_b_books_by_typing_a_name(desk: Desk) -> None:
    press(desk.panel.roster, Qt.Key.Key_B)
    field = desk.panel.book.field
    assert field.hasFocus()
    QTest.keyClicks(field, "noo")
    press(field, Qt.Key.Key_Return)
    assert desk.asked == [("book", CLASS, "noor")]
    assert desk.panel.roster.hasFocus()


def test_who_cannot_be_booked_is_not(desk: Desk, qtbot: QtBot) -> None:
    desk.panel.ask_book()
    book = desk.panel.book
    QTest.keyClicks(book.field, "noo")
    qtbot.waitUntil(lambda: len(book.list.rows.rows()) == 3, timeout=2000)
    book.list.choose("nora")
    press(book.field, Qt.Key.Key_Return)
    assert not desk.asked
    assert book.isVisible()


@rule("U-09")
def test_all_who_are_due_are_checked_in_at_once(desk: Desk) -> None:
    desk.registry.action("class.check_in_all").trigger()
    assert desk.asked == [("all", CLASS)]


@rule("U-20", "U-58")
def test_rows_say_all_that_their_icons_say(desk: Desk) -> None:
    rows = {row.key: row.said for row in desk.panel.roster.rows.rows()}
    assert rows["joanna"] == "Joanna Kowalska, spot 8, Pay at desk, due, Birthday, €18.00 due"
    assert rows["tom"] == "Tom Becker, spot 6, Household of Maya Becker, In 17:40, provisional"
    assert rows["wait/clara"].startswith("Clara Jensen, waiting, place 2")


@rule("U-78")
def test_an_empty_roster_offers_to_book(desk: Desk) -> None:
    desk.panel.show_class(replace(class_view(), roster=(), waiting=(), notes=()))
    empty = desk.panel.roster.findChild(EmptyState)
    assert empty is not None
    assert empty.isVisible()
    empty.acted.emit()
    assert desk.panel.book.field.hasFocus()


@rule("U-57")
def test_no_two_controls_share_a_name(desk: Desk) -> None:
    names = [
        w.accessibleName()
        for w in desk.panel.findChildren(QWidget)
        if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisibleTo(desk.panel)
    ]
    assert all(names)
    assert len(set(names)) == len(names)
