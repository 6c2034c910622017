"""Random hours and calendars of one instructor, and free times found minute by minute.

The oracle knows nothing of the rule: it walks over the minutes and looks at each alone.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
from hypothesis import strategies as st

from core.domain.availability import Availability, AvailabilityException, TimeOff, Travel
from core.domain.catalogue import Need, Service
from core.domain.closures import Closure
from core.domain.ids import (
    AllocationId,
    AssignmentId,
    AvailabilityExceptionId,
    AvailabilityId,
    ClosureId,
    GrantId,
    LocationId,
    OccurrenceId,
    ResourceId,
    ServiceId,
    StaffId,
    TimeOffId,
    travel_id,
)
from core.domain.json_text import dump
from core.domain.organisation import Grant, Location, StaffMember
from core.domain.rows import Row
from core.domain.schedule import Allocation, Assignment, Occurrence, Resource
from core.store.memory_reader import MemoryReader

HERE, THERE, WHO = LocationId("here"), LocationId("there"), StaffId("who")
ROOM = ResourceId("room")
MINUTE_MS = 60_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

DAYS = (
    ("Europe/London", "2026-03-29"),  # 01:00 to 02:00 does not exist
    ("Europe/London", "2026-10-25"),  # 01:00 to 02:00 exists twice
    ("America/New_York", "2026-03-08"),
    ("America/New_York", "2026-11-01"),
    ("Australia/Lord_Howe", "2026-04-05"),  # half an hour twice
    ("Australia/Lord_Howe", "2026-10-04"),
    ("Asia/Beirut", "2026-03-29"),  # the day begins at 01:00
    ("Asia/Kathmandu", "2028-02-29"),
    ("Pacific/Apia", "2026-06-15"),
    ("UTC", "2026-03-02"),
)


class World(msgspec.Struct, frozen=True):
    """One date, with all that speaks for and against a session on it."""

    zone: str
    day: str
    grid: int
    by_client: bool
    now: int
    service: Service
    way: int
    rows: tuple[Row, ...]

    @property
    def reader(self) -> MemoryReader:
        return MemoryReader(self.rows)

    def of(self, row_type: type) -> list[Row]:
        return [row for row in self.rows if isinstance(row, row_type)]


def clock(minute: int) -> str:
    return "24:00" if minute == 1440 else f"{minute // 60:02d}:{minute % 60:02d}"


def minutes_of(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:])


def ms(moment: datetime) -> int:
    return (moment.astimezone(UTC) - EPOCH) // timedelta(milliseconds=1)


@st.composite
def spans(draw: st.DrawFn, step: int = 15) -> tuple[int, int]:
    """Most begin at night, when clocks change, or in the morning."""
    low = draw(st.sampled_from([*range(0, 1425, step), *(range(0, 300, step))]))
    longest = draw(st.sampled_from([120, 360, 360, 1440]))
    return low, draw(st.sampled_from(range(low + step, min(1440, low + longest) + 1, step)))


@st.composite
def worlds(draw: st.DrawFn) -> World:
    zone, day = draw(st.sampled_from(DAYS))
    noon = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=ZoneInfo(zone))
    start = ms(noon) - 13 * 60 * MINUTE_MS
    service = Service(
        ServiceId("s"),
        "Private",
        "P",
        "session",
        "private",
        draw(st.sampled_from([15, 30, 45, 60, 90])),
        1,
        buffer_before_min=draw(st.sampled_from([0, 10, 20])),
        buffer_after_min=draw(st.sampled_from([0, 15])),
        needs=dump([Need(ROOM, draw(st.integers(0, 1)), draw(st.integers(0, 1)))]),
    )
    rows: list[Row] = [
        service,
        Location(HERE, "Here", zone, "HER"),
        Location(THERE, "There", "UTC", "THE"),
        StaffMember(WHO, "Who", categories='["private"]'),
        Grant(GrantId("g"), WHO, "instructor", HERE),
        Resource(ROOM, HERE, "Room", "room", 2),
    ]
    way = draw(st.sampled_from([0, 5, 30, 45]))
    rows.append(Travel(travel_id(HERE, THERE), HERE, THERE, way))
    rows += draw(hours(day, noon.weekday()))
    if draw(st.integers(0, 9)) == 0:
        rows.append(Closure(ClosureId("c"), HERE, day, day, "painted"))
    for n, (low, high) in enumerate(draw(st.lists(spans(), max_size=1))):
        away = (start + low * MINUTE_MS, start + high * MINUTE_MS)
        rows.append(TimeOff(TimeOffId(f"t{n}"), WHO, *away))
    for n in range(draw(st.sampled_from([0, 1, 2, 3, 3]))):
        low, _ = draw(spans(5))
        rows += draw(occurrence(n, start + low * MINUTE_MS))
    return World(
        zone,
        day,
        draw(st.sampled_from([15, 30, 40])),
        draw(st.booleans()),
        start + draw(st.sampled_from([-60, -60, 90, 200, 700])) * MINUTE_MS,
        service,
        way,
        tuple(rows),
    )


@st.composite
def hours(draw: st.DrawFn, day: str, weekday: int) -> list[Row]:
    made: list[Row] = []
    low, high = draw(spans())
    made.append(Availability(AvailabilityId("a"), WHO, HERE, weekday, clock(low), clock(high)))
    for n, (low, high) in enumerate(draw(st.lists(spans(), max_size=2))):
        valid = draw(
            st.sampled_from([("", ""), (day, day), ("2030-01-01", ""), ("", "2025-12-31")])
        )
        on = draw(st.sampled_from([weekday, weekday, weekday, (weekday + 1) % 7]))
        where = draw(st.sampled_from([HERE, HERE, HERE, THERE]))
        open_ = draw(st.integers(0, 1))
        key = AvailabilityId(f"a{n}")
        made.append(Availability(key, WHO, where, on, clock(low), clock(high), *valid, open_))
    for n, (low, high) in enumerate(draw(st.lists(spans(), max_size=2))):
        other = AvailabilityExceptionId(f"e{n}")
        kind = draw(st.sampled_from(["extra", "removed"]))
        where = draw(st.sampled_from([HERE, HERE, THERE]))
        made.append(AvailabilityException(other, WHO, where, day, clock(low), clock(high), kind))
    return made


@st.composite
def occurrence(draw: st.DrawFn, number: int, starts_at: int) -> list[Row]:
    key = OccurrenceId(f"o{number}")
    ends_at = starts_at + draw(st.sampled_from([30, 60, 75])) * MINUTE_MS
    before, after = draw(st.sampled_from([(0, 0), (10, 0), (0, 25), (10, 25)]))
    where = draw(st.sampled_from([HERE, THERE]))
    state = draw(st.sampled_from(["scheduled", "scheduled", "cancelled"]))
    made = Occurrence(
        key,
        ServiceId("s"),
        where,
        "",
        "",
        "UTC",
        starts_at,
        ends_at,
        1,
        buffer_before_min=before,
        buffer_after_min=after,
        state=state,
    )
    held = (starts_at - before * MINUTE_MS, ends_at + after * MINUTE_MS)
    kept = "held" if state == "scheduled" else "released"
    rows: list[Row] = [made]
    if draw(st.sampled_from([True, True, True, False])):
        rows.append(Assignment(AssignmentId(f"w{number}"), key, WHO, "lead", *held, kept))
    if where == HERE and draw(st.sampled_from([True, False, False])):
        amount = draw(st.integers(1, 2))
        rows.append(Allocation(AllocationId(f"r{number}"), key, ROOM, amount, 0, *held, kept))
    return rows


class Oracle:
    """Looks at each minute of the date alone."""

    def __init__(self, world: World) -> None:
        self.world = world
        tz = ZoneInfo(world.zone)
        noon = ms(datetime.fromisoformat(f"{world.day}T12:00").replace(tzinfo=tz)) // MINUTE_MS
        around = range(noon - 20 * 60, noon + 20 * 60)
        wall = {m: (EPOCH + timedelta(minutes=m)).astimezone(tz) for m in around}
        self.minutes = [m for m in around if wall[m].date().isoformat() == world.day]
        self.named: dict[str, int] = {}
        for minute in self.minutes:
            self.named.setdefault(wall[minute].strftime("%H:%M"), minute)
        self.wall = {m: wall[m].strftime("%H:%M") for m in self.minutes}

    def instant(self, text: str) -> int:
        """The first minute of that name; one that is skipped counts from the day's first."""
        if text == "24:00":
            return self.minutes[-1] + 1
        return self.named.get(text, self.minutes[0] + minutes_of(text))

    def starts(self) -> list[int]:
        length = self.world.service.duration_min
        found = set()
        for low, high, open_ in self.blocks("extra"):
            if self.world.by_client and not open_:
                continue
            for start in range(low, high, self.world.grid):
                inside = start + length <= high
                if inside and self.free(start, range(start, start + length)):
                    found.add(start * MINUTE_MS)
        return sorted(found)

    def blocks(self, kind: str) -> list[tuple[int, int, int]]:
        found = []
        weekday = datetime.fromisoformat(self.world.day).weekday()
        for row in self.world.rows:
            if isinstance(row, Availability) and kind == "extra":
                late = bool(row.valid_until) and self.world.day > row.valid_until
                counts = row.weekday == weekday and self.world.day >= row.valid_from and not late
            elif isinstance(row, AvailabilityException):
                counts = row.kind == kind
            else:
                continue
            if counts and row.location_id == HERE:
                low, high = self.instant(row.local_from), self.instant(row.local_until)
                found.append((low, high, row.self_booking))
        return found

    def free(self, start: int, span: range) -> bool:
        world = self.world
        ahead = 120 if world.by_client else 0
        if start - ahead <= world.now // MINUTE_MS or start not in self.wall:
            return False
        if self.named[self.wall[start]] != start:
            return False
        if any(isinstance(row, Closure) for row in world.rows):
            return False
        gone = {m for low, high, _ in self.blocks("removed") for m in range(low, high)}
        for row in world.rows:
            if isinstance(row, TimeOff):
                gone |= set(range(row.starts_at // MINUTE_MS, row.ends_at // MINUTE_MS))
        return gone.isdisjoint(span) and self.no_other(span) and self.room(span)

    def no_other(self, span: range) -> bool:
        world, service = self.world, self.world.service
        led = {row.occurrence_id for row in world.rows if isinstance(row, Assignment)}
        for row in world.rows:
            if not isinstance(row, Occurrence) or row.id not in led or row.state != "scheduled":
                continue
            way = world.way if row.location_id != HERE and world.by_client else 0
            before = max(way, row.buffer_before_min, service.buffer_after_min)
            after = max(way, row.buffer_after_min, service.buffer_before_min)
            low, high = row.starts_at // MINUTE_MS - before, row.ends_at // MINUTE_MS + after
            if any(low <= minute < high for minute in span):
                return False
        return True

    def room(self, span: range) -> bool:
        service = self.world.service
        need = msgspec.json.decode(service.needs, type=list[Need])[0]
        wanted = need.per_class + need.per_attendee
        first, last = span[0] - service.buffer_before_min, span[-1] + service.buffer_after_min
        return all(self.used(minute) + wanted <= 2 for minute in range(first, last + 1)) or (
            wanted == 0 and max(self.used(m) for m in range(first, last + 1)) <= 2
        )

    def used(self, minute: int) -> int:
        at = minute * MINUTE_MS
        return sum(
            row.per_class
            for row in self.world.rows
            if isinstance(row, Allocation) and row.state == "held"
            if row.starts_at <= at < row.ends_at
        )
