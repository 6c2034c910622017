"""Thousands of idle desks on one worker: what each costs, and when the last hears of a commit."""

import resource
import select
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from core.wire.protocol import EnrolRequest
from sync_server import auth
from sync_server.enrolment import enrol
from sync_server.founding import Studio, found
from sync_server.opening import Where, open_office
from tests.bench.harness import Goal, Measure
from tests.support.servers import Child

STREAMS = 5_000
WARM = 200
ROUNDS = 10
KB_EACH, LAST_MS = 35, 150
WORD = b"data:\n\n"


def measures() -> Iterator[Measure]:
    """Memory of a stream in a server of its own; the floor of the last poke is reading them."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 3 * STREAMS), most))
    with TemporaryDirectory(prefix="foyer-bench-") as name:
        folder = Path(name)
        token, codes = _studio(folder)
        words = ("serve", "--data", folder, "--port", "0")
        server = Child.python("-m", "sync_server.cli", *words)
        try:
            url = server.wait_for(r"listening on (http\S+)")[1]
            yield from _measured(url, server.pid, token, codes)
        finally:
            server.stop()


def _studio(folder: Path) -> tuple[str, list[str]]:
    """A studio in the folder: a desk's token, and codes for commits to come."""
    office = open_office(Where(folder))
    ids = found(office, Studio("Many", "EUR", "Here", "Europe/London", "HER", "Ruth"))
    engine, now = office.database.engine, office.clock.now()
    codes = [
        auth.new_code(engine, ids.organisation_id, ids.location_id, now) for _ in range(ROUNDS + 1)
    ]
    desk = enrol(office, EnrolRequest(codes.pop(), "Front", "a" * 64))
    engine.dispose()
    return desk.token, codes


def _measured(url: str, pid: int, token: str, codes: list[str]) -> list[Measure]:
    host, _, port = url.removeprefix("http://").partition(":")
    asked = f"GET /v1/sync/pokes HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\r\n"
    with ExitStack() as stack:

        def opened(count: int) -> list[socket.socket]:
            return [stack.enter_context(_stream(host, int(port), asked)) for _ in range(count)]

        warm = opened(WARM)
        before = _kilobytes(pid)
        streams = opened(STREAMS)
        each = (_kilobytes(pid) - before) / len(streams)
        rounds = [_round([*warm, *streams], url, code) for code in codes]
    count = f"{STREAMS:,} idle desks"
    return [
        Measure(f"{count}: one of them", [each], (), Goal("p50", KB_EACH), "kB"),
        Measure(
            f"{count}: from the commit to the last poke",
            [last for last, _ in rounds],
            [read for _, read in rounds],
            Goal("p50", LAST_MS),
        ),
    ]


def _stream(host: str, port: int, asked: str) -> socket.socket:
    """An open stream that has had its first word."""
    made = socket.create_connection((host, port))
    made.sendall(asked.encode())
    heard = b""
    while WORD not in heard:
        heard += made.recv(4096)
    return made


def _round(streams: list[socket.socket], url: str, code: str) -> tuple[float, float]:
    """Milliseconds from a commit to the last word, and those of reading as many by themselves.

    The first word is on its way when the commit is there; until then this process only waits.
    """
    body = {"code": code, "name": "More", "public_key": "b" * 64}
    with ThreadPoolExecutor(1) as thread, select.epoll() as poll:
        for stream in streams:
            poll.register(stream, select.EPOLLIN)
        committing = thread.submit(httpx.post, f"{url}/v1/enrol", json=body, timeout=30)
        left = {stream.fileno(): stream for stream in streams}
        began = reading = 0.0
        while left:
            found = poll.poll(30)
            began = began or time.perf_counter()
            at = time.perf_counter()
            for number, _ in found:
                if number in left and WORD in left.pop(number).recv(4096):
                    poll.unregister(number)
            reading += time.perf_counter() - at
        last = time.perf_counter() - began
        committing.result().raise_for_status()
    return last * 1000, reading * 1000


def _kilobytes(pid: int) -> int:
    """The memory of a process that is really there."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0])
