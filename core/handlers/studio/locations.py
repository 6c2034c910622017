"""Handlers that change a location once it is there (ORG-2, ORG-9)."""

from typing import Any

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.locations import EditLocation, SetLocationActive
from core.domain.json_text import dump
from core.domain.organisation import Location
from core.domain.refusals import Refusal
from core.handlers.registry import handles
from core.handlers.scene import Facts
from core.ports import Reader, Tx
from core.rules.schedule.opening import reversed_hours

_PLAIN = ("name", "address", "phone", "latitude_e6", "longitude_e6")


@handles(EditLocation)
def edit_location(tx: Tx, _act: Act, command: EditLocation) -> Outcome | Refusal:
    """Refuses `location_unknown`, `coordinates_incomplete`, `hours_reversed`."""
    location = _location(tx, command.location_id)
    if isinstance(location, Refusal):
        return location
    if (command.latitude_e6 is None) != (command.longitude_e6 is None):
        return Refusal("coordinates_incomplete", _facts(location))
    if reversed_hours((command.opening_hours or {}).values()):
        return Refusal("hours_reversed", _facts(location))
    fields: dict[str, Any] = {
        name: value for name in _PLAIN if (value := getattr(command, name)) is not None
    }
    if command.opening_hours is not None:
        fields["opening_hours"] = dump(command.opening_hours)
    changed = replace(location, **fields)
    tx.put(changed)
    facts = {
        **_facts(changed),
        "fields": sorted(fields),
        "before": {name: getattr(location, name) for name in sorted(fields)},
    }
    return Outcome("location_changed", facts, (Event("location_changed", facts),))


@handles(SetLocationActive)
def set_location_active(tx: Tx, _act: Act, command: SetLocationActive) -> Outcome | Refusal:
    """Refuses `location_unknown`. Twice is once."""
    location = _location(tx, command.location_id)
    if isinstance(location, Refusal):
        return location
    tx.put(replace(location, state="active" if command.active else "inactive"))
    facts = {**_facts(location), "active": command.active, "before": location.state == "active"}
    return Outcome("location_changed", facts, (Event("location_changed", facts),))


def _location(tx: Reader, location_id: str) -> Location | Refusal:
    found = tx.get(Location, location_id)
    return found or Refusal("location_unknown", {"location_id": location_id})


def _facts(location: Location) -> Facts:
    return {
        "location_id": location.id,
        "other_id": location.id,
        "location_name": location.name,
    }
