"""The server as an opened desk holds it: HTTP is loaded on the network thread, not at the start."""

import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

from core.wire.protocol import ExchangeReply, ExchangeRequest

if TYPE_CHECKING:
    from desktop.sync.client import HttpServer


class LateServer:
    """Implements PokingServer; the connection is made when it is first used."""

    def __init__(self, url: str, token: str) -> None:
        self._url = url
        self._token = token
        self._lock = threading.Lock()
        self._made: HttpServer | None = None

    def exchange(self, request: ExchangeRequest) -> ExchangeReply:
        """As HttpServer.exchange."""
        return self._server().exchange(request)

    def pokes(self) -> Iterator[None]:
        """As HttpServer.pokes."""
        return self._server().pokes()

    @property
    def ahead_s(self) -> int:
        """As PokingServer.ahead_s."""
        made = self._made
        return made.ahead_s if made is not None else 0

    def renew(self) -> None:
        """As PokingServer.renew."""
        with self._lock:
            made, self._made = self._made, None
        if made is not None:
            made.close()

    def close(self) -> None:
        with self._lock:
            if self._made is not None:
                self._made.close()

    def _server(self) -> "HttpServer":
        from desktop.sync.client import HttpServer

        with self._lock:
            if self._made is None:
                self._made = HttpServer(self._url, self._token)
            return self._made
