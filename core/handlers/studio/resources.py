"""Handler that changes rooms and equipment; classes follow what there is (RES-1, RES-5)."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.resources import ArchiveResource, EditResource, UnarchiveResource
from core.domain.catalogue import SERVICES_BY_STATE
from core.domain.ids import OutageId
from core.domain.refusals import Refusal
from core.domain.schedule import ALLOCATIONS_OF_RESOURCE, Resource
from core.domain.spots import SPOTS_OF_RESOURCE, Outage
from core.handlers.registry import handles
from core.handlers.scene import Facts
from core.handlers.schedule.outages import held_again, named, release_what_does_not_fit
from core.ports import Reader, Tx
from core.rules.schedule.conflicts import needs_of
from core.rules.schedule.resources import places

_FIELDS = ("name", "quantity", "colour", "exclusive", "users")


@handles(EditResource)
def edit_resource(tx: Tx, act: Act, command: EditResource) -> Outcome | Refusal:
    """Refuses `resource_unknown`, `too_many_spots` where more are numbered than there would be.

    Classes that no longer fit keep their date, hold nothing of it, and are flagged; with more
    there, those that had lost it hold it again.
    """
    before = tx.get(Resource, command.resource_id)
    if before is None:
        return Refusal("resource_unknown", {"resource_id": command.resource_id})
    given = {
        name: int(value) if isinstance(value, bool) else value
        for name in _FIELDS
        if (value := getattr(command, name)) is not None
    }
    after = replace(before, **given)
    facts: Facts = {
        "resource_id": after.id,
        "resource_name": after.name,
        "location_id": after.location_id,
        "quantity": after.quantity,
        "before": {name: getattr(before, name) for name in given},
    }
    numbered = len(tx.find(SPOTS_OF_RESOURCE, after.id))
    if numbered > after.quantity:
        return Refusal("too_many_spots", {**facts, "count": numbered})
    tx.put(after)
    from_now = Outage(OutageId(""), after.id, 0, act.occurred_at)
    lost = release_what_does_not_fit(tx, act, after, from_now)
    back = held_again(tx, act, after, from_now) if places(after) > places(before) else []
    facts |= {
        "occurrence_ids": [one.id for one in lost],
        "classes": [named(tx, one) for one in lost],
        "count": len(lost),
        "back": back,
    }
    return Outcome("resource_changed", facts, (Event("resource_changed", facts),))


@handles(ArchiveResource)
def archive_resource(tx: Tx, act: Act, command: ArchiveResource) -> Outcome | Refusal:
    """Refuses `resource_unknown`, `resource_needed` while a service needs it, `resource_held` while
    classes to come hold it. Twice is once."""
    found = tx.get(Resource, command.resource_id)
    if found is None:
        return Refusal("resource_unknown", {"resource_id": command.resource_id})
    facts = _facts(found)
    if needed := _needing(tx, found.id):
        return Refusal("resource_needed", {**facts, "names": ", ".join(needed)})
    held = tx.find(ALLOCATIONS_OF_RESOURCE, found.id, since=act.occurred_at)
    if classes := {one.occurrence_id for one in held}:
        return Refusal("resource_held", {**facts, "count": len(classes)})
    return _set_state(tx, found, "archived")


@handles(UnarchiveResource)
def unarchive_resource(tx: Tx, _act: Act, command: UnarchiveResource) -> Outcome | Refusal:
    """Refuses `resource_unknown`. Twice is once."""
    found = tx.get(Resource, command.resource_id)
    if found is None:
        return Refusal("resource_unknown", {"resource_id": command.resource_id})
    return _set_state(tx, found, "active")


def _needing(tx: Reader, resource_id: str) -> list[str]:
    """The names of the services in use that need a resource."""
    return sorted(
        row.name
        for row in tx.find(SERVICES_BY_STATE, "active")
        if any(need.resource_id == resource_id for need in needs_of(row))
    )


def _set_state(tx: Tx, found: Resource, state: str) -> Outcome:
    tx.put(replace(found, state=state))
    facts = {**_facts(found), "state": state}
    return Outcome("resource_kept", facts, (Event("resource_kept", facts),))


def _facts(found: Resource) -> Facts:
    return {
        "resource_id": found.id,
        "resource_name": found.name,
        "location_id": found.location_id,
    }
