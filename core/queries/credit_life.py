"""A credit's life: every entry of a pass's ledger with what caused it and what was left (M-05)."""

from typing import Any

import msgspec

from core.domain.bookings import Booking
from core.domain.catalogue import Service
from core.domain.credits import (
    ADJUST,
    CAPTURE,
    EXPIRE,
    GRANT,
    HOLD,
    LEDGER_OF_PASS,
    REFUND,
    RELEASE,
    REVOKE,
    UNCAPTURE,
    LedgerEntry,
    Pass,
)
from core.domain.organisation import StaffMember
from core.domain.people import Client
from core.domain.records import CommandLog
from core.domain.schedule import Occurrence
from core.domain.sentences.credit_life import ENTRY
from core.domain.telling import tell
from core.ports import Reader
from core.queries.source import Source

TABLES = (Pass, LedgerEntry, Booking, Occurrence, Service, Client, CommandLog, StaffMember)

ORDER = (GRANT, HOLD, CAPTURE, UNCAPTURE, RELEASE, REFUND, ADJUST, EXPIRE, REVOKE)
"""How entries of one moment follow one another."""


class Step(msgspec.Struct, frozen=True):
    """One entry: when (UTC milliseconds), what, signed, and what was left after it.

    `command` and `staff_name` are "" while the server has not settled it.
    """

    entry_id: str
    at: int
    kind: str
    amount: int
    guests: int
    left: int
    says: str
    facts: dict[str, Any]
    command_id: str
    command: str = ""
    staff_name: str = ""


def of_pass(source: Source, pass_id: str) -> list[Step]:
    """The whole life of a pass's credits, from its sale on; empty for an unknown pass."""
    return life(source.rows, pass_id)


def life(rows: Reader, pass_id: str) -> list[Step]:
    """The same, from any reader of rows."""
    held = rows.get(Pass, pass_id)
    if held is None:
        return []
    entries = sorted(
        rows.find(LEDGER_OF_PASS, pass_id),
        key=lambda one: (one.at, ORDER.index(one.kind), one.id),
    )
    steps: list[Step] = []
    left = 0
    for one in entries:
        left += one.amount
        steps.append(_step(rows, held, one, left))
    return steps


def _step(rows: Reader, held: Pass, one: LedgerEntry, left: int) -> Step:
    facts = _facts(rows, held, one)
    log = rows.get(CommandLog, one.command_id)
    actor = rows.get(StaffMember, log.actor_id) if log else None
    return Step(
        one.id,
        one.at,
        one.kind,
        one.amount,
        one.guests,
        left,
        tell(ENTRY[one.kind], facts),
        facts,
        one.command_id,
        log.name if log else "",
        actor.name if actor else "",
    )


def _facts(rows: Reader, held: Pass, one: LedgerEntry) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "pass_id": held.id,
        "pass_name": held.name,
        "amount": abs(one.amount),
        "reason": one.reason,
    }
    client = rows.get(Client, one.client_id)
    facts["client_name"] = client.name if client else ""
    booking = rows.get(Booking, one.booking_id) if one.booking_id else None
    occurrence = rows.get(Occurrence, booking.occurrence_id) if booking else None
    service = rows.get(Service, occurrence.service_id) if occurrence else None
    if booking is not None and occurrence is not None:
        facts |= {
            "occurrence_id": occurrence.id,
            "class_name": service.name if service else "",
            "starts_at": occurrence.starts_at,
            "zone": occurrence.zone,
            "seats": booking.seats,
        }
    return facts
