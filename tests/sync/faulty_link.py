"""A network between a desk and the server that loses requests, loses replies and repeats itself."""

from random import Random

from core.domain.refusals import Fault
from core.wire.protocol import ExchangeReply, ExchangeRequest, SyncProtocol


class FaultyLink:
    """Implements SyncProtocol over another. `cut` is a pulled plug; the rates are per request."""

    def __init__(self, server: SyncProtocol, random: Random) -> None:
        self._server = server
        self._random = random
        self.cut = False
        self.lost_requests = 0.0
        self.lost_replies = 0.0
        self.repeated = 0.0
        self.heard: list[tuple[ExchangeRequest, ExchangeReply]] = []

    def exchange(self, request: ExchangeRequest) -> ExchangeReply:
        if self.cut or self._random.random() < self.lost_requests:
            raise Fault("server_unreachable", why="cut")
        reply = self._server.exchange(request)
        if self._random.random() < self.repeated:
            reply = self._server.exchange(request)
        if self._random.random() < self.lost_replies:
            raise Fault("server_unreachable", why="reply lost")
        self.heard = [*self.heard[-20:], (request, reply)]
        return reply
