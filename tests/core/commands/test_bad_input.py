"""No value of any field breaks a command: it is refused and writes nothing, or is within bounds."""

import json
from collections import Counter
from functools import cache
from typing import Any

import msgspec
from msgspec.structs import replace

from core import bus
from core.changes import Act, Change, Outcome
from core.commands.registry import Command, spec_of, specs
from core.domain.rows import Row
from core.domain.telling import tell
from core.domain.words import done, refused
from core.ports import Reader
from core.store.memory_reader import MemoryReader
from core.store.overlay import Overlay
from core.wire.codec import BadInput, decode_command, encode_result, encode_row
from tests.core.commands.bad_values import MOMENTS, spoilt, with_value
from tests.core.commands.valid_commands import visit_all
from tests.core.machine.saying import unsaid
from tests.support.rules import rule

LARGEST = 2**53
LONGEST = 60_000
LATEST = 4_300_000_000_000
"""A row's figures are such that JSON keeps them, its texts as long as the longest that is taken,
its moments before the year 2107."""


class Trial:
    """Runs spoilt commands and keeps what went wrong."""

    def __init__(self) -> None:
        self.faults: dict[str, str] = {}
        self.came: Counter[str] = Counter()

    def visit(self, reader: Reader, act: Act, command: Command) -> None:
        """Every spoilt field of one command, and the command itself at odd times."""
        fields = msgspec.to_builtins(command)
        for path, value in spoilt(command, fields, ids_of(reader)):
            self._spoilt(reader, act, command, with_value(fields, path, value), (path, value))
        for at in MOMENTS:
            self.run(reader, replace(act, occurred_at=at), command, f"at {at}")

    def _spoilt(
        self, reader: Reader, act: Act, command: Command, fields: Any, what: tuple[Any, Any]
    ) -> None:
        spec = spec_of(command)
        told = f"{what[0]} = {what[1]!r:.60}"
        try:
            read = decode_command(spec.name, spec.version, json.dumps(fields))
        except BadInput:
            self.came["not read"] += 1
            return
        except Exception as error:  # noqa: BLE001 - any other is what we look for
            self._fault(command, told, f"codec {error!r}")
            return
        self.run(reader, act, read, told)

    def run(self, reader: Reader, act: Act, command: Command, told: str) -> None:
        """Run a command on a draft and look at what it would write."""
        draft = Overlay(reader)
        try:
            result = bus.run(draft, act, command)
            words = done(result.code) if isinstance(result, Outcome) else refused(result.code)
            tell(f"{words.says} {words.mend}", result.facts, "GBP")
            encode_result(result)
        except Exception as error:  # noqa: BLE001 - any is what we look for
            self._fault(command, told, repr(error))
            return
        if not act.system and (lacks := unsaid(result)):
            self._fault(command, told, f"{result.code} says not {sorted(lacks)}")
        changes = draft.changes()
        if isinstance(result, Outcome):
            self.came["accepted"] += 1
            for found in beyond(changes):
                self._fault(command, told, found)
        else:
            self.came["refused"] += 1
            if changes:
                self._fault(command, told, f"{result.code} and wrote")

    def _fault(self, command: Command, told: str, found: str) -> None:
        self.faults.setdefault(f"{spec_of(command).name}: {found[:160]}", told)


def beyond(changes: tuple[Change, ...]) -> list[str]:
    """Values of the rows written that no row should have."""
    return [
        f"{row.table}.{field} = {value!r:.60}"
        for change in changes
        if (row := change.after) is not None
        for field, value in zip(row.__struct_fields__, msgspec.structs.astuple(row), strict=True)
        if _beyond(field, value)
    ] + [f"{c.row_type.table} does not come back" for c in changes if not _comes_back(c.after)]


def _beyond(field: str, value: Any) -> bool:
    if isinstance(value, str):
        return len(value) > LONGEST or "\x00" in value
    if not isinstance(value, int):
        return False
    moment = field.endswith("_at") or field == "at"
    return abs(value) > LARGEST or (moment and not -1 <= value <= LATEST)


def _comes_back(row: Row | None) -> bool:
    return row is None or msgspec.json.decode(encode_row(row), type=type(row)) == row


def ids_of(reader: Reader) -> list[str]:
    """An id of a row of each table in each of its states, and such as lead nowhere."""
    assert isinstance(reader, MemoryReader)
    found = {}
    for row_type, rows in reader.tables.items():
        for row in rows.values():
            found[row_type, getattr(row, "state", "")] = row.id
    return [*found.values(), "unknown", "x" * 64]


@cache
def trial() -> tuple[Trial, frozenset[str]]:
    made = Trial()
    left = visit_all(made.visit)
    return made, frozenset(left)


@rule("PERM-2", "ORG-1", "AUD-1")
def test_no_value_of_any_field_breaks_a_command() -> None:
    made, _ = trial()
    assert made.faults == {}
    assert min(made.came.values()) > 1000, made.came


def test_nearly_every_kind_is_spoilt_where_it_would_be_accepted() -> None:
    _, left = trial()
    assert len(left) < 0.2 * len(specs), sorted(left)
