"""The two ways to write a line of the ledger: for a pass, and for what a booking does to it."""

import msgspec

from core.changes import Act
from core.domain.bookings import Booking
from core.domain.credits import LedgerEntry, Pass
from core.domain.ids import BookingId, CommandId, PassId, ledger_entry_id
from core.ports import Tx


class Move(msgspec.Struct, frozen=True):
    """What happens to credits and guest passes, signed (PASS-9)."""

    kind: str
    amount: int
    reason: str = ""
    guests: int = 0


def entry(
    act: Act, held: Pass, kind: str, amount: int, name: str = "", reason: str = ""
) -> LedgerEntry:
    """An entry that belongs to no booking; `name` tells two of one kind in a command apart."""
    key = ledger_entry_id(held.id, act.command_id, kind, name)
    return LedgerEntry(
        key,
        held.id,
        held.client_id,
        kind,
        amount,
        act.occurred_at,
        BookingId(""),
        reason,
        CommandId(act.command_id),
    )


def write(tx: Tx, act: Act, booking: Booking, move: Move) -> None:
    """What a booking does to the pass that pays for it; `client_id` is who comes."""
    key = ledger_entry_id(booking.pass_id, act.command_id, move.kind, booking.id)
    tx.put(
        LedgerEntry(
            key,
            PassId(booking.pass_id),
            booking.client_id,
            move.kind,
            move.amount,
            act.occurred_at,
            booking.id,
            move.reason,
            CommandId(act.command_id),
            move.guests,
        )
    )
