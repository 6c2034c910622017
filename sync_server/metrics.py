"""Figures for a watcher, as Prometheus reads them. What several workers count is added up."""

import os
import time
from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy import func, select

from core.ports import Clock
from core.store.bookkeeping import failure, outbox
from sync_server.agenda import Agenda
from sync_server.database import SqlDatabase
from sync_server.store.sql import heads

SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""Where workers of one server keep their counts, if there are several; set before they start."""
KEPT_S = 15.0
"""What is counted in the database is counted at most this often."""
SIZES = (1, 2, 5, 10, 20, 50, 100)
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0)


class Metrics:
    """One per process."""

    def __init__(self, database: SqlDatabase, clock: Clock) -> None:
        ours = CollectorRegistry()
        self._registry = ours
        self.exchanges = Counter(
            "foyer_exchanges", "Exchanges of desks", ["carried"], registry=ours
        )
        self._seconds = Histogram(
            "foyer_settle_seconds", "Seconds of one round", buckets=SECONDS, registry=ours
        )
        self._callers = Histogram(
            "foyer_round_callers", "Callers settled in one round", buckets=SIZES, registry=ours
        )
        self._commands = Histogram(
            "foyer_round_commands", "Commands settled in one round", buckets=SIZES, registry=ours
        )
        self.waiting = Gauge(
            "foyer_waiting",
            "Callers that wait to be settled",
            multiprocess_mode="livesum",
            registry=ours,
        )
        self.pokes_open = Gauge(
            "foyer_pokes_open",
            "Open poke streams",
            multiprocess_mode="livesum",
            registry=ours,
        )
        self._stored = _Stored(database, clock)

    def round(self, callers: int, commands: int, seconds: float) -> None:
        """Note one round of settling."""
        self._callers.observe(callers)
        self._commands.observe(commands)
        self._seconds.observe(seconds)

    def text(self) -> bytes:
        """All figures, in Prometheus' text format."""
        counted = self._registry
        if os.environ.get(SHARED_FOLDER):
            counted = CollectorRegistry()
            MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
        stored = CollectorRegistry()
        stored.register(self._stored)
        return generate_latest(counted) + generate_latest(stored)


class _Stored(Collector):
    """What the database knows; the same whichever worker is asked."""

    def __init__(self, database: SqlDatabase, clock: Clock) -> None:
        self._database = database
        self._agenda = Agenda(database.engine, clock)
        self._kept: list[Metric] = []
        self._counted_at = -KEPT_S

    def describe(self) -> Iterable[Metric]:
        return []

    def collect(self) -> Iterable[Metric]:
        if time.monotonic() - self._counted_at >= KEPT_S:
            self._kept = list(self._count())
            self._counted_at = time.monotonic()
        return self._kept

    def _count(self) -> Iterable[Metric]:
        letters: dict[str, int] = {}
        aside = 0
        known = heads(self._database.engine)
        for organisation_id in known:
            of_letters, of_failures = counts(self._database, organisation_id)
            aside += of_failures
            for state, number in of_letters.items():
                letters[state] = letters.get(state, 0) + number
        late = self._agenda.late() / 1000
        yield GaugeMetricFamily("foyer_timers_late_seconds", "Age of the oldest look", late)
        yield GaugeMetricFamily("foyer_organisations", "Studios on this server", len(known))
        yield GaugeMetricFamily("foyer_quarantined", "Commands that are kept aside", aside)
        box = GaugeMetricFamily("foyer_outbox", "Messages by state", labels=["state"])
        for state in ("resting", *sorted(set(letters) - {"resting"})):
            box.add_metric([state], letters.get(state, 0))
        yield box


def counts(database: SqlDatabase, organisation_id: str) -> tuple[dict[str, int], int]:
    """The messages of an organisation by state, and how many commands are kept aside."""
    mine = outbox.c.organisation_id == organisation_id
    by_state = select(outbox.c.state, func.count()).where(mine).group_by(outbox.c.state)
    failed = select(func.count()).where(failure.c.organisation_id == organisation_id)
    with database.begin(organisation_id) as connection:
        letters = {row[0]: int(row[1]) for row in connection.execute(by_state)}
        return letters, int(connection.execute(failed).scalar_one())
