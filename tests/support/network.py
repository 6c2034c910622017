"""Lets tests speak to this computer only: any other address is refused, and fails the test."""

import ipaddress
import socket
import sys
from collections.abc import Iterator

import pytest

_reached: list[str] = []
_EVENTS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo"})


class ReachedOutError(RuntimeError):
    """A test tried to leave this computer."""


def is_local(host: object) -> bool:
    """Whether a host as given to a socket stays here: no host, localhost, a loopback address."""
    text = host.decode() if isinstance(host, bytes) else host
    if text is None or text in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(text)).is_loopback
    except ValueError:
        return False


def _target(event: str, args: tuple[object, ...]) -> object:
    """The host that an audited call wants, or None where there is none (Unix sockets)."""
    if event == "socket.getaddrinfo":
        return args[0]
    sock, address = args[0], args[1]
    internet = isinstance(sock, socket.socket) and sock.family in {socket.AF_INET, socket.AF_INET6}
    return address[0] if internet and isinstance(address, tuple) else None


def _guard(event: str, args: tuple[object, ...]) -> None:
    if event in _EVENTS and not is_local(host := _target(event, args)):
        _reached.append(f"{event} {host}")
        raise ReachedOutError(f"{event} to {host}: tests stay on this computer")


def pytest_configure() -> None:
    """Puts the guard in place; an audit hook lasts as long as the process."""
    sys.addaudithook(_guard)


@pytest.fixture
def reached_out() -> list[str]:
    """What was refused so far in this test; a test that empties the list takes it as intended."""
    return _reached


@pytest.fixture(autouse=True)
def stays_here() -> Iterator[None]:
    """Fails a test that reached out, even where its code swallowed the refusal."""
    _reached.clear()
    yield
    if _reached:
        tried = ", ".join(_reached)
        _reached.clear()
        pytest.fail(f"tried to leave this computer: {tried}", pytrace=False)
