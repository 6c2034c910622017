"""The command that makes a studio to try things on."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from core.domain.refusals import Fault
from core.domain.zones import to_local
from sync_server import auth
from sync_server.demo.large_file import KEY as LARGE_KEY
from sync_server.demo.large_file import large_file, large_server
from sync_server.demo.large_plan import large_scale
from sync_server.demo.studio import DemoStudio, make
from sync_server.office import Office, SystemClock
from sync_server.opening import STORE, Where, keep_key, open_office
from sync_server.signing import card_key

app = typer.Typer()

DESKS = ("Northgate", "Northgate", "Riverside")
CARDS_SHOWN = ("Lucía Romero", "Daniel Osei", "Joanna Kowalska")


@app.command()
def demo(
    data: Annotated[Path, typer.Option(help="folder of the server's own store, keys and mailbox")],
    database: Annotated[str, typer.Option(help="a postgresql:// URL; empty: SQLite")] = "",
    seed: Annotated[int, typer.Option(help="another number, another studio")] = 1,
    now: Annotated[str, typer.Option(help="the moment around which it lives, ISO 8601")] = "",
    large: Annotated[bool, typer.Option("--large", help="100,000 clients, 1,000,000 bookings")] = (
        False
    ),
    cache: Annotated[Path, typer.Option(help="where a large one is kept")] = Path("foyer-large"),
) -> None:
    """Make a living studio around now, and print the codes that enrol desks in it."""
    at = moment(now) if now else SystemClock().now()
    if large:
        _large(data, database, at, seed, cache)
        return
    office = open_office(Where(data, database))
    began = time.monotonic()
    made = make(office, seed, at, card_key(data))
    typer.echo(f"organisation {made.organisation_id}")
    local = to_local(at, made.zone)
    typer.echo(f"it is        {local:%A} {local.day} {local:%B %Y, %H:%M} in {made.zone}")
    typer.echo(f"made by      {made.commands} commands in {time.monotonic() - began:.1f} s")
    _print_codes(office, made)


def _large(data: Path, database: str, at: int, seed: int, cache: Path) -> None:
    """Put a copy of the large studio into the folder. It stands for the week of the moment."""
    if database:
        raise Fault("large_is_a_file")
    if (data / STORE).exists():
        raise Fault("organisation_exists", organisation=str(data / STORE))
    began = time.monotonic()
    made = large_file(cache, large_scale(at, seed))
    data.mkdir(parents=True, exist_ok=True)
    large_server(made, data / STORE).engine.dispose()
    keep_key(data, LARGE_KEY)
    typer.echo(f"organisation {made.organisation_id}")
    typer.echo(f"made in      {time.monotonic() - began:.0f} s, kept in {cache}")
    office = open_office(Where(data))
    code = auth.new_code(
        office.database.engine, made.organisation_id, made.base.locations[0], office.clock.now()
    )
    typer.echo(f"enrol code   {code}")


def moment(text: str) -> int:
    """A moment in UTC milliseconds from ISO 8601; without an offset it is UTC.

    Raises Fault `invalid_date`.
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise Fault("invalid_date", date=text) from error
    aware = found if found.tzinfo else found.replace(tzinfo=UTC)
    return int(aware.timestamp() * 1000)


def _print_codes(office: Office, made: DemoStudio) -> None:
    for place in DESKS:
        code = auth.new_code(
            office.database.engine,
            made.organisation_id,
            made.locations[place],
            office.clock.now(),
        )
        typer.echo(f"enrol code   {code}  {place}")
    for name in CARDS_SHOWN:
        typer.echo(f"member card  {name}: {made.codes[name]}")
