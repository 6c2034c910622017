"""A studio whose manager changes series at random while clients book them; an account of it all.

The account is kept apart from the rules: which bookings must stand, and of which dates somebody was
told that they are kept beside the plan.
"""

from datetime import date
from functools import lru_cache
from random import Random
from typing import Any

from core.changes import Outcome
from core.commands.registry import Command
from core.commands.reopening import ReinstateOccurrence
from core.commands.schedule import (
    CancelOccurrence,
    ChangeCapacity,
    CreateSeries,
    EditSeries,
    GenerateSeries,
    MoveOccurrence,
)
from core.commands.seats import Book, CancelBooking
from core.commands.series_dates import AddDate, EndSeries, SetRolling, SkipDate
from core.commands.substituting import Substitute
from core.domain.bookings import BOOKED, Booking
from core.domain.json_text import texts
from core.domain.refusals import Refusal
from core.domain.schedule import CANCELLED, OCCURRENCES_OF_SERIES, SCHEDULED, Occurrence, Series
from core.domain.zones import DAY_MS, add_days, local_date
from core.rules.due.all_timers import due
from core.rules.due.registry import Moment
from tests.core.rules.schedule.calendar_walk import NAMES, Rhythm, moment, walk
from tests.support.studio import NOW, Studio

RULES = (
    "FREQ=WEEKLY;BYDAY=MO",
    "FREQ=WEEKLY;BYDAY=TU,FR",
    "FREQ=WEEKLY;INTERVAL=2",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE,SU",
    "FREQ=DAILY;INTERVAL=5",
    "FREQ=WEEKLY;COUNT=9",
    "FREQ=WEEKLY;BYDAY=MO;UNTIL=20260427",
)
TIMES = ("07:00", "09:30", "12:00", "16:00", "20:30")
LONDON = "Europe/London"


