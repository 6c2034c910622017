"""Sends what is due from the outbox: at least once, each try under the same key, pauses growing.

A message is claimed before it is sent, by moving its due time on. A server that dies between
sending and noting it sends again later, with the same key.
"""

from collections.abc import Mapping

import msgspec
from sqlalchemy import ColumnElement, Engine, select, update

from core.store.bookkeeping import outbox
from sync_server.database import SqlDatabase
from sync_server.notifications.channels import Channel, NotSentError
from sync_server.notifications.letters import letter_for

FIRST_PAUSE_MS = 30_000
MOST_TRIES = 8
BATCH = 50


class Due(msgspec.Struct, frozen=True):
    """One message of the outbox, as delivery needs it."""

    organisation_id: str
    id: str
    event: str
    channel: str
    address: str
    body: str
    due_at: int
    expires_at: int | None
    tries: int


def pause_after(tries: int) -> int:
    """Milliseconds until the next try: half a minute, then twice as long each time."""
    return int(FIRST_PAUSE_MS * 2 ** (tries - 1))


def deliver_due(database: SqlDatabase, channels: Mapping[str, Channel], now: int) -> int:
    """Try every message that is due; gives how many left."""
    sent = 0
    for due in _due(database.engine, now):
        if due.expires_at is not None and now >= due.expires_at:
            _end(database.engine, due, "expired", "")
        elif _claim(database.engine, due, now):
            sent += _send(database.engine, channels, due)
    return sent


def _due(engine: Engine, now: int) -> list[Due]:
    columns = [outbox.c[name] for name in Due.__struct_fields__]
    wanted = (outbox.c.state == "resting") & (outbox.c.due_at <= now)
    query = select(*columns).where(wanted).order_by(outbox.c.due_at, outbox.c.id).limit(BATCH)
    with engine.connect() as connection:
        return [Due(*row) for row in connection.execute(query)]


def _claim(engine: Engine, due: Due, now: int) -> bool:
    mine = _is(due) & (outbox.c.state == "resting") & (outbox.c.due_at == due.due_at)
    tries = due.tries + 1
    claim = update(outbox).where(mine).values(tries=tries, due_at=now + pause_after(tries))
    with engine.begin() as connection:
        return connection.execute(claim).rowcount == 1


def _send(engine: Engine, channels: Mapping[str, Channel], due: Due) -> bool:
    channel = channels.get(due.channel)
    if channel is None:
        _end(engine, due, "failed", f"no channel {due.channel}")
        return False
    try:
        answer = channel.send(letter_for(due.id, due.event, due.address, due.body))
    except NotSentError as error:
        given_up = error.final or due.tries + 1 >= MOST_TRIES
        _end(engine, due, "failed" if given_up else "resting", str(error)[:300])
        return False
    _end(engine, due, "sent", answer)
    return True


def _end(engine: Engine, due: Due, state: str, result: str) -> None:
    with engine.begin() as connection:
        connection.execute(update(outbox).where(_is(due)).values(state=state, result=result))


def _is(due: Due) -> ColumnElement[bool]:
    return (outbox.c.organisation_id == due.organisation_id) & (outbox.c.id == due.id)
