"""One hour at the desk by keys and scans alone, with what each task of it costs (SPEC 6).

Between its beginning and its end nothing is clicked, no method of a screen is called: what the
person sees is read, and what the other desks and the server do comes in between.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.commands.identity import RegisterStaffKey
from core.domain.bookings import Booking
from core.domain.credits import LEDGER_OF_PASS, PASSES_OF_CLIENT, PAYMENTS_OF_CLIENT
from core.domain.ids import StaffId, booking_id
from core.domain.people import CLIENTS_BY_PHONE
from core.domain.schedule import Occurrence
from core.domain.zones import MINUTE_MS
from core.queries import spots
from core.rules.attendance import qr
from tests.desktop.desk_window import DeskWindowDriver, open_window
from tests.desktop.features.class_panel.class_of_spots import NOW, numbered, waiting
from tests.desktop.live import ORGANISATION, LiveDesk
from tests.desktop.live_studio import CARDS, card_of
from tests.support.rules import rule

PIN = "028417"


class Hour:
    """Hands and a scanner; counts the keys of each task."""

    def __init__(self, desk: DeskWindowDriver, live: LiveDesk) -> None:
        self.desk, self.live = desk, live
        self.pressed = 0

    @contextmanager
    def task(self, keys: int) -> Iterator[None]:
        """A task that may take so many keys."""
        before = self.pressed
        yield
        assert self.pressed - before <= keys

    def keys(self, *texts: str) -> None:
        self.pressed += len(texts)
        for text in texts:
            menu = QApplication.activePopupWidget()
            QTest.keySequence(menu or self.desk.focus(), QKeySequence(text))
            QApplication.processEvents()

    def write(self, text: str) -> None:
        self.pressed += len(text)
        self.desk.write(text)

    def scan(self, name: str) -> None:
        """A scanner types the code of somebody's card wherever the focus is."""
        code = qr.encode(card_of(name), ORGANISATION, CARDS)
        QTest.keyClicks(self.desk.focus(), code)
        QTest.keyClick(self.desk.focus(), Qt.Key.Key_Return)
        QApplication.processEvents()

    def until(self, holds: Callable[[], object]) -> None:
        self.desk.until(holds)

    def find(self, text: str) -> None:
        """Go to a client or a class through the palette."""
        self.keys("Ctrl+K")
        self.write(text)
        self.keys("Return")

    def later(self, minutes: int) -> None:
        """Time goes by, and the other desks are heard of."""
        self.live.clock.at += minutes * MINUTE_MS
        self.live.exchange()
        QApplication.processEvents()

    def booking(self, name: str, occurrence: str) -> Booking | None:
        names = self.live.names
        rows = self.live.session.source.rows
        return rows.get(Booking, booking_id(names[occurrence], names[name]))

    def lead(self, occurrence: str) -> str:
        found = self.live.session.source.rows.get(Occurrence, self.live.names[occurrence])
        return found.lead_id if found else ""

    def state(self, name: str, occurrence: str = "evening") -> str:
        found = self.booking(name, occurrence)
        return found.state if found else ""


@pytest.fixture
def hour(tmp_path: Path, qtbot: QtBot) -> Iterator[Hour]:
    with LiveDesk.open(tmp_path, NOW) as live:
        numbered(live)
        waiting(live)
        sign_ins = live.desk.sign_ins
        manager = StaffId(live.names["noor"])
        sign_in, _ = sign_ins.fresh(manager, PIN)
        live.serve(RegisterStaffKey(manager, "desk-a", sign_in.key_id))
        sign_ins.keep(manager, sign_in)
        live.exchange()
        with open_window(live.session, tmp_path, qtbot) as desk:
            yield Hour(desk, live)


@rule("U-06")
def test_an_hour_at_the_desk_goes_by_keys_and_scans_alone(hour: Hour) -> None:
    _before_the_class(hour)
    _people_come(hour)
    _somebody_cancels(hour)
    _seats_and_spots(hour)
    _money(hour)
    _the_manager_puts_right(hour)
    hour.later(20)
    assert [hour.state(name) for name in ("anna", "ben", "daniel")] == ["checked_in"] * 3
    assert (hour.state("clara"), hour.state("hanna")) == ("cancelled", "checked_in")


def _before_the_class(hour: Hour) -> None:
    """The owner finds a substitute for the late class, and Noor takes over."""
    names = hour.live.names
    hour.find("mat basics")
    with hour.task(keys=2):
        hour.keys("S", "Return")
        hour.until(lambda: hour.lead("late") == names["mia"])
    with hour.task(keys=2 + len(PIN)):
        hour.keys("F9", "N")
        hour.write(PIN)
        hour.until(lambda: hour.live.session.actor == names["noor"])
    assert hour.live.session.signed_in


