"""Whatever lies in a SQLite store, each finder goes by its own index."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.domain.all_rows import Finder, all_finders
from core.domain.bookings import BOOKINGS_OF_OCCURRENCE
from core.store.migrate import prepare_sqlite
from core.store.schema import create_sqlite
from core.store.sqlite import connect
from core.store.statements import SQLITE, finder_sql
from core.store.statistics import figures

KEY = b"k" * 32


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def cursor(path: Path) -> Iterator[Any]:
    connection = connect(path, KEY)
    create_sqlite(connection.cursor())
    yield connection.cursor()
    connection.close()


def plan(cursor: Any, finder: Finder[Any], *, low: bool = False) -> str:
    """How the planner would carry a finder out."""
    sql = finder_sql(SQLITE, finder, low, low)
    values = ["x"] * sql.count("?")
    rows = cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
    return str(rows[0][-1])


@pytest.mark.parametrize("name", sorted(all_finders))
@pytest.mark.parametrize("low", [False, True])
def test_each_finder_goes_by_its_own_index(cursor: Any, name: str, low: bool) -> None:
    finder = all_finders[name]
    found = plan(cursor, finder, low=low and bool(finder.range))
    assert "SCAN" not in found
    assert "USING PRIMARY KEY" not in found
    first = finder.equal[0]
    assert f"organisation_id=? AND {first}=?" in found


def test_without_statistics_whole_tables_would_be_walked(cursor: Any, path: Path) -> None:
    cursor.execute("DELETE FROM sqlite_stat1")
    fresh = connect(path, KEY)
    assert "PRIMARY KEY (organisation_id=?)" in plan(fresh.cursor(), BOOKINGS_OF_OCCURRENCE)
    fresh.close()


def test_a_store_of_before_is_told_when_it_is_opened(cursor: Any, path: Path) -> None:
    cursor.execute("DROP TABLE sqlite_stat1")
    raw = connect(path, KEY)
    prepare_sqlite(raw, lambda: connect(path, KEY))
    raw.close()
    fresh = connect(path, KEY)
    assert "ix_bookings_of_occurrence" in plan(fresh.cursor(), BOOKINGS_OF_OCCURRENCE)
    fresh.close()


@pytest.mark.parametrize(
    ("columns", "unique", "said"),
    [
        (["organisation_id", "id"], True, "1000000 1000000 1"),
        (["organisation_id", "client_id", "starts_at"], False, "1000000 1000000 20 2"),
        (["organisation_id", "location_id", "starts_at"], False, "1000000 1000000 200000 20"),
        (["state", "due_at"], False, "1000000 50000 20"),
    ],
)
def test_figures_say_what_tells_rows_apart(columns: list[str], unique: bool, said: str) -> None:
    assert figures(columns, unique=unique) == said
