"""Desks on a network of their own that loses packets and lets them pass one way only."""

import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from core.store.sqlite import connect
from desktop.desk import STORE
from desktop.store.sql import SqlDeskStore
from desktop.vault import FileVault
from sync_server.opening import Where, open_office
from sync_server.serving import READY
from tests.e2e.lossy_net import missing, network
from tests.e2e.studio import SmallStudio, code_for_a_desk, founded
from tests.support.servers import Child, Children

DESKS = 3
ACTS = 50
HEALED_IN_S = 30
LOSS = 0.08
HEAVY_LOSS = 0.35
PORT = 8123

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())


@pytest.fixture
def studio(tmp_path: Path) -> SmallStudio:
    return founded(tmp_path / "server")


def digest_of(folder: Path) -> tuple[dict[str, int], int]:
    key = FileVault(folder).fetch().store_key()
    with closing(connect(folder / STORE, key, readonly=True)) as raw:
        store = SqlDeskStore(raw, "")
        return store.read_digest(), store.waiting()


def server_digest(studio: SmallStudio) -> dict[str, int]:
    office = open_office(Where(studio.folder))
    with office.database.read(studio.ids.organisation_id) as store:
        found = store.read_digest()
    office.database.engine.dispose()
    return found


def agreed(studio: SmallStudio, folders: list[Path]) -> bool:
    server = server_digest(studio)
    return all(digest_of(folder) == (server, 0) for folder in folders)


def test_desks_behind_lossy_and_one_way_networks_agree_within_half_a_minute_of_healing(
    children: Children, studio: SmallStudio, tmp_path: Path
) -> None:
    folders = [tmp_path / f"desk-{number}" for number in range(1, DESKS + 1)]
    act, end = tmp_path / "act", tmp_path / "end"
    with network(DESKS + 1, seed=2) as net:

        def python(computer: int, *arguments: object) -> Child:
            words = [sys.executable, *map(str, arguments)]
            return children.start(*net.inside(computer, words))

        url = f"http://{net.address(0)}:{PORT}"
        place = ("--host", net.address(0), "--port", PORT)
        python(0, "-m", "sync_server.cli", "serve", "--data", studio.folder, *place).wait_for(READY)
        for number, folder in enumerate(folders, 1):
            joins = ("--enrol", url, code_for_a_desk(studio), folder.name)
            desk = python(
                number, "-m", "desktop.bootstrap", "--data", folder, "--unprotected", *joins
            )
            assert desk.wait(60) == 0, desk.output
        net.lose(LOSS)
        hands = [
            python(n, "-m", "tests.e2e.counting_hand", folder, n, ACTS, 120, act, end)
            for n, folder in enumerate(folders, 1)
        ]
        for hand in hands:
            hand.wait_for("loaded", 90)
        net.drop(1, 0)
        net.drop(0, 2)
        net.drop(3, 0, HEAVY_LOSS)
        net.drop(0, 3, HEAVY_LOSS)
        act.touch()
        for hand in hands:
            hand.wait_for("acted", 60)
        assert net.wait_for_drops(1, 0, 5, 60)
        assert net.wait_for_drops(0, 2, 5, 60)
        net.lose(0)
        healed = time.monotonic()
        for hand in hands:
            hand.wait_for("sent", HEALED_IN_S)
        looks = threading.Event()
        while not agreed(studio, folders):
            assert time.monotonic() - healed < HEALED_IN_S, net.dropped
            looks.wait(0.2)
        end.touch()
        for hand in hands:
            assert hand.wait(30) == 0, hand.output[-500:]
    assert sum(net.dropped.values()) > 20
