"""What reports count from: classes with their seats, money by place, in the places' own dates."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec

from core.domain.bookings import Booking
from core.domain.catalogue import Service
from core.domain.credits import Pass
from core.domain.open_items import OpenItem
from core.domain.organisation import Location, StaffMember
from core.domain.schedule import CANCELLED
from core.domain.zones import add_days, day_bounds, months_end
from core.queries.reports.declaration import Scope

MANY = 500
"""From so many payments on passes are read all together and not one by one."""
MONTHS = 48
"""So many months are told apart in one reading."""
WAYS = ("staff", "scan", "kiosk", "self", "automatic")


class ClassFact(msgspec.Struct, frozen=True):
    """One class with its seats: `came` heads that came, `missed` no-shows, `open` still booked.

    `ahead_ms` is the sum over `bookings` of how long before the start they were made.
    """

    id: str
    service_id: str
    location_id: str
    local_date: str
    local_start: str
    starts_at: int
    ends_at: int
    capacity: int
    state: str
    lead_id: str
    open: int
    came: int
    missed: int
    cancelled: int
    late: int
    bookings: int
    ahead_ms: int
    captured: int
    by_staff: int
    by_scan: int
    by_kiosk: int
    by_self: int
    by_automatic: int

    @property
    def ways(self) -> tuple[int, ...]:
        """Heads that came by each of WAYS."""
        return (self.by_staff, self.by_scan, self.by_kiosk, self.by_self, self.by_automatic)

    @property
    def filled(self) -> int:
        """Seats that were used or lost: came, no-shows, late cancels that nobody refilled."""
        return self.came + self.missed + self.late


class Amount(msgspec.Struct, frozen=True):
    """Money that came or went at a moment: minor units, negative where it was given back."""

    at: int
    subject_id: str
    method: str
    amount: int


class MoneyFact(Amount, frozen=True):
    """The same with all that is shown of it."""

    id: str
    desk_id: str
    client_id: str
    receipt: str


A = TypeVar("A", bound=Amount)


class MoneySum(msgspec.Struct, frozen=True):
    """Money by one method: how many payments, what was taken, what was given back (negative)."""

    method: str
    payments: int
    taken: int
    back: int


def classes(scope: Scope) -> list[ClassFact]:
    """All classes of the places whose local date lies in the scope, by place and start."""
    found = []
    for place in places(scope):
        low, _ = day_bounds(scope.first, place.zone)
        _, high = day_bounds(scope.last, place.zone)
        found += scope.source.all(
            ClassFact, "reports.classes", location=place.id, low=low, high=high
        )
    return [one for one in found if scope.service_id in ("", one.service_id)]


def held(scope: Scope) -> list[ClassFact]:
    """Those of them that took place: over by now and not cancelled."""
    return [one for one in classes(scope) if one.state != CANCELLED and one.ends_at <= scope.now]


def places(scope: Scope) -> list[Location]:
    """The locations looked at."""
    rows = [scope.source.rows.get(Location, one) for one in scope.locations]
    return [row for row in rows if row is not None]


def zones_of(scope: Scope) -> dict[str, str]:
    """The zone of each location looked at."""
    return {place.id: place.zone for place in places(scope)}


Span = tuple[int, int]


def spans_of(scope: Scope, first: str = "", last: str = "") -> dict[str, Span]:
    """The scope's dates (or others) as moments, at each location."""
    return {
        one.id: (
            day_bounds(first or scope.first, one.zone)[0],
            day_bounds(last or scope.last, one.zone)[1],
        )
        for one in places(scope)
    }


def months(scope: Scope) -> list[tuple[str, str, str]]:
    """The months of the scope: name, first and last date that lie in it."""
    found, first = [], scope.first
    while first <= scope.last:
        last = min(scope.last, months_end(f"{first[:7]}-01", 1))
        found.append((first[:7], first, last))
        first = add_days(last, 1)
    return found


def money(scope: Scope) -> Iterator[tuple[str, MoneyFact]]:
    """Money with the place that it came to, by the place's own dates.

    What came at no desk (web, server) belongs to where its pass was sold or its class is.
    """
    spans = spans_of(scope)
    for desk in _desks(scope):
        span = spans.get(desk.location_id)
        if span is not None:
            for fact in scope.source.all(
                MoneyFact, "reports.payments", desk=desk.id, low=span[0], high=span[1]
            ):
                if scope.method in ("", fact.method):
                    yield desk.location_id, fact
    facts = scope.source.all(MoneyFact, "reports.payments", desk="", **_around(spans))
    yield from _placed(scope, spans, facts)


