"""One lineage of migrations, on both databases, equal to the tables that the program declares."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine

from core.domain.refusals import Fault
from core.store import report_sums
from core.store.migrate import config, prepare_postgresql, prepare_sqlite, upgrade
from core.store.postgresql import engine_for
from core.store.revision import HEAD
from core.store.schema import create_sqlite
from core.store.sqlite import connect
from core.store.sqlite import engine_for as sqlite_engine
from core.store.tables import metadata

KEY = b"k" * 32
BESIDE = ("client_number", "client_words", "client_parts", *report_sums.TABLES)


@contextmanager
def sqlite_file(path: Path) -> Iterator[tuple[Any, Engine]]:
    with closing(connect(path, KEY)) as raw:
        yield raw, sqlite_engine(lambda: connect(path, KEY))


def differences(connection: Connection) -> list[Any]:
    def ours(_object: Any, name: str | None, kind: str, *_rest: Any) -> bool:
        return not (kind == "table" and str(name).startswith(BESIDE))

    options = {"compare_type": True, "include_object": ours}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))


def schema_of(raw: Any) -> dict[str, str]:
    ours = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
    found = raw.cursor().execute(ours)
    return {
        name: " ".join(str(sql).split()).replace(", PRIMARY", ", PRIMARY") for name, sql in found
    }


def test_head_is_the_newest_migration_and_the_lineage_is_one_line() -> None:
    with create_engine("sqlite://").connect() as connection:
        scripts = ScriptDirectory.from_config(config(connection))
    assert scripts.get_heads() == [HEAD]
    assert all(len(script._all_down_revisions) <= 1 for script in scripts.walk_revisions())


def test_a_migrated_sqlite_store_equals_a_new_one(tmp_path: Path) -> None:
    with sqlite_file(tmp_path / "migrated.db") as (raw, engine):
        with engine.begin() as connection:
            upgrade(connection)
            assert differences(connection) == []
        migrated = schema_of(raw)
    with sqlite_file(tmp_path / "new.db") as (raw, _):
        create_sqlite(raw.cursor())
        made = schema_of(raw)
    assert {n for n in migrated if not n.startswith("sqlite_")} == {
        n for n in made if not n.startswith("sqlite_")
    }
    search = {name for name in made if name.startswith(("client_",))}
    assert {n: migrated[n] for n in search} == {n: made[n] for n in search}


def test_a_migrated_postgresql_database_equals_the_tables(postgres_url: str) -> None:
    engine = engine_for(postgres_url)
    with engine.begin() as connection:
        upgrade(connection)
        assert differences(connection) == []
    prepare_postgresql(engine)
    engine.dispose()


def test_a_planted_difference_is_seen(tmp_path: Path) -> None:
    with sqlite_file(tmp_path / "planted.db") as (_, engine), engine.begin() as connection:
        upgrade(connection)
        connection.exec_driver_sql("ALTER TABLE booking DROP COLUMN note")
        assert differences(connection) != []


def test_an_older_store_is_upgraded_and_keeps_its_rows(tmp_path: Path) -> None:
    with sqlite_file(tmp_path / "old.db") as (raw, engine):
        with engine.begin() as connection:
            upgrade(connection, "0001")
        raw.cursor().execute("INSERT INTO meta VALUES ('kept', 'yes')")
        prepare_sqlite(raw, lambda: connect(tmp_path / "old.db", KEY))
        cursor = raw.cursor()
        assert cursor.execute("SELECT version_num FROM alembic_version").fetchone() == (HEAD,)
        assert cursor.execute("SELECT value FROM meta").fetchone() == ("yes",)


def test_a_store_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    with sqlite_file(tmp_path / "newer.db") as (raw, _):
        create_sqlite(raw.cursor())
        raw.cursor().execute("UPDATE alembic_version SET version_num = '9999'")
        with pytest.raises(Fault, match="store_newer"):
            prepare_sqlite(raw, lambda: connect(tmp_path / "newer.db", KEY))
        assert raw.cursor().execute("SELECT version_num FROM alembic_version").fetchone() == (
            "9999",
        )


def test_a_wrong_key_is_a_fault_and_changes_nothing(tmp_path: Path) -> None:
    with sqlite_file(tmp_path / "store.db") as (raw, _):
        create_sqlite(raw.cursor())
    before = (tmp_path / "store.db").read_bytes()
    with pytest.raises(Fault, match="store_key_wrong"):
        connect(tmp_path / "store.db", b"x" * 32)
    assert (tmp_path / "store.db").read_bytes() == before
