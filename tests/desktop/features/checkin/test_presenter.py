"""Every outcome of one scan on a real store, and its fix on Enter (CHK-4)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.commands.people import RevokeCard
from core.commands.schedule import ChangeCapacity, CreateOccurrence
from core.commands.seats import Book
from core.domain.bookings import Booking, WaitlistEntry
from core.domain.credits import PASSES_OF_CLIENT
from core.domain.ids import booking_id, waitlist_entry_id
from core.domain.zones import to_utc
from core.rules.attendance import paper_code, qr
from desktop.actions.frame import FRAME_ACTIONS
from desktop.actions.registry import ActionRegistry
from desktop.features.checkin import results
from desktop.features.checkin.actions import CHECK_IN_ACTIONS
from desktop.features.checkin.model import Outcome, ScanResult
from desktop.features.checkin.presenter import CheckInPresenter
from desktop.features.checkin.view import CheckInScreen
from desktop.scanner.camera import CameraReader
from tests.desktop.features.class_panel.class_of_spots import numbered
from tests.desktop.live import ORGANISATION, LiveDesk
from tests.desktop.live_studio import CARDS, card_of
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "17:41", "Europe/London")


class Counter:
    """The screen with a scanner in front of it."""

    def __init__(self, live: LiveDesk, qtbot: QtBot) -> None:
        window = QWidget()
        qtbot.addWidget(window)
        registry = ActionRegistry((*FRAME_ACTIONS, *CHECK_IN_ACTIONS), window)
        self.screen = CheckInScreen(registry, parent=window)
        self.screen.resize(1200, 700)
        self.presenter = CheckInPresenter(self.screen, live.session)
        self.live = live
        self._bot = qtbot
        window.show()

    def scan(self, name: str) -> ScanResult:
        return self.scan_text(qr.encode(card_of(name), ORGANISATION, CARDS))

    def scan_text(self, text: str) -> ScanResult:
        with self._bot.waitSignal(self.presenter.shown):
            self.presenter.scan(text)
        return self.shown()

    def press(self, key: Qt.Key) -> ScanResult:
        with self._bot.waitSignal(self.presenter.shown):
            QTest.keyClick(self.screen.field, key)
        return self.shown()

    def shown(self) -> ScanResult:
        result = self.screen.field.result()
        assert result is not None
        return result

    def booking(self, name: str, occurrence: str) -> Booking | None:
        key = booking_id(self.live.names[occurrence], self.live.names[name])
        return self.live.session.source.rows.get(Booking, key)


@pytest.fixture
def counter(live: LiveDesk, qtbot: QtBot) -> Counter:
    return Counter(live, qtbot)


@rule("CHK-4", "U-15", "U-19")
def test_a_booked_client_is_in_with_one_scan_though_no_server_can_be_reached(
    counter: Counter,
) -> None:
    result = counter.scan("ben")
    assert (result.outcome, result.headline, result.name) == (
        Outcome.ACCEPTED,
        "Checked in",
        "Ben Carter",
    )
    assert result.sentence == "Booked. 1 credit of 10-class is now used."
    assert [(fact.caption, fact.value, fact.note) for fact in result.facts] == [
        ("Class", "Reformer Flow", "18:00, in 19 min"),
        ("Credits left", "9", "of 10, to 28 Aug"),
    ]
    booking = counter.booking("ben", "evening")
    assert booking is not None
    assert (booking.state, booking.check_in_way) == ("checked_in", "scan")


@rule("CHK-5", "U-14")
def test_the_same_card_again_is_harmless_and_says_so(counter: Counter) -> None:
    counter.scan("ben")
    result = counter.scan("ben")
    assert (result.outcome, result.headline) == (Outcome.ACCEPTED, "Already in")
    assert "since 17:41" in result.sentence


@rule("CHK-5", "U-17")
def test_a_wrong_an_altered_a_foreign_and_a_revoked_code_each_say_why(counter: Counter) -> None:
    live = counter.live
    code = qr.encode(card_of("ben"), ORGANISATION, CARDS)
    altered = code[:-3] + ("AAA" if code[-3:] != "AAA" else "BBB")
    foreign = qr.encode(card_of("ben"), "another studio", CARDS)
    assert counter.scan_text("NOTACODE").headline == "Not a member code"
    assert counter.scan_text(altered).headline in ("Code altered", "Not a member code")
    assert counter.scan_text(foreign).headline == "Not our card"
    live.serve(RevokeCard(card_of("ben"), "lost"))
    live.exchange()
    revoked = counter.scan("ben")
    assert (revoked.outcome, revoked.headline) == (Outcome.REFUSED, "Card revoked")
    assert counter.booking("ben", "evening").state == "booked"  # type: ignore[union-attr]


def test_a_printed_roster_is_scanned_back_line_by_line(counter: Counter) -> None:
    """M-08: the paper bridge."""
    names = counter.live.names
    line = paper_code.encode(ORGANISATION, names["evening"], names["ben"])
    assert counter.scan_text(line).headline == "Checked in"
    assert counter.booking("ben", "evening").state == "checked_in"  # type: ignore[union-attr]
    foreign = paper_code.encode("another studio", names["evening"], names["anna"])
    assert counter.scan_text(foreign).outcome is Outcome.REFUSED
    asked: list[str] = []
    counter.presenter.class_asked.connect(asked.append)
    counter.presenter.scan(paper_code.encode(ORGANISATION, names["evening"]))
    assert asked == [names["evening"]]


@rule("CHK-4", "U-23")
def test_enter_books_and_checks_in_who_is_not_booked_but_covered(counter: Counter) -> None:
    counter.live.clock.at = to_utc("2026-03-02", "19:10", "Europe/London")
    result = counter.scan("elif")
    assert (result.outcome, result.headline) == (Outcome.ATTENTION, "Not booked")
    done = counter.press(Qt.Key.Key_Return)
    assert (done.outcome, done.name) == (Outcome.ACCEPTED, "Elif Demir")
    booking = counter.booking("elif", "late")
    assert booking is not None
    assert (booking.state, booking.cover) == ("checked_in", "pass")


@rule("CHK-4", "PAY-4")
def test_enter_sells_a_pass_to_who_has_none_and_lets_them_in(counter: Counter) -> None:
    counter.live.clock.at = to_utc("2026-03-02", "19:10", "Europe/London")
    result = counter.scan("daniel")
    assert (result.outcome, result.headline) == (Outcome.REFUSED, "No valid pass")
    assert [fix.text for fix in result.fixes][:2] == [
        "Sell Drop-in, €18.00",
        "Let in, €12.00 due",
    ]
    done = counter.press(Qt.Key.Key_Return)
    assert done.outcome is Outcome.ACCEPTED
    rows = counter.live.session.source.rows
    (sold,) = rows.find(PASSES_OF_CLIENT, counter.live.names["daniel"])
    assert sold.name == "Drop-in"
    assert counter.live.session.next_receipt() == "LON-A-000002"


@rule("CHK-4")
def test_a_waiting_client_for_whom_no_seat_is_free_is_amber(counter: Counter) -> None:
    result = counter.scan("hanna")
    assert (result.outcome, result.headline) == (Outcome.ATTENTION, "Still waiting")


@rule("CHK-2", "CHK-4")
def test_who_comes_too_early_is_let_in_by_enter(counter: Counter) -> None:
    counter.live.clock.at = to_utc("2026-03-02", "16:00", "Europe/London")
    result = counter.scan("ben")
    assert (result.outcome, result.headline) == (Outcome.ATTENTION, "Too early")
    assert counter.press(Qt.Key.Key_Return).headline == "Checked in"


@rule("U-04")
def test_a_client_found_by_letters_is_checked_in(counter: Counter, qtbot: QtBot) -> None:
    with qtbot.waitSignal(counter.presenter.shown):
        counter.screen.client_chosen.emit(counter.live.names["ben"])
    assert counter.shown().headline == "Checked in"


class FakeCamera(CameraReader):
    """A camera that is there, or is not, without a device."""

    def __init__(self, known: list[str]) -> None:
        super().__init__()
        self.known, self.used = known, ""

    def devices(self) -> list[str]:
        return self.known

    def is_on(self) -> bool:
        return bool(self.used)

    def start(self, device: str = "") -> None:
        if self.known:
            self.used = device or self.known[0]
        else:
            self.problem.emit("No camera found.")

    def stop(self) -> None:
        self.used = ""


def with_camera(counter: Counter, *known: str) -> FakeCamera:
    camera = FakeCamera(list(known))
    camera.problem.connect(counter.presenter._camera_failed)
    counter.presenter.camera = camera
    return camera


@rule("U-21")
def test_the_camera_stops_out_of_view_and_the_choice_is_kept(counter: Counter) -> None:
    camera = with_camera(counter, "front", "desk")
    counter.screen.camera_asked.emit()
    assert camera.used == "front"
    counter.screen.other_camera_asked.emit()
    assert camera.used == "front"
    counter.screen.other_camera_asked.emit()
    assert camera.used == "desk"
    assert counter.live.session.kept("camera") == {"device": "desk"}
    counter.screen.hide()
    assert not camera.is_on()
    counter.screen.show()
    counter.screen.camera_asked.emit()
    assert camera.used == "desk"


@rule("U-21")
def test_without_a_camera_it_is_said_and_nothing_stops(counter: Counter) -> None:
    with_camera(counter)
    said: list[str] = []
    counter.live.session.refused.connect(said.append)
    counter.screen.camera_asked.emit()
    assert said == ["No camera found."]
    assert counter.scan("ben").headline == "Checked in"


def booked_tomorrow(counter: Counter, name: str) -> None:
    """A class of tomorrow morning with this client in it."""
    live, names = counter.live, counter.live.names
    morning = CreateOccurrence(names["mat"], names["location"], "2026-03-03", "09:00", 45, 12)
    live.serve(Book(names[name], str(live.serve(morning).facts["occurrence_id"])))
    live.exchange()


@rule("CHK-4", "CHK-11")
def test_who_is_booked_tomorrow_is_offered_the_class_that_is_open_now(counter: Counter) -> None:
    booked_tomorrow(counter, "elif")
    counter.live.serve(ChangeCapacity(counter.live.names["evening"], 6))
    counter.live.exchange()
    shown = counter.scan("elif")
    assert (shown.headline, shown.fixes[0].ident) == ("Not booked", results.BOOK)
    assert "18:00" in shown.sentence


@rule("CHK-4", "CHK-11")
def test_who_came_a_day_early_is_told_the_day_and_enter_lets_nobody_in(counter: Counter) -> None:
    booked_tomorrow(counter, "elif")
    shown = counter.scan("elif")
    assert (shown.outcome, shown.headline) == (Outcome.ATTENTION, "Booked another day")
    assert "Tue 3 Mar, 09:00" in shown.sentence
    assert [fix.key for fix in shown.fixes] == ["O"]


@rule("WL-10")
def test_enter_lets_one_who_waits_stand_by_and_says_that_they_are_not_in(counter: Counter) -> None:
    assert counter.scan("hanna").fixes[0].ident == results.STAND_BY
    shown = counter.press(Qt.Key.Key_Return)
    assert (shown.outcome, shown.headline) == (Outcome.ATTENTION, "Stands by")
    assert shown.sentence == "Number 1 of those who wait. Not in yet."
    key = waitlist_entry_id(counter.live.names["evening"], counter.live.names["hanna"])
    entry = counter.live.session.source.rows.get(WaitlistEntry, key)
    assert entry is not None
    assert entry.present_at == NOW


@rule("WL-1", "CHK-4")
def test_who_is_put_on_the_waitlist_is_not_shown_as_in(counter: Counter) -> None:
    assert counter.scan("elif").headline == "Class is full"
    shown = counter.press(Qt.Key.Key_Return)
    assert (shown.outcome, shown.headline) == (Outcome.ATTENTION, "On the waitlist")
    assert shown.sentence.endswith("Not in yet.")


@rule("RES-7", "CHK-4")
def test_the_spot_stands_beside_the_credits_and_is_changed_by_one_key(counter: Counter) -> None:
    tower = numbered(counter.live)
    counter.live.clock.at = to_utc("2026-03-02", "20:00", "Europe/London")
    shown = counter.scan("ben")
    assert [(fact.caption, fact.value) for fact in shown.facts][1:] == [
        ("Spot", "1"),
        ("Credits left", "8"),
    ]
    asked: list[tuple[str, str]] = []
    counter.presenter.spot_asked.connect(lambda *who: asked.append(who))
    QTest.keyClick(counter.screen.field, Qt.Key.Key_S)
    assert asked == [(counter.live.names["ben"], tower)]
