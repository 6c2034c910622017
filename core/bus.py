"""The one write door: authorise, run the handler, return what came of it.

The same three functions serve the desk, the rebase, the server and the web pages. Whoever calls
them writes the draft's changes in one transaction; a refusal leaves the draft empty.
"""

from functools import cache

import core.commands.all_commands  # noqa: F401
from core.changes import Act, Change, Outcome
from core.commands.registry import Command, Kind, spec_of
from core.domain.refusals import Refusal
from core.handlers.registry import Handler, fallbacks, handlers
from core.ports import Draft
from core.rules.naming import named, unknown
from core.rules.people.erasing import erased
from core.rules.people.merging import followed
from core.rules.permissions import authorise

NO_LONGER_PERMITTED = "SET-13"
MERGED_OR_ERASED = "SET-24"


@cache
def load() -> None:
    """Load all handlers ahead of the first command: a desk shows its day before it needs them."""
    import core.handlers.all_handlers  # noqa: F401


def run(draft: Draft, act: Act, command: Command) -> Outcome | Refusal:
    """Carry a command out for the first time, or refuse it with a code and write nothing."""
    command = followed(draft, command)
    spec = spec_of(command)
    refusal = (
        authorise(draft, act, spec, command)
        or unknown(draft, spec, command)
        or erased(draft, spec, command, happened=False)
    )
    result = refusal or _handler(command)(draft, act, command)
    return _refused(draft, command, result) if isinstance(result, Refusal) else result


def settle(draft: Draft, act: Act, command: Command) -> Outcome | Refusal:
    """Carry out a command that a desk has shown as done (`act.shown`), on another state.

    Facts are never refused for want of a right or a seat, promises are settled: SPEC's SET rules
    stand in the fallbacks beside the handlers. Facts of the result name the rule as "settlement".
    """
    spec = spec_of(command)
    now = followed(draft, command)
    refusal = authorise(draft, act, spec, now)
    if refusal is not None and spec.kind is not Kind.FACT:
        facts = {**refusal.facts, "settlement": NO_LONGER_PERMITTED}
        return _refused(draft, now, Refusal(refusal.code, facts))
    if spec.kind is Kind.PROMISE and (missing := unknown(draft, spec, now)):
        return _refused(draft, now, missing)
    if gone := erased(draft, spec, now, happened=True):
        return Refusal(gone.code, {**gone.facts, "settlement": MERGED_OR_ERASED})
    result = _settled(draft, act, now)
    if isinstance(result, Refusal):
        return _refused(draft, now, result)
    if refusal is not None:
        result = _marked(result, NO_LONGER_PERMITTED)
    elif now != command and "settlement" not in result.facts:
        result = _marked(result, MERGED_OR_ERASED)
    return result


def _handler(command: Command) -> Handler:
    load()
    return handlers[type(command)]


def _refused(draft: Draft, command: Command, refusal: Refusal) -> Refusal:
    """Nothing is written, and what was meant is named."""
    draft.discard()
    return named(draft, command, refusal)


def _settled(draft: Draft, act: Act, command: Command) -> Outcome | Refusal:
    result = _handler(command)(draft, act, command)
    if isinstance(result, Refusal):
        draft.discard()
        fallback = fallbacks.get(type(command))
        return fallback(draft, act, command, result) if fallback else result
    return result


def _marked(outcome: Outcome, settlement: str) -> Outcome:
    return Outcome(outcome.code, {**outcome.facts, "settlement": settlement}, outcome.events)


def preview(
    draft: Draft, act: Act, command: Command
) -> tuple[Outcome | Refusal, tuple[Change, ...]]:
    """What the command would do now ("what if I cancel"), with nothing written."""
    result = run(draft, act, command)
    changes = draft.changes()
    draft.discard()
    return result, changes
