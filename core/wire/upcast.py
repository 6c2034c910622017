"""Lifts the arguments of commands that an older desk sealed to what this program's commands are.

A lift is kept for eighteen months after the release that stopped making the older version.
"""

from collections.abc import Callable
from typing import Any

Arguments = dict[str, Any]
Lift = Callable[[Arguments], Arguments]

_lifts: dict[tuple[str, int], Lift] = {}


def lifts(name: str, version: int) -> Callable[[Lift], Lift]:
    """Declare how version `version` of a command becomes the next one."""

    def register(lift: Lift) -> Lift:
        if (name, version) in _lifts:
            raise ValueError(f"{name} {version} is lifted twice")
        _lifts[name, version] = lift
        return lift

    return register


def lifted(name: str, version: int, wanted: int, arguments: Arguments) -> Arguments | None:
    """The arguments as version `wanted` has them; None where a lift is missing."""
    for step in range(version, wanted):
        lift = _lifts.get((name, step))
        if lift is None:
            return None
        arguments = lift(arguments)
    return arguments
