"""Every command is declared once, as data: name, version, kind, permission, inverse, label.

From this registry come the wire codec, the journal, the audit text, the reference page, and the
test that each command has a handler, a label, a permission row and a round trip.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

import msgspec


class Command(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An intent with all that it needs to be replayed. It names things of the world."""


class Kind(StrEnum):
    """Facts are always kept, promises are settled, system commands come from the server only."""

    FACT = "fact"
    PROMISE = "promise"
    SYSTEM = "system"


class Spec(msgspec.Struct, frozen=True):
    """The declaration of one command. `undo` names the command that takes it back, or "".

    `label` is its line in the history, with the command's fields as placeholders.
    """

    name: str
    version: int
    type: type[Command]
    kind: Kind
    permission: str
    label: str
    undo: str = ""


C = TypeVar("C", bound=Command)

specs: dict[str, Spec] = {}
_by_type: dict[type[Command], Spec] = {}


def declare(
    name: str,
    *,
    kind: Kind,
    permission: str,
    label: str,
    undo: str = "",
    version: int = 1,
) -> Callable[[type[C]], type[C]]:
    """Declare a command type under a name that is new."""

    def register(command_type: type[C]) -> type[C]:
        if name in specs:
            raise ValueError(f"command declared twice: {name}")
        spec = Spec(name, version, command_type, kind, permission, label, undo)
        specs[name] = spec
        _by_type[command_type] = spec
        return command_type

    return register


def spec_of(command: Command) -> Spec:
    """The declaration of a command's type."""
    return _by_type[type(command)]
