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


def measures() -> Iterator[Measure]:
    """Every report of the registry; U-73 asks for less than a second."""
    with folder_with_desk() as (folder, made), closing(connect(folder / STORE, KEY)) as raw:
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
