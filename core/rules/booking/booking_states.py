"""The moves between the states of a booking, as data (BK-30). What is not listed is refused."""

import msgspec

from core.domain.bookings import (
    ATTENDED,
    AUTO_CANCELLED,
    BOOKED,
    CANCELLED,
    CANCELLED_STATES,
    CHECKED_IN,
    LATE_CANCELLED,
    NO_SHOW,
    PENDING_PAYMENT,
    SEATED,
)
from core.domain.refusals import Refusal

ABSENT = ""
"""The state of a booking that does not exist yet."""

_NO_SEAT = (ABSENT, *CANCELLED_STATES)


class Move(msgspec.Struct, frozen=True):
    """The states from which something can be done, and those in which it can end."""

    before: tuple[str, ...]
    after: tuple[str, ...]


MOVES: dict[str, Move] = {
    "book": Move(_NO_SEAT, (BOOKED, PENDING_PAYMENT)),
    "pay": Move((PENDING_PAYMENT,), (PENDING_PAYMENT, BOOKED)),
    "lapse": Move((PENDING_PAYMENT,), (CANCELLED,)),
    "pay_late": Move((CANCELLED,), (BOOKED,)),
    "promote": Move(_NO_SEAT, (BOOKED, PENDING_PAYMENT)),
    "reschedule": Move((BOOKED,), (CANCELLED, LATE_CANCELLED)),
    "cancel": Move((BOOKED, PENDING_PAYMENT), (CANCELLED, LATE_CANCELLED)),
    "cancel_occurrence": Move((PENDING_PAYMENT, BOOKED, CHECKED_IN), (CANCELLED,)),
    "walk_in": Move(_NO_SEAT, (CHECKED_IN,)),
    "check_in": Move((PENDING_PAYMENT, BOOKED, NO_SHOW), (CHECKED_IN,)),
    "revive": Move((*_NO_SEAT, PENDING_PAYMENT, BOOKED, NO_SHOW), (CHECKED_IN,)),
    "no_show": Move((BOOKED,), (NO_SHOW,)),
    "attend": Move((BOOKED,), (ATTENDED,)),
    "close_in": Move((CHECKED_IN,), (ATTENDED,)),
    "close_out": Move((BOOKED,), (NO_SHOW, ATTENDED)),
    "correct_to_attended": Move((NO_SHOW,), (ATTENDED,)),
    "correct_to_no_show": Move((ATTENDED,), (NO_SHOW,)),
    "forgive": Move((NO_SHOW,), (NO_SHOW,)),
    "waive": Move((LATE_CANCELLED,), (CANCELLED,)),
    "refill": Move((LATE_CANCELLED,), (CANCELLED,)),
    "restore": Move(CANCELLED_STATES, (BOOKED, PENDING_PAYMENT)),
    "keep": Move((AUTO_CANCELLED,), (BOOKED,)),
    "auto_cancel": Move((PENDING_PAYMENT, BOOKED), (AUTO_CANCELLED,)),
    "undo_book": Move((PENDING_PAYMENT, BOOKED), (CANCELLED,)),
    "undo_cancel": Move(CANCELLED_STATES, (BOOKED, PENDING_PAYMENT)),
    "undo_check_in": Move((CHECKED_IN,), (BOOKED,)),
    "undo_no_show": Move((NO_SHOW,), (BOOKED,)),
    "undo_walk_in": Move((CHECKED_IN,), (CANCELLED,)),
}
"""What is done, and between which states."""

_REFUSED_FROM = {
    CHECKED_IN: "already_in",
    ATTENDED: "already_in",
    NO_SHOW: "marked_no_show",
}

_REFUSED_AS = {
    "forgive": "not_no_show",
    "correct_to_attended": "not_no_show",
    "correct_to_no_show": "not_attended",
    "waive": "not_late_cancelled",
    "restore": "not_cancelled",
    "keep": "not_auto_cancelled",
}


def may_move(by: str, state: str) -> Refusal | None:
    """Refuses what is not listed, with `already_in`, `already_booked`, `marked_no_show`,
    `not_booked`, or what the move itself says (`not_no_show`, `not_cancelled` ...)."""
    if state in MOVES[by].before:
        return None
    if by in _REFUSED_AS:
        return Refusal(_REFUSED_AS[by], {"state": state})
    if state in _REFUSED_FROM:
        return Refusal(_REFUSED_FROM[state], {"state": state})
    if state in SEATED:
        return Refusal("already_booked", {"state": state})
    return Refusal("not_booked", {"state": state})


def may_end(by: str, state: str) -> bool:
    """Whether a move may end in a state; a handler that tried another would be a bug."""
    return state in MOVES[by].after
