"""The inverses of commands that set the studio up: each puts back what its outcome says was before.

What an outcome keeps stands as the row has it; here it becomes the command's fields again.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from core.commands.availability import QualifyStaff
from core.commands.catalogue import ResourceNeed
from core.commands.locations import EditLocation, SetLocationActive
from core.commands.offer import (
    ArchivePassProduct,
    ArchiveRetailItem,
    EditPassProduct,
    EditRetailItem,
    UnarchivePassProduct,
    UnarchiveRetailItem,
)
from core.commands.registry import Command
from core.commands.resources import ArchiveResource, UnarchiveResource
from core.commands.services import EditService, Question
from core.commands.setup import SetSetting
from core.commands.staff import EditStaff
from core.commands.studio import ClearSetting, EditOrganisation
from core.commands.templates import TakeBackTemplate, WriteTemplate
from core.domain.json_text import texts

Facts = Mapping[str, Any]
Inverse = Callable[[Any, str, Facts], Command | None]

_needs = msgspec.json.Decoder(tuple[ResourceNeed, ...]).decode
_questions = msgspec.json.Decoder(tuple[Question, ...]).decode
_hours = msgspec.json.Decoder(dict[str, tuple[tuple[str, str], ...]]).decode
_SWITCHES = frozenset(
    {
        "credit_needed",
        "waitlist",
        "open_studio",
        "attended_by_itself",
        "self_booking",
        "instructor_booking",
        "staff_booking",
        "charge_at_booking",
        "shared",
        "new_clients_only",
        "standby_only",
    }
)
_COLUMNS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "locations": ("location_ids", texts),
    "services": ("service_ids", texts),
    "needs": ("needs", _needs),
    "questions": ("questions", _questions),
    "opening_hours": ("opening_hours", _hours),
}


def fields_from(before: Facts) -> dict[str, Any]:
    """What a row held, as the fields of the command that changes it."""
    found: dict[str, Any] = {}
    for name, value in before.items():
        if name in _COLUMNS:
            field, read = _COLUMNS[name]
            found[field] = read(value)
        else:
            found[name] = bool(value) if name in _SWITCHES else value
    return found


def _set_setting(command: SetSetting | ClearSetting, _: str, facts: Facts) -> Command | None:
    if facts["before"] is None:
        if isinstance(command, ClearSetting):
            return None
        return ClearSetting(command.scope, command.key, command.scope_id)
    return SetSetting(command.scope, command.key, facts["before"], command.scope_id)


def _words_before(command: WriteTemplate | TakeBackTemplate, _: str, facts: Facts) -> Command:
    of = (command.event, command.channel, command.language)
    return WriteTemplate(*of, **facts["before"]) if facts["before"] else TakeBackTemplate(*of)


STUDIO_INVERSES: dict[type[Command], Inverse] = {
    EditService: lambda c, _, f: EditService(c.service_id, **fields_from(f["before"])),
    EditLocation: lambda c, _, f: EditLocation(c.location_id, **fields_from(f["before"])),
    SetLocationActive: lambda c, _, f: SetLocationActive(c.location_id, f["before"]),
    SetSetting: _set_setting,
    ClearSetting: _set_setting,
    EditStaff: lambda c, _, f: EditStaff(c.staff_id, **f["before"]),
    QualifyStaff: lambda c, _, f: QualifyStaff(c.staff_id, texts(f["before"])),
    EditOrganisation: lambda c, _, f: EditOrganisation(c.organisation_id, **f["before"]),
    EditPassProduct: lambda c, _, f: EditPassProduct(c.product_id, **fields_from(f["before"])),
    ArchivePassProduct: lambda c, _, __: UnarchivePassProduct(c.product_id),
    UnarchivePassProduct: lambda c, _, __: ArchivePassProduct(c.product_id),
    EditRetailItem: lambda c, _, f: EditRetailItem(c.item_id, **f["before"]),
    ArchiveRetailItem: lambda c, _, __: UnarchiveRetailItem(c.item_id),
    UnarchiveRetailItem: lambda c, _, __: ArchiveRetailItem(c.item_id),
    WriteTemplate: _words_before,
    TakeBackTemplate: _words_before,
    ArchiveResource: lambda c, _, __: UnarchiveResource(c.resource_id),
    UnarchiveResource: lambda c, _, __: ArchiveResource(c.resource_id),
}
