"""foyer-server: the server's command line."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from core.domain.refusals import Fault
from core.domain.telling import tell
from core.domain.words import FAULTS, REFUSED
from sync_server import (
    cli_aside,
    cli_backups,
    cli_demo,
    cli_import,
    cli_moving,
    cli_people,
    cli_status,
    cli_studio,
)
from sync_server.occupied import occupied
from sync_server.opening import Where, open_office
from sync_server.serving import serve as serve_office
from sync_server.workers import serve_by_many

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)
app.add_typer(cli_studio.app)
app.add_typer(cli_people.app)
app.add_typer(cli_demo.app)
app.add_typer(cli_import.app)
app.add_typer(cli_status.app)
app.add_typer(cli_backups.app)
app.add_typer(cli_moving.app)
app.add_typer(cli_aside.app, name="aside")

Data = Annotated[Path, typer.Option(help="folder of the server's own store, keys and mailbox")]
Database = Annotated[str, typer.Option(help="a postgresql:// URL; empty: SQLite in the folder")]


@app.command()
def serve(
    data: Data = Path("foyer-server-data"),
    database: Database = "",
    host: str = "127.0.0.1",
    port: int = 8765,
    workers: Annotated[int, typer.Option(min=1, help="processes; more than one on PostgreSQL")] = 1,
) -> None:
    """Serve desks until told to stop. Port 0 takes a free one."""
    where = Where(data, database)
    if workers > 1:
        serve_by_many(where, host, port, workers)
    elif database:
        serve_office(open_office(where), host, port)
    else:
        with occupied(data):
            serve_office(open_office(where), host, port)


def main() -> None:
    """Entry point: a fault is one line for a person, not a trace."""
    try:
        app()
    except Fault as fault:
        typer.echo(f"foyer-server: {_sentence(fault)}", err=True)
        sys.exit(1)


def _sentence(fault: Fault) -> str:
    """The fault in words; a refusal's, or one without words, by its code and facts."""
    words = FAULTS.get(fault.code) or REFUSED.get(fault.code)
    if words is None:
        facts = ", ".join(f"{name} {value}" for name, value in fault.facts.items())
        return f"{fault.code}{': ' if facts else ''}{facts}"
    return " ".join(tell(part, fault.facts) for part in (words.says, words.mend) if part)


if __name__ == "__main__":
    main()
