"""The server's store over SQLite or PostgreSQL: SQL compiled once, on the driver's cursor."""

import secrets
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import (
    BindParameter,
    Engine,
    bindparam,
    case,
    delete,
    func,
    literal_column,
    select,
    tuple_,
    update,
)

from core.changes import Change
from core.domain.ids import CommandId
from core.store import bookkeeping as tables
from core.store.sql_reader import SqlReader
from core.store.statements import compiled, upsert
from core.wire.envelope import Envelope
from core.wire.protocol import PageMark, Settled
from core.wire.shapes import SCHEMA
from sync_server.store.port import Head, Held, Message, OriginMark


class _Sql(msgspec.Struct, frozen=True):
    head: str
    lock_head: str
    write_head: str
    look_soon: str
    origin: str
    write_origin: str
    heard: str
    write_heard: str
    settled: str
    add_settled: str
    mark_changed: str
    changed_after: str
    count_changed: str
    read_digest: str
    write_digest: str
    add_message: str
    add_failure: str
    last_epoch: str
    changed_at: str
    add_held: str
    held: str
    end_held: str
    rename: str
    leave: str
    left: str
    withdraw: str
    forget: str


@lru_cache(maxsize=2)
def _sql(dialect: str) -> _Sql:
    h, o, s, c, d, out, k, e = (
        tables.head,
        tables.origin,
        tables.settled,
        tables.changed,
        tables.digest,
        tables.outbox,
        tables.held,
        tables.earlier,
    )
    mine: BindParameter[str] = bindparam("organisation")
    read_head = select(h.c.version, h.c.history_id, h.c.secret).where(h.c.organisation_id == mine)
    desk: tuple[BindParameter[str], ...] = (mine, bindparam("desk"), bindparam("epoch"))
    after = tuple_(c.c.version, c.c.table_name, c.c.id) > tuple_(
        bindparam("v"), bindparam("t"), bindparam("i")
    )
    texts = {
        "head": read_head,
        "lock_head": read_head.with_for_update(),
        "write_head": update(h).values(version=bindparam("v")).where(h.c.organisation_id == mine),
        "origin": select(o.c.seq, o.c.hash, o.c.base).where(
            o.c.organisation_id == desk[0], o.c.desk_id == desk[1], o.c.epoch == desk[2]
        ),
        "heard": select(tables.heard.c.desk_id, tables.heard.c.heard_at).where(
            tables.heard.c.organisation_id == mine
        ),
        "settled": select(s.c.seq, s.c.command_id, s.c.version, s.c.outcome).where(
            s.c.organisation_id == desk[0],
            s.c.desk_id == desk[1],
            s.c.epoch == desk[2],
            s.c.seq == bindparam("seq"),
        ),
        "add_settled": s.insert(),
        "changed_after": select(c.c.version, c.c.table_name, c.c.id)
        .where(c.c.organisation_id == mine, c.c.version >= bindparam("low"), after)
        .order_by(c.c.version, c.c.table_name, c.c.id)
        .limit(bindparam("most", type_=c.c.version.type))
        .offset(literal_column("0")),
        "count_changed": select(func.count()).where(c.c.organisation_id == mine),
        "last_epoch": select(func.max(o.c.epoch)).where(
            o.c.organisation_id == desk[0], o.c.desk_id == desk[1]
        ),
        "changed_at": select(c.c.version).where(
            c.c.organisation_id == mine,
            c.c.table_name == bindparam("t"),
            c.c.id == bindparam("i"),
        ),
        "held": select(k.c.command_id, k.c.at, k.c.why, k.c.envelope)
        .where(k.c.organisation_id == mine)
        .order_by(k.c.at, k.c.command_id),
        "rename": update(h).values(history_id=bindparam("new")).where(h.c.organisation_id == mine),
        "leave": e.insert(),
        "left": select(e.c.history_id, e.c.version).where(e.c.organisation_id == mine),
        "end_held": delete(k).where(
            k.c.organisation_id == mine, k.c.command_id == bindparam("command")
        ),
        "read_digest": select(d.c.table_name, d.c.sum).where(d.c.organisation_id == mine),
        "add_message": out.insert(),
        "add_failure": tables.failure.insert(),
        "withdraw": update(out)
        .values(state=literal_column("'withdrawn'"))
        .where(
            out.c.organisation_id == mine,
            out.c.command_id == bindparam("command"),
            out.c.state == literal_column("'resting'"),
            out.c.channel != literal_column("'webhook'"),
        ),
        "forget": update(out)
        .values(
            body=literal_column("'{}'"),
            address=literal_column("''"),
            result=literal_column("''"),
            state=case(
                (out.c.state == literal_column("'resting'"), literal_column("'withdrawn'")),
                else_=out.c.state,
            ),
        )
        .where(out.c.organisation_id == mine, out.c.body.like(bindparam("person"))),
    }
    return _Sql(
        **{name: compiled(dialect, statement) for name, statement in texts.items()},
        look_soon=upsert(dialect, tables.due),
        write_origin=upsert(dialect, o),
        write_heard=_later(upsert(dialect, tables.heard)),
        mark_changed=upsert(dialect, c),
        add_held=upsert(dialect, k),
        write_digest=upsert(dialect, d),
    )


