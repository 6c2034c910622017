"""Takes equipment out of order and puts it back; says which classes no longer fit (RES-5)."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.spots import PutInOrder, TakeOutOfOrder
from core.domain.catalogue import Service
from core.domain.ids import OutageId, SpotId, derive
from core.domain.refusals import Refusal
from core.domain.schedule import (
    ALLOCATIONS_OF_OCCURRENCE,
    ALLOCATIONS_OF_RESOURCE,
    HELD,
    LONGEST_OCCURRENCE_MS,
    OPEN_AT_LOCATION,
    RELEASED,
    SCHEDULED,
    Allocation,
    Occurrence,
    Resource,
)
from core.domain.spots import ACTIVE, ENDED, LEFT, USES_OF_SPOT, Outage, Spot, SpotUse
from core.handlers.booking.spots import give_spot_near
from core.handlers.registry import handles
from core.handlers.scene import Facts, client_facts, scene_of
from core.ports import Reader, Tx
from core.rules.booking.holdings import others, seats_taken
from core.rules.booking.spots import covers
from core.rules.schedule.resources import NEVER, fits, load_of

SHORT = "resource_short"


@handles(TakeOutOfOrder)
def take_out_of_order(tx: Tx, act: Act, command: TakeOutOfOrder) -> Outcome | Refusal:
    """Refuses `resource_unknown`, `spot_unknown`, `outage_too_large`, `ends_before_start`.

    Classes that no longer fit keep their date, hold nothing of it, and are flagged; who had a
    broken spot gets the nearest free one and is told. It counts from now on at the earliest: what
    took place has had what it held.
    """
    resource = tx.get(Resource, command.resource_id)
    if resource is None:
        return Refusal("resource_unknown", {"resource_id": command.resource_id})
    facts: Facts = {
        "resource_id": resource.id,
        "resource_name": resource.name,
        "location_id": resource.location_id,
        "units": command.units,
    }
    spot = tx.get(Spot, command.spot_id) if command.spot_id else None
    if command.spot_id and (spot is None or spot.resource_id != resource.id):
        return Refusal("spot_unknown", {**facts, "spot_id": command.spot_id})
    if command.units > (1 if spot else resource.quantity):
        return Refusal("outage_too_large", {**facts, "quantity": resource.quantity})
    starts_at = max(command.starts_at, act.occurred_at)
    if command.ends_at and command.ends_at <= starts_at:
        return Refusal("ends_before_start", facts)
    outage = Outage(
        OutageId(derive(act.command_id, "outage")),
        resource.id,
        command.units,
        starts_at,
        command.ends_at,
        SpotId(command.spot_id),
        command.reason.strip(),
        changed_by=act.command_id,
    )
    tx.put(outage)
    lost = release_what_does_not_fit(tx, act, resource, outage)
    events = _move_clients(tx, act, outage) if spot else []
    facts |= {
        "outage_id": outage.id,
        "spot": spot.label if spot else "",
        "occurrence_ids": [one.id for one in lost],
        "classes": [named(tx, one) for one in lost],
        "count": len(lost),
        "moved": len(events),
    }
    return Outcome("out_of_order", facts, (Event("out_of_order", facts), *events))


@handles(PutInOrder)
def put_in_order(tx: Tx, act: Act, command: PutInOrder) -> Outcome | Refusal:
    """Refuses `outage_unknown`. Classes that had lost it hold it again where it is free."""
    outage = tx.get(Outage, command.outage_id)
    resource = tx.get(Resource, command.resource_id)
    known = outage is not None and resource is not None and outage.resource_id == resource.id
    if not known or outage is None or resource is None or outage.state != ACTIVE:
        return Refusal("outage_unknown", {"outage_id": command.outage_id})
    tx.put(replace(outage, state=ENDED, changed_by=act.command_id))
    back = held_again(tx, act, resource, outage)
    facts: Facts = {
        "resource_id": resource.id,
        "resource_name": resource.name,
        "location_id": resource.location_id,
        "occurrence_ids": back,
        "count": len(back),
    }
    return Outcome("in_order", facts, (Event("in_order", facts),))


def held_again(tx: Tx, act: Act, resource: Resource, outage: Outage) -> list[str]:
    """Give classes within an outage's time what they had lost, where it is free; their ids."""
    back: list[str] = []
    for occurrence, lost in _lost(tx, act, resource, outage):
        wanted = load_of(lost, seats_taken(tx, occurrence.id))
        if fits(resource, others(tx, lost), wanted) is None:
            tx.put(replace(lost, state=HELD))
            tx.put(replace(occurrence, conflict="", changed_by=act.command_id))
            back.append(occurrence.id)
    return back


