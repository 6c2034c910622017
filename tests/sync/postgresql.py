"""Empty PostgreSQL databases for the simulator outside of pytest; one server for the process."""

import atexit
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from tests.support.postgres import Databases, WheelCluster


@cache
def _databases() -> Databases:
    cluster = WheelCluster()
    atexit.register(cluster.stop)
    return Databases(cluster)


@contextmanager
def empty_database() -> Iterator[str]:
    """The URL of a database of its own, gone at the end."""
    with _databases().fresh() as url:
        yield url
