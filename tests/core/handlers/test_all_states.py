"""Classes, those who wait, suspensions: every command in every state: a listed move, or nothing.

Bookings have their own test beside this one.
"""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from core.changes import Outcome
from core.commands.attendance import (
    CloseOccurrence,
    EndSuspension,
    LiftSuspension,
    Suspend,
)
from core.commands.registry import Command
from core.commands.reopening import ReinstateOccurrence, ReopenOccurrence
from core.commands.schedule import (
    CancelOccurrence,
    ChangeCapacity,
    CreateSeries,
    MoveOccurrence,
)
from core.commands.series_dates import SkipDate
from core.commands.system import LapseOffer
from core.commands.waiting import (
    AcceptOffer,
    DeclineOffer,
    HoldSeats,
    JoinWaitlist,
    LeaveWaitlist,
    MarkPresent,
    OfferSeat,
    PinWaitlist,
    PromoteByHand,
    WithdrawOffer,
)
from core.domain.bookings import ENTRY_STATES, OFFERED, WAITING
from core.domain.rows import Row
from core.domain.schedule import CANCELLED, CLOSED, DROPPED, SCHEDULED, Occurrence, Series
from core.domain.suspensions import ACTIVE, ENDED, LIFTED, Suspension
from core.rules.attendance import suspension_states
from core.rules.schedule import occurrence_states
from core.rules.waiting import waitlist_states
from core.store.overlay import Overlay
from tests.support.rules import rule
from tests.support.studio import DAY, NOW, Studio

Make = Callable[[Studio], Command]
HOUR = 3_600_000
FREE_DAY = "2026-03-09"


def put(s: Studio, row: Row) -> None:
    draft = Overlay(s.reader)
    draft.put(row)
    s.reader.apply(draft.changes())


def evening(s: Studio) -> str:
    """The one date of the one series, at half past seven; nobody is booked."""
    return next(o.id for o in s.reader.all(Occurrence) if o.series_id)


OF_OCCURRENCES: dict[str, tuple[Make, int]] = {
    "move": (lambda s: MoveOccurrence(evening(s), FREE_DAY, "21:00", 60), NOW),
    "change_capacity": (lambda s: ChangeCapacity(evening(s), 9), NOW),
    "cancel": (lambda s: CancelOccurrence(evening(s)), NOW),
    "close": (lambda s: CloseOccurrence(evening(s)), NOW + 13 * HOUR),
    "reinstate": (lambda s: ReinstateOccurrence(evening(s)), NOW),
    "reopen": (lambda s: ReopenOccurrence(evening(s), "a mistake"), NOW + 13 * HOUR),
    "drop": (lambda s: SkipDate(series(s), DAY), NOW),
}
OCCURRENCE_STATES = (SCHEDULED, CANCELLED, CLOSED, DROPPED)


def series(s: Studio) -> str:
    return s.reader.all(Series)[0].id


def with_occurrence(state: str) -> Studio:
    s = Studio.open()
    made = CreateSeries(
        s.yoga, s.london, "FREQ=DAILY;COUNT=1", DAY, "19:30", 60, 3, generate_to=DAY
    )
    s.do(made, by=s.manager)
    put(s, replace(s.get(Occurrence, evening(s)), state=state))
    return s


@rule("SCH-13")
@pytest.mark.parametrize("state", OCCURRENCE_STATES)
@pytest.mark.parametrize("name", sorted(OF_OCCURRENCES))
def test_a_class_makes_only_listed_moves(name: str, state: str) -> None:
    s = with_occurrence(state)
    make, at = OF_OCCURRENCES[name]
    result = s.run(make(s), at=at, by=s.manager)
    after = s.get(Occurrence, evening(s)).state
    before, ends = occurrence_states.MOVES[name]
    if state in before:
        assert isinstance(result, Outcome), result
        assert after in ends
    else:
        assert after == state
        # a date that was dropped already only stays out of the series
        assert not isinstance(result, Outcome) or (name, state) == ("drop", DROPPED)


