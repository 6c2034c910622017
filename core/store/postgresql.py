"""Opens PostgreSQL, where a studio has a host, through SQLAlchemy's pool of psycopg connections."""

from sqlalchemy import Engine, create_engine


def engine_for(url: str, pool_size: int = 8) -> Engine:
    """An engine for a postgresql:// URL; a connection that died at rest is replaced."""
    address = url.replace("postgresql://", "postgresql+psycopg://", 1)
    return create_engine(address, pool_size=pool_size, pool_pre_ping=True)
