"""Gives a class another room or other equipment than its service names (RES-2, SET-7)."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.resources import ChangeResource
from core.domain.ids import ResourceId, allocation_id
from core.domain.refusals import Refusal
from core.domain.schedule import (
    ALLOCATIONS_OF_OCCURRENCE,
    HELD,
    RELEASED,
    Allocation,
    Occurrence,
    Resource,
)
from core.domain.spots import LEFT, Spot
from core.handlers.registry import handles
from core.handlers.scene import Facts, Scene, scene_of, told
from core.ports import Reader, Tx
from core.rules.booking.booking_window import takes_place
from core.rules.booking.holdings import others, seats_taken
from core.rules.booking.spots import uses
from core.rules.schedule.conflicts import conflicts
from core.rules.schedule.resources import fits, load_of
from core.rules.schedule.slots import slot_of

SHORT = "resource_short"


@handles(ChangeResource)
def change_resource(tx: Tx, act: Act, command: ChangeResource) -> Outcome | Refusal:
    """Refuses `class_cancelled` and kin, `class_over`, `resource_unknown`, `resource_not_used` (the
    class does not have the first), `resource_other_kind` (the second is of another type or
    location), `resource_short`.

    Spots of what is left are given anew at check-in. A class that lacked it lacks it no more.
    """
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    facts: Facts = {**scene.facts(), "from_resource_id": command.from_resource_id}
    refusal = takes_place(scene.occurrence)
    if refusal is None and act.occurred_at >= scene.occurrence.ends_at:
        refusal = Refusal("class_over", {"ended_at": scene.occurrence.ends_at})
    if refusal:
        return told(refusal, facts)
    found = _pair(tx, scene, command)
    if isinstance(found, Refusal):
        return told(found, facts)
    old, resource = found
    new = _instead(old, resource)
    wanted = load_of(new, seats_taken(tx, scene.occurrence.id))
    if refusal := fits(resource, others(tx, new), wanted):
        return told(refusal, facts)
    tx.put(replace(old, state=RELEASED, instead_of=ResourceId("")))
    tx.put(new)
    _leave_spots(tx, act, scene.occurrence.id, old.resource_id)
    occurrence = replace(scene.occurrence, changed_by=act.command_id)
    if occurrence.conflict == SHORT:
        occurrence = replace(occurrence, conflict=_still(tx, occurrence))
    tx.put(occurrence)
    facts |= {"resource_id": resource.id, "resource_name": resource.name}
    return Outcome("resource_swapped", facts, (Event("resource_swapped", facts),))


def _pair(
    tx: Reader, scene: Scene, command: ChangeResource
) -> tuple[Allocation, Resource] | Refusal:
    """What the class has of the first, held or lost, and the second."""
    rows = tx.find(ALLOCATIONS_OF_OCCURRENCE, scene.occurrence.id)
    swapped = {row.instead_of for row in rows if row.instead_of}
    old = next(
        (
            row
            for row in rows
            if row.resource_id == command.from_resource_id and row.resource_id not in swapped
        ),
        None,
    )
    resource = tx.get(Resource, command.to_resource_id)
    if resource is None or resource.state != "active":
        return Refusal("resource_unknown", {"resource_id": command.to_resource_id})
    before = tx.get(Resource, command.from_resource_id)
    if old is None or before is None or (old.state != HELD and not scene.occurrence.conflict):
        return Refusal("resource_not_used", {"resource_id": command.from_resource_id})
    alike = (before.type, before.location_id) == (resource.type, resource.location_id)
    if not alike or before.id == resource.id:
        return Refusal("resource_other_kind", {"resource_name": resource.name})
    return old, resource


def _instead(old: Allocation, resource: Resource) -> Allocation:
    """The other one for the same time; back at what the service names, it stands for nothing."""
    named = old.instead_of or old.resource_id
    return replace(
        old,
        id=allocation_id(old.occurrence_id, resource.id),
        resource_id=resource.id,
        state=HELD,
        instead_of=ResourceId("" if named == resource.id else named),
    )


def _leave_spots(tx: Tx, act: Act, occurrence_id: str, resource_id: str) -> None:
    for use in uses(tx, occurrence_id):
        spot = tx.get(Spot, use.spot_id)
        if spot is not None and spot.resource_id == resource_id:
            tx.put(replace(use, state=LEFT, changed_by=act.command_id))


def _still(tx: Reader, occurrence: Occurrence) -> str:
    """Whether something else is short, now that this is there."""
    seats = seats_taken(tx, occurrence.id)
    found = conflicts(tx, slot_of(tx, occurrence, (), seats))
    return next((one.code for one in found if one.code == SHORT), "")
