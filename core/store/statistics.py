"""Statistics that SQLite's planner goes by, pinned instead of measured.

Every key and index begins with the organisation, of which a store has one. Without statistics the
planner takes that column for selective and walks whole tables; measured ones would change plans
with the data. So each store is told the same: the organisation tells nothing apart, a name or a
moment nearly everything.
"""

from typing import Any

ROWS = 1_000_000
LIKE_EACH_OTHER = 20
"""Rows that share a client, an occurrence, a pass."""

_COARSE = {
    "organisation_id": ROWS,
    "location_id": ROWS // 5,
    "table_name": ROWS // 20,
    "state": ROWS // 20,
}


def pin_statistics(cursor: Any) -> None:
    """Tell the planner of a SQLite store about every index, and let it take that in."""
    cursor.execute("BEGIN IMMEDIATE")
    cursor.execute("ANALYZE sqlite_schema")
    cursor.execute("DELETE FROM sqlite_stat1")
    found = cursor.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    for (table,) in found:
        for _, index, unique, origin, _ in _of(cursor, "index_list", table):
            columns = [column for _, _, column in _of(cursor, "index_info", index)]
            # the key of a table without row ids goes under the table's own name
            name = table if origin == "pk" else index
            cursor.execute(
                "INSERT INTO sqlite_stat1 VALUES (?, ?, ?)",
                (table, name, figures(columns, unique=bool(unique))),
            )
    cursor.execute("ANALYZE sqlite_schema")
    cursor.execute("COMMIT")


def figures(columns: list[str], *, unique: bool) -> str:
    """How many rows there are, and how many share the first column, the first two, and so on."""
    shared = ROWS
    found = [shared]
    for column in columns:
        shared = min(shared, _COARSE.get(column, min(LIKE_EACH_OTHER, max(1, shared // 10))))
        found.append(shared)
    if unique:
        found[-1] = 1
    return " ".join(map(str, found))


def _of(cursor: Any, pragma: str, name: str) -> list[Any]:
    found: list[Any] = cursor.execute(f"PRAGMA {pragma}('{name}')").fetchall()
    return found
