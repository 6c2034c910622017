"""From holds to the resource day: lines by type, clashes, levels, how much is used."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec.structs import replace

from core.domain.schedule import Resource
from core.domain.zones import HOUR_MS
from core.queries.resources import HoldLine
from desktop import formats
from desktop.features.resources.model import (
    Clash,
    Hold,
    Kind,
    Level,
    ResourceDay,
    ResourceGroup,
    ResourceLine,
)

TYPES = {"room": "Rooms", "equipment": "Equipment", "prop": "Props"}
FIRST_HOUR, LAST_HOUR = 7, 21
KINDS = (
    Kind("all", "All"),
    Kind("room", "Rooms"),
    Kind("equipment", "Equipment"),
    Kind("prop", "Props"),
)


class Used:
    """One hold with how many it uses: once for the class, and for each seat."""

    def __init__(self, line: HoldLine, seats: int) -> None:
        self.line = line
        self.quantity = line.per_class + line.per_attendee * seats


def resource_day(
    rows: Sequence[Resource],
    holds: Sequence[HoldLine],
    seats: Mapping[str, int],
    at: tuple[int, str],
    shown: str,
) -> ResourceDay:
    """The local day of `at` (a moment in it and the zone); `seats` are those used by occurrence."""
    moment, zone = at
    since, until = formats.day_bounds(moment, zone)
    by_resource: dict[str, list[Used]] = defaultdict(list)
    for line in holds:
        by_resource[line.resource_id].append(Used(line, seats.get(line.occurrence_id, 0)))
    from_at, to_at = _hours(holds, since, until)
    groups = tuple(
        ResourceGroup(
            ident=kind,
            name=name,
            lines=tuple(
                _line(row, by_resource[row.id], (from_at, to_at), zone)
                for row in rows
                if row.type == kind
            ),
        )
        for kind, name in TYPES.items()
        if shown in ("all", kind) and any(row.type == kind for row in rows)
    )
    clashes = sum(len(line.clashes) for group in groups for line in group.lines)
    return ResourceDay(
        zone=zone,
        day=str(formats.local(moment, zone).date()),
        title=formats.short_day(moment, zone),
        from_at=from_at,
        to_at=to_at,
        groups=groups,
        clashes=clashes,
        shown=next(kind.text for kind in KINDS if kind.ident == shown),
        kinds=KINDS,
    )


def _hours(holds: Sequence[HoldLine], since: int, until: int) -> tuple[int, int]:
    first = min([since + FIRST_HOUR * HOUR_MS, *(h.starts_at for h in holds)])
    last = max([since + LAST_HOUR * HOUR_MS, *(h.ends_at for h in holds)])
    down = since + max(0, first - since) // HOUR_MS * HOUR_MS
    up = since + -(-(min(last, until) - since) // HOUR_MS) * HOUR_MS
    return down, up


def _line(row: Resource, used: list[Used], span: tuple[int, int], zone: str) -> ResourceLine:
    levels = _levels(used)
    over = [level for level in levels if level.used > row.quantity]
    many = row.quantity > 1
    return ResourceLine(
        resource_id=row.id,
        name=row.name,
        note=f"{row.quantity} there" if many else "",
        holds=tuple(_hold(one, zone, many=many) for one in used),
        clashes=tuple(
            Clash(
                starts_at=level.starts_at,
                ends_at=level.ends_at,
                text=f"{level.used} of {row.quantity}",
            )
            for level in over
        ),
        levels=tuple(replace(level, of=row.quantity) for level in levels)
        if not row.exclusive
        else (),
        shared=not row.exclusive,
        used_percent=_percent(levels, row.quantity, span),
    )


def _hold(one: Used, zone: str, *, many: bool) -> Hold:
    line = one.line
    span = f"{formats.clock(line.starts_at, zone)}–{formats.clock(line.ends_at, zone)}"
    return Hold(
        hold_id=f"{line.resource_id}/{line.occurrence_id}",
        occurrence_id=line.occurrence_id,
        starts_at=line.starts_at,
        ends_at=line.ends_at,
        span=span,
        text=line.short_name or line.name,
        service=line.colour,
        quantity=str(one.quantity) if many else "",
    )


def _levels(used: list[Used]) -> list[Level]:
    """How many are in use between each two moments at which that changes (RES-2)."""
    edges = sorted({edge for one in used for edge in (one.line.starts_at, one.line.ends_at)})
    found = []
    for start, end in pairwise(edges):
        count = sum(u.quantity for u in used if u.line.starts_at <= start < u.line.ends_at)
        if count:
            found.append(Level(starts_at=start, ends_at=end, used=count, of=0))
    return found


def _percent(levels: list[Level], quantity: int, span: tuple[int, int]) -> int:
    whole = max(1, (span[1] - span[0]) * quantity)
    busy = sum((one.ends_at - one.starts_at) * min(one.used, quantity) for one in levels)
    return round(100 * busy / whole)
