"""Desks hear of what another process wrote, and are not woken again for what this one did."""

import asyncio
from collections.abc import Awaitable, Callable

from starlette.types import Message

from sync_server.pokes import WORD, Pokes


class Recording(Pokes):
    """Notes whom it would wake."""

    def __init__(self) -> None:
        super().__init__()
        self.woken: list[str] = []

    def send(self, organisation_id: str) -> None:
        super().send(organisation_id)
        self.woken.append(organisation_id)


def test_a_version_that_moved_on_pokes_the_desks_of_its_organisation_once() -> None:
    pokes = Recording()
    pokes.watch({"org": 1, "other": 1})
    assert pokes.woken == []
    pokes.watch({"org": 2, "other": 1})
    pokes.watch({"org": 2, "other": 1})
    assert pokes.woken == ["org"]


def test_what_this_process_said_is_not_said_again() -> None:
    pokes = Recording()
    pokes.watch({"org": 1})
    pokes.send("org")
    pokes.watch({"org": 2})
    assert pokes.woken == ["org"]
    pokes.watch({"org": 3})
    assert pokes.woken == ["org", "org"]


def test_a_studio_that_is_new_wakes_nobody() -> None:
    pokes = Recording()
    pokes.watch({})
    pokes.watch({"new": 7})
    assert pokes.woken == []


class Client:
    """Who holds a stream open: what was written to it, and whether it reads."""

    def __init__(self, *, reads: bool = True) -> None:
        self.words: list[bytes] = []
        self.ended = asyncio.Event()
        self._reads = asyncio.Event()
        if reads:
            self._reads.set()

    async def receive(self) -> Message:
        await self.ended.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            return
        await self._reads.wait()
        self.words.append(message["body"])
        if not message["more_body"]:
            self.ended.set()


def played(story: Callable[[Pokes], Awaitable[None]]) -> None:
    asyncio.run(asyncio.wait_for(_played(story), 10))


async def _played(story: Callable[[Pokes], Awaitable[None]]) -> None:
    await story(Pokes())


async def opened(pokes: Pokes, client: Client, organisation: str = "org") -> asyncio.Task[None]:
    stream = pokes.stream(organisation)
    task = asyncio.create_task(stream({}, client.receive, client.send))
    await settled()
    return task


async def settled() -> None:
    """Let everything that can run do so."""
    for _ in range(20):
        await asyncio.sleep(0)


def test_each_stream_of_an_organisation_is_told_and_none_of_another() -> None:
    async def story(pokes: Pokes) -> None:
        mine, other = [Client(), Client()], Client()
        for client in mine:
            await opened(pokes, client)
        await opened(pokes, other, "other")
        pokes.send("org")
        await settled()
        assert [client.words for client in mine] == [[WORD, WORD]] * 2
        assert other.words == [WORD]

    played(story)


def test_a_client_that_does_not_read_holds_nobody_up() -> None:
    async def story(pokes: Pokes) -> None:
        deaf, well = Client(reads=False), Client()
        await opened(pokes, deaf)
        await opened(pokes, well)
        for _ in range(3):
            pokes.send("org")
            await settled()
        assert well.words == [WORD] * 4
        assert deaf.words == []

    played(story)


def test_words_in_a_row_become_few_and_the_last_is_never_lost() -> None:
    async def story(pokes: Pokes) -> None:
        client = Client()
        await opened(pokes, client)
        for _ in range(1000):
            pokes.send("org")
        await settled()
        assert 2 <= len(client.words) <= 4

    played(story)


def test_a_stream_ends_with_its_client_and_with_the_server() -> None:
    async def story(pokes: Pokes) -> None:
        gone, last = Client(), Client()
        first = await opened(pokes, gone)
        second = await opened(pokes, last)
        gone.ended.set()
        await first
        pokes.send("org")
        await settled()
        assert (len(gone.words), len(last.words)) == (1, 2)
        pokes.end()
        await second
        late = Client()
        await (await opened(pokes, late))
        assert late.words == [WORD]

    played(story)
