"""Each person sees the screens, clients and rosters that are theirs, and nothing of another's."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.commands.assigning import AssignClient
from core.commands.fields import Role
from core.commands.setup import CreateLocation, CreateStaff, EndGrant, GrantRole
from core.domain.ids import StaffId
from core.domain.organisation import GRANTS_OF_STAFF
from core.domain.zones import to_utc
from desktop.actions.screens import Screen
from desktop.features.class_panel import actions as class_panel
from desktop.features.class_panel.roster import UNSEEN
from desktop.features.clients.actions import BOOK, CHECK_IN, EDIT, ERASE, SUSPEND
from desktop.people_menu import place_menu
from desktop.play import texts_of
from tests.desktop.desk_window import DeskWindowDriver
from tests.desktop.live import LiveDesk
from tests.support.rules import rule

NOW = to_utc("2026-11-18", "17:41", "Europe/London")
FOR_FINANCE = [Screen.SELL, Screen.REPORTS, Screen.SETTINGS]


@pytest.fixture
def live(tmp_path: Path, qtbot: QtBot) -> Iterator[LiveDesk]:
    with LiveDesk.open(tmp_path, NOW) as made:
        roles: tuple[tuple[str, str, Role], ...] = (
            ("fia", "Fia Finance", "finance_manager"),
            ("noor", "Noor Karim", "receptionist"),
            ("ina", "Ina Rossi", "instructor"),
        )
        for short, name, role in roles:
            made.names[short] = str(made.serve(CreateStaff(name)).facts["staff_id"])
            made.serve(GrantRole(made.names[short], role, made.names["location"]))
        made.exchange()
        yield made


def works(desk: DeskWindowDriver, live: LiveDesk, who: str) -> None:
    desk.app.session.choose_person(StaffId(live.names[who]))
    desk.bot.wait(60)


def seen(desk: DeskWindowDriver) -> list[Screen]:
    """The screens of the rail that are there, each with its action."""
    rail, registry = desk.window.rail, desk.app.registry
    shown = [one for one in Screen if rail.item(one).isVisible()]
    assert shown == [one for one in Screen if registry.action(one.action).isEnabled()]
    return shown


@rule("PERM-2")
def test_finance_sees_payments_and_reports_and_nothing_else(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    desk.go(Screen.CLIENTS)
    desk.app.open_client(live.names["anna"])
    works(desk, live, "fia")
    assert seen(desk) == FOR_FINANCE
    assert desk.window.screen_in_view() is Screen.SELL
    assert desk.window.panel.content() is None
    tabs = desk.app.screens.sell._screen.tabs
    assert [ident for ident, tab in tabs._tabs.items() if tab.isVisible()] == ["payments"]
    desk.keys("Ctrl+K")
    desk.write("Anna")
    desk.bot.wait(250)
    assert "Anna Petrov" not in " ".join(texts_of(desk.window.palette_box))


@rule("PERM-2")
def test_a_report_does_not_stay_open_for_who_comes_next(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    desk.go(Screen.REPORTS)
    works(desk, live, "noor")
    assert Screen.REPORTS not in seen(desk)
    assert desk.window.screen_in_view() is not Screen.REPORTS
    works(desk, live, "ruth")
    assert seen(desk) == list(Screen)


@rule("PERM-3")
def test_an_instructor_finds_own_clients_and_who_is_named_exactly(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    live.serve(AssignClient(live.names["ina"], live.names["hanna"]))
    live.exchange()
    works(desk, live, "ina")
    desk.go(Screen.CLIENTS)
    desk.bot.wait(60)
    page = desk.app.screens.clients._screen.page
    names = [page.list.clients.index(at, 0).data() for at in range(page.list.clients.rowCount())]
    assert [str(name).split(",")[0] for name in names] == ["Hanna Lindqvist"]
    sight = desk.app.session.sight
    assert [one.name for one in sight.found("ben", 5)] == []
    assert [one.name for one in sight.found("ben@example.org", 5)] == ["Ben Carter"]
    desk.app.open_client(live.names["ben"])
    assert desk.app.screens.clients.in_view() == ""
    assert any("not one of your clients" in said for said in desk.said())
    works(desk, live, "ruth")
    assert len(sight.found("ben", 5)) == 1


@rule("PERM-5")
def test_who_comes_to_another_class_is_not_shown_to_an_instructor(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    evening = live.names["evening"]
    desk.go(Screen.CALENDAR)
    desk.app.open_class(evening)
    panel = desk.app.screens.class_panel
    assert panel.roster.rows.rowCount() > 3
    works(desk, live, "ina")
    assert desk.window.panel.content() is panel
    assert panel.roster.rows.rowCount() == 0
    assert panel.roster._nobody.sentence.text() == UNSEEN
    assert not panel.foot.cancel.isVisible()
    assert not panel.head.substitute.isVisible()
    assert not desk.app.registry.action(class_panel.PRINT).isEnabled()
    works(desk, live, "ana")
    assert panel.roster.rows.rowCount() > 3
    assert panel.foot.cancel.isVisible()


@rule("PERM-5")
def test_today_of_an_instructor_names_those_of_own_classes(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    due = desk.app.screens.today._screen.due.list
    assert due.rows.rowCount() > 0
    works(desk, live, "ina")
    assert due.rows.rowCount() == 0
    works(desk, live, "ana")
    assert due.rows.rowCount() > 0


@rule("PERM-2")
def test_acts_about_a_client_are_offered_to_who_may_do_them(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    registry, anna = desk.app.registry, live.names["anna"]
    desk.app.open_client(anna)
    head = desk.app.screens.clients._screen.profile.head
    assert all(button.isVisible() for button in head._ways.values())
    works(desk, live, "noor")
    erase, suspend, edit = (registry.action(one) for one in (ERASE, SUSPEND, EDIT))
    assert (erase.isEnabled(), suspend.isEnabled(), edit.isEnabled()) == (False, True, True)
    works(desk, live, "ana")
    desk.app.open_client(anna)
    assert desk.app.screens.clients.in_view() == anna
    assert (erase.isEnabled(), suspend.isEnabled(), edit.isEnabled()) == (False, False, False)
    shown = [ident for ident, button in head._ways.items() if button.isVisible()]
    assert shown == [BOOK, CHECK_IN]
    assert not head.tabs._tabs["payments"].isVisible()
    assert not desk.app.screens.clients._screen.profile.overview.details.edit.isVisible()


@rule("ORG-9")
def test_the_owner_sees_all_locations_side_by_side(desk: DeskWindowDriver, live: LiveDesk) -> None:
    live.serve(CreateLocation("Riverside", "Europe/London", "RIV"))
    live.exchange()
    menu = place_menu(desk.app.session, desk.window, desk.app.links.show_all_places)
    names = [act.text().replace("&", "") for act in menu.actions() if act.text()]
    assert names == ["Show Northgate", "Show Riverside", "Show all locations side by side"]
    menu.actions()[-1].trigger()
    desk.until(lambda: desk.window.screen_in_view() is Screen.CALENDAR)
    page = desk.app.screens.calendar._screen.grid._page
    assert page is not None
    assert [column.title for column in page.columns] == ["Northgate", "Riverside"]
    works(desk, live, "noor")
    held = place_menu(desk.app.session, desk.window, desk.app.links.show_all_places)
    assert [act.text().replace("&", "") for act in held.actions()] == ["Show Northgate"]


@rule("SET-13")
def test_a_role_that_is_taken_away_closes_its_screens_at_once(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    works(desk, live, "fia")
    desk.go(Screen.REPORTS)
    (held,) = live.session.source.rows.find(GRANTS_OF_STAFF, StaffId(live.names["fia"]))
    live.serve(GrantRole(live.names["fia"], "receptionist", live.names["location"]))
    live.serve(EndGrant(held.id))
    live.exchange()
    desk.until(lambda: desk.window.screen_in_view() is not Screen.REPORTS)
    assert Screen.REPORTS not in seen(desk)
    assert Screen.CLIENTS in seen(desk)
