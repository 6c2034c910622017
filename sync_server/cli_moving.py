"""The command that moves a server from its SQLite file to PostgreSQL."""

from pathlib import Path
from typing import Annotated

import typer

from sync_server.moving import move as move_store
from sync_server.opening import Where

app = typer.Typer()


@app.command()
def move(
    database: Annotated[str, typer.Option(help="the postgresql:// URL of an empty database")],
    data: Annotated[Path, typer.Option(help="folder of the server's own store and keys")] = Path(
        "foyer-server-data"
    ),
) -> None:
    """Move the store of a stopped server into PostgreSQL. Desks go on as if nothing had been."""
    counts = move_store(Where(data, database))
    typer.echo(f"moved {sum(counts.values()):,} rows of {len(counts)} tables")
    typer.echo("serve from now on with --database; the file stays as it was, for your backups")