def _people_come(hour: Hour) -> None:
    """By card, by name, by phone number; a new face comes too."""
    with hour.task(keys=0):
        hour.scan("anna")
        hour.until(lambda: hour.state("anna") == "checked_in")
    hour.keys("F2")
    with hour.task(keys=4):
        hour.keys("/")
        hour.write("be")
        hour.keys("Return")
        hour.until(lambda: hour.state("ben") == "checked_in")
    with hour.task(keys=0):
        hour.scan("daniel")
        hour.until(lambda: hour.state("daniel") == "checked_in")
    rows = hour.live.session.source.rows
    hour.keys("F4")
    hour.write("Nora Quill")
    hour.keys("Tab")
    hour.write("+44 7700 900123")
    with hour.task(keys=3):
        hour.keys("Tab", "Tab", "Return")
        hour.until(lambda: rows.find(CLIENTS_BY_PHONE, "+447700900123"))


def _somebody_cancels(hour: Hour) -> None:
    """Clara calls: what it costs is said first; the seat goes to who waits, and back comes hers."""
    hour.find("clara")
    with hour.task(keys=2):
        hour.keys("Delete")
        assert "1 credit of Drop-in is lost" in "".join(hour.desk.rows("Upcoming bookings"))
        hour.keys("Return")
        hour.until(lambda: hour.state("clara") == "late_cancelled")
    hour.later(1)
    hour.find("reformer flow")
    hour.keys("W")
    with hour.task(keys=1):
        hour.keys("Return")
        hour.until(lambda: hour.state("hanna") == "booked")
    hour.until(lambda: hour.state("clara") == "cancelled")
    with hour.task(keys=0):
        hour.scan("hanna")
        hour.until(lambda: hour.state("hanna") == "checked_in")


def _seats_and_spots(hour: Hour) -> None:
    """A booking is made and moved, a spot is given, a class is checked in and taken back."""
    names = hour.live.names
    hour.find("tower")
    with hour.task(keys=2):
        hour.keys("P", "Return")
        lines = hour.live.session.source.rows
        hour.until(lambda: any(x.client_id for x in spots.of_occurrence(lines, names["tower"])))
    hour.find("grace")
    with hour.task(keys=3):
        hour.keys("Down", "M", "Return")
        hour.until(lambda: hour.state("grace", "tower") == "booked")
    assert hour.state("grace", "late") in ("cancelled", "late_cancelled")
    hour.find("tower")
    with hour.task(keys=1):
        hour.keys("Shift+Return")
        hour.until(lambda: hour.state("grace", "tower") == "checked_in" and hour.desk.said())
    with hour.task(keys=1):
        hour.keys("Ctrl+Z")
        hour.until(lambda: hour.state("grace", "tower") == "booked")


def _money(hour: Hour) -> None:
    """Why somebody cannot book takes a key, a pass four; what is due is paid."""
    rows, daniel = hour.live.session.source.rows, hour.live.names["daniel"]
    hour.find("daniel")
    with hour.task(keys=1):
        hour.keys("?")
        hour.until(lambda: "Sell a pass" in hour.desk.rows("To choose from"))
    hour.keys("Escape")
    with hour.task(keys=4):
        hour.keys("S", "2", "C", "Return")
        hour.until(lambda: rows.find(PASSES_OF_CLIENT, daniel))
    hour.find("daniel")
    with hour.task(keys=3):
        hour.keys("P", "C", "Return")
        hour.until(lambda: (found := hour.booking("daniel", "evening")) and found.due == 0)


def _the_manager_puts_right(hour: Hour) -> None:
    """The owner is back: a credit is given, a payment is returned."""
    live = hour.live
    rows = live.session.source.rows
    hour.keys("F9", "R")
    hour.until(lambda: live.session.actor == live.names["ruth"])
    (held,) = rows.find(PASSES_OF_CLIENT, live.names["ben"])
    before = len(rows.find(LEDGER_OF_PASS, held.id))
    hour.find("ben")
    with hour.task(keys=3):
        hour.keys("C", "Return")
        hour.until(lambda: len(rows.find(LEDGER_OF_PASS, held.id)) > before and hour.desk.said())
    with hour.task(keys=1):
        hour.keys("Ctrl+Z")
        hour.until(lambda: sum(x.amount for x in rows.find(LEDGER_OF_PASS, held.id)) == 8)
    hour.keys("F3", "P")
    paid = rows.find(PAYMENTS_OF_CLIENT, live.names["daniel"])
    with hour.task(keys=3):
        hour.keys("R", "Return")
        hour.until(lambda: len(rows.find(PAYMENTS_OF_CLIENT, live.names["daniel"])) > len(paid))
