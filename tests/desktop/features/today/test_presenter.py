"""Today on a real store: what it shows, and what its keys do."""

import pytest
from pytestqt.qtbot import QtBot

from core.commands.arrivals import CheckIn
from core.commands.seats import Book
from core.domain.bookings import Booking
from core.domain.ids import booking_id
from core.domain.zones import to_utc
from desktop.actions.frame import FRAME_ACTIONS
from desktop.actions.registry import ActionRegistry
from desktop.features.today.actions import TODAY_ACTIONS
from desktop.features.today.presenter import TodayPresenter
from desktop.features.today.view import TodayScreen
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
