"""Two studios behind one server: whoever stands at a door of one finds nothing of the other.

The database's own wall is tried by a planted fault: readers that are stamped with the other studio.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from msgspec.structs import replace
from sqlalchemy import text
from starlette.routing import Route

from core.commands.people import CreateClient, NewClient
from core.domain.ids import OrganisationId, StaffId
from core.domain.rows import type_of_table
from core.store.postgresql import engine_for
from core.wire.envelope import public_half, seal
from core.wire.protocol import PROTOCOL, EnrolReply, EnrolRequest, ExchangeReply, ExchangeRequest
from desktop.sync.client import HttpServer
from sync_server import auth
from sync_server.app import build
from sync_server.founding import Founded, Studio, found
from sync_server.signing_in import set_password
from sync_server.store.sql import SqlServerStore
from tests.support.http_server import RunningServer, running_server
from tests.support.postgres import KINDS, Databases
from tests.support.rules import rule
from tests.sync.desk_by_hand import SIGNING, replica_of

TRIED = {"/v1/enrol", "/v1/enrol/code", "/v1/sync/exchange", "/v1/sync/pokes"} | {
    "/v1/staff/sign-in",
    "/v1/staff/forgotten",
    "/staff/invitation/{token}",
}
WITHOUT_ROWS = {"/v1/webhook-key", "/healthz", "/metrics"}
"""Doors that tell of no organisation."""


class Town(msgspec.Struct):
    """Two studios with a desk each; the second is the other one's."""

    server: RunningServer
    database: str
    other: Founded
    desk: EnrolReply
    others_desk: EnrolReply

    def code(self, ids: Founded) -> str:
        office = self.server.office
        now = office.clock.now()
        return auth.new_code(office.database.engine, ids.organisation_id, ids.location_id, now)

    def exchange(self, token: str, request: ExchangeRequest) -> ExchangeReply:
        with closing(HttpServer(self.server.url, token)) as client:
            return client.exchange(request)


@pytest.fixture(params=["sqlite", *KINDS])
def town(
    request: pytest.FixtureRequest, tmp_path: Path, postgres_of: Callable[[str], Databases]
) -> Iterator[Town]:
    if request.param == "sqlite":
        yield from opened(tmp_path, "")
        return
    with postgres_of(request.param).fresh() as url:
        yield from opened(tmp_path, url)


def opened(folder: Path, database: str) -> Iterator[Town]:
    with running_server(folder, database) as server:
        other = found(server.office, Studio("Other", "EUR", "There", "UTC", "OTH", "Otto"))
        nobody: Any = None
        town = Town(server, database, other, nobody, nobody)
        town.desk = enrolled(town, server.ids)
        town.others_desk = enrolled(town, other)
        yield town


def enrolled(town: Town, ids: Founded) -> EnrolReply:
    with closing(HttpServer(town.server.url)) as client:
        return client.enrol(EnrolRequest(town.code(ids), "Front", public_half(SIGNING)))


def first_load(desk: EnrolReply) -> ExchangeRequest:
    return ExchangeRequest(PROTOCOL, desk.desk_id, 1, 0)


def rows_in(reply: ExchangeReply) -> list[Any]:
    return [row for table in reply.tables for row in msgspec.json.decode(table.rows)]


def names_of(town: Town, ids: Founded) -> set[str]:
    """The id of every row of a studio that only that studio has."""
    with town.server.office.database.read(ids.organisation_id) as store:
        return {
            row.id for one in type_of_table.values() for row in store.rows.page(one, "", 10_000)
        }


@rule("ORG-1")
def test_every_door_is_tried_here(town: Town) -> None:
    paths = {route.path for route in build(town.server.office).routes if isinstance(route, Route)}
    assert paths - WITHOUT_ROWS == TRIED


@rule("ORG-1")
def test_a_first_load_holds_one_studio_and_nothing_of_the_other(town: Town) -> None:
    reply = town.exchange(town.desk.token, first_load(town.desk))
    got = {row[0] for row in rows_in(reply)}
    assert got == names_of(town, town.server.ids)
    assert not got & names_of(town, town.other)


@rule("ORG-1")
def test_a_token_does_not_open_the_others_desk_or_history(town: Town) -> None:
    heads = {"Authorization": f"Bearer {town.desk.token}"}
    body = msgspec.json.encode(first_load(town.others_desk))
    answer = httpx.post(f"{town.server.url}/v1/sync/exchange", content=body, headers=heads)
    assert answer.status_code == 401
    theirs = town.exchange(town.others_desk.token, first_load(town.others_desk))
    ours = town.exchange(
        town.desk.token, replace(first_load(town.desk), history_id=theirs.history_id)
    )
    assert ours.history_id != theirs.history_id


@rule("ORG-1")
def test_a_command_that_names_the_other_studio_settles_in_neither(town: Town) -> None:
    desk = replica_of(town.desk, town.server.office.clock)
    with closing(HttpServer(town.server.url, town.desk.token)) as client:
        desk.exchange(client)
        act = desk.replica.act(StaffId(town.server.ids.owner_id))
        desk.replica.execute(act, CreateClient(NewClient("Nobody's")))
        request = desk.engine(client).request()
        (envelope,) = request.commands
        foreign = seal(
            replace(envelope, organisation_id=OrganisationId(town.other.organisation_id)), SIGNING
        )
        before = names_of(town, town.other), names_of(town, town.server.ids)
        reply = client.exchange(replace(request, commands=(foreign,)))
    assert (reply.refused, reply.settled) == ("envelope_foreign", ())
    assert (names_of(town, town.other), names_of(town, town.server.ids)) == before


