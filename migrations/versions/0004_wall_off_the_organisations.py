"""Tell where work is due outside the walls, which `core.store.migrate.upgrade` raises afterwards."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "due",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_due_at", "due", ["at"], unique=False)
    op.drop_index(op.f("ix_outbox_due"), table_name="outbox")
    op.create_index("ix_outbox_due", "outbox", ["organisation_id", "state", "due_at"], unique=False)