class SeriesWorld:
    """One series at first, whatever becomes of it, and what must be true of it."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.s = Studio.open()
        self.now = NOW
        self.stands: set[tuple[str, str]] = set()
        self.said: set[str] = set()
        self.done: list[str] = []
        self.clients = [self.s.anna, self.s.ben, self.s.clara, self.s.dora, self.s.emil]
        self.leads = ["", self.s.instructor, self.s.second_instructor]
        self.plan()

    def plan(self) -> None:
        """One more series, of which some dates are made or none."""
        made = CreateSeries(
            self.s.yoga,
            self.s.london,
            self.chance.choice(RULES),
            self.day(1, 8),
            self.chance.choice(TIMES),
            60,
            self.chance.choice((3, 4)),
            self.chance.choice(self.leads),
            generate_to=self.chance.choice(("", self.day(9, 50))),
        )
        self.run(made)

    # what happens

    def step(self) -> None:
        """Time may pass; one thing is done."""
        self.now += self.chance.choice((0, 0, 0, 1, 2)) * DAY_MS // 2
        act = self.chance.choice(
            (self.book, self.book, self.book, self.leave, self.one, self.one, self.edit, self.edit,
             self.skip, self.add, self.end, self.night, self.night, self.plan_again)
        )  # fmt: skip
        act()

    def book(self) -> None:
        one, client = self.coming(), self.chance.choice(self.clients)
        if one and self.run(Book(client, one.id, pay_at_desk=True), by=self.s.receptionist):
            self.stands.add((client, one.id))

    def leave(self) -> None:
        if self.stands:
            client, one = self.chance.choice(sorted(self.stands))
            if self.run(CancelBooking(client, one), by=self.s.receptionist):
                self.stands.discard((client, one))

    def one(self) -> None:
        """This one: another time, more or fewer seats, somebody else, off, on again."""
        one = self.coming() if self.chance.random() < 0.8 else self.any()
        if one is None:
            return
        lead = self.chance.choice(self.leads)
        kind = self.chance.randrange(6)
        if kind == 0:
            time = self.chance.choice(TIMES)
            self.run(MoveOccurrence(one.id, self.day(1, 60), time, 60, lead))
        elif kind == 1:
            self.run(ChangeCapacity(one.id, self.chance.choice((2, 3, 5))))
        elif kind == 2 and lead:
            self.run(Substitute(one.id, lead, "swap"))
        elif kind == 3 and self.run(CancelOccurrence(one.id, "no heating")):
            self.over(one.id)
        elif kind > 3 and (off := [o for o in self.all() if o.state == CANCELLED]):
            again = self.chance.choice(off)
            if self.run(ReinstateOccurrence(again.id)):
                self.said.add(again.id)

    def edit(self) -> None:
        """This and following, or all."""
        series = self.series()
        if series is None:
            return
        fields: dict[str, Any] = {
            "local_start": self.maybe(TIMES, series.local_start),
            "duration_min": 60,
            "capacity": self.maybe((3, 4, 6), series.capacity),
            "lead_id": self.maybe(self.leads, series.lead_id),
            "day_shift": self.chance.choice((0, 0, 0, 1, -1, 2, -3, 6)),
            "from_date": self.chance.choice(("", "", self.day(0, 40))),
        }
        self.choosing(lambda c: EditSeries(series.id, choices=c, **fields), ("move", "keep"))

    def end(self) -> None:
        if (series := self.series()) and self.chance.random() < 0.4:
            last = self.day(5, 60)
            self.choosing(lambda c: EndSeries(series.id, last, c), ("keep", "keep"))

    def choosing(self, make: Any, ways: tuple[str, str]) -> None:
        """Ask first; then answer for each booked date."""
        asked = self.s.run(make({}), by=self.s.manager, at=self.now)
        command, choices = make({}), {}
        if isinstance(asked, Refusal):
            if asked.code != "series_choices":
                return
            ids = asked.facts["occurrence_ids"]
            choices = {key: self.chance.choice((*ways, "cancel")) for key in ids}
            command = make(choices)
            asked = self.s.run(command, by=self.s.manager, at=self.now)
            assert isinstance(asked, Outcome), asked
        self.done.append(str(command))
        for key, choice in choices.items():
            if choice == "cancel":
                self.over(key)
        days = asked.facts.get("kept_dates") or asked.facts.get("kept") or ()
        days = () if isinstance(days, int) else days
        self.said |= {one.id for one in self.all() if one.local_date in days}

    def skip(self) -> None:
        if (series := self.series()) and (one := self.coming()):
            self.run(SkipDate(series.id, one.original_date))

    def add(self) -> None:
        if series := self.series():
            self.run(AddDate(series.id, self.day(1, 70)))

    def night(self) -> None:
        """The server fills the horizons, perhaps twice."""
        for _ in range(self.chance.choice((1, 2))):
            for _, command in due(self.s.reader, Moment(self.now, lambda _: self.now)):
                if isinstance(command, GenerateSeries):
                    self.run(command, system=True)

    def plan_again(self) -> None:
        if self.chance.random() < 0.3:
            self.plan()
        elif series := self.series():
            self.run(SetRolling(series.id, self.chance.choice((0, 1))))

    # helpers

    def run(self, command: Command, **how: Any) -> bool:
        result = self.s.run(command, **({"by": self.s.manager} | how), at=self.now)
        if isinstance(result, Refusal):
            return False
        self.done.append(str(command))
        return True

    def over(self, occurrence: str) -> None:
        """The studio called it off: its bookings end."""
        self.stands = {pair for pair in self.stands if pair[1] != occurrence}

    def maybe(self, some: Any, now: Any) -> Any:
        return self.chance.choice(some) if self.chance.random() < 0.4 else now

    def day(self, low: int, high: int) -> str:
        return add_days(local_date(self.now, LONDON), self.chance.randint(low, high))

    def all(self) -> list[Occurrence]:
        return [one for one in self.s.reader.all(Occurrence) if one.series_id]

    def any(self) -> Occurrence | None:
        return self.chance.choice(self.all()) if self.all() else None

    def coming(self) -> Occurrence | None:
        live = [o for o in self.all() if o.state == SCHEDULED and o.starts_at > self.now]
        return self.chance.choice(live) if live else None

    def series(self) -> Series | None:
        active = [one for one in self.s.reader.all(Series) if one.state == "active"]
        return self.chance.choice(active) if active else None

    # what must be true

    def faults(self) -> list[str]:
        """What is not as it must be; the account knows it, not the rules."""
        found = []
        for client, key in self.stands:
            booking, one = self.s.booking(client, key), self.s.get(Occurrence, key)
            if booking.state != BOOKED or one.state != SCHEDULED:
                found.append(f"lost: {booking.state} in a class that is {one.state}")
            if (booking.starts_at, booking.ends_at) != (one.starts_at, one.ends_at):
                found.append("a booking stayed behind")
        live = {(b.client_id, b.occurrence_id) for b in self.s.reader.all(Booking)
                if b.state == BOOKED}  # fmt: skip
        if live != self.stands:
            found.append("a booking from nowhere")
        for series in self.s.reader.all(Series):
            found += self._series_faults(series)
        return found

    def _series_faults(self, series: Series) -> list[str]:
        ends = series.end_date or "2026-12-31"
        planned = planned_dates(series.rrule, series.start_date, ends, series.skipped, series.added)
        rows = self.s.reader.find(OCCURRENCES_OF_SERIES, series.id)
        dates = [one.original_date for one in rows]
        found = [] if len(dates) == len(set(dates)) else ["a date twice"]
        for one in rows:
            live = one.state == SCHEDULED and one.starts_at > self.now
            if live and one.original_date not in planned and one.id not in self.said:
                found.append(f"{one.original_date} lives outside the plan of {series.rrule}")
            there = date.fromisoformat(one.local_date)
            if one.starts_at != moment(there, one.local_start, LONDON):
                found.append("not at its time")
        today = local_date(self.now, LONDON)
        due_by_now = [day for day in planned if today < day <= series.generated_to]
        missing = set(due_by_now) - set(dates)
        return [*found, *(f"{day} is missing" for day in missing)]


@lru_cache
def planned_dates(rule: str, start: str, ends: str, skipped: str, added: str) -> frozenset[str]:
    """The plan of a series as its row says it, by walking the calendar."""
    parts = dict(part.split("=") for part in rule.split(";"))
    rhythm = Rhythm(
        parts["FREQ"],
        int(parts.get("INTERVAL", 1)),
        tuple(NAMES.index(one) for one in parts.get("BYDAY", "").split(",") if one),
        week_begins=NAMES.index(parts.get("WKST", "MO")),
        count=int(parts.get("COUNT", 0)),
        until=date.fromisoformat(parts["UNTIL"]) if "UNTIL" in parts else None,
    )
    first, last = date.fromisoformat(start), date.fromisoformat(ends)
    out, extra = ([date.fromisoformat(day) for day in texts(one)] for one in (skipped, added))
    days = walk(rhythm, first, last, out, extra) if first <= last else []
    return frozenset(str(day) for day in days)
