"""Draws who comes to what: for each occurrence the clients, when they book, what they then do."""

from collections import Counter
from random import Random
from typing import Literal

import msgspec

from core.domain.schedule import Occurrence
from core.domain.zones import DAY_MS, HOUR_MS, MINUTE_MS, local_date, to_local, to_utc
from sync_server.demo.catalogue import MAT, PRIVATE, REFORMER, TOWER, VINYASA, WHEEL
from sync_server.demo.people import Regular

Fate = Literal["come", "cancel", "late_cancel", "absent", "walk_in", "book", "wait"]

FILL = {REFORMER: 0.95, MAT: 0.66, VINYASA: 0.66, WHEEL: 0.85, TOWER: 0.85, PRIVATE: 0.9}
EVENING_HOUR = 17
NO_SHOWS = 3
"""One more than so many would suspend: in this story nobody goes so far."""

AHEAD = ((1, 0.85), (3, 0.7), (7, 0.5), (14, 0.25), (28, 0.08))


class Visit(msgspec.Struct, frozen=True):
    """One client and one occurrence: booked at a time, then something at another."""

    client: Regular
    occurrence: Occurrence
    service: str
    book_at: int
    fate: Fate
    then_at: int


class Wanted(msgspec.Struct, frozen=True):
    """How many seats are to be taken, how many wait, how many are in already."""

    booked: int
    waiting: int = 0
    came: int = -1


class Draw:
    """Draws visits; a client comes once a day at most, and those named first come first."""

    def __init__(self, random: Random, crowd: list[Regular], now: int) -> None:
        self._random = random
        self._crowd = crowd
        self._now = now
        self._busy: set[tuple[str, str]] = set()
        self._no_shows: Counter[str] = Counter()

    def wanted(self, occurrence: Occurrence, service: str) -> Wanted:
        """How full an ordinary class gets."""
        random, local = self._random, to_local(occurrence.starts_at, occurrence.zone)
        liked = 1.12 if local.hour >= EVENING_HOUR or local.hour < 8 else 0.9
        share = FILL[service] * liked * random.uniform(0.7, 1.2)
        days = (occurrence.starts_at - self._now) / DAY_MS
        if days > 0:
            share *= next((factor for limit, factor in AHEAD if days <= limit), 0.05)
        seats = round(occurrence.capacity * share)
        over = min(3, seats - occurrence.capacity)
        if service == PRIVATE or over <= 0:
            return Wanted(min(seats, occurrence.capacity))
        return Wanted(occurrence.capacity, over)

    def name(self, client: Regular, occurrence: Occurrence) -> None:
        """Keep a client's day for an occurrence that is told, not drawn."""
        self._busy.add((client.id, occurrence.local_date))

    def visits(
        self, occurrence: Occurrence, service: str, place: str, wanted: Wanted, named: int = 0
    ) -> list[Visit]:
        """The visits of the crowd; `named` seats are taken by others already."""
        count = wanted.booked - named
        chosen = self._choose(occurrence, service, place, max(0, count) + wanted.waiting)
        made = []
        for number, client in enumerate(chosen):
            self._busy.add((client.id, occurrence.local_date))
            waits = number >= count
            fate = "wait" if waits else self._fate(client, occurrence, wanted, number)
            self._no_shows[client.id] += fate == "absent"
            made.append(self._visit(client, occurrence, service, fate))
        return made

    def _choose(
        self, occurrence: Occurrence, service: str, place: str, count: int
    ) -> list[Regular]:
        random, early = self._random, to_local(occurrence.starts_at, occurrence.zone).hour < 12
        weighed = [
            (
                random.random() ** (1 / (one.eager * (1.5 if one.early == early else 0.7))),
                one.id,
                one,
            )
            for one in self._crowd
            if not one.scripted
            and one.home == place
            and service in one.tastes
            and one.joined_at < min(occurrence.starts_at, self._now) - DAY_MS
            and (one.id, occurrence.local_date) not in self._busy
            and self._no_shows[one.id] < NO_SHOWS
        ]
        return [one for _, _, one in sorted(weighed, reverse=True)[:count]]

    def _fate(self, client: Regular, occurrence: Occurrence, wanted: Wanted, number: int) -> Fate:
        if wanted.came >= 0:
            return "come" if number < wanted.came else "book"
        if occurrence.starts_at > self._now:
            return "book"
        dice = self._random.random()
        if dice < client.absent:
            return "absent"
        for share, fate in ((0.06, "cancel"), (0.025, "late_cancel"), (0.03, "walk_in")):
            dice -= share
            if dice < client.absent:
                return fate  # type: ignore[return-value]
        return "come"

    def _visit(self, client: Regular, occurrence: Occurrence, service: str, fate: Fate) -> Visit:
        book_at = self._booking_time(client, occurrence, last=fate == "wait")
        start, random = occurrence.starts_at, self._random
        if fate == "absent":
            then = start + 20 * MINUTE_MS
        elif fate == "cancel":
            then = max(book_at + HOUR_MS, start - random.randrange(14, 40) * HOUR_MS)
        elif fate == "late_cancel":
            then = max(book_at + HOUR_MS // 2, start - random.randrange(2, 9) * HOUR_MS)
        elif fate == "walk_in":
            then = book_at = start - random.randrange(2, 9) * MINUTE_MS
        else:
            then = start - random.randrange(60, 22 * 60) * 1000
            if start > self._now:
                then = self._now - random.randrange(40, 12 * 60) * 1000
        return Visit(client, occurrence, service, book_at, fate, min(then, self._now))

    def _booking_time(self, client: Regular, occurrence: Occurrence, *, last: bool) -> int:
        """Some days before, in the desk's hours, and before now; who waits came `last`."""
        random = self._random
        latest = min(occurrence.starts_at - 2 * HOUR_MS, self._now - 80 * MINUTE_MS)
        if last:
            return max(client.joined_at + HOUR_MS, latest - random.randrange(6 * HOUR_MS))
        days = min(13, 1 + int(random.expovariate(0.3)))
        day = local_date(latest - days * DAY_MS, occurrence.zone)
        clock = f"{random.randrange(8, 20):02d}:{random.randrange(60):02d}"
        at = to_utc(day, clock, occurrence.zone) + random.randrange(60_000)
        return max(client.joined_at + HOUR_MS, min(at, latest))


def _weight(one: Regular, *, early: bool) -> float:
    return one.eager * (1.5 if one.early == early else 0.7)
