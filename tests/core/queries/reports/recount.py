"""Each report counted again in plain Python over all rows: no sums, no SQL, no shared code."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from core.domain.bookings import Booking
from core.domain.catalogue import PassProduct, Service
from core.domain.credits import LedgerEntry, Pass, Payment
from core.domain.json_text import mapping
from core.domain.open_items import OpenItem
from core.domain.organisation import Desk, Location
from core.domain.people import Client
from core.domain.rows import Row
from core.domain.schedule import Allocation, Occurrence, Resource
from core.queries.everything import rows_of
from core.queries.reports.declaration import Scope

Lines = dict[str, tuple[Any, ...]]
IN = ("checked_in", "attended")
WAYS = ("staff", "scan", "kiosk", "self", "automatic")
METHODS = {
    "cash": "Cash",
    "external_terminal": "Card terminal",
    "bank_transfer": "Bank transfer",
    "voucher": "Voucher",
    "card": "Card",
    "gift": "Gift credit",
    "other": "Other",
}


def half_up(value: Fraction) -> int:
    return int(value + Fraction(1, 2)) if value >= 0 else -int(-value + Fraction(1, 2))


def share(part: int, whole: int) -> int | None:
    return half_up(Fraction(part * 10_000, whole)) if whole else None


class World:
    """All rows, by table and id."""

    def __init__(self, scope: Scope, known: dict[type[Row], dict[str, Any]]) -> None:
        """`known` is filled and shared by the worlds of one store."""
        self.scope = scope
        self._known = known
        held = self.all(Occurrence)
        self.classes = [
            one
            for one in held.values()
            if one.location_id in scope.locations
            and scope.first <= one.local_date <= scope.last
            and one.state not in ("cancelled", "dropped")
            and one.ends_at <= scope.now
            and scope.service_id in ("", one.service_id)
        ]
        self.bookings: dict[str, list[Booking]] = defaultdict(list)
        self.of_client: dict[str, list[Booking]] = defaultdict(list)
        for booking in self.all(Booking).values():
            self.of_client[booking.client_id].append(booking)
            if not booking.moved_to:
                self.bookings[booking.occurrence_id].append(booking)

    def all(self, row_type: type[Any]) -> dict[str, Any]:
        if row_type not in self._known:
            rows: Iterable[Any] = rows_of(self.scope.source, row_type)
            self._known[row_type] = {row.id: row for row in rows}
        return self._known[row_type]

    def of(self, classes: Iterable[Occurrence]) -> list[Booking]:
        return [booking for one in classes for booking in self.bookings[one.id]]

    def zone(self, location_id: str) -> ZoneInfo:
        return ZoneInfo(self.all(Location)[location_id].zone)

    def local(self, at: int, location_id: str) -> datetime:
        return _local(at, self.all(Location)[location_id].zone)


@cache
def _local(at: int, zone: str) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(zone))


def seats(bookings: Iterable[Booking], *states: str) -> int:
    return sum(one.seats for one in bookings if one.state in states)


def heads(bookings: Iterable[Booking], way: str | None = None) -> int:
    return sum(
        one.came or one.seats
        for one in bookings
        if one.state in IN and way in (None, one.check_in_way)
    )


def by_class(world: World, key: Callable[[Occurrence], str], cells: Any) -> Lines:
    groups: dict[str, list[Occurrence]] = defaultdict(list)
    for one in world.classes:
        groups[key(one)].append(one)
    found = {name: cells(world, group) for name, group in groups.items()}
    return {**found, "All": cells(world, world.classes)} if found else {}


def service(world: World) -> Callable[[Occurrence], str]:
    return lambda one: str(world.all(Service)[one.service_id].name)


def fill(world: World) -> Lines:
    def cells(world: World, group: list[Occurrence]) -> tuple[Any, ...]:
        made = world.of(group)
        capacity = sum(one.capacity for one in group)
        came, missed, late = heads(made), seats(made, "no_show"), seats(made, "late_cancelled")
        return len(group), capacity, came, missed, late, share(came + missed + late, capacity)

    return by_class(world, service(world), cells)


def no_shows(world: World) -> Lines:
    def cells(world: World, group: list[Occurrence]) -> tuple[Any, ...]:
        came, missed = heads(world.of(group)), seats(world.of(group), "no_show")
        return len(group), came, missed, share(missed, came + missed)

    return by_class(world, service(world), cells)


def cancelling(world: World) -> Lines:
    def cells(world: World, group: list[Occurrence]) -> tuple[Any, ...]:
        made = world.of(group)
        free, late = seats(made, "cancelled", "auto_cancelled"), seats(made, "late_cancelled")
        kept = heads(made) + seats(made, "no_show", "booked", "pending_payment")
        hours = sum(one.starts_at - one.booked_at for one in made) // 3_600_000
        ahead = half_up(Fraction(hours * 10, len(made) * 24)) if made else None
        return (
            len(made),
            kept + free + late,
            free,
            late,
            share(free + late, kept + free + late),
            ahead,
        )

    return by_class(world, service(world), cells)


def ways(world: World) -> Lines:
    def cells(world: World, group: list[Occurrence]) -> tuple[Any, ...]:
        made = world.of(group)
        counts = [heads(made, way) for way in WAYS]
        return heads(made), *counts, heads(made) - sum(counts)

    return by_class(world, service(world), cells)


def credits_used(world: World) -> Lines:
    def cells(world: World, group: list[Occurrence]) -> tuple[Any, ...]:
        made = world.of(group)
        used = sum(one.seats for one in made if one.credit == "captured")
        return heads(made), used, share(used, heads(made))

    return by_class(world, service(world), cells)


def locations(world: World) -> Lines:
    def cells(world: World, group: list[Occurrence]) -> tuple[Any, ...]:
        made = world.of(group)
        came, missed = heads(made), seats(made, "no_show")
        filled = came + missed + seats(made, "late_cancelled")
        capacity = sum(one.capacity for one in group)
        each = half_up(Fraction(came * 10, len(group))) if group else None
        return len(group), came, each, share(filled, capacity), share(missed, came + missed)

    return by_class(world, lambda one: str(world.all(Location)[one.location_id].name), cells)


def times(world: World) -> Lines:
    sums: dict[tuple[int, int], int] = defaultdict(int)
    for one in world.classes:
        there = world.local(one.starts_at, one.location_id)
        sums[there.hour, there.weekday()] += heads(world.bookings[one.id])
    hours = [hour for hour, _ in sums]
    span = range(min(hours), max(hours) + 1) if hours else range(0)
    found: Lines = {}
    for hour in span:
        days = [sums[hour, day] for day in range(7)]
        found[f"{hour:02d}:00"] = (*days, sum(days))
    totals = [sum(sums[hour, day] for hour in span) for day in range(7)]
    return {**found, "All": (*totals, sum(totals))} if found else {}


def _visits(world: World, first: str, last: str) -> dict[str, list[Booking]]:
    found: dict[str, list[Booking]] = defaultdict(list)
    for one in world.all(Booking).values():
        if one.location_id in world.scope.locations:
            day = str(world.local(one.starts_at, one.location_id).date())
            if first <= day <= last:
                found[one.client_id].append(one)
    return found


def _name(world: World, client_id: str) -> str:
    row = world.all(Client).get(client_id)
    return row.name if row and row.name else "Somebody"


def attendance(world: World) -> dict[str, tuple[Any, ...]]:
    """By client id: the list shows some of them, in an order of its own."""
    scope, found = world.scope, {}
    for client_id, made in _visits(world, scope.first, scope.last).items():
        came = [one for one in made if one.state in IN]
        if came:
            missed = sum(one.state == "no_show" for one in made)
            last = max(one.starts_at for one in came)
            weeks = _streak(world, client_id)
            found[client_id] = (_name(world, client_id), len(came), missed, last, weeks)
    return found


def _streak(world: World, client_id: str) -> int:
    weeks = {
        world.local(one.starts_at, one.location_id).date().isocalendar()[:2]
        for one in world.of_client[client_id]
        if one.state in IN
        and one.location_id in world.scope.locations
        and one.starts_at < world.scope.now
    }
    day = world.local(world.scope.now, world.scope.locations[0]).date()
    if day.isocalendar()[:2] not in weeks:
        day -= timedelta(days=7)
    count = 0
    while day.isocalendar()[:2] in weeks:
        count, day = count + 1, day - timedelta(days=7)
    return count


def missing(world: World) -> dict[str, tuple[Any, ...]]:
    found = {}
    for client_id, made in _visits(world, world.scope.first, world.scope.last).items():
        missed = sum(one.state == "no_show" for one in made)
        came = sum(one.state in IN for one in made)
        if missed:
            found[client_id] = (_name(world, client_id), missed, came, share(missed, came + missed))
    return found


def churn(world: World) -> dict[str, tuple[Any, ...]]:
    day_ms, now, found = 86_400_000, world.scope.now, {}
    today = str(world.local(now, world.scope.locations[0]).date())
    for client_id, made in _visits(world, "1970-01-02", today).items():
        starts = sorted(one.starts_at for one in made if one.state in IN)
        if len(starts) < 3:
            continue
        gap = (starts[-1] - starts[0]) // (len(starts) - 1)
        away = now - starts[-1]
        if max(2 * gap, 21 * day_ms) <= away < 365 * day_ms:
            days = half_up(Fraction(gap * 10, day_ms))
            found[client_id] = (
                _name(world, client_id),
                len(starts),
                days,
                away // day_ms,
                starts[-1],
            )
    return found


def _money(world: World) -> list[tuple[str, Payment]]:
    scope, found = world.scope, []
    for one in world.all(Payment).values():
        desk = world.all(Desk).get(one.desk_id)
        place = desk.location_id if desk else ""
        for table in (Pass, Booking, OpenItem):
            row = world.all(table).get(one.subject_id)
            place = place or (row.location_id if row else "")
        wanted = one.amount and place in scope.locations and scope.method in ("", one.method)
        if wanted and scope.first <= str(world.local(one.at, place).date()) <= scope.last:
            found.append((place, one))
    return found


def _taken(world: World, key: Callable[[str, Payment], tuple[str, ...]]) -> Lines:
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, one in _money(world):
        groups[key(place, one)].append(one.amount)

    def cells(amounts: list[int]) -> tuple[int, ...]:
        more = [amount for amount in amounts if amount > 0]
        return len(more), sum(more), sum(amounts) - sum(more), sum(amounts)

    found = {name[0]: (*name[1:], *cells(amounts)) for name, amounts in groups.items()}
    wide = len(next(iter(groups), ("",))) - 1
    everything = [amount for amounts in groups.values() for amount in amounts]
    return {**found, "All": (*[""] * wide, *cells(everything))} if found else {}


def revenue(world: World) -> Lines:
    def what(_place: str, one: Payment) -> tuple[str, str]:
        if held := world.all(Pass).get(one.subject_id):
            product = world.all(PassProduct).get(held.product_id)
            return (product.name if product else "Pass"), "Pass"
        if booking := world.all(Booking).get(one.subject_id):
            occurrence = world.all(Occurrence)[booking.occurrence_id]
            return world.all(Service)[occurrence.service_id].name, "Class"
        if one.subject_id in world.all(OpenItem):
            return "Fees and periods", "Open item"
        return "Items", "Retail"

    return _taken(world, what)


def revenue_places(world: World) -> Lines:
    return _taken(world, lambda place, _one: (world.all(Location)[place].name,))


def revenue_methods(world: World) -> Lines:
    return _taken(world, lambda _place, one: (METHODS.get(one.method, one.method),))


def revenue_months(world: World) -> Lines:
    return _taken(world, lambda place, one: (str(world.local(one.at, place).date())[:7],))


def liability(world: World) -> Lines:
    today = str(world.local(world.scope.now, world.scope.locations[0]).date())
    left: dict[str, int] = defaultdict(int)
    for entry in world.all(LedgerEntry).values():
        left[entry.pass_id] += entry.amount
    groups: dict[str, list[Pass]] = defaultdict(list)
    for held in world.all(Pass).values():
        lives = held.state in ("active", "ending", "past_due")
        holds = not held.valid_until or held.valid_until >= today
        here = held.location_id in ("", *world.scope.locations)
        if lives and holds and here and left[held.id] > 0:
            product = world.all(PassProduct).get(held.product_id)
            groups[product.name if product else "Brought along"].append(held)

    def value(held: Pass) -> int:
        if held.kind == "gift":
            return left[held.id]
        return half_up(Fraction(held.price * left[held.id], held.credits)) if held.credits else 0

    def cells(group: list[Pass]) -> tuple[int, ...]:
        credits = sum(left[held.id] for held in group if held.kind != "gift")
        return len(group), credits, sum(value(held) for held in group)

    found = {name: cells(group) for name, group in groups.items()}
    everything = [held for group in groups.values() for held in group]
    return {**found, "All": cells(everything)} if found else {}


def utilisation(world: World) -> Lines:
    """By resource and place; used and open time in minutes."""
    by_id = {one.id: one for one in world.classes}
    found: Lines = {}
    for resource in world.all(Resource).values():
        place = world.all(Location)[resource.location_id]
        if place.id not in world.scope.locations:
            continue
        used = 0
        for one in world.all(Allocation).values():
            if (
                one.resource_id == resource.id
                and one.state == "held"
                and one.occurrence_id in by_id
            ):
                made = world.bookings[one.occurrence_id]
                people = heads(made) + seats(made, "no_show", "booked", "pending_payment")
                units = min(resource.quantity, one.per_class + one.per_attendee * people)
                used += units * (one.ends_at - one.starts_at)
        could = _open(world, place) * resource.quantity
        if resource.state == "active" or used:
            cells = (place.name, resource.quantity, used // 60_000, could // 60_000)
            found[resource.name + place.name] = (*cells, share(used, could))
    return found


def _open(world: World, place: Location) -> int:
    zone, total = world.zone(place.id), 0
    day = date.fromisoformat(world.scope.first)
    today = world.local(world.scope.now, place.id).date()
    while day <= min(date.fromisoformat(world.scope.last), today):
        for start, end in mapping(place.opening_hours).get(str(day.weekday()), []):
            edges = [
                datetime.combine(day, datetime.min.time(), zone)
                + timedelta(hours=int(text[:2]), minutes=int(text[3:]))
                for text in (start, end)
            ]
            opens, closes = (one.astimezone(UTC).timestamp() for one in edges)
            total += int((closes - opens) * 1000)
        day += timedelta(days=1)
    return total


BY_NAME: dict[str, Callable[[World], Lines]] = {
    "fill": fill,
    "times": times,
    "cancelling": cancelling,
    "no_shows": no_shows,
    "ways": ways,
    "locations": locations,
    "credits_used": credits_used,
    "revenue": revenue,
    "revenue_places": revenue_places,
    "revenue_methods": revenue_methods,
    "revenue_months": revenue_months,
    "liability": liability,
}
BY_CLIENT: dict[str, Callable[[World], Lines]] = {
    "attendance": attendance,
    "missing": missing,
    "churn": churn,
}
