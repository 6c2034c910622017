"""Two desks do random things offline, the server settles them in random order: what always holds.

The counting here is written apart from the rules: it reads rows and knows no handler.
"""

import random
from collections import defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.changes import Outcome
from core.commands.arrivals import CheckIn, MarkNoShow, UndoCheckIn, WalkIn
from core.commands.registry import Command
from core.commands.schedule import CancelOccurrence, ChangeCapacity
from core.commands.seats import Book, CancelBooking, ChangeCover, Reschedule
from core.commands.waiting import JoinWaitlist, LeaveWaitlist, PromoteByHand
from core.domain.bookings import Booking, WaitlistEntry
from core.domain.credits import LedgerEntry, Pass
from core.domain.refusals import Refusal
from core.domain.schedule import Occurrence
from tests.support.desks import Desk
from tests.support.rules import rule
from tests.support.studio import Studio

LIVE = {"pending_payment", "booked", "checked_in", "attended"}

Step = tuple[int, int, int, int, int, bool]

steps = st.lists(
    st.tuples(
        st.integers(0, 1),  # desk, or which one pushes
        st.integers(0, 13),  # what
        st.integers(0, 3),  # client
        st.integers(0, 3),  # class
        st.integers(1, 2),  # seats
        st.booleans(),  # pay at the desk
    ),
    min_size=8,
    max_size=60,
)


def command_of(s: Studio, step: Step) -> Command:
    _, what, who, where, seats, later = step
    client = (s.anna, s.ben, s.clara, s.dora)[who]
    classes = (s.yoga_0900, s.yoga_1800, s.reformer_1000, s.yoga_tomorrow)
    class_, other = classes[where], classes[(where + 1) % 4]
    made: list[Command] = [
        Book(client, class_, seats, pay_at_desk=later),
        Book(client, class_, seats),
        Book(client, class_, pay_at_desk=True),
        CancelBooking(client, class_),
        Reschedule(client, class_, other),
        CheckIn(client, class_),
        UndoCheckIn(client, class_),
        MarkNoShow(client, class_),
        WalkIn(class_, client, pay_at_desk=True),
        JoinWaitlist(client, class_, seats, later),
        LeaveWaitlist(client, class_),
        PromoteByHand(client, class_),
        ChangeCover(client, class_),
        ChangeCapacity(class_, 2 + seats) if later else CancelOccurrence(class_),
    ]
    return made[what]


def play(script: list[Step]) -> tuple[Studio, int]:
    """Act out a script; the fourteenth thing a desk can do often is to exchange."""
    server = Studio.open()
    for client, product in ((server.anna, server.ten), (server.ben, server.single)):
        server.sell(client, product)
    server.sell(server.clara, server.monthly)
    server.sell(server.anna, server.single)
    desks = [Desk(server, "A"), Desk(server, "B")]
    untold = 0
    for number, step in enumerate(script):
        desk = desks[step[0]]
        name = f"{desk.name}-{number}"
        act = {"at": server.later(minutes=3 * number), "command_id": name}
        if isinstance(desk.studio.preview(command_of(server, step), **act), Outcome):
            desk.do(command_of(server, step), **act)
        if number % 5 == 4:
            untold += exchange(server, desks, step[0])
    for which in (0, 1):
        untold += exchange(server, desks, which)
    return server, untold


def exchange(server: Studio, desks: list[Desk], which: int) -> int:
    """Push a desk's queue and give it the server's rows; counts refusals that nobody is told of."""
    told = desks[which].push()
    name = desks[which].name
    desks[which] = Desk(server, name)
    return sum(isinstance(one.result, Refusal) and one.attention is None for one in told)


def broken(server: Studio) -> list[str]:
    """What must never be, in words."""
    return [*wrong_seats(server), *wrong_credits(server), *wrong_waits(server)]


def wrong_seats(server: Studio) -> Iterator[str]:
    seats: defaultdict[str, int] = defaultdict(int)
    for booking in server.reader.all(Booking):
        if booking.state in LIVE:
            seats[booking.occurrence_id] += booking.seats
    for class_ in server.reader.all(Occurrence):
        over = seats[class_.id] > class_.capacity
        if class_.state == "scheduled" and over != bool(class_.over_capacity):
            yield f"{seats[class_.id]} of {class_.capacity}, flag {class_.over_capacity}"


