"""PostgreSQL's own walls: rows of others do not exist, twins are refused, no wait is endless."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, LiteralString

import psycopg
import pytest
from sqlalchemy import func, make_url, select, text

from core.changes import Change
from core.domain.bookings import BOOKED, CANCELLED, Booking
from core.domain.ids import ClientId
from core.domain.people import Client
from core.domain.refusals import Fault
from core.domain.rows import Row, type_of_table
from core.domain.spots import SpotUse
from core.store.bookkeeping import credential, due, outbox
from core.store.migrate import upgrade
from core.store.postgresql import Limits, engine_for
from core.store.sql_reader import SqlReader
from core.store.statements import POSTGRESQL
from core.store.tables import metadata
from core.store.walls import OPEN
from sync_server.database import READ_COMMITTED, SqlDatabase, open_postgresql
from sync_server.store.port import Message
from sync_server.store.sql import create_head, heads
from tests.contracts.rows import random_row
from tests.support.postgres import Databases
from tests.support.rules import rule

MINE, OTHERS = "org-mine", "org-others"
IMPATIENT = Limits(lock_ms=100, statement_ms=300, idle_ms=300)


@pytest.fixture
def url(postgres: Databases) -> Iterator[str]:
    with postgres.fresh() as made:
        yield made


@pytest.fixture
def database(url: str) -> Iterator[SqlDatabase]:
    yield from ready(open_postgresql(url))


@pytest.fixture
def impatient(url: str) -> Iterator[SqlDatabase]:
    yield from ready(open_postgresql(url, IMPATIENT))


def ready(opened: SqlDatabase) -> Iterator[SqlDatabase]:
    for organisation in (MINE, OTHERS):
        with opened.engine.begin() as connection:
            connection.execute(create_head(organisation, "history"))
    yield opened
    opened.engine.dispose()


def fill(database: SqlDatabase) -> None:
    """One row of every type, and one of every bookkeeping, for the other organisation."""
    random = Random(5)
    with database.write(OTHERS) as store:
        rows: list[Row] = [random_row(random, one, 1) for one in type_of_table.values()]
        changes = [Change(type(row), row.id, None, row) for row in rows]
        store.rows.apply(changes)
        store.mark_changed(changes, 1)
        store.write_head(1)
        store.write_digest({"client": 1})
        store.write_heard("desk", 1)
        store.add_failure("c", 1, "trace")
        store.add_message(Message("m", "c", "booked", "email", "a@b", "{}", 5))


def seen(database: SqlDatabase, organisation: str) -> dict[str, int]:
    """Rows of each table with an organisation that a query without any filter gives."""
    counts = {}
    with database.begin(organisation) as connection:
        for table in metadata.sorted_tables:
            if "organisation_id" in table.c and table.name not in (*OPEN, "head"):
                count = select(func.count()).select_from(table)
                counts[table.name] = connection.execute(count).scalar_one()
    return counts


@rule("ORG-1")
def test_a_query_that_forgot_its_filter_finds_nothing_of_another_organisation(
    database: SqlDatabase,
) -> None:
    fill(database)
    assert set(seen(database, MINE).values()) == {0}
    assert set(seen(database, "").values()) == {0}
    others = seen(database, OTHERS)
    assert min(others[table] for table in type_of_table) == 1
    assert others["outbox"] == others["heard"] == others["failure"] == others["digest"] == 1


@rule("ORG-1")
def test_a_reader_stamped_with_another_organisation_finds_nothing_until_the_wall_is_taken_down(
    url: str, database: SqlDatabase
) -> None:
    anna = Client(ClientId("anna"), "Anna", "anna")
    with database.write(OTHERS) as store:
        store.rows.apply([Change(Client, anna.id, None, anna)])
    with database.transaction(READ_COMMITTED, MINE) as cursor:
        assert SqlReader(cursor, POSTGRESQL, OTHERS).get(Client, "anna") is None
    owner = engine_for(url)
    with owner.begin() as connection:
        connection.execute(text("ALTER TABLE client DISABLE ROW LEVEL SECURITY"))
    owner.dispose()
    with database.transaction(READ_COMMITTED, MINE) as cursor:
        assert SqlReader(cursor, POSTGRESQL, OTHERS).get(Client, "anna") == anna


@rule("ORG-1")
def test_nobody_writes_into_another_organisation(database: SqlDatabase) -> None:
    anna = Client(ClientId("anna"), "Anna", "anna")
    with (
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"),
        database.transaction(READ_COMMITTED, MINE) as cursor,
    ):
        SqlReader(cursor, POSTGRESQL, OTHERS).apply([Change(Client, anna.id, None, anna)])


def test_before_an_organisation_is_known_only_the_open_tables_and_heads_can_be_read(
    database: SqlDatabase,
) -> None:
    assert heads(database.engine) == {MINE: 0, OTHERS: 0}
    with database.engine.begin() as connection:
        assert connection.execute(credential.select()).all() == []
        assert connection.execute(due.select()).all() == []
        assert connection.execute(text("UPDATE head SET version = 9")).rowcount == 0
    assert {table for table in OPEN if table not in metadata.tables} == set()


@pytest.mark.parametrize("made_by", ["tables", "migrations"])
def test_every_table_with_an_organisation_stands_behind_the_wall(url: str, made_by: str) -> None:
    if made_by == "migrations":
        owner = engine_for(url)
        with owner.begin() as connection:
            upgrade(connection)
        owner.dispose()
    open_postgresql(url).engine.dispose()
    query = """
        SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE a.attname = 'organisation_id' AND c.relkind = 'r' AND NOT (
          c.relrowsecurity AND EXISTS (
            SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'own'))
    """
    with psycopg.connect(url) as bare:
        assert {name for (name,) in bare.execute(query)} == set(OPEN)
        owned = bare.execute("SELECT count(*) FROM pg_class WHERE relowner = 'foyer_app'::regrole")
        assert owned.fetchone() == (0,)


def booking(key: str, state: str = BOOKED) -> Change:
    return Change(Booking, key, None, twin(Booking, key, state))


def twin(row_type: type[Row], key: str, state: str) -> Row:
    values = dict.fromkeys(row_type.__struct_fields__, "x")
    row = random_row(Random(1), row_type, 1)
    return type(row)(
        **{
            name: key if name == "id" else state if name == "state" else value
            for name, value in ((n, getattr(row, n)) for n in values)
        }
    )


@rule("BK-3")
def test_a_client_never_holds_two_live_bookings_of_one_class(database: SqlDatabase) -> None:
    with pytest.raises(psycopg.errors.ExclusionViolation), database.write(MINE) as store:
        store.rows.apply([booking("first"), booking("second")])
    with database.write(MINE) as store:
        store.rows.apply([booking("first"), booking("second", CANCELLED)])
    with database.write(OTHERS) as store:
        store.rows.apply([booking("first")])


@rule("RES-4")
def test_a_spot_never_holds_two_people_but_two_may_swap_in_one_go(database: SqlDatabase) -> None:
    first, second = (Change(SpotUse, k, None, twin(SpotUse, k, "taken")) for k in ("a", "b"))
    with pytest.raises(psycopg.errors.ExclusionViolation), database.write(MINE) as store:
        store.rows.apply([first, second])
    with database.write(MINE) as store:
        store.rows.apply([first, second])
        store.rows.apply([Change(SpotUse, "a", None, twin(SpotUse, "a", "left"))])


def test_who_waits_for_a_lock_too_long_is_told_and_nothing_is_kept(impatient: SqlDatabase) -> None:
    with impatient.write(MINE) as store:
        store.head()
        with pytest.raises(Fault, match="server_failed"), impatient.write(MINE) as second:
            second.head()
    with impatient.write(MINE) as store:
        assert store.head().version == 0


def test_a_statement_and_an_idle_transaction_are_ended_in_time(impatient: SqlDatabase) -> None:
    with pytest.raises(Fault, match="statement timeout"), impatient.transaction("SELECT 1") as slow:
        slow.execute("SELECT pg_sleep(60)")
    ended = "SELECT pg_sleep(0.05) FROM pg_stat_activity WHERE state = 'idle in transaction'"
    with psycopg.connect(_admin(impatient)) as watcher, pytest.raises(Fault, match="server_failed"):
        rest(impatient, watcher, ended)
    with impatient.write(MINE) as store:
        assert store.head().version == 0


def rest(database: SqlDatabase, watcher: psycopg.Connection[Any], ended: LiteralString) -> None:
    with database.write(MINE) as store:
        store.head()
        while watcher.execute(ended).fetchone():
            watcher.rollback()
        store.head()


def _admin(database: SqlDatabase) -> str:
    return database.engine.url.render_as_string(hide_password=False).replace("+psycopg", "")


def test_the_outbox_of_others_is_not_claimed(database: SqlDatabase) -> None:
    fill(database)
    with database.begin(MINE) as connection:
        assert connection.execute(outbox.update().values(state="sent")).rowcount == 0


@pytest.mark.parametrize("rights", ["CREATEROLE", "NOCREATEROLE"])
def test_an_owner_who_is_no_superuser_prepares_and_serves(url: str, rights: str) -> None:
    with psycopg.connect(url, autocommit=True) as admin:
        name = admin.info.dbname
        admin.execute("DROP ROLE IF EXISTS plain_owner")
        admin.execute(f"CREATE ROLE plain_owner LOGIN {rights}")
        admin.execute(f"ALTER DATABASE {name} OWNER TO plain_owner")
        if rights == "NOCREATEROLE":
            admin.execute("GRANT foyer_app TO plain_owner")
        elif admin.info.server_version >= 160_000:
            # as it is for who has made the role
            admin.execute("GRANT foyer_app TO plain_owner WITH ADMIN TRUE, SET FALSE")
    opened = open_postgresql(make_url(url).set(username="plain_owner").render_as_string())
    with opened.engine.begin() as connection:
        connection.execute(create_head(MINE, "history"))
    with opened.write(MINE) as store:
        store.write_head(3)
    with opened.read(MINE) as store:
        assert store.head().version == 3
    assert set(seen(opened, OTHERS).values()) == {0}
    opened.engine.dispose()
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute("REASSIGN OWNED BY plain_owner TO CURRENT_USER")
        admin.execute("DROP OWNED BY plain_owner")
        admin.execute("DROP ROLE plain_owner")


def test_a_database_that_is_not_there_is_a_fault_in_words(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="database_unreachable"):
        open_postgresql(f"postgresql://nobody@/none?host={tmp_path}")


def test_who_finds_no_connection_free_is_told_to_come_again(url: str) -> None:
    opened = open_postgresql(url, Limits(connections=1))
    opened.engine.pool._timeout = 0.1  # type: ignore[attr-defined]
    opened.engine.pool._max_overflow = 0  # type: ignore[attr-defined]
    with opened.read(MINE), pytest.raises(Fault, match="server_failed"), opened.read(MINE):
        pass
    opened.engine.dispose()
