"""Policies: the cascade is shown, a change acts at once, and each level can be taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.commands.setup import CreateStaff, GrantRole, SetSetting
from core.domain.ids import StaffId
from core.domain.settings import CUTOFF_CLASS_MIN, FAIR_CANCEL, all_settings
from core.domain.zones import to_utc
from core.rules.terms import Terms
from desktop.features.settings.policies.page import PoliciesPage
from desktop.features.settings.policies.subjects import ELSEWHERE, SUBJECTS
from tests.desktop.desk_window import DeskWindowDriver, open_window
from tests.desktop.live import LiveDesk
from tests.desktop.test_every_window import assert_whole
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "17:41", "Europe/London")
CUTOFF = "cutoff_class_min"


@pytest.fixture
def desk(live: LiveDesk, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskWindowDriver]:
    with open_window(live.session, tmp_path, qtbot) as made:
        made.do("settings.open_policies")
        yield made


def page(desk: DeskWindowDriver) -> PoliciesPage:
    shown = desk.app.screens.settings._screen.page()
    assert isinstance(shown, PoliciesPage)
    return shown


def put(desk: DeskWindowDriver, key: str, text: str) -> None:
    page(desk).reveal(key)
    desk.keys("Ctrl+A")
    desk.write(text)
    desk.until(lambda: page(desk).row(key).editor.text() == text)


def cutoff(live: LiveDesk, location: str = "") -> tuple[int, str]:
    told = Terms(live.session.source.rows, location).told(CUTOFF_CLASS_MIN)
    return told.value, told.source


@rule("ORG-3")
def test_every_setting_has_words_of_its_own_on_some_page() -> None:
    shown = {policy.key for subject in SUBJECTS for policy in subject.policies}
    told = {key for key in all_settings if key.startswith("tell_")}
    assert set(all_settings) - told == shown | ELSEWHERE
    for subject in SUBJECTS:
        for policy in subject.policies:
            assert set(all_settings[policy.key].choices) <= set(policy.words), policy.key


@rule("U-89", "ORG-3")
def test_a_change_acts_at_once_and_is_undone(desk: DeskWindowDriver, live: LiveDesk) -> None:
    put(desk, CUTOFF, "6 h")
    desk.keys("Return")
    desk.until(lambda: cutoff(live) == (360, "organisation"))
    desk.until(lambda: page(desk).row(CUTOFF).origin.text() == "set here")
    live.clock.at += 1  # the version that is set last holds
    desk.keys("Ctrl+Z")
    desk.until(lambda: cutoff(live) == (720, "default"))
    desk.until(lambda: page(desk).row(CUTOFF).editor.text() == "12 h")


@rule("ORG-3")
def test_a_location_goes_its_own_way_until_that_is_taken_back(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    shown = page(desk)
    live.serve(SetSetting("organisation", CUTOFF, 360))
    live.exchange()
    shown.scope.setCurrentIndex(shown.scope.findText("Northgate"))
    desk.until(lambda: shown.row(CUTOFF).origin.text() == "from the studio")
    put(desk, CUTOFF, "2 h")
    desk.keys("Return")
    here = live.names["location"]
    desk.until(lambda: cutoff(live, here) == (120, "location"))
    assert cutoff(live) == (360, "organisation")
    desk.until(shown.row(CUTOFF).back.isVisible)
    live.clock.at += 1
    shown.row(CUTOFF).back.click()
    desk.until(lambda: cutoff(live, here) == (360, "organisation"))


@rule("U-92")
@pytest.mark.parametrize("typed", ["99 days", "soon", "-5"])
def test_what_cannot_be_is_marked_while_typing_and_never_sent(
    desk: DeskWindowDriver, live: LiveDesk, typed: str
) -> None:
    put(desk, CUTOFF, typed)
    assert page(desk).row(CUTOFF).wrong()
    desk.keys("Return")
    desk.keys("Tab")
    assert cutoff(live) == (720, "default")
    page(desk).reveal(CUTOFF)
    desk.keys("Escape")
    assert page(desk).row(CUTOFF).editor.text() == "12 h"


def test_a_switch_turns_by_space(desk: DeskWindowDriver, live: LiveDesk) -> None:
    page(desk).reveal("fair_cancel")
    desk.keys("Space")
    desk.until(lambda: Terms(live.session.source.rows).of(FAIR_CANCEL) is False)


def test_what_is_only_for_the_whole_studio_cannot_be_set_at_a_location(
    desk: DeskWindowDriver,
) -> None:
    shown = page(desk)
    shown.reveal("travel_min")
    assert shown.row("travel_min").editor.widget.isEnabled()
    shown.scope.setCurrentIndex(shown.scope.findText("Northgate"))
    assert not shown.row("travel_min").editor.widget.isEnabled()
    assert shown.row("travel_min").origin.text() == "set for the whole studio"


@rule("PERM-2")
def test_a_manager_sets_what_holds_at_their_location_alone(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    made = live.serve(CreateStaff("Mia Manager")).facts["staff_id"]
    live.serve(GrantRole(made, "location_manager", live.names["location"]))
    live.exchange()
    live.session.choose_person(StaffId(made))
    QApplication.processEvents()
    desk.do("settings.open_policies")
    scope = page(desk).scope
    assert [scope.itemText(at) for at in range(scope.count())] == ["Northgate"]


@rule("U-04")
def test_a_setting_is_found_by_its_words(desk: DeskWindowDriver) -> None:
    desk.keys("/")
    desk.write("quiet hours begin")
    desk.until(lambda: desk.rows("Pages of the settings") == ["Quiet hours begin, Policies"])
    desk.keys("Return")
    assert desk.focus() is page(desk).row("quiet_from_min").editor.widget


@rule("U-57")
def test_every_subject_names_its_controls(desk: DeskWindowDriver) -> None:
    for subject in SUBJECTS:
        page(desk).reveal(subject.policies[0].key)
        assert_whole(desk.window)
