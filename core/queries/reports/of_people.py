"""Reports about clients: attendance, streaks, no-shows, who may be lost (REP-1, REP-5)."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from core.domain.organisation import Location as Place
from core.domain.people import Client
from core.domain.zones import DAY_MS, day_bounds, local_date
from core.queries import place
from core.queries.reports.declaration import (
    Behind,
    Chart,
    Figure,
    Line,
    Report,
    Scope,
    Shape,
    Table,
    Unit,
    per,
    share,
    table,
)
from core.queries.reports.facts import Names, places, zones_of

MOST = 300
"""So many clients are listed; sums are over all."""
LEAST_DAYS, LOST_DAYS, LEAST_VISITS = 21, 365, 3
BROKEN_MS = 16 * DAY_MS
"""Between two visits so far apart lies a whole week without any, in every zone."""


class Visits(msgspec.Struct, frozen=True):
    """How often somebody came and missed, first and last time in UTC milliseconds."""

    client_id: str
    came: int
    missed: int
    first_at: int | None
    last_at: int | None

    @property
    def gap_ms(self) -> int:
        """The usual time between two visits."""
        first, last = self.first_at or 0, self.last_at or 0
        return (last - first) // (self.came - 1) if self.came > 1 else 0


class Visit(msgspec.Struct, frozen=True):
    """One booking of somebody."""

    occurrence_id: str
    starts_at: int
    location_id: str
    state: str


class _Came(msgspec.Struct, frozen=True):
    starts_at: int
    location_id: str


def readings(scope: Scope) -> list[tuple[str, Place]]:
    """What is read by itself: all places together ("") where they share one clock, else each."""
    found = places(scope)
    whole = {one.id for one in place.locations(scope.source)} <= set(scope.locations)
    if whole and len({one.zone for one in found}) == 1:
        return [("", found[0])]
    return [(one.id, one) for one in found]


def visits(scope: Scope) -> list[Visits]:
    """Everybody who came or missed at the places in the scope's dates."""
    sums: dict[str, Visits] = {}
    for location_id, one in readings(scope):
        low, high = day_bounds(scope.first, one.zone)[0], day_bounds(scope.last, one.zone)[1]
        for more in _read(scope, location_id, low, high):
            before = sums.get(more.client_id)
            sums[more.client_id] = _added(before, more) if before else more
    return list(sums.values())


def _read(scope: Scope, location_id: str, low: int, high: int) -> list[Visits]:
    return scope.source.all(Visits, "reports.visits", location=location_id, low=low, high=high)


def _added(one: Visits, other: Visits) -> Visits:
    firsts = [at for at in (one.first_at, other.first_at) if at is not None]
    lasts = [at for at in (one.last_at, other.last_at) if at is not None]
    return Visits(
        one.client_id,
        one.came + other.came,
        one.missed + other.missed,
        min(firsts, default=None),
        max(lasts, default=None),
    )


def visits_of(scope: Scope, client_id: str, *, since: int = 0, until: int = 1 << 62) -> list[Visit]:
    """The bookings of somebody at the places of the scope, the newest first."""
    found = scope.source.all(Visit, "reports.visits_of", client=client_id, low=since, high=until)
    return [one for one in found if one.location_id in scope.locations]


def streak(scope: Scope, client_id: str) -> int:
    """Weeks in a row with a visit, up to this week or the last."""
    zones = zones_of(scope)
    came = scope.source.all(_Came, "reports.weeks_of", client=client_id, high=scope.now)
    weeks, after = set(), scope.now
    for one in came:
        if one.location_id in zones:
            if after - one.starts_at > BROKEN_MS:
                break
            weeks.add(_week(local_date(one.starts_at, zones[one.location_id])))
            after = one.starts_at
    zone = next(iter(zones.values()), "UTC")
    week = _week(local_date(scope.now, zone))
    if week not in weeks:
        week -= timedelta(days=7)
    count = 0
    while week in weeks:
        count += 1
        week -= timedelta(days=7)
    return count


def _week(day: str) -> date:
    on = date.fromisoformat(day)
    return on - timedelta(days=on.weekday())


def client_name(scope: Scope, client_id: str) -> str:
    row = scope.source.rows.get(Client, client_id)
    return row.name if row and row.name else "Somebody"


def _attendance(scope: Scope) -> Table:
    found = [one for one in visits(scope) if one.came]
    shown = sorted(found, key=lambda one: (-one.came, one.client_id))[:MOST]
    lines = [
        Line(
            one.client_id,
            (
                client_name(scope, one.client_id),
                one.came,
                one.missed,
                one.last_at,
                streak(scope, one.client_id),
            ),
        )
        for one in shown
    ]
    came, missed = sum(one.came for one in found), sum(one.missed for one in found)
    return table(lines, (f"All {len(found):,} clients", came, missed, None, None))


