"""A form marks what is wrong at its field while typing, and loses nothing that was typed."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from core.commands.catalogue import CreateService
from core.domain.refusals import Refusal
from desktop.forms.declaration import Field, Kind, Option, Section, limit_of
from desktop.forms.editor import Unread
from desktop.forms.form import Form
from desktop.forms.sheet import FormSheet
from tests.support.keys import show_active
from tests.support.rules import rule

KINDS = (Option("class", "Class"), Option("session", "Session"))
PLACES = (Option("n", "Northgate"), Option("r", "Riverside"), Option("h", "Harbour"))
SECTIONS = (
    Section(
        "Details",
        (
            Field(name="name", label="Name", limit=limit_of(CreateService, "name"), required=True),
            Field(name="kind", label="Kind", kind=Kind.CHOICE, options=KINDS, wide=3),
            Field(
                name="minutes",
                label="Length",
                kind=Kind.MINUTES,
                limit=limit_of(CreateService, "duration_min"),
                wide=3,
            ),
            Field(name="price", label="Price", kind=Kind.MONEY, wide=2),
            Field(name="tax", label="Tax", kind=Kind.PERCENT, unit="%", wide=2),
            Field(name="seats", label="Seats", kind=Kind.WHOLE, wide=2),
            Field(name="note", label="Note", kind=Kind.LONG),
        ),
    ),
    Section(
        "More",
        (
            Field(name="places", label="Locations", kind=Kind.MANY, options=PLACES),
            Field(name="colour", label="Colour", kind=Kind.COLOUR),
            Field(name="waits", label="Takes a waitlist", kind=Kind.SWITCH),
            Field(name="from", label="From", kind=Kind.DATE, wide=3),
            Field(name="at", label="At", kind=Kind.TIME, wide=3),
            Field(name="hours", label="Opening hours", kind=Kind.HOURS),
            Field(name="tags", label="Categories", kind=Kind.WORDS),
            Field(name="phone", label="Phone", kind=Kind.PHONE),
        ),
    ),
)
VALUES: dict[str, Any] = {
    "name": "Reformer Flow",
    "kind": "session",
    "minutes": 55,
    "price": 1850,
    "tax": 750,
    "seats": 8,
    "note": "Bring socks\nand water",
    "places": ("r", "n"),
    "colour": 7,
    "waits": True,
    "from": "2028-02-29",
    "at": "18:00",
    "hours": {"0": (("06:00", "12:00"), ("14:00", "22:00"))},
    "tags": ("mat", "reformer"),
    "phone": "+442079460000",
}


class Desk:
    """The sheet in a window, what it saved, what it asked."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.form = Form(SECTIONS, "EUR", country="GB")
        self.form.show_values(VALUES)
        self.sheet = FormSheet(self.form, "Save")
        self.saved: list[dict[str, Any]] = []
        self.drafts: list[dict[str, str]] = []
        self.left = 0
        self.sheet.saved.connect(self.saved.append)
        self.sheet.drafted.connect(self.drafts.append)
        self.sheet.left.connect(self._leave)
        self.window.setCentralWidget(self.sheet)
        self.window.resize(640, 700)
        show_active(self.window)

    def _leave(self) -> None:
        self.left += 1

    def write(self, name: str, text: str) -> None:
        self.form.focus(name)
        focus = self.focus()
        QTest.keyClick(focus, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(focus, Qt.Key.Key_Delete)
        if text.isascii():
            QTest.keyClicks(focus, text)
        else:  # what no keyboard of the test has comes as an input method gives it
            committed = QInputMethodEvent()
            committed.setCommitString(text)
            QApplication.sendEvent(focus, committed)

    def focus(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def press(self, key: Qt.Key, ctrl: bool = False) -> None:
        none, control = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
        QTest.keyClick(self.focus(), key, control if ctrl else none)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_what_is_shown_is_read_again(desk: Desk) -> None:
    read = desk.form.values()
    assert {**read, "places": set(read["places"])} == {**VALUES, "places": {"n", "r"}}
    assert not desk.form.is_dirty()
    assert desk.form.draft() == {}


@rule("U-92")
def test_a_wrong_value_is_marked_at_its_field_while_typing(desk: Desk) -> None:
    desk.write("minutes", "3")
    assert desk.form.wrong("minutes") == "At least 5 min"
    desk.write("minutes", "soon")
    assert desk.form.wrong("minutes") == "Such as 55, 1:30 or 12 h"
    desk.write("minutes", "1:15")
    assert desk.form.wrong("minutes") == ""
    assert desk.form.changes() == {"minutes": 75}


def test_enter_saves_and_with_something_wrong_goes_there(desk: Desk) -> None:
    desk.write("name", "  ")
    desk.form.focus("seats")
    desk.press(Qt.Key.Key_Return)
    assert desk.saved == []
    assert desk.focus() is desk.form.widget("name")
    desk.write("name", "يوغا 🧘")
    desk.press(Qt.Key.Key_Return)
    assert [one["name"] for one in desk.saved] == ["يوغا 🧘"]


def test_enter_in_a_long_text_begins_a_line_and_ctrl_enter_saves(desk: Desk) -> None:
    desk.write("note", "one")
    desk.press(Qt.Key.Key_Return)
    assert desk.saved == []
    QTest.keyClicks(desk.focus(), "two")
    desk.press(Qt.Key.Key_Return, ctrl=True)
    assert desk.saved[0]["note"] == "one\ntwo"


@rule("U-80")
def test_a_half_filled_form_comes_back_field_by_field(desk: Desk, qtbot: QtBot) -> None:
    desk.write("name", "Half")
    desk.write("price", "12,")
    kept = desk.drafts[-1]
    assert kept == {"name": "Half", "price": "12,"}
    again = Form(SECTIONS, "EUR", country="GB")
    qtbot.addWidget(again)
    again.show_values(VALUES)
    assert again.take_draft(kept)
    assert again.draft() == kept
    assert again.value("price") == 1200


def test_every_kind_of_field_survives_as_text(desk: Desk, qtbot: QtBot) -> None:
    blank = Form(SECTIONS, "EUR", country="GB")
    qtbot.addWidget(blank)
    texts = {name: desk.form._editors[name].text() for name in VALUES}
    assert blank.take_draft(texts)
    assert blank.values() == desk.form.values()


def test_what_the_core_refuses_stands_at_the_field_it_is_about(desk: Desk) -> None:
    told = {"code": "capacity_too_small"}

    def ask(values: dict[str, Any]) -> Refusal | str:
        return Refusal(told["code"], {}) if values["seats"] == 1 else ""

    words = {"capacity_too_small": "Eight are booked", "not_permitted": "Only managers"}
    desk.sheet.set_ask(ask, lambda r: words[r.code], {"capacity_too_small": "seats"})
    desk.write("seats", "1")
    desk.press(Qt.Key.Key_Return)
    assert desk.form.wrong("seats") == "Eight are booked"
    assert desk.saved == []
    desk.write("seats", "2")
    assert desk.form.wrong("seats") == ""
    told["code"] = "not_permitted"
    desk.write("seats", "1")
    desk.sheet.look()
    assert desk.sheet.answer.text() == "Only managers"


def test_a_hidden_field_is_never_wrong(desk: Desk) -> None:
    desk.write("seats", "many")
    assert "seats" in desk.form.errors()
    desk.form.show_field("seats", shown=False)
    assert desk.form.errors() == {}


@rule("U-10")
def test_esc_leaves_from_any_field(desk: Desk) -> None:
    for name in ("name", "kind", "note", "hours", "places"):
        desk.form.focus(name)
        desk.press(Qt.Key.Key_Escape)
    assert desk.left == 5


def test_a_choice_that_is_not_offered_any_more_is_kept(desk: Desk) -> None:
    desk.form.show_values({"kind": "workshop"})
    assert desk.form.value("kind") == "workshop"
    assert not desk.form.is_dirty()


@rule("U-57")
def test_every_input_has_a_name_of_its_own(desk: Desk) -> None:
    named = [
        widget.accessibleName()
        for widget in desk.form.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and widget.isVisible()
    ]
    assert "" not in named
    assert len(named) == len(set(named))


def test_colours_and_choices_move_by_arrows(desk: Desk) -> None:
    desk.form.focus("colour")
    desk.press(Qt.Key.Key_Right)
    assert desk.form.value("colour") == 8
    desk.form.focus("places")
    desk.press(Qt.Key.Key_Right)
    desk.press(Qt.Key.Key_Right)
    desk.press(Qt.Key.Key_Space)
    assert set(desk.form.value("places")) == {"n", "r", "h"}


@rule("ORG-5")
def test_a_number_is_read_as_the_country_types_it_and_an_odd_one_stays(desk: Desk) -> None:
    assert desk.form.typed("phone") == "+44 20 7946 0000"
    desk.write("phone", "07700 900271")
    assert desk.form.value("phone") == "+447700900271"
    desk.write("phone", "12")
    read = desk.form.value("phone")
    assert isinstance(read, Unread)
    assert read.reason.startswith("Such as 0")
    desk.write("phone", "")
    assert desk.form.value("phone") == ""
    desk.form.show_values({"phone": "555 1234"})
    assert desk.form.value("phone") == "555 1234"
    assert not desk.form.is_dirty()
