"""Handlers of a pass's life: paused, going on, held longer (PASS-5, PASS-12)."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.passes import ExtendPass, FreezePass, UnfreezePass
from core.domain.bookings import Booking
from core.domain.credits import (
    ACTIVE,
    ADJUST,
    EXPIRE,
    FREEZES_OF_PASS,
    LEDGER_OF_PASS,
    VOID,
    Freeze,
    LedgerEntry,
    Pass,
)
from core.domain.ids import FreezeId, derive
from core.domain.refusals import Refusal
from core.domain.zones import is_date
from core.handlers.passes.bookings import date_of, ended_free, lives_again, living_on
from core.handlers.passes.entries import entry
from core.handlers.passes.held import ENDED_REASON, Held, held_of
from core.handlers.passes.ledger import credits_left
from core.handlers.registry import handles
from core.handlers.scene import told
from core.ports import Reader, Tx
from core.rules.passes.freezing import (
    days_between,
    freeze_refusal,
    frozen,
    over_freeze_limit,
    thawed,
)
from core.rules.passes.pass_states import may_move
from core.rules.permissions import permits


@handles(FreezePass)
def freeze_pass(tx: Tx, act: Act, command: FreezePass) -> Outcome | Refusal:
    """Refuses `pass_unknown`, `pass_cannot`, what `freeze_refusal` does, `freeze_limit`."""
    found = held_of(tx, act, command.pass_id)
    if isinstance(found, Refusal):
        return found
    held, starts_on, ends_on = found.held, command.starts_on, command.ends_on
    refusal = (
        may_move("freeze", found.standing)
        or freeze_refusal(held, starts_on, ends_on, found.today)
        or _over_limit(tx, act, held, starts_on, ends_on)
    )
    if refusal:
        return told(refusal, found.facts())
    inside = [one for one in living_on(tx, held, act.occurred_at) if _within(tx, one, command)]
    events = ended_free(tx, act, inside, command.reason or "pass paused")
    days = days_between(starts_on, ends_on)
    key = FreezeId(derive(act.command_id, "freeze"))
    tx.put(
        Freeze(
            key,
            held.id,
            held.client_id,
            starts_on,
            ends_on,
            days,
            command.reason,
            changed_by=act.command_id,
        )
    )
    paused = replace(frozen(found.now(tx), starts_on, ends_on), changed_by=act.command_id)
    tx.put(paused)
    facts = {
        **found.facts(),
        "from": starts_on,
        "until": ends_on,
        "days": days,
        "valid_until": paused.valid_until,
        "cancelled": [event.facts for event in events if event.name == "booking_cancelled"],
    }
    return Outcome("pass_frozen", facts, (Event("pass_frozen", facts), *events))


@handles(UnfreezePass)
def unfreeze_pass(tx: Tx, act: Act, command: UnfreezePass) -> Outcome | Refusal:
    """Refuses `pass_unknown`, `pass_cannot`, `not_frozen`, `changed_since`."""
    found = held_of(tx, act, command.pass_id)
    if isinstance(found, Refusal):
        return found
    held = found.held
    if refusal := may_move("unfreeze", found.standing):
        return told(refusal, found.facts())
    if held.frozen_until < found.today or not held.frozen_from:
        return Refusal("not_frozen", found.facts())
    if command.of and held.changed_by != command.of:
        return Refusal("changed_since", found.facts())
    back, lasted = thawed(held, found.today)
    tx.put(replace(back, changed_by=act.command_id))
    _shorten(tx, act, held, lasted, back.frozen_until)
    events = lives_again(tx, act, held, command.of) if command.of else []
    facts = {**found.facts(), "valid_until": back.valid_until, "days": lasted}
    done = (Event("pass_unfrozen", facts), *events)
    return Outcome("undone" if command.of else "pass_unfrozen", facts, done)


@handles(ExtendPass)
def extend_pass(tx: Tx, act: Act, command: ExtendPass) -> Outcome | Refusal:
    """Refuses `pass_unknown`, `pass_cannot`, `reason_missing`, `invalid_date`, `never_ends`,
    `not_longer`, `extend_limit`."""
    found = held_of(tx, act, command.pass_id)
    if isinstance(found, Refusal):
        return found
    held = found.held
    refusal = may_move("extend", found.standing) or _extension(tx, act, found, command)
    if refusal:
        return told(refusal, found.facts())
    added = days_between(held.valid_until, command.until) - 1
    back = _expired(tx, held)
    if back:
        name = command.reason
        tx.put(entry(act, held, ADJUST, back, reason=name))
    tx.put(
        replace(
            held,
            valid_until=command.until,
            expires_on=command.until,
            extended_days=held.extended_days + added,
            changed_by=act.command_id,
        )
    )
    facts = {
        **found.facts(),
        "from": held.valid_until,
        "valid_until": command.until,
        "credits_left": credits_left(tx, held.id),
    }
    return Outcome("pass_extended", facts, (Event("pass_extended", facts),))


def _shorten(tx: Tx, act: Act, held: Pass, lasted: int, until: str) -> None:
    """The pause as it was in the end; one that never began counts for nothing."""
    for one in tx.find(FREEZES_OF_PASS, held.id):
        if one.state == ACTIVE and one.starts_on == held.frozen_from:
            kept = replace(one, days=lasted, ends_on=until) if lasted else replace(one, state=VOID)
            tx.put(replace(kept, changed_by=act.command_id))


def _within(tx: Reader, booking: Booking, command: FreezePass) -> bool:
    return command.starts_on <= date_of(tx, booking) <= command.ends_on


def _over_limit(tx: Reader, act: Act, held: Pass, starts_on: str, ends_on: str) -> Refusal | None:
    days = days_between(starts_on, ends_on)
    refusal = over_freeze_limit(held, tx.find(FREEZES_OF_PASS, held.id), starts_on, days)
    return refusal if refusal and not permits(tx, act, "exceed_pass_limits") else None


def _extension(tx: Reader, act: Act, found: Held, command: ExtendPass) -> Refusal | None:
    held = found.held
    if not command.reason.strip():
        return Refusal("reason_missing")
    if not is_date(command.until):
        return Refusal("invalid_date", {"date": command.until})
    if not held.valid_until:
        return Refusal("never_ends")
    if command.until <= held.valid_until:
        return Refusal("not_longer", {"valid_until": held.valid_until})
    days = held.extended_days + days_between(held.valid_until, command.until) - 1
    inside = days <= held.extend_days and held.valid_until >= found.today
    if inside or permits(tx, act, "exceed_pass_limits"):
        return None
    return Refusal("extend_limit", {"limit": held.extend_days})


def _expired(tx: Reader, held: Pass) -> int:
    """What the server took off at the last end, if it did so since the last extension."""
    if held.expires_on:
        return 0
    ends = [row for row in tx.find(LEDGER_OF_PASS, held.id) if _ended(row)]
    return -ends[-1].amount if ends else 0


def _ended(row: LedgerEntry) -> bool:
    return row.kind == EXPIRE and row.reason == ENDED_REASON
