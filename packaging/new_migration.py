"""Writes a migration from the difference between the last one and the tables of today.

Use: python packaging/new_migration.py REVISION "what it does"
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from alembic import command
from sqlalchemy import create_engine

from core.store.migrate import config, upgrade


def main(revision: str, message: str) -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        upgrade(connection)
        command.revision(config(connection), message, autogenerate=True, rev_id=revision)


if __name__ == "__main__":
    main(*sys.argv[1:])
