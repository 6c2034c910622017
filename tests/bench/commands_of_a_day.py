"""The same people do the same on any store: they book, one gives a seat up, one who waits gets it,
they come. Timed is each command alone: what it reads, its rules, the rows that it makes."""

import gc
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Protocol

from core import bus
from core.changes import Act, Change, Outcome
from core.commands.arrivals import CheckIn
from core.commands.registry import Command
from core.commands.schedule import ChangeCapacity
from core.commands.seats import Book, CancelBooking
from core.commands.system import Promote
from core.commands.waiting import JoinWaitlist
from core.domain.catalogue import PassProduct
from core.domain.credits import GRANT, LedgerEntry, Pass
from core.domain.ids import (
    ClientId,
    CommandId,
    LedgerEntryId,
    LocationId,
    PassId,
    PassProductId,
    StaffId,
    derive,
    new_id,
)
from core.domain.people import Client
from core.domain.schedule import OCCURRENCES_AT_LOCATION, Occurrence
from core.domain.zones import DAY_MS, MINUTE_MS
from core.ports import Reader
from core.rules.booking.holdings import seats_taken
from core.store.overlay import Overlay
from sync_server.demo.large_rows import Base

PEOPLE, CLASSES = 216, 18
WARM = 20
BOOKING, CANCELLING, PROMOTING, CHECK_IN = (
    "a booking",
    "a cancellation",
    "the promotion after it",
    "a check-in",
)

Samples = dict[str, list[float]]
"""The command to microseconds of each time it ran."""


class Store(Reader, Protocol):
    """What commands are run on: rows that are read, and changes that are applied."""

    def apply(self, changes: Iterable[Change]) -> object: ...


class Day:
    """A store, and the people who were put into it."""

    def __init__(self, store: Store, base: Base, now: int) -> None:
        self._store, self._base, self._now = store, base, now
        self._place = LocationId(base.locations[0])
        self._samples: defaultdict[str, list[float]] = defaultdict(list)
        since, until = now + DAY_MS, now + 20 * DAY_MS
        here = store.find(OCCURRENCES_AT_LOCATION, self._place, since=since, until=until)
        self._classes: Sequence[Occurrence] = here[:CLASSES]

    def played(self) -> Samples:
        """Everybody books; in turn one gives up for one who waits; who is left comes."""
        for one in self._classes:
            self._do(ChangeCapacity(one.id, 2 * one.capacity), self._now)
        booked = [(one, self._classes[n % CLASSES]) for n, one in enumerate(self._people("booker"))]
        gc.collect()
        gc.disable()
        try:
            for client, one in booked:
                self._do(Book(client, one.id), self._now, BOOKING)
            for (client, one), waits in zip(booked[::2], self._people("waits"), strict=False):
                self._give_up(client, one, waits)
            for client, one in booked[1::2]:
                self._do(CheckIn(client, one.id), one.starts_at - 5 * MINUTE_MS, CHECK_IN)
        finally:
            gc.enable()
        return {name: samples[WARM:] for name, samples in self._samples.items()}

    def _give_up(self, client: str, one: Occurrence, waits: str) -> None:
        full = seats_taken(self._store, one.id)
        self._do(ChangeCapacity(one.id, full), self._now)
        self._do(JoinWaitlist(waits, one.id), self._now)
        self._do(CancelBooking(client, one.id), self._now, CANCELLING)
        given = self._do(Promote(one.id), self._now, PROMOTING, system=True)
        assert given.facts["count"] == 1

    def _do(self, command: Command, at: int, name: str = "", *, system: bool = False) -> Outcome:
        actor = StaffId("" if system else self._base.owner)
        act = Act(CommandId(new_id()), actor, at, location_id=self._place, system=system)
        began = time.perf_counter_ns()
        draft = Overlay(self._store)
        result = bus.run(draft, act, command)
        changes = draft.changes()
        took = (time.perf_counter_ns() - began) / 1e3
        self._store.apply(changes)
        assert isinstance(result, Outcome), (command, result)
        if name:
            self._samples[name].append(took)
        return result

    def _people(self, kind: str) -> list[str]:
        """New clients, each with a pass of ten credits that was just sold."""
        product = self._store.get(PassProduct, self._base.product)
        assert product is not None
        rows: list[Client | Pass | LedgerEntry] = []
        made = [ClientId(derive("bench", kind, str(number))) for number in range(PEOPLE)]
        for client in made:
            key = PassId(derive("bench pass", client))
            rows.append(Client(client, f"Person {client[:6]}", f"person {client[:6]}"))
            rows.append(_pass(key, client, product, self._now))
            entry = LedgerEntryId(derive("bench grant", client))
            rows.append(LedgerEntry(entry, key, client, GRANT, product.credits, self._now))
        self._store.apply([Change(type(row), row.id, None, row) for row in rows])
        return list(made)


def _pass(key: PassId, client: ClientId, product: PassProduct, now: int) -> Pass:
    return Pass(
        key,
        client,
        PassProductId(product.id),
        product.name,
        product.kind,
        product.credits,
        product.price,
        now,
    )
