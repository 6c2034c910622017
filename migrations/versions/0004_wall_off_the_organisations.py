"""Guard the rows of one organisation from another's in PostgreSQL itself."""

from alembic import op

from core.store.walls import STATEMENTS

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
