"""Completes a refusal with the names of what its command is about, so that it can be said."""

from typing import Any

from core.commands.registry import Command, Kind, Spec
from core.domain.catalogue import Service
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.domain.schedule import Occurrence
from core.ports import Reader

_CLASSES = ("occurrence_id", "to_occurrence_id", "from_occurrence_id")


def nobody(tx: Reader, spec: Spec, command: Command) -> Refusal | None:
    """Refuses `client_unknown` where a command names a client who is not there."""
    if spec.kind is Kind.SYSTEM:
        return None
    for client_id in (getattr(command, "client_id", ""), *getattr(command, "client_ids", ())):
        if client_id and tx.get(Client, client_id) is None:
            return Refusal("client_unknown", {"client_id": client_id})
    return None


def named(tx: Reader, command: Command, refusal: Refusal) -> Refusal:
    """The refusal with the client and the class by name, unless it says so itself."""
    known = refusal.facts
    client_id = str(known.get("client_id") or getattr(command, "client_id", ""))
    found = [known.get(field) or getattr(command, field, "") for field in _CLASSES]
    occurrence_id = next((one for one in found if one), "")
    names = _client(tx, client_id) | _class(tx, occurrence_id, getattr(command, "seats", 1))
    return Refusal(refusal.code, {**names, **known}) if names else refusal


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
