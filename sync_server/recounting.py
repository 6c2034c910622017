"""After an update that gave rows more columns: the sums of their tables are taken anew, once."""

import logging
import secrets

from sqlalchemy import select, update

from core.domain.rows import type_of_table
from core.store.bookkeeping import head
from core.wire.digest import MODULUS, row_hash
from core.wire.protocol import OLDEST_SCHEMA
from core.wire.shapes import SCHEMA, narrower, present
from sync_server.database import SqlDatabase
from sync_server.store.whole import every

log = logging.getLogger(__name__)


def recount(database: SqlDatabase) -> list[str]:
    """Take the sums of changed tables anew where an older program took them; gives the tables.

    A history that had no secret gets one: its lines are proven from here on.
    """
    with database.engine.connect() as connection:
        found = connection.execute(select(head.c.organisation_id, head.c.schema)).fetchall()
    done: list[str] = []
    for organisation_id, schema in found:
        if schema < SCHEMA:
            grown = _grown(schema or OLDEST_SCHEMA)
            log.info("the sums of %s are taken anew", ", ".join(grown) or "no table")
            _recounted(database, organisation_id, grown)
            done += grown
    return done


def _grown(schema: int) -> list[str]:
    shapes = present()
    return [name for name, columns in narrower(schema).items() if columns != len(shapes[name])]


def _recounted(database: SqlDatabase, organisation_id: str, grown: list[str]) -> None:
    with database.write(organisation_id) as store:
        store.head()  # the lock comes first
        sums = store.read_digest()
        for table in grown:
            rows = every(store, type_of_table[table])
            sums[table] = sum(row_hash(row) for row in rows) % MODULUS
        store.write_digest(sums)
    with database.begin(organisation_id) as connection:
        mine = head.c.organisation_id == organisation_id
        connection.execute(update(head).where(mine).values(schema=SCHEMA))
        unproven = mine & (head.c.secret == "")
        connection.execute(update(head).where(unproven).values(secret=secrets.token_hex(32)))
