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
    stand in the fallbacks beside the handlers.
    """
    spec = spec_of(command)
    refusal = authorise(draft, act, spec, command)
    if refusal is None or spec.kind is Kind.FACT:
        result = handlers[type(command)](draft, act, command)
        if isinstance(result, Refusal) and type(command) in fallbacks:
            draft.discard()
            result = fallbacks[type(command)](draft, act, command, result)
        if refusal is not None and isinstance(result, Outcome):
            result = Outcome(result.code, {**result.facts, "settlement": "SET-13"}, result.events)
    else:
        result = refusal
    if isinstance(result, Refusal):
        draft.discard()
    return result


def preview(
    draft: Draft, act: Act, command: Command
) -> tuple[Outcome | Refusal, tuple[Change, ...]]:
    """What the command would do now ("what if I cancel"), with nothing written."""
    result = run(draft, act, command)
    changes = draft.changes()
    draft.discard()
    return result, changes
