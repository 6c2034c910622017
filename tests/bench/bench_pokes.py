"""From a commit at one desk to the changed rows at another, over real HTTP on loopback."""

import queue
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from core.changes import ChangeSet, Outcome
from core.commands.people import CreateClient, NewClient
from core.domain.ids import StaffId
from core.domain.people import Client
from core.wire.protocol import PROTOCOL, ExchangeRequest
from desktop.desk import Desk, enrol, open_desk
from desktop.sync.client import HttpServer
from desktop.vault import FileVault
from tests.bench.harness import Measure
from tests.support.http_server import RunningServer, running_server

COMMITS, WARM, PATIENCE = 150, 20, 30


def measures() -> Iterator[Measure]:
    """The floor is an exchange that carries nothing, asked by hand over the same HTTP."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="foyer-bench-")))
        server = stack.enter_context(running_server(folder / "server"))
        here, there = (_desk(stack, server, folder / name) for name in ("here", "there"))
        seen: queue.Queue[int] = queue.Queue()

        def changed(changes: ChangeSet) -> None:
            if any(change.row_type is Client for change in changes.changes):
                seen.put(time.perf_counter_ns())

        there.dispatcher.on_changed(changed)
        for desk in (here, there):
            desk.worker.start()
        identity = here.membership.identity
        by_hand = stack.enter_context(closing(HttpServer(server.url, here.membership.token)))
        asked = ExchangeRequest(PROTOCOL, identity.desk_id, 1, 0)
        asked = replace(asked, cursor=by_hand.exchange(asked).head)
        ours, floor = [], []
        for number in range(COMMITS + WARM):
            command = CreateClient(NewClient(f"Poked {number}"))
            began = time.perf_counter_ns()
            done = here.dispatcher.execute(command, StaffId(server.ids.owner_id)).result(PATIENCE)
            assert isinstance(done.result, Outcome), done.result
            ours.append((seen.get(timeout=PATIENCE) - began) / 1e6)
            began = time.perf_counter_ns()
            by_hand.exchange(asked)
            floor.append((time.perf_counter_ns() - began) / 1e6)
    name = "a commit seen at the other desk"
    yield Measure(name, ours[WARM:], floor[WARM:])


def _desk(stack: ExitStack, server: RunningServer, folder: Path) -> Desk:
    enrol(folder, server.url, server.code(), folder.name, FileVault(folder))
    desk = open_desk(folder, FileVault(folder))
    stack.callback(desk.close)
    desk.worker.exchange_all()
    return desk
