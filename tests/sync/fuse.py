"""A program that dies at its n-th statement: every call that reaches a store may be the last."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from core.changes import Change
from desktop.store.port import DeskStore
from sync_server.store.port import Database, ServerStore


class Killed(BaseException):
    """The program ended here; no handler of errors sees it, as none sees a SIGKILL."""


class Fuse:
    """Burns down with each statement, and kills at its end."""

    def __init__(self, statements: int) -> None:
        self._left = statements

    def burn(self) -> None:
        self._left -= 1
        if self._left <= 0:
            raise Killed


STATEMENTS = frozenset(
    name
    for port in (DeskStore, ServerStore)
    for name in dir(port)
    if not name.startswith("_") and name not in ("rows", "transaction")
)
"""Everything that the ports of both stores can do."""


@contextmanager
def fused(store: Any, fuse: Fuse) -> Iterator[None]:
    """Inside, each statement of a store burns the fuse; each row that is written is one."""
    names = [name for name in sorted(STATEMENTS) if hasattr(store, name)]
    for name in names:
        setattr(store, name, _burning(getattr(store, name), fuse))
    rows: Any = store.rows
    apply = rows.apply

    def one_by_one(changes: Iterable[Change]) -> None:
        for change in changes:
            fuse.burn()
            apply([change])

    rows.apply = one_by_one
    if hasattr(store, "transaction"):
        names.append("transaction")
        store.transaction = _dying_after_commit(store.transaction, fuse)
    try:
        yield
    finally:
        del rows.apply
        for name in names:
            delattr(store, name)


def _burning(call: Callable[..., Any], fuse: Fuse) -> Callable[..., Any]:
    def burning(*args: Any) -> Any:
        fuse.burn()
        return call(*args)

    return burning


def _dying_after_commit(
    transaction: Callable[[], AbstractContextManager[None]], fuse: Fuse
) -> Callable[[], AbstractContextManager[None]]:
    @contextmanager
    def transaction_and_then() -> Iterator[None]:
        with transaction():
            yield
            fuse.burn()
        fuse.burn()

    return transaction_and_then


class MortalDatabase:
    """Implements Database over another; with a fuse the server dies at one of its statements."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.fuse: Fuse | None = None

    @contextmanager
    def write(self, organisation_id: str) -> Iterator[ServerStore]:
        with self.database.write(organisation_id) as store:
            if self.fuse is None:
                yield store
            else:
                with fused(store, self.fuse):
                    yield store
                    self.fuse.burn()
        if self.fuse is not None:
            self.fuse.burn()

    def read(self, organisation_id: str) -> AbstractContextManager[ServerStore]:
        return self.database.read(organisation_id)
