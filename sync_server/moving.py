"""Moves a server from its SQLite file into an empty PostgreSQL database, whole or not at all.

The history goes on as it is: desks do not notice, but for the address if that changes.
"""

from collections.abc import Iterator
from typing import Any

from psycopg import sql
from sqlalchemy import Table, func, select

from core.domain.refusals import Fault
from core.store.postgresql import engine_for
from core.store.tables import metadata
from sync_server.database import SqlDatabase, open_postgresql
from sync_server.occupied import occupied
from sync_server.opening import STORE, Where, open_office
from sync_server.store.sql import heads

OF_DESKS = ("journal", "shadow", "meta")
AT_ONCE = 5000


def move(where: Where) -> dict[str, int]:
    """Copy the store of the folder into the database that is named beside it; gives rows by table.

    The file stays as it is. Raises Fault `store_missing`, `server_running`, `database_not_empty`,
    and those of opening either.
    """
    if not (where.folder / STORE).exists():
        raise Fault("store_missing", path=str(where.folder / STORE))
    with occupied(where.folder):
        source = open_office(Where(where.folder)).database
        target = open_postgresql(where.database)
        try:
            if heads(target.engine):
                raise Fault("database_not_empty")
            return _copied(source, where.database)
        finally:
            target.engine.dispose()
            source.engine.dispose()


def _copied(source: SqlDatabase, url: str) -> dict[str, int]:
    """All tables in one transaction of their owner, to whom no wall applies; counted again."""
    tables = [table for table in metadata.sorted_tables if table.name not in OF_DESKS]
    owner = engine_for(url, 1)
    try:
        with owner.begin() as connection:
            driver: Any = connection.connection.driver_connection
            for table in tables:
                _copy(source, driver.cursor(), table)
            counts = {
                table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in tables
            }
    finally:
        owner.dispose()
    return counts


def _copy(source: SqlDatabase, into: Any, table: Table) -> None:
    names = [sql.Identifier(column.name) for column in table.columns]
    text = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.name), sql.SQL(", ").join(names)
    )
    with into.copy(text) as copying:
        for row in _rows(source, table):
            copying.write_row(row)


def _rows(source: SqlDatabase, table: Table) -> Iterator[tuple[Any, ...]]:
    with source.transaction("BEGIN") as cursor:
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        cursor.execute(f'SELECT {names} FROM "{table.name}"')  # noqa: S608 - names of our own
        while rows := cursor.fetchmany(AT_ONCE):
            yield from rows
