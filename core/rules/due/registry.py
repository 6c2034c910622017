"""What falls due by the clock: system commands with their ids, found by looking at the rows.

An id comes from the kind, the subject and the cause, so that a command that was issued twice, late
or by two workers is the same command, and takes effect once (NS-4).
"""

from collections.abc import Callable, Iterable

import msgspec

from core.commands.registry import Command, spec_of
from core.domain.ids import CommandId, derive
from core.ports import Reader


class Moment(msgspec.Struct, frozen=True):
    """What a source may look at beside the rows.

    `now` is the server's time, UTC in milliseconds. `heard` says up to which time all active desks
    of a location have told what they did; a location without desks has told everything.
    `heard_from` says when one desk was last heard, 0 for never.
    """

    now: int
    heard: Callable[[str], int]
    heard_from: Callable[[str], int] = lambda _desk: 0


class Due(msgspec.Struct, frozen=True):
    """A command, and what makes this time of its kind another than the last: a date, a row's id."""

    command: Command
    cause: str


Source = Callable[[Reader, Moment], Iterable[Due]]

sources: list[Source] = []


def falls_due(source: Source) -> Source:
    """Register a source; the server asks each of them every second, so each is a narrow finder."""
    sources.append(source)
    return source


def due(tx: Reader, moment: Moment) -> tuple[tuple[CommandId, Command], ...]:
    """All that is due now, in the order of the sources."""
    found: dict[CommandId, Command] = {}
    for source in sources:
        for one in source(tx, moment):
            found[_id_of(one)] = one.command
    return tuple(found.items())


def _id_of(one: Due) -> CommandId:
    return CommandId(derive("timer", spec_of(one.command).name, one.cause))
