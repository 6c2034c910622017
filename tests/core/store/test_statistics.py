"""No query of a screen reads a whole table, whatever the store holds."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from core.queries import (
    attention,
    client_list,
    clients,
    occurrences,
    receipts,
    resources,
    roster,
)
from core.queries.source import _compiled
from core.store.schema import create_sqlite
from core.store.sqlite import connect
from core.store.statements import SQLITE
from core.store.statistics import has_statistics, write_statistics

STATEMENTS = {
    f"{module.__name__.rpartition('.')[2]}.{name}": getattr(module, name)
    for module, names in (
        (occurrences, ("_lines", "_fills", "_waits", "_holds")),
        (roster, ("_of_one", "_balances_of_one", "_waiting")),
        (clients, ("_passes", "_balances", "_holds", "_bookings")),
        (client_list, ("_COVERS", "_COMING")),
        (resources, ("_holds",)),
        (attention, ("_items",)),
        (receipts, ("_last",)),
    )
    for name in names
}


@pytest.fixture
def cursor(tmp_path: Path) -> Iterator[Any]:
    with closing(connect(tmp_path / "store.db", b"k" * 32)) as raw:
        create_sqlite(raw.cursor())
        yield raw.cursor()


def scanned(cursor: Any, name: str) -> list[str]:
    """The steps of a plan that read all rows of an organisation."""
    sql, order, fixed = _compiled(SQLITE, STATEMENTS[name])
    values = [fixed.get(key, 1) for key in order]
    steps = [str(row[3]) for row in cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
    return [step for step in steps if step.endswith("(organisation_id=?)")]


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_query_finds_its_rows_by_an_index(cursor: Any, name: str) -> None:
    write_statistics(cursor)
    assert scanned(cursor, name) == []


def test_without_the_figures_whole_tables_are_read(cursor: Any) -> None:
    assert not has_statistics(cursor)
    assert [name for name in STATEMENTS if scanned(cursor, name)] != []


def test_writing_them_again_changes_nothing(cursor: Any) -> None:
    write_statistics(cursor)
    first = cursor.execute("SELECT * FROM sqlite_stat1 ORDER BY tbl, idx").fetchall()
    write_statistics(cursor)
    assert cursor.execute("SELECT * FROM sqlite_stat1 ORDER BY tbl, idx").fetchall() == first
    assert has_statistics(cursor)
