"""Reports about classes: fill, no-shows, cancellations, check-in ways, times, places (REP-1)."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date

from core.domain.zones import HOUR_MS
from core.queries.reports.behind import classes_behind
from core.queries.reports.declaration import (
    Behind,
    Cell,
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
from core.queries.reports.facts import WAYS, ClassFact, Names, held
from core.queries.reports.grouping import Cells, grouped, lines_of

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

CLASSES = Figure(
    ident="classes",
    title="Classes",
    says="Classes that took place: over by now and not cancelled.",
)
CAPACITY = Figure(ident="capacity", title="Seats", says="The sum of their capacities.")
CAME = Figure(
    ident="came",
    title="Came",
    says="Heads that came: of bookings that are checked in or attended, the guests who came too.",
)
MISSED = Figure(ident="missed", title="No-shows", says="Seats of bookings marked as no-show.")
LATE = Figure(
    ident="late",
    title="Late cancels",
    says="Seats cancelled after the cut-off and not filled again.",
)
FILL = Figure(
    ident="fill",
    title="Fill rate",
    unit=Unit.PERCENT,
    says="Came, no-shows and late cancels not refilled, divided by the seats of held classes.",
)
NO_SHOW_RATE = Figure(
    ident="no_show_rate",
    title="No-show rate",
    unit=Unit.PERCENT,
    says="No-shows divided by those who came and no-shows.",
)

Group = Sequence[ClassFact]


def _by_service(scope: Scope, cells: Cells[ClassFact]) -> Table:
    groups = grouped(held(scope), lambda one: one.service_id)
    names = Names(scope)
    return lines_of(groups, lambda key: (names.service(key),), cells)


def _fill_cells(group: Group) -> tuple[Cell, ...]:
    capacity = sum(one.capacity for one in group)
    filled = sum(one.filled for one in group)
    return (
        len(group),
        capacity,
        sum(one.came for one in group),
        sum(one.missed for one in group),
        sum(one.late for one in group),
        share(filled, capacity),
    )


def _missed_cells(group: Group) -> tuple[Cell, ...]:
    came, missed = sum(one.came for one in group), sum(one.missed for one in group)
    return len(group), came, missed, share(missed, came + missed)


def _cancel_cells(group: Group) -> tuple[Cell, ...]:
    bookings = sum(one.bookings for one in group)
    seats = sum(one.came + one.missed + one.open + one.cancelled + one.late for one in group)
    free, late = sum(one.cancelled for one in group), sum(one.late for one in group)
    hours = per(sum(one.ahead_ms for one in group) // HOUR_MS, bookings * 24)
    return bookings, seats, free, late, share(free + late, seats), hours


def _way_cells(group: Group) -> tuple[Cell, ...]:
    ways = [sum(parts) for parts in zip(*(one.ways for one in group), strict=True)]
    came = sum(one.came for one in group)
    ways = ways or [0] * len(WAYS)
    return (came, *ways, max(0, came - sum(ways)))


def _used_cells(group: Group) -> tuple[Cell, ...]:
    captured, came = sum(one.captured for one in group), sum(one.came for one in group)
    return came, captured, share(captured, came)


def _hours(scope: Scope) -> Table:
    """A line for each hour of the day, a column for each weekday: heads that came."""
    sums: dict[tuple[int, int], int] = defaultdict(int)
    for one in held(scope):
        weekday = date.fromisoformat(one.local_date).weekday()
        sums[int(one.local_start[:2]), weekday] += one.came
    hours = sorted({hour for hour, _ in sums})
    span = range(hours[0], hours[-1] + 1) if hours else ()
    lines = []
    for hour in span:
        days = [sums[hour, day] for day in range(7)]
        lines.append(Line(f"{hour:02d}", (f"{hour:02d}:00", *days, sum(days))))
    total = [sum(sums[hour, day] for hour in span) for day in range(7)]
    return table(lines, ("All", *total, sum(total)))


def _place_cells(group: Group) -> tuple[Cell, ...]:
    came, missed = sum(one.came for one in group), sum(one.missed for one in group)
    capacity = sum(one.capacity for one in group)
    return (
        len(group),
        came,
        per(came, len(group)),
        share(sum(one.filled for one in group), capacity),
        share(missed, came + missed),
    )


def _places(scope: Scope) -> Table:
    groups = grouped(held(scope), lambda one: one.location_id)
    names = Names(scope)
    return lines_of(groups, lambda key: (names.location(key),), _place_cells)


def _every(_one: ClassFact) -> int:
    return 1


def _behind(
    key_of: Callable[[ClassFact], str], counts: Callable[[ClassFact], int] = _every
) -> Callable[[Scope, str], Behind]:
    """The classes of a line, those that add to its figure."""

    def behind(scope: Scope, key: str) -> Behind:
        found = [one for one in held(scope) if key_of(one) == key and counts(one)]
        return classes_behind(scope, found)

    return behind


def _of_service(
    counts: Callable[[ClassFact], int] = _every,
) -> Callable[[Scope, str], Behind]:
    return _behind(lambda one: one.service_id, counts)


_SERVICE = Figure(ident="service", title="Service", unit=Unit.TEXT, wide=24)

FILL_RATE = Report(
    ident="fill",
    title="Fill rate",
    about="How full classes are, by service.",
    figures=(_SERVICE, CLASSES, CAPACITY, CAME, MISSED, LATE, FILL),
    make=lambda scope: _by_service(scope, _fill_cells),
    behind=_of_service(),
    chart=Chart(shape=Shape.BAR, names="service", values=("fill",)),
)
NO_SHOWS = Report(
    ident="no_shows",
    title="No-shows by class",
    about="How many seats were booked and stayed empty, by service.",
    figures=(_SERVICE, CLASSES, CAME, MISSED, NO_SHOW_RATE),
    make=lambda scope: _by_service(scope, _missed_cells),
    behind=_of_service(lambda one: one.missed),
    chart=Chart(shape=Shape.BAR, names="service", values=("no_show_rate",)),
)
CANCELLING = Report(
    ident="cancelling",
    title="Cancelling and booking ahead",
    about="How many bookings are cancelled, and how long before the start people book.",
    figures=(
        _SERVICE,
        Figure(
            ident="bookings",
            title="Bookings",
            says="Bookings of classes that took place, without those moved to another class.",
        ),
        Figure(ident="seats", title="Seats", says="The seats of these bookings."),
        Figure(
            ident="free",
            title="In time",
            says="Seats cancelled before the cut-off, by the studio, or filled again later.",
        ),
        LATE,
        Figure(
            ident="rate",
            title="Cancelled",
            unit=Unit.PERCENT,
            says="Seats cancelled in time or late, divided by all seats of these bookings.",
        ),
        Figure(
            ident="ahead",
            title="Days ahead",
            unit=Unit.TENTHS,
            says="How many days before the start a booking is made, on average.",
        ),
    ),
    make=lambda scope: _by_service(scope, _cancel_cells),
    behind=_of_service(lambda one: one.cancelled + one.late),
    chart=Chart(shape=Shape.STACKED, names="service", values=("free", "late")),
)
CHECK_IN_WAYS = Report(
    ident="ways",
    title="Check-in ways",
    about="How people come in: by staff, card, kiosk, their own phone or by themselves.",
    figures=(
        _SERVICE,
        CAME,
        Figure(ident="staff", title="Staff", says="Heads checked in by a click at the desk."),
        Figure(ident="scan", title="Scan", says="Heads checked in by a scanned code."),
        Figure(ident="kiosk", title="Kiosk", says="Heads checked in at the kiosk."),
        Figure(ident="self", title="Own phone", says="Heads checked in on the client's phone."),
        Figure(ident="automatic", title="By itself", says="Heads marked by the service itself."),
        Figure(ident="other", title="Marked later", says="Heads marked without a check-in."),
    ),
    make=lambda scope: _by_service(scope, _way_cells),
    behind=_of_service(),
    chart=Chart(
        shape=Shape.STACKED,
        names="service",
        values=("staff", "scan", "kiosk", "self", "automatic", "other"),
    ),
)
CREDITS_USED = Report(
    ident="credits_used",
    title="Credits used",
    about="How many credits classes used up, by service.",
    figures=(
        _SERVICE,
        CAME,
        Figure(
            ident="captured",
            title="Credits used",
            says="Credits of bookings in classes of the period that were captured: at check-in, or"
            " as the policy says of late cancels and no-shows.",
        ),
        Figure(
            ident="per_head",
            title="Per head",
            unit=Unit.PERCENT,
            says="Credits used divided by heads that came.",
        ),
    ),
    make=lambda scope: _by_service(scope, _used_cells),
    behind=_of_service(lambda one: one.captured),
    chart=Chart(shape=Shape.BAR, names="service", values=("captured",)),
)
POPULAR_TIMES = Report(
    ident="times",
    title="Popular times",
    about="When people come: heads by weekday and hour of the start, on the place's own clock.",
    figures=(
        Figure(ident="hour", title="Start", unit=Unit.TEXT, wide=12),
        *(
            Figure(ident=day.lower(), title=day, says=f"Heads that came on a {day} in this hour.")
            for day in WEEKDAYS
        ),
        Figure(ident="week", title="All days", says="Heads that came in this hour on all days."),
    ),
    make=_hours,
    behind=_behind(lambda one: one.local_start[:2]),
    chart=Chart(shape=Shape.HEAT, names="hour", values=tuple(day.lower() for day in WEEKDAYS)),
)
LOCATIONS = Report(
    ident="locations",
    title="Locations side by side",
    about="The places of the studio compared.",
    figures=(
        Figure(ident="location", title="Location", unit=Unit.TEXT, wide=24),
        CLASSES,
        CAME,
        Figure(
            ident="per_class",
            title="Per class",
            unit=Unit.TENTHS,
            says="Heads that came divided by classes that took place.",
        ),
        FILL,
        NO_SHOW_RATE,
    ),
    make=_places,
    behind=_behind(lambda one: one.location_id),
    chart=Chart(shape=Shape.BAR, names="location", values=("came",)),
)
