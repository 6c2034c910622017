"""A network between a desk and the server that loses, repeats, delays and reorders."""

from collections import Counter
from random import Random

from core.domain.refusals import Fault
from core.wire.protocol import ExchangeReply, ExchangeRequest, SyncProtocol

KEPT = 20


class FaultyLink:
    """Implements SyncProtocol over another; the rates are per request.

    `cut` is a pulled plug, `deaf` a way that leads up but not down. `faults` counts what happened.
    """

    def __init__(
        self, server: SyncProtocol, random: Random, faults: Counter[str] | None = None
    ) -> None:
        self._server = server
        self._random = random
        self.faults: Counter[str] = Counter() if faults is None else faults
        self.mend()
        self.begin()

    def begin(self) -> None:
        """Nothing is on its way."""
        self.heard: list[tuple[ExchangeRequest, ExchangeReply]] = []
        self._sent: list[ExchangeRequest] = []

    def forget(self) -> None:
        """The desk's program ended: answers find nobody, requests may still be on their way."""
        self.heard = []

    def mend(self) -> None:
        """Nothing is lost any more."""
        self.cut = self.deaf = False
        self.lost_requests = self.lost_replies = self.repeated = self.late = 0.0

    def exchange(self, request: ExchangeRequest) -> ExchangeReply:
        if self.cut:
            raise Fault("server_unreachable", why="cut")
        if self._happens(self.lost_requests, "request dropped"):
            raise Fault("server_unreachable", why="request lost")
        if self._sent and self._happens(self.late, "old request late"):
            self._server.exchange(self._random.choice(self._sent))
        self._sent = [*self._sent[-KEPT:], request]
        reply = self._server.exchange(request)
        if self._happens(self.repeated, "request doubled"):
            reply = self._server.exchange(request)
        self.heard = [*self.heard[-KEPT:], (request, reply)]
        if self.deaf or self._happens(self.lost_replies, "reply dropped"):
            raise Fault("server_unreachable", why="reply lost")
        return reply

    def _happens(self, rate: float, name: str) -> bool:
        happens = rate > 0 and self._random.random() < rate
        self.faults[name] += happens
        return happens
