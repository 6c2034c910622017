"""Handlers of memberships: each period, its charge, the end (PASS-13, PAY-17)."""

from typing import Any

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.memberships import (
    AskCharge,
    EndMembership,
    KeepMembership,
    RecordCharge,
    RenewMembership,
)
from core.domain.credits import (
    ACTIVE,
    CARD,
    ENDED,
    ENDING,
    EXPIRE,
    FAILED,
    GRANT,
    MEMBERSHIP,
    PAST_DUE,
    REVOKE,
    TAKEN,
    Pass,
    Payment,
)
from core.domain.ids import ClientId, CommandId, PaymentId, derive, period_item_id
from core.domain.open_items import OPEN, PERIOD, OpenItem
from core.domain.refusals import Refusal
from core.handlers.money.open_items import make_item, pay_item
from core.handlers.passes.bookings import date_of, ended_free, lives_again, living_on
from core.handlers.passes.entries import entry
from core.handlers.passes.held import ENDED_REASON, Held, held_of
from core.handlers.passes.ledger import purse_of
from core.handlers.registry import handles
from core.handlers.scene import told
from core.ports import Tx
from core.rules.due.passes import today_everywhere
from core.rules.passes.credits import period_end
from core.rules.passes.pass_states import may_move
from core.rules.passes.renewing import next_try, renews


@handles(RenewMembership)
def renew_membership(tx: Tx, act: Act, command: RenewMembership) -> Outcome | Refusal:
    """Begin the next period. Refuses `pass_unknown`; nothing happens where it is not over."""
    found = held_of(tx, act, command.pass_id)
    if isinstance(found, Refusal):
        return found
    held = found.held
    over = bool(held.expires_on) and held.expires_on < today_everywhere(tx, act.occurred_at)
    if not renews(held) or not over:
        return Outcome("nothing_renewed", found.facts())
    purse = purse_of(tx, held)
    lost = entry(act, held, EXPIRE, -max(0, found.balance), reason=ENDED_REASON)
    tx.put(replace(lost, guests=-purse.guests_left))
    grant = entry(act, held, GRANT, held.credits, reason="renewed")
    tx.put(replace(grant, guests=held.guest_passes))
    period = held.periods + 1
    ends = period_end(held, period)
    anew = replace(
        held, periods=period, valid_until=ends, expires_on=ends, changed_by=act.command_id
    )
    tx.put(anew)
    item = _asked(tx, act, anew)
    facts = {**found.facts(), "valid_until": ends, "price_due": item.due, "item_id": item.id}
    events = (Event("membership_renewed", facts), *_charge_asked(found, anew, item))
    return Outcome("membership_renewed", facts, events)


@handles(AskCharge)
def ask_charge(tx: Tx, act: Act, command: AskCharge) -> Outcome | Refusal:
    """Ask the saved card once more. Refuses `item_unknown`."""
    item = tx.get(OpenItem, command.item_id)
    found = held_of(tx, act, item.subject_id) if item else None
    if item is None or found is None or isinstance(found, Refusal):
        return Refusal("item_unknown", {"item_id": command.item_id})
    if not item.due or not item.next_try_at or item.next_try_at > act.occurred_at:
        return Outcome("nothing_asked", found.facts())
    tx.put(replace(item, next_try_at=0, changed_by=act.command_id))
    return Outcome("charge_asked", found.facts(), _charge_asked(found, found.held, item))


@handles(RecordCharge)
def record_charge(tx: Tx, act: Act, command: RecordCharge) -> Outcome | Refusal:
    """Refuses `item_unknown`. One charge succeeds or fails once; success stands whatever else."""
    item = tx.get(OpenItem, command.item_id)
    found = held_of(tx, act, item.subject_id) if item else None
    if item is None or found is None or isinstance(found, Refusal):
        return Refusal("item_unknown", {"item_id": command.item_id})
    if _known(tx, command.charge_id, TAKEN) or (
        not command.paid and _known(tx, command.charge_id, FAILED)
    ):
        return Outcome("charge_known", found.facts())
    _write_charge(tx, act, item, command)
    if command.paid:
        paid = pay_item(tx, act, item, command.amount)
        facts = {**found.facts(), "amount": command.amount, "price_due": paid.due}
        return Outcome("charged", facts, (Event("payment_taken", facts),))
    return _failed(tx, act, found, item)


