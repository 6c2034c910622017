"""The overlay: nothing is written before its time, and history cannot be changed."""

from typing import Any

import pytest
from msgspec.structs import replace

from core.domain.bookings import BOOKINGS_OF_OCCURRENCE, Booking
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


class Asked(MemoryReader):
    """Counts what it is asked."""

    count = 0

    def find(self, *args: Any, **span: Any) -> list[Any]:
        self.count += 1
        return super().find(*args, **span)


def test_what_is_asked_twice_is_read_once_and_told_with_what_was_put_between() -> None:
    store = Asked([BOOKING])
    draft = Overlay(store)
    first = draft.find(BOOKINGS_OF_OCCURRENCE, "o")
    first.clear()
    assert draft.find(BOOKINGS_OF_OCCURRENCE, "o") == [BOOKING], "nobody spoils it for the next"
    more = replace(BOOKING, id=BookingId("b2"))
    draft.put(more)
    assert draft.find(BOOKINGS_OF_OCCURRENCE, "o") == [BOOKING, more]
    assert draft.find(BOOKINGS_OF_OCCURRENCE, "p") == []
    assert store.count == 2


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
