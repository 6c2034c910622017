"""The till by keys: passes, items, open sums, splits, change, discounts, gifts, cards."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDate
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from core.commands.catalogue import CreatePassProduct
from core.commands.people import EditClient, FieldChange
from core.commands.sales import SellPass
from core.commands.till import CreateDiscountCode, CreateRetailItem, MoveStock
from core.domain.bookings import Booking
from core.domain.credits import PASSES_OF_CLIENT, PAYMENTS_OF_CLIENT, Pass, Payment
from core.domain.ids import booking_id
from core.domain.receipts import RECEIPTS_BY_NUMBER, Receipt, lines_of, payments_of
from core.domain.zones import to_utc
from core.queries import till
from core.rules.attendance import qr
from desktop.actions.screens import Screen
from desktop.features.sell.basket import Basket, BasketLine, Part, brought_back, kept
from desktop.features.sell.buyer_card import DueRow
from desktop.features.sell.model import CASH, GIFT, LATER, TERMINAL, DueThing
from desktop.features.sell.pay_box import PayBox
from desktop.printing.presenter import PrintJob
from tests.desktop.desk_window import DeskWindowDriver, open_window
from tests.desktop.live import ORGANISATION, LiveDesk
from tests.desktop.live_studio import CARDS, card_of
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "17:41", "Europe/London")
FIRST = "LON-A-000001"


@pytest.fixture
def live(tmp_path: Path, qtbot: QtBot) -> Iterator[LiveDesk]:
    with LiveDesk.open(tmp_path, NOW) as made:
        mat = CreateRetailItem("Mat spray", 9_50, 20_00, "4006381333931")
        made.names["spray"] = str(made.serve(mat).facts["item_id"])
        made.serve(MoveStock(made.names["spray"], made.names["location"], 3))
        made.exchange()
        made.clock.at += 60_000  # the furnished sales have numbers of this desk as well
        yield made


def booking(live: LiveDesk, name: str, occurrence: str = "evening") -> Booking:
    found = live.session.source.rows.get(
        Booking, booking_id(live.names[occurrence], live.names[name])
    )
    assert found is not None
    return found


def passes(live: LiveDesk, name: str) -> list[Pass]:
    return live.session.source.rows.find(PASSES_OF_CLIENT, live.names[name])


def payments(live: LiveDesk, name: str) -> list[Payment]:
    return live.session.source.rows.find(PAYMENTS_OF_CLIENT, live.names[name])


def receipt(live: LiveDesk, number: str = FIRST) -> Receipt | None:
    found = live.session.source.rows.find(RECEIPTS_BY_NUMBER, number)
    return next((one for one in found if one.desk_id), None)


def sell_to(desk: DeskWindowDriver, live: LiveDesk, name: str) -> None:
    desk.app.open_client(live.names[name])
    desk.keys("F3")


def method(desk: DeskWindowDriver) -> str:
    return desk.app.screens.sell._screen.till.pay.method.choice()


@rule("U-06", "PASS-1", "PASS-15")
def test_a_pass_is_sold_and_used_by_four_keys(desk: DeskWindowDriver, live: LiveDesk) -> None:
    """SPEC 6: from the profile F3, the pass's digit, Enter takes the money, Enter lets in."""
    desk.app.open_client(live.names["daniel"])
    desk.keys("F3", "1", "Return")
    desk.until(lambda: passes(live, "daniel"))
    desk.until(lambda: desk.app.screens.sell._use is not None)
    desk.keys("Return")
    desk.until(lambda: booking(live, "daniel").state == "checked_in")
    found = booking(live, "daniel")
    assert (found.cover, found.due) == ("pass", 0)
    (sold,) = passes(live, "daniel")
    assert found.pass_id == sold.id


