"""Runs the migrations on the connection that the caller handed over."""

from alembic import context

from core.store import bookkeeping  # noqa: F401 - declares its tables
from core.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    compare_type=True,
    transactional_ddl=True,
    render_as_batch=False,
)
with context.begin_transaction():
    context.run_migrations()
