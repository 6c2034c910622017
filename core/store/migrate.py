"""Brings a store to the schema of this program: makes a new one, upgrades an older one.

Alembic and SQLAlchemy are imported only when there is something to make or to upgrade.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.domain.refusals import Fault
from core.store import report_sums
from core.store.revision import HEAD
from core.store.statistics import pin_statistics

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

PREPARING = 7_074_181
"""Names the lock under which a database is made or upgraded; the number means nothing."""
SCRIPTS = Path(__file__).resolve().parents[2] / "migrations"


def prepare_sqlite(raw: Any, connect: Callable[[], Any]) -> None:
    """Make or upgrade a SQLite store. `raw` is its writing connection, `connect` opens others.

    Raises Fault `store_newer` for a store of a newer program; nothing of it is touched.
    """
    cursor = raw.cursor()
    tables = {name for (name,) in cursor.execute("SELECT name FROM sqlite_master")}
    if not tables:
        from core.store.schema import create_sqlite

        create_sqlite(cursor)
        return
    found = cursor.execute("SELECT version_num FROM alembic_version").fetchone()
    if found != (HEAD,):
        from core.store.sqlite import engine_for

        _upgrade(engine_for(connect), found[0] if found else "")
    elif not tables.issuperset(report_sums.TABLES):
        _catch_up(cursor)
    if found != (HEAD,) or "sqlite_stat1" not in tables:
        pin_statistics(cursor)


def is_prepared(cursor: Any) -> bool:
    """Whether a SQLite store is as this program made it; what else it needs may take minutes."""
    tables = {name for (name,) in cursor.execute("SELECT name FROM sqlite_master")}
    if not tables.issuperset((*report_sums.TABLES, "alembic_version", "sqlite_stat1")):
        return False
    found = cursor.execute("SELECT version_num FROM alembic_version").fetchone()
    return bool(found == (HEAD,))


def _catch_up(cursor: Any) -> None:
    """Count what an older store holds; from then on triggers keep the sums."""
    cursor.execute("BEGIN IMMEDIATE")
    for statement in report_sums.CATCH_UP:
        cursor.execute(statement)
    cursor.execute("COMMIT")


def prepare_postgresql(engine: "Engine") -> None:
    """Make or upgrade the tables in a PostgreSQL database. Raises Fault `store_newer`."""
    from sqlalchemy import inspect, text

    from core.store import schema  # noqa: F401 - declares all tables
    from core.store.tables import metadata

    with engine.begin() as connection:
        # several workers may start at once
        connection.execute(text(f"SELECT pg_advisory_xact_lock({PREPARING})"))
        names = inspect(connection).get_table_names()
        if not names:
            metadata.create_all(connection)
            raise_walls(connection)
            stamp(connection)
            return
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if found != HEAD:
        _upgrade(engine, str(found))


def stamp(connection: "Connection") -> None:
    """Note that the tables are those of HEAD."""
    from sqlalchemy import text

    connection.execute(
        text("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL)")
    )
    connection.execute(text("DELETE FROM alembic_version"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})


def upgrade(connection: "Connection", revision: str = "head") -> None:
    """Run the migrations up to a revision on an open connection; new tables get their walls."""
    from alembic import command

    command.upgrade(config(connection), revision)
    if revision == "head" and connection.dialect.name == "postgresql":
        raise_walls(connection)
    elif revision == "head":
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars()
        if not set(names).issuperset(report_sums.TABLES):
            for statement in report_sums.CATCH_UP:
                connection.exec_driver_sql(statement)


def raise_walls(connection: "Connection") -> None:
    """Guard the organisations from each other; only PostgreSQL can."""
    from core.store.walls import STATEMENTS

    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)


def config(connection: "Connection") -> Any:
    """Alembic's configuration for a connection."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    made.attributes["connection"] = connection
    return made


def _upgrade(engine: "Engine", found: str) -> None:
    from alembic.script import ScriptDirectory

    with engine.begin() as connection:
        scripts = ScriptDirectory.from_config(config(connection))
        if found not in {script.revision for script in scripts.walk_revisions()}:
            raise Fault("store_newer", found=found, ours=HEAD)
        upgrade(connection)
