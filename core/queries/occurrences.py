"""Occurrences of a location in a span of time, with what a block on a calendar says."""

from collections import Counter, defaultdict
from typing import Any

import msgspec

from core.domain.bookings import (
    Booking,
    SeatHold,
    WaitlistEntry,
)
from core.domain.catalogue import Service
from core.domain.ids import LocationId, OccurrenceId, SeriesId, ServiceId, StaffId
from core.domain.leases import ACTIVE, LEASES_AT_LOCATION, Lease
from core.domain.organisation import StaffMember
from core.domain.schedule import LONGEST_OCCURRENCE_MS, Allocation, Occurrence, Resource
from core.queries.source import Source

TABLES = (
    Occurrence,
    Booking,
    WaitlistEntry,
    Allocation,
    Service,
    StaffMember,
    Resource,
    SeatHold,
    Lease,
)
"""A screen that shows these must look again when one of them changed."""


class OccurrenceLine(msgspec.Struct, frozen=True):
    """One occurrence. Times are UTC in milliseconds; `booked`, `came` and `missed` count seats.

    `kept` are seats of open offers, those that staff keep, and those that other desks were lent.
    `pending` says that something about it waits to be confirmed by the server.
    """

    id: OccurrenceId
    service_id: ServiceId
    location_id: LocationId
    series_id: SeriesId
    name: str
    short_name: str
    badge: str
    colour: int
    kind: str
    category: str
    buffer_before_min: int
    buffer_after_min: int
    starts_at: int
    ends_at: int
    zone: str
    local_date: str
    local_start: str
    capacity: int
    lead_id: StaffId
    lead_name: str
    note: str
    conflict: str
    state: str
    booked: int = 0
    came: int = 0
    missed: int = 0
    waiting: int = 0
    pending: bool = False
    rooms: tuple[str, ...] = ()
    room_id: str = ""
    kept: int = 0

    @property
    def free(self) -> int:
        """Seats that can be booked; less than none where a class is over its capacity."""
        return self.capacity - self.booked - self.kept


class _Fill(msgspec.Struct, frozen=True):
    occurrence_id: str
    booked: int
    came: int
    missed: int
    pending: int


class _Count(msgspec.Struct, frozen=True):
    occurrence_id: str
    count: int


class _Held(msgspec.Struct, frozen=True):
    occurrence_id: str
    resource_id: str
    name: str
    type: str


def occurrences(source: Source, location_id: str, since: int, until: int) -> list[OccurrenceLine]:
    """All that overlap [since, until), without dropped ones, by start, room and id."""
    span = {
        "location": location_id,
        "low": since - LONGEST_OCCURRENCE_MS,
        "high": until,
        "since": since,
    }
    lines = source.all(OccurrenceLine, "occurrences.lines", **span)
    return _filled(source, lines, span)


def occurrence(source: Source, occurrence_id: str) -> OccurrenceLine | None:
    """One occurrence, or None."""
    row = source.rows.get(Occurrence, occurrence_id)
    if row is None:
        return None
    near = occurrences(source, row.location_id, row.starts_at, row.starts_at + 1)
    return next((line for line in near if line.id == occurrence_id), None)


def _lent(source: Source, span: dict[str, Any]) -> list[Lease]:
    """What desks hold of the classes in view; a class that has begun holds no more."""
    return source.rows.find(LEASES_AT_LOCATION, span["location"], ACTIVE, since=span["low"])


def _filled(
    source: Source, lines: list[OccurrenceLine], span: dict[str, Any]
) -> list[OccurrenceLine]:
    fills = {fill.occurrence_id: fill for fill in source.all(_Fill, "occurrences.fills", **span)}
    waits = {
        one.occurrence_id: one.count for one in source.all(_Count, "occurrences.waits", **span)
    }
    kept: Counter[str] = Counter()
    for statement in ("occurrences.offered", "occurrences.held"):
        for one in source.all(_Count, statement, **span):
            kept[one.occurrence_id] += one.count
    for lease in _lent(source, span):
        if lease.desk_id != source.desk_id:
            kept[lease.occurrence_id] += lease.unspent
    held: dict[str, list[_Held]] = defaultdict(list)
    for hold in source.all(_Held, "occurrences.holds", **span):
        held[hold.occurrence_id].append(hold)
    none = _Fill("", 0, 0, 0, 0)
    return [
        msgspec.structs.replace(
            line,
            booked=(fill := fills.get(line.id, none)).booked,
            came=fill.came,
            missed=fill.missed,
            pending=bool(fill.pending),
            waiting=waits.get(line.id, 0),
            rooms=tuple(one.name for one in held[line.id] if one.type == "room"),
            kept=kept[line.id],
            room_id=next((one.resource_id for one in held[line.id] if one.type == "room"), ""),
        )
        for line in lines
    ]
