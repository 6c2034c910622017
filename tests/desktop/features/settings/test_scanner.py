"""The scanner's page: a test scan into it, what fits taken over, in force at once (U-13, U-89)."""

from PySide6.QtTest import QTest

from core.domain.zones import to_utc
from desktop.features.settings.here.scanner import ScannerPage
from desktop.scanner.setup import SCANNER, TEST_CODE, wedge_settings
from tests.desktop.desk_window import DeskWindowDriver
from tests.desktop.live import LiveDesk
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "17:41", "Europe/London")


def opened(desk: DeskWindowDriver) -> ScannerPage:
    desk.do("settings.open_scanner")
    page = desk.app.screens.settings.page("scanner")
    assert isinstance(page, ScannerPage)
    return page


@rule("U-13")
def test_a_test_scan_is_heard_here_and_checks_nobody_in(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    page = opened(desk)
    page.probe.setFocus()
    QTest.keyClicks(page.probe, TEST_CODE)
    desk.keys("Tab")
    assert TEST_CODE in page.received.text()
    assert page.answer.text() == "The scanner fits."
    assert desk.window.screen_in_view().face.ident == "settings"
    page.take.click()
    assert live.session.kept(SCANNER)["suffix"] == "tab"
    assert desk.app.wedge._stream.settings.suffix == "\t"


@rule("U-12", "U-89")
def test_what_is_typed_holds_at_once_and_at_the_next_start(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    page = opened(desk)
    page.form.put("prefix", "]C1")
    page.form.put("gap_ms", 120)
    page.form.changed.emit()
    assert desk.app.wedge._stream.settings.prefix == "]C1"
    desk.until(lambda: "]C1" in live.desk.read_drafts())
    assert wedge_settings(live.session).gap_ms == 120
    page.form.focus("gap_ms")
    desk.keys("Ctrl+A")
    desk.write("100000")
    assert page.form.wrong("gap_ms")
    assert wedge_settings(live.session).gap_ms <= 300
