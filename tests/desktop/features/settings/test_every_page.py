"""Every page of the settings: found, reached, named, shown to those who may do something there."""

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.commands.setup import CreateStaff, GrantRole
from core.domain.ids import StaffId
from core.domain.zones import to_utc
from desktop.features.settings.all_pages import PAGES
from desktop.features.settings.record_page import RecordPage
from desktop.features.settings.settings_page import SettingsPage
from desktop.features.settings.single_page import SinglePage
from tests.desktop.desk_window import DeskWindowDriver, open_window
from tests.desktop.live import LiveDesk
from tests.desktop.live_studio import found
from tests.desktop.test_every_window import assert_whole, controls
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "17:41", "Europe/London")


def page_in_view(desk: DeskWindowDriver) -> SettingsPage:
    found = desk.app.screens.settings._screen.page()
    assert found is not None
    return found


@rule("U-57", "U-01")
def test_each_page_is_reached_by_its_action_and_each_control_has_a_name(
    desk: DeskWindowDriver,
) -> None:
    for page in PAGES:
        desk.do(page.action)
        shown = page_in_view(desk)
        assert shown.title == page.title
        assert_whole(desk.window)
        if not isinstance(shown, RecordPage):
            continue
        keys = [row.key for row in shown.listing.list.rows.rows() if row.selectable]
        for key in [*keys[:1], *([""] if shown.subject.words().add else [])]:
            shown.open(key)
            assert_whole(desk.window)
            shown.back()


@rule("U-10")
def test_tab_reaches_every_control_of_a_form(desk: DeskWindowDriver) -> None:
    desk.do("settings.open_services")
    desk.keys("Return")
    page = page_in_view(desk)
    wanted = {one.accessibleName() for one in controls(page)}
    met: set[str] = set()
    for _ in range(3 * len(controls(desk.window))):
        desk.keys("Tab")
        met.add(desk.focus().accessibleName())
    assert wanted <= met


@rule("U-01", "U-04")
def test_a_page_is_found_by_what_stands_on_it(desk: DeskWindowDriver) -> None:
    desk.do("settings.open_services")
    desk.keys("/")
    desk.write("reformer")
    desk.until(lambda: "Services" not in desk.rows("Pages of the settings"))
    desk.keys("Return")
    assert page_in_view(desk).title == "Rooms and equipment"


@rule("PERM-2")
def test_what_a_person_may_not_change_is_not_shown(desk: DeskWindowDriver, live: LiveDesk) -> None:
    made = live.serve(CreateStaff("Rita Desk")).facts["staff_id"]
    live.serve(GrantRole(made, "receptionist", live.names["location"]))
    live.exchange()
    live.session.choose_person(StaffId(made))
    QApplication.processEvents()
    assert not desk.app.registry.action("settings.open_services").isEnabled()
    desk.do("go.settings")
    QApplication.processEvents()
    assert "Services" not in desk.rows("Pages of the settings")


@rule("U-78")
def test_an_empty_list_says_what_to_do_next(tmp_path: Path, qtbot: QtBot) -> None:
    with (
        LiveDesk.open(tmp_path, NOW, found) as live,
        open_window(live.session, tmp_path, qtbot) as desk,
    ):
        for page in PAGES:
            desk.do(page.action)
            shown = page_in_view(desk)
            if not isinstance(shown, RecordPage) or isinstance(shown, SinglePage):
                continue
            if not shown.listing.list.rows.rows():
                assert shown.listing.empty.isVisible(), page.ident
                assert shown.listing.empty.next_step(), page.ident
