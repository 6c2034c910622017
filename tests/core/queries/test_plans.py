"""What a screen asks never walks a table that grows with the years, whatever lies in the store."""

import re
from collections.abc import Iterator
from importlib import import_module
from inspect import getmembers, isfunction, signature
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest

import core.queries.sql as texts
from core.queries.source import statement_text
from core.store.schema import create_sqlite
from core.store.sqlite import connect
from core.store.statements import SQLITE

KEY = b"k" * 32
WHOLE = re.compile(r"SCAN (?!hit\b|one\b|.* VIRTUAL TABLE)|\(organisation_id=\?\)")
# what walks a whole table, and why it may
MAY = {
    "client_list.count": "in the index alone",
    "client_list.page": "in the index alone, as far as the page",
    "person.entries": "the export of one person, which is rare",
    "reports.desks": "some desks",
    "reports.months": "a report over all clients",
    "reports.sold": "a report over all passes",
    "reports.used": "a report over all resources",
    "reports.visits": "a report over all clients",
    "till.retail": "some items of the shop",
}


def statements() -> list[str]:
    """Every statement of `core.queries.sql` by its name."""
    found = []
    for module in iter_modules(texts.__path__):
        loaded = import_module(f"{texts.__name__}.{module.name}")
        for name, build in getmembers(loaded, isfunction):
            own = build.__module__ == loaded.__name__ and not name.startswith("_")
            if own and not signature(build).parameters:
                found.append(f"{module.name}.{name}")
    return found


@pytest.fixture
def cursor(tmp_path: Path) -> Iterator[Any]:
    with_tables = connect(tmp_path / "store.db", KEY)
    create_sqlite(with_tables.cursor())
    with_tables.close()
    connection = connect(tmp_path / "store.db", KEY)  # the planner's figures are read when opened
    yield connection.cursor()
    connection.close()


def plan(cursor: Any, sql: str, values: int) -> list[str]:
    """How the planner would carry a statement out."""
    return [str(row[-1]) for row in cursor.execute(f"EXPLAIN QUERY PLAN {sql}", ["[]"] * values)]


@pytest.mark.parametrize("name", statements())
def test_no_question_of_a_screen_walks_a_whole_table(cursor: Any, name: str) -> None:
    text = statement_text(SQLITE, name)
    walks = [step for step in plan(cursor, text.sql, len(text.order)) if WHOLE.search(step)]
    assert bool(walks) == (name in MAY), walks


def test_a_walk_is_seen(cursor: Any) -> None:
    sql = "SELECT id FROM booking WHERE organisation_id = ? AND credit = 'held'"
    assert WHOLE.search(plan(cursor, sql, 1)[0])
