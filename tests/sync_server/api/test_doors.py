"""The desks' doors over real HTTP: who may enter, and what happens to requests that are none."""

import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import msgspec
import pytest
from sqlalchemy import update

from core.commands.people import CreateClient, NewClient
from core.domain.ids import StaffId
from core.domain.refusals import Fault
from core.store.bookkeeping import credential
from core.wire.envelope import public_half
from core.wire.protocol import (
    MOST_BYTES,
    OLDEST_PROTOCOL,
    PROTOCOL,
    EnrolReply,
    EnrolRequest,
    ExchangeReply,
)
from desktop.sync.client import HttpServer
from sync_server import auth
from tests.support.http_server import RunningServer, running_server
from tests.support.rules import rule
from tests.sync.desk_by_hand import SIGNING, replica_of

KEY = public_half(SIGNING)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running_server(tmp_path / "server") as made:
        yield made


def enrolled(server: RunningServer) -> EnrolReply:
    with closing(HttpServer(server.url)) as client:
        return client.enrol(EnrolRequest(server.code(), "Front", KEY))


def refused(server: RunningServer, code: str) -> str:
    with closing(HttpServer(server.url)) as client, pytest.raises(Fault) as caught:
        client.enrol(EnrolRequest(code, "Front", KEY))
    return caught.value.code


def ask(reply: EnrolReply) -> dict[str, object]:
    return {"protocol": PROTOCOL, "desk_id": reply.desk_id, "epoch": 1, "cursor": 0}


def test_a_code_opens_once(server: RunningServer) -> None:
    code = server.code()
    with closing(HttpServer(server.url)) as client:
        assert client.enrol(EnrolRequest(f" {code.lower()} ", "Front", KEY)).desk_code == "A"
    assert refused(server, code) == "enrolment_code_wrong"
    assert refused(server, "NOSUCHCODE") == "enrolment_code_wrong"
    assert refused(server, "") == "enrolment_code_wrong"


def test_a_code_of_more_than_ten_minutes_ago_opens_nothing(server: RunningServer) -> None:
    code = server.code()
    with server.office.database.engine.begin() as connection:
        past = server.office.clock.now() - 1
        connection.execute(update(credential).values(expires_at=past))
    assert refused(server, code) == "enrolment_code_wrong"


@pytest.mark.parametrize(
    "asked",
    [
        {"code": "{code}", "name": "", "public_key": KEY},
        {"code": "{code}", "name": "a\x00b", "public_key": KEY},
        {"code": "{code}", "name": "n" * 201, "public_key": KEY},
        {"code": "{code}", "name": "Front", "public_key": "no key"},
        {"code": "{code}", "name": 7, "public_key": KEY},
    ],
)
def test_an_enrolment_that_cannot_be_does_not_use_the_code_up(
    server: RunningServer, asked: dict[str, object]
) -> None:
    code = server.code()
    body = {**asked, "code": code}
    answer = httpx.post(f"{server.url}/v1/enrol", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")
    with closing(HttpServer(server.url)) as client:
        assert client.enrol(EnrolRequest(code, "Front", KEY)).desk_id


@pytest.mark.parametrize(
    "head", ["", "Bearer", "Bearer wrong", "Basic {token}", "{token}", "Bearer {token}x"]
)
@pytest.mark.parametrize("path", ["/v1/sync/exchange", "/v1/sync/pokes"])
def test_without_the_right_token_nothing_is_told(
    server: RunningServer, head: str, path: str
) -> None:
    reply = enrolled(server)
    heads = {"Authorization": head.replace("{token}", reply.token)} if head else {}
    method = "GET" if path.endswith("pokes") else "POST"
    answer = httpx.request(method, server.url + path, json=ask(reply), headers=heads)
    assert (answer.status_code, answer.json()["code"]) == (401, "no_session")


def test_a_token_that_was_ended_opens_nothing_any_more(server: RunningServer) -> None:
    reply = enrolled(server)
    with closing(HttpServer(server.url, reply.token)) as client:
        replica = replica_of(reply, server.office.clock)
        replica.exchange(client)
        with server.office.database.engine.begin() as connection:
            connection.execute(update(credential).values(ended_at=1))
        with pytest.raises(Fault, match="desk_not_known"):
            replica.exchange(client)


@rule("ORG-1")
def test_a_token_speaks_for_its_own_desk_only(server: RunningServer) -> None:
    first, second = enrolled(server), enrolled(server)
    heads = {"Authorization": f"Bearer {first.token}"}
    answer = httpx.post(f"{server.url}/v1/sync/exchange", json=ask(second), headers=heads)
    assert answer.status_code == 401
    answer = httpx.post(f"{server.url}/v1/sync/exchange", json=ask(first), headers=heads)
    assert msgspec.json.decode(answer.content, type=ExchangeReply).head > 0


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no json",
        b"[]",
        b"{}",
        b'{"protocol":1,"desk_id":"\\ud800","epoch":1,"cursor":0}',
        b'{"protocol":1,"desk_id":"a","epoch":-1,"cursor":0}',
        b'{"protocol":1,"desk_id":"a","epoch":1,"cursor":99999999999999999999}',
        b'{"protocol":1,"desk_id":"a","epoch":1,"cursor":0,"commands":[{"name":"book"}]}',
        b"\xff\xfe",
    ],
)
def test_a_request_that_is_none_is_invalid_input(server: RunningServer, body: bytes) -> None:
    heads = {"Authorization": f"Bearer {enrolled(server).token}"}
    answer = httpx.post(f"{server.url}/v1/sync/exchange", content=body, headers=heads)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")


