"""Two desks over real HTTP: one sees what the other did without waiting for its timer."""

import queue
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from core.changes import ChangeSet
from core.commands.people import CreateClient, NewClient
from core.domain.ids import StaffId
from core.domain.people import Client
from desktop.desk import Desk, enrol, open_desk
from desktop.vault import FileVault
from tests.support.http_server import RunningServer, running_server

PATIENCE = 20


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running_server(tmp_path / "server") as made:
        yield made


def opened(stack: ExitStack, server: RunningServer, folder: Path) -> Desk:
    enrol(folder, server.url, server.code(), folder.name, FileVault(folder))
    desk = open_desk(folder, FileVault(folder))
    stack.callback(desk.close)
    return desk


def test_another_desk_sees_a_commit_without_waiting_for_its_timer(
    server: RunningServer, tmp_path: Path
) -> None:
    with ExitStack() as stack:
        here, there = (opened(stack, server, tmp_path / name) for name in ("here", "there"))
        seen: queue.Queue[str] = queue.Queue()

        def changed(changes: ChangeSet) -> None:
            for change in changes.changes:
                if isinstance(change.after, Client):
                    seen.put(change.after.name)

        there.dispatcher.on_changed(changed)
        loaded = threading.Event()
        here.worker.on_state(lambda state: loaded.set() if not state.behind else None)
        for desk in (here, there):
            desk.worker.start()
        assert loaded.wait(PATIENCE)
        for number in range(3):
            command = CreateClient(NewClient(f"Poked {number}"))
            actor = StaffId(server.ids.owner_id)
            here.dispatcher.execute(command, actor).result(PATIENCE)
            assert seen.get(timeout=PATIENCE) == f"Poked {number}"
