"""The one write door: authorise, run the handler, return what came of it.

The same three functions serve the desk, the rebase, the server and the web pages. Whoever calls
them writes the draft's changes in one transaction; a refusal leaves the draft empty.
"""

import core.commands.all_commands
import core.handlers.all_handlers  # noqa: F401
from core.changes import Act, Change, Outcome
from core.commands.registry import Command, Kind, spec_of
from core.domain.refusals import Refusal
from core.handlers.registry import fallbacks, handlers
from core.ports import Draft
from core.rules.permissions import authorise

NO_LONGER_PERMITTED = "SET-13"


def run(draft: Draft, act: Act, command: Command) -> Outcome | Refusal:
    """Carry a command out for the first time, or refuse it with a code and write nothing."""
    refusal = authorise(draft, act, spec_of(command), command)
    result = refusal or handlers[type(command)](draft, act, command)
    if isinstance(result, Refusal):
        draft.discard()
    return result


def settle(draft: Draft, act: Act, command: Command) -> Outcome | Refusal:
    """Carry out a command that a desk has shown as done (`act.shown`), on another state.

    Facts are never refused for want of a right or a seat, promises are settled: SPEC's SET rules
    stand in the fallbacks beside the handlers. Facts of the result name the rule as "settlement".
    """
    spec = spec_of(command)
    refusal = authorise(draft, act, spec, command)
    if refusal is not None and spec.kind is not Kind.FACT:
        draft.discard()
        return Refusal(refusal.code, {**refusal.facts, "settlement": NO_LONGER_PERMITTED})
    result = handlers[type(command)](draft, act, command)
    if isinstance(result, Refusal):
        draft.discard()
        fallback = fallbacks.get(type(command))
        result = fallback(draft, act, command, result) if fallback else result
    if isinstance(result, Refusal):
        draft.discard()
    elif refusal is not None:
        facts = {**result.facts, "settlement": NO_LONGER_PERMITTED}
        result = Outcome(result.code, facts, result.events)
    return result


def preview(
    draft: Draft, act: Act, command: Command
) -> tuple[Outcome | Refusal, tuple[Change, ...]]:
    """What the command would do now ("what if I cancel"), with nothing written."""
    result = run(draft, act, command)
    changes = draft.changes()
    draft.discard()
    return result, changes
