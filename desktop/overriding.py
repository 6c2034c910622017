"""A command over what speaks against it, where a reason is given (SCH-12, BK-1, BK-3)."""

from collections.abc import Callable
from typing import get_args

from core.commands.fields import SeatOverride
from core.commands.registry import Command
from core.domain.refusals import Refusal
from core.rules.schedule.conflicts import OVERRIDABLE
from desktop.session import Session

SEATS: frozenset[str] = frozenset(get_args(SeatOverride))
"""What a booking may be made against."""


def overriding(
    session: Session,
    make: Callable[[tuple[str, ...]], Command],
    reason: str,
    able: frozenset[str] = OVERRIDABLE,
) -> Command:
    """`make` gives the command that overrides these codes; without a reason none is."""
    over: tuple[str, ...] = ()
    while True:
        command = make(over)
        result = session.preview(command) if reason else None
        stopped = isinstance(result, Refusal) and result.code in able
        if result is None or not stopped or result.code in over:
            return command
        over = (*over, result.code)
