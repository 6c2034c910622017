"""Handlers that lend seats to desks and take them back (M-02)."""

from collections.abc import Iterable

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.leases import (
    CallBackLeases,
    EndLeases,
    GrantLease,
    ReleaseLeases,
    ReturnLeases,
)
from core.domain.ids import DeskId, LeaseId, derive
from core.domain.leases import (
    ACTIVE,
    ENDED,
    LEASES_OF_OCCURRENCE,
    RELEASED,
    RETURNED,
    Lease,
)
from core.domain.organisation import Desk
from core.domain.refusals import Refusal
from core.domain.schedule import SCHEDULED
from core.handlers.booking.seating import mark_fill
from core.handlers.registry import falls_back, handles
from core.handlers.scene import Facts, scene_of
from core.ports import Tx
from core.rules.booking.holdings import seats_supplied, seats_taken
from core.rules.booking.leases import seats_lent


@handles(GrantLease)
def grant_lease(tx: Tx, act: Act, command: GrantLease) -> Outcome | Refusal:
    """Refuses `occurrence_unknown`, `desk_unknown`, `seats_not_spared`."""
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    occurrence = scene.occurrence
    desk = tx.get(Desk, command.desk_id)
    if desk is None or desk.state != "active":
        return Refusal("desk_unknown", {"desk_id": command.desk_id})
    taken = seats_taken(tx, occurrence.id)
    seats = seats_lent(occurrence.capacity, occurrence.capacity - taken)
    while seats and seats_supplied(tx, occurrence, taken, seats):
        seats -= 1
    over = occurrence.state != SCHEDULED or act.occurred_at >= occurrence.starts_at
    if over or not seats:
        return Refusal("seats_not_spared", scene.facts())
    lease = Lease(
        LeaseId(derive(act.command_id, "lease")),
        occurrence.id,
        occurrence.location_id,
        DeskId(desk.id),
        seats,
        occurrence.starts_at,
        act.occurred_at,
        changed_by=act.command_id,
    )
    tx.put(lease)
    facts = {**scene.facts(), "lease_id": lease.id, "desk_id": desk.id, "seats": seats}
    return Outcome("lent", facts, (Event("lease_granted", facts),))


@handles(ReturnLeases)
def return_leases(tx: Tx, act: Act, command: ReturnLeases) -> Outcome | Refusal:
    """What is not this desk's, or is over already, is left. Refuses `lease_unknown` for none."""
    known = [tx.get(Lease, one) for one in command.lease_ids]
    ours = [lease for lease in known if lease is not None and lease.desk_id == act.desk_id]
    if not ours:
        return Refusal("lease_unknown", {"desk_id": act.desk_id})
    events = _end(tx, act, [lease for lease in ours if lease.state == ACTIVE], RETURNED)
    return Outcome("given_back", {"count": len(events), "desk_id": act.desk_id}, events)


@falls_back(ReturnLeases)
def settle_returned(_tx: Tx, act: Act, _: ReturnLeases, refusal: Refusal) -> Outcome | Refusal:
    """A loan that is gone is given back (SET-12)."""
    if refusal.code != "lease_unknown":
        return refusal
    facts = {"count": 0, "desk_id": act.desk_id, "settlement": "SET-12"}
    return Outcome("given_back", facts)


@handles(CallBackLeases)
def call_back_leases(tx: Tx, act: Act, command: CallBackLeases) -> Outcome | Refusal:
    """Refuses `occurrence_unknown`; without a loan nothing is asked."""
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    leases = tx.find(LEASES_OF_OCCURRENCE, command.occurrence_id)
    asked = [lease for lease in leases if lease.unspent and not lease.wanted]
    for lease in asked:
        tx.put(replace(lease, wanted=1, changed_by=act.command_id))
    facts = {**scene.facts(), "count": len(leases), "seats": sum(one.unspent for one in leases)}
    return Outcome("called_back", facts, (Event("leases_called_back", facts),) if asked else ())


@handles(ReleaseLeases)
def release_leases(tx: Tx, act: Act, command: ReleaseLeases) -> Outcome | Refusal:
    """Refuses `occurrence_unknown`, `nothing_lent`."""
    ended = _all_of(tx, act, command.occurrence_id, RELEASED)
    if isinstance(ended, Refusal):
        return ended
    facts, events = ended
    return Outcome("released", facts, events)


@handles(EndLeases)
def end_leases(tx: Tx, act: Act, command: EndLeases) -> Outcome | Refusal:
    """Refuses `nothing_lent`: twice is once."""
    ended = _all_of(tx, act, command.occurrence_id, ENDED)
    if isinstance(ended, Refusal):
        return ended
    facts, events = ended
    return Outcome("loan_ended", facts, events)


def _all_of(
    tx: Tx, act: Act, occurrence_id: str, state: str
) -> tuple[Facts, tuple[Event, ...]] | Refusal:
    scene = scene_of(tx, occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    leases = tx.find(LEASES_OF_OCCURRENCE, occurrence_id)
    if not leases:
        return Refusal("nothing_lent", scene.facts())
    events = _end(tx, act, leases, state)
    seats = sum(lease.unspent for lease in leases)
    return {**scene.facts(), "count": len(leases), "seats": seats}, events


def _end(tx: Tx, act: Act, leases: Iterable[Lease], state: str) -> tuple[Event, ...]:
    """End them; what they had not spent is free again, for those who wait first."""
    events = []
    for lease in leases:
        tx.put(replace(lease, state=state, changed_by=act.command_id))
        mark_fill(tx, lease.occurrence_id, seats_taken(tx, lease.occurrence_id))
        scene = scene_of(tx, lease.occurrence_id)
        facts: Facts = {} if isinstance(scene, Refusal) else scene.facts()
        facts |= {"desk_id": lease.desk_id, "seats": lease.unspent}
        freed = lease.unspent and state != ENDED
        events.append(Event("seat_freed" if freed else "lease_ended", facts))
    return tuple(events)
