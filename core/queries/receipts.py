"""Receipt numbers of a desk: one series without gaps (PAY-4)."""

import msgspec

from core.queries.source import Source

DIGITS = 6


class _Number(msgspec.Struct, frozen=True):
    receipt: str


def next_receipt(source: Source, desk_id: str, prefix: str) -> str:
    """The number after the last one that this desk gave, such as LON-B-000123."""
    found = source.all(_Number, "receipts.last", desk=desk_id, low=f"{prefix}-", high=f"{prefix}.")
    last = int(found[0].receipt.rpartition("-")[2]) if found else 0
    return f"{prefix}-{last + 1:0{DIGITS}d}"
