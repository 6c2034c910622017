"""Moments of the tests of `core`: for each kind of command the first one that they accept.

A plugin of pytest: pytest tests/core/handlers -p tests.durability.accepted --accepted FILE
"""

import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest
from msgspec.structs import replace

from core import bus
from core.changes import Act, Outcome
from core.commands.registry import Command, spec_of
from core.domain.ids import ClientId, StaffId
from core.domain.organisation import OWNER, Desk, Grant
from core.domain.refusals import Refusal
from core.domain.rows import Row
from core.ports import Draft
from core.store.memory_reader import MemoryReader
from core.store.overlay import Overlay
from core.wire.codec import BadInput, decode_command, encode_command
from tests.durability.kinds import SENT_BY_DESKS
from tests.support.servers import ROOT

TESTS = ("tests/core/handlers", "tests/core/journeys")


class Accepted(msgspec.Struct, frozen=True):
    """A command, who sent it, and what the store held before it."""

    rows: tuple[Row, ...]
    act: Act
    command: Command


class Noting:
    """Stands in the way of the bus while tests run, and writes down what it lets in."""

    def __init__(self) -> None:
        self.found: dict[str, Accepted] = {}
        self._run = bus.run

    def run(self, draft: Draft, act: Act, command: Command) -> Outcome | Refusal:
        """As the bus does it."""
        reader = cast("Overlay", draft)._reader
        name = spec_of(command).name
        wanted = name in SENT_BY_DESKS and name not in self.found
        if wanted and isinstance(reader, MemoryReader) and not draft.changes():
            here = _at_a_desk(reader, act)
            if _travels(command) and self._accepts(reader, here, command):
                before = tuple(row for table in reader.tables.values() for row in table.values())
                self.found[name] = Accepted(before, here, command)
        return self._run(draft, act, command)

    def _accepts(self, reader: MemoryReader, act: Act, command: Command) -> bool:
        return isinstance(self._run(Overlay(reader), act, command), Outcome)

    def end(self, path: Path) -> None:
        """Step aside, and write to a file what was found."""
        told: Any = bus
        told.run = self._run
        path.write_bytes(pickle.dumps(self.found))


def _at_a_desk(reader: MemoryReader, act: Act) -> Act:
    """An act of the office or of a client as somebody does it at a desk of the studio."""
    desk = next(iter(reader.all(Desk)), None)
    owner = next((one.staff_id for one in reader.all(Grant) if one.role == OWNER), StaffId(""))
    if desk is None or act.desk_id:
        return act
    return replace(
        act,
        desk_id=desk.id,
        location_id=desk.location_id,
        actor_id=act.actor_id or owner,
        client_id=ClientId(""),
    )


def _travels(command: Command) -> bool:
    spec = spec_of(command)
    try:
        decode_command(spec.name, spec.version, encode_command(command))
    except BadInput:
        return False
    return True


def read(path: Path) -> dict[str, Accepted]:
    """What a run of this program has written, by the names of the commands."""
    return cast("dict[str, Accepted]", pickle.loads(path.read_bytes()))  # noqa: S301 - our own


def gathered(path: Path) -> dict[str, Accepted]:
    """Run the tests of `core` that carry commands out; what each kind needs to be accepted."""
    quiet = ("-q", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning")
    plugin = ("-p", __name__, "--accepted", str(path))
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *quiet, *plugin, *TESTS],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        raise AssertionError(ran.stdout[-3000:])
    return read(path)


def pytest_addoption(parser: pytest.Parser) -> None:
    """The file that is written at the end."""
    parser.addoption("--accepted", type=Path)


def pytest_configure(config: pytest.Config) -> None:
    """Stand in the way of the bus."""
    noting = Noting()
    told: Any = bus
    told.run = noting.run
    path: Path = config.getoption("--accepted")
    config.add_cleanup(lambda: noting.end(path))
