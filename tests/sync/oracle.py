"""Counts seats and credits by itself, apart from the rules, and compares stores to the byte."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import msgspec

from core.domain.bookings import Booking, SeatHold, WaitlistEntry
from core.domain.credits import LedgerEntry, Pass
from core.domain.people import Client
from core.domain.records import Attention, CommandLog
from core.domain.rows import Row, type_of_table
from core.domain.schedule import Occurrence
from tests.sync.world import ORGANISATION, SimDesk, World

CAPTURES = {"capture": 1, "uncapture": -1, "refund": -1}

ON_PURPOSE = '"class_full"'
CAME = frozenset({"check_in", "check_in_all", "check_in_by_code", "correct_attendance"})
GAVE_UP = frozenset({"mark_no_show", "close_occurrence", "cancel_booking", "reschedule"})
"""Whose seat was free and given away, and who was there all the same: a fact (SET-4, SET-17)."""
LESS_ROOM = frozenset({"change_capacity", "edit_series", "substitute", "move_occurrence"})

HOLDS_A_SEAT = {"pending_payment", "booked", "checked_in", "attended"}


def violations(world: World) -> list[str]:
    """Everything that is wrong after the last exchange; empty when all promises were kept."""
    with world.database.read(ORGANISATION) as store:
        server = rows_of(store.rows)
        digest, version = store.read_digest(), store.head().version
    found = [*wrong_rows(server), *nothing_lost(world.desks, server)]
    for desk in world.desks:
        found += wrong_desk(desk, server, digest, version)
    return found


def wrong_rows(rows: dict[str, list[Any]]) -> list[str]:
    """What is wrong with the server's rows by themselves."""
    return [*seats(rows), *credits(rows), *waiting(rows)]


def wrong_desk(
    desk: SimDesk, server: dict[str, list[Any]], digest: dict[str, int], version: int
) -> list[str]:
    """What a desk that has exchanged has left over, or has otherwise than the server."""
    found: list[str] = []
    if desk.store.pending():
        found.append(f"{desk.name}: {len(desk.store.pending())} commands are stuck")
    if desk.store.shadows():
        found.append(f"{desk.name}: shadows are left")
    if desk.replica.standing.cursor != version:
        found.append(f"{desk.name}: at {desk.replica.standing.cursor}, not {version}")
    if desk.store.read_digest() != digest:
        found.append(f"{desk.name}: its digest differs")
    ours = rows_of(desk.store.rows)
    if ours != server or encoded(ours) != encoded(server):
        found.append(f"{desk.name}: its rows differ in {differing(ours, server)}")
    return found


def seats(rows: dict[str, list[Any]]) -> list[str]:
    """No occurrence holds more seats than it has, unless it is flagged.

    One that is over carries no flag; for all a person was told, or did it on purpose.
    """
    used: Counter[str] = Counter()
    for booking in of(rows, Booking):
        if booking.state in HOLDS_A_SEAT:
            used[booking.occurrence_id] += booking.seats
    for entry in of(rows, WaitlistEntry):
        used[entry.occurrence_id] += entry.seats if entry.state == "offered" else 0
    for hold in of(rows, SeatHold):
        used[hold.occurrence_id] += hold.seats if hold.state == "active" else 0
    told = {item.occurrence_id for item in of(rows, Attention)}
    told |= {c.occurrence_id for c in of(rows, CommandLog) if ON_PURPOSE in c.arguments}
    shrunk = {c.occurrence_id for c in of(rows, CommandLog) if c.name in LESS_ROOM}
    came = {c.occurrence_id for c in of(rows, CommandLog) if c.name in CAME}
    shrunk |= came & {c.occurrence_id for c in of(rows, CommandLog) if c.name in GAVE_UP}
    found: list[str] = []
    for o in of(rows, Occurrence):
        over, caused = used[o.id] > o.capacity, o.id in told or o.id in shrunk or o.series_id
        if over and not o.over_capacity and o.state == "scheduled":
            found.append(f"{o.id}: {used[o.id]} of {o.capacity} seats, not flagged")
        elif over and not caused:
            found.append(
                f"{o.id}: {used[o.id]} of {o.capacity} seats, and nobody did it on purpose"
            )
    return found


