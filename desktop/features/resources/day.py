"""From holds to the resource day: lines by type, clashes, levels, how much is used."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from core.domain.schedule import Resource
from core.domain.spots import Outage as SpotOutage
from core.domain.spots import Spot
from core.domain.zones import HOUR_MS
from core.queries.resources import HoldLine
from desktop import formats
from desktop.features.resources.model import (
    Clash,
    Hold,
    Kind,
    Level,
    Outage,
    ResourceDay,
    ResourceGroup,
    ResourceLine,
)
from desktop.features.resources.units import Units
from desktop.saying import tr

TYPES = {"room": tr("Rooms"), "equipment": tr("Equipment"), "prop": tr("Props")}
FIRST_HOUR, LAST_HOUR = 7, 21
UNIT = "#"
"""Between a resource and one of its units in the id of a line."""
NO_UNITS = Units()
KINDS = (
    Kind("all", tr("All")),
    Kind("room", tr("Rooms")),
    Kind("equipment", tr("Equipment")),
    Kind("prop", tr("Props")),
)


class Look(Struct, frozen=True):
    """A moment of the day that is looked at, the zone, which types, and the present."""

    at: int
    zone: str
    shown: str = "all"
    now: int = 0


class Used:
    """One hold with how many it uses: once for the class, and for each seat."""

    def __init__(self, line: HoldLine, seats: int) -> None:
        self.line = line
        self.quantity = line.per_class + line.per_attendee * seats


def resource_day(
    rows: Sequence[Resource],
    holds: Sequence[HoldLine],
    seats: Mapping[str, int],
    look: Look,
    units: Units = NO_UNITS,
) -> ResourceDay:
    """The local day of a look; `seats` are those used by occurrence."""
    zone = look.zone
    since, until = formats.day_bounds(look.at, zone)
    by_resource: dict[str, list[Used]] = defaultdict(list)
    for line in holds:
        by_resource[line.resource_id].append(Used(line, seats.get(line.occurrence_id, 0)))
    span = _hours(holds, since, until)
    made = Lines(by_resource, units, span, zone, look.now)
    groups = tuple(
        group
        for kind, name in TYPES.items()
        if look.shown in ("all", kind)
        for group in made.groups(kind, name, [row for row in rows if row.type == kind])
    )
    lines = [line for group in groups for line in group.lines]
    return ResourceDay(
        zone=zone,
        day=str(formats.local(look.at, zone).date()),
        title=formats.short_day(look.at, zone),
        from_at=span[0],
        to_at=span[1],
        groups=groups,
        clashes=sum(len(line.clashes) for line in lines),
        outages=sum(len(line.outages) for line in lines),
        shown=next(kind.text for kind in KINDS if kind.ident == look.shown),
        kinds=KINDS,
    )


def _hours(holds: Sequence[HoldLine], since: int, until: int) -> tuple[int, int]:
    first = min([since + FIRST_HOUR * HOUR_MS, *(h.starts_at for h in holds)])
    last = max([since + LAST_HOUR * HOUR_MS, *(h.ends_at for h in holds)])
    down = since + max(0, first - since) // HOUR_MS * HOUR_MS
    up = since + -(-(min(last, until) - since) // HOUR_MS) * HOUR_MS
    return down, up


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


class Lines:
    """Makes the lines of one day."""

    def __init__(
        self,
        used: Mapping[str, list[Used]],
        units: Units,
        span: tuple[int, int],
        zone: str,
        now: int,
    ) -> None:
        self._used, self._units, self._span = used, units, span
        self._zone, self._now = zone, now

    def groups(self, kind: str, name: str, rows: Sequence[Resource]) -> list[ResourceGroup]:
        """What is numbered is a group of its own, with a line for each unit."""
        plain = [row for row in rows if row.id not in self._units.spots]
        made = [self._numbered(row) for row in rows if row.id in self._units.spots]
        if plain:
            lines = tuple(self.line(row) for row in plain)
            share = round(sum(one.used_percent for one in lines) / len(lines))
            made.append(ResourceGroup(ident=kind, name=name, used_percent=share, lines=lines))
        return made

    def line(self, row: Resource) -> ResourceLine:
        """One resource with what holds it."""
        used = self._used.get(row.id, [])
        levels = _levels(used)
        over = [level for level in levels if level.used > row.quantity]
        many = row.quantity > 1
        return ResourceLine(
            resource_id=row.id,
            name=row.name,
            note=tr("{0} there").format(row.quantity) if many else "",
            holds=tuple(self._hold(one, many=many) for one in used),
            outages=self._outages(row),
            clashes=tuple(
                Clash(
                    starts_at=level.starts_at,
                    ends_at=level.ends_at,
                    text=tr("{0} of {1}").format(level.used, row.quantity),
                )
                for level in over
            ),
            levels=tuple(replace(level, of=row.quantity) for level in levels)
            if not row.exclusive
            else (),
            shared=not row.exclusive,
            used_percent=_percent(levels, row.quantity, self._span),
        )

    def _numbered(self, row: Resource) -> ResourceGroup:
        whole = self.line(row)
        lines = tuple(self._unit(row, spot) for spot in self._units.spots[row.id])
        return ResourceGroup(
            ident=row.id,
            name=row.name,
            note=tr("{0} units").format(row.quantity),
            used_percent=whole.used_percent,
            lines=(replace(whole, name=tr("All")), *lines),
        )

    def _unit(self, row: Resource, spot: Spot) -> ResourceLine:
        spans = {str(one.line.occurrence_id): one for one in self._used.get(row.id, [])}
        holds = [
            replace(
                self._hold(spans[use.occurrence_id], many=False),
                hold_id=f"{spot.id}/{use.occurrence_id}",
                text=use.name,
            )
            for use in self._units.uses
            if use.spot_id == spot.id and use.occurrence_id in spans
        ]
        busy = sum(one.ends_at - one.starts_at for one in holds)
        whole = max(1, self._span[1] - self._span[0])
        return ResourceLine(
            resource_id=f"{row.id}{UNIT}{spot.id}",
            name=f"{row.name} {spot.label}",
            unit=True,
            holds=tuple(holds),
            outages=self._outages(row, spot.id),
            used_percent=round(100 * busy / whole),
        )

    def _outages(self, row: Resource, spot_id: str = "") -> tuple[Outage, ...]:
        """Those of a unit stand on its line, the others on that of the resource."""
        low, high = self._span
        return tuple(
            Outage(
                starts_at=max(low, one.starts_at),
                ends_at=min(high, one.ends_at or high),
                text=tr("Out of order")
                if one.units == 1
                else tr("{0} out of order").format(one.units),
                note=" ".join(part for part in (self._until(one), one.reason) if part),
                outage_id=one.id,
            )
            for one in self._units.outages.get(row.id, ())
            if one.spot_id == spot_id and one.starts_at < high and (one.ends_at or high) > low
        )

    def _until(self, one: SpotOutage) -> str:
        if not one.ends_at or one.ends_at > self._span[1]:
            return ""
        return tr("to {0}").format(formats.clock(one.ends_at, self._zone))

    def _hold(self, one: Used, *, many: bool) -> Hold:
        line, zone = one.line, self._zone
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
            past=line.ends_at <= self._now,
        )