def _later(text: str) -> str:
    """Of two workers that heard the same desk the later word holds, whoever writes last."""
    return f"{text} WHERE heard.heard_at < excluded.heard_at"


class SqlServerStore:
    """Implements ServerStore inside a transaction that the caller began."""

    def __init__(self, cursor: Any, dialect: str, organisation_id: str, *, lock: bool) -> None:
        self._cursor = cursor
        self._organisation = organisation_id
        self._sql = _sql(dialect)
        self._head_sql = self._sql.lock_head if lock else self._sql.head
        self.rows = SqlReader(cursor, dialect, organisation_id)

    def head(self) -> Head:
        self._cursor.execute(self._head_sql, (self._organisation,))
        found = self._cursor.fetchone()
        return Head(0, "") if found is None else Head(*found)

    def write_head(self, version: int) -> None:
        self._cursor.execute(self._sql.write_head, (version, self._organisation))
        self._cursor.execute(self._sql.look_soon, (self._organisation, 0))

    def origin(self, desk_id: str, epoch: int) -> OriginMark:
        self._cursor.execute(self._sql.origin, (self._organisation, desk_id, epoch))
        found = self._cursor.fetchone()
        return OriginMark() if found is None else OriginMark(*found)

    def write_origin(self, desk_id: str, epoch: int, mark: OriginMark, seen_at: int) -> None:
        row = (self._organisation, desk_id, epoch, mark.seq, mark.hash, seen_at, mark.base)
        self._cursor.execute(self._sql.write_origin, row)

    def last_epoch(self, desk_id: str) -> int:
        self._cursor.execute(self._sql.last_epoch, (self._organisation, desk_id))
        return int(self._cursor.fetchone()[0] or 0)

    def heard(self) -> dict[str, int]:
        self._cursor.execute(self._sql.heard, (self._organisation,))
        return dict(self._cursor.fetchall())

    def write_heard(self, desk_id: str, at: int) -> None:
        self._cursor.execute(self._sql.write_heard, (self._organisation, desk_id, at))

    def settled(self, desk_id: str, epoch: int, seq: int) -> Settled | None:
        self._cursor.execute(self._sql.settled, (self._organisation, desk_id, epoch, seq))
        found = self._cursor.fetchone()
        if found is None:
            return None
        return Settled(found[0], CommandId(found[1]), found[2], found[3])

    def add_settled(self, desk_id: str, epoch: int, one: Settled) -> None:
        row = (self._organisation, desk_id, epoch, one.seq, one.command_id, one.version)
        self._cursor.execute(self._sql.add_settled, (*row, one.outcome))

    def mark_changed(self, changes: Iterable[Change], version: int) -> None:
        rows = [(self._organisation, c.row_type.table, c.id, version) for c in changes]
        self._cursor.executemany(self._sql.mark_changed, rows)

    def changed_after(self, mark: PageMark, most: int) -> list[PageMark]:
        values = (self._organisation, mark.version, mark.version, mark.table, mark.id, most)
        self._cursor.execute(self._sql.changed_after, values)
        return [PageMark(*found) for found in self._cursor.fetchall()]

    def count_changed(self) -> int:
        self._cursor.execute(self._sql.count_changed, (self._organisation,))
        found = self._cursor.fetchone()
        return 0 if found is None else int(found[0])

    def changed_at(self, table: str, id: str) -> int:
        self._cursor.execute(self._sql.changed_at, (self._organisation, table, id))
        found = self._cursor.fetchone()
        return 0 if found is None else int(found[0])

    def read_digest(self) -> dict[str, int]:
        self._cursor.execute(self._sql.read_digest, (self._organisation,))
        return {table: total for table, total in self._cursor.fetchall() if total}

    def write_digest(self, sums: dict[str, int]) -> None:
        rows = [(self._organisation, table, total) for table, total in sorted(sums.items())]
        self._cursor.executemany(self._sql.write_digest, rows)

    def add_failure(self, command_id: str, at: int, trace: str) -> None:
        row = (self._organisation, command_id, at, trace)
        self._cursor.execute(self._sql.add_failure, row)

    def begin_history(self, history_id: str, known: int | None = None) -> None:
        head = self.head()
        row = (self._organisation, head.history_id, head.version if known is None else known)
        self._cursor.execute(self._sql.leave, row)
        self._cursor.execute(self._sql.rename, (history_id, self._organisation))

    def known_of(self, history_id: str) -> int:
        head = self.head()
        self._cursor.execute(self._sql.left, (self._organisation,))
        left = {name: int(version) for name, version in self._cursor.fetchall()}
        return head.version if history_id in ("", head.history_id) else left.get(history_id, 0)

    def add_held(self, held: Held) -> None:
        text = msgspec.json.encode(held.envelope).decode()
        row = (self._organisation, held.command_id, held.at, held.why, text)
        self._cursor.execute(self._sql.add_held, row)

    def held(self) -> list[Held]:
        self._cursor.execute(self._sql.held, (self._organisation,))
        return [
            Held(command_id, at, why, msgspec.json.decode(text, type=Envelope))
            for command_id, at, why, text in self._cursor.fetchall()
        ]

    def end_held(self, command_id: str) -> None:
        self._cursor.execute(self._sql.end_held, (self._organisation, command_id))

    def add_message(self, message: Message) -> None:
        row = (
            self._organisation,
            message.id,
            message.command_id,
            message.event,
            message.channel,
            message.address,
            message.body,
            message.due_at,
            message.expires_at,
            0,
            "resting",
            "",
        )
        self._cursor.execute(self._sql.add_message, row)

    def withdraw_messages(self, command_id: str) -> None:
        self._cursor.execute(self._sql.withdraw, (self._organisation, command_id))

    def forget_messages(self, client_id: str) -> None:
        self._cursor.execute(self._sql.forget, (self._organisation, f'%"{client_id}"%'))


def create_head(organisation_id: str, history_id: str, secret: str = "") -> Any:
    """The statement that begins an organisation's history, with a secret of its own."""
    return tables.head.insert().values(
        organisation_id=organisation_id,
        version=0,
        history_id=history_id,
        secret=secret or secrets.token_hex(32),
        schema=SCHEMA,
    )


def heads(engine: Engine) -> dict[str, int]:
    """Every organisation in a database, with the version that its history has reached."""
    with engine.connect() as connection:
        rows = connection.execute(select(tables.head.c.organisation_id, tables.head.c.version))
        return {str(organisation): int(version) for organisation, version in rows}
