"""What SQLite's planner must know of the tables, written once and not measured.

Without it the planner takes every index that begins with the organisation for as good as any
other, and reads whole tables. Fixed figures keep the plans equal on every desk, empty or full.
"""

from typing import Any

from sqlalchemy import Index, Table

from core.domain.all_rows import type_of_table
from core.store.tables import table_of

MANY = 100_000
"""Rows of any table: taking none for small lets no join begin at its far end."""
COARSE = frozenset({"location_id", "state", "kind"})
"""Columns with a handful of values: they tell little apart."""
ALIKE, ALMOST_ONE = 20, 2


def write_statistics(cursor: Any) -> None:
    """Write the figures of all tables; this connection and those opened later plan by them."""
    cursor.execute("ANALYZE alembic_version")  # makes sqlite_stat1, which cannot be created
    cursor.execute("BEGIN IMMEDIATE")
    cursor.execute("DELETE FROM sqlite_stat1")
    for row_type in type_of_table.values():
        table = table_of[row_type]
        figures = [(table.name, table.name, f"{MANY} {MANY} 1")]
        figures += [(table.name, str(index.name), _figure(index)) for index in _sorted(table)]
        cursor.executemany("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)", figures)
    cursor.execute("COMMIT")
    cursor.execute("ANALYZE sqlite_schema")  # reads the figures anew, and measures nothing


def has_statistics(cursor: Any) -> bool:
    """Whether the figures were written."""
    found = cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'").fetchone()
    return found is not None


def _sorted(table: Table) -> list[Index]:
    return sorted(table.indexes, key=lambda index: str(index.name))


def _figure(index: Index) -> str:
    """All rows, all of one organisation, then how many share each longer beginning."""
    left = MANY
    figures = [MANY, MANY]
    for column in list(index.columns)[1:]:
        left = max(1, left // 4) if column.name in COARSE else min(left, ALIKE)
        if len(figures) > 2:
            left = min(left, ALMOST_ONE)
        figures.append(left)
    return " ".join(str(figure) for figure in figures)
