"""Counts a server's store again: sums, marks, history, seats and credits."""

from collections.abc import Iterator

from core.domain.bookings import SEATED, Booking
from core.domain.credits import LedgerEntry, Pass
from core.domain.records import CommandLog
from core.domain.rows import type_of_table
from core.domain.schedule import SCHEDULED, Occurrence
from core.wire.digest import MODULUS, row_hash
from sync_server.proofs import proven
from sync_server.store.port import ServerStore
from sync_server.store.whole import every


def findings(store: ServerStore) -> Iterator[str]:
    """Everything that is wrong with one organisation, in plain words; nothing where all is well."""
    yield from _sums(store)
    yield from _history(store)
    yield from _seats(store)
    yield from _credits(store)


def _sums(store: ServerStore) -> Iterator[str]:
    kept = store.read_digest()
    head = store.head().version
    for table, row_type in sorted(type_of_table.items()):
        total = unmarked = 0
        for row in every(store, row_type):
            total += row_hash(row)
            unmarked += not 0 < store.changed_at(table, row.id) <= head
        if total % MODULUS != kept.get(table, 0):
            yield f"{table}: its rows are not those that were settled"
        if unmarked:
            yield f"{table}: {unmarked} rows that no desk would be sent"


def _history(store: ServerStore) -> Iterator[str]:
    head = store.head()
    versions: set[int] = set()
    unproven = 0
    for line in every(store, CommandLog):
        versions.add(line.version)
        unproven += bool(line.proof and line.arguments) and not proven(line, head.secret)
    missing = head.version - len(versions & set(range(1, head.version + 1)))
    if missing:
        yield f"history: {missing} of {head.version} lines are missing"
    if unproven:
        yield f"history: {unproven} lines are not as they were written"


def _seats(store: ServerStore) -> Iterator[str]:
    used: dict[str, int] = {}
    for row in every(store, Booking):
        if row.state in SEATED:
            used[row.occurrence_id] = used.get(row.occurrence_id, 0) + row.seats
    for one in every(store, Occurrence):
        count = used.get(one.id, 0)
        if one.state == SCHEDULED and count > one.capacity and not one.over_capacity:
            yield f"class {one.id}: {count} of {one.capacity} seats, and nobody is told"


def _credits(store: ServerStore) -> Iterator[str]:
    sums: dict[str, int] = {}
    for entry in every(store, LedgerEntry):
        sums[entry.pass_id] = sums.get(entry.pass_id, 0) + entry.amount
    for key, total in sorted(sums.items()):
        if total < 0 and store.rows.get(Pass, key) is not None:
            yield f"pass {key}: {total} credits"
