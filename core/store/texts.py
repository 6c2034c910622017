"""SQL texts compiled beforehand, so that a desk starts without loading SQLAlchemy.

`texts.json` is written by `packaging/sql_texts.py` for SQLite and holds what `statements.py`, the
desk's store and the queries would compile; a test keeps it fresh. Where it does not fit the rows
of this program, or has no such text, the text is compiled when it is needed.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import msgspec

from core.domain.all_rows import all_finders, type_of_table

FILE = Path(__file__).with_name("texts.json")
SQLITE = "sqlite"
POSTGRESQL = "postgresql"


class Text(msgspec.Struct, frozen=True):
    """A statement with the names of its parameters in their order, and values that are fixed."""

    sql: str
    order: tuple[str, ...] = ()
    fixed: dict[str, Any] = {}


class Texts(msgspec.Struct, frozen=True):
    """The file: texts by name, and the rows that they are for."""

    rows: int
    texts: dict[str, Text]


def text_of(dialect: str, name: str, make: Callable[[], Text]) -> Text:
    """A text by name, from the file or compiled now."""
    found = known().get(name) if dialect == SQLITE else None
    return found or make()


@cache
def known() -> dict[str, Text]:
    """The texts of the file, empty where it is of other rows."""
    try:
        file = msgspec.json.decode(FILE.read_bytes(), type=Texts)
    except FileNotFoundError:
        return {}
    return file.texts if file.rows == rows_mark() else {}


def rows_mark() -> int:
    """A mark of all row types and finders: another one means other texts."""
    rows = [(table, one.__struct_fields__) for table, one in sorted(type_of_table.items())]
    finders = [
        (one.name, one.row_type.table, one.equal, one.range, one.states)
        for one in sorted(all_finders.values(), key=lambda one: one.name)
    ]
    return crc32(repr((rows, finders)).encode())
