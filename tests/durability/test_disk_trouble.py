"""The disk fails or is full: that is said in words, what was shown is there, and work goes on."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from core.changes import Outcome
from core.commands.people import CreateClient, NewClient
from core.commands.registry import Command
from core.domain.records import CommandLog
from core.domain.refusals import Fault
from core.domain.words import fault
from tests.durability.recording import STORE, state_of
from tests.durability.trouble import KINDS, FailingDisk
from tests.durability.underlay import underlaid
from tests.sync.disks import FileDisk
from tests.sync.intents import Intents
from tests.sync.memory_server import MemoryDatabase
from tests.sync.simulated import Simulated, furnish
from tests.sync.studio_of_days import laid_out
from tests.sync.world import SimDesk

CODES = {"full": "disk_full", "io": "disk_failed", "io once": "disk_failed"}
COMMANDS = 25
MOST_CHANGES = 200


class Desk:
    """A desk on a disk that can fail, and what its store holds."""

    def __init__(self, folder: Path, disk: FailingDisk) -> None:
        studio = laid_out(1)
        database = MemoryDatabase(studio.organisation)
        furnish(database, studio)
        self.disk = disk
        self.world = Simulated(database, studio, 1, Random(3))
        self.file = FileDisk(folder / STORE, studio.organisation)
        self.desk: SimDesk = self.world.add_desk("desk-a", self.file)
        assert self.desk.exchange()

    def holds(self) -> str:
        return state_of(self.file.connection)

    def tries(self, command: Command | None) -> str:
        """Carry a command out, or exchange; the code of the fault that came of it, or ""."""
        try:
            if command is None:
                self.desk.exchange()
            else:
                self.desk.run(command, self.world.studio.studio.owner)
        except Fault as found:
            return found.code
        return ""

    def wanted(self, number: int) -> CreateClient:
        return CreateClient(NewClient(f"Client number {number}"))


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Desk]:
    disk = FailingDisk()
    with underlaid(str(tmp_path), disk):
        made = Desk(tmp_path, disk)
        yield made
        made.file.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_command_that_meets_a_failing_disk_is_refused_in_words_and_leaves_nothing(
    here: Desk, kind: str
) -> None:
    refused = 0
    for number in range(1, MOST_CHANGES):
        before = here.holds()
        here.disk.fail(kind, number)
        said = here.tries(here.wanted(number))
        if not here.disk.failures:
            break
        here.disk.mend()
        if said:
            assert said == CODES[kind]
            assert fault(said).says
            assert here.holds() == before
            refused += 1
        here.desk.do(here.wanted(1000 + number))
    here.disk.mend()
    assert refused > 3
    assert len(here.desk.shown) == len(here.desk.store.pending())
    assert here.desk.exchange()
    assert here.desk.store.pending() == []


@pytest.mark.parametrize("kind", KINDS)
def test_rows_equal_what_was_acknowledged_after_a_day_on_a_bad_disk(here: Desk, kind: str) -> None:
    chance = Random(7)
    for _ in range(300):
        wish = Intents(here.world, here.desk, chance).draw()
        if wish is None:
            continue
        if chance.random() < 0.5:
            here.disk.fail(kind, chance.randrange(1, 40))
        said = here.tries(None if chance.random() < 0.1 else wish.command)
        assert said in ("", CODES[kind])
        here.disk.mend()
    shown = dict(here.desk.shown)
    assert len(shown) > COMMANDS
    here.desk.store = here.file.open()
    here.desk.start()
    assert here.desk.exchange()
    assert here.desk.store.pending() == []
    with here.world.server.database.read(here.world.organisation) as store:
        logged = {key for key in shown if store.rows.get(CommandLog, key) is not None}
    assert logged == set(shown)


def test_a_desk_goes_on_once_there_is_room(here: Desk) -> None:
    here.disk.fail("full", 1)
    with pytest.raises(Fault, match="disk_full"):
        here.desk.do(here.wanted(1))
    with pytest.raises(Fault, match="disk_full"):
        here.desk.do(here.wanted(2))
    here.disk.mend()
    assert isinstance(here.desk.run(here.wanted(3)).result, Outcome)
    assert here.desk.exchange()
