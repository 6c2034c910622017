"""A scanner that types: told from people by prefix, suffix and time, from every screen."""

from collections.abc import Iterator
from itertools import cycle

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions.declaration import ActionDef, on
from desktop.actions.registry import ActionRegistry
from desktop.actions.screens import Screen
from desktop.scanner.repeats import RepeatGuard
from desktop.scanner.stream import WedgeSettings
from desktop.scanner.wedge import Wedge
from tests.support.keys import press, show_active, type_text
from tests.support.rules import rule

CODE = "FY7K2M9QX4"
DIGITS = tuple(
    ActionDef(f"today.check_in_{n}", f"Check in {n}", "", (str(n),), on(Screen.TODAY))
    for n in range(1, 10)
)
TYPIST_MS = (95, 70, 130, 66, 88, 110, 75, 90, 68, 140)


class Bench:
    """A window with a field, an action on each digit, and a wedge whose clock is set by hand."""

    def __init__(self, settings: WedgeSettings) -> None:
        self.now_ms = 1000
        self.window = QMainWindow()
        self.field = QLineEdit()
        self.window.setCentralWidget(self.field)
        self.registry = ActionRegistry(DIGITS, self.window)
        self.registry.on_screen(Screen.TODAY)
        guard = RepeatGuard(settings.repeat_s, clock=lambda: self.now_ms / 1000)
        self.wedge = Wedge(settings, self.registry.trigger_key, lambda _event: self.now_ms, guard)
        self.scans: list[str] = []
        self.strange: list[str] = []
        self.did: list[str] = []
        self.wedge.scanned.connect(self.scans.append)
        self.wedge.strange.connect(self.strange.append)
        self.registry.triggered.connect(self.did.append)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.wedge.listen(app)
        self.app = app

    def type(self, text: str, gaps_ms: tuple[int, ...] | int) -> None:
        """Send characters with pauses before each."""
        gaps = cycle((gaps_ms,) if isinstance(gaps_ms, int) else gaps_ms)
        for letter, gap_ms in zip(text, gaps, strict=False):
            self.now_ms += gap_ms
            target: QWidget = self.app.focusWidget() or self.window
            if letter == "\r":
                press(target, Qt.Key.Key_Return)
            else:
                type_text(target, letter)

    def rest(self) -> None:
        """Nothing more comes."""
        self.now_ms += 10_000
        self.wedge.let_go()


@pytest.fixture
def settings() -> WedgeSettings:
    return WedgeSettings()


@pytest.fixture
def bench(qtbot: QtBot, settings: WedgeSettings) -> Iterator[Bench]:
    made = Bench(settings)
    qtbot.addWidget(made.window)
    show_active(made.window)
    made.field.clearFocus()
    yield made
    made.wedge.hush(made.app)


@rule("U-11", "U-12")
@pytest.mark.parametrize("gap_ms", [5, 20, 50])
@pytest.mark.parametrize("in_field", [False, True], ids=["screen", "field"])
def test_a_scan_is_heard_and_leaves_nothing_in_field_or_shortcuts(
    bench: Bench, gap_ms: int, in_field: bool
) -> None:
    if in_field:
        bench.field.setFocus()
        bench.field.setText("Wim")
    bench.type(CODE + "\r", gap_ms)
    bench.rest()
    assert bench.scans == [CODE]
    assert bench.did == []
    assert bench.field.text() == ("Wim" if in_field else "")


@rule("U-12")
@pytest.mark.parametrize("text", ["07700900142", "ANNA MARIA 7", "PRIYA0142"])
def test_a_fast_typist_keeps_every_character_in_order(bench: Bench, text: str) -> None:
    bench.field.setFocus()
    bench.type(text + "\r", TYPIST_MS)
    bench.rest()
    assert bench.field.text() == text
    assert bench.scans == []


@rule("U-05", "U-12")
def test_digits_typed_by_a_person_still_check_in(bench: Bench) -> None:
    bench.type("123", TYPIST_MS)
    bench.rest()
    assert bench.did == ["today.check_in_1", "today.check_in_2", "today.check_in_3"]