def credits(rows: dict[str, list[Any]]) -> list[str]:
    """No pass is below zero, and what each ledger took for a booking is what the booking holds.

    A booking that was captured and then made anew has been paid for more than once.
    """
    total: Counter[str] = Counter()
    taken: Counter[tuple[str, str]] = Counter()
    captured: Counter[tuple[str, str]] = Counter()
    seat_of = _seats_of_people(rows)
    for entry in of(rows, LedgerEntry):
        total[entry.pass_id] += entry.amount
        if entry.booking_id:
            key = entry.pass_id, seat_of.get(entry.booking_id, entry.booking_id)
            taken[key] -= entry.amount
            captured[key] += CAPTURES.get(entry.kind, 0)
    found = [f"pass {p.id}: {total[p.id]} credits" for p in of(rows, Pass) if total[p.id] < 0]
    counted = {p.id for p in of(rows, Pass) if p.kind != "unlimited"}
    holds = {
        (b.pass_id, seat_of[b.id]): b.seats
        for b in of(rows, Booking)
        if b.pass_id in counted and b.credit
    }
    for key in {*taken, *holds}:
        least = holds.get(key, 0)
        exact = captured[key] <= 0
        if taken[key] < least or (exact and taken[key] != least):
            found.append(f"pass and booking {key}: {taken[key]} taken, not {least}")
    return found


def _seats_of_people(rows: dict[str, list[Any]]) -> dict[str, str]:
    """Booking -> occurrence and person: two records of one person have one seat between them."""
    into = {client.id: client.merged_into for client in of(rows, Client)}

    def now(client_id: str) -> str:
        while into.get(client_id):
            client_id = into[client_id]
        return client_id

    return {b.id: f"{b.occurrence_id} {now(b.client_id)}" for b in of(rows, Booking)}


def waiting(rows: dict[str, list[Any]]) -> list[str]:
    """Nobody waits for an occurrence in which they have a seat."""
    seated = {(b.occurrence_id, b.client_id) for b in of(rows, Booking) if b.state in HOLDS_A_SEAT}
    return [
        f"{entry.client_id} waits for {entry.occurrence_id} and has a seat in it"
        for entry in of(rows, WaitlistEntry)
        if entry.state == "waiting" and (entry.occurrence_id, entry.client_id) in seated
    ]


def nothing_lost(desks: Iterable[SimDesk], rows: dict[str, list[Any]]) -> list[str]:
    """Every command that a desk showed as done is in the history, once."""
    logged = Counter(entry.id for entry in of(rows, CommandLog))
    return [
        f"{desk.name}: {command} ({code}) is in the history {logged[command]} times"
        for desk in desks
        for command, code in desk.shown.items()
        if logged[command] != 1
    ]


def rows_of(reader: Any) -> dict[str, list[Any]]:
    """Every row of a store by table, by id."""
    if hasattr(reader, "all"):
        return {name: reader.all(row_type) for name, row_type in sorted(type_of_table.items())}
    found: dict[str, list[Any]] = {}
    for name, row_type in sorted(type_of_table.items()):
        columns = ", ".join(f'"{column}"' for column in row_type.__struct_fields__)
        reader._cursor.execute(f"SELECT {columns} FROM {name} ORDER BY id")  # noqa: S608
        found[name] = [row_type(*values) for values in reader._cursor.fetchall()]
    return found


def encoded(rows: dict[str, list[Any]]) -> bytes:
    return msgspec.json.encode(rows)


def differing(ours: dict[str, list[Row]], theirs: dict[str, list[Row]]) -> list[str]:
    return [table for table in ours if ours[table] != theirs[table]]


def of(rows: dict[str, list[Any]], row_type: type[Row]) -> list[Any]:
    return rows[row_type.table]
