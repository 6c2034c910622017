"""Receipts of a desk: the next number, one to print again, what is wrong with a series (PAY-4)."""

import msgspec

from core.domain.receipts import (
    RECEIPTS_BY_NUMBER,
    RECEIPTS_OF_DESK,
    Receipt,
    ReceiptLine,
    ReceiptPayment,
    lines_of,
    payments_of,
)
from core.ports import Reader
from core.queries.source import Source
from core.rules.money.receipt_numbers import SeriesFaults, faults, following
from core.rules.money.tax import RateSum, per_rate


class _Number(msgspec.Struct, frozen=True):
    number: str


class Printed(msgspec.Struct, frozen=True):
    """Everything that stands on a receipt; sums in minor units."""

    receipt: Receipt
    lines: tuple[ReceiptLine, ...]
    payments: tuple[ReceiptPayment, ...]
    taxes: tuple[RateSum, ...]


def next_receipt(source: Source, desk_id: str, prefix: str) -> str:
    """The number after the last one that this desk gave, such as LON-B-000123."""
    found = source.all(_Number, "receipts.last", desk=desk_id, low=f"{prefix}-", high=f"{prefix}.")
    return following(prefix, found[0].number if found else "")


def printed(rows: Reader, number: str) -> Printed | None:
    """A receipt to print again, just as it was; None for a number that was never given."""
    found = rows.find(RECEIPTS_BY_NUMBER, number)
    if not found:
        return None
    receipt = found[0]
    lines = lines_of(receipt)
    taxes = per_rate((line.gross, line.tax_rate, line.tax) for line in lines)
    return Printed(receipt, lines, payments_of(receipt), tuple(taxes))


def series(rows: Reader, desk_id: str, prefix: str) -> SeriesFaults:
    """Which numbers of a desk are missing or were given twice; an undo keeps its sale's number."""
    given = rows.find(RECEIPTS_OF_DESK, desk_id)
    return faults(prefix, (one.number for one in given if one.number != one.of_number))