def no_longer_fitting(
    tx: Reader, resource: Resource, outage: Outage, now: int
) -> list[tuple[Occurrence, Allocation]]:
    """Classes to come that hold more than is left, the later ones first."""
    found = []
    for held in reversed(_held_within(tx, outage, now)):
        occurrence = tx.get(Occurrence, held.occurrence_id)
        if occurrence is None or occurrence.state != SCHEDULED or not covers(outage, occurrence):
            continue
        wanted = load_of(held, seats_taken(tx, occurrence.id))
        if fits(resource, others(tx, held), wanted):
            found.append((occurrence, held))
    return found


def _held_within(tx: Reader, outage: Outage, now: int) -> list[Allocation]:
    since = max(outage.starts_at - 2 * LONGEST_OCCURRENCE_MS, now)
    return tx.find(
        ALLOCATIONS_OF_RESOURCE, outage.resource_id, since=since, until=outage.ends_at or NEVER
    )


def release_what_does_not_fit(
    tx: Tx, act: Act, resource: Resource, outage: Outage
) -> list[Occurrence]:
    """Flag the classes within an outage's time that no longer fit; by start (SCH-12)."""
    lost = []
    for occurrence, held in no_longer_fitting(tx, resource, outage, act.occurred_at):
        wanted = load_of(held, seats_taken(tx, occurrence.id))
        if fits(resource, others(tx, held), wanted) is None:
            continue  # what a later class gave back is enough
        tx.put(replace(held, state=RELEASED))
        tx.put(replace(occurrence, conflict=SHORT, changed_by=act.command_id))
        lost.append(occurrence)
    return sorted(lost, key=lambda one: (one.starts_at, one.id))


def _lost(
    tx: Reader, act: Act, resource: Resource, outage: Outage
) -> list[tuple[Occurrence, Allocation]]:
    """Flagged classes to come that gave up this resource, the earlier ones first."""
    coming = tx.find(
        OPEN_AT_LOCATION,
        resource.location_id,
        since=max(outage.starts_at - LONGEST_OCCURRENCE_MS, act.occurred_at),
        until=outage.ends_at or NEVER,
    )
    return [
        (one, held)
        for one in coming
        if one.conflict == SHORT
        for held in tx.find(ALLOCATIONS_OF_OCCURRENCE, one.id)
        if held.resource_id == resource.id and held.state == RELEASED
    ]


def _move_clients(tx: Tx, act: Act, outage: Outage) -> list[Event]:
    """Who has the broken spot in a class to come gets another, or none until check-in (RES-7)."""
    since = max(outage.starts_at - LONGEST_OCCURRENCE_MS, act.occurred_at)
    uses = tx.find(USES_OF_SPOT, outage.spot_id, since=since, until=outage.ends_at or NEVER)
    events = []
    for use in uses:
        scene = scene_of(tx, use.occurrence_id)
        if isinstance(scene, Refusal) or not covers(outage, scene.occurrence):
            continue
        tx.put(replace(use, state=LEFT, changed_by=act.command_id))
        label = _given_instead(tx, act, use)
        facts = {**client_facts(tx, scene, use.client_id), "spot": label}
        events.append(Event("spot_moved", facts))
    return events


def _given_instead(tx: Tx, act: Act, use: SpotUse) -> str:
    spot = give_spot_near(tx, act, use.occurrence_id, use.client_id, use.spot_id)
    return spot.label if spot else ""


def named(tx: Reader, occurrence: Occurrence) -> Facts:
    """A class as a list names it."""
    service = tx.get(Service, occurrence.service_id)
    return {
        "occurrence_id": occurrence.id,
        "class_name": service.name if service else "",
        "starts_at": occurrence.starts_at,
        "zone": occurrence.zone,
    }
