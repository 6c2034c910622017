"""What a class does to the dates of the pass that paid for it: first use, credits after the end."""

from collections import Counter

from msgspec.structs import replace

from core.changes import Act
from core.domain.bookings import Booking
from core.domain.credits import (
    AT_FIRST_USE,
    CAPTURE,
    EXPIRE,
    LEDGER_OF_PASS,
    REFUND,
    UNCAPTURE,
    Pass,
)
from core.domain.schedule import Occurrence
from core.domain.zones import DAY_MS, add_days, local_date
from core.handlers.passes.entries import entry
from core.ports import Tx
from core.rules.passes.credits import balance
from core.rules.passes.freezing import days_between
from core.rules.passes.pass_kinds import last_day, start_by, waits_for_first_use

AFTER_CANCEL_DAYS = 14
"""So long a credit lives on that a class cancelled by the studio gave back (PASS-12)."""


def start_at_first_use(tx: Tx, act: Act, booking: Booking) -> None:
    """The first captured class starts a pass that waits for it (PASS-10).

    One that is captured later but takes place before moves the start, and with it the end.
    """
    held = tx.get(Pass, booking.pass_id)
    occurrence = tx.get(Occurrence, booking.occurrence_id)
    if held is None or occurrence is None or held.starts != AT_FIRST_USE:
        return
    if waits_for_first_use(held) or occurrence.local_date < held.valid_from:
        tx.put(_started(act, held, occurrence.local_date))


def stop_if_unused(tx: Tx, act: Act, booking: Booking) -> None:
    """Of a pass whose first class was taken back the next one is the first; without any it waits
    for its first use again."""
    held = tx.get(Pass, booking.pass_id)
    if held is None or not held.valid_from or held.starts != AT_FIRST_USE:
        return
    first = _first_used(tx, held)
    if first:
        if first != held.valid_from:
            tx.put(_started(act, held, first))
        return
    by = start_by(local_date(held.sold_at, _zone(tx, booking)))
    tx.put(replace(held, valid_from="", valid_until=by, expires_on=by, changed_by=act.command_id))


def _started(act: Act, held: Pass, first: str) -> Pass:
    """The pass from its first use on. Of one that had started, the days that its end was moved
    by, for a pause or a closed studio, stay added."""
    ends = last_day(first, held.validity_days, held.validity_months)
    if ends and held.valid_from:
        usual = last_day(held.valid_from, held.validity_days, held.validity_months)
        ends = add_days(ends, days_between(usual, held.valid_until) - 1)
    return replace(
        held, valid_from=first, valid_until=ends, expires_on=ends, changed_by=act.command_id
    )


def _first_used(tx: Tx, held: Pass) -> str:
    """The earliest local date of a class that a pass has paid for; "" if it has paid for none."""
    spent: Counter[str] = Counter()
    for row in tx.find(LEDGER_OF_PASS, held.id):
        spent[row.booking_id] += (row.kind == CAPTURE) - (row.kind in (UNCAPTURE, REFUND))
    used = (tx.get(Booking, key) for key, count in spent.items() if key and count > 0)
    classes = (tx.get(Occurrence, one.occurrence_id) for one in used if one)
    return min((one.local_date for one in classes if one), default="")


def after_expiry(
    tx: Tx, act: Act, held: Pass, booking: Booking, amount: int, *, by_studio: bool
) -> None:
    """The `amount` that came back after the end is lost, unless the studio cancelled (PASS-12).

    Then it alone lives on for a fortnight; what else was left ends first.
    """
    if held.uncounted or not _may_be_over(held, act.occurred_at):
        return
    today = local_date(act.occurred_at, _zone(tx, booking))
    if today <= held.valid_until:
        return
    left = balance(tx.find(LEDGER_OF_PASS, held.id))
    lost = left - amount if by_studio else min(left, amount)
    if lost > 0:
        tx.put(entry(act, held, EXPIRE, -lost, booking.id, "came back after the end"))
    if by_studio:
        ends = add_days(today, AFTER_CANCEL_DAYS)
        tx.put(replace(held, valid_until=ends, expires_on=ends, changed_by=act.command_id))


def _may_be_over(held: Pass, now: int) -> bool:
    """Without a read: whether the last day has begun somewhere in the world."""
    return bool(held.valid_until) and held.valid_until < local_date(now + DAY_MS, "UTC")


def _zone(tx: Tx, booking: Booking) -> str:
    occurrence = tx.get(Occurrence, booking.occurrence_id)
    return occurrence.zone if occurrence else "UTC"
