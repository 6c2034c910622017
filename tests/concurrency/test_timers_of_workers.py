"""Timers of several workers at once, after an outage, and killed in the middle: the same rows."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from core.commands.attendance import Suspend
from core.commands.seats import Book
from core.commands.waiting import HoldSeats
from core.domain.records import CommandLog
from core.domain.rows import type_of_table
from core.domain.zones import DAY_MS, MINUTE_MS, to_utc
from sync_server.agenda import CLAIM_MS, REST_MS, TICK_MS, Agenda
from sync_server.clockwork import Clockwork
from sync_server.database import SqlDatabase, open_postgresql
from sync_server.heard import Heard
from sync_server.notifications.channels import Letter
from sync_server.office import Office
from sync_server.timers import Timers
from tests.support.postgres import Databases
from tests.support.rules import rule
from tests.support.servers import Children
from tests.sync.world import DAY, ORGANISATION, ZONE, World

WORKERS = 4
OUTAGE_ENDS = to_utc(DAY, "08:00", ZONE) + 2 * DAY_MS
LOGS = ("command_log", "log_subject")
DOOMED = Path(__file__).with_name("doomed_timers.py")


class Still:
    """A clock that stands, so that two runs write the same times."""

    def __init__(self, at: int = OUTAGE_ENDS) -> None:
        self.at = at

    def now(self) -> int:
        return self.at


class Post:
    """Takes letters from all workers."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self._lock = threading.Lock()

    def send(self, letter: Letter) -> str:
        with self._lock:
            self.keys.append(letter.key)
        return "taken"


def make_studio(url: str) -> None:
    """A studio whose server stopped before a day full of classes, and whose desk is silent."""
    with World.open(desks=1, url=url) as world:
        for number, client in enumerate(world.clients):
            if number < len(world.occurrences):
                world.serve(Book(client, world.occurrences[number], pay_at_desk=True))
                soon = world.clock.now() + (number + 1) * MINUTE_MS
                world.serve(HoldSeats(world.occurrences[-1 - number % 3], 1, soon))
            else:
                world.serve(Suspend(client, world.clock.now() + DAY_MS, "rude"))


@contextmanager
def studio(postgres: Databases) -> Iterator[str]:
    """The URL of a copy; every copy begins alike."""
    with postgres.fresh(postgres.template("outage", make_studio)) as url:
        yield url


@contextmanager
def opened(url: str) -> Iterator[SqlDatabase]:
    database = open_postgresql(url)
    try:
        yield database
    finally:
        database.engine.dispose()


def clockwork(database: SqlDatabase) -> Clockwork:
    return Clockwork(database, Still(), Heard(database))


def run_out(one: Clockwork) -> None:
    while one.tick(ORGANISATION):
        pass


def rows_of(database: SqlDatabase) -> dict[str, Any]:
    """All that the history led to, without the lines of the log."""
    with database.read(ORGANISATION) as store:
        return {
            table: store.rows.page(row_type, "", 100_000)
            for table, row_type in type_of_table.items()
            if table not in LOGS
        }


def lines_of(database: SqlDatabase) -> set[tuple[str, str, str]]:
    """Which commands ran, and what each led to."""
    with database.read(ORGANISATION) as store:
        lines = store.rows.page(CommandLog, "", 100_000)
    assert len({line.version for line in lines}) == len(lines)
    return {(line.id, line.name, line.code) for line in lines}


class Alone(NamedTuple):
    """What one worker makes of it, which finds everything two days late."""

    rows: dict[str, Any]
    lines: set[tuple[str, str, str]]


@pytest.fixture
def alone(postgres: Databases) -> Alone:
    with studio(postgres) as url, opened(url) as database:
        before = lines_of(database)
        run_out(clockwork(database))
        made = Alone(rows_of(database), lines_of(database))
        assert len(made.lines) > len(before) + 10
        run_out(clockwork(database))
        assert Alone(rows_of(database), lines_of(database)) == made, "run twice"
    return made


@rule("NS-4")
def test_four_workers_that_do_not_know_of_each_other_make_the_same_rows(
    postgres: Databases, alone: Alone
) -> None:
    with studio(postgres) as url, opened(url) as database:
        start = threading.Barrier(WORKERS)

        def work(_number: int) -> None:
            one = clockwork(database)
            start.wait()
            run_out(one)

        with ThreadPoolExecutor(WORKERS) as threads:
            list(threads.map(work, range(WORKERS)))
        assert rows_of(database) == alone.rows
        assert lines_of(database) == alone.lines


@rule("NS-4")
@pytest.mark.parametrize("at", [1, 4, 9])
def test_a_worker_killed_in_the_middle_leaves_the_rest_to_the_next(
    postgres: Databases, alone: Alone, children: Children, at: int
) -> None:
    with studio(postgres) as url:
        doomed = children.python(DOOMED, url, str(at), str(OUTAGE_ENDS))
        assert doomed.wait() == -9, doomed.output
        with opened(url) as database:
            assert rows_of(database) != alone.rows
            run_out(clockwork(database))
            assert rows_of(database) == alone.rows
            # the next one no longer asks for what the closing of a class has ended by itself
            assert lines_of(database) <= alone.lines


@rule("NS-4", "NTF-3")
def test_workers_share_the_looks_and_send_each_letter_once(
    postgres: Databases, alone: Alone
) -> None:
    post, clock = Post(), Still()
    with studio(postgres) as url, opened(url) as database:
        workers = [Timers(Office(database, {"email": post}, clock)) for _ in range(WORKERS)]  # type: ignore[arg-type]
        Agenda(database.engine, clock).fill()
        with ThreadPoolExecutor(WORKERS) as threads:
            while sum(threads.map(lambda one: one.tick(), workers)):
                pass
            sent = {"message_log": rows_of(database)["message_log"]}
            assert rows_of(database) == alone.rows | sent
            clock.at += 2 * MINUTE_MS
            while sum(threads.map(lambda one: one.tick(), workers)):
                pass
    assert post.keys
    assert len(post.keys) == len(set(post.keys))


def test_a_look_is_taken_by_one_and_by_another_when_the_first_has_died(
    postgres: Databases,
) -> None:
    with studio(postgres) as url, opened(url) as database:
        clock = Still()
        here, there = (Agenda(database.engine, clock) for _ in range(2))
        here.fill()
        there.fill()
        looks = here.claim() + there.claim()
        assert [look.organisation_id for look in looks] == [ORGANISATION]
        clock.at += CLAIM_MS
        (again,) = there.claim()
        there.put_off(again, clock.at + REST_MS)
        here.put_off(looks[0], clock.at)  # the dead one comes back, and has no say any more
        assert here.claim() == there.claim() == []
        with database.write(ORGANISATION) as store:
            store.write_head(store.head().version)
        assert [look.since for look in here.claim()] == [0], "a commit asks for a look at once"


def test_a_quiet_studio_is_looked_at_once_a_minute_and_one_with_work_every_second(
    postgres: Databases,
) -> None:
    with studio(postgres) as url, opened(url) as database:
        clock = Still()
        timers = Timers(Office(database, {"email": Post()}, clock))  # type: ignore[arg-type]
        agenda = Agenda(database.engine, clock)
        agenda.fill()
        while timers.tick():
            pass
        clock.at += 2 * DAY_MS
        while timers.tick():
            pass
        looked = 0
        for _ in range(120):
            clock.at += TICK_MS
            looked += timers.tick()
        assert looked <= 4
        assert agenda.late() == 0