def test_a_pin_is_no_code_however_fast_it_is_typed(bench: Bench) -> None:
    bench.field.setEchoMode(QLineEdit.EchoMode.Password)
    bench.field.setFocus()
    bench.type("028417\r", 5)
    assert (bench.scans, bench.strange, bench.did) == ([], [], [])
    assert bench.field.text() == "028417"


def test_a_scan_is_heard_under_caps_lock(bench: Bench) -> None:
    for letter in CODE:
        shift = Qt.KeyboardModifier.ShiftModifier
        held = shift if letter.isalpha() else Qt.KeyboardModifier.NoModifier
        press(bench.window, Qt.Key(ord(letter)), held)
    press(bench.window, Qt.Key.Key_Return)
    assert bench.scans == [CODE]


@rule("U-12")
def test_a_short_burst_is_no_scan_and_is_handed_on(bench: Bench) -> None:
    bench.field.setFocus()
    bench.type("AB1\r", 5)
    assert bench.field.text() == "AB1"
    assert bench.scans == []


@rule("U-12")
def test_a_pause_in_the_middle_makes_it_typing(bench: Bench) -> None:
    bench.field.setFocus()
    bench.type(CODE[:5], 5)
    bench.now_ms += 61
    bench.type(CODE[5:] + "\r", 5)
    assert bench.scans == []
    assert bench.field.text() == CODE


def test_characters_held_back_are_handed_on_when_nothing_follows(
    bench: Bench, qtbot: QtBot
) -> None:
    bench.field.setFocus()
    bench.type("A", 5)
    assert bench.field.text() == ""
    qtbot.waitUntil(lambda: bench.field.text() == "A", timeout=1000)


class TestWithPrefix:
    """A scanner that is set to send a prefix."""

    @pytest.fixture
    def settings(self) -> WedgeSettings:
        return WedgeSettings(prefix="~")

    @rule("U-12")
    def test_the_prefix_is_needed_and_is_no_part_of_the_code(self, bench: Bench) -> None:
        bench.field.setFocus()
        bench.type(f"~{CODE}\r", 5)
        assert (bench.scans, bench.field.text()) == ([CODE], "")

    @rule("U-12")
    def test_without_it_a_field_takes_fast_capitals_at_once(self, bench: Bench) -> None:
        bench.field.setFocus()
        bench.type(CODE, 5)
        assert (bench.scans, bench.field.text()) == ([], CODE)

    def test_a_foreign_code_checks_nobody_in(self, bench: Bench) -> None:
        bench.type("9780201379624\r", 5)
        assert (bench.scans, bench.did) == ([], [])
        assert bench.strange == ["9780201379624"]


@rule("U-11")
@pytest.mark.parametrize("in_field", [False, True], ids=["screen", "field"])
def test_it_hears_keys_as_they_come_from_the_platform(bench: Bench, in_field: bool) -> None:
    handle = bench.window.windowHandle()
    if in_field:
        bench.field.setFocus()
    for letter in CODE:
        bench.now_ms += 5
        shift = Qt.KeyboardModifier.ShiftModifier
        held = shift if letter.isalpha() else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(handle, Qt.Key(ord(letter)), held)
    QTest.keyClick(handle, Qt.Key.Key_Return)
    bench.now_ms += 500
    QTest.keyClick(handle, Qt.Key.Key_5)
    bench.rest()
    assert bench.scans == [CODE]
    assert bench.field.text() == ("5" if in_field else "")
    assert bench.did == ([] if in_field else ["today.check_in_5"])


@rule("U-14")
def test_the_same_code_within_five_seconds_is_ignored(bench: Bench) -> None:
    bench.type(CODE + "\r", 5)
    bench.now_ms += 4_000
    bench.type(CODE + "\r", 5)
    bench.type("OTHER4CODE\r", 5)
    bench.type(CODE + "\r", 5)
    bench.now_ms += 5_100
    bench.type(CODE + "\r", 5)
    assert bench.scans == [CODE, "OTHER4CODE", CODE, CODE]


def test_a_chord_is_never_held(bench: Bench) -> None:
    none = Qt.KeyboardModifier.ControlModifier
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_K, none, "\x0b")
    assert not bench.wedge.eventFilter(bench.window, event)
    assert QKeySequence(event.keyCombination()) == QKeySequence("Ctrl+K")
