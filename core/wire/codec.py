"""Commands, outcomes and rows to JSON and back, strictly: wrong types are refused, not mended."""

from functools import cache
from types import GenericAlias
from typing import Any

import msgspec

import core.commands.all_commands  # noqa: F401
from core.changes import Outcome
from core.commands.registry import Command, spec_of, specs
from core.domain.refusals import Refusal
from core.domain.rows import Row, type_of_table
from core.wire.upcast import lifted

MOST_LETTERS = 4_000_000
"""A command longer than this is refused where it is made."""

_encode = msgspec.json.Encoder(order="deterministic").encode


class BadInput(Exception):
    """What came in is no command of ours. `refusal` says why."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code, facts)
        self.refusal = Refusal(code, facts)


@cache
def _command_decoder(name: str) -> msgspec.json.Decoder[Command]:
    return msgspec.json.Decoder(specs[name].type, strict=True)


@cache
def _rows_decoder(table: str) -> msgspec.json.Decoder[list[Row]]:
    return msgspec.json.Decoder(GenericAlias(list, (type_of_table[table],)), strict=True)


def encode_command(command: Command) -> str:
    """The arguments of a command as JSON.

    Raises BadInput `command_invalid` for text that no store can keep (NUL, lone surrogates), and
    for more than a request can carry.
    """
    try:
        text = _encode(command).decode()
    except UnicodeEncodeError as error:
        raise BadInput("command_invalid", name=spec_of(command).name, why="surrogate") from error
    if len(text) > MOST_LETTERS:
        raise BadInput("command_invalid", name=spec_of(command).name, why="too long")
    if "\\u0000" in text:
        _refuse_nul(msgspec.json.decode(text), spec_of(command).name)
    return text


def decode_command(name: str, version: int, arguments: str) -> Command:
    """The command that the arguments describe, checked field by field; an older one is lifted.

    Raises BadInput: `command_unknown`, `command_version` (made by a newer desk, or by one that is
    too old), `command_invalid`.
    """
    if name not in specs:
        raise BadInput("command_unknown", name=name)
    if version != specs[name].version:
        arguments = _lifted(name, version, arguments)
    try:
        command = _command_decoder(name).decode(arguments)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise BadInput("command_invalid", name=name, why=str(error)[:200]) from error
    encode_command(command)
    return command


def _lifted(name: str, version: int, arguments: str) -> str:
    if version > specs[name].version:
        raise BadInput("command_version", name=name, version=version)
    try:
        known = msgspec.json.decode(arguments, type=dict[str, Any])
        now = lifted(name, version, specs[name].version, known)
    except (msgspec.DecodeError, UnicodeError, LookupError, TypeError, ValueError) as error:
        raise BadInput("command_invalid", name=name, why=str(error)[:200]) from error
    if now is None:
        raise BadInput("command_version", name=name, version=version)
    return _encode(now).decode()


def encode_result(result: Outcome | Refusal) -> str:
    """An outcome or refusal as JSON: code and facts; events do not travel."""
    return _encode({"code": result.code, "facts": result.facts}).decode()


def encode_row(row: Row) -> bytes:
    """The one JSON text of a row: an array of its values."""
    return _encode(row)


def encode_narrow(row: Row, columns: int) -> bytes:
    """A row as a program knows it that has only its first columns."""
    return _encode([getattr(row, name) for name in row.__struct_fields__[:columns]])


def decode_rows(table: str, rows: bytes | msgspec.Raw) -> list[Row]:
    """Rows of a table from a JSON array. Raises BadInput `rows_unreadable`."""
    if table not in type_of_table:
        raise BadInput("rows_unreadable", table=table)
    try:
        return _rows_decoder(table).decode(rows)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise BadInput("rows_unreadable", table=table, why=str(error)[:200]) from error


def _refuse_nul(value: object, name: str) -> None:
    if isinstance(value, str) and "\x00" in value:
        raise BadInput("command_invalid", name=name, why="NUL character")
    if isinstance(value, dict):
        for inner in value.values():
            _refuse_nul(inner, name)
    if isinstance(value, list):
        for inner in value:
            _refuse_nul(inner, name)