def test_an_oversized_request_is_refused_before_it_is_read_whole(server: RunningServer) -> None:
    heads = {"Authorization": f"Bearer {enrolled(server).token}"}
    body = b" " * (MOST_BYTES + 1)
    answer = httpx.post(f"{server.url}/v1/sync/exchange", content=body, headers=heads)
    assert (answer.status_code, answer.json()["code"]) == (413, "request_too_large")


@pytest.mark.parametrize(
    ("protocol", "code"),
    [(OLDEST_PROTOCOL - 1, "protocol_too_old"), (PROTOCOL + 1, "protocol_unknown")],
)
def test_a_protocol_that_is_not_spoken_here_is_told_which_is(
    server: RunningServer, protocol: int, code: str
) -> None:
    reply = enrolled(server)
    heads = {"Authorization": f"Bearer {reply.token}"}
    odd = {**ask(reply), "protocol": protocol}
    answer = httpx.post(f"{server.url}/v1/sync/exchange", json=odd, headers=heads)
    assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert answer.json()["facts"]["ours"] == PROTOCOL


def test_a_request_that_is_cut_leaves_the_server_well(server: RunningServer) -> None:
    reply = enrolled(server)
    address = ("127.0.0.1", int(server.url.rpartition(":")[2]))
    with socket.create_connection(address) as cut:
        head = (
            f"POST /v1/sync/exchange HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n"
            f"Authorization: Bearer {reply.token}\r\n\r\n"
        )
        cut.sendall(head.encode() + b'{"protocol":1,')
    assert httpx.get(f"{server.url}/healthz").status_code == 200
    with closing(HttpServer(server.url, reply.token)) as client:
        replica_of(reply, server.office.clock).exchange(client)


@rule("SET-12")
def test_a_command_whose_answer_was_lost_is_settled_once(server: RunningServer) -> None:
    reply = enrolled(server)
    with closing(HttpServer(server.url, reply.token)) as client:
        desk = replica_of(reply, server.office.clock)
        desk.exchange(client)
        owner = StaffId(server.ids.owner_id)
        desk.replica.execute(desk.replica.act(owner), CreateClient(NewClient("Cut In-Between")))
        request = desk.engine(client).request()
        client.exchange(request)  # settled, and the answer never arrives
        desk.exchange(client)
        again = client.exchange(request)
    assert [one.seq for one in again.settled] == [1]
    assert desk.replica.store.waiting() == 0
    with server.office.database.read(server.ids.organisation_id) as store:
        assert store.read_digest() == desk.replica.store.read_digest()


def test_a_code_is_kept_as_a_hash_only(server: RunningServer) -> None:
    code = server.code()
    with server.office.database.engine.connect() as connection:
        kept = [text for row in connection.execute(credential.select()) for text in map(str, row)]
    assert code not in kept
    assert auth.desk_of(server.office.database.engine, code) is None, "a code is no token"
