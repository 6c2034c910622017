"""Attention: the inbox, the story, the remedies by number."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from desktop.actions.registry import ActionRegistry
from desktop.actions.screens import Screen
from desktop.features.attention.actions import ATTENTION_ACTIONS
from desktop.features.attention.side_card import SideCard
from desktop.features.attention.view import AttentionScreen
from tests.desktop.gallery_panels.attention_data import ITEMS, STORY
from tests.support.keys import press, show_active
from tests.support.rules import rule


class Desk:
    """The screen in a window, and what it asked for."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.registry = ActionRegistry(ATTENTION_ACTIONS, self.window)
        self.registry.on_screen(Screen.ATTENTION)
        self.screen = AttentionScreen(self.registry)
        self.asked: list[tuple[str, ...]] = []
        self.screen.item_chosen.connect(lambda *args: self.asked.append(("item", *args)))
        self.screen.remedy_requested.connect(lambda *args: self.asked.append(("remedy", *args)))
        self.screen.done_requested.connect(lambda *args: self.asked.append(("done", *args)))
        self.window.setCentralWidget(self.screen)
        self.window.resize(1204, 752)
        show_active(self.window)
        self.screen.setFocus()
        self.screen.show_items(ITEMS)
        self.screen.show_story(STORY)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_the_first_item_is_told_and_arrows_go_on(desk: Desk) -> None:
    for _ in range(4):
        press(desk.screen.list, Qt.Key.Key_Down)
    told = [args[1] for args in desk.asked if args[0] == "item"]
    assert told == ["seat", "teacher", "reformer", "mail", "moved"]


@rule("U-37")
def test_a_digit_takes_a_remedy_and_e_marks_done(desk: Desk) -> None:
    press(desk.screen.list, Qt.Key.Key_3)
    press(desk.screen.list, Qt.Key.Key_E)
    assert desk.asked[1:] == [("remedy", "seat", "mat"), ("done", "seat")]


def test_a_number_without_a_remedy_does_nothing(desk: Desk) -> None:
    press(desk.screen.list, Qt.Key.Key_7)
    assert [args for args in desk.asked if args[0] != "item"] == []


@rule("U-37")
def test_both_sides_have_the_same_shape_and_say_their_facts(desk: Desk) -> None:
    cards = desk.screen.story.findChildren(SideCard)
    assert len({card.size().toTuple() for card in cards}) == 1
    said = [card.accessibleName() for card in cards]
    assert said[1].startswith("On the waitlist, place 1, Lucía Romero")
    assert "Phone +44 7700 900118 prefers a call" in said[1]


def test_what_is_done_offers_no_remedy(desk: Desk) -> None:
    desk.screen.show_story(replace(STORY, closed=True))
    press(desk.screen.list, Qt.Key.Key_E)
    assert [args for args in desk.asked if args[0] == "done"] == []


def test_a_reload_keeps_the_place(desk: Desk) -> None:
    desk.screen.list.choose("mail")
    desk.screen.show_items(ITEMS[1:])
    assert desk.screen.list.current_key() == "mail"


@rule("U-78")
def test_an_empty_inbox_says_so(desk: Desk) -> None:
    desk.screen.show_items(())
    empty = desk.screen._empty
    assert empty.isVisible()
    assert "Nothing" in empty.sentence.text()
    assert desk.screen.story.story() is None
