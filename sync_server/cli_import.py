"""The command that takes over clients, passes, services and bookings from a CSV export."""

from pathlib import Path
from typing import Annotated

import typer

from core.domain.telling import counted
from core.imports.columns import BOOKINGS, KINDS, SERVICES, parse_overrides
from core.imports.plan import Wish, plan_import
from core.imports.report import passes_of, told, write_errors
from sync_server.cli_studio import only_organisation
from sync_server.imports.sending import Importer
from sync_server.office import Office
from sync_server.opening import Where, open_office

app = typer.Typer()

HERE = Path("foyer-server-data")


@app.command("import")
def import_file(  # noqa: PLR0913, PLR0917 - each argument is an option of the command line
    file: Annotated[Path | None, typer.Argument(help="a CSV export")] = None,
    apply: Annotated[bool, typer.Option("--apply", help="do it; else only shown")] = False,
    undo: Annotated[str, typer.Option(help="take back the import of this batch id")] = "",
    column: Annotated[list[str] | None, typer.Option("--map", help="column=field")] = None,
    kind: Annotated[str, typer.Option(help="clients, services or bookings; else guessed")] = "",
    encoding: Annotated[str, typer.Option(help="where the guess is wrong")] = "",
    delimiter: Annotated[str, typer.Option(help="where the guess is wrong")] = "",
    organisation: Annotated[str, typer.Option(help="id; needed where there are several")] = "",
    data: Annotated[Path, typer.Option(help="folder of the server's own store")] = HERE,
    database: Annotated[str, typer.Option(help="a postgresql:// URL; empty: SQLite")] = "",
) -> None:
    """Show what a file would make; with --apply make it. Running again goes on where it was cut."""
    office = open_office(Where(data, database))
    organisation_id = organisation or only_organisation(office)
    importer = Importer(office.database, organisation_id, office.clock)
    if undo:
        counts = importer.take_back(undo)
        typer.echo(f"taken back: {counts['removed']} removed, {counts['archived']} archived")
    elif file is None:
        raise typer.BadParameter("a file is needed, or --undo with a batch id")
    else:
        if kind not in ("", *KINDS):
            raise typer.BadParameter(f"--kind is one of {', '.join(KINDS)}")
        wish = Wish(file, parse_overrides(column or []), encoding, delimiter, kind)
        _import(office, organisation_id, wish, importer if apply else None)


def _import(office: Office, organisation_id: str, wish: Wish, importer: Importer | None) -> None:
    with office.database.read(organisation_id) as store:
        plan = plan_import(store.rows, organisation_id, wish, office.clock.now())
    for line in told(plan):
        typer.echo(line)
    if errors := write_errors(plan, wish.path):
        typer.echo(f"the rows in error stand in {errors}: mend them there and import that file")
    if importer is None:
        typer.echo("nothing was written; run again with --apply")
        return
    done = importer.apply(plan, _part_done)
    told_of = {
        SERVICES: counted(done.services, "service"),
        BOOKINGS: counted(done.bookings, "booking"),
    }
    people = f"{counted(done.clients, 'client')} and {passes_of(done.passes)}"
    typer.echo(f"imported {told_of.get(plan.kind, people)}")
    typer.echo(f"to take them back: --undo {plan.batch_id}")


def _part_done(done: int, of: int) -> None:
    if of > 1:
        typer.echo(f"part {done} of {of}")
