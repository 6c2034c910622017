"""Closings of drawers, to look at and to export: one line for each payment (PAY-5)."""

import csv
import io

import msgspec

from core.domain.credits import PAYMENTS_OF_DESK_BY_TIME, Payment
from core.domain.drawer import (
    CASH,
    CASH_OF_DESK,
    CLOSINGS_AT_LOCATION,
    CLOSINGS_OF_DESK,
    CashMove,
    Closing,
)
from core.domain.json_text import mapping, texts
from core.domain.organisation import Desk
from core.domain.telling import money
from core.ports import Reader
from core.rules.money.drawer import LATE_MS, Tally, tally

TABLES = (Closing, Payment, CashMove, Desk)

HEAD = ("desk", "receipt", "kind", "method", "amount")


class Report(msgspec.Struct, frozen=True):
    """A closing with all that it counted; sums in minor units."""

    closing: Closing
    desk_name: str
    sums: dict[str, int]
    payments: tuple[Payment, ...]
    moves: tuple[CashMove, ...]


def closings(rows: Reader, location_id: str, since: int, until: int) -> list[Report]:
    """The closings of a location's drawers in [since, until), the oldest first."""
    found = rows.find(CLOSINGS_AT_LOCATION, location_id, since=since, until=until)
    return [report(rows, one) for one in found]


def open_tally(rows: Reader, desk_id: str) -> Tally:
    """What a drawer holds that no closing has counted (PAY-11)."""
    known = rows.find(CLOSINGS_OF_DESK, desk_id)
    since = known[-1].at - LATE_MS if known else None
    recent = [one for one in known if since is None or one.at >= since - LATE_MS]
    return tally(
        recent,
        rows.find(PAYMENTS_OF_DESK_BY_TIME, desk_id, since=since),
        rows.find(CASH_OF_DESK, desk_id, since=since),
    )


def open_moves(rows: Reader, desk_id: str) -> list[CashMove]:
    """Cash that was put in or taken out since the last closing, the oldest first."""
    found = [rows.get(CashMove, one) for one in open_tally(rows, desk_id).moves]
    return sorted((one for one in found if one), key=lambda one: (one.at, one.id))


def report(rows: Reader, closing: Closing) -> Report:
    """One closing as a whole."""
    desk = rows.get(Desk, closing.desk_id)
    paid = [rows.get(Payment, one) for one in texts(closing.payments)]
    moved = [rows.get(CashMove, one) for one in texts(closing.moves)]
    return Report(
        closing,
        desk.name if desk else "",
        mapping(closing.sums),
        tuple(one for one in paid if one),
        tuple(one for one in moved if one),
    )


def as_csv(one: Report, currency: str) -> str:
    """The closing as a table: every payment and cash move, then what was expected and counted."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(HEAD)
    for row in one.payments:
        amount = money(row.amount, currency)
        table.writerow((one.desk_name, row.receipt, row.kind, row.method, amount))
    for move in one.moves:
        table.writerow((one.desk_name, "", move.kind, CASH, money(move.amount, currency)))
    for name in ("expected", "counted", "difference", "left"):
        amount = money(getattr(one.closing, name), currency)
        table.writerow((one.desk_name, "", name, CASH, amount))
    return out.getvalue()