def sums(scope: Scope) -> Iterator[tuple[str, MoneySum]]:
    """The same as sums by place and method: what desks took is added up where it lies."""
    spans = spans_of(scope)
    yield from desk_sums(scope, spans)
    for place_id, fact in elsewhere(scope, spans):
        yield place_id, summed(fact.method, fact.amount)


def desk_sums(scope: Scope, spans: Mapping[str, Span]) -> Iterator[tuple[str, MoneySum]]:
    """What desks took in spans, by place and method."""
    for desk in _desks(scope):
        span = spans.get(desk.location_id)
        if span is not None:
            for one in scope.source.all(
                MoneySum, "reports.sums", desk=desk.id, low=span[0], high=span[1]
            ):
                if scope.method in ("", one.method):
                    yield desk.location_id, one


def parts(scope: Scope, sold: Mapping[str, "Sold"]) -> Iterator[tuple[str, int]]:
    """What money was for and how much, without anything else."""
    spans = spans_of(scope)
    for desk in _desks(scope):
        span = spans.get(desk.location_id)
        if span is not None:
            for one in scope.source.all(
                _Part, "reports.parts", desk=desk.id, low=span[0], high=span[1]
            ):
                if scope.method in ("", one.method):
                    yield one.subject_id, one.amount
    for _, fact in elsewhere(scope, spans, sold):
        yield fact.subject_id, fact.amount


def elsewhere(
    scope: Scope, spans: Mapping[str, Span], sold: Mapping[str, "Sold"] | None = None
) -> Iterator[tuple[str, Amount]]:
    """Money that came at no desk, with the place that it belongs to."""
    amounts = scope.source.all(Amount, "reports.amounts", desk="", **_around(spans))
    yield from _placed(scope, spans, amounts, sold)


def _around(spans: Mapping[str, Span]) -> dict[str, int]:
    """From the first moment of all spans to the last; nothing where there are none."""
    return {
        "low": min((span[0] for span in spans.values()), default=0),
        "high": max((span[1] for span in spans.values()), default=0),
    }


def _placed(
    scope: Scope,
    spans: Mapping[str, Span],
    amounts: Sequence[A],
    sold: Mapping[str, "Sold"] | None = None,
) -> Iterator[tuple[str, A]]:
    known = sold or (passes_sold(scope) if len(amounts) > MANY else {})
    for one in amounts:
        held = known.get(one.subject_id)
        place_id = held.location_id if held else _place_of(scope, one.subject_id)
        span = spans.get(place_id)
        if span is not None and scope.method in ("", one.method) and span[0] <= one.at < span[1]:
            yield place_id, one


def passes_sold(scope: Scope) -> dict[str, "Sold"]:
    """What each pass is of and where it was sold, read all together."""
    return {one.id: one for one in scope.source.all(Sold, "reports.sold")}


def summed(method: str, amount: int) -> MoneySum:
    """One amount as a sum."""
    return MoneySum(method, int(amount > 0), max(0, amount), min(0, amount))


def _place_of(scope: Scope, subject_id: str) -> str:
    rows = scope.source.rows
    row = (
        rows.get(Pass, subject_id)
        or rows.get(Booking, subject_id)
        or rows.get(OpenItem, subject_id)
    )
    return row.location_id if row else ""


class _Desk(msgspec.Struct, frozen=True):
    id: str
    location_id: str


class _Part(msgspec.Struct, frozen=True):
    subject_id: str
    method: str
    amount: int


def _desks(scope: Scope) -> list[_Desk]:
    return scope.source.all(_Desk, "reports.desks")


class Sold(msgspec.Struct, frozen=True):
    """A pass with what it is of and where it was sold."""

    id: str
    product_id: str
    location_id: str


class Names:
    """Names by id, each looked up once."""

    def __init__(self, scope: Scope) -> None:
        self._rows = scope.source.rows
        self._known: dict[tuple[str, str], str] = {}

    def service(self, key: str) -> str:
        """A service."""
        return self._name("service", Service, key)

    def location(self, key: str) -> str:
        """A location."""
        return self._name("location", Location, key)

    def staff(self, key: str) -> str:
        """A staff member."""
        return self._name("staff", StaffMember, key)

    def _name(self, kind: str, row_type: type[Service | Location | StaffMember], key: str) -> str:
        if (kind, key) not in self._known:
            row = self._rows.get(row_type, key) if key else None
            self._known[kind, key] = row.name if row else ""
        return self._known[kind, key]
