"""Refunds, voids, sums let go, credits corrected, covers changed: by keys, counted (SPEC 6)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from core.commands.setup import CreateStaff, GrantRole
from core.domain.bookings import Booking
from core.domain.credits import LEDGER_OF_PASS, PASSES_OF_CLIENT, PAYMENTS_OF_CLIENT
from core.domain.ids import StaffId, booking_id
from core.domain.zones import to_utc
from core.queries import payments
from desktop.actions.screens import Screen
from desktop.features.sell.view import PAYMENTS, SellScreen
from tests.desktop.desk_window import DeskWindowDriver
from tests.desktop.live import LiveDesk
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "17:41", "Europe/London")


@pytest.fixture
def live(tmp_path: Path, qtbot: QtBot) -> Iterator[LiveDesk]:
    with LiveDesk.open(tmp_path, NOW) as made:
        made.clock.at += 60_000
        yield made


def screen(desk: DeskWindowDriver) -> SellScreen:
    found = desk.app.screens.widget(Screen.SELL)
    assert isinstance(found, SellScreen)
    return found


def amounts(live: LiveDesk, name: str) -> list[int]:
    rows = live.session.source.rows.find(PAYMENTS_OF_CLIENT, live.names[name])
    return sorted(row.amount for row in rows)


def sold_to_elif(desk: DeskWindowDriver, live: LiveDesk) -> None:
    """One drop-in for 18.00 by this desk, and the day's payments in view."""
    desk.app.open_client(live.names["elif"])
    desk.keys("F3", "1", "Return")
    desk.until(lambda: amounts(live, "elif") == [18_00, 99_00])
    desk.keys("P")
    desk.until(lambda: screen(desk).page() == PAYMENTS)
    desk.until(screen(desk).payments.table.view.current_key)


def free(live: LiveDesk, name: str) -> int:
    (held,) = live.session.source.rows.find(PASSES_OF_CLIENT, live.names[name])
    return sum(row.amount for row in live.session.source.rows.find(LEDGER_OF_PASS, held.id))


@rule("PAY-4", "PERM-6", "U-06")
def test_a_refund_inside_the_own_limit_is_two_keys(desk: DeskWindowDriver, live: LiveDesk) -> None:
    """SPEC 6 allows three: R asks with everything filled in, Enter gives back."""
    sold_to_elif(desk, live)
    desk.keys("R", "Return")
    desk.until(lambda: amounts(live, "elif") == [-18_00, 18_00, 99_00])
    found = payments.of_client(live.session.source, live.names["elif"])
    back = next(line for line in found if line.amount < 0)
    assert (back.kind, back.method, back.reason) == ("refund", "cash", "Asked for by the client")


@rule("PAY-4")
def test_what_went_back_wholly_is_not_given_back_again(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    sold_to_elif(desk, live)
    desk.keys("R", "Return")
    desk.until(lambda: amounts(live, "elif") == [-18_00, 18_00, 99_00])
    page = screen(desk).payments
    desk.until(lambda: page.table.model.rowCount() == 2)
    page.table.view.choose(page.table.model.rows()[1].key)
    desk.keys("R")
    desk.until(lambda: any("already" in text for text in desk.said()))


@rule("PAY-14")
def test_a_receipt_of_today_is_voided(desk: DeskWindowDriver, live: LiveDesk) -> None:
    sold_to_elif(desk, live)
    desk.keys("Delete", "Return")
    desk.until(lambda: amounts(live, "elif") == [-18_00, 18_00, 99_00])
    states = [
        one.state for one in live.session.source.rows.find(PASSES_OF_CLIENT, live.names["elif"])
    ]
    assert sorted(states) == ["active", "void"]


@rule("BK-31", "PAY-9")
def test_an_open_sum_is_let_go_with_a_reason(desk: DeskWindowDriver, live: LiveDesk) -> None:
    desk.app.open_client(live.names["daniel"])
    desk.keys("F3", "W")
    desk.until(lambda: desk.window.panel.content() is not None)
    desk.write("First visit")
    desk.keys("Return")
    key = booking_id(live.names["evening"], live.names["daniel"])

    def due() -> int:
        found = live.session.source.rows.get(Booking, key)
        return found.due if found else -1

    desk.until(lambda: due() == 0)
    assert amounts(live, "daniel") in ([], [0])


@rule("PASS-2", "U-06", "U-26")
def test_credits_are_corrected_by_two_keys_and_taken_back(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    """SPEC 6 allows three, with a ledger line and undo."""
    before = free(live, "ben")
    desk.app.open_client(live.names["ben"])
    desk.keys("C", "Return")
    desk.until(lambda: free(live, "ben") == before + 1)
    desk.until(lambda: any("Corrected" in text for text in desk.said()))
    desk.keys("Ctrl+Z")
    desk.until(lambda: free(live, "ben") == before)


@rule("PASS-15")
def test_money_pays_instead_of_the_pass(desk: DeskWindowDriver, live: LiveDesk) -> None:
    before = free(live, "ben")
    desk.app.open_client(live.names["ben"])
    desk.keys("V")
    panel = desk.app.screens.acts.panel
    assert panel is not None
    panel.form.show_values({"pass_id": ""})
    desk.keys("Return")
    desk.until(lambda: free(live, "ben") == before + 1)


@rule("PAY-4", "U-06")
def test_all_payments_of_a_client_are_reached_from_the_till_and_from_the_profile(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    sold_to_elif(desk, live)
    page = screen(desk).payments
    desk.keys("Backspace", "Shift+P")
    desk.until(lambda: page.day.text() == "Elif Demir")
    assert [row.cells[-1] for row in page.table.model.rows()] == [18_00, 99_00]
    assert page.table.model.columns[0].title == "Date"
    desk.keys("P")
    desk.until(page.whole_day.isHidden)
    assert page.table.model.columns[0].title == "Time"
    desk.app.open_client(live.names["elif"])
    desk.keys("Shift+P")
    desk.until(lambda: page.day.text() == "Elif Demir")
    desk.until(page.table.view.current_key)
    desk.keys("R", "Return")
    desk.until(lambda: -18_00 in amounts(live, "elif"))
    desk.until(lambda: len(page.table.model.rows()) == 3)


def test_without_a_buyer_a_client_is_asked_for(desk: DeskWindowDriver, live: LiveDesk) -> None:
    desk.keys("F3")
    desk.do("sell.show_client_payments")
    assert screen(desk).page() != PAYMENTS


@rule("REP-2")
def test_the_payments_of_a_day_are_saved_as_excel_by_who_keeps_the_books(
    desk: DeskWindowDriver, live: LiveDesk, tmp_path: Path
) -> None:
    sold_to_elif(desk, live)
    page = desk.app.screens.sell.payments
    page.choose_file = lambda _parent, _name, _kinds: str(tmp_path / "payments.xlsx")
    desk.keys("X")
    desk.until(lambda: any("payments.xlsx" in text for text in desk.said()))
    sheet = load_workbook(tmp_path / "payments.xlsx").worksheets[0]
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "Elif Demir" in cells
    assert 18 in cells
    page.choose_file = lambda _parent, _name, _kinds: str(tmp_path / "none" / "payments.xlsx")
    desk.keys("X")
    desk.until(lambda: any("could not be written" in text for text in desk.said()))
    made = live.serve(CreateStaff("Rita Desk")).facts["staff_id"]
    live.serve(GrantRole(made, "receptionist", live.names["location"]))
    live.exchange()
    live.session.choose_person(StaffId(made))
    desk.rest()
    assert not screen(desk).payments.save.isVisible()
    assert not desk.app.registry.action("sell.save_payments").isEnabled()
