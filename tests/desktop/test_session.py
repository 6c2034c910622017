"""The session of a desk: undo as a command that can be refused, times of the place, history."""

import time
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from core.changes import Outcome
from core.commands.arrivals import CheckIn
from core.commands.registry import Command
from core.commands.seats import Book, CancelBooking
from core.domain.bookings import Booking
from core.domain.ids import booking_id
from core.domain.refusals import Refusal
from core.domain.zones import to_utc
from core.queries import history
from desktop import formats
from desktop.history_words import deed_of
from tests.desktop.live import LiveDesk
from tests.support.rules import rule

NOW = to_utc("2026-07-06", "08:41", "Europe/London")


def send(live: LiveDesk, qtbot: QtBot, command: Command) -> Outcome | Refusal:
    results: list[Outcome | Refusal] = []
    live.session.send(command, results.append, says="done")
    qtbot.waitUntil(lambda: bool(results))
    return results[0]


def state_of(live: LiveDesk, name: str, occurrence: str) -> str:
    key = booking_id(live.names[occurrence], live.names[name])
    booking = live.session.source.rows.get(Booking, key)
    return booking.state if booking else ""


@rule("U-26", "U-28")
def test_a_cancelling_is_taken_back_by_a_command_of_its_own(live: LiveDesk, qtbot: QtBot) -> None:
    inverses: list[Command] = []
    live.session.said.connect(lambda _text, inverse: inverses.append(inverse))
    send(live, qtbot, CancelBooking(live.names["ben"], live.names["evening"]))
    assert state_of(live, "ben", "evening") != "booked"
    assert isinstance(send(live, qtbot, inverses[0]), Outcome)
    assert state_of(live, "ben", "evening") == "booked"
    assert len(live.desk.dispatcher.replica.store.pending()) == 2


@rule("U-28")
def test_an_undo_that_came_too_late_says_why(live: LiveDesk, qtbot: QtBot) -> None:
    inverses: list[Command] = []
    sentences: list[str] = []
    live.session.said.connect(lambda _text, inverse: inverses.append(inverse))
    live.session.refused.connect(sentences.append)
    send(live, qtbot, Book(live.names["elif"], live.names["late"]))
    live.clock.at = to_utc("2026-07-06", "19:00", "Europe/London")
    send(live, qtbot, CheckIn(live.names["elif"], live.names["late"]))
    assert isinstance(send(live, qtbot, inverses[0]), Refusal)
    assert sentences == ["This was changed meanwhile, so it cannot be undone."]
    assert state_of(live, "elif", "late") == "checked_in"


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A computer whose system thinks that it is in Auckland."""
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@rule("U-66")
@pytest.mark.usefixtures("elsewhere")
def test_times_are_those_of_the_place_whatever_the_computer_says(live: LiveDesk) -> None:
    assert time.localtime(NOW / 1000).tm_hour != 8
    assert formats.clock(NOW, live.session.zone) == "08:41"
    assert formats.day(NOW, live.session.zone) == "Mon 6 July"


@rule("AUD-1")
def test_what_was_done_is_told_with_who_and_when(live: LiveDesk, qtbot: QtBot) -> None:
    send(live, qtbot, Book(live.names["elif"], live.names["late"]))
    live.exchange()
    source = live.session.source
    (newest, *_) = history.of_client(source, live.names["elif"])
    deed = deed_of(newest, source, live.session.zone, NOW, "EUR")
    assert deed.text == "Booked Elif Demir into Mat Basics, Mon 6 Jul, 19:15."
    assert (deed.by, deed.when) == ("Ruth Hale", "08:41")
    (of_class, *_) = history.of_occurrence(source, live.names["late"])
    assert of_class == newest
