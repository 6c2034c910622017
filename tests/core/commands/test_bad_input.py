"""No value of any field breaks a command: it is refused and writes nothing, or is within bounds."""

import json
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any

import msgspec
from msgspec.structs import replace

from core import bus
from core.changes import Act, Change, Outcome
from core.commands.registry import Command, Kind, spec_of
from core.domain.refusals import Refusal
from core.domain.rows import Row
from core.domain.telling import tell
from core.domain.words import done, refused
from core.domain.zones import is_date
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

NOWHERE = ("unknown", "y" * 64)
"""Ids of nothing, and of what belongs to another organisation: they look the same."""
DATES = r"(birthday|date|_on|valid_from|valid_until|frozen_from|frozen_until)$"
"""Names of fields that are local dates."""

Door = Callable[[Overlay, Act, Command], Outcome | Refusal]


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
        """Do it for the first time, and settle it as one that a desk has shown as done."""
        self._try(bus.run, reader, act, command, told)
        if not act.system:
            self._try(bus.settle, reader, replace(act, shown="shown"), command, told)

    def _try(self, door: Door, reader: Reader, act: Act, command: Command, told: str) -> None:
        draft = Overlay(reader)
        try:
            result = door(draft, act, command)
            words = done(result.code) if isinstance(result, Outcome) else refused(result.code)
            tell(f"{words.says} {words.mend}", result.facts, "GBP")
            encode_result(result)
        except Exception as error:  # noqa: BLE001 - any is what we look for
            self._fault(command, told, f"{door.__name__} {error!r}")
            return
        if not (act.system or act.shown) and (lacks := unsaid(result)):
            self._fault(command, told, f"{result.code} says not {sorted(lacks)}")
        changes = draft.changes()
        if isinstance(result, Outcome):
            self.came["accepted"] += 1
            ours = spec_of(command).kind is Kind.SYSTEM
            for found in (*beyond(changes), *(() if ours else dangling(changes))):
                self._fault(command, told, f"{door.__name__} {found}")
        else:
            self.came["refused"] += 1
            if changes:
                self._fault(command, told, f"{door.__name__} {result.code} and wrote")

    def _fault(self, command: Command, told: str, found: str) -> None:
        self.faults.setdefault(f"{spec_of(command).name}: {found[:160]}", told)


def beyond(changes: tuple[Change, ...]) -> list[str]:
    """Values of the rows written that no row should have."""
    return [
        f"{row.table}.{field} = {value!r:.60}"
        for change in changes
        if (row := change.after) is not None
        for field, value in zip(row.__struct_fields__, msgspec.structs.astuple(row), strict=True)
        if _beyond(field, value) and not (field == "name" and row.table == "client" and not value)
    ] + [f"{c.row_type.table} does not come back" for c in changes if not _comes_back(c.after)]


def dangling(changes: tuple[Change, ...]) -> list[str]:
    """Rows that point at what is not there."""
    made = ("id", "batch")
    return [
        f"{row.table}.{field} leads nowhere"
        for change in changes
        if (row := change.after) is not None
        for field, value in zip(row.__struct_fields__, msgspec.structs.astuple(row), strict=True)
        if isinstance(value, str) and field not in made
        if any(f'"{one}"' in f'"{value}"' for one in NOWHERE)
    ]


def _beyond(field: str, value: Any) -> bool:
    if isinstance(value, str):
        return len(value) > LONGEST or "\x00" in value or _no_text(field, value)
    if not isinstance(value, int):
        return False
    moment = field.endswith("_at") or field == "at"
    return abs(value) > LARGEST or (moment and not -1 <= value <= LATEST)


def _no_text(field: str, value: str) -> bool:
    """A blank name, a date or a time that is none."""
    if field in ("name", "title", "label"):
        return not value.strip() or "\n" in value
    if re.search(DATES, field):
        return bool(value) and not (value.isascii() and is_date(value))
    return field in ("local_start", "local_from", "local_until") and not value.isascii()


def _comes_back(row: Row | None) -> bool:
    return row is None or msgspec.json.decode(encode_row(row), type=type(row)) == row


def ids_of(reader: Reader) -> list[str]:
    """An id of a row of each table in each of its states, and such as lead nowhere."""
    assert isinstance(reader, MemoryReader)
    found = {}
    for row_type, rows in reader.tables.items():
        for row in rows.values():
            found[row_type, getattr(row, "state", "")] = row.id
    return [*found.values(), *NOWHERE]


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


def test_every_kind_is_spoilt_where_it_would_be_accepted() -> None:
    _, left = trial()
    assert left == frozenset()
