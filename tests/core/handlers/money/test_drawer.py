"""A drawer's day: float, sales, pay-ins, pay-outs, the closing, what comes late (PAY-5, PAY-11)."""

from typing import Any

import pytest

from core.changes import Outcome
from core.commands.drawer import CloseDrawer, MoveCash
from core.commands.refunds import Refund
from core.commands.sales import SellPass, TakePayment, UndoSellPass
from core.commands.seats import Book
from core.commands.till import VoidReceipt
from core.domain.credits import PAYMENTS_OF_SUBJECT, Payment
from core.domain.drawer import Closing
from core.domain.ids import ClientId, DeskId, PaymentId
from core.queries.closings import as_csv, closings
from core.rules.money.drawer import tally
from core.store.overlay import Overlay
from tests.support.rules import rule
from tests.support.studio import NOW, Studio

ONE, TWO = "LON-A-000001", "LON-A-000002"


def day(s: Studio) -> str:
    """A float of 50.00, a ten in cash, a seat by terminal, 10.00 for stamps; the ten's id."""
    s.do(MoveCash(s.desk, s.london, "opening", 50_00))
    sale = SellPass(s.anna, s.ten, s.london, 120_00, "cash", ONE)
    ten = s.do(sale, command_id="sale").facts["pass_id"]
    s.do(Book(s.ben, s.yoga_1800, pay_at_desk=True))
    s.do(TakePayment(s.ben, 15_00, "external_terminal", TWO, s.yoga_1800))
    s.do(MoveCash(s.desk, s.london, "pay_out", 10_00, "stamps"))
    return str(ten)


def close(s: Studio, counted: int, left: int = 50_00, **how: Any) -> Outcome:
    return s.do(CloseDrawer(s.desk, s.london, counted, left), **how)


@rule("PAY-5", "PAY-11")
def test_a_closing_says_what_was_expected_counted_and_taken_by_method() -> None:
    s = Studio.open()
    day(s)
    facts = close(s, 159_50).facts
    assert (facts["expected"], facts["difference"], facts["taken"]) == (160_00, -50, 109_50)
    assert facts["sums"] == {"cash": 120_00, "external_terminal": 15_00}
    nothing = close(s, 50_00).facts
    assert (nothing["expected"], nothing["sums"]) == (50_00, {}), "each counts once"


@rule("PAY-11")
def test_a_sale_that_arrives_after_the_closing_goes_to_the_next() -> None:
    s = Studio.open()
    day(s)
    close(s, 160_00, at=s.later(hours=10))
    s.do(Book(s.clara, s.yoga_1800, pay_at_desk=True))
    late = TakePayment(s.clara, 15_00, "cash", "LON-A-000003", s.yoga_1800)
    s.do(late, at=s.later(hours=1))
    assert close(s, 65_00, at=s.later(hours=20)).facts["expected"] == 65_00


@rule("PAY-11")
def test_each_drawer_is_closed_for_itself() -> None:
    s = Studio.open()
    day(s)
    draft = Overlay(s.reader)
    other = Payment(PaymentId("p"), ClientId(s.anna), "x", "cash", 99_00, "", NOW, DeskId("other"))
    draft.put(other)
    s.reader.apply(draft.changes())
    assert close(s, 160_00).facts["difference"] == 0


@rule("PAY-5")
def test_a_refund_in_cash_is_missing_from_the_drawer_as_it_should() -> None:
    s = Studio.open()
    ten = day(s)
    payment = s.reader.find(PAYMENTS_OF_SUBJECT, ten)[0].id
    s.do(Refund(payment, 20_00, "LON-A-000003", "courtesy"))
    assert close(s, 140_00).facts["difference"] == 0


@rule("PAY-14", "PAY-5")
def test_what_stands_in_a_closing_is_voided_no_more() -> None:
    s = Studio.open()
    ten = day(s)
    close(s, 160_00)
    assert s.refuse(VoidReceipt(ONE, "LON-A-000003")).code == "drawer_closed"
    assert s.refuse(UndoSellPass("sale", ten, ONE)).code == "drawer_closed"


@rule("PAY-5")
def test_a_closing_is_exported_with_every_payment_and_the_count() -> None:
    s = Studio.open()
    day(s)
    close(s, 160_00)
    (found,) = closings(s.reader, s.london, NOW, NOW + 1)
    assert as_csv(found, "GBP").splitlines() == [
        "desk,receipt,kind,method,amount",
        *sorted(
            [
                f"Front,{ONE},taken,cash,£120.00",
                f"Front,{TWO},taken,external_terminal,£15.00",
            ],
            key=lambda line: [row.receipt in line for row in found.payments].index(True),
        ),
        *[
            f"Front,,{move.kind},cash,{'£50.00' if move.amount > 0 else '−£10.00'}"
            for move in found.moves
        ],
        "Front,,expected,cash,£160.00",
        "Front,,counted,cash,£160.00",
        "Front,,difference,cash,£0.00",
        "Front,,left,cash,£50.00",
    ]


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda s: MoveCash("none", s.london, "opening", 1), "desk_unknown"),
        (lambda s: MoveCash(s.desk, s.berlin, "opening", 1), "desk_unknown"),
        (lambda s: MoveCash(s.desk, s.london, "pay_in", 1, " "), "reason_missing"),
        (lambda s: CloseDrawer("none", s.london, 1), "desk_unknown"),
        (lambda s: CloseDrawer(s.desk, s.london, 1, 2), "left_more_than_counted"),
    ],
)
def test_what_is_refused_writes_nothing(make: Any, code: str) -> None:
    s = Studio.open()
    before = s.rows()
    assert s.refuse(make(s), by=s.owner).code == code
    assert s.rows() == before


def test_an_empty_drawer_holds_nothing() -> None:
    assert tally([], [], []).expected == 0
    s = Studio.open()
    assert close(s, 0, 0).facts["difference"] == 0
    assert len(s.reader.all(Closing)) == 1
