"""The Check-in screen: results, countdown, ways out on keys, last scans, search."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions.frame import UNDO
from desktop.actions.screens import Screen
from desktop.features.checkin.looks import ICONS, TONES, field_of
from desktop.features.checkin.model import FoundClient, Outcome, ScanTotals
from desktop.features.checkin.result_field import STAYS_S
from desktop.features.checkin.result_layout import lay_out
from desktop.theme.tokens import LIGHT
from desktop.widgets.sound import Cue
from tests.desktop.gallery.checkin_data import ACCEPTED, ATTENTION, REFUSED, WORKING, scans
from tests.desktop.gallery.stage import Stage
from tests.support.keys import click, press, show_active, type_text
from tests.support.rules import rule


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path) -> Stage:
    made = Stage(tmp_path / "desk.ini")
    qtbot.addWidget(made.window)
    made.window.resize(QSize(1280, 800))
    show_active(made.window)
    made.window.go(Screen.CHECK_IN)
    return made


@rule("U-15", "U-16")
def test_the_four_results_differ_in_colour_icon_tone_and_sound() -> None:
    assert len({field_of(LIGHT, outcome).fill.name() for outcome in Outcome}) == 4
    assert len(set(ICONS.values())) == len(set(TONES.values())) == 4
    assert {cue.value for cue in Cue} == {outcome.value for outcome in Outcome}


@rule("U-15")
@pytest.mark.parametrize("result", [ACCEPTED, ATTENTION, REFUSED, WORKING], ids=lambda r: r.name)
def test_the_whole_field_takes_the_colour_of_the_result(stage: Stage, result: object) -> None:
    assert isinstance(result, type(ACCEPTED))
    stage.checkin.show_result(result)
    image = stage.checkin.field.grab().toImage()
    ratio = image.devicePixelRatio()
    corner = image.pixelColor(round(20 * ratio), round(20 * ratio))
    assert corner == field_of(LIGHT, result.outcome).fill


@rule("U-18")
def test_a_result_stays_thirty_seconds_with_a_visible_countdown(stage: Stage) -> None:
    field = stage.checkin.field
    stage.checkin.show_result(ACCEPTED)
    stage.time += STAYS_S - 1
    field.count_down()
    assert field.result() is ACCEPTED
    assert field.seconds_left() == pytest.approx(1)
    bar = lay_out(field.width(), field.height(), 3).bar
    image = field.grab().toImage()
    y = bar.center().y()
    white = [image.pixelColor(x, y) == LIGHT.accepted_field.on for x in range(10, bar.width() - 10)]
    assert sum(white) == pytest.approx(bar.width() / 30, abs=12)
    stage.time += 1
    field.count_down()
    assert field.result() is None


@rule("U-18")
def test_the_next_scan_takes_the_place_and_a_full_time(stage: Stage) -> None:
    stage.checkin.show_result(ACCEPTED)
    stage.time += 20
    stage.checkin.show_result(REFUSED)
    assert stage.checkin.field.result() is REFUSED
    assert stage.checkin.field.seconds_left() == STAYS_S


@rule("U-17")
def test_the_fix_is_on_one_key_and_belongs_to_its_scan(stage: Stage) -> None:
    asked: list[tuple[str, str]] = []
    stage.checkin.fix_requested.connect(lambda scan, fix: asked.append((scan, fix)))
    stage.checkin.show_result(REFUSED)
    press(stage.checkin.field, Qt.Key.Key_Return)
    press(stage.checkin.field, Qt.Key.Key_D)
    stage.checkin.show_result(ATTENTION)
    press(stage.checkin.field, Qt.Key.Key_D)
    press(stage.checkin.field, Qt.Key.Key_Q)
    assert asked == [("s3", "sell"), ("s3", "drop_in"), ("s2", "waiver")]


@rule("U-05")
def test_fix_keys_are_inert_while_somebody_types(stage: Stage) -> None:
    asked: list[str] = []
    stage.checkin.fix_requested.connect(lambda _scan, fix: asked.append(fix))
    press(stage.checkin.field, Qt.Key.Key_Slash)
    box = stage.checkin.scans.search
    assert box.hasFocus()
    stage.checkin.show_result(REFUSED)
    assert box.hasFocus()
    type_text(box, "dp")
    assert (box.text(), asked) == ("dp", [])


def test_undo_on_a_result_is_the_one_undo_of_the_desk(stage: Stage) -> None:
    did: list[str] = []
    stage.registry.triggered.connect(did.append)
    stage.checkin.show_result(ACCEPTED)
    press(stage.checkin.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    stage.checkin.field.fix_actions()[0].trigger()
    assert did == [UNDO, UNDO]


@rule("U-58")
def test_a_result_is_said_in_full(stage: Stage) -> None:
    stage.checkin.show_result(ACCEPTED)
    said = stage.checkin.field.accessibleName()
    for part in ("Checked in", "Priya Nair", "Spot 4", "Credits left 3", "Reformer Flow"):
        assert part in said


@rule("U-04")
def test_by_name_arrows_and_enter_work_from_the_box(stage: Stage) -> None:
    chosen: list[str] = []
    stage.checkin.client_chosen.connect(chosen.append)
    box = stage.checkin.scans.search
    box.setFocus()
    type_text(box, "pri")
    found = [FoundClient(client_id=n, name=n.title()) for n in ("priya", "primož", "april")]
    stage.checkin.show_found(found)
    press(box, Qt.Key.Key_Down)
    press(box, Qt.Key.Key_Return)
    assert chosen == ["primož"]
    assert box.text() == ""
    assert stage.checkin.scans.title.text() == "Last scans"


def test_last_scans_open_and_count(stage: Stage) -> None:
    opened: list[str] = []
    stage.checkin.scan_opened.connect(opened.append)
    rows = stage.checkin.scans.list
    assert rows.rows.rowCount() == len(scans())
    rows.setFocus()
    press(rows, Qt.Key.Key_Down)
    press(rows, Qt.Key.Key_Return)
    assert opened == [scans()[1].scan_id]
    stage.checkin.show_scans((), ScanTotals())
    assert rows.rows.rowCount() == 0


@rule("U-24")
def test_the_sound_button_says_how_it_is(stage: Stage) -> None:
    did: list[str] = []
    stage.registry.triggered.connect(did.append)
    click(stage.checkin.sound)
    stage.checkin.show_sound(False)
    assert did == ["desk.switch_sound"]
    assert stage.checkin.sound.accessibleName() == "Sound off"


@rule("U-55", "U-56")
@pytest.mark.parametrize("size", [QSize(1024, 700), QSize(1280, 800), QSize(1920, 1080)], ids=str)
@pytest.mark.parametrize("result", [ACCEPTED, ATTENTION, REFUSED], ids=lambda r: r.headline)
def test_no_part_of_a_result_covers_another(stage: Stage, size: QSize, result: object) -> None:
    assert isinstance(result, type(ACCEPTED))
    stage.window.resize(size)
    stage.checkin.show_result(result)
    QApplication.processEvents()
    field = stage.checkin.field
    places = [button.geometry() for button in field.fix_buttons()]
    footer_top = field.height() - 8 - 40
    for at, place in enumerate(places):
        assert field.rect().contains(place)
        assert place.bottom() < footer_top
        assert not any(place.intersects(other) for other in places[at + 1 :])
