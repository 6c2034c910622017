"""The kiosk on the whole desk: codes, names, waivers, and the only way out (U-68 to U-70)."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from core.commands.health import PublishWaiver
from core.commands.setup import SetSetting
from core.domain.bookings import Booking
from core.domain.health import SIGNATURES_OF_CLIENT
from core.domain.ids import StaffId, booking_id
from core.domain.organisation import StaffKey
from core.domain.zones import HOUR_MS, to_utc
from core.rules.attendance import qr
from core.wire.envelope import public_half
from desktop.features.kiosk import actions
from desktop.features.kiosk.greetings import shown_name
from desktop.features.kiosk.model import Verdict
from desktop.features.kiosk.presenter import KioskPresenter
from tests.desktop.desk_window import DeskWindowDriver
from tests.desktop.live import ORGANISATION, LiveDesk
from tests.desktop.live_studio import CARDS, card_of
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "17:41", "Europe/London")


def opened(desk: DeskWindowDriver) -> KioskPresenter:
    desk.do(actions.OPEN)
    shown = desk.app.kiosk.shown
    assert shown is not None
    return shown


def code_of(name: str) -> str:
    return qr.encode(card_of(name), ORGANISATION, CARDS)


def state(live: LiveDesk, name: str) -> Booking:
    key = booking_id(live.names["evening"], live.names[name])
    found = live.session.source.rows.get(Booking, key)
    assert found is not None
    return found


@rule("CHK-1", "U-69")
def test_a_code_checks_in_and_shows_first_name_and_initial_alone(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    kiosk = opened(desk)
    assert not desk.window.isVisible()
    assert kiosk.window.windowState() & Qt.WindowState.WindowFullScreen
    desk.app._scan(code_of("anna"))
    desk.until(lambda: state(live, "anna").state == "checked_in")
    assert state(live, "anna").check_in_way == "kiosk"
    desk.until(kiosk.window.greeting.greeting)
    greeting = kiosk.window.greeting.greeting()
    assert greeting is not None
    assert (greeting.verdict, greeting.name) == (Verdict.IN, "Anna P.")
    assert "Petrov" not in greeting.said
    assert "Reformer Flow" in greeting.said


@rule("U-68")
def test_an_answer_goes_after_its_seconds_and_leaves_nothing(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    live.serve(SetSetting("organisation", "kiosk_stays_s", 5))
    live.exchange()
    kiosk = opened(desk)
    desk.app._scan(code_of("anna"))
    desk.until(lambda: kiosk.window.pages.currentWidget() is kiosk.window.greeting)
    assert 4 <= kiosk.window.seconds_left() < 5.5  # the timer is coarse
    kiosk.window._time.timeout.emit()
    assert kiosk.window.pages.currentWidget() is kiosk.window.idle


@rule("CHK-1")
def test_somebody_finds_themselves_by_three_letters_and_a_touch(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    kiosk = opened(desk)
    kiosk.window.idle.finds.click()
    page = kiosk.window.search
    for letter in "BE":
        press(page.letters.findChildren(QAbstractButton), letter)
    assert page.guests() == []
    press(page.letters.findChildren(QAbstractButton), "N")
    (found,) = page.guests()
    assert "Ben C." in found.text()
    assert "Carter" not in found.text()
    found.click()
    desk.until(lambda: state(live, "ben").state == "checked_in")


def press(buttons: list[QAbstractButton], text: str) -> None:
    next(one for one in buttons if one.text() == text).click()


@rule("U-69")
def test_where_names_are_hidden_the_end_of_the_phone_finds(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    live.serve(SetSetting("organisation", "kiosk_hides_names", True))
    live.exchange()
    kiosk = opened(desk)
    kiosk.window.idle.finds.click()
    page = kiosk.window.search
    assert page.digits.isVisible()
    assert not page.letters.isVisible()
    page.field.setText("ben")
    assert page.guests() == []
    page.field.setText("0001")
    (found,) = page.guests()
    assert "B. C." in found.text()


@rule("U-70", "CHK-2")
def test_who_is_early_or_not_booked_is_sent_to_the_desk_politely(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    live.clock.at = NOW - 2 * HOUR_MS
    kiosk = opened(desk)
    for name in ("anna", "elif"):
        desk.app._scan(code_of(name))
        desk.until(lambda: kiosk.window.pages.currentWidget() is kiosk.window.greeting)
        greeting = kiosk.window.greeting.greeting()
        assert greeting is not None
        assert greeting.verdict is Verdict.DESK
        kiosk.window.start_over()
    assert state(live, "anna").state == "booked"
    desk.app._scan("NOTACODE")
    desk.until(lambda: kiosk.window.pages.currentWidget() is kiosk.window.greeting)


@rule("CHK-8", "CHK-15")
def test_an_unsigned_waiver_is_signed_with_a_finger_and_lets_in(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    live.serve(PublishWaiver("House rules", "Take care of each other."))
    live.exchange()
    kiosk = opened(desk)
    desk.app._scan(code_of("anna"))
    desk.until(lambda: kiosk.window.pages.currentWidget() is kiosk.window.sign)
    page = kiosk.window.sign
    assert "Take care" in page.text.text()
    page.name.setText("Anna Petrov")
    assert not page.agree.isEnabled()
    QTest.mousePress(page.pad, Qt.MouseButton.LeftButton, pos=QPoint(30, 60))
    for x in range(40, 120, 10):
        QTest.mouseMove(page.pad, QPoint(x, 60 + x % 20))
    QTest.mouseRelease(page.pad, Qt.MouseButton.LeftButton, pos=QPoint(120, 60))
    page.pad._strokes = [[p.toPointF() for p in (QPoint(30, 60), QPoint(90, 70))]]
    page.pad.signed.emit()
    assert page.agree.isEnabled()
    page.agree.click()
    desk.until(lambda: state(live, "anna").state == "checked_in")
    (signed,) = live.session.source.rows.find(SIGNATURES_OF_CLIENT, live.names["anna"])
    assert (signed.signer, signed.way) == ("Anna Petrov", "kiosk")
    assert signed.mark.startswith("M30 60L")


@rule("U-68")
def test_nothing_but_a_pin_ends_it(desk: DeskWindowDriver, live: LiveDesk) -> None:
    ruth = StaffId(live.names["ruth"])
    sign_in, key = live.desk.sign_ins.fresh(ruth, "314159")
    live.desk.sign_ins.keep(ruth, sign_in)
    assert public_half(key) == sign_in.key_id
    assert live.session.source.rows.get(StaffKey, sign_in.key_id) is None
    kiosk = opened(desk)
    kiosk.window.close()
    assert kiosk.window.isVisible()
    assert kiosk.window.pages.currentWidget() is kiosk.window.leave
    page = kiosk.window.leave
    page.field.setText("000000")
    desk.until(lambda: "PIN" in page.said.text() and not page.field.text())
    assert kiosk.window.isVisible()
    page.field.setText("314159")
    desk.until(lambda: desk.app.kiosk.shown is None)
    assert desk.window.isVisible()


def test_without_any_pin_the_corner_is_enough(desk: DeskWindowDriver, live: LiveDesk) -> None:
    kiosk = opened(desk)
    kiosk.window.staff.click()
    desk.until(lambda: desk.app.kiosk.shown is None)
    assert desk.window.isVisible()
    QApplication.processEvents()


@rule("U-85", "U-34")
def test_with_one_screen_the_second_window_says_why_it_cannot_be(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    registry = desk.app.registry
    assert not registry.action(actions.MIRROR).isEnabled()
    assert "one screen" in registry.reason(actions.MIRROR)


@rule("U-59", "U-57")
def test_everything_that_is_touched_is_large_and_has_a_name(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    kiosk = opened(desk)
    for button in kiosk.window.findChildren(QAbstractButton):
        hint = button.sizeHint()
        assert min(hint.width(), hint.height()) >= 44, button.accessibleName()
        assert button.accessibleName()


def test_names_are_cut_to_what_is_needed() -> None:
    assert shown_name("Ana Maria Petrov", hidden=False) == "Ana P."
    assert shown_name("Ana Maria Petrov", hidden=True) == "A. M. P."
    assert shown_name("Björk", hidden=True) == "B."
