"""What SQLite's planner is told of the tables: how many rows an index column leaves over.

Without it the planner believes that `organisation_id = ?` finds a handful of rows, and reads whole
tables of a store that holds one organisation. The figures are of a large studio and stand from the
first day, so that plans are the same in an empty store and after years.
"""

from typing import Any

from core.domain.all_rows import all_finders, type_of_table
from core.domain.catalogue import PassProduct, Service
from core.domain.organisation import Desk, Grant, Location, Organisation, Setting, StaffMember
from core.domain.schedule import Resource, Series

MANY, FEW = 1_000_000, 100
SMALL = (
    Desk,
    Grant,
    Location,
    Organisation,
    PassProduct,
    Resource,
    Series,
    Service,
    Setting,
    StaffMember,
)
COARSE = frozenset({"state", "location_id", "kind"})
"""Columns with few different values."""


def write_statistics(cursor: Any) -> None:
    """Tell the planner; takes effect in connections that are opened afterwards."""
    cursor.execute("ANALYZE sqlite_master")
    cursor.execute("DELETE FROM sqlite_stat1")
    cursor.executemany("INSERT INTO sqlite_stat1(tbl, idx, stat) VALUES (?, ?, ?)", _lines())


def has_statistics(cursor: Any) -> bool:
    """Whether the planner has been told."""
    query = "SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_stat1'"
    if not cursor.execute(query).fetchone()[0]:
        return False
    return bool(cursor.execute("SELECT count(*) FROM sqlite_stat1").fetchone()[0])


def _lines() -> list[tuple[str, str, str]]:
    lines = []
    for table, row_type in sorted(type_of_table.items()):
        count = FEW if row_type in SMALL else MANY
        lines.append((table, table, f"{count} {count} 1"))
    for name, finder in sorted(all_finders.items()):
        count = FEW if finder.row_type in SMALL else MANY
        left = [count, count]
        for column in finder.equal:
            left.append(max(1, left[-1] // 4 if column in COARSE else min(left[-1], 12)))
        if finder.range:
            left.append(1)
        lines.append((finder.row_type.table, f"ix_{name}", " ".join(map(str, left))))
    return lines
