"""Digests: a sum of row hashes for each table, so that two stores can tell that they agree.

A sum moves with each row in constant time, whatever the order in which rows came.
"""

from collections.abc import Iterable
from hashlib import blake2b

from core.changes import Change
from core.domain.rows import Row
from core.wire.codec import encode_narrow, encode_row

MODULUS = 1 << 62


def row_hash(row: Row) -> int:
    """A number below MODULUS that stands for the row and its table."""
    return _number(row.table, encode_row(row))


def narrow_sum(rows: Iterable[Row], columns: int) -> int:
    """The sum of a table as a program has it that knows only the first columns."""
    return sum(_number(row.table, encode_narrow(row, columns)) for row in rows) % MODULUS


def _number(table: str, row: bytes) -> int:
    text = table.encode() + b"\x1f" + row
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "big") % MODULUS


def movement(changes: Iterable[Change]) -> dict[str, int]:
    """How much the sum of each table moves (modulo MODULUS) when these changes are applied."""
    moves: dict[str, int] = {}
    for change in changes:
        delta = 0
        if change.before is not None:
            delta -= row_hash(change.before)
        if change.after is not None:
            delta += row_hash(change.after)
        table = change.row_type.table
        moves[table] = (moves.get(table, 0) + delta) % MODULUS
    return moves


def moved(sums: dict[str, int], moves: dict[str, int]) -> dict[str, int]:
    """The sums after a movement; tables whose sum is 0 are left out."""
    result = dict(sums)
    for table, delta in moves.items():
        result[table] = (result.get(table, 0) + delta) % MODULUS
    return {table: total for table, total in result.items() if total}
