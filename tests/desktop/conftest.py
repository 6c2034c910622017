"""The small living studio and a window on it, for every test of the desk that wants no other."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.desktop.desk_window import DeskWindowDriver, open_window
from tests.desktop.live import LiveDesk


@pytest.fixture
def live(tmp_path: Path, qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[LiveDesk]:
    """A desk that has loaded the studio; it is `NOW` of the module that asks."""
    with LiveDesk.open(tmp_path, request.module.NOW) as made:
        yield made


@pytest.fixture
def desk(live: LiveDesk, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskWindowDriver]:
    """The window of that desk."""
    with open_window(live.session, tmp_path, qtbot) as made:
        yield made
