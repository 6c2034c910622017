"""Which handler carries out which command, and what settlement does when a promise cannot hold."""

from collections.abc import Callable
from typing import Any, TypeVar

from core.changes import Act, Outcome
from core.commands.registry import Command
from core.domain.refusals import Refusal
from core.ports import Tx

C = TypeVar("C", bound=Command)

Handler = Callable[[Tx, Act, Any], Outcome | Refusal]
Fallback = Callable[[Tx, Act, Any, Refusal], Outcome | Refusal]

handlers: dict[type[Command], Handler] = {}
fallbacks: dict[type[Command], Fallback] = {}


def handles(
    command_type: type[C],
) -> Callable[
    [Callable[[Tx, Act, C], Outcome | Refusal]], Callable[[Tx, Act, C], Outcome | Refusal]
]:
    """Register the one handler of a command type."""

    def register(
        handler: Callable[[Tx, Act, C], Outcome | Refusal],
    ) -> Callable[[Tx, Act, C], Outcome | Refusal]:
        if command_type in handlers:
            raise ValueError(f"two handlers for {command_type.__name__}")
        handlers[command_type] = handler
        return handler

    return register


def falls_back(
    command_type: type[C],
) -> Callable[
    [Callable[[Tx, Act, C, Refusal], Outcome | Refusal]],
    Callable[[Tx, Act, C, Refusal], Outcome | Refusal],
]:
    """Register what a command becomes when a desk showed it as done and the true state refuses it.

    The outcome's facts name the settlement rule under "settlement" (SET-1 ...); returning the
    refusal means that the promise is refused.
    """

    def register(
        fallback: Callable[[Tx, Act, C, Refusal], Outcome | Refusal],
    ) -> Callable[[Tx, Act, C, Refusal], Outcome | Refusal]:
        if command_type in fallbacks:
            raise ValueError(f"two fallbacks for {command_type.__name__}")
        fallbacks[command_type] = fallback
        return fallback

    return register
