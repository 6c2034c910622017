"""Runs the migrations on the connection that the caller handed over."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context

from core.store import bookkeeping  # noqa: F401 - declares its tables
from core.store.tables import metadata


def _short(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    return "TEXT" if kind == "type" and isinstance(item, sa.Text) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    compare_type=True,
    transactional_ddl=True,
    render_as_batch=False,
    render_item=_short,
    include_object=context.config.attributes.get("include_object"),
)
with context.begin_transaction():
    context.run_migrations()
