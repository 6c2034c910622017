"""Desk and server are killed at seeded writes: nothing acknowledged is lost or doubled."""

import signal
from contextlib import closing
from pathlib import Path

import pytest

from core.store.sqlite import connect
from desktop.desk import STORE, enrol
from desktop.store.sql import SqlDeskStore
from desktop.vault import FileVault
from sync_server.serving import READY
from tests.e2e.studio import SmallStudio, code_for_a_desk, count, founded
from tests.support.servers import Child, Children, free_port

KILLS = 20
ACTS = 25


@pytest.fixture
def studio(tmp_path: Path) -> SmallStudio:
    return founded(tmp_path / "server")


def serve(children: Children, studio: SmallStudio, port: int, doom: int = 0) -> Child:
    options = ("serve", "--data", str(studio.folder), "--port", str(port))
    server = children.python("-m", "tests.e2e.doomed_server", str(doom), *options)
    server.wait_for(READY)
    return server


def hand(children: Children, desk: Path, seed: int, acts: int, doom: int = 0) -> Child:
    return children.python("-m", "tests.e2e.hand", desk, str(seed), str(acts), str(doom))


def acks(child: Child) -> list[str]:
    return [line.split()[1] for line in child.lines if line.startswith("ack ")]


def digest(desk: Path) -> tuple[dict[str, int], int]:
    """The digest of a desk's store and how many commands wait in its journal."""
    key = FileVault(desk).fetch().store_key()
    with closing(connect(desk / STORE, key, readonly=True)) as raw:
        store = SqlDeskStore(raw, "")
        return store.read_digest(), len(store.pending())


def test_a_desk_that_is_killed_at_any_write_loses_nothing(
    children: Children, studio: SmallStudio, tmp_path: Path
) -> None:
    port = free_port()
    serve(children, studio, port)
    desk = tmp_path / "desk"
    enrol(desk, f"http://127.0.0.1:{port}", code_for_a_desk(studio), "Front", FileVault(desk))
    acknowledged: list[str] = []
    killed = 0
    for seed in range(KILLS):
        child = hand(children, desk, seed, 2 * ACTS, doom=3 + 3 * seed)
        killed += child.wait(90) == -signal.SIGKILL
        acknowledged += acks(child)
    last = hand(children, desk, KILLS, 0)
    assert last.wait(90) == 0, last.output
    assert killed == KILLS
    assert len(acknowledged) > KILLS
    assert count(studio, acknowledged) == []
    assert digest(desk)[1] == 0


def test_a_server_that_is_killed_at_any_write_settles_each_command_once(
    children: Children, studio: SmallStudio, tmp_path: Path
) -> None:
    port = free_port()
    first = serve(children, studio, port)
    desk = tmp_path / "desk"
    enrol(desk, f"http://127.0.0.1:{port}", code_for_a_desk(studio), "Front", FileVault(desk))
    first.stop()
    acknowledged: list[str] = []
    killed = 0
    for seed in range(KILLS):
        doomed = serve(children, studio, port, doom=2 + seed)
        child = hand(children, desk, 100 + seed, 2 * ACTS)
        killed += doomed.wait(60) == -signal.SIGKILL
        mended = serve(children, studio, port)
        assert child.wait(90) == 0, child.output
        mended.stop()
        acknowledged += acks(child)
    assert killed == KILLS
    assert count(studio, acknowledged) == []
    assert digest(desk)[1] == 0
