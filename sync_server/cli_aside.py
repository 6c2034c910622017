"""Commands about what was kept aside: look at it, run it again, take it in, drop it."""

from pathlib import Path
from typing import Annotated

import typer

from core.changes import Outcome
from core.domain.refusals import Refusal
from core.domain.zones import to_local
from sync_server import aside
from sync_server.cli_studio import only_organisation
from sync_server.opening import Where, open_office

app = typer.Typer(help="What was kept aside: commands that failed, and those that nobody signed.")

Data = Annotated[Path, typer.Option(help="folder of the server's own store")]
Database = Annotated[str, typer.Option(help="a postgresql:// URL; empty: SQLite in the folder")]
Organisation = Annotated[str, typer.Option(help="id; needed where there are several")]
HERE = Path("foyer-server-data")


@app.command("list")
def show(data: Data = HERE, database: Database = "", organisation: Organisation = "") -> None:
    """Print what waits, why, and what depends on it."""
    office = open_office(Where(data, database))
    found = aside.kept_aside(office.database, organisation or only_organisation(office))
    for one in found:
        at = to_local(one.at, "UTC")
        what = "failed" if one.failed else "not signed"
        typer.echo(f"{one.command_id}  {one.name}, {one.person or 'nobody'} at {one.desk}")
        typer.echo(f"    {at:%Y-%m-%d %H:%M} UTC  {what}: {one.why}")
        for line in one.depending:
            typer.echo(f"    then refused: {line.name} ({line.code})")
    if not found:
        typer.echo("nothing is kept aside")


@app.command()
def retry(
    command_id: str, data: Data = HERE, database: Database = "", organisation: Organisation = ""
) -> None:
    """Run a command again on which the program failed, and what depended on it."""
    office = open_office(Where(data, database))
    mine = organisation or only_organisation(office)
    _say(aside.run_again(office.database, mine, command_id, office.clock.now()))


@app.command()
def take(
    command_id: str, data: Data = HERE, database: Database = "", organisation: Organisation = ""
) -> None:
    """Take a command in that its person did not sign."""
    office = open_office(Where(data, database))
    mine = organisation or only_organisation(office)
    _say(aside.take_in(office.database, mine, command_id, office.clock.now()))


@app.command()
def drop(
    command_id: str, data: Data = HERE, database: Database = "", organisation: Organisation = ""
) -> None:
    """Forget a command that nobody signed."""
    office = open_office(Where(data, database))
    aside.drop(office.database, organisation or only_organisation(office), command_id)
    typer.echo("dropped")


def _say(result: Outcome | Refusal) -> None:
    done = "done" if isinstance(result, Outcome) else "refused"
    typer.echo(f"{done}: {result.code}")
