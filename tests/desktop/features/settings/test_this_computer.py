"""Pages of this computer: colours and text size, sound, printer; kept for the next start."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSettings

from desktop import here
from desktop.features.settings.here.appearance import AppearancePage
from desktop.features.settings.here.printer import PrinterPage
from desktop.features.settings.here.sounds import SoundsPage
from desktop.features.settings.settings_page import SettingsPage
from desktop.text_size import use_text_size
from desktop.theme.switch import Appearance
from desktop.widgets.sound import Cue
from tests.desktop.desk_window import DeskWindowDriver
from tests.desktop.live import LiveDesk


@pytest.fixture(autouse=True)
def as_before(desk: DeskWindowDriver) -> Iterator[None]:
    yield
    desk.app.theme.choose(Appearance.SYSTEM)


def opened(desk: DeskWindowDriver, ident: str) -> SettingsPage:
    desk.do(f"settings.open_{ident}")
    return desk.app.screens.settings.page(ident)


def choose(page: AppearancePage | SoundsPage, name: str, value: object) -> None:
    page.form._editors[name].show(value)
    page.form._typed(name)


def test_colours_change_at_once_and_are_kept(desk: DeskWindowDriver, live: LiveDesk) -> None:
    page = opened(desk, "appearance")
    assert isinstance(page, AppearancePage)
    choose(page, "appearance", "dark")
    assert desk.app.theme.appearance is Appearance.DARK
    assert here.look_of(live.session).appearance is Appearance.DARK
    desk.do("desk.use_light")
    assert here.look_of(live.session).appearance is Appearance.LIGHT
    page.refresh()
    assert page.form.value("appearance") == "light"


def test_a_text_size_is_for_the_next_start_and_says_so(
    desk: DeskWindowDriver, live: LiveDesk, tmp_path: Path
) -> None:
    page = opened(desk, "appearance")
    assert isinstance(page, AppearancePage)
    choose(page, "text_size", 125)
    assert "started again" in page.answer.text()
    file = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    assert int(str(file.value("desk/text_size"))) == 125
    choose(page, "text_size", 100)
    assert page.answer.text() == ""


@pytest.mark.parametrize(
    ("kept", "factor"), [("125", "1.25"), ("100", None), ("7", None), ("big", None), ("", None)]
)
def test_the_next_start_is_as_large_as_was_chosen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kept: str, factor: str | None
) -> None:
    monkeypatch.delenv("QT_SCALE_FACTOR", raising=False)
    monkeypatch.setattr(QCoreApplication, "instance", lambda: None)
    file = tmp_path / "other.ini"
    QSettings(str(file), QSettings.Format.IniFormat).setValue("desk/text_size", kept)
    use_text_size(file)
    assert os.environ.get("QT_SCALE_FACTOR") == factor
    monkeypatch.delenv("QT_SCALE_FACTOR", raising=False)


def test_what_nobody_could_choose_is_as_at_first(live: LiveDesk, desk: DeskWindowDriver) -> None:
    live.session.keep(here.LOOK, {"appearance": "pink", "text_size": "9000"})
    assert here.look_of(live.session) == here.Look()
    live.session.keep(here.SOUND, {"volume": "-3"})
    assert here.sound_of(live.session) == here.Sound()


def test_sound_is_switched_by_page_and_palette_alike(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    page = opened(desk, "sound")
    assert isinstance(page, SoundsPage)
    choose(page, "on", False)
    assert not desk.app.sound.is_on()
    desk.do("desk.switch_sound")
    assert desk.app.sound.is_on()
    page.refresh()
    assert page.form.value("on") is True
    choose(page, "volume", 20)
    assert here.sound_of(live.session) == here.Sound(on=True, volume=20)


def test_a_computer_without_loudspeaker_says_so(
    desk: DeskWindowDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(desk, "sound")
    assert isinstance(page, SoundsPage)
    monkeypatch.setattr(page.player, "play", lambda _cue: False)
    page.buttons[Cue.ACCEPTED].click()
    assert "no loudspeaker" in page.answer.text()
    monkeypatch.setattr(page.player, "play", lambda _cue: True)
    page.buttons[Cue.REFUSED].click()
    assert page.answer.text() == ""


def test_no_printer_is_said_plainly_and_a_test_page_can_still_be_seen(
    desk: DeskWindowDriver,
) -> None:
    page = opened(desk, "printer")
    assert isinstance(page, PrinterPage)
    page.names = list
    page.refresh()
    assert "No printer is set up" in page.answer.text()
    assert "A4" in page.paper.text()
    page.test.click()
    panel = desk.app.screens.printing.panel
    desk.until(panel.isVisible)
    assert "Test page" in panel.what.text()


def test_the_printer_that_is_kept_is_offered_first(desk: DeskWindowDriver, live: LiveDesk) -> None:
    page = opened(desk, "printer")
    assert isinstance(page, PrinterPage)
    page.names = lambda: ["Office", "Counter"]
    page.refresh()
    assert page.form is not None
    page.form._editors["printer"].show("Counter")
    page.form._typed("printer")
    printing = desk.app.screens.printing
    printing.names = lambda: ["Office", "Counter"]
    page.test.click()
    desk.until(printing.panel.isVisible)
    assert printing.panel.printers.itemText(0) == "Counter"


def test_the_paper_is_changed_where_the_studio_decides_it(desk: DeskWindowDriver) -> None:
    page = opened(desk, "printer")
    assert isinstance(page, PrinterPage)
    page.change.click()
    shown = desk.app.screens.settings._screen.page()
    assert shown is desk.app.screens.settings.page("policies")
