"""Every command on a booking in every state: what follows is a listed move, or nothing (BK-30)."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from core.changes import Outcome
from core.commands.arrivals import (
    CheckIn,
    MarkNoShow,
    UndoCheckIn,
    UndoNoShow,
    UndoWalkIn,
    WalkIn,
)
from core.commands.registry import Command
from core.commands.schedule import CancelOccurrence
from core.commands.seats import (
    Book,
    CancelBooking,
    ChangeCover,
    Reschedule,
    UndoBook,
    UndoCancelBooking,
)
from core.commands.waiting import JoinWaitlist, PromoteByHand
from core.domain.bookings import BOOKING_STATES
from core.rules.booking.booking_states import MOVES
from core.store.overlay import Overlay
from tests.support.rules import rule
from tests.support.studio import NOW, Studio

Make = Callable[[Studio], Command]

COMMANDS: dict[str, tuple[Make, int]] = {
    "book": (lambda s: Book(s.anna, s.yoga_1800, pay_at_desk=True), NOW),
    "cancel": (lambda s: CancelBooking(s.anna, s.yoga_1800), NOW),
    "cancel_occurrence": (lambda s: CancelOccurrence(s.yoga_1800), NOW),
    "walk_in": (lambda s: WalkIn(s.yoga_1800, s.anna, pay_at_desk=True), NOW),
    "check_in": (lambda s: CheckIn(s.anna, s.yoga_1800), NOW),
    "no_show": (lambda s: MarkNoShow(s.anna, s.yoga_1800), NOW + 11 * 3_600_000),
    "undo_book": (lambda s: UndoBook("last", s.anna, s.yoga_1800), NOW),
    "undo_cancel": (lambda s: UndoCancelBooking("last", s.anna, s.yoga_1800), NOW),
    "undo_check_in": (lambda s: UndoCheckIn(s.anna, s.yoga_1800), NOW),
    "undo_no_show": (lambda s: UndoNoShow("last", s.anna, s.yoga_1800), NOW),
    "undo_walk_in": (lambda s: UndoWalkIn("last", s.anna, s.yoga_1800), NOW),
    "reschedule": (lambda s: Reschedule(s.anna, s.yoga_1800, s.yoga_tomorrow), NOW),
}
NO_MOVE: dict[str, Make] = {
    "change_cover": lambda s: ChangeCover(s.anna, s.yoga_1800),
    "join_waitlist": lambda s: JoinWaitlist(s.anna, s.yoga_1800),
    "promote_by_hand": lambda s: PromoteByHand(s.anna, s.yoga_1800),
}


def with_booking(state: str) -> Studio:
    """Anna's booking as if some command "last" had left it in that state."""
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_1800, pay_at_desk=True), command_id="last")
    draft = Overlay(s.reader)
    draft.put(replace(s.booking(s.anna, s.yoga_1800), state=state))
    s.reader.apply(draft.changes())
    return s


@rule("BK-2")
@pytest.mark.parametrize("state", BOOKING_STATES)
@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_only_listed_moves_happen(name: str, state: str) -> None:
    s = with_booking(state)
    make, at = COMMANDS[name]
    result = s.run(make(s), at=at, by=s.manager)
    after = s.booking(s.anna, s.yoga_1800).state
    if isinstance(result, Outcome) and state in MOVES[name].before:
        assert after in MOVES[name].after
    else:
        assert after == state


@rule("BK-2")
@pytest.mark.parametrize("state", BOOKING_STATES)
@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_listed_move_is_not_refused_for_its_state(name: str, state: str) -> None:
    s = with_booking(state)
    make, at = COMMANDS[name]
    result = s.run(make(s), at=at, by=s.manager)
    about_state = {"already_in", "already_booked", "marked_no_show", "not_booked", "not_in"}
    assert (result.code in about_state) <= (state not in MOVES[name].before)


@rule("BK-2")
@pytest.mark.parametrize("state", BOOKING_STATES)
@pytest.mark.parametrize("name", sorted(NO_MOVE))
def test_other_commands_move_no_state(name: str, state: str) -> None:
    s = with_booking(state)
    s.run(NO_MOVE[name](s), by=s.manager)
    assert s.booking(s.anna, s.yoga_1800).state == state
