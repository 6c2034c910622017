"""Handler that changes rooms and equipment; classes follow what there is (RES-1, RES-5)."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.resources import EditResource
from core.domain.ids import OutageId
from core.domain.refusals import Refusal
from core.domain.schedule import Resource
from core.domain.spots import SPOTS_OF_RESOURCE, Outage
from core.handlers.registry import handles
from core.handlers.scene import Facts
from core.handlers.schedule.outages import held_again, named, release_what_does_not_fit
from core.ports import Tx
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
