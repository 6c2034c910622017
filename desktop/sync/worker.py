"""The network thread: exchanges when something was committed, when poked, and now and then."""

import logging
import random
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Protocol

import msgspec

from core.domain.refusals import Fault
from core.ports import Clock
from core.wire.protocol import DESK_REVOKED, SyncProtocol
from desktop.dispatcher import Dispatcher, GiveWay
from desktop.loading import Loading
from desktop.sync.engine import Engine, Round

log = logging.getLogger(__name__)

IDLE_SECONDS = 30.0
SHORTEST_PAUSE = 0.5
LONGEST_PAUSE = 20.0
"""With the third that chance adds, a desk is back within half a minute of the network."""
LAST_WORD_SECONDS = 2.0
STUCK_SECONDS = 60.0
"""Each read and write has a shorter limit; a server that drips a byte now and then has none."""


class PokingServer(SyncProtocol, Protocol):
    """A server that also says when something is new."""

    def pokes(self) -> Iterator[None]: ...

    @property
    def ahead_s(self) -> int:
        """How many seconds this computer's clock was ahead of the server's at the last answer."""
        ...

    def renew(self) -> None:
        """Give up the connection that is there: whoever waits on it fails, the next one is new."""
        ...

    def close(self) -> None: ...


class SyncState(msgspec.Struct, frozen=True):
    """What the status shows (U-32): commands waiting, the last success, the last trouble's code.

    `behind`: the last exchange did not reach the server's head, more is to come. `restarts` counts
    connections that were given up because nothing came of them, `ahead_s` is how many seconds this
    computer's clock is ahead of the server's (U-40). `loading` is how far a load of all rows is.
    """

    waiting: int = 0
    last_success: int | None = None
    trouble: str = ""
    online: bool = False
    behind: bool = True
    restarts: int = 0
    ahead_s: int = 0
    loading: Loading | None = None


class Worker:
    """Keeps a desk and its server in agreement. Listeners are called on the network thread."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        server: PokingServer,
        clock: Clock,
        idle: float = IDLE_SECONDS,
        stuck_after: float = STUCK_SECONDS,
    ) -> None:
        self._dispatcher = dispatcher
        self._server = server
        self._clock = clock
        self._idle = idle
        self._engine = Engine(dispatcher.replica, server)
        self._wake = threading.Event()
        self._ended = threading.Event()
        self._recent: deque[bool] = deque(maxlen=5)
        self._listeners: list[Callable[[SyncState], None]] = []
        self.state = SyncState(last_success=dispatcher.replica.standing.last_contact)
        dispatcher.on_committed(self.wake)
        self._threads = [
            threading.Thread(target=self._work, name="foyer-network", daemon=True),
            threading.Thread(target=self._listen, name="foyer-pokes", daemon=True),
            threading.Thread(target=self._watch, name="foyer-watchdog", daemon=True),
        ]
        self._stuck_after = stuck_after
        self._calling_since: float | None = None
        self._restarts = 0

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def on_state(self, listener: Callable[[SyncState], None]) -> None:
        self._listeners.append(listener)

    def wake(self) -> None:
        """Something may be new: exchange soon."""
        self._wake.set()

    def load_afresh(self) -> None:
        """Ask for all rows anew; until they have come the copy is shown as it is (U-38)."""
        self._dispatcher.network(self._engine.load_afresh).add_done_callback(lambda _: self.wake())

    def rest(self, on: bool) -> None:
        """Stop a load where it is, or go on there; what was done here is sent meanwhile (U-39)."""

        def then() -> None:
            self._engine.rest(on)
            self.state = msgspec.structs.replace(self.state, loading=self._engine.loading())

        def told(_done: object) -> None:
            for listener in self._listeners:
                listener(self.state)
            self.wake()

        self._dispatcher.network(then).add_done_callback(told)

    def loading(self) -> Loading | None:
        """How far a load is, None where none runs; on the writer thread."""
        return self._engine.loading()

    def last_word(self, seconds: float = LAST_WORD_SECONDS) -> None:
        """Send what is left before the desk closes, if that goes quickly."""
        sent = threading.Event()
        self.on_state(lambda state: sent.set() if not state.waiting else None)
        self.wake()
        sent.wait(seconds)

    def close(self) -> None:
        """End both threads; what is pending stays in the journal."""
        self._ended.set()
        self._wake.set()
        self._server.close()
        if self._threads[0].is_alive():
            self._threads[0].join(timeout=20)

    def exchange_all(self) -> None:
        """Exchange until there is no more to send or to fetch. Raises Fault."""
        while not self._ended.is_set():
            done = self._exchange()
            self._note(trouble=done.refused, success=True, behind=done.more)
            if not done.more:
                return

    def _exchange(self) -> Round:
        request = self._dispatcher.network(self._engine.request).result()
        self._calling_since = time.monotonic()
        try:
            reply = self._engine.call(request)
        finally:
            self._calling_since = None

        def receive() -> Round:
            done = self._engine.receive(request, reply, self._dispatcher.give_way)
            self._dispatcher.publish(done.changes)
            return done

        while True:
            try:
                return self._dispatcher.network(receive).result()
            except GiveWay:
                log.info("the rebase gave way to a person's command")

    def _work(self) -> None:
        pause = 1.0
        while not self._ended.is_set():
            self._wake.clear()
            trouble = self._try_exchange()
            if trouble == DESK_REVOKED:
                self._ended.set()
                self._note(trouble=trouble, success=False)
            if self._ended.is_set():
                return
            pause = min(pause * 2, LONGEST_PAUSE) if trouble else 1.0
            wait = (pause if trouble else self._idle) * random.uniform(0.7, 1.3)  # noqa: S311
            if trouble:
                self._note(trouble=trouble, success=False)
                self._ended.wait(min(wait, SHORTEST_PAUSE))
            self._wake.wait(wait)

    def _try_exchange(self) -> str:
        """The code of what went wrong, or "". A bug is logged and tried again like a fault."""
        try:
            self.exchange_all()
        except Fault as fault:
            return fault.code
        except Exception:
            if not self._ended.is_set():
                log.exception("the exchange failed")
            return "program_failed"
        return ""

    def _watch(self) -> None:
        """A call that neither ends nor fails is given up, and counted."""
        while not self._ended.wait(self._stuck_after / 4):
            since = self._calling_since
            if since is not None and time.monotonic() - since > self._stuck_after:
                log.warning("an exchange made no progress: the connection is given up")
                self._restarts += 1
                self._calling_since = None
                self._server.renew()

    def _listen(self) -> None:
        pause = 0.0
        while not self._ended.wait(pause):
            pause = min(max(pause * 2, 1.0), LONGEST_PAUSE)
            try:
                for _ in self._server.pokes():
                    pause = 1.0
                    self.wake()
            except Fault as fault:
                log.info("no pokes: %s", fault.code)
            except Exception:
                if self._ended.is_set():
                    return
                log.exception("listening for pokes failed")

    def _note(self, *, trouble: str, success: bool, behind: bool = True) -> None:
        self._recent.append(success)
        store, engine = self._dispatcher.replica.store, self._engine
        waiting, loading = self._dispatcher.network(
            lambda: (store.waiting(), engine.loading())
        ).result()
        self.state = SyncState(
            waiting,
            self._clock.now() if success else self.state.last_success,
            trouble,
            online=success or (self.state.online and list(self._recent).count(False) < 2),
            behind=behind,
            restarts=self._restarts,
            ahead_s=self._server.ahead_s,
            loading=loading,
        )
        for listener in self._listeners:
            listener(self.state)
