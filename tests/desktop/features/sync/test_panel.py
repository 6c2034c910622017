"""What waits to be confirmed can be listed, with who did what and when (U-32, U-35)."""

from core.commands.arrivals import CheckIn
from core.commands.people import ArchiveClient
from core.domain.zones import to_utc
from tests.desktop.desk_window import DeskWindowDriver
from tests.desktop.live import LiveDesk

NOW = to_utc("2026-03-02", "17:41", "Europe/London")
LIST = "Waiting to be confirmed"


def test_what_was_done_here_stands_there_until_it_is_confirmed(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    names = live.names
    live.session.send(CheckIn(names["ben"], names["evening"]))
    live.session.send(ArchiveClient(names["hanna"]))
    desk.do("desk.show_sync")
    desk.until(lambda: len(desk.rows(LIST)) == 2)
    first, second = desk.rows(LIST)
    assert "Checked Ben Carter in to Reformer Flow" in first
    assert "Archived Hanna Lindqvist" in second
    assert "Ruth Hale" in first
    live.exchange()
    live.exchange()
    desk.until(lambda: desk.rows(LIST) == [])


def test_offline_it_says_to_go_on_and_names_this_desk(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    desk.do("desk.show_sync")
    panel = desk.app.screens.sync.panel
    desk.until(lambda: "Offline" in panel.state.accessibleName())
    assert "Go on working" in panel.advice.text()
    said = [label.text() for label in panel._labels]
    assert "Front desk (A)" in said
