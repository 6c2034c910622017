"""The drawer: float, pay-ins and pay-outs, the count by coins, a difference with its reason."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.domain.drawer import CLOSINGS_OF_DESK, Closing
from core.domain.zones import to_utc
from core.queries import closings
from desktop.actions.screens import Screen
from desktop.features.sell.counting import CASH
from desktop.features.sell.drawer_page import DrawerPage
from desktop.features.sell.view import SellScreen
from desktop.printing.presenter import PrintJob
from tests.desktop.desk_window import DeskWindowDriver, open_window
from tests.desktop.live import LiveDesk
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "17:41", "Europe/London")


@pytest.fixture
def live(tmp_path: Path, qtbot: QtBot) -> Iterator[LiveDesk]:
    with LiveDesk.open(tmp_path, NOW) as made:
        made.clock.at += 60_000
        yield made


@pytest.fixture
def desk(live: LiveDesk, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskWindowDriver]:
    with open_window(live.session, tmp_path, qtbot) as made:
        made.go(Screen.SELL)
        made.do("sell.show_drawer")
        yield made


def page(desk: DeskWindowDriver) -> DrawerPage:
    found = desk.app.screens.widget(Screen.SELL)
    assert isinstance(found, SellScreen)
    return found.drawer


def expected(live: LiveDesk) -> int:
    return closings.open_tally(live.session.source.rows, "desk-a").expected


def closed(live: LiveDesk) -> list[Closing]:
    return live.session.source.rows.find(CLOSINGS_OF_DESK, "desk-a")


def ask(desk: DeskWindowDriver, key: str) -> None:
    """Press a letter; a scanner's first letter looks the same, so it counts a moment later."""
    desk.until(lambda: desk.window.panel.content() is None)
    desk.keys(key)
    desk.until(lambda: desk.window.panel.content() is not None)


def fill(desk: DeskWindowDriver, **values: object) -> None:
    panel = desk.app.screens.acts.panel
    assert panel is not None
    panel.form.show_values(values)


def put_in_float(desk: DeskWindowDriver, live: LiveDesk) -> None:
    ask(desk, "F")
    desk.write("100")
    desk.keys("Return")
    desk.until(lambda: expected(live) == 100_00)


@rule("PAY-11")
def test_float_pay_in_and_pay_out_are_expected(desk: DeskWindowDriver, live: LiveDesk) -> None:
    put_in_float(desk, live)
    ask(desk, "I")
    fill(desk, amount=5_00, reason="Change from the bank")
    desk.keys("Return")
    desk.until(lambda: expected(live) == 105_00)
    ask(desk, "U")
    fill(desk, amount=20_00, reason="Milk")
    desk.keys("Return")
    desk.until(lambda: expected(live) == 85_00)
    desk.until(lambda: page(desk).moves.model.rowCount() == 3)
    assert page(desk).expected.text() == "€85.00"


@rule("PAY-5", "PAY-11")
def test_a_difference_needs_a_reason_and_the_rest_stays_as_the_float(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    put_in_float(desk, live)
    ask(desk, "Z")
    fill(desk, n5000=1, n2000=2, n500=1, whole=0, left=50_00)
    desk.keys("Return")
    assert closed(live) == []
    fill(desk, note="A fiver was given twice")
    desk.keys("Return")
    desk.until(lambda: closed(live))
    (one,) = closed(live)
    assert (one.expected, one.counted, one.difference, one.left) == (100_00, 95_00, -5_00, 50_00)
    assert expected(live) == 50_00
    desk.until(lambda: page(desk).closings.model.rowCount() == 1)


@rule("PAY-11")
def test_a_sale_after_the_closing_is_in_the_next(desk: DeskWindowDriver, live: LiveDesk) -> None:
    put_in_float(desk, live)
    ask(desk, "Z")
    fill(desk, n5000=2, left=100_00)
    desk.keys("Return")
    desk.until(lambda: closed(live))
    desk.app.open_client(live.names["elif"])
    desk.keys("F3", "1", "Return")
    desk.until(lambda: expected(live) == 118_00)


@rule("PAY-5")
def test_a_closing_is_printed_and_exported(
    desk: DeskWindowDriver, live: LiveDesk, tmp_path: Path
) -> None:
    put_in_float(desk, live)
    ask(desk, "Z")
    fill(desk, n5000=2, left=0)
    desk.keys("Return")
    desk.until(lambda: page(desk).closings.model.rowCount() == 1)
    page(desk).closings.view.choose(page(desk).closings.model.rows()[0].key)
    drawer = desk.app.screens.sell.drawer
    jobs: list[PrintJob] = []
    drawer.print_asked.connect(jobs.append)
    desk.do("sell.print_receipt")
    assert [job.sheet.title for job in jobs] == ["Closing Front desk, 2 March 2026, 17:42"]
    drawer.choose_file = lambda _parent, name, _kinds: str(tmp_path / name)
    desk.do("sell.export_closing")
    text = (tmp_path / "Closing Front desk 2026-03-02.csv").read_text(encoding="utf-8-sig")
    assert "Front desk,,opening,cash" in text
    drawer.choose_file = lambda _parent, name, _kinds: str(tmp_path / "none" / name)
    desk.do("sell.export_closing")
    desk.until(lambda: any("could not be written" in text for text in desk.said()))


def test_the_pieces_of_each_currency_fall() -> None:
    for pieces in CASH.values():
        assert list(pieces) == sorted(pieces, reverse=True)
        assert len(set(pieces)) == len(pieces)
