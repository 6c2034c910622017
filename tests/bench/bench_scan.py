"""From the end of a scan to the painted result, on the large store, in the whole window."""

import time
from collections.abc import Iterator

from tests.bench.harness import Goal, Measure
from tests.bench.large_desk import CLIENTS, folder_with_desk, give_cards

SCANS = 60
LONGEST_MS = 5_000


def measures() -> Iterator[Measure]:
    """Cards of booked clients and of none in turn; the floor is painting the window alone."""
    with folder_with_desk() as (folder, made):
        codes = give_cards(folder, made, SCANS)
        from tests.bench.scanning_desk import ScanningDesk

        desk = ScanningDesk(folder, made.base.owner)
        samples, floor = [], []
        for code in codes:
            began = time.perf_counter_ns()
            desk.scan(code)
            desk.paint()
            samples.append((time.perf_counter_ns() - began) / 1e6)
            began = time.perf_counter_ns()
            desk.paint()
            floor.append((time.perf_counter_ns() - began) / 1e6)
        desk.close()
    name = f"scan to painted result, {CLIENTS:,} clients"
    yield Measure(name, samples[3:], floor[3:], Goal("p99", 50))
