"""Who watches sees whether the server is well, and its figures; a stranger sees neither of them."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from sqlalchemy.exc import OperationalError

from core.commands.people import CreateClient, NewClient
from core.domain.ids import StaffId
from core.store.bookkeeping import due, failure
from core.wire.envelope import public_half
from core.wire.protocol import EnrolRequest
from desktop.sync.client import HttpServer
from sync_server.api import watching
from sync_server.app import build
from sync_server.office import Office
from sync_server.store.port import Message
from sync_server.timers import Timers
from tests.support.http_server import RunningServer, running_server
from tests.sync.desk_by_hand import SIGNING, replica_of


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running_server(tmp_path / "server") as made:
        yield made


def health(server: RunningServer) -> tuple[int, dict[str, object]]:
    answer = httpx.get(f"{server.url}/healthz")
    return answer.status_code, answer.json()


def figures(server: RunningServer) -> dict[str, float]:
    lines = httpx.get(f"{server.url}/metrics").text.splitlines()
    named = [line.rpartition(" ") for line in lines if not line.startswith("#")]
    return {name: float(value) for name, _, value in named}


def test_a_well_server_says_so_and_a_sick_one_too(
    server: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, told = health(server)
    assert (status, told["state"], told["timers_silent_s"]) == (200, "ok", None)
    Timers(server.office).tick()
    status, told = health(server)
    assert (status, told["state"], told["database"]) == (200, "ok", "ok")
    assert server.office.ticked_at is not None
    server.office.ticked_at -= watching.LATE_S
    assert health(server)[0] == 503
    Timers(server.office).tick()

    def gone(*_arguments: object) -> None:
        raise OperationalError("SELECT", {}, Exception("gone"))

    monkeypatch.setattr(server.office.database.engine, "connect", gone)
    status, told = health(server)
    assert (status, told["state"], told["database"]) == (503, "sick", "sick")
    heads = {"Authorization": "Bearer any"}
    answer = httpx.post(f"{server.url}/v1/sync/exchange", json={}, headers=heads)
    assert (answer.status_code, answer.json()["code"]) == (503, "server_failed")


def test_the_figures_follow_what_happens(server: RunningServer) -> None:
    office, ids = server.office, server.ids
    with closing(HttpServer(server.url)) as client:
        reply = client.enrol(EnrolRequest(server.code(), "Front", public_half(SIGNING)))
    desk = replica_of(reply, office.clock)
    with closing(HttpServer(server.url, reply.token)) as client:
        desk.exchange(client)
        act = desk.replica.act(StaffId(ids.owner_id))
        for name in ("Ada", "Ben", "Cem"):
            desk.replica.execute(act, CreateClient(NewClient(name)))
        desk.exchange(client)
    with office.database.write(ids.organisation_id) as store:
        store.add_message(Message("m", "c", "booked", "email", "a@b.c", "{}", 1))
    with office.database.begin(ids.organisation_id) as connection:
        row = {"organisation_id": ids.organisation_id, "command_id": "x", "at": 1, "trace": "t"}
        connection.execute(failure.insert().values(row))
        connection.execute(due.update().values(at=office.clock.now() - 90_000))
    told = figures(server)
    assert told['foyer_exchanges_total{carried="commands"}'] >= 1
    assert told['foyer_exchanges_total{carried="nothing"}'] >= 1
    assert told["foyer_round_commands_sum"] >= 1
    assert told["foyer_round_callers_count"] == told["foyer_settle_seconds_count"] >= 1
    assert told["foyer_waiting"] == told["foyer_pokes_open"] == 0
    assert told['foyer_outbox{state="resting"}'] >= 1
    assert told["foyer_quarantined"] == 1
    assert told["foyer_organisations"] == 1
    assert told["foyer_timers_late_seconds"] >= 90
    heads = {"Authorization": f"Bearer {reply.token}"}
    with httpx.stream("GET", f"{server.url}/v1/sync/pokes", headers=heads) as stream:
        lines = stream.iter_lines()
        assert next(lines) == "data:"
        assert figures(server)["foyer_pokes_open"] == 1
        office.pokes.end()


@pytest.mark.parametrize(
    ("host", "said", "status"),
    [
        ("127.0.0.1", "", 200),
        ("::1", "", 200),
        ("203.0.113.9", "", 404),
        ("203.0.113.9", "Bearer secret", 200),
        ("203.0.113.9", "Bearer secret2", 404),
        ("203.0.113.9", "Bearer ", 404),
    ],
)
def test_from_another_computer_the_figures_need_the_token(
    server: RunningServer, host: str, said: str, status: int
) -> None:
    office = Office(server.office.database, {}, metrics_token="secret")

    async def ask() -> int:
        transport = httpx.ASGITransport(build(office), client=(host, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
            answer = await client.get("/metrics", headers={"authorization": said})
        return answer.status_code

    assert asyncio.run(ask()) == status
