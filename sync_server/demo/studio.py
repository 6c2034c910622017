"""Makes the living studio: from a seed, around a moment, all by commands through settlement."""

from collections.abc import Callable
from functools import partial
from hashlib import sha256
from random import Random

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.domain.ids import derive
from core.domain.records import CommandLog
from core.domain.refusals import Fault
from core.domain.schedule import Occurrence
from core.domain.zones import DAY_MS, HOUR_MS, MINUTE_MS, add_days, local_date
from core.rules.attendance.qr import encode
from core.rules.due.all_timers import due
from core.rules.due.registry import Moment
from sync_server.demo.batch import BatchStore
from sync_server.demo.catalogue import NORTHGATE, PRIVATE, REFORMER, Places, found
from sync_server.demo.clerk import SYSTEM, Clerk
from sync_server.demo.frontdesk import FrontDesk
from sync_server.demo.homes import Home, home_for
from sync_server.demo.people import YEARS_MS, Regular, enter, invent
from sync_server.demo.rush import RUSH, call_off, leave_unassigned, plan_rush
from sync_server.demo.script import (
    CAME_THOUGH_CANCELLED,
    LOST_THE_SEAT,
    TwoDesks,
    earlier_visits,
    rush_visits,
)
from sync_server.demo.timetable import HISTORY_DAYS, plan_week
from sync_server.demo.visits import Draw, Visit, Wanted
from sync_server.office import Office
from sync_server.store.sql import create_head

TIMERS_EVERY_MS = 3 * HOUR_MS

CAME = {"before": 7, "running": 11, "midway": 5, "wheel": 3}
"""How many of the crowd are in for the classes around now; nobody else of them is."""


class DemoStudio(msgspec.Struct, frozen=True):
    """What was made: ids by name. `codes` are the member cards' codes by client name.

    Occurrences: before, running, midway, rush (starts in 19 minutes), wheel, full (with a
    waitlist), last_seat (one is free), evening, cancelled, unassigned, tomorrow (full).
    """

    organisation_id: str
    zone: str
    locations: dict[str, str]
    staff: dict[str, str]
    services: dict[str, str]
    products: dict[str, str]
    clients: dict[str, str]
    codes: dict[str, str]
    occurrences: dict[str, str]
    commands: int


def make(
    office: Office, seed: int, now: int, card_key: Ed25519PrivateKey | None = None
) -> DemoStudio:
    """Make the studio of a seed around a moment (UTC milliseconds) and write it at once.

    Raises Fault `organisation_exists` where this seed's studio is there already.
    """
    organisation_id = organisation_of(seed)
    key = card_key or own_key(seed)
    with office.database.write(organisation_id) as store:
        if store.head().history_id:
            raise Fault("organisation_exists", organisation=organisation_id)
    making = Making(organisation_id, seed, now, key)
    making.run()
    with office.database.engine.begin() as connection:
        connection.execute(create_head(organisation_id, derive("demo history", organisation_id)))
    with office.database.write(organisation_id) as store:
        making.store.write_out(store, now)
    return making.studio(key)


def organisation_of(seed: int) -> str:
    """The id of a seed's studio."""
    return derive("demo organisation", str(seed))


def own_key(seed: int) -> Ed25519PrivateKey:
    """A key for the cards of a studio that nobody else knows of: a test's."""
    return Ed25519PrivateKey.from_private_bytes(sha256(f"cards {seed}".encode()).digest())


