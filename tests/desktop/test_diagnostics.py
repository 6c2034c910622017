"""An error that nobody expected: told in plain words, written down without names (U-86)."""

import json
import logging
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from core.domain.zones import to_utc
from desktop.diagnostics import LOG, Diagnostics
from tests.desktop.desk_window import DeskWindowDriver
from tests.desktop.live import LiveDesk

NOW = to_utc("2026-03-02", "17:41", "Europe/London")


def go_wrong(name: str) -> None:
    """An error whose words hold a name, caught as Python would."""
    passes: dict[str, int] = {}
    try:
        passes[f"of {name}"]
    except LookupError:
        sys.excepthook(*sys.exc_info())


@pytest.mark.expects_log("an error nobody expected")
def test_the_desk_says_it_goes_on_and_copies_what_helps(
    desk: DeskWindowDriver, live: LiveDesk, tmp_path: Path
) -> None:
    desk.app.write_down(Diagnostics(tmp_path))
    go_wrong("Anna Petrov")
    desk.until(lambda: any("Something went wrong" in said for said in desk.said()))
    message = desk.window.messages.messages()[-1]
    assert message.undo_button.text() == "Copy diagnostics"
    message.undo_button.click()
    copied = QApplication.clipboard().text()
    assert "KeyError" in copied
    assert "go_wrong" in copied
    assert "foyer: " in copied
    assert "Anna" not in copied
    desk.keys("F2")
    assert desk.window.screen_in_view().face.ident == "check_in"


@pytest.mark.expects_log("something to note|an error nobody expected")
def test_the_log_has_one_object_a_line_and_no_words_of_errors(tmp_path: Path) -> None:
    written = Diagnostics(tmp_path)
    told: list[str] = []
    before = sys.excepthook
    written.begin(told.append)
    logging.getLogger("desktop.sync.worker").warning("something to note")
    go_wrong("Ben Carter")
    written.end()
    assert sys.excepthook is before
    lines = [json.loads(line) for line in (tmp_path / LOG).read_text().splitlines()]
    assert [line["says"] for line in lines] == ["something to note", "an error nobody expected"]
    assert lines[1]["error"] == "KeyError"
    assert "Carter" not in (tmp_path / LOG).read_text()
    assert told == ["KeyError"]
