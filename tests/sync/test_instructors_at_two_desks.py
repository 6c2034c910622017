"""Two desks plan for the same instructors: sessions, substitutes, requests, with faults."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random

import msgspec
import pytest

from core.commands.availability import AddAvailability, EndTimeOff, TakeTimeOff
from core.commands.catalogue import CreateService
from core.commands.notes import WriteNote
from core.commands.registry import Command
from core.commands.requesting import (
    AcceptRequest,
    BookSession,
    DeclineRequest,
    Proposed,
    RequestSession,
    WithdrawRequest,
)
from core.commands.seats import CancelBooking
from core.commands.setup import CreateStaff, GrantRole
from core.commands.substituting import CheckInStaff, Substitute
from core.commands.undoing import undo_of
from core.domain.availability import TimeOff
from core.domain.bookings import BOOKINGS_OF_OCCURRENCE, SEATED, Booking
from core.domain.records import ATTENTION_AT_LOCATION
from core.domain.requests import REQUESTS_AT_LOCATION
from core.domain.schedule import OPEN_AT_LOCATION, Assignment, Occurrence
from core.domain.zones import HOUR_MS
from core.rules.instructors.requests import times_of
from tests.support.rules import rule
from tests.sync.oracle import of, rows_of, violations
from tests.sync.world import DAY, ORGANISATION, SimDesk, World


class Team(msgspec.Struct, frozen=True):
    """A world with sessions and people to lead them; the last is who sits at the desks."""

    world: World
    service: str
    staff: list[str]


@pytest.fixture(params=["memory", "sqlite"])
def team(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Team]:
    with World.open(kind=request.param, folder=tmp_path) as world:
        yield hired(world)


def hired(world: World) -> Team:
    private = CreateService("Private", "session", "private", 45, 1, price=60_00)
    service = world.serve(private).facts["service_id"]
    staff = []
    for name in ("Ana", "Mia"):
        key = world.serve(CreateStaff(name, categories=("mat", "private"))).facts["staff_id"]
        world.serve(GrantRole(key, "instructor", world.location))
        staff.append(key)
    world.heal()
    return Team(world, service, [*staff, world.actor])


def session(team: Team, client: int, start: str, leader: int = 0) -> BookSession:
    world = team.world
    return BookSession(
        world.clients[client],
        team.service,
        world.location,
        team.staff[leader],
        DAY,
        start,
        pay_at_desk=True,
    )


def doubled(world: World) -> list[str]:
    """Who leads or assists two things at once, and who is booked in what does not take place."""
    with world.database.read(ORGANISATION) as store:
        rows = rows_of(store.rows)
    occurrences = {one.id: one for one in of(rows, Occurrence)}
    spans = defaultdict(list)
    for row in of(rows, Assignment):
        one = occurrences[row.occurrence_id]
        if row.state == "held" and one.state == "scheduled":
            spans[row.staff_id].append((one.starts_at, one.ends_at, one.id))
    found = [
        f"{staff} is in {first[2]} and {second[2]}"
        for staff, theirs in spans.items()
        for number, first in enumerate(sorted(theirs))
        for second in sorted(theirs)[number + 1 :]
        if second[0] < first[1]
    ]
    return found + [
        f"{one.client_id} is booked in {one.occurrence_id}, which is off"
        for one in of(rows, Booking)
        if one.state in SEATED and occurrences[one.occurrence_id].state == "cancelled"
    ]


@rule("AVL-3", "SET-2")
def test_an_instructor_booked_at_two_desks_has_one_session_and_a_person_calls(team: Team) -> None:
    here, there = team.world.desks
    there.link.cut = True
    here.do(session(team, 0, "16:00"))
    there.do(session(team, 1, "16:30"))
    assert here.exchange()
    team.world.heal()
    assert violations(team.world) == []
    assert doubled(team.world) == []
    (item,) = here.store.rows.find(ATTENTION_AT_LOCATION, team.world.location, "open")
    assert (item.kind, item.client_id) == ("SET-2", team.world.clients[1])


@rule("BK-6", "AVL-2")
def test_a_session_cancelled_and_wanted_back_offline_comes_back_if_nobody_took_it(
    team: Team,
) -> None:
    world = team.world
    here, there = world.desks
    made = here.do(session(team, 0, "16:00")).facts["occurrence_id"]
    world.heal()
    cancel = CancelBooking(world.clients[0], made)
    done = here.run(cancel)
    world.heal()
    row = there.store.rows.get(Occurrence, made)
    assert row is not None
    assert row.state == "cancelled"
    here.link.cut = True
    undo = undo_of(cancel, done.command_id, done.result)  # type: ignore[arg-type]
    assert undo is not None
    here.do(undo)
    there.do(session(team, 1, "16:15"))
    assert there.exchange()
    world.heal()
    assert violations(world) == []
    assert doubled(world) == []


@rule("AVL-3", "SCH-6", "AVL-10", "SET-12")
@pytest.mark.parametrize("seed", range(12))
def test_days_of_faults_end_with_equal_stores_and_nobody_in_two_places(seed: int) -> None:
    random = Random(seed)
    with World.open(kind="memory", seed=seed) as world:
        team = hired(world)
        for _ in range(120):
            desk = random.choice(world.desks)
            deed(team, desk, random)
            if random.random() < 0.2:
                desk.link.cut = not desk.link.cut
            if random.random() < 0.4:
                desk.exchange()
            world.clock.at += random.choice((0, 60_000, HOUR_MS // 6))
        world.heal()
        assert violations(world) == [], f"seed {seed}"
        assert doubled(world) == [], f"seed {seed}"


def deed(team: Team, desk: SimDesk, random: Random) -> None:
    """Something that a person does; what a rule refuses is no news."""
    if desk.deeds and random.random() < 0.15:
        command, done, outcome = random.choice(desk.deeds[-5:])
        undo = undo_of(command, done.command_id, outcome)
        if undo is not None:
            desk.run(undo)
            return
    desk.run(random.choice(wishes(team, desk, random)))


def wishes(team: Team, desk: SimDesk, random: Random) -> list[Command]:
    world, rows = team.world, desk.store.rows
    client, staff = random.choice(world.clients), random.choice(team.staff)
    start = f"{random.randrange(15, 21)}:{random.choice(('00', '20', '30'))}"
    coming = rows.find(OPEN_AT_LOCATION, world.location)
    one = random.choice(coming).id
    now = world.clock.at
    times = tuple(Proposed("2026-03-03", f"{hour:02d}:00") for hour in (9, 10, 11))
    found: list[Command] = [
        session(team, random.randrange(8), start, random.randrange(3)),
        session(team, random.randrange(8), start, random.randrange(3)),
        Substitute(one, staff, "ill"),
        TakeTimeOff(staff, now + HOUR_MS, now + random.randrange(2, 9) * HOUR_MS),
        AddAvailability(staff, world.location, random.randrange(7), "09:00", "21:00"),
        RequestSession(client, team.service, world.location, times, world.actor),
        CheckInStaff(staff, world.location),
    ]
    for booking in rows.find(BOOKINGS_OF_OCCURRENCE, one):
        found.append(CancelBooking(booking.client_id, one))
        found.append(WriteNote(one, f"note {random.randrange(9)}", booking.client_id))
    for request in rows.find(REQUESTS_AT_LOCATION, world.location)[:3]:
        day, clock = random.choice(times_of(request))
        found.append(AcceptRequest(request.id, day, clock, pay_at_desk=True))
        found.append(
            random.choice(
                (
                    DeclineRequest(request.id, "full"),
                    WithdrawRequest(request.client_id, request.id),
                )
            )
        )
    away = of(rows_of(rows), TimeOff)
    if away:
        found.append(EndTimeOff(random.choice(away).id))
    return found
