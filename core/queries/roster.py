"""The people of an occurrence: who is booked, with what, who waits."""

from typing import Any

import msgspec

from core.domain.bookings import (
    ATTENDED,
    BOOKED,
    CHECKED_IN,
    NO_SHOW,
    PENDING_PAYMENT,
    Booking,
    WaitlistEntry,
)
from core.domain.credits import LedgerEntry, Pass
from core.domain.ids import BookingId, ClientId, OccurrenceId, PassId
from core.domain.json_text import mapping
from core.domain.leases import LEASES_OF_OCCURRENCE, Lease
from core.domain.people import Client
from core.domain.schedule import Occurrence
from core.queries.source import Source

TABLES = (Booking, WaitlistEntry, Client, Pass, LedgerEntry, Occurrence, Lease)

ON_ROSTER = (PENDING_PAYMENT, BOOKED, CHECKED_IN, ATTENDED, NO_SHOW)


class RosterLine(msgspec.Struct, frozen=True):
    """One booking as the roster shows it. `due` is owed in minor units; `visits` are earlier ones.

    `credits_left` is None for a pass without a count. `pending`: the server has not confirmed it;
    `guaranteed`: it will, for the seat was lent to a desk (M-02).
    """

    booking_id: BookingId
    occurrence_id: OccurrenceId
    client_id: ClientId
    name: str
    phone: str
    email: str
    birthday: str
    seats: int
    state: str
    cover: str
    pass_id: PassId
    pass_name: str
    pass_kind: str
    due: int
    note: str
    flag: str
    checked_in_at: int | None
    booked_at: int
    visits: int
    pending: int
    credits_left: int | None = None
    guaranteed: bool = False


class WaitingLine(msgspec.Struct, frozen=True):
    """One who waits, in list order; `skipped` is the code why the last promotion passed over.

    `state` is waiting or offered, with the end of the offer in UTC milliseconds; `present_at` is
    when they came to the desk to stand by (WL-10), 0 for not.
    """

    occurrence_id: OccurrenceId
    client_id: ClientId
    name: str
    phone: str
    seats: int
    joined_at: int
    priority: int
    skipped: str
    pending: int
    state: str = "waiting"
    offered_until: int = 0
    present_at: int = 0


class _Balance(msgspec.Struct, frozen=True):
    pass_id: str
    credits: int


def rosters(source: Source, location_id: str, since: int, until: int) -> list[RosterLine]:
    """Everyone on the rosters of occurrences that start in [since, until) at a location,
    by start and name."""
    span = {"location": location_id, "low": since, "high": until}
    return _with_balances(
        source, source.all(RosterLine, "roster.of_span", **span), "roster.balances", span
    )


def roster(source: Source, occurrence_id: str) -> list[RosterLine]:
    """Everyone on the roster of one occurrence, by name."""
    one = {"occurrence": occurrence_id}
    return _with_balances(
        source, source.all(RosterLine, "roster.of_one", **one), "roster.balances_of_one", one
    )


def waiting(source: Source, occurrence_id: str) -> list[WaitingLine]:
    """Who waits for a seat of one occurrence, in order."""
    return source.all(WaitingLine, "roster.waiting", occurrence=occurrence_id)


def _with_balances(
    source: Source, lines: list[RosterLine], statement: Any, span: dict[str, Any]
) -> list[RosterLine]:
    credits = {one.pass_id: one.credits for one in source.all(_Balance, statement, **span)}
    held = _guaranteed(source, lines)
    return [
        msgspec.structs.replace(
            line,
            credits_left=credits.get(line.pass_id, 0)
            if line.pass_kind not in ("", "unlimited")
            else None,
            guaranteed=line.booking_id in held,
        )
        for line in lines
    ]


def _guaranteed(source: Source, lines: list[RosterLine]) -> set[str]:
    """The bookings that wait to be confirmed and were made inside a lease."""
    waiting = {line.occurrence_id for line in lines if line.pending}
    return {
        booking_id
        for occurrence_id in waiting
        for lease in source.rows.find(LEASES_OF_OCCURRENCE, occurrence_id)
        for booking_id in mapping(lease.spent)
    }
