"""What a command names must be there; and a refusal tells it by name, so that it can be said."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec
from msgspec import inspect

from core.commands.registry import Command, Kind, Spec
from core.domain.bookings import ATTENDED, CHECKED_IN, Booking
from core.domain.catalogue import Service
from core.domain.ids import booking_id
from core.domain.organisation import Location, StaffMember
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.domain.rows import Row
from core.domain.schedule import Occurrence, Resource
from core.ports import Reader

_Path = tuple[str, ...]

NAMES: dict[str, tuple[type[Row], str]] = {
    "client_id": (Client, "client_unknown"),
    "client_ids": (Client, "client_unknown"),
    "payer_id": (Client, "client_unknown"),
    "location_id": (Location, "location_unknown"),
    "location_ids": (Location, "location_unknown"),
    "home_location_id": (Location, "location_unknown"),
    "primary_location_id": (Location, "location_unknown"),
    "lead_id": (StaffMember, "staff_unknown"),
    "assistant_ids": (StaffMember, "staff_unknown"),
    "instructor_id": (StaffMember, "staff_unknown"),
    "staff_id": (StaffMember, "staff_unknown"),
    "service_id": (Service, "service_unknown"),
    "service_ids": (Service, "service_unknown"),
    "resource_id": (Resource, "resource_unknown"),
}
"""Fields of commands, and of what stands in them, that name a row of the organisation."""
_CLASSES = ("occurrence_id", "to_occurrence_id", "from_occurrence_id")


def unknown(tx: Reader, spec: Spec, command: Command) -> Refusal | None:
    """Refuses `client_unknown`, `location_unknown`, `staff_unknown`, `service_unknown` and
    `resource_unknown` where a command names what is not there or is another organisation's."""
    if spec.kind is Kind.SYSTEM:
        return None
    for path in _paths(spec.type):
        row_type, code = NAMES[path[-1]]
        for one in _at(command, path):
            if one and tx.get(row_type, one) is None:
                return Refusal(code, {path[-1].removesuffix("s"): one})
    return None


@cache
def _paths(command_type: type[Command]) -> tuple[_Path, ...]:
    return tuple(_within(inspect.type_info(command_type), ()))


def _within(info: Any, path: _Path) -> Iterator[_Path]:
    if isinstance(info, inspect.StructType):
        for field in info.fields:
            here = (*path, field.name)
            yield from [here] if field.name in NAMES else _within(field.type, here)
    elif isinstance(info, inspect.VarTupleType):
        yield from _within(info.item_type, path)
    elif isinstance(info, inspect.UnionType):
        for one in info.types:
            yield from _within(one, path)


def _at(value: Any, path: _Path) -> Iterator[str]:
    if isinstance(value, tuple):
        for one in value:
            yield from _at(one, path)
    elif not path:
        yield value or ""
    elif isinstance(value, msgspec.Struct):
        yield from _at(getattr(value, path[0]), path[1:])


def named(tx: Reader, command: Command, refusal: Refusal) -> Refusal:
    """The refusal with the client and the class by name, unless it says so itself."""
    known = refusal.facts
    client_id = str(known.get("client_id") or getattr(command, "client_id", ""))
    found = [known.get(field) or getattr(command, field, "") for field in _CLASSES]
    occurrence_id = next((one for one in found if one), "")
    names = _client(tx, client_id) | _class(tx, occurrence_id, getattr(command, "seats", 1))
    names |= _in_since(tx, occurrence_id, client_id) if known.get("at") is None else {}
    return Refusal(refusal.code, {**known, **names, **_told(known)}) if names else refusal


def _told(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: fact for name, fact in facts.items() if fact is not None}


def _in_since(tx: Reader, occurrence_id: str, client_id: str) -> dict[str, Any]:
    """Since when somebody is in; who was only marked as attending, since the start."""
    booking = tx.get(Booking, booking_id(occurrence_id, client_id))
    if booking is None or booking.state not in (CHECKED_IN, ATTENDED):
        return {}
    return {"at": booking.checked_in_at or booking.starts_at}


def _client(tx: Reader, client_id: str) -> dict[str, Any]:
    client = tx.get(Client, client_id) if client_id else None
    return {"client_id": client.id, "client_name": client.name} if client else {}


def _class(tx: Reader, occurrence_id: str, seats: int) -> dict[str, Any]:
    occurrence = tx.get(Occurrence, occurrence_id) if occurrence_id else None
    service = tx.get(Service, occurrence.service_id) if occurrence else None
    if occurrence is None or service is None:
        return {}
    return {
        "occurrence_id": occurrence.id,
        "class_name": service.name,
        "starts_at": occurrence.starts_at,
        "zone": occurrence.zone,
        "location_id": occurrence.location_id,
        "price": service.price * seats,
    }
