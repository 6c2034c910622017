"""Handlers that end passes: by their last day, or for good by a manager (PASS-5, PASS-13)."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.passes import ExpirePass, RevokePass
from core.domain.credits import (
    CANCELLED,
    ENDED,
    ENDING,
    EXPIRE,
    LEDGER_OF_PASS,
    REVOKE,
)
from core.domain.refusals import Refusal
from core.handlers.passes.bookings import ended_free, living_on
from core.handlers.passes.entries import entry
from core.handlers.passes.held import ENDED_REASON, held_of
from core.handlers.registry import handles
from core.handlers.scene import told
from core.ports import Tx
from core.rules.due.passes import today_everywhere
from core.rules.passes.credits import balance
from core.rules.passes.pass_states import may_move


@handles(ExpirePass)
def expire_pass(tx: Tx, act: Act, command: ExpirePass) -> Outcome | Refusal:
    """Take off what is free; held credits stay with their bookings. Refuses `pass_unknown`.

    Nothing happens where the end was moved meanwhile, or was written down already.
    """
    found = held_of(tx, act, command.pass_id)
    if isinstance(found, Refusal):
        return found
    held, facts = found.held, found.facts()
    over = held.valid_until < today_everywhere(tx, act.occurred_at)
    if not held.expires_on or not over or held.state == CANCELLED:
        return Outcome("nothing_expired", facts)
    lost = max(0, found.balance)
    tx.put(entry(act, held, EXPIRE, -lost, reason=ENDED_REASON))
    state = ENDED if held.state == ENDING else held.state
    tx.put(replace(held, state=state, expires_on="", changed_by=act.command_id))
    facts["credits_lost"] = lost
    if state == ENDED:
        return Outcome("membership_ended", facts, (Event("membership_ended", facts),))
    return Outcome("pass_expired", facts, (Event("pass_expired", facts),))


@handles(RevokePass)
def revoke_pass(tx: Tx, act: Act, command: RevokePass) -> Outcome | Refusal:
    """Refuses `pass_unknown`, `pass_cannot`, `reason_missing`."""
    found = held_of(tx, act, command.pass_id)
    if isinstance(found, Refusal):
        return found
    if refusal := may_move("cancel", found.standing):
        return told(refusal, found.facts())
    if not command.reason.strip():
        return Refusal("reason_missing", found.facts())
    events = ended_free(tx, act, living_on(tx, found.held, act.occurred_at), command.reason)
    left = max(0, balance(tx.find(LEDGER_OF_PASS, found.held.id)))
    tx.put(entry(act, found.held, REVOKE, -left, reason=command.reason))
    gone = replace(found.now(tx), state=CANCELLED, expires_on="", changed_by=act.command_id)
    tx.put(gone)
    facts = {
        **found.facts(),
        "credits_lost": left,
        "cancelled": [event.facts for event in events if event.name == "booking_cancelled"],
    }
    return Outcome("pass_revoked", facts, (Event("pass_revoked", facts), *events))
