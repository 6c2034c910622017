"""The shapes of rows that released programs know, so that desks and servers of different age agree.

A schema is a number; `shapes.json` keeps the columns of each table for each number that was
released. Columns are only ever added, at the end, and tables are only ever added.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

from core.domain.all_rows import type_of_table

SCHEMA = 3
"""The schema of this program. With a change of rows after a release, the next number."""

FILE = Path(__file__).with_name("shapes.json")

Shapes = Mapping[str, tuple[str, ...]]
"""The columns of each table, in their order."""


def present() -> Shapes:
    """The shapes of this program's rows."""
    return {name: tuple(row.__struct_fields__) for name, row in sorted(type_of_table.items())}


@cache
def released() -> Mapping[int, Shapes]:
    """The shapes of every schema that was released."""
    return msgspec.json.decode(FILE.read_bytes(), type=dict[int, dict[str, tuple[str, ...]]])


@cache
def narrower(schema: int) -> Mapping[str, int]:
    """How many columns a program of an older schema knows of each of its tables.

    Empty for the same schema, and for a newer one, which fills in what is missing. A number
    that was never released counts as the oldest.
    """
    if schema >= SCHEMA:
        return {}
    known = released()
    shapes = known.get(schema) or known[min(known)]
    return {table: len(columns) for table, columns in shapes.items()}
