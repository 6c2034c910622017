"""The contract of Reader: memory, encrypted SQLite and real PostgreSQL answer alike."""

from collections.abc import Callable, Iterator
from operator import attrgetter
from pathlib import Path
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from core.changes import Change
from core.domain.all_rows import Finder, Row, all_finders, type_of_table
from core.domain.bookings import BOOKINGS_OF_OCCURRENCE, Booking
from core.store.memory_reader import MemoryReader
from core.store.overlay import Overlay
from core.store.sql_reader import SqlReader
from tests.contracts import readers
from tests.contracts.rows import random_row
from tests.support.postgres import KINDS, Databases
from tests.support.rules import rule

FINDERS = sorted(all_finders.values(), key=lambda finder: finder.name)
TYPES = sorted(type_of_table.values(), key=readers.table_name)


@pytest.fixture(params=["memory", "sqlite", *KINDS])
def store(
    request: pytest.FixtureRequest, tmp_path: Path, postgres_of: Callable[[str], Databases]
) -> Iterator[Any]:
    kind = request.param
    if kind == "memory":
        context: Any = readers.memory()
    elif kind == "sqlite":
        context = readers.sqlite(tmp_path)
    else:
        context = readers.postgresql(postgres_of(kind))
    with context as made:
        yield made


def fill(store: Any, random: Random, row_type: type[Row], count: int = 120) -> list[Row]:
    rows = [random_row(random, row_type, number) for number in range(count)]
    store.apply([Change(row_type, row.id, None, row) for row in rows])
    return rows


def test_every_row_comes_back_as_it_was_put(store: Any) -> None:
    random = Random(1)
    for row_type in TYPES:
        rows = fill(store, random, row_type, 30)
        assert [store.get(row_type, row.id) for row in rows] == rows
        assert store.get(row_type, "no such id") is None


def test_a_row_that_changes_in_some_columns_is_then_the_new_one(store: Any) -> None:
    random = Random(8)
    for row_type in TYPES:
        rows = fill(store, random, row_type, 12)
        others = [random_row(random, row_type, number) for number in range(12)]
        after = [mixed(random, row, other) for row, other in zip(rows, others, strict=True)]
        pairs = zip(rows, after, strict=True)
        store.apply([Change(row_type, row.id, row, new) for row, new in pairs])
        assert [store.get(row_type, row.id) for row in rows] == after
        for finder in (one for one in FINDERS if one.row_type is row_type):
            equal = tuple(getattr(after[0], name) for name in finder.equal)
            assert store.find(finder, *equal) == plainly(finder, after, equal, None, None)


def mixed(random: Random, row: Row, other: Row) -> Row:
    """The row with some columns of another."""
    names = [name for name in row.__struct_fields__ if name != "id" and random.random() < 0.3]
    return replace(row, **{name: getattr(other, name) for name in names})


def test_several_rows_come_at_once_without_those_that_are_not_there(store: Any) -> None:
    random = Random(7)
    for row_type in TYPES:
        rows = fill(store, random, row_type, 9)
        wanted = [row.id for row in rows[2:7]]
        asked = [*reversed(wanted), "no such id", 'it\'s "odd", {so} to say']
        assert store.several(row_type, asked) == {row.id: row for row in rows[2:7]}
        assert store.several(row_type, []) == {}


@rule("IO-2")
def test_every_table_is_read_page_by_page(store: Any) -> None:
    random = Random(5)
    for row_type in TYPES:
        rows = fill(store, random, row_type, 11)
        read: list[Row] = []
        while page := store.page(row_type, read[-1].id if read else "", 4):
            read += page
        assert read == sorted(rows, key=attrgetter("id"))


def test_every_finder_gives_what_a_plain_filter_and_sort_gives(store: Any) -> None:
    random = Random(2)
    kept = {row_type: fill(store, random, row_type) for row_type in TYPES}
    for finder in FINDERS:
        rows = kept[finder.row_type]
        for _ in range(12):
            seen = random.choice(rows)
            equal = tuple(getattr(seen, name) for name in finder.equal)
            since, until = bounds(random, finder, rows)
            found = store.find(finder, *equal, since=since, until=until)
            assert found == plainly(finder, rows, equal, since, until), finder.name


def test_an_overlay_finds_its_own_rows_among_those_of_the_store(store: Any) -> None:
    random = Random(3)
    rows = fill(store, random, Booking)
    overlay = Overlay(store)
    changed = [random_row(random, Booking, number) for number in range(100, 140)]
    merged = {row.id: row for row in rows}
    for row in changed:
        overlay.put(row)
        merged[row.id] = row
    for finder in (f for f in FINDERS if f.row_type is Booking):
        for row in changed:
            equal = tuple(getattr(row, name) for name in finder.equal)
            expected = plainly(finder, list(merged.values()), equal, None, None)
            assert overlay.find(finder, *equal) == expected, finder.name


def test_a_change_without_after_takes_the_row_back(store: Any) -> None:
    rows = fill(store, Random(4), Booking, 5)
    store.apply([Change(Booking, rows[0].id, rows[0], None)])
    assert store.get(Booking, rows[0].id) is None
    assert store.get(Booking, rows[1].id) == rows[1]


@rule("ORG-1")
def test_rows_of_another_organisation_do_not_exist(store: Any) -> None:
    rows = fill(store, Random(5), Booking, 20)
    other = neighbour(store)
    assert [other.get(Booking, row.id) for row in rows] == [None] * 20
    assert other.find(BOOKINGS_OF_OCCURRENCE, rows[0].occurrence_id) == []  # type: ignore[attr-defined]
    other.apply([Change(Booking, rows[0].id, None, rows[1])])
    assert store.get(Booking, rows[0].id) == rows[0]


def neighbour(store: Any) -> Any:
    """Another organisation in the same database; a memory store holds one organisation."""
    if isinstance(store, SqlReader):
        return SqlReader(store._cursor, store._dialect, "studio-two")
    return MemoryReader()


def bounds(random: Random, finder: Finder[Any], rows: list[Row]) -> tuple[Any, Any]:
    if not finder.range:
        return None, None
    values = [getattr(row, finder.range) for row in rows]
    return random.choice([None, *values]), random.choice([None, *values])


def plainly(
    finder: Finder[Any], rows: list[Row], equal: tuple[Any, ...], since: Any, until: Any
) -> list[Row]:
    def wanted(row: Any) -> bool:
        at = getattr(row, finder.range) if finder.range else None
        return (
            all(getattr(row, n) == v for n, v in zip(finder.equal, equal, strict=True))
            and (not finder.states or row.state in finder.states)
            and (since is None or at >= since)
            and (until is None or at < until)
        )

    return sorted((row for row in rows if wanted(row)), key=attrgetter(*finder.order))
