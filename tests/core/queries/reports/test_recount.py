"""Every figure of every report equals a plain recount of the rows (REP-3)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from core.commands.arrivals import CheckIn, MarkNoShow
from core.commands.attendance import CloseOccurrence
from core.commands.catalogue import CreatePassProduct, CreateService
from core.commands.passes import ExpirePass
from core.commands.pay import SetPayRate
from core.commands.people import CreateClient, NewClient
from core.commands.refunds import Refund
from core.commands.registry import Command
from core.commands.sales import SellPass, TakePayment
from core.commands.schedule import CreateOccurrence
from core.commands.seats import Book, CancelBooking
from core.commands.setup import CreateLocation, CreateStaff
from core.commands.till import CreateRetailItem, SellAtTill, TillLine, TillPayment, VoidReceipt
from core.commands.waiting import JoinWaitlist, LeaveWaitlist
from core.domain.credits import PAYMENTS_OF_CLIENT
from core.domain.rows import Row
from core.domain.zones import HOUR_MS, to_utc
from core.queries import place
from core.queries.reports.declaration import Scope, Table
from core.queries.reports.registry import ALL
from core.queries.source import Source
from tests.core.queries.reports import recount, recount_demand
from tests.core.queries.reports.recount import World
from tests.desktop.demo_desk import DemoDesk
from tests.desktop.live import LiveDesk
from tests.desktop.live_studio import found
from tests.support.rules import rule

AT_THE_DEMO = to_utc("2026-11-18", "17:41", "Europe/London")
AFTER_ALL = to_utc("2026-11-20", "12:00", "Europe/London")
NEW_YORK = "America/New_York"
WHOLE_DAY = {str(day): (("00:00", "24:00"),) for day in range(7)}
NIGHTS = (
    ("2026-03-28", "23:30"),  # London's clocks go forward in this night
    ("2026-03-29", "00:30"),
    ("2026-10-24", "23:45"),  # and back in this
    ("2026-10-25", "01:30"),
    ("2026-11-01", "01:30"),  # twice in New York
    ("2026-11-18", "23:30"),
)


class Clock:
    """Serves commands at moments of a story."""

    def __init__(self, live: LiveDesk) -> None:
        self.live = live
        self.receipts = 0

    def do(self, command: Command, at: int) -> dict[str, str]:
        return self.live.serve(command, at).facts

    def receipt(self) -> str:
        self.receipts += 1
        return f"LON-Q-{self.receipts:06d}"


@contextmanager
def nights(folder: Path) -> Iterator[Source]:
    """Two places in two zones, classes at night when clocks change, refunds, voids, items."""
    start = to_utc("2026-03-01", "10:00", "Europe/London")
    with LiveDesk.open(folder, start, found) as live:
        story = Clock(live)
        names = dict(live.names)
        there = CreateLocation("Downtown", NEW_YORK, "NYC", opening_hours=WHOLE_DAY)  # type: ignore[arg-type]
        names["downtown"] = story.do(there, start)["location_id"]
        night = CreateService("Night, “Yin”", "class", "mat", 60, 5, price=15_00)
        names["night"] = story.do(night, start)["service_id"]
        ten = CreatePassProduct("Ten", "punch", 100_00, 10, 300)
        names["ten"] = story.do(ten, start)["product_id"]
        spray = CreateRetailItem("=Spray", 9_00, 20_00)
        month = CreatePassProduct("Month of nights", "package", 40_00, 4, 30)
        names["month"] = story.do(month, start)["product_id"]
        for number, who in enumerate(("lead", "helper")):
            names[who] = story.do(CreateStaff(f"Teacher {number}", categories=("mat",)), start)[
                "staff_id"
            ]
        story.do(SetPayRate(25_00, 2_00, "2026-01-01", heads_in_base=2), start)
        story.do(SetPayRate(40_00, 0, "2026-10-25", names["lead"], names["night"]), start)
        names["spray"] = story.do(spray, start)["item_id"]
        clients = [
            story.do(CreateClient(NewClient(f"Client {at}")), start)["client_id"] for at in range(8)
        ]
        _money(story, names, clients)
        for at, (day, time) in enumerate(NIGHTS):
            for where, zone in (("location", "Europe/London"), ("downtown", NEW_YORK)):
                _night(story, names, clients, names[where], zone, (at, day, time))
        _month(story, names, clients)
        live.clock.at = AFTER_ALL
        live.exchange()
        yield live.session.source


def _month(story: Clock, names: dict[str, str], clients: list[str]) -> None:
    """Passes of a month: one is used in part and ends, one is never used, one is still open."""
    for client, day in ((5, "2026-09-20"), (6, "2026-09-20"), (7, "2026-11-10")):
        at = to_utc(day, "12:00", "Europe/London")
        sale = SellPass(
            clients[client], names["month"], names["location"], 40_00, "cash", story.receipt()
        )
        sold = story.do(sale, at)["pass_id"]
        if client == 5:
            made = CreateOccurrence(
                names["night"], names["location"], "2026-09-24", "18:00", 60, 5, names["helper"]
            )
            one = story.do(made, at)["occurrence_id"]
            story.do(Book(clients[5], one), at)
            story.do(CheckIn(clients[5], one), to_utc("2026-09-24", "17:55", "Europe/London"))
        if day < "2026-11":
            story.do(ExpirePass(sold), to_utc("2026-10-25", "12:00", "Europe/London"))


def _night(
    story: Clock,
    names: dict[str, str],
    clients: list[str],
    where: str,
    zone: str,
    when: tuple[int, str, str],
) -> None:
    at, day, time = when
    starts = to_utc(day, time, zone)
    made = CreateOccurrence(
        names["night"],
        where,
        day,
        time,
        60,
        5,
        names["lead"],
        (names["helper"],) if at % 2 else (),
        override=("outside_opening_hours", "instructor_travel"),
        reason="Night of yin",
    )
    one = story.do(made, starts - 30 * 24 * HOUR_MS)["occurrence_id"]
    for number, client in enumerate(clients[:5]):
        early = starts - (20 + 7 * number + at) * HOUR_MS
        story.do(Book(client, one, pay_at_desk=True), early)
    for number, client in enumerate(clients[5 : 7 + at % 2]):
        asked = starts - (17 - number) * HOUR_MS
        story.do(JoinWaitlist(client, one, pay_at_desk=True), asked)
    story.do(CancelBooking(clients[0], one), starts - 14 * HOUR_MS)
    if at == 1:
        story.do(LeaveWaitlist(clients[7], one), starts - 3 * HOUR_MS)
    story.do(CancelBooking(clients[1], one), starts - HOUR_MS)
    for client in clients[2 + at % 2 : 5]:
        story.do(CheckIn(client, one), starts - 5 * 60_000)
    for client in clients[2 : 2 + at % 2]:
        story.do(MarkNoShow(client, one), starts + HOUR_MS)
    if at != 3:
        story.do(CloseOccurrence(one), starts + 2 * HOUR_MS)
    if at in (0, 1):
        receipt = story.receipt()
        story.do(TakePayment(clients[4], 15_00, "cash", receipt, one), starts + HOUR_MS)


def _money(story: Clock, names: dict[str, str], clients: list[str]) -> None:
    here = names["location"]
    midnight = to_utc("2026-07-01", "00:00", "Europe/London")
    for at, client in enumerate(clients[:5]):
        method = ("cash", "external_terminal")[at % 2]
        sale = SellPass(client, names["ten"], here, 100_00, method, story.receipt())  # type: ignore[arg-type]
        story.do(sale, midnight - 1 + at % 2)
    rows = story.live.database
    with rows.write(story.live.names["organisation"]) as store:
        paid = store.rows.find(PAYMENTS_OF_CLIENT, clients[3])
    key = next(one.id for one in paid if one.amount == 100_00)
    back = Refund(key, 30_00, story.receipt(), "Moved away")
    story.do(back, to_utc("2026-08-02", "23:59", "Europe/London"))
    line = (TillLine("retail", names["spray"], 9_00, 3),)
    for void in (False, True):
        number, at = story.receipt(), midnight + 50 * HOUR_MS
        story.do(SellAtTill(here, number, line, (TillPayment("voucher", 27_00),)), at)
        if void:
            story.do(VoidReceipt(number, story.receipt()), at + HOUR_MS)


@contextmanager
def demo(folder: Path) -> Iterator[Source]:
    """The living demo studio: months of everything."""
    with DemoDesk.open(folder, AT_THE_DEMO) as made:
        yield made.session.source


DEMAND = {
    "newcomers": recount_demand.newcomers,
    "waitlists": recount_demand.waitlists,
    "pass_use": recount_demand.pass_use,
    "pay": recount_demand.pay,
}
PERIODS = (
    ("2026-01-01", "2026-12-31"),
    ("2026-03-29", "2026-03-29"),
    ("2026-10-25", "2026-11-01"),
    ("2026-06-30", "2026-07-31"),
    ("2026-11-01", "2026-11-18"),
)


def scopes(source: Source, now: int, periods: Sequence[tuple[str, str]]) -> Iterator[Scope]:
    """Each period, everywhere and at each place, and narrowed."""
    here = tuple(one.id for one in place.locations(source))
    for first, last in periods:
        scope = Scope(source=source, locations=here, first=first, last=last, now=now)
        yield scope
        for one in here:
            yield replace(scope, locations=(one,))
    service = place.services(source, here[0])[0].id
    year = Scope(source=source, locations=here, first="2026-01-01", last="2026-12-31", now=now)
    yield replace(year, service_id=service)
    yield replace(year, method="cash")


SUMMED = (
    *("came", "missed", "late", "capacity", "value"),
    *("waited", "seated", "gave_up", "left_out", "used", "lost", "left", "credits"),
)


def by_name(table: Table) -> dict[str, tuple[object, ...]]:
    lines = {str(line.cells[0]): line.cells[1:] for line in table.lines}
    return {**lines, "All": table.total[1:]} if table.lines else {}


def check(scope: Scope, known: dict[type[Row], dict[str, Any]]) -> int:
    """Compare all reports; how many lines there were."""
    world, lines = World(scope, known), 0
    for ident, counted in recount.BY_NAME.items():
        table = ALL[ident].make(scope)
        assert by_name(table) == counted(world), (ident, scope.first, scope.locations)
        lines += len(table.lines)
    for ident, of_clients in recount.BY_CLIENT.items():
        table = ALL[ident].make(scope)
        whole = of_clients(world)
        assert {line.key: line.cells for line in table.lines}.items() <= whole.items(), ident
        assert len(table.lines) == min(300, len(whole)), ident
        lines += len(table.lines)
    for ident, counted in DEMAND.items():
        table = ALL[ident].make(scope)
        if ident == "waitlists":
            of_slots = {f"{line.cells[0]} {line.cells[1]}": line.cells[2:] for line in table.lines}
            assert {**of_slots, "All": table.total[2:]} == (counted(world) or {"All": ()}), ident
        else:
            assert by_name(table) == counted(world), (ident, scope.first, scope.locations)
        lines += len(table.lines)
    used = ALL["utilisation"].make(scope)
    by_place = {f"{line.cells[0]}{line.cells[1]}": line.cells[1:] for line in used.lines}
    assert by_place == recount.utilisation(World(replace(scope, service_id=""), known))
    return lines + len(used.lines)


@rule("REP-3", "REP-1", "REP-5", "ORG-2")
def test_every_figure_of_nights_and_refunds_equals_a_recount(tmp_path: Path, qtbot: QtBot) -> None:
    with nights(tmp_path) as source:
        known: dict[type[Row], dict[str, Any]] = {}
        counts = [check(scope, known) for scope in scopes(source, AFTER_ALL, PERIODS)]
    assert counts[0] > 15
    assert sum(counts) > 100


@rule("REP-3", "REP-1", "REP-5")
def test_every_figure_of_the_demo_equals_a_recount(tmp_path: Path, qtbot: QtBot) -> None:
    with demo(tmp_path) as source:
        known: dict[type[Row], dict[str, Any]] = {}
        counts = [check(scope, known) for scope in scopes(source, AT_THE_DEMO, PERIODS[-1:])]
    assert counts[0] > 50


@rule("REP-2")
@pytest.mark.parametrize("ident", [one for one, report in ALL.items() if report.behind])
def test_what_is_behind_adds_up_to_its_line(ident: str, tmp_path: Path, qtbot: QtBot) -> None:
    """The rows behind the first line sum up to what the line says."""
    with nights(tmp_path) as source:
        here = tuple(one.id for one in place.locations(source))
        scope = Scope(
            source=source, locations=here, first="2026-01-01", last="2026-12-31", now=AFTER_ALL
        )
        report = ALL[ident]
        table = report.make(scope)
        if not table.lines:
            pytest.skip("nobody is at risk in this story")
        line = next(
            one
            for one in table.lines
            if any(cell for cell in one.cells[1:] if isinstance(cell, int))
        )
        assert report.behind is not None
        behind = report.behind(scope, line.key)
        assert behind.table.lines
        shared = [
            one.ident
            for one in behind.figures
            if one.ident in SUMMED and one.ident in [own.ident for own in report.figures]
        ]
        for name in shared:
            at = [one.ident for one in behind.figures].index(name)
            told = line.cells[report.column(name)]
            if report.opens != "client" and ident not in ("no_shows", "credits_used", "liability"):
                assert behind.table.total[at] == told, name
        if report.financial and ident != "liability":
            told = "pay" if ident == "pay" else "net"
            assert behind.table.total[-1] == line.cells[report.column(told)]


def test_every_figure_says_what_it_means() -> None:
    for report in ALL.values():
        unsaid = [one.ident for one in report.figures if not one.says and one.unit.value != "text"]
        assert unsaid == [], report.ident
        assert report.about.endswith(".")
        assert {report.chart.names, *report.chart.values} - {""} <= {
            one.ident for one in report.figures
        }
