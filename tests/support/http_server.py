"""The real server over real HTTP in this process, and a server that answers what a test wants."""

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec
import uvicorn

from sync_server import auth
from sync_server.app import build
from sync_server.founding import Founded, Studio, found
from sync_server.office import Office
from sync_server.opening import Where, open_office
from sync_server.serving import Server


class RunningServer(msgspec.Struct):
    """A founded studio behind a URL."""

    office: Office
    ids: Founded
    url: str

    def code(self) -> str:
        """A fresh enrolment code for its only location."""
        ids, office = self.ids, self.office
        engine = office.database.engine
        return auth.new_code(engine, ids.organisation_id, ids.location_id, office.clock.now())


@contextmanager
def running_server(folder: Path, database: str = "") -> Iterator[RunningServer]:
    """Serve a new studio on a free loopback port until the block ends."""
    office = open_office(Where(folder, database))
    ids = found(office, Studio("Small", "EUR", "Here", "Europe/London", "HER", "Ruth"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(
            build(office), log_config=None, lifespan="off", timeout_graceful_shutdown=1
        )
        server = Server(config, office)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield RunningServer(office, ids, f"http://127.0.0.1:{listening.getsockname()[1]}")
        finally:
            server.should_exit = True
            thread.join(10)
            office.database.engine.dispose()


@contextmanager
def canned_server(answers: Sequence[bytes]) -> Iterator[str]:
    """A server that answers each connection with the next bytes, whatever was asked, and hangs up;
    the last answer is given again and again."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=_answer, args=(listening, list(answers)))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join(10)


def _answer(listening: socket.socket, answers: list[bytes]) -> None:
    while True:
        try:
            near, _ = listening.accept()
        except OSError:
            return
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        with near, suppress(OSError):
            _read_request(near)
            near.sendall(answer)


def _read_request(near: socket.socket) -> None:
    asked = b""
    while b"\r\n\r\n" not in asked:
        part = near.recv(65536)
        if not part:
            return
        asked += part
    head, _, body = asked.partition(b"\r\n\r\n")
    length = next(
        (
            int(line.split(b":")[1])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length")
        ),
        0,
    )
    while len(body) < length and (part := near.recv(65536)):
        body += part
