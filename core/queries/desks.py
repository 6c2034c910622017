"""The desks of a place, revoked ones too, and who can sign at each."""

import msgspec

from core.domain.organisation import (
    DESKS_OF_LOCATION,
    KEYS_OF_DESK,
    KEYS_OF_STAFF,
    Desk,
    StaffKey,
    StaffMember,
)
from core.queries.source import Source

TABLES = (Desk, StaffKey, StaffMember)
ACTIVE = "active"


class DeskLine(msgspec.Struct, frozen=True):
    """One computer with the names of those who have a PIN there."""

    desk: Desk
    people: tuple[str, ...]

    @property
    def revoked(self) -> bool:
        return self.desk.state != ACTIVE


def desks(source: Source, location_id: str) -> list[DeskLine]:
    """The desks of a location: those that work first, then by name."""
    lines = [
        DeskLine(desk, _names(source, desk))
        for desk in source.rows.find(DESKS_OF_LOCATION, location_id)
    ]
    return sorted(lines, key=lambda line: (line.revoked, line.desk.name, line.desk.id))


def key_at(source: Source, staff_id: str, desk_id: str) -> StaffKey | None:
    """The key with which a person signs at a desk, None where they have none."""
    held = source.rows.find(KEYS_OF_STAFF, staff_id)
    return next((k for k in held if k.desk_id == desk_id and k.state == ACTIVE), None)


def was_ended(source: Source, key_id: str) -> bool:
    """Whether a key was registered once and is none any more."""
    key = source.rows.get(StaffKey, key_id)
    return key is not None and key.state != ACTIVE


def has_signed(source: Source, staff_id: str) -> bool:
    """Whether a person ever had a key: from then on a name alone is not believed."""
    return bool(source.rows.find(KEYS_OF_STAFF, staff_id))


def _names(source: Source, desk: Desk) -> tuple[str, ...]:
    keys = source.rows.find(KEYS_OF_DESK, desk.id)
    found = (source.rows.get(StaffMember, key.staff_id) for key in keys if key.state == ACTIVE)
    return tuple(sorted(member.name for member in found if member))
