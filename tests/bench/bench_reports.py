"""Each report over 24 months and all places of the large studio; the floor reads its classes."""

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from time import perf_counter

from core.domain.zones import add_days, local_date
from core.queries import place
from core.queries.reports.declaration import Scope
from core.queries.reports.facts import classes
from core.queries.reports.registry import ALL
from core.queries.source import Source
from core.store.sqlite import connect
from core.store.statements import SQLITE
from desktop.desk import STORE, SystemClock
from sync_server.demo.large_file import KEY
from tests.bench.harness import Goal, Measure
from tests.bench.large_desk import folder_with_desk

GOAL = Goal("p50", 1000)
TIMES = 3
TWO_YEARS = 730
WAITED = """
    INSERT INTO waitlist_entry(organisation_id, id, occurrence_id, client_id, seats, joined_at,
        priority, skipped, state, changed_by, pay_at_desk, offered_until, offer_after, told_at,
        present_at)
    SELECT organisation_id, 'waiting ' || id, occurrence_id, client_id, 1, booked_at, 0, '',
        CASE WHEN substr(id, -2, 1) < 'a' THEN 'closed' ELSE 'promoted' END, '', 0, 0, 0, 0, 0
    FROM booking WHERE substr(id, -1) = '0'
"""
ENDED = """
    UPDATE pass SET valid_until = date(sold_at / 1000, 'unixepoch', '+120 days')
    WHERE substr(id, -1) < '8'
"""
AGREED = """
    INSERT INTO pay_rate(organisation_id, id, staff_id, service_id, role, base, per_head,
        valid_from, set_at, heads_in_base, command_id)
    SELECT id, 'rate', '', '', 'lead', 2500, 200, '2020-01-01', 0, 5, '' FROM organisation
"""
MORE = (WAITED, ENDED, AGREED)
"""What the large studio lacks: sixty thousand who waited, passes that end, what a class pays."""


def measures() -> Iterator[Measure]:
    """Every report of the registry; U-73 asks for less than a second."""
    with folder_with_desk() as (folder, made), closing(connect(folder / STORE, KEY)) as raw:
        for statement in MORE:
            raw.cursor().execute(statement)
        source = Source(raw.cursor(), SQLITE, made.organisation_id)
        now = SystemClock().now()
        last = local_date(now, "Europe/London")
        scope = Scope(
            source=source,
            locations=tuple(one.id for one in place.locations(source)),
            first=add_days(last, -TWO_YEARS),
            last=last,
            now=now,
        )
        floor = [_ms(partial(classes, scope)) for _ in range(TIMES)]
        for report in ALL.values():
            ours = [_ms(partial(report.make, scope)) for _ in range(TIMES)]
            yield Measure(f"report {report.ident}, 24 months", ours, floor, GOAL)


def _ms(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000