def wrong_credits(server: Studio) -> Iterator[str]:
    sums: defaultdict[str, int] = defaultdict(int)
    taken: defaultdict[tuple[str, str], int] = defaultdict(int)
    for entry in server.reader.all(LedgerEntry):
        sums[entry.pass_id] += entry.amount
        taken[entry.booking_id, entry.pass_id] -= entry.amount
    punch = {held.id: held.name for held in server.reader.all(Pass) if held.kind == "punch"}
    yield from (f"{punch[key]} at {sums[key]}" for key in punch if sums[key] < 0)
    for booking in server.reader.all(Booking):
        spent = taken[booking.id, booking.pass_id]
        if booking.pass_id in punch and booking.credit and spent < booking.seats:
            yield f"{booking.credit} without entries"
        if booking.state in LIVE and (booking.cover == "pass") != bool(booking.credit):
            yield f"{booking.state} with cover {booking.cover} and credit {booking.credit}"


def wrong_waits(server: Studio) -> Iterator[str]:
    seated = {
        (booking.occurrence_id, booking.client_id)
        for booking in server.reader.all(Booking)
        if booking.state in LIVE
    }
    for row in server.reader.all(WaitlistEntry):
        if row.state == "waiting" and (row.occurrence_id, row.client_id) in seated:
            yield "waits and has a seat"


@rule("BK-1", "PASS-2", "SET-1", "SET-3")
@given(steps)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_is_oversold_unflagged_and_no_balance_falls_below_zero(script: list[Step]) -> None:
    server, untold = play(script)
    assert broken(server) == []
    assert untold == 0


OFTEN = (0, 1, 2, 2, 3, 3, 3, 4, 4, 5, 5, 5, 6, 7, 7, 8, 9, 9, 10, 11, 11, 12)


def busy_script(seed: int) -> list[Step]:
    """Eighty steps that meet one another often: half of them in one class."""
    chance = random.Random(seed)
    return [
        (
            chance.randint(0, 1),
            chance.choice(OFTEN),
            chance.randint(0, 3),
            chance.choice((0, 0, 0, 1, 2, 3)),
            chance.choice((1, 1, 2)),
            chance.random() < 0.6,
        )
        for _ in range(80)
    ]


@rule("BK-1", "PASS-2", "SET-4", "SET-12", "SET-19", "SET-20")
def test_busy_desks_leave_nothing_oversold_either() -> None:
    found = {seed: wrong for seed in range(60) if (wrong := broken(play(busy_script(seed))[0]))}
    assert found == {}


LAST_SEATS: list[Step] = [(desk, 2, who, 0, 1, True) for who in range(4) for desk in (0, 1)]


def test_the_counting_finds_a_missing_capacity_check(monkeypatch: pytest.MonkeyPatch) -> None:
    """A planted fault: the invariants above are worth something only if they can fail."""
    assert broken(play(LAST_SEATS)[0]) == []
    monkeypatch.setattr("core.handlers.booking.seating.seats_fit", lambda *_: None)
    monkeypatch.setattr("core.handlers.booking.seating.mark_fill", lambda *_: None)
    assert broken(play(LAST_SEATS)[0]) != []


def test_the_counting_finds_a_credit_that_is_spent_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ben has a single credit; both desks spend it."""
    script: list[Step] = [(0, 1, 1, 0, 1, False), (1, 1, 1, 1, 1, False)]
    assert broken(play(script)[0]) == []
    monkeypatch.setattr("core.handlers.passes.ledger.balance", lambda _: 9)
    assert broken(play(script)[0]) == ["Single at -1"]


def test_the_counting_finds_a_seat_flag_that_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two desks let two people each walk in to three seats, and the flag is forgotten."""
    script: list[Step] = [(who // 2, 8, who, 0, 1, True) for who in range(4)]
    assert broken(play(script)[0]) == []
    monkeypatch.setattr("core.handlers.booking.seating.mark_fill", lambda *_: None)
    assert broken(play(script)[0]) != []
