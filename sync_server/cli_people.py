"""Commands of the command line about who may drive which desk."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from core.commands.identity import RevokeDesk
from core.domain.folding import fold
from core.domain.organisation import (
    DESKS_OF_LOCATION,
    GRANTS_BY_STATE,
    LOCATIONS_BY_STATE,
    Desk,
    Location,
    StaffMember,
)
from core.domain.refusals import Fault
from sync_server import signing_in
from sync_server.cli_studio import only_organisation
from sync_server.office import Office
from sync_server.opening import Where, open_office

app = typer.Typer()

HERE = Path("foyer-server-data")
Data = Annotated[Path, typer.Option(help="folder of the server's own store, keys and mailbox")]
Database = Annotated[str, typer.Option(help="a postgresql:// URL; empty: SQLite in the folder")]
Organisation = Annotated[str, typer.Option(help="id; needed where there are several")]
Person = Annotated[str, typer.Argument(help="name or e-mail address")]


@app.command()
def invite(
    person: Person, data: Data = HERE, database: Database = "", organisation: Organisation = ""
) -> None:
    """Send somebody who works here a link to set a password; the running server posts it."""
    office = open_office(Where(data, database))
    organisation_id = organisation or only_organisation(office)
    member = _member(office, organisation_id, person)
    signing_in.invite(office, organisation_id, member.id)
    typer.echo(f"invited      {member.name}, {member.email}")


@app.command("set-password")
def set_password(
    person: Person, data: Data = HERE, database: Database = "", organisation: Organisation = ""
) -> None:
    """Give somebody a password without mail; it is asked for, or read as a line from a pipe."""
    office = open_office(Where(data, database))
    organisation_id = organisation or only_organisation(office)
    member = _member(office, organisation_id, person)
    signing_in.set_password(office, organisation_id, member.id, _password(member.name))
    typer.echo(f"password set {member.name}")


@app.command()
def desks(data: Data = HERE, database: Database = "", organisation: Organisation = "") -> None:
    """List the desks of each location with their ids and states."""
    office = open_office(Where(data, database))
    organisation_id = organisation or only_organisation(office)
    for place, desk in _desks(office, organisation_id):
        series = f"{place.code}-{desk.code}"
        typer.echo(f"{desk.id}  {series}  {desk.state:8}  {place.name}: {desk.name}")


@app.command("revoke-desk")
def revoke_desk(
    desk: Annotated[str, typer.Argument(help="its id, as `desks` prints it")],
    data: Data = HERE,
    database: Database = "",
    organisation: Organisation = "",
    even_last: Annotated[bool, typer.Option("--even-last", help="also the only one")] = False,
) -> None:
    """A computer is a desk no more, and whoever has it learns nothing more from the server."""
    office = open_office(Where(data, database))
    organisation_id = organisation or only_organisation(office)
    signing_in.settle(office, organisation_id, RevokeDesk(desk, even_last))
    typer.echo(f"revoked      {desk}")


def _password(name: str) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    return str(typer.prompt(f"Password of {name}", hide_input=True, confirmation_prompt=True))


def _member(office: Office, organisation_id: str, person: str) -> StaffMember:
    """Who works here by that name or address. Raises Fault `person_not_named`."""
    with office.database.read(organisation_id) as store:
        grants = store.rows.find(GRANTS_BY_STATE, "active")
        found = (store.rows.get(StaffMember, one) for one in {g.staff_id for g in grants})
        people = [member for member in found if member and member.state == "active"]
    wanted = fold(person)
    fitting = [one for one in people if wanted in (fold(one.name), fold(one.email))]
    if len(fitting) != 1:
        known = ", ".join(sorted(f"{one.name} <{one.email}>" for one in people))
        raise Fault("person_not_named", known=known)
    return fitting[0]


def _desks(office: Office, organisation_id: str) -> list[tuple[Location, Desk]]:
    with office.database.read(organisation_id) as store:
        return [
            (place, desk)
            for state in ("active", "inactive")
            for place in store.rows.find(LOCATIONS_BY_STATE, state)
            for desk in store.rows.find(DESKS_OF_LOCATION, place.id)
        ]
