"""How signing keys of people end, whatever ended them: a sign-in anew, a role, a desk."""

from collections.abc import Iterable

from msgspec.structs import replace

from core.changes import Act, Event
from core.domain.organisation import (
    GRANTS_OF_STAFF,
    KEYS_OF_STAFF,
    Desk,
    StaffKey,
)
from core.ports import Reader, Tx

ACTIVE = "active"
ENDED = "ended"


def active(keys: Iterable[StaffKey]) -> list[StaffKey]:
    """Those that still sign."""
    return [key for key in keys if key.state == ACTIVE]


def holds_at(tx: Reader, staff_id: str, location_id: str) -> bool:
    """Whether a person has any role at a place."""
    return any(
        grant.location_id in ("", location_id) for grant in tx.find(GRANTS_OF_STAFF, staff_id)
    )


def end(tx: Tx, act: Act, keys: Iterable[StaffKey]) -> tuple[Event, ...]:
    """End those of the keys that are active; the event of it, if there was one."""
    ended = active(keys)
    for key in ended:
        tx.put(replace(key, state=ENDED, ended_at=act.occurred_at))
    facts = {
        "key_ids": [key.id for key in ended],
        "staff_ids": sorted({key.staff_id for key in ended}),
        "desk_ids": sorted({key.desk_id for key in ended}),
    }
    return (Event("staff_keys_ended", facts),) if ended else ()


def end_left_over(tx: Tx, act: Act, staff_id: str) -> tuple[Event, ...]:
    """End a person's keys at the desks of places where they hold nothing any more (ORG-10)."""
    return end(tx, act, [key for key in tx.find(KEYS_OF_STAFF, staff_id) if _left_over(tx, key)])


def _left_over(tx: Reader, key: StaffKey) -> bool:
    desk = tx.get(Desk, key.desk_id)
    return desk is None or not holds_at(tx, key.staff_id, desk.location_id)
