"""Sends what is due from the outbox: at least once, each try under the same key, pauses growing.

A message is claimed before it is sent, by moving its due time on. A server that dies between
sending and noting it sends again later, with the same key.
"""

from collections.abc import Callable, Iterable, Mapping

import msgspec
from msgspec.structs import replace
from sqlalchemy import ColumnElement, func, select, update

from core.domain.json_text import dump, mapping
from core.ports import Clock
from core.store.bookkeeping import outbox
from sync_server.database import SqlDatabase
from sync_server.notifications.channels import Channel, Letter, NotSentError
from sync_server.notifications.giving_up import Undelivered, ask_for_help
from sync_server.notifications.invitation import enclosed
from sync_server.notifications.letters import Waiting, letter_from
from sync_server.notifications.message_log import State, note
from sync_server.notifications.webhooks import WEBHOOK, EndedError, event_letter
from sync_server.store.port import Message
from sync_server.store.sql import heads

FIRST_PAUSE_MS = 30_000
CLAIM_MS = 120_000
"""Longer than any sending takes with all its time-outs, so that nobody else claims meanwhile."""
MOST_TRIES = 8
BATCH = 50

Poke = Callable[[str], None]


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


def deliver_due(
    database: SqlDatabase,
    channels: Mapping[str, Channel],
    clock: Clock,
    poke: Poke = lambda _organisation: None,
    organisations: Iterable[str] | None = None,
    address: str = "",
) -> int:
    """Try every message that is due in these organisations, or in all; gives how many left.

    Desks are poked where one was given up.
    What is already past is not sent (NTF-3). A webhook that does not answer is asked once, so that
    letters do not wait for it. `address` is where the links of letters begin.
    """
    wanted = heads(database.engine) if organisations is None else organisations
    return sum(_deliver(database, channels, clock, poke, one, address) for one in wanted)


def next_due(database: SqlDatabase, organisation_id: str) -> int | None:
    """When the next message of an organisation is due (UTC milliseconds), None without any."""
    mine = (outbox.c.organisation_id == organisation_id) & (outbox.c.state == "resting")
    with database.begin(organisation_id) as connection:
        found: int | None = connection.execute(
            select(func.min(outbox.c.due_at)).where(mine)
        ).scalar()
    return found


def _deliver(
    database: SqlDatabase,
    channels: Mapping[str, Channel],
    clock: Clock,
    poke: Poke,
    organisation_id: str,
    address: str,
) -> int:
    sent = 0
    deaf: set[str] = set()
    for due in _due(database, organisation_id, clock.now()):
        now = clock.now()
        if due.expires_at is not None and now >= due.expires_at:
            _note(database, due, "expired", now)
            _end(database, due, "expired", "")
        elif due.address in deaf:
            _end(database, due, "resting", "behind another", now + FIRST_PAUSE_MS)
        elif _claim(database, due, now):
            gone = _send(database, channels, _whole(database, due, clock, address), clock, poke)
            sent += gone
            if not gone and due.channel == WEBHOOK:
                deaf.add(due.address)
    return sent


def _due(database: SqlDatabase, organisation_id: str, now: int) -> list[Due]:
    columns = [outbox.c[name] for name in Due.__struct_fields__]
    wanted = (outbox.c.organisation_id == organisation_id) & (outbox.c.state == "resting")
    wanted &= outbox.c.due_at <= now
    query = select(*columns).where(wanted).order_by(outbox.c.due_at, outbox.c.id).limit(BATCH)
    with database.begin(organisation_id) as connection:
        return [Due(*row) for row in connection.execute(query)]


def _claim(database: SqlDatabase, due: Due, now: int) -> bool:
    mine = _is(due) & (outbox.c.state == "resting") & (outbox.c.due_at == due.due_at)
    claim = update(outbox).where(mine).values(tries=due.tries + 1, due_at=now + CLAIM_MS)
    with database.begin(due.organisation_id) as connection:
        return connection.execute(claim).rowcount == 1


def _send(
    database: SqlDatabase, channels: Mapping[str, Channel], due: Due, clock: Clock, poke: Poke
) -> bool:
    try:
        answer = _channel(channels, due).send(_letter(database, due))
    except NotSentError as error:
        _not_sent(database, due, error, clock.now(), poke)
        return False
    _note(database, due, "sent", clock.now(), answer)
    _end(database, due, "sent", answer)
    return True


def _whole(database: SqlDatabase, due: Due, clock: Clock, address: str) -> Due:
    """The message with what is made only when it leaves: a link is a secret, and nowhere kept."""
    more = enclosed(database.engine, due.organisation_id, due.event, due.body, clock.now(), address)
    return replace(due, body=dump(mapping(due.body) | more)) if more else due


def _channel(channels: Mapping[str, Channel], due: Due) -> Channel:
    if not due.address:
        raise NotSentError("There is no address.", final=True)
    if due.channel not in channels:
        raise NotSentError(f"There is no channel {due.channel}.", final=True)
    return channels[due.channel]


def _letter(database: SqlDatabase, due: Due) -> Letter:
    with database.read(due.organisation_id) as store:
        if due.channel == WEBHOOK:
            return event_letter(store.rows, due.id, due.event, due.address, due.body)
        waiting = Waiting(due.id, due.event, due.address, due.body, due.channel)
        return letter_from(store.rows, due.organisation_id, waiting)


def _not_sent(database: SqlDatabase, due: Due, error: NotSentError, now: int, poke: Poke) -> None:
    tries = due.tries + 1
    again_at = now + pause_after(tries)
    too_late = due.expires_at is not None and again_at >= due.expires_at
    why = str(error)[:300]
    if error.final or too_late or tries >= MOST_TRIES:
        lost = Undelivered(
            due.organisation_id, due.id, due.event, due.body, why, due.channel, due.address
        )
        if not isinstance(error, EndedError) and ask_for_help(database, lost, now):
            poke(due.organisation_id)
        _note(database, due, "failed", now, why)
        _end(database, due, "failed", why)
    else:
        _end(database, due, "resting", why, again_at)


def _note(database: SqlDatabase, due: Due, state: State, now: int, answer: str = "") -> None:
    if due.channel == WEBHOOK:
        return  # told to a program, not to a person
    message = Message(due.id, "", due.event, due.channel, due.address, due.body, due.due_at)
    note(database, due.organisation_id, message, state, now, answer)


def _end(
    database: SqlDatabase, due: Due, state: str, result: str, due_at: int | None = None
) -> None:
    noted = {"state": state, "result": result} | ({"due_at": due_at} if due_at else {})
    with database.begin(due.organisation_id) as connection:
        # one that was taken back while it was being sent stays taken back
        mine = _is(due) & (outbox.c.state == "resting")
        connection.execute(update(outbox).where(mine).values(noted))


def _is(due: Due) -> ColumnElement[bool]:
    return (outbox.c.organisation_id == due.organisation_id) & (outbox.c.id == due.id)
