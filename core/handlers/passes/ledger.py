"""Moves credits: holds, releases, captures, each an entry that is never changed (PASS-2, 9)."""

from collections.abc import Sequence

from msgspec.structs import replace

from core.changes import Act
from core.domain.bookings import BY_CREDIT, CAPTURED, HELD, Booking
from core.domain.credits import (
    CAPTURE,
    GUEST_PASSES,
    HOLD,
    LEDGER_OF_PASS,
    PASSES_OF_CLIENT,
    REFUND,
    RELEASE,
    UNCAPTURE,
    Pass,
)
from core.domain.ids import booking_id
from core.domain.people import CLIENTS_OF_PAYER, Client
from core.domain.refusals import Refusal
from core.handlers.passes.dates import after_expiry, start_at_first_use, stop_if_unused
from core.handlers.passes.entries import Move, write
from core.ports import Reader, Tx
from core.rules.passes.credits import Purse, Want, balance, choose, cover_refusal
from core.rules.passes.pass_kinds import credits_for, guest_passes_for, guests_of
from core.rules.people.merging import identities


def purse_of(tx: Reader, held: Pass, client_id: str = "") -> Purse:
    """A pass with its balance, as `client_id` sees it; an uncounted one needs no counting."""
    household = bool(client_id) and held.client_id != client_id
    if held.uncounted and guests_of(held) != GUEST_PASSES:
        return Purse(held, 0, household=household)
    ledger = tx.find(LEDGER_OF_PASS, held.id)
    return Purse(held, balance(ledger), sum(row.guests for row in ledger), household)


def passes_for(tx: Reader, client_id: str) -> list[Pass]:
    """The passes that may pay for a client: the own, and the household's shared ones (PASS-1)."""
    own = tx.find(PASSES_OF_CLIENT, client_id)
    client = tx.get(Client, client_id)
    if client is None:
        return own
    payer = client.payer_id or client.id
    members = [payer, *(one.id for one in tx.find(CLIENTS_OF_PAYER, payer))]
    others = [one for one in members if one != client_id]
    return [
        *own,
        *(held for one in others for held in tx.find(PASSES_OF_CLIENT, one) if held.shared),
    ]


def paying(tx: Reader, client_id: str, want: Want, chosen: str = "") -> Purse | Refusal:
    """The pass of a client or household that pays. Refuses with one of COVER_REFUSALS.

    Ledgers are read only of passes that could pay, since old ones pile up.
    """
    passes: Sequence[Pass] = passes_for(tx, client_id)
    if chosen:
        passes = [held for held in passes if held.id == chosen]
    live = [held for held in passes if not cover_refusal(Purse(held, want.seats), want)]
    purses = [purse_of(tx, held, client_id) for held in live or passes]
    return choose(purses, want, chosen)


def credits_left(tx: Reader, pass_id: str) -> int | None:
    """Free credits of a pass after what this command wrote; None for uncounted or no pass."""
    held = tx.get(Pass, pass_id) if pass_id else None
    if held is None:
        return None
    purse = purse_of(tx, held)
    return None if purse.uncounted else purse.balance


def hold(tx: Tx, act: Act, purse: Purse, booking: Booking, seated: int = 0) -> Booking:
    """Hold a booking's credits; a pass that charges at booking captures them too (PASS-3).

    `seated` seats beside the booking's it has held already: a party that grows.
    """
    held = purse.pass_
    booking = replace(booking, cover=BY_CREDIT, pass_id=held.id, credit=HELD)
    credits = credits_for(held, booking.seats, seated)
    guests = guest_passes_for(held, booking.seats, purse.guests_left, seated)
    write(tx, act, booking, Move(HOLD, -credits, guests=-guests))
    return capture(tx, act, booking) if held.charge_at_booking else booking


def hold_more(tx: Tx, act: Act, purse: Purse, booking: Booking, more: int) -> Booking:
    """Hold the credits of further seats of a booking (BK-26)."""
    held = hold(tx, act, purse, replace(booking, seats=more), booking.seats)
    return replace(held, seats=booking.seats + more)


def give_back(
    tx: Tx, act: Act, booking: Booking, reason: str = "", *, by_studio: bool = False
) -> Booking:
    """Give a booking's credits back: a hold is released, captured ones are refunded.

    After the pass's end they are lost, unless the studio cancelled (PASS-12).
    """
    held = tx.get(Pass, booking.pass_id) if booking.credit else None
    if held is None:
        return replace(booking, credit="") if booking.credit else booking
    kind = REFUND if booking.credit == CAPTURED else RELEASE
    guests = _guests_held(tx, held, booking)
    amount = credits_for(held, booking.seats)
    write(tx, act, booking, Move(kind, amount, reason, guests))
    if booking.credit == CAPTURED:
        stop_if_unused(tx, act, booking)
    after_expiry(tx, act, held, booking, amount, by_studio=by_studio)
    return replace(booking, credit="")


def give_back_seats(tx: Tx, act: Act, booking: Booking, seats: int) -> Booking:
    """Give back the credits of some seats of a booking; the rest stays held or captured (BK-26)."""
    held = tx.get(Pass, booking.pass_id) if booking.credit else None
    if held is None:
        return booking
    kind = REFUND if booking.credit == CAPTURED else RELEASE
    left = booking.seats - seats
    amount = credits_for(held, booking.seats) - credits_for(held, left)
    used = _guests_held(tx, held, booking)
    guests = used - guest_passes_for(held, left, used)
    write(tx, act, booking, Move(kind, amount, "smaller party", guests))
    return booking


def capture(tx: Tx, act: Act, booking: Booking, reason: str = "") -> Booking:
    """Spend a booking's hold; what is not held stays as it is."""
    if booking.credit != HELD:
        return booking
    write(tx, act, booking, Move(CAPTURE, 0, reason))
    start_at_first_use(tx, act, booking)
    return replace(booking, credit=CAPTURED)


def uncapture(tx: Tx, act: Act, booking: Booking) -> Booking:
    """Make captured credits a hold again, unless the pass charges at booking."""
    if booking.credit != CAPTURED:
        return booking
    held = tx.get(Pass, booking.pass_id)
    if held is not None and held.charge_at_booking:
        return booking
    write(tx, act, booking, Move(UNCAPTURE, 0))
    stop_if_unused(tx, act, booking)
    return replace(booking, credit=HELD)


def _guests_held(tx: Reader, held: Pass, booking: Booking) -> int:
    if guests_of(held) != GUEST_PASSES:
        return 0
    ledger = tx.find(LEDGER_OF_PASS, held.id)
    names = {booking_id(booking.occurrence_id, one) for one in identities(tx, booking.client_id)}
    return -sum(row.guests for row in ledger if row.booking_id in names)
