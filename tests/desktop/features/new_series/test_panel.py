"""The panel "new series": every date before it is made, wrong values marked while typing."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from desktop.features.new_series.model import Part, SeriesDraft, SeriesPreview
from desktop.features.new_series.view import NewSeriesPanel
from desktop.forms.clock_text import clock_text
from tests.desktop.gallery_panels.series_data import CHOICES, DRAFT, preview
from tests.support.keys import press, show_active
from tests.support.rules import rule


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("18:00", "18:00"),
        ("1830", "18:30"),
        ("18.15", "18:15"),
        ("7", "07:00"),
        ("6pm", "18:00"),
        ("12am", "00:00"),
        ("12:30 pm", "12:30"),
        ("24:00", ""),
        ("18:60", ""),
        ("13pm", ""),
        ("noon", ""),
        ("", ""),
    ],
)
def test_a_time_is_read_as_people_type_it(typed: str, read: str) -> None:
    assert clock_text(typed) == read


class Desk:
    """The panel in a window, and what it saved."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.panel = NewSeriesPanel()
        self.asked: list[SeriesDraft] = []
        self.panel.set_preview(self._preview)
        self.saved: list[SeriesDraft] = []
        self.panel.saved.connect(self.saved.append)
        self.panel.start(CHOICES, DRAFT)
        self.window.setCentralWidget(self.panel)
        self.window.resize(456, 752)
        show_active(self.window)

    def _preview(self, draft: SeriesDraft) -> SeriesPreview:
        self.asked.append(draft)
        return preview(draft)

    def wrong(self) -> dict[Part, str]:
        boxes = self.panel.form.boxes.items()
        return {part: box.wrong() for part, box in boxes if box.wrong()}


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


@rule("SCH-3")
def test_every_date_is_shown_with_its_conflict_before_anything_is_made(desk: Desk) -> None:
    said = [row.said for row in desk.panel.dates.rows.rows()]
    assert len(said) == 16
    assert "Wed 2 Dec 18:00, Leo B. has Reformer Flow 18:00" in said
    assert desk.panel.summary.text() == "16 dates · 2 with a conflict"
    assert not desk.saved


def test_a_service_brings_its_usual_length_and_seats(desk: Desk) -> None:
    form = desk.panel.form
    assert (form.minutes.text(), form.capacity.text()) == ("60", "14")
    form.service.setCurrentIndex(1)
    assert (form.minutes.text(), form.capacity.text()) == ("45", "12")


def test_a_wrong_value_is_marked_while_it_is_typed(desk: Desk) -> None:
    start = desk.panel.form.start
    start.setFocus()
    start.selectAll()
    QTest.keyClicks(start, "25")
    assert desk.wrong() == {Part.START: "Such as 18:00"}
    assert start.accessibleDescription() == "Such as 18:00"
    press(start, Qt.Key.Key_Backspace)
    assert not desk.wrong()


def test_what_only_others_know_is_marked_when_typing_rests(desk: Desk, qtbot: QtBot) -> None:
    capacity = desk.panel.form.capacity
    capacity.setFocus()
    capacity.selectAll()
    QTest.keyClicks(capacity, "30")
    qtbot.waitUntil(lambda: bool(desk.wrong()), timeout=2000)
    assert desk.wrong() == {Part.CAPACITY: "Studio A holds 20"}


def test_enter_saves_with_the_start_in_full(desk: Desk) -> None:
    start = desk.panel.form.start
    start.setFocus()
    start.selectAll()
    QTest.keyClicks(start, "6pm")
    press(start, Qt.Key.Key_Return)
    assert desk.saved == [replace(DRAFT, start="18:00", minutes="60", capacity="14")]


def test_enter_leads_to_the_first_wrong_field_and_saves_nothing(desk: Desk) -> None:
    form = desk.panel.form
    form.minutes.setText("0")
    form.capacity.setFocus()
    press(form.capacity, Qt.Key.Key_Return)
    assert not desk.saved
    assert form.minutes.hasFocus()


def test_no_weekday_and_an_end_before_the_beginning_are_wrong(desk: Desk) -> None:
    bad = replace(DRAFT, weekdays=(), until="2026-11-20")
    desk.panel.start(CHOICES, bad)
    assert set(desk.wrong()) == {Part.WEEKDAYS, Part.UNTIL}


def test_without_an_end_the_draft_has_none(desk: Desk) -> None:
    desk.panel.start(CHOICES, replace(DRAFT, until=""))
    assert desk.panel.form.until.text() == "no end"
    desk.panel.save()
    assert desk.saved[0].until == ""


@rule("U-51")
def test_a_single_class_takes_its_span_and_asks_for_no_weekday(desk: Desk) -> None:
    once = SeriesDraft(start="13:30", minutes="90", first="2026-11-18", once=True)
    desk.panel.start(CHOICES, once)
    assert not desk.panel.form.boxes[Part.WEEKDAYS].isVisible()
    desk.panel.save()
    made = desk.saved[0]
    assert (made.start, made.minutes, made.first, made.once) == ("13:30", "90", "2026-11-18", True)
    assert len(desk.panel.dates.rows.rows()) == 1


def test_what_cannot_be_saved_says_why(desk: Desk) -> None:
    desk.panel.set_preview(lambda _draft: SeriesPreview(barred="Leo B. is away all of December"))
    desk.panel.save()
    assert not desk.saved
    assert not desk.panel.save_button.isEnabled()
    assert desk.panel._barred.text() == "Leo B. is away all of December"


@rule("U-05")
def test_arrows_move_between_weekdays_and_space_switches(desk: Desk) -> None:
    days = desk.panel.form.weekdays
    days._days[0].setFocus()
    press(days._days[0], Qt.Key.Key_Right)
    assert days._days[1].hasFocus()
    press(days._days[1], Qt.Key.Key_Space)
    assert days.chosen() == (1, 2, 4)
