"""Runs the server on a socket until it is told to stop."""

import socket

import uvicorn

from sync_server.app import build
from sync_server.office import Office
from sync_server.timers import Timers

READY = "foyer-server is listening on"


class Server(uvicorn.Server):
    """Ends the poke streams when it stops; they would hold it up otherwise."""

    def __init__(self, config: uvicorn.Config, office: Office) -> None:
        super().__init__(config)
        self._pokes = office.pokes

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._pokes.end()
        await super().shutdown(sockets)


def serve(office: Office, host: str, port: int) -> None:
    """Serve until SIGTERM or SIGINT. Port 0 takes a free one; the first line printed says which."""
    with socket.create_server((host, port)) as listening:
        real_port = listening.getsockname()[1]
        office.address = office.address or f"http://{host}:{real_port}"
        config = uvicorn.Config(
            build(office),
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=1,
            lifespan="off",
        )
        timers = Timers(office)
        timers.start()
        print(f"{READY} http://{host}:{real_port}", flush=True)  # noqa: T201 - the word to callers
        try:
            Server(config, office).run(sockets=[listening])
        finally:
            timers.stop()
