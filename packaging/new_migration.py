"""Writes a migration from the difference between the last one and the tables of today.

Use: python packaging/new_migration.py REVISION "what it does"
"""

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from alembic import command
from alembic.operations.ops import AddColumnOp, OpContainer
from sqlalchemy import DefaultClause, Integer, text
from sqlcipher3 import dbapi2

from core.store import report_sums
from core.store.migrate import config, upgrade
from core.store.sqlite import engine_for

BESIDE = ("client_number", "client_words", "client_parts", *report_sums.TABLES)


def main(revision: str, message: str) -> None:
    """Write it beside the others; look at it before it is kept."""
    engine = engine_for(lambda: dbapi2.connect(":memory:", isolation_level=None))
    with engine.begin() as connection:
        upgrade(connection)
        ours = config(connection)
        ours.attributes["include_object"] = _ours
        command.revision(
            ours,
            message,
            autogenerate=True,
            rev_id=revision,
            process_revision_directives=_filled,
        )


def _ours(_object: Any, name: str | None, kind: str, *_rest: Any) -> bool:
    return not (kind == "table" and str(name).startswith(BESIDE))


def _filled(_context: Any, _revision: Any, directives: list[Any]) -> None:
    """Old rows take a value for each new column: 0 or an empty text, unless it may be NULL."""
    for directive in directives:
        _fill(directive.upgrade_ops)


def _fill(operations: OpContainer) -> None:
    for operation in operations.ops:
        if isinstance(operation, OpContainer):
            _fill(operation)
        elif isinstance(operation, AddColumnOp) and not operation.column.nullable:
            number = isinstance(operation.column.type, Integer)
            operation.column.server_default = DefaultClause(text("0" if number else "''"))


if __name__ == "__main__":
    main(*sys.argv[1:])
