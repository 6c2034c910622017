"""The statements of a desk's own tables: journal, shadows, digest, meta."""

from typing import Any

from sqlalchemy import bindparam, delete, func, literal_column, select, update
from sqlalchemy.dialects.sqlite import insert

from core.domain.records import CommandLog
from core.store import bookkeeping as tables
from core.store.statements import SQLITE, compiled, upsert
from core.store.tables import table_of

_j, _s = tables.journal, tables.shadow
_log = table_of[CommandLog]


def desk_statements() -> dict[str, str]:
    """Every statement by name, for SQLite."""
    texts: dict[str, Any] = {
        "read meta": select(tables.meta.c.value).where(tables.meta.c.key == bindparam("key")),
        "add journal": _j.insert(),
        "pending": select(_j.c.envelope, _j.c.settled_version).order_by(_j.c.seq),
        "unsent": select(_j.c.envelope)
        .where(_j.c.settled_version.is_(None))
        .order_by(_j.c.seq)
        .limit(bindparam("most"))
        .offset(literal_column("0")),
        "waiting": select(func.count()).select_from(_j).where(_j.c.settled_version.is_(None)),
        "mark": update(_j)
        .values(settled_version=bindparam("version"))
        .where(_j.c.seq == bindparam("at")),
        "drop": delete(_j).where(_j.c.settled_version <= bindparam("version")),
        "lines after": select(_log.c.id)
        .where(_log.c.version > bindparam("version"))
        .order_by(_log.c.version),
        "clear journal": delete(_j),
        "add shadow": insert(_s).on_conflict_do_nothing(),
        "shadows": select(_s.c.table_name, _s.c.id, _s.c.image).order_by(_s.c.table_name, _s.c.id),
        "clear shadows": delete(_s),
        "stage": tables.staged.insert().values(base=bindparam("b"), page=bindparam("p")),
        "staged": select(tables.staged.c.page)
        .where(tables.staged.c.base == bindparam("b"))
        .order_by(tables.staged.c.seq),
        "clear staged": delete(tables.staged),
        "read digest": select(tables.digest.c.table_name, tables.digest.c.sum),
        "clear digest": delete(tables.digest),
        "write digest": tables.digest.insert(),
        **{f"clear {table.name}": table.delete() for table in table_of.values()},
    }
    made = {name: compiled(SQLITE, statement) for name, statement in texts.items()}
    return made | {"write meta": upsert(SQLITE, tables.meta)}
