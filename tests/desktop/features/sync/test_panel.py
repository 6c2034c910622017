"""What waits to be confirmed can be listed, with who did what and when (U-32, U-35)."""

from msgspec.structs import replace

from core.commands.arrivals import CheckIn
from core.commands.people import ArchiveClient
from core.domain.zones import to_utc
from desktop.loading import Loading
from desktop.sync.worker import SyncState
from desktop.sync_line import loaded, sync_line
from tests.desktop.desk_window import DeskWindowDriver
from tests.desktop.live import LiveDesk
from tests.support.rules import rule

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
    assert any("newer ones come with this computer’s updates" in text for text in said)


@rule("U-34", "U-38")
def test_offline_nothing_is_loaded_afresh_and_the_panel_says_why(desk: DeskWindowDriver) -> None:
    desk.do("desk.show_sync")
    panel = desk.app.screens.sync.panel
    desk.until(panel.load_note.text)
    assert not panel.load.isEnabled()
    assert "needs the server" in panel.load_note.text()


@rule("U-38", "U-39")
def test_loading_afresh_is_asked_for_keeps_what_waits_and_counts_rows(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    live.exchange()
    live.session.send(CheckIn(live.names["ben"], live.names["evening"]))
    worker = live.desk.worker
    worker.state = replace(worker.state, online=True, trouble="")
    desk.do("desk.show_sync")
    panel = desk.app.screens.sync.panel
    live.session.sync_changed.emit(worker.state)
    desk.until(panel.load.isEnabled)
    panel.load.click()
    desk.until(lambda: panel.load_bar.said.text() == "0 rows so far")
    assert panel.load_bar.isVisible()
    assert not panel.load.isEnabled()
    assert live.desk.dispatcher.replica.standing.cursor == 0
    live.exchange()
    live.exchange()
    assert live.desk.dispatcher.replica.standing.cursor > 0
    assert live.desk.dispatcher.network(worker.loading).result() is None
    desk.until(panel.load_bar.isHidden)
    desk.until(lambda: desk.rows(LIST) == [])


@rule("U-39")
def test_a_load_says_of_how_many_rows_is_stopped_and_goes_on(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    desk.do("desk.show_sync")
    bar = desk.app.screens.sync.panel.load_bar
    asked: list[bool] = []
    bar.rest_asked.connect(asked.append)
    load = Loading(12_400, 98_000)
    bar.show_load(load, loaded(load))
    assert bar.said.text() == "12,400 of 98,000 rows"
    assert bar.rest.text() == "Stop"
    bar.rest.click()
    bar.show_load(replace(load, stopped=True), loaded(load))
    assert bar.rest.text() == "Go on"
    bar.rest.click()
    assert asked == [True, False]


@rule("U-32", "U-39")
def test_the_sync_state_says_how_far_a_load_is_and_that_it_was_stopped() -> None:
    state = SyncState(last_success=NOW, online=True, loading=Loading(12_400, 98_000))
    assert sync_line(state, NOW, "UTC").said == "Loading · 12,400 of 98,000 rows"
    stopped = replace(state, loading=Loading(12_400, 98_000, stopped=True))
    assert sync_line(stopped, NOW, "UTC").said == "Loading stopped · 12,400 of 98,000 rows"