@handles(EndMembership)
def end_membership(tx: Tx, act: Act, command: EndMembership) -> Outcome | Refusal:
    """Refuses `pass_unknown`, `pass_cannot`, `no_membership`."""
    found = held_of(tx, act, command.pass_id)
    if isinstance(found, Refusal):
        return found
    held = found.held
    if held.kind != MEMBERSHIP:
        return Refusal("no_membership", found.facts())
    if refusal := may_move("end", found.standing):
        return told(refusal, found.facts())
    beyond = [
        one for one in living_on(tx, held, act.occurred_at) if date_of(tx, one) > held.valid_until
    ]
    events = ended_free(tx, act, beyond, command.reason or "membership ends")
    tx.put(replace(found.now(tx), state=ENDING, changed_by=act.command_id))
    facts = {
        **found.facts(),
        "cancelled": [event.facts for event in events if event.name == "booking_cancelled"],
    }
    return Outcome("membership_ending", facts, (Event("membership_ending", facts), *events))


@handles(KeepMembership)
def keep_membership(tx: Tx, act: Act, command: KeepMembership) -> Outcome | Refusal:
    """Refuses `pass_unknown`, `pass_cannot`, `changed_since`."""
    found = held_of(tx, act, command.pass_id)
    if isinstance(found, Refusal):
        return found
    if refusal := may_move("keep_on", found.standing):
        return told(refusal, found.facts())
    if command.of and found.held.changed_by != command.of:
        return Refusal("changed_since", found.facts())
    kept = replace(found.held, state=ACTIVE, changed_by=act.command_id)
    tx.put(kept)
    events = lives_again(tx, act, kept, command.of) if command.of else []
    done = (Event("membership_kept", found.facts()), *events)
    return Outcome("undone" if command.of else "membership_kept", found.facts(), done)


def _asked(tx: Tx, act: Act, held: Pass) -> OpenItem:
    """The price of a period, due from its first day; one that costs nothing is never open."""
    item = OpenItem(
        period_item_id(held.id, held.periods),
        held.client_id,
        PERIOD,
        held.name,
        held.price,
        act.occurred_at,
        held.id,
        held.location_id,
        tax_rate=held.tax_rate,
    )
    return make_item(tx, act, item) if held.price else item


def _charge_asked(found: Held, held: Pass, item: OpenItem) -> tuple[Event, ...]:
    facts: dict[str, Any] = {**found.facts(), "item_id": item.id, "amount": item.due}
    if not item.due:
        return ()
    return (Event("charge_asked" if held.auto_charge else "payment_asked", facts),)


def _failed(tx: Tx, act: Act, found: Held, item: OpenItem) -> Outcome:
    """No new bookings until it is paid; after the last try the membership ends (PASS-13)."""
    tries = item.tries + 1
    again = next_try(item.at, tries) if item.state == OPEN else 0
    tx.put(replace(item, tries=tries, next_try_at=again, changed_by=act.command_id))
    facts = {**found.facts(), "tries": tries, "next_try_at": again, "amount": item.due}
    if may_move("charge_fails", found.standing):
        return Outcome("charge_failed", facts, (Event("payment_failed", facts),))
    if again:
        tx.put(replace(found.held, state=PAST_DUE, changed_by=act.command_id))
        return Outcome("charge_failed", facts, (Event("payment_failed", facts),))
    events = ended_free(tx, act, living_on(tx, found.held, act.occurred_at), "membership ended")
    left = purse_of(tx, found.held)
    gone = entry(act, found.held, REVOKE, -max(0, left.balance), reason="not paid")
    tx.put(replace(gone, guests=-left.guests_left))
    tx.put(replace(found.now(tx), state=ENDED, expires_on="", changed_by=act.command_id))
    return Outcome("membership_ended", facts, (Event("membership_ended", facts), *events))


def _known(tx: Tx, charge_id: str, kind: str) -> bool:
    return tx.get(Payment, derive("charge", charge_id, kind)) is not None


def _write_charge(tx: Tx, act: Act, item: OpenItem, command: RecordCharge) -> None:
    kind = TAKEN if command.paid else FAILED
    tx.put(
        Payment(
            PaymentId(derive("charge", command.charge_id, kind)),
            ClientId(item.client_id),
            item.id,
            CARD,
            command.amount if command.paid else 0,
            "",
            act.occurred_at,
            command_id=CommandId(act.command_id),
            kind=kind,
            asked=command.amount,
            provider_id=command.charge_id,
        )
    )
