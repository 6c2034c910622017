"""A cancelled booking that comes back, and a client who becomes an instructor's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.commands.seats import CancelBooking
from core.domain.bookings import Booking
from core.domain.ids import booking_id
from core.domain.people import CLIENTS_OF_INSTRUCTOR
from core.domain.zones import to_utc
from desktop.features.clients import actions
from desktop.features.clients.more_choices import InstructorChoices, RestoreChoices
from tests.desktop.desk_window import DeskWindowDriver, open_window
from tests.desktop.live import LiveDesk
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "17:41", "Europe/London")


@pytest.fixture
def live(tmp_path: Path, qtbot: QtBot) -> Iterator[LiveDesk]:
    with LiveDesk.open(tmp_path, NOW) as made:
        yield made


@pytest.fixture
def desk(live: LiveDesk, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskWindowDriver]:
    with open_window(live.session, tmp_path, qtbot) as made:
        yield made


def choose(desk: DeskWindowDriver, ident: str, client: str, key: str) -> None:
    """Open the list of an act about a client, and pick from it."""
    desk.app.open_client(client)
    desk.do(ident)
    picker = desk.app.screens.clients.picker
    desk.until(picker.isVisible)
    picker.picked.emit(key)


@rule("BK-30", "NS-5")
def test_a_cancelled_booking_is_brought_back(desk: DeskWindowDriver, live: LiveDesk) -> None:
    grace, late = live.names["grace"], live.names["late"]
    assert RestoreChoices(live.session, grace).find("") == []
    live.serve(CancelBooking(grace, late))
    live.exchange()
    choices = RestoreChoices(live.session, grace)
    (choice,) = choices.find("")
    assert choices.find("no such class") == []
    assert choices.ask(choice.key).action == "Restore"
    choose(desk, actions.RESTORE, grace, choice.key)

    def state() -> str:
        row = live.session.source.rows.get(Booking, booking_id(late, grace))
        return row.state if row else ""

    desk.until(lambda: state() == "booked")


@rule("PERM-3")
def test_a_client_becomes_an_instructors_own_and_ceases_to_be(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    grace, ana = live.names["grace"], live.names["ana"]

    def own() -> list[str]:
        rows = live.session.source.rows.find(CLIENTS_OF_INSTRUCTOR, ana)
        return [row.client_id for row in rows]

    assert InstructorChoices(live.session, grace).ask(ana).action == "Assign"
    choose(desk, actions.ASSIGN, grace, ana)
    desk.until(lambda: own() == [grace])
    assert InstructorChoices(live.session, grace).ask(ana).action == "End"
    choose(desk, actions.ASSIGN, grace, ana)
    desk.until(lambda: own() == [])
