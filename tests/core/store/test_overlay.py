"""The overlay: nothing is written before its time, and history cannot be changed."""

import pytest
from msgspec.structs import replace

from core.domain.bookings import Booking
from core.domain.credits import LedgerEntry
from core.domain.ids import (
    BookingId,
    ClientId,
    CommandId,
    LedgerEntryId,
    LocationId,
    OccurrenceId,
    PassId,
    StaffId,
)
from core.domain.records import CommandLog
from core.store.memory_reader import MemoryReader
from core.store.overlay import AppendOnlyError, Overlay
from tests.support.rules import rule

BOOKING = Booking(
    BookingId("b"), OccurrenceId("o"), ClientId("c"), LocationId("l"), 1, 10, 20, 5, "staff"
)
ENTRY = LedgerEntry(LedgerEntryId("e"), PassId("p"), ClientId("c"), "grant", 10, 5)
LOGGED = CommandLog(CommandId("k"), 7, "desk", StaffId("s"), "book", 5, 6, "booked", "{}", "{}")


def test_a_discarded_draft_leaves_no_trace() -> None:
    store = MemoryReader()
    draft = Overlay(store)
    draft.put(BOOKING)
    assert draft.get(Booking, "b") == BOOKING
    draft.discard()
    assert draft.get(Booking, "b") is None
    assert draft.changes() == ()
    assert store.all(Booking) == []


def test_a_row_that_ends_as_it_began_is_no_change() -> None:
    draft = Overlay(MemoryReader([BOOKING]))
    draft.put(replace(BOOKING, seats=2))
    draft.put(BOOKING)
    assert draft.changes() == ()


def test_a_change_tells_the_row_before_it() -> None:
    draft = Overlay(MemoryReader([BOOKING]))
    draft.put(replace(BOOKING, seats=2))
    (change,) = draft.changes()
    assert (change.before, change.after) == (BOOKING, replace(BOOKING, seats=2))


@rule("AUD-1", "PASS-2")
@pytest.mark.parametrize(
    "written", [(ENTRY, replace(ENTRY, amount=11)), (LOGGED, replace(LOGGED, code="refused"))]
)
def test_history_and_ledger_are_never_changed(
    written: tuple[LedgerEntry | CommandLog, LedgerEntry | CommandLog],
) -> None:
    first, second = written
    draft = Overlay(MemoryReader([first]))
    draft.put(first)
    with pytest.raises(AppendOnlyError):
        draft.put(second)
