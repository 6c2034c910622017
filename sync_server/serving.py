"""Runs one server process on a socket until it is told to stop."""

import signal
import socket

import uvicorn

from sync_server.app import build
from sync_server.notifying import Notifying
from sync_server.office import Office
from sync_server.timers import Timers

READY = "foyer-server is listening on"
GRACE_S = 10
"""What was asked before the stop is answered within this time; open streams end at once."""


class Server(uvicorn.Server):
    """Ends the poke streams when it stops; they would hold it up otherwise."""

    def __init__(
        self, config: uvicorn.Config, office: Office, peace: "Peace | None" = None
    ) -> None:
        super().__init__(config)
        self._pokes = office.pokes
        self._peace = peace

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.should_exit = self.should_exit or bool(self._peace and self._peace.asked)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._pokes.end()
        await super().shutdown(sockets)


def serve(office: Office, host: str, port: int) -> None:
    """Serve until SIGTERM or SIGINT. Port 0 takes a free one; the first line printed says which."""
    with socket.create_server((host, port)) as listening:
        listens_at(office, host, listening)
        say_ready(host, listening)
        work(office, listening)


def listens_at(office: Office, host: str, listening: socket.socket) -> None:
    """Where the links of letters begin, unless the settings name another address."""
    office.address = office.address or f"http://{host}:{listening.getsockname()[1]}"


def say_ready(host: str, listening: socket.socket) -> None:
    """The word to callers: from now on connections are taken."""
    print(f"{READY} http://{host}:{listening.getsockname()[1]}", flush=True)  # noqa: T201


class Peace:
    """Catches the signals that end a server, from before it starts until all has been ended.

    uvicorn listens to them only while it serves, and raises them once more afterwards: one that
    came before would be lost, the other would cut the timers off.
    """

    def __init__(self) -> None:
        self.asked = False
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, self._ask)

    def _ask(self, *_signal: object) -> None:
        self.asked = True


def work(office: Office, listening: socket.socket) -> None:
    """Answer on a socket, run the timers, hear the other workers, until told to stop."""
    config = uvicorn.Config(
        build(office),
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=GRACE_S,
        lifespan="off",
    )
    address = office.database.address
    notifying = Notifying(address, office.pokes) if address else None
    timers = Timers(office)
    peace = Peace()
    if notifying:
        notifying.start()
    timers.start()
    try:
        Server(config, office, peace).run(sockets=[listening])
    finally:
        timers.stop()
        if notifying:
            notifying.stop()
        office.database.engine.dispose()
