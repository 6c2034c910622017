"""A command over what is known to speak against it, where a manager gives a reason (SCH-12)."""

from collections.abc import Callable

from core.commands.registry import Command
from core.domain.refusals import Refusal
from core.rules.schedule.conflicts import OVERRIDABLE
from desktop.session import Session


def overriding(
    session: Session, make: Callable[[tuple[str, ...]], Command], reason: str
) -> Command:
    """`make` gives the command that overrides these codes; without a reason none is."""
    over: tuple[str, ...] = ()
    while True:
        command = make(over)
        result = session.preview(command) if reason else None
        stopped = isinstance(result, Refusal) and result.code in OVERRIDABLE
        if result is None or not stopped or result.code in over:
            return command
        over = (*over, result.code)