@rule("U-06", "BK-8")
def test_a_pass_sold_to_somebody_without_a_booking_lets_in_to_the_class_now(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    live.clock.at = to_utc("2026-03-02", "19:00", "Europe/London")
    sell_to(desk, live, "hanna")
    desk.keys("2", "Return")
    desk.until(lambda: desk.app.screens.sell._use is not None)
    desk.keys("Return")
    desk.until(
        lambda: live.session.source.rows.get(
            Booking, booking_id(live.names["late"], live.names["hanna"])
        )
    )
    assert booking(live, "hanna", "late").state == "checked_in"


@rule("U-06")
def test_f3_on_a_roster_line_brings_that_client(desk: DeskWindowDriver, live: LiveDesk) -> None:
    desk.app.open_class(live.names["evening"])
    desk.app.screens.class_panel.roster.choose(live.names["clara"])
    desk.keys("F3")
    assert desk.app.screens.sell._basket.client_id == live.names["clara"]
    assert desk.window.panel.content() is None


@rule("BK-31", "U-06")
def test_open_sums_are_paid_by_p_and_enter(desk: DeskWindowDriver, live: LiveDesk) -> None:
    desk.app.open_client(live.names["daniel"])
    desk.keys("P", "T", "Return")
    desk.until(lambda: booking(live, "daniel").due == 0)
    (paid,) = payments(live, "daniel")
    assert (paid.method, paid.amount, paid.receipt) == ("external_terminal", 18_00, FIRST)


@rule("PAY-6", "PAY-16")
def test_an_item_is_sold_to_nobody_and_leaves_the_stock(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    desk.go(Screen.SELL)
    desk.write("4006381333931")  # as fast as a scanner
    desk.keys("Return")
    view = desk.app.screens.sell._screen.till
    desk.until(lambda: desk.app.screens.sell._basket.lines)
    view.basket.list.setFocus()
    desk.keys("+")
    assert view.basket.sums.accessibleName() == "Tax 20 % in it €3.17, Total €19.00"
    desk.keys("Return")
    desk.until(lambda: receipt(live) is not None)
    found = receipt(live)
    assert found is not None
    (line,) = lines_of(found)
    assert (found.client_id, line.quantity, line.gross, line.tax) == ("", 2, 19_00, 3_17)
    (left,) = till.retail(live.session.source, live.names["location"])
    assert left.stock == 1


@rule("PAY-13")
def test_a_payment_is_split_over_two_ways(desk: DeskWindowDriver, live: LiveDesk) -> None:
    sell_to(desk, live, "elif")
    desk.keys("3", "S")
    desk.write("40")
    desk.keys("Return", "T", "Return")
    desk.until(lambda: receipt(live) is not None)
    found = receipt(live)
    assert found is not None
    assert [(p.method, p.amount) for p in payments_of(found)] == [
        ("cash", 40_00),
        ("external_terminal", 100_00),
    ]
    assert sum(one.amount for one in payments(live, "elif") if one.receipt == FIRST) == 140_00


@rule("PAY-13")
def test_cash_given_shows_the_change_and_sells(desk: DeskWindowDriver, live: LiveDesk) -> None:
    sell_to(desk, live, "elif")
    desk.keys("1", "S")
    desk.write("50")
    desk.keys("Return")
    desk.until(lambda: receipt(live) is not None)
    done = desk.app.screens.sell._screen.till.done
    desk.until(done.isVisible)
    assert done.change.text() == "Change €32.00"
    found = receipt(live)
    assert found is not None
    assert found.total == 18_00


@rule("PAY-15")
def test_a_discount_needs_its_reason_and_is_on_the_receipt(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    sell_to(desk, live, "elif")
    pay = desk.app.screens.sell._screen.till.pay
    desk.keys("3", "D")
    desk.write("10")
    desk.keys("Return")
    assert "reason" in pay.answer.text().lower()
    assert not pay.take.isEnabled()
    desk.keys("Tab")
    desk.write("Neighbour")
    desk.keys("Return")
    assert pay.take.text() == "Take €126.00 in cash"
    desk.app.screens.sell._screen.till.shelf.list.setFocus()
    desk.keys("Return")
    desk.until(lambda: receipt(live) is not None)
    found = receipt(live)
    assert found is not None
    (line,) = lines_of(found)
    assert (line.discount, line.reason, found.total) == (14_00, "Neighbour", 126_00)


@rule("PAY-15")
def test_a_code_takes_off_what_it_says_and_an_unknown_one_is_refused(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    live.serve(CreateDiscountCode("SPRING", "amount", 5_00))
    live.exchange()
    sell_to(desk, live, "elif")
    desk.keys("1")
    desk.until(lambda: desk.app.screens.sell._basket.lines)
    row = desk.app.screens.sell._screen.till.pay.discount
    row.said.emit("code", "autumn", "")
    assert not desk.app.screens.sell._screen.till.pay.take.isEnabled()
    row.said.emit("code", "spring", "")
    assert desk.app.screens.sell._quote.total == 13_00


@rule("PAY-1", "PASS-1")
def test_a_gift_pays_what_it_has_and_cash_the_rest(desk: DeskWindowDriver, live: LiveDesk) -> None:
    gift = live.serve(CreatePassProduct("Gift 10", "gift", 10_00, 10_00)).facts["product_id"]
    live.serve(
        SellPass(
            live.names["elif"], str(gift), live.names["location"], 10_00, "cash", "LON-Z-000001"
        )
    )
    live.exchange()
    sell_to(desk, live, "elif")
    desk.until(lambda: desk.app.screens.sell._gifts)
    at = next(
        n
        for n in range(1, 6)
        if desk.app.screens.sell._screen.till.shelf.key_of(n).endswith(live.names["single"])
    )
    desk.keys(str(at), "G", "Return")
    assert method(desk) == CASH
    assert desk.app.screens.sell._quote.rest == 8_00
    desk.keys("Return")
    desk.until(lambda: receipt(live) is not None)
    found = receipt(live)
    assert found is not None
    assert [(p.method, p.amount) for p in payments_of(found)] == [("gift", 10_00), ("cash", 8_00)]
    assert till.gifts(live.session.source, live.names["elif"]) == []


@rule("BK-31")
def test_a_pass_sold_for_later_stays_due(desk: DeskWindowDriver, live: LiveDesk) -> None:
    sell_to(desk, live, "elif")
    desk.keys("3", "L")
    assert method(desk) == LATER
    desk.keys("Return")
    desk.until(lambda: len(passes(live, "elif")) == 2)
    assert receipt(live) is None
    assert desk.app.screens.sell.owes(live.names["elif"])


@rule("U-26", "PAY-14")
def test_a_sale_is_taken_back_by_undo(desk: DeskWindowDriver, live: LiveDesk) -> None:
    sell_to(desk, live, "elif")
    desk.keys("1", "Return")
    desk.until(lambda: any(FIRST in text for text in desk.said()))
    desk.keys("Ctrl+Z")
    desk.until(lambda: sum(one.amount for one in payments(live, "elif")) == 99_00)


@rule("CHK-6", "U-11")
def test_a_card_scanned_at_the_till_brings_its_client(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    code = qr.encode(card_of("grace"), ORGANISATION, CARDS)
    desk.go(Screen.SELL)
    desk.app._scan(code)
    assert desk.app.screens.sell._basket.client_id == live.names["grace"]
    desk.app._scan("NOCODE")
    assert desk.said()


@rule("BK-9")
def test_a_drop_in_is_booked_and_its_price_comes_into_the_basket(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    sell_to(desk, live, "daniel")
    desk.app.screens.sell._take_thing(f"class/{live.names['late']}")
    desk.until(lambda: desk.app.screens.sell._basket.lines)
    assert desk.app.screens.sell._quote.total == 12_00
    desk.keys("Return")
    desk.until(lambda: receipt(live) is not None)
    assert booking(live, "daniel", "late").due == 0


@rule("U-80")
def test_a_basket_survives_the_end_of_the_desk(
    live: LiveDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    with open_window(live.session, tmp_path, qtbot) as desk:
        sell_to(desk, live, "elif")
        desk.keys("1", "2")
    with open_window(live.session, tmp_path, qtbot) as desk:
        desk.go(Screen.SELL)
        assert [line.kind for line in desk.app.screens.sell._basket.lines] == ["pass", "pass"]
        desk.do("sell.empty_basket")
        assert live.session.draft("sell") == {}


@rule("PAY-4")
def test_the_receipt_can_be_printed_at_once(desk: DeskWindowDriver, live: LiveDesk) -> None:
    asked: list[PrintJob] = []
    sell_to(desk, live, "elif")
    desk.app.screens.sell.print_asked.connect(asked.append)
    desk.keys("1", "Return")
    desk.until(lambda: receipt(live) is not None)
    desk.until(lambda: desk.app.screens.sell._receipt)
    desk.do("sell.print_receipt")
    assert [job.sheet.title for job in asked] == [f"Receipt {FIRST}"]
    assert QKeySequence("Ctrl+P") in desk.app.registry.action("sell.print_receipt").shortcuts()


def test_a_basket_counts_items_and_holds_a_due_sum_once() -> None:
    item, due = BasketLine("retail", "spray", 9_50), BasketLine("booking", "class", 18_00)
    basket = Basket().with_line(item).with_line(item).with_line(due).with_line(due)
    assert [line.quantity for line in basket.lines] == [2, 1]
    assert basket.counted(0, 5000).lines[0].quantity == 999
    assert [line.kind for line in basket.counted(1, -1).lines] == ["retail"]
    assert (
        brought_back(kept(Basket("c", (item,), None, (Part(GIFT, 5, "g"),)))).parts[0].gift_id
        == "g"
    )
    assert brought_back("{nonsense") == Basket()
    assert Basket("ann", (item, due)).for_client("ben") == Basket("ben")
    command = Basket("c", (item,), None, (Part(TERMINAL, 950),)).command("here", FIRST)
    assert [(p.method, p.amount) for p in command.payments] == [("external_terminal", 950)]


@rule("PAY-1", "ORG-13")
def test_the_payer_of_a_household_buys_and_pays_for_its_members(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    """H on a member's sale: their payer pays for what was in the basket, and for what they owe."""
    names = live.names
    live.serve(EditClient(names["daniel"], {"payer_id": FieldChange("", names["grace"])}))
    live.exchange()
    sell_to(desk, live, "daniel")
    desk.keys("1", "H")
    sell = desk.app.screens.sell
    buyer = sell._screen.till.buyer
    assert buyer.name.text() == "Grace Mensah"
    assert buyer.meant() == names["daniel"]
    (line,) = sell._basket.lines
    assert line.client_id == names["daniel"]
    assert any("Daniel Osei" in row.note for row in buyer_of_dues(desk))
    desk.keys("A")
    desk.until(lambda: len(sell._basket.lines) == 2)
    desk.keys("Return")
    desk.until(lambda: passes(live, "daniel"))
    desk.until(lambda: booking(live, "daniel").due == 0)
    (sold,) = passes(live, "daniel")
    paid = [row for row in payments(live, "grace") if row.receipt == FIRST]
    assert {row.subject_id for row in paid} == {sold.id, booking(live, "daniel").id}
    assert payments(live, "daniel") == []
    printed = receipt(live)
    assert printed is not None
    assert all(one.name.endswith(", Daniel Osei") for one in lines_of(printed))


def buyer_of_dues(desk: DeskWindowDriver) -> list[DueThing]:
    rows = desk.app.screens.sell._screen.till.buyer.dues.rows.rows()
    return [row.due for row in rows if isinstance(row, DueRow)]


@rule("PAY-1", "ORG-13")
def test_a_payer_chooses_for_whom_they_buy(desk: DeskWindowDriver, live: LiveDesk) -> None:
    names = live.names
    live.serve(EditClient(names["daniel"], {"payer_id": FieldChange("", names["grace"])}))
    live.exchange()
    sell_to(desk, live, "grace")
    before = len(passes(live, "grace"))
    desk.keys("H")
    buyer = desk.app.screens.sell._screen.till.buyer
    assert buyer.household.hasFocus()
    buyer.mean(names["daniel"])
    desk.app.screens.sell._screen.focus_shelf()
    desk.keys("1", "Return")
    desk.until(lambda: passes(live, "daniel"))
    assert len(passes(live, "grace")) == before


def test_who_has_no_household_is_told_so(desk: DeskWindowDriver, live: LiveDesk) -> None:
    sell_to(desk, live, "clara")
    buyer = desk.app.screens.sell._screen.till.buyer
    assert buyer.payer.isHidden()
    assert buyer.household_box.isHidden()
    assert buyer.meant() == ""


@rule("PASS-14")
def test_a_pass_for_new_clients_is_sold_to_another_with_the_reason(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    trial = CreatePassProduct("A trial", "punch", 9_00, 1, 30, new_clients_only=True)
    product = str(live.serve(trial).facts["product_id"])
    live.exchange()
    sell_to(desk, live, "elif")
    shelf = desk.app.screens.sell._screen.till.shelf
    pay = desk.app.screens.sell._screen.till.pay
    desk.app.screens.sell._add(BasketLine("pass", product, 9_00))
    assert "new clients only" in pay.answer.text()
    assert pay.why.isVisible()
    shelf.list.setFocus()
    desk.keys("Return")
    assert pay.why.hasFocus()
    desk.write("Came back after years")
    desk.keys("Return")
    assert pay.take.text() == "Take €9.00 in cash"
    before = len(passes(live, "elif"))
    desk.keys("Return")
    desk.until(lambda: len(passes(live, "elif")) == before + 1)
    desk.until(lambda: not pay.why.isVisible())


def pay_box(desk: DeskWindowDriver) -> PayBox:
    (found,) = desk.window.findChildren(PayBox)
    return found


@rule("PASS-16", "U-06")
def test_a_pass_starts_on_another_day_by_one_key_and_its_date(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    desk.app.open_client(live.names["elif"])
    desk.keys("F3", "2", "Y")
    row = pay_box(desk).start
    assert row.isVisible()
    row.day.setDate(QDate(2026, 4, 1))
    desk.keys("Return")
    desk.until(lambda: any("starts 1 Apr 2026" in text for text in desk.rows("Basket")))
    desk.keys("Return")
    rows = live.session.source.rows

    def starts() -> set[str]:
        return {one.valid_from for one in rows.find(PASSES_OF_CLIENT, live.names["elif"])}

    desk.until(lambda: "2026-04-01" in starts())


@rule("PASS-16")
def test_a_start_that_is_too_early_is_said_and_none_is_set_by_esc(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    desk.app.open_client(live.names["elif"])
    desk.keys("F3", "Y")
    desk.until(lambda: any("no pass in the basket" in text for text in desk.said()))
    desk.keys("2", "Y", "Escape")
    assert not pay_box(desk).start.isVisible()
    assert not any("starts" in text for text in desk.rows("Basket"))
    desk.keys("Y")
    pay_box(desk).start.day.setDate(QDate(2025, 1, 1))
    desk.keys("Return")
    desk.until(pay_box(desk).answer.text)
    assert not pay_box(desk).take.isEnabled()
