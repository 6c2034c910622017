"""What a command in the journal did, in words, with the names of what it is about."""

import re
from typing import Any

import msgspec

from core.commands.registry import specs
from core.domain.catalogue import PassProduct, Service
from core.domain.credits import Pass
from core.domain.organisation import Location, StaffMember
from core.domain.people import Client
from core.domain.schedule import Occurrence, Resource
from core.queries.source import Source
from core.wire.envelope import Envelope
from desktop import formats
from desktop.saying import tr

_PLACE = re.compile(r"\{(\w+)\}")
_NAMED: dict[str, type[Any]] = {
    "client": Client,
    "other_client": Client,
    "staff": StaffMember,
    "instructor": StaffMember,
    "location": Location,
    "pass": Pass,
    "product": PassProduct,
    "service": Service,
    "resource": Resource,
}


def words_of(source: Source, envelope: Envelope, now: int) -> str:
    """The line of a command as the history will have it, from what this desk knows."""
    spec = specs.get(envelope.name)
    if spec is None:
        return envelope.name.replace("_", " ").capitalize()
    fields: dict[str, Any] = msgspec.json.decode(envelope.arguments)

    def filled(found: re.Match[str]) -> str:
        return _said(source, found[1], fields, now) or "…"

    return _PLACE.sub(filled, tr(spec.label))


def _said(source: Source, name: str, fields: dict[str, Any], now: int) -> str:
    key = str(fields.get(f"{name}_id", ""))
    if name == "occurrence":
        row = source.rows.get(Occurrence, key)
        service = source.rows.get(Service, row.service_id) if row else None
        if row is None or service is None:
            return ""
        return f"{service.name}, {formats.moment(row.starts_at, row.zone, now)}"
    if name in _NAMED:
        found = source.rows.get(_NAMED[name], key)
        return str(found.name) if found is not None else ""
    value = fields.get(name, "")
    return str(value) if isinstance(value, str | int) else ""
