"""What a row is: a frozen value with an id, one type per table. No row is ever removed.

The organisation is not a field: a Tx belongs to one organisation and stamps it (ORG-1).
Fields are text, integers or None, so that no store has to convert them; a flag is 0 or 1,
lists and maps are JSON in a text field, read through `core.domain.json_text`.
"""

from typing import ClassVar, TypeVar

import msgspec


class Row(msgspec.Struct, frozen=True, array_like=True):
    """Base of all row types. `table` is its name in the stores and on the wire."""

    table: ClassVar[str] = ""
    append_only: ClassVar[bool] = False

    id: str

    def may_replace(self, before: "Row") -> bool:
        """Whether this may stand where `before` stood, in a table that only grows."""
        return self == before


R = TypeVar("R", bound=Row)

type_of_table: dict[str, type[Row]] = {}


def row(row_type: type[R]) -> type[R]:
    """Declare a row type; its table name must be new."""
    if not row_type.table or row_type.table in type_of_table:
        raise ValueError(f"table name missing or taken: {row_type!r}")
    type_of_table[row_type.table] = row_type
    return row_type
