"""The command that says how a server is: its studios, their desks, what waits to be sent."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import func, select

from core.domain.organisation import (
    DESKS_OF_LOCATION,
    LOCATIONS_BY_STATE,
    Desk,
    Location,
    Organisation,
)
from core.domain.records import ATTENTION_AT_LOCATION
from core.domain.telling import counted
from core.domain.zones import to_local
from core.store.bookkeeping import failure, origin, outbox
from sync_server.agenda import Agenda
from sync_server.office import Office
from sync_server.opening import Where, open_office
from sync_server.store.port import ServerStore
from sync_server.store.sql import heads

app = typer.Typer()

WAITS = {"resting": "waiting", "sent": "sent", "failed": "given up", "expired": "too late"} | {
    "withdrawn": "taken back"
}
MOST_FAILURES = 5
LATE_MS = 30_000


@app.command()
def status(
    data: Annotated[Path, typer.Option(help="folder of the server's own store")] = Path(
        "foyer-server-data"
    ),
    database: Annotated[str, typer.Option(help="a postgresql:// URL; empty: SQLite")] = "",
) -> None:
    """Print each studio: its desks and when they were heard from, its letters, what is open."""
    office = open_office(Where(data, database))
    now = office.clock.now()
    ids = list(heads(office.database.engine))
    for organisation_id in ids:
        with office.database.read(organisation_id) as store:
            for line in _lines(office, store, organisation_id, now):
                typer.echo(line)
    if ids:
        typer.echo(_timers(Agenda(office.database.engine, office.clock).late()))
    else:
        typer.echo("no studio yet: foyer-server create, or foyer-server demo")


def _timers(late: int) -> str:
    if late < LATE_MS:
        return "timers  on time"
    return f"timers  late by {ago(late)}: is the server running?"


def _lines(office: Office, store: ServerStore, organisation_id: str, now: int) -> Iterator[str]:
    yield from _studio(office, store, organisation_id, now)
    yield from _post(office, organisation_id)
    yield from _failures(office, organisation_id)


def _studio(office: Office, store: ServerStore, organisation_id: str, now: int) -> Iterator[str]:
    organisation = store.rows.get(Organisation, organisation_id)
    name = organisation.name if organisation else "(no name)"
    yield f"{name}  version {store.head().version}"
    yield f"  organisation {organisation_id}"
    sent, heard = _heard_from(office, organisation_id), store.heard()
    for place in store.rows.find(LOCATIONS_BY_STATE, "active"):
        local = to_local(now, place.zone)
        yield f"  {place.name}  {local:%a} {local.day} {local:%b, %H:%M} in {place.zone}"
        for desk in store.rows.find(DESKS_OF_LOCATION, place.id):
            yield f"    desk {desk.code}  {desk.name}  {_said_of(desk, place, sent, now)}"
            if desk.id in heard:
                yield f"      has told everything up to {ago(now - heard[desk.id])} ago"
        items = store.rows.find(ATTENTION_AT_LOCATION, place.id, "open")
        count = sum(item.weight == "attention" for item in items)
        if count:
            yield f"    {counted(count, 'item')} of attention open"


def _heard_from(office: Office, organisation_id: str) -> dict[str, tuple[int, int]]:
    """Desk to the last sequence that it sent, and when."""
    columns = select(origin.c.desk_id, origin.c.seq, origin.c.seen_at).where(
        origin.c.organisation_id == organisation_id
    )
    with office.database.begin(organisation_id) as connection:
        return {row[0]: (row[1], row[2]) for row in connection.execute(columns)}


def _said_of(desk: Desk, place: Location, sent: dict[str, tuple[int, int]], now: int) -> str:
    if desk.id not in sent:
        local = to_local(desk.enrolled_at, place.zone)
        return f"enrolled {local.day} {local:%b %Y}, has sent nothing yet"
    seq, at = sent[desk.id]
    local = to_local(at, place.zone)
    when = f"{local:%H:%M}" if now - at < 12 * 3_600_000 else f"{local.day} {local:%b, %H:%M}"
    return f"last sent at {when}, {ago(now - at)} ago; {counted(seq, 'command')} in all"


def ago(passed: int) -> str:
    """A span of milliseconds as people say it: 40 s, 3 min, 5 h, 2 days."""
    seconds = max(0, passed) // 1000
    if seconds < 120:
        return f"{seconds} s"
    if seconds < 120 * 60:
        return f"{seconds // 60} min"
    hours = seconds // 3600
    return f"{hours} h" if hours < 48 else counted(hours // 24, "day")


def _post(office: Office, organisation_id: str) -> Iterator[str]:
    mine = outbox.c.organisation_id == organisation_id
    counts = select(outbox.c.state, func.count()).where(mine).group_by(outbox.c.state)
    failed = mine & (outbox.c.state == "failed")
    failures = select(outbox.c.event, outbox.c.address, outbox.c.result).where(failed)
    with office.database.begin(organisation_id) as connection:
        found = {row[0]: row[1] for row in connection.execute(counts)}
        lost = connection.execute(failures.order_by(outbox.c.due_at.desc()).limit(MOST_FAILURES))
        lines = [f"    {event} to {address or 'nobody'}: {why}" for event, address, why in lost]
    said = [f"{found[state]} {word}" for state, word in WAITS.items() if state in found]
    yield f"  letters  {', '.join(said) or 'none'}"
    yield from lines


def _failures(office: Office, organisation_id: str) -> Iterator[str]:
    """Commands on which the program failed, with the last line of where; the table has all."""
    mine = failure.c.organisation_id == organisation_id
    query = select(failure.c.command_id, failure.c.trace).where(mine)
    with office.database.begin(organisation_id) as connection:
        count = connection.execute(select(func.count()).where(mine)).scalar_one()
        newest = query.order_by(failure.c.at.desc(), failure.c.command_id).limit(MOST_FAILURES)
        lines = [
            f"    {key}: {trace.strip().rpartition(chr(10))[2]}"
            for key, trace in connection.execute(newest)
        ]
    if count:
        yield f"  kept aside  {counted(count, 'command')} on which the program failed"
        yield from lines
