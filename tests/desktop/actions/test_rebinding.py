"""Keys can be changed by who works with them, and stay changed (U-07)."""

from pathlib import Path

from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from core.domain.zones import to_utc
from desktop.actions.screens import Screen
from tests.desktop.desk_window import DeskWindowDriver, open_window
from tests.desktop.live import LiveDesk
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "17:41", "Europe/London")


def sheet_of(desk: DeskWindowDriver) -> object:
    desk.keys("F1")
    return desk.window.panel.content()


@rule("U-07")
def test_a_key_is_changed_in_the_sheet_and_is_there_at_the_next_start(
    live: LiveDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    with open_window(live.session, tmp_path, qtbot) as desk:
        sheet = sheet_of(desk)
        sheet.list.choose("go.calendar")  # type: ignore[attr-defined]
        desk.keys("Return", "Ctrl+Alt+K")
        assert any("Ctrl+Alt+K" in row for row in desk.rows("All shortcuts"))
        desk.keys("Escape", "Ctrl+Alt+K")
        assert desk.window.screen_in_view() is Screen.CALENDAR
    with open_window(live.session, tmp_path, qtbot) as desk:
        desk.go(Screen.TODAY)
        desk.keys("Ctrl+Alt+K")
        assert desk.window.screen_in_view() is Screen.CALENDAR
        sheet = sheet_of(desk)
        sheet.list.choose("go.calendar")  # type: ignore[attr-defined]
        desk.keys("Delete")
        assert desk.app.registry.action("go.calendar").shortcut() == QKeySequence("Ctrl+2")
        assert live.session.kept("keys") == {}


@rule("U-07")
def test_a_key_that_is_taken_is_refused_with_whose_it_is(
    live: LiveDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    with open_window(live.session, tmp_path, qtbot) as desk:
        sheet = sheet_of(desk)
        sheet.list.choose("go.calendar")  # type: ignore[attr-defined]
        desk.keys("Return", "F2")
        assert "has this key already" in sheet.answer.text()  # type: ignore[attr-defined]
        assert desk.app.registry.action("go.calendar").shortcut() == QKeySequence("Ctrl+2")
        assert desk.window.screen_in_view() is not Screen.CHECK_IN