def _missing(scope: Scope) -> Table:
    everybody = visits(scope)
    found = [one for one in everybody if one.missed]
    shown = sorted(found, key=lambda one: (-one.missed, one.came, one.client_id))[:MOST]
    lines = [
        Line(
            one.client_id,
            (
                client_name(scope, one.client_id),
                one.missed,
                one.came,
                share(one.missed, one.came + one.missed),
            ),
        )
        for one in shown
    ]
    missed, came = sum(one.missed for one in found), sum(one.came for one in found)
    total = (f"All {len(found):,} clients", missed, came, share(missed, came + missed))
    return table(lines, total)


def at_risk(scope: Scope) -> list[Visits]:
    """Who has not come for twice the own usual gap, longest over it first (REP-5)."""
    ever = msgspec.structs.replace(scope, first="1970-01-02", last=_today(scope))
    return sorted(
        (one for one in visits(ever) if _is_at_risk(one, scope.now)),
        key=lambda one: (-(scope.now - (one.last_at or 0)) // max(1, one.gap_ms), one.client_id),
    )


def _is_at_risk(one: Visits, now: int) -> bool:
    if one.came < LEAST_VISITS or one.last_at is None:
        return False
    away = now - one.last_at
    return max(2 * one.gap_ms, LEAST_DAYS * DAY_MS) <= away < LOST_DAYS * DAY_MS


def _risk(scope: Scope) -> Table:
    found = at_risk(scope)
    lines = [
        Line(
            one.client_id,
            (
                client_name(scope, one.client_id),
                one.came,
                per(one.gap_ms, DAY_MS),
                (scope.now - (one.last_at or 0)) // DAY_MS,
                one.last_at,
            ),
        )
        for one in found[:MOST]
    ]
    total = (f"All {len(found):,} clients", sum(one.came for one in found), None, None, None)
    return table(lines, total)


def _today(scope: Scope) -> str:
    zone = next((one.zone for one in places(scope)), "UTC")
    return local_date(scope.now, zone)


_VISIT = (
    Figure(ident="at", title="When", unit=Unit.MOMENT, wide=20),
    Figure(ident="location", title="Location", unit=Unit.TEXT, wide=20),
    Figure(ident="state", title="State", unit=Unit.TEXT, wide=20),
)


def _visits_behind(scope: Scope, client_id: str, states: Sequence[str] = ()) -> Behind:
    names = Names(scope)
    found = [one for one in visits_of(scope, client_id) if not states or one.state in states]
    lines = [
        Line(
            one.occurrence_id,
            (one.starts_at, names.location(one.location_id), one.state.replace("_", " ")),
        )
        for one in found[:MOST]
    ]
    return Behind(client_name(scope, client_id), _VISIT, table(lines), "class")


_CLIENT = Figure(ident="client", title="Client", unit=Unit.TEXT, wide=26)
_VISITED = Figure(
    ident="came", title="Visits", says="Bookings that are checked in or attended, each once."
)
_NO_SHOWS = Figure(ident="missed", title="No-shows", says="Bookings marked as no-show, each once.")
_LAST = Figure(
    ident="last",
    title="Last visit",
    unit=Unit.MOMENT,
    says="The start of the last class they came to.",
    wide=18,
)

ATTENDANCE = Report(
    ident="attendance",
    title="Attendance and streaks",
    about="Who comes most, and how many weeks in a row.",
    figures=(
        _CLIENT,
        _VISITED,
        _NO_SHOWS,
        _LAST,
        Figure(
            ident="streak",
            title="Weeks in a row",
            says="Weeks from Monday with at least one visit, without a gap, up to this week or the"
            " last; also those before the period.",
        ),
    ),
    make=_attendance,
    behind=_visits_behind,
    opens="client",
    filters=(),
)
MISSING = Report(
    ident="missing",
    title="No-shows by client",
    about="Who books and does not come.",
    figures=(
        _CLIENT,
        _NO_SHOWS,
        _VISITED,
        Figure(
            ident="rate",
            title="No-show rate",
            unit=Unit.PERCENT,
            says="No-shows divided by visits and no-shows.",
        ),
    ),
    make=_missing,
    behind=lambda scope, key: _visits_behind(scope, key, ("no_show",)),
    opens="client",
    filters=(),
)
CHURN = Report(
    ident="churn",
    title="Churn risk",
    about="Who has not come for twice the own usual gap, and at least 21 days.",
    figures=(
        _CLIENT,
        _VISITED,
        Figure(
            ident="gap",
            title="Usual gap, days",
            unit=Unit.TENTHS,
            says="The days from the first visit to the last, divided by the visits less one;"
            " of those with at least three.",
        ),
        Figure(
            ident="away",
            title="Days away",
            says="Whole days since the start of the last visit; a year and more is not listed.",
        ),
        _LAST,
    ),
    make=_risk,
    behind=_visits_behind,
    opens="client",
    filters=(),
    dated=False,
    chart=Chart(shape=Shape.NONE),
)
