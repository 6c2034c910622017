"""Commands of the command line that make a studio and enrol desks in it."""

from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import select

from core.domain.organisation import LOCATIONS_BY_STATE
from core.domain.refusals import Fault
from core.store.bookkeeping import head
from sync_server import auth
from sync_server.founding import Studio, found
from sync_server.office import Office
from sync_server.opening import Where, open_office
from sync_server.signing import card_key

app = typer.Typer()

Data = Annotated[Path, typer.Option(help="folder of the server's own store, keys and mailbox")]
Database = Annotated[str, typer.Option(help="a postgresql:// URL; empty: SQLite in the folder")]
HERE = Path("foyer-server-data")


@app.command()
def create(  # noqa: PLR0913, PLR0917 - each argument is an option of the command line
    name: Annotated[str, typer.Option(help="name of the business")],
    owner: Annotated[str, typer.Option(help="name of the owner")],
    location: Annotated[str, typer.Option(help="name of the first location")],
    zone: Annotated[str, typer.Option(help="its IANA time zone, such as Europe/London")],
    code: Annotated[str, typer.Option(help="three letters for its receipts")] = "STU",
    currency: Annotated[str, typer.Option(help="ISO code")] = "EUR",
    email: Annotated[str, typer.Option(help="the owner's address, for an invitation")] = "",
    data: Data = HERE,
    database: Database = "",
) -> None:
    """Found a studio and print the code that enrols its first desk."""
    office = open_office(Where(data, database))
    key = card_key(data).public_key().public_bytes_raw().hex()
    studio = Studio(name, currency, location, zone, code, owner, card_key=key, owner_email=email)
    made = found(office, studio)
    typer.echo(f"organisation {made.organisation_id}")
    typer.echo(f"location     {made.location_id}")
    typer.echo(f"recovery     {made.recovery_words}")
    typer.echo("             Write these words down: they open a desk whose keys are lost, and are")
    typer.echo("             shown only now.")
    _print_code(office, made.organisation_id, made.location_id)


@app.command()
def enrol(
    data: Data = HERE,
    database: Database = "",
    organisation: Annotated[str, typer.Option(help="id; needed where there are several")] = "",
    location: Annotated[str, typer.Option(help="name; needed where there are several")] = "",
) -> None:
    """Print a code with which one computer becomes a desk within ten minutes."""
    office = open_office(Where(data, database))
    organisation_id = organisation or only_organisation(office)
    _print_code(office, organisation_id, _location(office, organisation_id, location))


def _print_code(office: Office, organisation_id: str, location_id: str) -> None:
    code = auth.new_code(office.database.engine, organisation_id, location_id, office.clock.now())
    typer.echo(f"enrol code   {code}")


def only_organisation(office: Office) -> str:
    with office.database.engine.connect() as connection:
        ids = [row[0] for row in connection.execute(select(head.c.organisation_id))]
    if len(ids) != 1:
        raise Fault("organisation_not_named", known=", ".join(ids))
    return str(ids[0])


def _location(office: Office, organisation_id: str, name: str) -> str:
    with office.database.read(organisation_id) as store:
        places = store.rows.find(LOCATIONS_BY_STATE, "active")
    fitting = [place for place in places if not name or place.name == name]
    if len(fitting) != 1:
        raise Fault("location_not_named", known=", ".join(place.name for place in places))
    return fitting[0].id
