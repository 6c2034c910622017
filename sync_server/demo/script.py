"""What is told and not drawn: the people around the next class, and what two desks did today."""

from collections.abc import Iterator
from random import Random

from msgspec.structs import replace

from core.commands.arrivals import CheckIn
from core.commands.seats import Book
from core.commands.waiting import HoldSeats
from core.domain.schedule import Occurrence
from core.domain.zones import DAY_MS, HOUR_MS, MINUTE_MS
from core.rules.booking.holdings import seats_taken
from sync_server.demo.catalogue import NORTHGATE, REFORMER, Places
from sync_server.demo.clerk import Clerk, person
from sync_server.demo.frontdesk import FrontDesk
from sync_server.demo.people import NEW_TODAY, Regular
from sync_server.demo.visits import Fate, Visit

IN = ("Priya Nair", "Marco Ricci", "Grace Mensah", "Elif Demir", "Tom Becker")
MISSING = ("Lucía Romero", "Daniel Osei", "Joanna Kowalska")
WAITING = ("Hanna Lindqvist", "Clara Jensen")
CAME_THOUGH_CANCELLED = "Ben Carter"
LOST_THE_SEAT = "Sara Lindner"
LAST_CREDIT = "Daniel Osei"
EARLIER_VISITS = {
    "Lucía Romero": 0,
    "Daniel Osei": 3,
    "Joanna Kowalska": 5,
    "Priya Nair": 14,
    "Marco Ricci": 11,
    "Grace Mensah": 16,
    "Elif Demir": 9,
    "Tom Becker": 6,
    "Hanna Lindqvist": 8,
    "Clara Jensen": 4,
    "Sara Lindner": 7,
    "Ben Carter": 6,
}
RECENT_DAYS = 45


def earlier_visits(
    cast: dict[str, Regular], past: list[Occurrence], random: Random, now: int
) -> Iterator[Visit]:
    """Visits of the cast in the last weeks, at most once a day each; a class holds few of them."""
    recent = [one for one in past if one.starts_at > now - RECENT_DAYS * DAY_MS]
    taken: dict[str, int] = {}
    for name, count in EARLIER_VISITS.items():
        open_to = [one for one in recent if taken.get(one.id, 0) < 4]
        by_day = {one.local_date: one for one in random.sample(open_to, len(open_to))}
        for day in random.sample(sorted(by_day), min(count, len(by_day))):
            occurrence = by_day[day]
            taken[occurrence.id] = taken.get(occurrence.id, 0) + 1
            start = occurrence.starts_at
            came = start - random.randrange(3, 14) * MINUTE_MS
            booked = start - random.randrange(20, 90) * HOUR_MS
            yield Visit(cast[name], occurrence, REFORMER, booked, "come", came)


def rush_visits(cast: dict[str, Regular], rush: Occurrence, now: int) -> Iterator[Visit]:
    """Five are in, three are missing, two wait for the class that starts next."""
    for number, name in enumerate(IN):
        booked = now - 4 * DAY_MS + number * 37 * MINUTE_MS
        yield Visit(cast[name], rush, REFORMER, booked, "come", now - (number * 107 + 25) * 1000)
    for number, name in enumerate(MISSING):
        booked = now - 3 * DAY_MS + number * 51 * MINUTE_MS
        if name == NEW_TODAY:
            booked = now - 25 * HOUR_MS
        yield Visit(cast[name], rush, REFORMER, booked, "book", now)
    for number, name in enumerate(WAITING):
        waits: Fate = "wait"
        yield Visit(cast[name], rush, REFORMER, now - (20 - number) * HOUR_MS, waits, now)


class TwoDesks:
    """What two desks promised without knowing of one another; settled as any such promise."""

    def __init__(self, clerk: Clerk, desk: FrontDesk, places: Places) -> None:
        self._clerk = clerk
        self._desk = desk
        home = places.locations[NORTHGATE]
        self._who = person(places.staff["Noor Karim"], home, places.desks[NORTHGATE])

    def lose_seat(self, client: Regular, full: Occurrence, at: int) -> None:
        """Booked at a desk without connection while the last seat was sold elsewhere (SET-1).

        What is free because somebody was barred from booking is kept for the others' guests.
        """
        free = full.capacity - seats_taken(self._clerk.rows, full.id)
        if free > 0:
            keep = HoldSeats(full.id, free, full.starts_at, "guests of the studio")
            self._clerk.do(keep, at - MINUTE_MS, self._who)
        self._desk.cover(Visit(client, full, REFORMER, at, "book", at))
        shown = replace(self._who, shown="booked")
        self._clerk.do(Book(client.id, full.id), at, shown)

    def book_early(self, client: Regular, before: Occurrence) -> None:
        """The booking that is cancelled later."""
        self._desk.book(self._visit(client, before))

    def come_though_cancelled(self, client: Regular, before: Occurrence) -> None:
        """Checked in at a desk that did not know of the cancelling (SET-4)."""
        self._desk.cancel(self._visit(client, before))
        shown = replace(self._who, shown="checked_in")
        at = before.starts_at - 6 * MINUTE_MS
        self._clerk.do(CheckIn(client.id, before.id), at, shown)

    @staticmethod
    def _visit(client: Regular, before: Occurrence) -> Visit:
        start = before.starts_at
        booked, cancelled = start - 3 * DAY_MS, start - 2 * HOUR_MS
        return Visit(client, before, REFORMER, booked, "late_cancel", cancelled)
