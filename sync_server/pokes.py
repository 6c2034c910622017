"""Pokes: a word without content to the desks of an organisation that something is new."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from typing import Protocol


class Gauge(Protocol):
    """Where open streams are counted."""

    def inc(self) -> None: ...

    def dec(self) -> None: ...


class Uncounted:
    """Where nobody watches."""

    def inc(self) -> None: ...

    def dec(self) -> None: ...


class Pokes:
    """One listener per open stream. `send` may be called from any thread."""

    def __init__(self, counted: Gauge | None = None) -> None:
        self._counted = counted or Uncounted()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._open: dict[str, set[asyncio.Event]] = {}
        self._ended = False
        self._sent: set[str] = set()
        self._heads: dict[str, int] = {}
        self._tell_others: Callable[[str], None] = lambda _organisation: None

    def tell_others(self, tell: Callable[[str], None]) -> None:
        """Let other workers know of each poke by this."""
        self._tell_others = tell

    def watch(self, heads: Mapping[str, int]) -> None:
        """Poke where a version moved on since the last look and nobody here said so.

        An import or an invitation from the command line is another process; called once a second.
        """
        sent, self._sent = self._sent, set()
        for organisation_id, version in heads.items():
            known = self._heads.get(organisation_id)
            if known is not None and version != known and organisation_id not in sent:
                self.send(organisation_id)
        self._heads = dict(heads)
        self._sent.clear()

    def send(self, organisation_id: str) -> None:
        """Poke everyone who listens in this organisation, here and at other workers."""
        self.hear(organisation_id)
        self._tell_others(organisation_id)

    def hear(self, organisation_id: str) -> None:
        """Poke who listens here: another worker has said so, and tells the others itself."""
        self._sent.add(organisation_id)
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop has ended: nobody listens any more
                self._loop.call_soon_threadsafe(self._wake, organisation_id)

    def wake_all(self) -> None:
        """Poke everyone here: something may have been missed."""
        if self._loop is not None:
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._wake_everyone)

    def open(self) -> int:
        """How many streams are open."""
        return sum(len(listeners) for listeners in list(self._open.values()))

    def end(self) -> None:
        """End all streams, so that a server can go in peace; called in the server's own loop."""
        self._ended = True
        self._wake_everyone()

    async def stream(self, organisation_id: str) -> AsyncIterator[bytes]:
        """Server-sent events for one desk, with a comment now and then so that a dead one shows."""
        self._loop = asyncio.get_running_loop()
        news = asyncio.Event()
        listeners = self._open.setdefault(organisation_id, set())
        listeners.add(news)
        self._counted.inc()
        try:
            yield b"data:\n\n"
            while not self._ended:
                try:
                    await asyncio.wait_for(news.wait(), timeout=25)
                except TimeoutError:
                    yield b":\n\n"
                    continue
                news.clear()
                yield b"data:\n\n"
        finally:
            self._counted.dec()
            listeners.discard(news)
            if not listeners:
                self._open.pop(organisation_id, None)

    def _wake_everyone(self) -> None:
        for organisation_id in list(self._open):
            self._wake(organisation_id)

    def _wake(self, organisation_id: str) -> None:
        for news in self._open.get(organisation_id, ()):
            news.set()
