"""The desk's store: one encrypted SQLite file, written by one thread."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import msgspec
from sqlalchemy import bindparam, delete, func, literal_column, select, update
from sqlalchemy.dialects.sqlite import insert

from core.changes import Change
from core.domain.rows import Row, type_of_table
from core.store import bookkeeping as tables
from core.store.sql_reader import SqlReader
from core.store.sqlite import Connection
from core.store.statements import SQLITE, compiled, upsert
from core.store.tables import table_of
from core.wire.codec import decode_rows, encode_row
from core.wire.envelope import Envelope
from desktop.store.port import JournalEntry

_encode = msgspec.json.Encoder(order="deterministic").encode
_decode_envelope = msgspec.json.Decoder(Envelope).decode

_j, _s = tables.journal, tables.shadow
_READ_META = compiled(
    SQLITE, select(tables.meta.c.value).where(tables.meta.c.key == bindparam("key"))
)
_WRITE_META = upsert(SQLITE, tables.meta)
_ADD_JOURNAL = compiled(SQLITE, _j.insert())
_PENDING = compiled(SQLITE, select(_j.c.envelope, _j.c.settled_version).order_by(_j.c.seq))
_UNSENT = compiled(
    SQLITE,
    select(_j.c.envelope)
    .where(_j.c.settled_version.is_(None))
    .order_by(_j.c.seq)
    .limit(bindparam("most"))
    .offset(literal_column("0")),
)
_WAITING = compiled(
    SQLITE, select(func.count()).select_from(_j).where(_j.c.settled_version.is_(None))
)
_MARK = compiled(
    SQLITE,
    update(_j).values(settled_version=bindparam("version")).where(_j.c.seq == bindparam("at")),
)
_DROP = compiled(SQLITE, delete(_j).where(_j.c.settled_version <= bindparam("version")))
_ADD_SHADOW = compiled(SQLITE, insert(_s).on_conflict_do_nothing())
_SHADOWS = compiled(
    SQLITE, select(_s.c.table_name, _s.c.id, _s.c.image).order_by(_s.c.table_name, _s.c.id)
)
_CLEAR_SHADOWS = compiled(SQLITE, delete(_s))
_READ_DIGEST = compiled(SQLITE, select(tables.digest.c.table_name, tables.digest.c.sum))
_CLEAR_DIGEST = compiled(SQLITE, delete(tables.digest))
_WRITE_DIGEST = compiled(SQLITE, tables.digest.insert())


class SqlDeskStore:
    """Implements DeskStore on one connection. Not for use by two threads at once."""

    def __init__(self, connection: Connection, organisation_id: str) -> None:
        self._cursor = connection.cursor()
        self._organisation = organisation_id
        self.rows = SqlReader(self._cursor, SQLITE, organisation_id)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self._cursor.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._cursor.execute("ROLLBACK")
            raise
        self._cursor.execute("COMMIT")

    def read_meta(self, key: str) -> str | None:
        found = self._cursor.execute(_READ_META, (key,)).fetchone()
        return None if found is None else str(found[0])

    def write_meta(self, key: str, value: str) -> None:
        self._cursor.execute(_WRITE_META, (key, value))

    def add_journal(self, entry: JournalEntry) -> None:
        envelope = entry.envelope
        text = _encode(envelope).decode()
        row = (envelope.seq, envelope.command_id, text, envelope.shown, entry.settled_version)
        self._cursor.execute(_ADD_JOURNAL, row)

    def pending(self) -> list[JournalEntry]:
        found: list[Any] = self._cursor.execute(_PENDING).fetchall()
        return [JournalEntry(_decode_envelope(text), version) for text, version in found]

    def unsent(self, most: int) -> list[Envelope]:
        found: list[Any] = self._cursor.execute(_UNSENT, (most,)).fetchall()
        return [_decode_envelope(text) for (text,) in found]

    def waiting(self) -> int:
        return int(self._cursor.execute(_WAITING).fetchone()[0])

    def mark_settled(self, versions: Mapping[int, int | None]) -> None:
        self._cursor.executemany(_MARK, [(version, seq) for seq, version in versions.items()])

    def drop_settled(self, up_to: int) -> None:
        self._cursor.execute(_DROP, (up_to,))

    def add_shadows(self, changes: Iterable[Change]) -> None:
        for change in changes:
            image = None if change.before is None else encode_row(change.before).decode()
            self._cursor.execute(_ADD_SHADOW, (change.row_type.table, change.id, image))

    def shadows(self) -> list[tuple[type[Row], str, Row | None]]:
        found: list[Any] = self._cursor.execute(_SHADOWS).fetchall()
        return [(type_of_table[table], id, _image(table, image)) for table, id, image in found]

    def clear_shadows(self) -> None:
        self._cursor.execute(_CLEAR_SHADOWS)

    def clear_rows(self) -> None:
        for table in table_of.values():
            self._cursor.execute(compiled(SQLITE, table.delete()))
        self._cursor.execute(_CLEAR_DIGEST)

    def read_digest(self) -> dict[str, int]:
        return dict(self._cursor.execute(_READ_DIGEST).fetchall())

    def write_digest(self, sums: dict[str, int]) -> None:
        self._cursor.execute(_CLEAR_DIGEST)
        rows = [(self._organisation, table, total) for table, total in sorted(sums.items())]
        self._cursor.executemany(_WRITE_DIGEST, rows)


def _image(table: str, image: str | None) -> Row | None:
    return None if image is None else decode_rows(table, f"[{image}]".encode())[0]
