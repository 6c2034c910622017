"""Pokes: a word without content to the desks of an organisation that something is new.

Thousands of streams lie idle on one worker: each is one waiting task, and one loop writes to all.
"""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from typing import Protocol

from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

WORD = b"data:\n\n"
SIGN_OF_LIFE = b":\n\n"
"""A comment now and then, so that a dead connection shows."""
BEAT_S = 25.0
IN_A_ROW = 200
"""So many streams are written to before others have their turn."""


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
        self._open: dict[str, set[Stream]] = {}
        self._telling: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()
        self._beat: asyncio.Task[None] | None = None
        self.ended = False
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

    def end(self) -> None:
        """End all streams, so that a server can go in peace."""
        self.ended = True
        self.wake_all()

    def stream(self, organisation_id: str) -> "Stream":
        """Server-sent events for one desk, as the answer to its request."""
        return Stream(self, organisation_id)

    def add(self, stream: "Stream") -> None:
        """A stream has begun; called in the server's own loop."""
        self._loop = asyncio.get_running_loop()
        if self._beat is None:
            self._beat = self._loop.create_task(self._show_life())
        self._open.setdefault(stream.organisation_id, set()).add(stream)
        self._counted.inc()

    def remove(self, stream: "Stream") -> None:
        """A stream has ended."""
        self._counted.dec()
        listeners = self._open[stream.organisation_id]
        listeners.discard(stream)
        if not listeners:
            del self._open[stream.organisation_id]

    def _wake_everyone(self) -> None:
        for organisation_id in list(self._open):
            self._wake(organisation_id)

    def _wake(self, organisation_id: str) -> None:
        """Tell all listeners; who asks while they are being told has them told once more."""
        if organisation_id in self._telling:
            self._again.add(organisation_id)
        elif organisation_id in self._open:
            telling = asyncio.get_running_loop().create_task(self._tell(organisation_id))
            self._telling[organisation_id] = telling
            telling.add_done_callback(lambda _done: self._told(organisation_id))

    def _told(self, organisation_id: str) -> None:
        del self._telling[organisation_id]
        if organisation_id in self._again:
            self._again.discard(organisation_id)
            self._wake(organisation_id)

    async def _tell(self, organisation_id: str) -> None:
        await self._write(list(self._open.get(organisation_id, ())), WORD)

    async def _show_life(self) -> None:
        while not self.ended:
            await asyncio.sleep(BEAT_S)
            await self._write([one for some in self._open.values() for one in some], SIGN_OF_LIFE)

    async def _write(self, streams: "list[Stream]", word: bytes) -> None:
        for number, stream in enumerate(streams, 1):
            stream.write(word, more=not self.ended)
            if number % IN_A_ROW == 0:
                await asyncio.sleep(0)


class Stream(Response):
    """One open stream: it waits for its client to go, and is written to from outside."""

    media_type = "text/event-stream"

    def __init__(self, pokes: Pokes, organisation_id: str) -> None:
        super().__init__(headers={"cache-control": "no-store"})
        del self.headers["content-length"]
        self.organisation_id = organisation_id
        self._pokes = pokes
        self._send: Send | None = None

    async def __call__(self, _scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request until the client goes or the server ends the stream."""
        start: Message = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        await send(start)
        self._send = send
        self._pokes.add(self)
        try:
            # the first word comes after the stream is known: nothing is missed in between
            self.write(WORD, more=not self._pokes.ended)
            while (await receive())["type"] != "http.disconnect":
                pass
        finally:
            self._send = None
            self._pokes.remove(self)

    def write(self, word: bytes, *, more: bool) -> None:
        """Write without waiting. Who does not read has words enough to read already."""
        if self._send is None:
            return
        writing: Coroutine[None, None, None] = self._send(  # type: ignore[assignment]
            {"type": "http.response.body", "body": word, "more_body": more}
        )
        if not more:
            self._send = None
        try:
            writing.send(None)
        except StopIteration:
            return
        writing.close()
