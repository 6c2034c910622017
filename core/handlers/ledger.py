"""Writes the ledger: holds, releases, captures, each an entry that is never changed (PASS-2, 9)."""

from collections.abc import Sequence

from msgspec.structs import replace

from core.changes import Act
from core.domain.bookings import BY_CREDIT, CAPTURED, HELD, Booking
from core.domain.credits import (
    CAPTURE,
    HOLD,
    LEDGER_OF_PASS,
    PASSES_OF_CLIENT,
    REFUND,
    RELEASE,
    UNCAPTURE,
    LedgerEntry,
    Pass,
)
from core.domain.ids import BookingId, CommandId, LedgerEntryId, PassId, derive
from core.domain.refusals import Refusal
from core.ports import Reader, Tx
from core.rules.credits import Purse, Want, balance, choose, cover_refusal


def purse_of(tx: Reader, held: Pass) -> Purse:
    """A pass with its balance; an unlimited one needs no counting."""
    purse = Purse(held, 0)
    return purse if purse.unlimited else Purse(held, balance(tx.find(LEDGER_OF_PASS, held.id)))


def paying(tx: Reader, client_id: str, want: Want, chosen: str = "") -> Purse | Refusal:
    """The pass of a client that pays. Refuses with one of COVER_REFUSALS.

    Ledgers are read only of passes that could pay, since old ones pile up.
    """
    passes: Sequence[Pass] = tx.find(PASSES_OF_CLIENT, client_id)
    if chosen:
        passes = [held for held in passes if held.id == chosen]
    live = [held for held in passes if not cover_refusal(Purse(held, want.seats), want)]
    purses = [purse_of(tx, held) for held in live or passes]
    return choose(purses, want, chosen)


def credits_left(tx: Reader, pass_id: str) -> int | None:
    """Free credits of a pass after what this command wrote; None for unlimited or no pass."""
    held = tx.get(Pass, pass_id) if pass_id else None
    if held is None:
        return None
    purse = purse_of(tx, held)
    return None if purse.unlimited else purse.balance


def hold(tx: Tx, act: Act, purse: Purse, booking: Booking) -> Booking:
    """Hold a booking's credits; a pass that charges at booking captures them too (PASS-3)."""
    booking = replace(booking, cover=BY_CREDIT, pass_id=purse.pass_.id, credit=HELD)
    _write(tx, act, booking, HOLD, 0 if purse.unlimited else -booking.seats)
    return capture(tx, act, booking) if purse.pass_.charge_at_booking else booking


def give_back(tx: Tx, act: Act, booking: Booking, reason: str = "") -> Booking:
    """Give a booking's credits back: a hold is released, captured ones are refunded."""
    if not booking.credit:
        return booking
    kind = REFUND if booking.credit == CAPTURED else RELEASE
    _write(tx, act, booking, kind, 0 if _unlimited(tx, booking) else booking.seats, reason)
    return replace(booking, credit="")


def give_back_seats(tx: Tx, act: Act, booking: Booking, seats: int) -> Booking:
    """Give back the credits of some seats of a booking; the rest stays held or captured (BK-26)."""
    if booking.credit and not _unlimited(tx, booking):
        kind = REFUND if booking.credit == CAPTURED else RELEASE
        _write(tx, act, booking, kind, seats, "smaller party")
    return booking


def hold_more(tx: Tx, act: Act, purse: Purse, booking: Booking, more: int) -> Booking:
    """Hold the credits of further seats of a booking (BK-26)."""
    held = hold(tx, act, purse, replace(booking, seats=more))
    return replace(held, seats=booking.seats + more)


def capture(tx: Tx, act: Act, booking: Booking, reason: str = "") -> Booking:
    """Spend a booking's hold; what is not held stays as it is."""
    if booking.credit != HELD:
        return booking
    _write(tx, act, booking, CAPTURE, 0, reason)
    return replace(booking, credit=CAPTURED)


def uncapture(tx: Tx, act: Act, booking: Booking) -> Booking:
    """Make captured credits a hold again, unless the pass charges at booking."""
    if booking.credit != CAPTURED:
        return booking
    held = tx.get(Pass, booking.pass_id)
    if held is not None and held.charge_at_booking:
        return booking
    _write(tx, act, booking, UNCAPTURE, 0)
    return replace(booking, credit=HELD)


def entry(
    act: Act, held: Pass, kind: str, amount: int, name: str = "", reason: str = ""
) -> LedgerEntry:
    """An entry that belongs to no booking; `name` tells two of one kind in a command apart."""
    key = derive(act.command_id, kind, held.id, name)
    return LedgerEntry(
        LedgerEntryId(key),
        held.id,
        held.client_id,
        kind,
        amount,
        act.occurred_at,
        BookingId(""),
        reason,
        CommandId(act.command_id),
    )


def _unlimited(tx: Reader, booking: Booking) -> bool:
    held = tx.get(Pass, booking.pass_id)
    return held is not None and Purse(held, 0).unlimited


def _write(tx: Tx, act: Act, booking: Booking, kind: str, amount: int, reason: str = "") -> None:
    key = derive(act.command_id, kind, booking.pass_id, booking.id)
    tx.put(
        LedgerEntry(
            LedgerEntryId(key),
            PassId(booking.pass_id),
            booking.client_id,
            kind,
            amount,
            act.occurred_at,
            booking.id,
            reason,
            CommandId(act.command_id),
        )
    )