class Making:
    """One making of a studio, in memory."""

    def __init__(self, organisation_id: str, seed: int, now: int, key: Ed25519PrivateKey) -> None:
        self.store = BatchStore()
        self.clerk = Clerk(self.store, seed)
        self.now = now
        self._random = Random(seed)  # noqa: S311 - a story, not a secret
        self._home: Home = home_for(now)
        public = key.public_key().public_bytes_raw().hex()
        founded = now - YEARS_MS
        self.places: Places = found(self.clerk, organisation_id, self._home, public, founded)
        self._desk = FrontDesk(self.clerk, self.places, self._random)
        self._crowd: list[Regular] = []
        self._draw: Draw
        self._keys: dict[str, str] = {}
        self._events: list[tuple[int, int, Callable[[], None]]] = []

    def run(self) -> None:
        """Everything in the order of its time."""
        self._crowd = invent(self._random, self.now)
        self._draw = Draw(self._random, self._crowd, self.now)
        enter(self.clerk, self.places, self._home, self._crowd, self._random, self.now)
        planned = self.now - (HISTORY_DAYS + 7) * DAY_MS
        plan_week(self.clerk, self.places, self.now, planned)
        self._keys = plan_rush(self.clerk, self.places, self.now, planned + HOUR_MS)
        self._tell_and_draw()
        for at in range(planned + DAY_MS, self.now, TIMERS_EVERY_MS):
            self._at(at, partial(self._ring, at))
        for _, _, happen in sorted(self._events, key=lambda event: event[:2]):
            happen()

    def _ring(self, at: int) -> None:
        """What the server's timers would have done; all desks have told what they did."""
        for command_id, command in due(self.store.rows, Moment(at, lambda _location: at)):
            if self.store.rows.get(CommandLog, command_id) is None:
                who = msgspec.structs.replace(SYSTEM, command_id=command_id)
                self.clerk.attempt(command, at, who)

    def studio(self, key: Ed25519PrivateKey) -> DemoStudio:
        """What to know of it."""
        places, raw = self.places, key.private_bytes_raw()
        return DemoStudio(
            places.organisation_id,
            self._home.zone,
            places.locations,
            places.staff,
            places.services,
            places.products,
            {one.name: one.id for one in self._crowd},
            {one.name: encode(one.card_id, places.organisation_id, raw) for one in self._crowd},
            self._keys,
            self.clerk.count,
        )

    def _tell_and_draw(self) -> None:
        all_of = sorted(self.store.rows.all(Occurrence), key=lambda o: (o.starts_at, o.id))
        names = {key: name for name, key in self.places.services.items()}
        homes = {key: name for name, key in self.places.locations.items()}
        draw = self._draw
        desk = self._desk
        named = self._tell(all_of, desk)
        keys = {key: name for name, key in self._keys.items()}
        for one in all_of:
            service = names[one.service_id]
            wanted = self._wanted(keys.get(one.id, ""), one, service, draw)
            drawn = draw.visits(one, service, homes[one.location_id], wanted, named.get(one.id, 0))
            for visit in drawn:
                self._happen(desk, visit)

    def _tell(self, all_of: list[Occurrence], desk: FrontDesk) -> dict[str, int]:
        """What is told; how many seats of which occurrence it takes."""
        cast = {one.name: one for one in self._crowd if one.scripted}
        by_id = {str(one.id): one for one in all_of}
        here = self.places.locations[NORTHGATE], self.places.services[REFORMER]
        mine = [one for one in all_of if (one.location_id, one.service_id) == here]
        past = [one for one in mine if one.ends_at < self.now - DAY_MS]
        told = list(earlier_visits(cast, past, self._random, self.now))
        told += rush_visits(cast, by_id[self._keys["rush"]], self.now)
        for visit in told:
            self._happen(desk, visit)
        tomorrow = add_days(local_date(self.now, self._home.zone), 1)
        self._keys["tomorrow"] = next(one.id for one in mine if one.local_date == tomorrow)
        two = TwoDesks(self.clerk, desk, self.places)
        full, before = by_id[self._keys["tomorrow"]], by_id[self._keys["before"]]
        lost, back = cast[LOST_THE_SEAT], cast[CAME_THOUGH_CANCELLED]
        at = self.now - 70 * MINUTE_MS
        self._at(at, lambda: two.lose_seat(lost, full, at))
        self._at(before.starts_at - 3 * DAY_MS, lambda: two.book_early(back, before))
        self._at(before.starts_at, lambda: two.come_though_cancelled(back, before))
        self._at(self.now - 20 * HOUR_MS, self._leave_unassigned)
        gone = by_id[self._keys["cancelled"]]
        ill_at = min(self.now - 20 * MINUTE_MS, gone.starts_at - 80 * MINUTE_MS)
        self._at(ill_at, lambda: call_off(self.clerk, self.places, gone.id, ill_at))
        counts: dict[str, int] = {before.id: 1}
        for visit in told:
            counts[visit.occurrence.id] = counts.get(visit.occurrence.id, 0) + 1
        return counts

    def _wanted(self, key: str, one: Occurrence, service: str, draw: Draw) -> Wanted:
        if key == "tomorrow":
            return Wanted(one.capacity)
        if key == "cancelled":
            return Wanted(4, came=0)
        moment = next((moment for moment in RUSH if moment.key == key), None)
        if moment is None:
            return draw.wanted(one, service)
        return Wanted(moment.booked, moment.waiting, CAME.get(key, 0))

    def _leave_unassigned(self) -> None:
        key = leave_unassigned(self.clerk, self.places, self.now)
        self._keys["unassigned"] = key
        made = self.store.rows.get(Occurrence, key)
        if made is None:
            raise LookupError(key)
        for visit in self._draw.visits(made, PRIVATE, NORTHGATE, Wanted(1)):
            self._desk.book(msgspec.structs.replace(visit, book_at=self.now - 19 * HOUR_MS))

    def _happen(self, desk: FrontDesk, visit: Visit) -> None:
        if visit.fate == "walk_in":
            self._at(visit.then_at, lambda: desk.walk_in(visit))
            return
        self._at(visit.book_at, lambda: desk.book(visit))
        then: dict[str, Callable[[Visit], None]] = {
            "come": desk.come,
            "wait": desk.come,
            "cancel": desk.cancel,
            "late_cancel": desk.cancel,
            "absent": desk.stay_away,
        }
        if visit.fate in then and (visit.fate != "wait" or visit.occurrence.starts_at < self.now):
            self._at(visit.then_at, lambda: then[visit.fate](visit))

    def _at(self, at: int, happen: Callable[[], None]) -> None:
        self._events.append((at, len(self._events), happen))
