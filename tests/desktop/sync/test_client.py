"""Whatever answers at the server's address, a desk hears a fault that has words."""

from contextlib import closing

import pytest

from core.domain import words
from core.domain.ids import DeskId
from core.domain.refusals import Fault
from core.wire.protocol import PROTOCOL, EnrolRequest, ExchangeRequest
from desktop.sync.client import HttpServer
from desktop.wording import fault_words
from tests.support.http_server import canned_server
from tests.support.servers import free_port

ASKED = ExchangeRequest(PROTOCOL, DeskId("desk-a"), 1, 0)


def http(status: str, body: bytes, *heads: str, length: int | None = None) -> bytes:
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Length: {len(body) if length is None else length}",
        "Connection: close",
        *heads,
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
ANSWERS = {
    "html": (http("200 OK", b"<html><h1>Welcome to the hotel</h1>"), "server_nonsense"),
    "empty": (http("200 OK", b""), "server_nonsense"),
    "not json": (http("200 OK", b'{"history_id": '), "server_nonsense"),
    "wrong shape": (http("200 OK", b'{"history_id": 7}'), "server_nonsense"),
    "a list": (http("200 OK", b"[]"), "server_nonsense"),
    "not utf-8": (http("200 OK", b'{"history_id": "\xff"}'), "server_nonsense"),
    "bad gzip": (http("200 OK", b"{}", "Content-Encoding: gzip"), "server_nonsense"),
    "redirect": (http("302 Found", b"", "Location: http://127.0.0.1/login"), "server_failed"),
    "500": (http("500 Internal Server Error", b"Internal Server Error"), "server_failed"),
    "502 of a proxy": (http("502 Bad Gateway", b"<html>nginx</html>"), "server_failed"),
    "strange code": (http("409 Conflict", b'{"code": "teapot"}'), "server_failed"),
    "code of no text": (http("409 Conflict", b'{"code": 7}'), "server_failed"),
    "known code": (http("409 Conflict", b'{"code": "protocol_too_old"}'), "protocol_too_old"),
    "refusal": (http("409 Conflict", b'{"code": "location_unknown"}'), "location_unknown"),
    "401": (http("401 Unauthorized", b""), "desk_not_known"),
    "413": (http("413 Too Large", b'{"code": "request_too_large"}'), "request_too_large"),
    "cut in the body": (http("200 OK", b'{"history', length=400), "server_unreachable"),
    "cut in a chunk": (CHUNKED + b'40\r\n{"history_id": "', "server_unreachable"),
    "cut after a chunk": (CHUNKED + b'3\r\n{"h\r\n', "server_unreachable"),
    "cut in the head": (b"HTTP/1.1 200 OK\r\nContent-", "server_unreachable"),
    "no http": (b"SSH-2.0-OpenSSH_9.2\r\n", "server_unreachable"),
    "silence": (b"", "server_unreachable"),
}


@pytest.mark.parametrize(("answer", "code"), ANSWERS.values(), ids=ANSWERS)
def test_nonsense_is_a_fault_with_words(answer: bytes, code: str) -> None:
    with canned_server([answer]) as url, closing(HttpServer(url, "token")) as server:
        with pytest.raises(Fault) as exchanging:
            server.exchange(ASKED)
        with pytest.raises(Fault) as enrolling:
            server.enrol(EnrolRequest("CODE", "Front", "a" * 64))
    assert [exchanging.value.code, enrolling.value.code] == [code, code]
    assert fault_words(exchanging.value)


@pytest.mark.parametrize("name", ["500", "redirect", "401", "silence", "cut in the head"])
def test_pokes_that_cannot_be_had_are_a_fault(name: str) -> None:
    with canned_server([ANSWERS[name][0]]) as url, closing(HttpServer(url, "token")) as server:
        with pytest.raises(Fault) as caught:
            list(server.pokes())
        assert fault_words(caught.value)


def test_a_connection_that_died_at_rest_is_tried_once_more_at_once() -> None:
    reply = http("200 OK", b'{"history_id":"h","server_time":7,"expected_seq":1}')
    with canned_server([b"", reply]) as url, closing(HttpServer(url, "token")) as server:
        assert server.exchange(ASKED).server_time == 7


def test_nobody_at_the_address_is_a_fault() -> None:
    with closing(HttpServer(f"http://127.0.0.1:{free_port()}", "token")) as server:
        with pytest.raises(Fault, match="server_unreachable"):
            server.exchange(ASKED)
        assert words.fault("server_unreachable").mend
