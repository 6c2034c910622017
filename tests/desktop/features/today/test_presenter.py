"""Today on a real store: what it shows, and what its keys do."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from core.commands.arrivals import CheckIn, UndoCheckIn
from core.commands.health import PublishWaiver, Signed, SignWaiver
from core.commands.seats import Book
from core.commands.setup import SetSetting
from core.commands.spots import ChooseSpot
from core.domain.bookings import Booking
from core.domain.ids import booking_id
from core.domain.settings import WAIVER_AT_DESK
from core.domain.zones import to_utc
from desktop.act_panel import ActPanel
from desktop.actions.frame import FRAME_ACTIONS
from desktop.actions.registry import ActionRegistry
from desktop.actions.screens import Screen
from desktop.features.today.actions import TODAY_ACTIONS
from desktop.features.today.presenter import TodayPresenter
from desktop.features.today.rush_card import _Line
from desktop.features.today.view import TodayScreen
from desktop.play import texts_of
from desktop.widgets.button import Button
from tests.desktop.desk_window import DeskWindowDriver
from tests.desktop.features.class_panel.class_of_spots import numbered, spot
from tests.desktop.live import LiveDesk
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "17:41", "Europe/London")


@pytest.fixture
def screen(live: LiveDesk, qtbot: QtBot) -> TodayScreen:
    from PySide6.QtWidgets import QWidget

    window = QWidget()
    qtbot.addWidget(window)
    made = TodayScreen(ActionRegistry((*FRAME_ACTIONS, *TODAY_ACTIONS), window), window)
    made.resize(1200, 700)
    TodayPresenter(made, live.session).refresh()
    window.show()
    return made


def due(screen: TodayScreen) -> list[str]:
    return [row.person.name for row in screen.due.seen()]


def test_who_is_due_in_the_next_hour_is_listed_with_what_they_hold(screen: TodayScreen) -> None:
    assert due(screen) == ["Anna Petrov", "Ben Carter", "Clara Jensen", "Daniel Osei"]
    by_name = {row.person.name: row.person for row in screen.due.seen()}
    assert by_name["Anna Petrov"].note == "10-class · 9 left"
    assert by_name["Daniel Osei"].note == "Pay at desk"
    assert "€18.00 due" in [chip.text for chip in by_name["Daniel Osei"].chips]
    assert screen.summary.text() == "3 classes · 5 booked · 0 came"


@rule("U-22")
def test_a_check_in_moves_the_person_and_can_be_taken_back(
    screen: TodayScreen, live: LiveDesk, qtbot: QtBot
) -> None:
    said: list[tuple[str, object]] = []
    live.session.said.connect(lambda text, undo: said.append((text, undo)))
    screen.due.check_in_number(2)
    qtbot.waitUntil(lambda: "Ben Carter" not in due(screen))
    (text, undo) = said[0]
    assert "Checked in <b>Ben Carter</b> to 18:00 Reformer Flow" in text
    live.session.send(undo)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: "Ben Carter" in due(screen))
    booking = live.session.source.rows.get(
        Booking, booking_id(live.names["evening"], live.names["ben"])
    )
    assert booking is not None
    assert booking.state == "booked"


def test_what_another_desk_did_shows_after_the_exchange(
    screen: TodayScreen, live: LiveDesk, qtbot: QtBot
) -> None:
    live.serve(CheckIn(live.names["anna"], live.names["evening"]))
    live.serve(Book(live.names["elif"], live.names["late"]))
    live.exchange()
    qtbot.waitUntil(lambda: due(screen) == ["Ben Carter", "Clara Jensen", "Daniel Osei"])
    assert screen.summary.text() == "3 classes · 6 booked · 1 came"


def test_a_refusal_says_why_in_words(screen: TodayScreen, live: LiveDesk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(live.session.refused) as heard:
        live.session.send(Book(live.names["elif"], live.names["evening"]))
    (sentence,) = heard.args
    assert sentence.startswith("Reformer Flow, Mon 2 Mar, 18:00, is full: 4 seats, 0 free.")
    assert "waitlist" in sentence


@rule("M-10", "CHK-8", "U-20")
def test_who_has_not_signed_is_on_the_rush_board_and_signs_from_there(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    waiver = str(live.serve(PublishWaiver("House rules", "Take care.")).facts["waiver_id"])
    live.serve(SignWaiver(live.names["anna"], waiver, Signed("Anna Petrov")))
    live.exchange()
    today = desk.app.screens.today._screen
    desk.until(lambda: "No waiver" in rushed(today))
    assert rushed(today)["No waiver"] == "Ben, Clara, Daniel"
    assert rushed(today)["Missing"] == "Anna, Ben, Clara, Daniel"
    assert rushed(today)["Unpaid"] == "Daniel · €18.00"
    chips = {row.person.name: [c.text for c in row.person.chips] for row in today.due.seen()}
    assert "No waiver" in chips["Ben Carter"]
    assert "No waiver" not in chips["Anna Petrov"]
    button = next(b for b in today.rush.findChildren(Button) if "No waiver" in b.accessibleName())
    button.click()
    desk.until(lambda: isinstance(desk.window.panel.content(), ActPanel))
    assert "Ben Carter" in " ".join(texts_of(desk.window.panel))


@rule("M-10", "PAY-9")
def test_the_rush_board_takes_the_payment_of_who_owes(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    board = desk.app.screens.today._screen.rush
    button = next(b for b in board.findChildren(Button) if "Unpaid" in b.accessibleName())
    button.click()
    desk.until(lambda: desk.window.screen_in_view() is Screen.SELL)
    till = desk.app.screens.sell
    assert till._basket.client_id == live.names["daniel"]
    assert [line.price for line in till._basket.lines] == [18_00]


@rule("CHK-7", "CHK-15")
def test_a_whole_class_says_how_many_are_in_and_who_has_not_signed(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    live.serve(SetSetting("organisation", WAIVER_AT_DESK.key, "stop"))
    waiver = str(live.serve(PublishWaiver("House rules", "Take care.")).facts["waiver_id"])
    live.serve(SignWaiver(live.names["anna"], waiver, Signed("Anna Petrov")))
    live.exchange()
    desk.go(Screen.TODAY)
    desk.keys("Shift+Return")
    desk.until(desk.said)
    assert "Checked in 1 person; 3 have not signed" in desk.said()[0]


@rule("RES-7", "U-20")
def test_the_spot_of_who_is_due_stands_before_the_name(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    tower = numbered(live)
    live.serve(ChooseSpot(live.names["anna"], tower, spot(live, "3")))
    live.exchange()
    live.clock.at = to_utc("2026-03-02", "20:00", "Europe/London")
    desk.app.tick()
    today = desk.app.screens.today._screen
    desk.until(lambda: "Spot 3" in [row.person.spot for row in today.due.seen()])
    spots = {row.person.name: row.person.spot for row in today.due.seen()}
    assert spots == {"Anna Petrov": "Spot 3", "Ben Carter": ""}


def rushed(screen: TodayScreen) -> dict[str, str]:
    """The lines of the rush board: what, and who."""
    lines = screen.rush.findChildren(_Line)
    return {one._line.label: one._line.names for one in lines if one.isVisible()}


@rule("U-27")
def test_an_act_whose_message_made_room_for_others_is_still_taken_back(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    acts = [UndoCheckIn(live.names["anna"], live.names["evening"]) for _ in range(6)]
    for act in acts:
        desk.app.session.said.emit("Checked in Anna Petrov", act)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    kept = [of for of, _ in desk.app._messages]
    assert len(kept) == len(desk.window.messages.messages())
    assert not any(of is acts[0] for of in kept)
    desk.app._drop_message(acts[0])
    desk.app._drop_message(acts[-1])
    assert len(desk.app._messages) == len(kept) - 1


@rule("CHK-7")
def test_shift_enter_with_nobody_left_says_so(desk: DeskWindowDriver, live: LiveDesk) -> None:
    desk.go(Screen.TODAY)
    desk.keys("Shift+Return")
    desk.until(desk.said)
    today = desk.app.screens.today
    today._check_in_class(live.names["evening"])
    desk.until(lambda: any("Nobody is left to check in" in one for one in desk.said()))
