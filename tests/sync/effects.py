"""Counts the effects of what desks showed as done, apart from the rules: once each, no more."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from core.changes import Outcome
from core.commands.arrivals import WalkIn
from core.commands.registry import Command
from core.commands.sales import SellPass, TakePayment
from core.commands.seats import Book
from core.domain.credits import LedgerEntry, Pass, Payment
from core.domain.people import Client
from core.domain.records import Attention, CommandLog
from tests.sync.oracle import of
from tests.sync.world import SimDesk

OF_LATE = 30
KEPT = frozenset({"booked", "walked_in", "class_cancelled"})
"""Only a class that is not held ends what was guaranteed."""
KINDER = frozenset({("late_cancelled", "cancelled"), ("attended", "checked_in")})
"""What came out better for the client, or as well, needs nobody to be told."""


def wrong_effects(desks: Iterable[SimDesk], rows: dict[str, list[Any]]) -> list[str]:
    """Money taken and passes sold at desks, against what stands in the rows."""
    money: Counter[str] = Counter()
    lines: Counter[str] = Counter()
    for payment in of(rows, Payment):
        money[payment.command_id] += payment.amount
        lines[payment.command_id] += 1
    grants = Counter(entry.command_id for entry in of(rows, LedgerEntry) if entry.kind == "grant")
    passes = {one.id for one in of(rows, Pass)}
    clients = {one.id for one in of(rows, Client)}
    codes = {entry.id: entry.code for entry in of(rows, CommandLog)}
    found: list[str] = []
    for desk in desks:
        for command, done, shown in desk.deeds:
            key = done.command_id
            if codes.get(key) != shown.code:
                continue  # it was settled otherwise, of which a person was told
            taken = taken_by(command)
            if money[key] != taken and taken:
                found.append(f"{desk.name}: {key} took {taken}, and {money[key]} is written")
            if lines[key] > 1:
                found.append(f"{desk.name}: {key} wrote {lines[key]} payments")
            if grants[key] > 1 and isinstance(command, SellPass | WalkIn):
                found.append(f"{desk.name}: {key} gave its credits {grants[key]} times")
            found += _missing(desk, key, shown, passes, clients)
    return found


def vanished(desk: SimDesk) -> list[str]:
    """What a desk showed of late and now neither waits to be settled nor stands in its history."""
    waits = {entry.envelope.command_id for entry in desk.store.pending()}
    return [
        f"{desk.name}: {done.command_id} ({shown.code}) has vanished from this desk"
        for _, done, shown in desk.deeds[desk.kept_from :][-OF_LATE:]
        if done.command_id not in waits and desk.store.rows.get(CommandLog, done.command_id) is None
    ]


def untold(desks: Iterable[SimDesk], rows: dict[str, list[Any]]) -> list[str]:
    """What was settled otherwise than a desk had shown, of which nobody was told (M-04)."""
    told = {item.command_id for item in of(rows, Attention)}
    log = {entry.id: entry for entry in of(rows, CommandLog)}
    return [
        f"{desk.name}: {done.command_id} was {shown.code}, is {log[done.command_id].code}, untold"
        for desk in desks
        for _, done, shown in desk.deeds
        if done.command_id in log
        and log[done.command_id].code != shown.code
        and done.command_id not in told
        and (shown.code, log[done.command_id].code) not in KINDER
    ]


def broken_promises(desks: Iterable[SimDesk], rows: dict[str, list[Any]]) -> list[str]:
    """Seats that a desk promised inside a lease and that are no seats after all (M-02)."""
    log = {entry.id: entry for entry in of(rows, CommandLog)}
    return [
        f"{desk.name}: {done.command_id} was guaranteed and is {log[done.command_id].code}"
        for desk in desks
        for command, done, _ in desk.deeds
        if isinstance(command, Book | WalkIn)
        and done.command_id in desk.guaranteed
        and done.command_id in log
        and log[done.command_id].code not in KEPT
    ]


def taken_by(command: Command) -> int:
    """How much money changed hands with a command, in minor units."""
    if isinstance(command, TakePayment):
        return command.amount if command.method == "cash" else 0
    sale = command.sale if isinstance(command, WalkIn) else command
    if isinstance(sale, SellPass) or (isinstance(command, WalkIn) and sale is not None):
        return sale.price if sale.method == "cash" else 0  # type: ignore[union-attr]
    return 0


def _missing(
    desk: SimDesk, key: str, shown: Outcome, passes: set[str], clients: set[str]
) -> list[str]:
    """What was shown as made and is nowhere."""
    wanted = [("pass_id", passes), ("client_id", clients)]
    return [
        f"{desk.name}: {key} ({shown.code}) named {fact} {shown.facts[fact]}, which is not there"
        for fact, known in wanted
        if shown.facts.get(fact) and shown.facts[fact] not in known
    ]
