"""The first start asks what a studio cannot be without, and marks what is wrong at its field."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.domain.refusals import Fault
from desktop.first_run import window as first_run
from desktop.first_run.begin import folder_of
from desktop.first_run.beginnings import Beginning, Begun, Demo, Joining, NewStudio
from desktop.first_run.window import DEMO, JOIN, NEW, FirstRunWindow
from tests.desktop.test_every_window import assert_whole
from tests.support.keys import show_active
from tests.support.rules import rule


class Making:
    """Stands in for what founds studios; keeps what was wanted."""

    def __init__(self) -> None:
        self.wanted: list[Beginning] = []
        self.answer: Begun | Fault = Begun("", "CODE", "Front desk", "one two three")

    def __call__(self, beginning: Beginning, _folder: Path) -> Begun:
        self.wanted.append(beginning)
        if isinstance(self.answer, Fault):
            raise self.answer
        return self.answer


@pytest.fixture
def making(monkeypatch: pytest.MonkeyPatch) -> Making:
    made = Making()
    monkeypatch.setattr(first_run, "begin", made)
    return made


@pytest.fixture
def shown(tmp_path: Path, qtbot: QtBot, making: Making) -> FirstRunWindow:
    window = FirstRunWindow(tmp_path / "foyer")
    qtbot.addWidget(window)
    show_active(window)
    return window


def fill(window: FirstRunWindow, way: str, **texts: str) -> None:
    for name, text in texts.items():
        window.forms[way]._editors[name].set_text(text)
        window.forms[way]._typed(name)


FULL = {
    "name": "Harbour Yoga",
    "location": "Quay",
    "currency": "GBP",
    "zone": "Europe/London",
    "owner": "Olive",
    "password": "a long enough one",
    "pin": "481902",
}


@rule("U-76")
def test_a_new_studio_is_founded_and_its_words_are_shown_once(
    shown: FirstRunWindow, making: Making, qtbot: QtBot
) -> None:
    fill(shown, NEW, **FULL)
    shown.forms[NEW].focus("pin")
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyPress(focus, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown.words.text() == "one two three")
    assert making.wanted == [NewStudio(**FULL)]
    assert shown.isVisible()
    shown.go.click()
    assert not shown.isVisible()


@rule("U-76", "U-92")
@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("name", " ", "empty"),
        ("currency", "pounds", "Such as EUR"),
        ("password", "short", "10"),
        ("pin", "123456", "PIN"),
        ("pin", "12", "six"),
    ],
)
def test_what_is_missing_or_weak_is_marked_and_nothing_is_made(
    shown: FirstRunWindow, making: Making, field: str, text: str, said: str
) -> None:
    fill(shown, NEW, **{**FULL, field: text})
    shown.submit()
    assert said.lower() in shown.forms[NEW].wrong(field).lower()
    assert making.wanted == []


def test_a_studio_is_joined_by_its_address_and_a_code(
    shown: FirstRunWindow, making: Making, qtbot: QtBot
) -> None:
    making.answer = Begun("https://studio.example.org", "K7P2", "Till")
    shown.choose(JOIN)
    fill(shown, JOIN, url="https://studio.example.org", code="K7P2", name="Till")
    shown.submit()
    qtbot.waitUntil(lambda: not shown.isVisible())
    assert making.wanted == [Joining(url="https://studio.example.org", code="K7P2", name="Till")]


@rule("U-77")
def test_the_demo_is_one_click_and_has_a_folder_of_its_own(
    shown: FirstRunWindow, making: Making, qtbot: QtBot, tmp_path: Path
) -> None:
    making.answer = Begun("", "", "Front desk")
    shown.choose(DEMO)
    shown.go.click()
    qtbot.waitUntil(lambda: not shown.isVisible())
    assert making.wanted == [Demo()]
    assert folder_of(Demo(), tmp_path / "foyer") == tmp_path / "foyer-demo"


@rule("U-92")
def test_what_goes_wrong_is_said_and_can_be_tried_again(
    shown: FirstRunWindow, making: Making, qtbot: QtBot
) -> None:
    making.answer = Fault("studio_not_made", why="the disk is full")
    fill(shown, NEW, **FULL)
    shown.submit()
    qtbot.waitUntil(lambda: "disk is full" in shown.answer.text())
    assert shown.isEnabled()
    making.answer = Begun("", "CODE", "Front desk")
    shown.submit()
    qtbot.waitUntil(lambda: not shown.isVisible())


@rule("U-57")
def test_each_control_has_a_name(shown: FirstRunWindow) -> None:
    for way in (NEW, JOIN, DEMO):
        shown.choose(way)
        assert_whole(shown)