@rule("ORG-1")
def test_a_code_enrols_where_it_was_made_and_wakes_only_that_studio(town: Town) -> None:
    heads = {"Authorization": f"Bearer {town.desk.token}"}
    with httpx.stream("GET", f"{town.server.url}/v1/sync/pokes", headers=heads) as stream:
        lines = stream.iter_lines()
        assert [next(lines), next(lines)] == ["data:", ""]
        others = enrolled(town, town.other)
        assert others.organisation_id == town.other.organisation_id
        mine = enrolled(town, town.server.ids)
        assert mine.organisation_id == town.server.ids.organisation_id
        assert next(lines) == "data:"
        town.server.office.pokes.end()
        assert list(lines) == ["", "data:", ""], "the end, and no word of the other's"


@rule("ORG-1")
@pytest.mark.parametrize("town", KINDS, indirect=True)
def test_readers_of_the_wrong_studio_find_nothing_until_the_wall_is_taken_down(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = SqlServerStore.__init__

    def stamped(self: Any, cursor: Any, dialect: str, asked: str, *, lock: bool) -> None:
        made(self, cursor, dialect, asked if lock else town.other.organisation_id, lock=lock)

    monkeypatch.setattr(SqlServerStore, "__init__", stamped)
    reply = town.exchange(town.desk.token, first_load(town.desk))
    assert rows_in(reply) == []
    assert reply.digest == {}
    owner = engine_for(town.database, 1)
    with owner.begin() as connection:
        for table in [*type_of_table, "changed", "digest", "origin"]:
            connection.execute(text(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"))
    owner.dispose()
    reply = town.exchange(town.desk.token, first_load(town.desk))
    assert len(rows_in(reply)) > 5, "the same fault shows the other studio without the wall"


SECRET = "nine lanterns hum"


def sign_in(town: Town, staff_id: str) -> httpx.Response:
    heads = {"Authorization": f"Bearer {town.desk.token}"}
    body = {"staff_id": staff_id, "password": SECRET, "public_key": public_half(SIGNING)}
    return httpx.post(f"{town.server.url}/v1/staff/sign-in", json=body, headers=heads)


def wanted_code(town: Town, staff_id: str, location_id: str) -> httpx.Response:
    """A code asked for with the token of the first studio's desk."""
    return httpx.post(
        f"{town.server.url}/v1/enrol/code",
        json={"location_id": location_id, "staff_id": staff_id, "asked_at": 0},
        headers={"Authorization": f"Bearer {town.desk.token}"},
    )


@rule("ORG-1", "PERM-2")
def test_no_code_is_made_for_or_by_the_other_studio(town: Town) -> None:
    ours, other = town.server.ids, town.other
    made = wanted_code(town, ours.owner_id, ours.location_id)
    assert made.status_code == 200
    for staff_id, location_id, code in (
        (ours.owner_id, other.location_id, "location_unknown"),
        (other.owner_id, other.location_id, "location_unknown"),
        (other.owner_id, ours.location_id, "not_proven"),
    ):
        answer = wanted_code(town, staff_id, location_id)
        assert (answer.status_code, answer.json()["code"]) == (409, code)
    with closing(HttpServer(town.server.url)) as client:
        added = client.enrol(EnrolRequest(made.json()["code"], "Back", "b" * 64))
    assert added.location_id == ours.location_id
    assert added.desk_id in names_of(town, ours)
    assert added.desk_id not in names_of(town, other)


@rule("ORG-1")
def test_nobody_signs_in_at_a_desk_of_the_other_studio(town: Town) -> None:
    office, other = town.server.office, town.other
    for ids in (town.server.ids, other):
        set_password(office, ids.organisation_id, ids.owner_id, SECRET)
    assert sign_in(town, town.server.ids.owner_id).status_code == 200
    before = names_of(town, other)
    answer = sign_in(town, other.owner_id)
    assert (answer.status_code, answer.json()["code"]) == (409, "sign_in_wrong")
    heads = {"Authorization": f"Bearer {town.desk.token}"}
    forgotten = {"staff_id": other.owner_id}
    answer = httpx.post(f"{town.server.url}/v1/staff/forgotten", json=forgotten, headers=heads)
    assert answer.status_code == 202, "as for anybody who is not known"
    assert names_of(town, other) == before


@rule("ORG-1")
def test_an_invitation_opens_for_its_own_person_only(town: Town) -> None:
    office, other = town.server.office, town.other
    now, engine = office.clock.now(), office.database.engine
    # the id of one studio under the name of the other: it is nobody
    odd = auth.new_invitation(engine, town.server.ids.organisation_id, other.owner_id, now)
    assert httpx.get(f"{town.server.url}/staff/invitation/{odd}").status_code == 404
    own = auth.new_invitation(engine, other.organisation_id, other.owner_id, now)
    page = httpx.get(f"{town.server.url}/staff/invitation/{own}")
    assert page.status_code == 200
    assert "Other" in page.text
    assert "Small" not in page.text
