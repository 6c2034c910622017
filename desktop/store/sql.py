"""The desk's store: one encrypted SQLite file, written by one thread."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

import msgspec

from core.changes import Change
from core.domain.rows import Row, type_of_table
from core.store.sql_reader import SqlReader
from core.store.sqlite import Connection, disk_trouble
from core.store.texts import SQLITE, Text, text_of
from core.wire.codec import decode_rows, encode_row
from core.wire.envelope import Envelope
from desktop.store.port import JournalEntry, Staged

_encode = msgspec.json.Encoder(order="deterministic").encode
_decode_staged = msgspec.json.Decoder(Staged).decode
_decode_envelope = msgspec.json.Decoder(Envelope).decode


@cache
def _sql(name: str) -> str:
    return text_of(SQLITE, f"desk {name}", lambda: _compiled(name)).sql


def _compiled(name: str) -> Text:
    from core.store.desk_statements import desk_statements

    return Text(desk_statements()[name])


class SqlDeskStore:
    """Implements DeskStore on one connection. Not for use by two threads at once."""

    def __init__(self, connection: Connection, organisation_id: str) -> None:
        self._connection = connection
        self._cursor = connection.cursor()
        self._organisation = organisation_id
        self.rows = SqlReader(self._cursor, SQLITE, organisation_id)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        try:
            self._cursor.execute("BEGIN IMMEDIATE")
            yield
            self._cursor.execute("COMMIT")
        except BaseException as error:
            if self._connection.in_transaction:  # SQLite ends some by itself, as on a full disk
                self._cursor.execute("ROLLBACK")
            trouble = disk_trouble(error)
            if trouble is not None:
                raise trouble from error
            raise

    def read_meta(self, key: str) -> str | None:
        found = self._cursor.execute(_sql("read meta"), (key,)).fetchone()
        return None if found is None else str(found[0])

    def write_meta(self, key: str, value: str) -> None:
        self._cursor.execute(_sql("write meta"), (key, value))

    def add_journal(self, entry: JournalEntry) -> None:
        envelope = entry.envelope
        text = _encode(envelope).decode()
        row = (envelope.seq, envelope.command_id, text, envelope.shown, entry.settled_version)
        self._cursor.execute(_sql("add journal"), row)

    def pending(self) -> list[JournalEntry]:
        found: list[Any] = self._cursor.execute(_sql("pending")).fetchall()
        return [JournalEntry(_decode_envelope(text), version) for text, version in found]

    def unsent(self, most: int) -> list[Envelope]:
        found: list[Any] = self._cursor.execute(_sql("unsent"), (most,)).fetchall()
        return [_decode_envelope(text) for (text,) in found]

    def waiting(self) -> int:
        return int(self._cursor.execute(_sql("waiting")).fetchone()[0])

    def mark_settled(self, versions: Mapping[int, int | None]) -> None:
        self._cursor.executemany(
            _sql("mark"), [(version, seq) for seq, version in versions.items()]
        )

    def drop_settled(self, up_to: int) -> None:
        self._cursor.execute(_sql("drop"), (up_to,))

    def replace_journal(self, envelopes: Iterable[Envelope]) -> None:
        self._cursor.execute(_sql("clear journal"))
        for envelope in envelopes:
            self.add_journal(JournalEntry(envelope))

    def lines_after(self, version: int) -> list[str]:
        found: list[Any] = self._cursor.execute(_sql("lines after"), (version,)).fetchall()
        return [id for (id,) in found]

    def add_shadows(self, changes: Iterable[Change]) -> None:
        for change in changes:
            image = None if change.before is None else encode_row(change.before).decode()
            self._cursor.execute(_sql("add shadow"), (change.row_type.table, change.id, image))

    def shadows(self) -> list[tuple[type[Row], str, Row | None]]:
        found: list[Any] = self._cursor.execute(_sql("shadows")).fetchall()
        return [(type_of_table[table], id, _image(table, image)) for table, id, image in found]

    def clear_shadows(self) -> None:
        self._cursor.execute(_sql("clear shadows"))

    def clear_rows(self) -> None:
        for table in type_of_table:
            self._cursor.execute(_sql(f"clear {table}"))
        self._cursor.execute(_sql("clear digest"))

    def stage(self, base: str, page: Staged) -> None:
        self._cursor.execute(_sql("stage"), (base, _encode(page).decode()))

    def staged(self, base: str) -> list[Staged]:
        found: list[Any] = self._cursor.execute(_sql("staged"), (base,)).fetchall()
        return [_decode_staged(text) for (text,) in found]

    def clear_staged(self) -> None:
        self._cursor.execute(_sql("clear staged"))

    def read_digest(self) -> dict[str, int]:
        return dict(self._cursor.execute(_sql("read digest")).fetchall())

    def write_digest(self, sums: dict[str, int]) -> None:
        self._cursor.execute(_sql("clear digest"))
        rows = [(self._organisation, table, total) for table, total in sorted(sums.items())]
        self._cursor.executemany(_sql("write digest"), rows)


def _image(table: str, image: str | None) -> Row | None:
    return None if image is None else decode_rows(table, f"[{image}]".encode())[0]
