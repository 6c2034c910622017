"""Opens PostgreSQL, where a studio has a host, through SQLAlchemy's pool of psycopg connections.

The owner of the tables makes and upgrades them. All other work is done as `foyer_app`, which owns
nothing and sees the rows of one organisation at a time (core/store/walls.py).
"""

import msgspec
from sqlalchemy import Engine, create_engine

from core.store.walls import WORKS_AS


class Limits(msgspec.Struct, frozen=True):
    """How long PostgreSQL lets one of our transactions wait, work and rest, in milliseconds."""

    lock_ms: int = 5_000
    statement_ms: int = 30_000
    idle_ms: int = 60_000
    connections: int = 8

    def options(self) -> str:
        """As libpq takes them when a connection is made."""
        return (
            f"-c role={WORKS_AS} -c lock_timeout={self.lock_ms}"
            f" -c statement_timeout={self.statement_ms}"
            f" -c idle_in_transaction_session_timeout={self.idle_ms}"
        )


def engine_for(url: str, pool_size: int = 8) -> Engine:
    """The owner's engine for a postgresql:// URL; a connection that died at rest is replaced."""
    return create_engine(_address(url), pool_size=pool_size, pool_pre_ping=True)


def working_engine(url: str, limits: Limits | None = None) -> Engine:
    """The engine of the server's daily work: behind the walls, and never waiting for ever."""
    held = limits or Limits()
    return create_engine(
        _address(url),
        pool_size=held.connections,
        pool_pre_ping=True,
        connect_args={"options": held.options()},
    )


def _address(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://", 1)
