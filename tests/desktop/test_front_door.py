"""Who works at the desk, by keys alone: a PIN, a lock, a manager's approval, a sign-in ended."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.commands.identity import EndSessions, RegisterStaffKey
from core.commands.setup import CreateStaff, GrantRole, SetSetting
from core.domain.credits import PAYMENTS_OF_CLIENT
from core.domain.ids import StaffId
from core.domain.zones import to_utc
from desktop.actions import frame
from desktop.actions.screens import Screen
from desktop.features.sign_in.panel import SignInPanel
from desktop.store.port import JournalEntry
from tests.desktop.desk_window import DeskWindowDriver, open_window
from tests.desktop.live import LiveDesk
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "17:41", "Europe/London")
PIN, OTHER = "028417", "551873"


class Door:
    """A desk in its window where some people have PINs."""

    def __init__(self, live: LiveDesk, desk: DeskWindowDriver) -> None:
        self.live = live
        self.desk = desk
        self.session = live.session
        self.app = desk.app

    def person(self, name: str) -> StaffId:
        return StaffId(self.live.names[name])

    def hire(self, name: str, role: str) -> StaffId:
        who = self.live.serve(CreateStaff(name)).facts["staff_id"]
        place = self.live.names["location"]
        self.live.serve(GrantRole(who, role, place))  # type: ignore[arg-type]
        self.live.names[name] = who
        self.live.exchange()
        return StaffId(who)

    def give_pin(self, who: StaffId, pin: str = PIN) -> str:
        """As after a sign-in with the password: the server knows the key, the desk its salt."""
        sign_ins = self.live.desk.sign_ins
        sign_in, _ = sign_ins.fresh(who, pin)
        self.live.serve(RegisterStaffKey(who, "desk-a", sign_in.key_id))
        sign_ins.keep(who, sign_in)
        self.live.exchange()
        QApplication.processEvents()
        return sign_in.key_id

    def panel(self) -> SignInPanel:
        return self.app.door.beside.panel

    def lock_panel(self) -> SignInPanel:
        return self.app.door.before.panel

    def type_pin(self, pin: str) -> None:
        QTest.keyClicks(self.desk.focus(), pin)

    def journal(self) -> list[JournalEntry]:
        replica = self.live.desk.dispatcher.replica
        return self.live.desk.dispatcher.network(lambda: list(replica.store.pending())).result()


@pytest.fixture
def door(tmp_path: Path, qtbot: QtBot) -> Iterator[Door]:
    with LiveDesk.open(tmp_path, NOW) as live, open_window(live.session, tmp_path, qtbot) as desk:
        yield Door(live, desk)


def test_who_has_no_pin_anywhere_works_by_name_as_before(door: Door) -> None:
    ana = door.person("ana")
    door.app.door.beside.person(ana)
    assert door.session.actor == ana
    assert not door.session.signed_in
    assert not door.panel().isVisible()


def test_who_has_a_pin_gives_it_and_works_within_two_seconds(door: Door) -> None:
    ana = door.person("ana")
    door.give_pin(ana)
    began = time.monotonic()
    door.app.door.beside.person(ana)
    assert door.panel().isVisible()
    assert door.desk.focus() is door.panel().pin
    assert door.session.actor == door.person("ruth"), "until it is proved"
    door.type_pin(PIN)
    door.desk.until(lambda: door.session.actor == ana)
    assert time.monotonic() - began < 2.0
    assert door.session.signed_in
    assert not door.panel().isVisible()
    assert door.panel().pin.text() == ""


def test_a_wrong_pin_says_how_many_tries_are_left_and_can_be_given_again(door: Door) -> None:
    ana = door.person("ana")
    door.give_pin(ana)
    door.app.door.beside.person(ana)
    door.type_pin("111111")
    door.desk.until(lambda: "not right. 9 tries left" in door.panel().answer.text())
    assert door.session.actor == door.person("ruth")
    assert door.desk.focus() is door.panel().pin
    door.type_pin(PIN)
    door.desk.until(lambda: door.session.actor == ana)


def test_keys_typed_while_the_pin_is_tried_reach_no_screen(door: Door) -> None:
    ana = door.person("ana")
    door.give_pin(ana)
    door.app.door.beside.person(ana)
    fired: list[str] = []
    door.app.registry.triggered.connect(fired.append)
    door.type_pin(PIN + "123")
    door.desk.until(lambda: door.session.actor == ana)
    assert fired == []


@rule("AUD-1")
def test_what_a_person_does_carries_their_signature(door: Door) -> None:
    ruth = door.person("ruth")
    key_id = door.give_pin(ruth)
    door.app.door.beside.person(ruth)
    door.type_pin(PIN)
    door.desk.until(lambda: door.session.signed_in)
    door.session.send(SetSetting("organisation", "cutoff_class_min", 60))
    door.desk.until(door.journal)
    envelope = door.journal()[-1].envelope
    assert envelope.actor_key == key_id
    assert envelope.person_signature
    door.live.exchange()
    assert door.journal() == [], "the server believes it"


@rule("ORG-10")
def test_a_sign_in_that_is_ended_elsewhere_locks_the_desk_at_once(door: Door) -> None:
    ruth = door.person("ruth")
    door.give_pin(ruth)
    door.app.door.beside.person(ruth)
    door.type_pin(PIN)
    door.desk.until(lambda: door.session.signed_in)
    door.live.serve(EndSessions(ruth))
    door.live.exchange()
    door.desk.until(door.app.door.is_locked)
    assert not door.session.signed_in
    assert door.session.actor == ""
    assert door.lock_panel().password.isVisible(), "the PIN is worth nothing any more"


def test_who_worked_by_name_has_to_prove_it_once_they_have_a_key_anywhere(door: Door) -> None:
    ruth = door.person("ruth")
    assert door.session.actor == ruth
    door.live.serve(RegisterStaffKey(ruth, "desk-a", "c" * 64))
    door.live.exchange()
    door.desk.until(door.app.door.is_locked)
    assert door.session.actor == ""


def test_a_locked_desk_shows_and_does_nothing_until_the_pin_comes(door: Door) -> None:
    ruth = door.person("ruth")
    door.give_pin(ruth)
    door.app.door.before.person(ruth)
    door.desk.until(door.app.door.is_locked)
    door.type_pin(PIN)
    door.desk.until(lambda: door.session.signed_in)
    door.desk.keys("Ctrl+L")
    door.desk.until(door.app.door.is_locked)
    assert door.session.actor == ""
    assert not door.desk.window.stack.isEnabled()
    able = [d.ident for d in door.app.registry if door.app.registry.action(d.ident).isEnabled()]
    assert able == [frame.QUIT]
    door.desk.keys("Esc")
    assert door.app.door.is_locked(), "Esc is no way in"
    door.type_pin(PIN)
    door.desk.until(lambda: not door.app.door.is_locked())
    assert door.session.actor == ruth
    assert door.desk.window.stack.isEnabled()
    assert door.app.registry.action(Screen.SELL.action).isEnabled()


@rule("ORG-10")
def test_minutes_without_a_sign_of_life_lock_the_desk(door: Door) -> None:
    ruth = door.person("ruth")
    door.give_pin(ruth)
    door.app.door.before.person(ruth)
    door.type_pin(PIN)
    door.desk.until(lambda: door.session.signed_in)
    idle = door.app.door._idle
    assert idle.interval() == 10 * 60_000
    assert idle.isActive()
    idle.setInterval(30)
    QTest.keyClick(door.desk.window, Qt.Key.Key_Shift)
    door.desk.until(door.app.door.is_locked)
    assert not door.session.signed_in


def test_a_studio_can_ask_everybody_to_sign_in(door: Door) -> None:
    door.live.serve(SetSetting("organisation", "staff_sign_in", True))
    door.live.exchange()
    door.desk.until(door.app.door.is_locked)
    assert door.lock_panel().password.isVisible()
    assert not door.session.choose_person(door.person("ana"))


@rule("PERM-2")
def test_a_managers_pin_lets_one_command_pass_and_is_forgotten(door: Door) -> None:
    ruth, rita = door.person("ruth"), door.hire("Rita Bell", "receptionist")
    door.give_pin(ruth, OTHER)
    door.give_pin(rita)
    door.app.door.before.person(rita)
    door.type_pin(PIN)
    door.desk.until(lambda: door.session.actor == rita)
    from core.commands.attendance import Suspend

    bar = Suspend(door.live.names["ben"], NOW + 86_400_000, "rude", door.live.names["location"])
    answers: list[str] = []
    door.session.send(bar, lambda result: answers.append(result.code))
    door.desk.until(door.panel().isVisible)
    assert answers == []
    assert door.panel().head.title.text() == "A manager's PIN"
    assert door.panel().who() == ruth
    door.type_pin("190285")
    door.desk.until(lambda: "not right" in door.panel().answer.text())
    door.type_pin(OTHER)
    door.desk.until(lambda: answers)
    assert answers == ["suspended"]
    envelope = door.journal()[-1].envelope
    assert (envelope.actor_id, envelope.approved_by) == (rita, ruth)
    assert envelope.approver_signature
    assert door.session.actor == rita, "who works here stays"
    door.session.send(bar, lambda result: answers.append(result.code))
    door.desk.until(door.panel().isVisible)
    door.desk.keys("Esc")
    door.desk.until(lambda: len(answers) == 2)
    assert answers[1] in ("not_permitted", "already_suspended")
    door.live.exchange()
    assert door.journal() == []


def test_after_three_days_alone_a_role_cannot_be_given_and_the_day_goes_on(door: Door) -> None:
    door.live.clock.at += 73 * 3_600_000
    refused: list[str] = []
    door.session.refused.connect(refused.append)
    answers: list[str] = []
    grant = GrantRole(door.person("ana"), "receptionist", door.live.names["location"])
    assert door.session.preview(grant).code == "too_long_offline"
    door.session.send(grant, lambda result: answers.append(result.code))
    door.desk.until(lambda: answers)
    assert answers == ["too_long_offline"]
    assert "not heard from the server for 73 hours" in refused[0]
    door.session.send(
        SetSetting("organisation", "cutoff_class_min", 60),
        lambda result: answers.append(result.code),
    )
    door.desk.until(lambda: len(answers) == 2)
    assert answers[1] == "setting_set"


@rule("PAY-4", "PERM-6")
def test_a_refund_above_the_own_limit_takes_a_managers_pin(door: Door) -> None:
    ruth, rita = door.person("ruth"), door.hire("Rita Bell", "receptionist")
    door.live.clock.at += 60_000
    door.app.open_client(door.live.names["daniel"])
    door.desk.keys("F3", "3", "Return")
    rows, daniel = door.session.source.rows, door.live.names["daniel"]
    door.desk.until(lambda: rows.find(PAYMENTS_OF_CLIENT, daniel))
    door.give_pin(ruth, OTHER)
    door.give_pin(rita)
    door.app.door.before.person(rita)
    door.type_pin(PIN)
    door.desk.until(lambda: door.session.actor == rita)
    door.desk.do("sell.give_back")
    door.desk.until(lambda: door.app.screens.acts.panel is not None)
    door.desk.keys("Return")
    door.desk.until(door.panel().isVisible)
    assert len(rows.find(PAYMENTS_OF_CLIENT, daniel)) == 1
    door.type_pin(OTHER)
    door.desk.until(lambda: len(rows.find(PAYMENTS_OF_CLIENT, daniel)) == 2)
    assert sum(row.amount for row in rows.find(PAYMENTS_OF_CLIENT, daniel)) == 0
    envelope = door.journal()[-1].envelope
    assert (envelope.actor_id, envelope.approved_by) == (rita, ruth)
