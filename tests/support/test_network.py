"""Tests speak to this computer only."""

import socket

import pytest

from tests.support.network import ReachedOutError, is_local


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.9.9.9", "::1", "localhost", "", None, b"localhost"]
)
def test_this_computer_is_local(host: object) -> None:
    assert is_local(host)


@pytest.mark.parametrize("host", ["10.0.0.1", "0.0.0.1", "2001:db8::1", "studio.example"])
def test_any_other_address_is_not(host: object) -> None:
    assert not is_local(host)


def test_a_connection_elsewhere_is_refused_before_it_starts(reached_out: list[str]) -> None:
    with socket.socket() as sock, pytest.raises(ReachedOutError):
        sock.connect(("192.0.2.1", 80))
    assert reached_out == ["socket.connect 192.0.2.1"]
    reached_out.clear()


def test_a_connection_to_loopback_is_made() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
        server.accept()[0] as accepted,
    ):
        client.sendall(b"hello")
        assert accepted.recv(5) == b"hello"
