"""Commands that copy a server's store, put a copy back, and count it again."""

from pathlib import Path
from typing import Annotated

import typer

from sync_server.backups import back_up
from sync_server.backups import restore as put_back
from sync_server.opening import Where, open_office
from sync_server.store.sql import heads
from sync_server.verifying import findings

app = typer.Typer()

Data = Annotated[Path, typer.Option(help="folder of the server's own store and keys")]
Database = Annotated[str, typer.Option(help="a postgresql:// URL; empty: SQLite in the folder")]
HERE = Path("foyer-server-data")


@app.command()
def backup(file: Path, data: Data = HERE, database: Database = "") -> None:
    """Copy the store into FILE while the server works, and try the copy."""
    back_up(Where(data, database), file)
    typer.echo(f"copied into {file}")
    if not database:
        typer.echo(f"it opens only with {data / 'server.key'}: keep a copy of that elsewhere")


@app.command()
def restore(file: Path, data: Data = HERE, database: Database = "") -> None:
    """Put the copy in FILE back. The server must be stopped; desks bring back what they know."""
    for organisation_id, version in put_back(Where(data, database), file).items():
        typer.echo(f"studio {organisation_id} stands at {version}, under a new history")
    typer.echo("start the server: each desk that connects brings back what it knows since then")


@app.command()
def verify(data: Data = HERE, database: Database = "") -> None:
    """Count the store again: sums, history, seats, credits. Ends with 1 where one is wrong."""
    office = open_office(Where(data, database))
    wrong = 0
    for organisation_id in heads(office.database.engine):
        with office.database.read(organisation_id) as store:
            found = list(findings(store))
            version = store.head().version
        wrong += len(found)
        for line in found:
            typer.echo(f"{organisation_id}: {line}")
        if not found:
            typer.echo(f"{organisation_id}: all is in order at version {version}")
    if wrong:
        raise typer.Exit(1)
