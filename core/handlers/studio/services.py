"""Handlers that change services once they are there (SVC-1, SVC-7, SVC-9)."""

from typing import Any

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.services import ArchiveService, EditService, UnarchiveService
from core.domain.catalogue import FREE, Service
from core.domain.json_text import dump
from core.domain.organisation import Location
from core.domain.refusals import Refusal
from core.domain.schedule import Resource
from core.handlers.registry import handles
from core.handlers.scene import Facts
from core.ports import Reader, Tx
from core.rules.booking.booking_modes import switches_of

_PLAIN = (
    "name",
    "short_name",
    "category",
    "description",
    "colour",
    "duration_min",
    "capacity",
    "buffer_before_min",
    "buffer_after_min",
    "price",
    "lead_id",
    "tax_rate",
    "pay_mode",
    "deposit",
    "deposit_percent",
)
_SWITCHES = (
    "credit_needed",
    "waitlist",
    "open_studio",
    "attended_by_itself",
    "self_booking",
    "instructor_booking",
    "staff_booking",
)
_LISTS = {"location_ids": "locations", "needs": "needs", "questions": "questions"}


@handles(EditService)
def edit_service(tx: Tx, _act: Act, command: EditService) -> Outcome | Refusal:
    """Refuses `service_unknown`, `session_too_large`, `resource_unknown`, `location_unknown`,
    `question_twice`, `question_without_choices`."""
    service = _service(tx, command.service_id)
    if isinstance(service, Refusal):
        return service
    if refusal := _wrong(tx, service, command):
        return refusal
    fields: dict[str, Any] = switches_of(command.mode or "")
    for name in _PLAIN:
        if (value := getattr(command, name)) is not None:
            fields[name] = value
    for name in _SWITCHES:
        if (value := getattr(command, name)) is not None:
            fields[name] = int(value)
    for name, column in _LISTS.items():
        if (value := getattr(command, name)) is not None:
            fields[column] = dump(value)
    fields |= _bound(service, fields)
    tx.put(replace(service, **fields))
    facts: Facts = {
        "service_id": service.id,
        "class_name": fields.get("name", service.name),
        "fields": sorted(fields),
        "before": {name: getattr(service, name) for name in sorted(fields)},
    }
    return Outcome("service_changed", facts, (Event("service_changed", facts),))


def _bound(service: Service, fields: dict[str, Any]) -> dict[str, Any]:
    """What a session or a free service cannot have."""
    bound: dict[str, Any] = {"waitlist": 0} if service.kind == "session" else {}
    free = fields.get("pay_mode", service.pay_mode) == FREE
    return bound | ({"price": 0, "credit_needed": 0} if free else {})


@handles(ArchiveService)
def archive_service(tx: Tx, _act: Act, command: ArchiveService) -> Outcome | Refusal:
    """Refuses `service_unknown`. Twice is once."""
    return _set_state(tx, command.service_id, "archived")


@handles(UnarchiveService)
def unarchive_service(tx: Tx, _act: Act, command: UnarchiveService) -> Outcome | Refusal:
    """Refuses `service_unknown`. Twice is once."""
    return _set_state(tx, command.service_id, "active")


def _set_state(tx: Tx, service_id: str, state: str) -> Outcome | Refusal:
    service = _service(tx, service_id)
    if isinstance(service, Refusal):
        return service
    tx.put(replace(service, state=state))
    facts: Facts = {"service_id": service.id, "class_name": service.name, "state": state}
    return Outcome("service_changed", facts, (Event("service_changed", facts),))


def _service(tx: Reader, service_id: str) -> Service | Refusal:
    found = tx.get(Service, service_id)
    return found or Refusal("service_unknown", {"service_id": service_id})


def _wrong(tx: Reader, service: Service, command: EditService) -> Refusal | None:
    if service.kind == "session" and (command.capacity or 0) > 4:
        return Refusal("session_too_large", {"capacity": command.capacity})
    for need in command.needs or ():
        if tx.get(Resource, need.resource_id) is None:
            return Refusal("resource_unknown", {"resource_id": need.resource_id})
    for location_id in command.location_ids or ():
        if tx.get(Location, location_id) is None:
            return Refusal("location_unknown", {"location_id": location_id})
    keys = [one.key for one in command.questions or ()]
    if len(set(keys)) < len(keys):
        return Refusal("question_twice")
    for one in command.questions or ():
        if one.kind == "choice" and len(one.choices) < 2:
            return Refusal("question_without_choices", {"question": one.text})
    return None