OF_ENTRIES: dict[str, Make] = {
    "join": lambda s: JoinWaitlist(s.anna, s.yoga_1800, pay_at_desk=True),
    "pin": lambda s: PinWaitlist(s.anna, s.yoga_1800, pinned=True),
    "present": lambda s: MarkPresent(s.anna, s.yoga_1800),
    "offer": lambda s: OfferSeat(s.anna, s.yoga_1800),
    "promote": lambda s: PromoteByHand(s.anna, s.yoga_1800),
    "accept": lambda s: AcceptOffer(s.anna, s.yoga_1800),
    "decline": lambda s: DeclineOffer(s.anna, s.yoga_1800),
    "lapse": lambda s: LapseOffer(s.anna, s.yoga_1800),
    "withdraw": lambda s: WithdrawOffer(s.anna, s.yoga_1800),
    "leave": lambda s: LeaveWaitlist(s.anna, s.yoga_1800),
}


def with_entry(state: str, name: str) -> Studio:
    """Anna's entry as if left in a state. To join, the class must be full; else a seat is free."""
    s = Studio.open()
    s.do(HoldSeats(s.yoga_1800, 3, s.later(hours=20), "press"))
    s.do(JoinWaitlist(s.anna, s.yoga_1800, pay_at_desk=True))
    entry = s.entry(s.anna, s.yoga_1800)
    until = NOW + HOUR if state == OFFERED and name != "lapse" else 0
    told = NOW if state == WAITING else 0
    put(s, replace(entry, state=state, offered_until=until, told_at=told))
    if name != "join":
        s.do(ChangeCapacity(s.yoga_1800, 5), by=s.manager)
    return s


@rule("WL-11")
@pytest.mark.parametrize("state", ENTRY_STATES)
@pytest.mark.parametrize("name", sorted(OF_ENTRIES))
def test_one_who_waits_makes_only_listed_moves(name: str, state: str) -> None:
    s = with_entry(state, name)
    at = s.get(Occurrence, s.yoga_1800).starts_at - HOUR // 2 if name == "present" else NOW
    how = {"system": True} if name == "lapse" else {}
    result = s.run(OF_ENTRIES[name](s), at=at, by=s.manager, **how)
    after = s.entry(s.anna, s.yoga_1800).state
    before, ends = waitlist_states.MOVES[name]
    if state in before:
        assert isinstance(result, Outcome), result
        assert after in ends
    else:
        assert not isinstance(result, Outcome)
        assert after == state


OF_SUSPENSIONS: dict[str, Make] = {
    "suspend": lambda s: Suspend(s.anna, NOW + 90 * HOUR, "rude"),
    "lift": lambda s: LiftSuspension(s.anna, "talked it over"),
    "end": lambda s: EndSuspension(s.anna, suspension(s).id),
}


def suspension(s: Studio) -> Suspension:
    return s.reader.all(Suspension)[0]


@rule("NS-8")
@pytest.mark.parametrize("state", [ACTIVE, LIFTED, ENDED])
@pytest.mark.parametrize("name", sorted(OF_SUSPENSIONS))
def test_a_suspension_makes_only_listed_moves(name: str, state: str) -> None:
    s = Studio.open()
    s.do(Suspend(s.anna, NOW + 30 * HOUR, "late again"), by=s.manager)
    put(s, replace(suspension(s), state=state))
    at = NOW + 31 * HOUR if name == "end" else NOW + HOUR
    how = {"system": True} if name == "end" else {}
    result = s.run(OF_SUSPENSIONS[name](s), at=at, by=s.manager, **how)
    # to suspend again is to change the end
    move = "change_end" if (name, state) == ("suspend", ACTIVE) else name
    before, ends = suspension_states.MOVES[move]
    states = [row.state for row in s.reader.all(Suspension)]
    if state in before:
        assert isinstance(result, Outcome), result
        assert states[-1] in ends or states[0] in ends
        assert states.count(ACTIVE) <= 1
    else:
        assert not isinstance(result, Outcome)
        assert states == [state]


def test_one_suspension_runs_at_a_time() -> None:
    refusal = suspension_states.may_move("suspend", ACTIVE)
    assert refusal is not None
    assert refusal.code == "already_suspended"


def test_every_listed_move_is_tried() -> None:
    made_elsewhere = {"create", "generate", "substitute"}
    assert set(occurrence_states.MOVES) - set(OF_OCCURRENCES) == made_elsewhere
    assert set(waitlist_states.MOVES) - set(OF_ENTRIES) == {"close"}
    assert set(suspension_states.MOVES) - set(OF_SUSPENSIONS) == {"change_end"}
