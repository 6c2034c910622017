"""The desk on its small studio, and the page of settings in view."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from core.domain.zones import to_utc
from desktop.features.settings.record_page import Opened, RecordPage
from desktop.forms.form import Form
from tests.desktop.desk_window import DeskWindowDriver, open_window
from tests.desktop.live import LiveDesk

NOW = to_utc("2026-03-02", "17:41", "Europe/London")


class Settings:
    """Opens pages and entries, types into fields, saves."""

    def __init__(self, desk: DeskWindowDriver, live: LiveDesk) -> None:
        self.desk, self.live = desk, live

    def open(self, page: str, key: str | None = None) -> RecordPage:
        """A page, and an entry of it where a key is given ("" is a new one)."""
        self.desk.do(f"settings.open_{page}")
        shown = self.page()
        if key is not None:
            shown.open(key)
        return shown

    def page(self) -> RecordPage:
        shown = self.desk.app.screens.settings._screen.page()
        assert isinstance(shown, RecordPage)
        return shown

    def opened(self) -> Opened:
        found = self.page().opened
        assert found is not None
        return found

    @property
    def form(self) -> Form:
        return self.opened().sheet.form

    def put(self, field: str, value: Any) -> None:
        """Choose a value as a person does."""
        self.form._editors[field].show(value)
        self.form._typed(field)

    def type(self, field: str, text: str) -> None:
        """Type a text as a person does."""
        self.form.fill(field, text)

    def save(self) -> None:
        """Press Enter, and wait until the form is closed."""
        self.opened().sheet.save()
        self.desk.until(lambda: self.page().opened is None or self.page().single)

    def do(self, text: str) -> None:
        """Click what can be done with the entry in view."""
        page = self.page()
        key = self.opened().key
        deed = next(one for one in page.subject.deeds(key) if one.text == text)
        page._close()
        deed.run()

    def rows(self) -> list[str]:
        """What the list says."""
        return [row.said for row in self.page().listing.list.rows.rows()]


@pytest.fixture
def live(tmp_path: Path, qtbot: QtBot) -> Iterator[LiveDesk]:
    with LiveDesk.open(tmp_path, NOW) as made:
        yield made


@pytest.fixture
def desk(live: LiveDesk, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskWindowDriver]:
    with open_window(live.session, tmp_path, qtbot) as made:
        yield made


@pytest.fixture
def settings(desk: DeskWindowDriver, live: LiveDesk) -> Settings:
    return Settings(desk, live)
