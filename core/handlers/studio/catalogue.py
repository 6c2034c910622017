"""Handlers that say what is offered: services and resources."""

from core.changes import Act, Event, Outcome
from core.commands.catalogue import CreateResource, CreateService
from core.domain.catalogue import FREE, Service
from core.domain.ids import (
    LocationId,
    ResourceId,
    ServiceId,
    StaffId,
    derive,
)
from core.domain.json_text import dump
from core.domain.organisation import Location
from core.domain.refusals import Refusal
from core.domain.schedule import Resource
from core.handlers.registry import handles
from core.ports import Tx


@handles(CreateService)
def create_service(tx: Tx, act: Act, command: CreateService) -> Outcome | Refusal:
    """Refuses `session_too_large` (SVC-10), `resource_unknown`, `location_unknown`."""
    if command.kind == "session" and command.capacity > 4:
        return Refusal("session_too_large", {"capacity": command.capacity})
    for need in command.needs:
        if tx.get(Resource, need.resource_id) is None:
            return Refusal("resource_unknown", {"resource_id": need.resource_id})
    for location_id in command.location_ids:
        if tx.get(Location, location_id) is None:
            return Refusal("location_unknown", {"location_id": location_id})
    key = derive(act.command_id, "service")
    free = command.pay_mode == FREE
    tx.put(
        Service(
            ServiceId(key),
            command.name,
            command.short_name or command.name,
            command.kind,
            command.category,
            command.duration_min,
            command.capacity,
            command.colour,
            command.badge,
            command.description,
            command.buffer_before_min,
            command.buffer_after_min,
            0 if free else command.price,
            dump(command.location_ids),
            dump(command.needs),
            StaffId(command.lead_id),
            int(command.credit_needed and not free),
            int(command.waitlist and command.kind == "class"),
            int(command.open_studio),
            int(command.self_booking),
            int(command.instructor_booking),
            int(command.staff_booking),
            tax_rate=command.tax_rate,
            pay_mode=command.pay_mode,
            deposit=command.deposit,
            deposit_percent=command.deposit_percent,
        )
    )
    facts = {"service_id": key, "name": command.name}
    return Outcome("created", facts, (Event("service_created", facts),))


@handles(CreateResource)
def create_resource(tx: Tx, act: Act, command: CreateResource) -> Outcome | Refusal:
    """Refuses `location_unknown`."""
    if tx.get(Location, command.location_id) is None:
        return Refusal("location_unknown", {"location_id": command.location_id})
    key = derive(act.command_id, "resource")
    tx.put(
        Resource(
            ResourceId(key),
            LocationId(command.location_id),
            command.name,
            command.type,
            command.quantity,
            command.colour,
            int(command.exclusive),
            users=command.users,
        )
    )
    facts = {"resource_id": key, "name": command.name}
    return Outcome("created", facts, (Event("resource_created", facts),))
