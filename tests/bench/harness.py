"""What a bench is made of: samples, measures beside their floors, goals, and the table of them.

A bench is a module `tests/bench/bench_*.py` with a function `measures()` that yields Measure.
"""

import gc
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

COLUMNS = (
    *("measure", "unit", "ours p50", "ours p99", "floor p50", "floor p99"),
    *("ratio", "goal", "verdict"),
)


@dataclass(frozen=True)
class Goal:
    """An upper bound: of ours p50 ÷ floor p50, or of ours p50 or p99 in the measure's unit."""

    of: Literal["ratio", "p50", "p99"]
    at_most: float

    def __str__(self) -> str:
        return f"{self.of} ≤ {self.at_most:g}"


@dataclass(frozen=True)
class Measure:
    """One figure of ours beside the floor that the machine sets; either may not exist yet."""

    name: str
    ours: Sequence[float] = ()
    floor: Sequence[float] = ()
    goal: Goal | None = None
    unit: str = "ms"

    @property
    def ratio(self) -> float | None:
        """Ours p50 ÷ floor p50."""
        if not self.ours or not self.floor:
            return None
        return percentile(self.ours, 50) / percentile(self.floor, 50)

    @property
    def verdict(self) -> str:
        """`met`, `missed`, or nothing where there is no goal or nothing to hold to it."""
        if self.goal is None or not self.ours:
            return ""
        if self.goal.of == "ratio":
            value = self.ratio
        else:
            value = percentile(self.ours, int(self.goal.of[1:]))
        return "" if value is None else "met" if value <= self.goal.at_most else "missed"

    def row(self) -> list[str]:
        """The cells of the table."""
        figures = [
            f"{percentile(samples, p):.3g}" if samples else "-"
            for samples in (self.ours, self.floor)
            for p in (50, 99)
        ]
        ratio = "-" if self.ratio is None else f"{self.ratio:.2f}"
        return [self.name, self.unit, *figures, ratio, str(self.goal or "-"), self.verdict or "-"]


def percentile(samples: Sequence[float], percent: int) -> float:
    """The smallest sample that at least so many percent of the samples do not exceed."""
    ordered = sorted(samples)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def timed(act: Callable[[], object], times: int, warm_up: int = 3) -> list[float]:
    """Milliseconds of each call, warm and with the garbage collector at rest while it runs."""
    for _ in range(warm_up):
        act()
    samples = []
    gc.collect()
    gc.disable()
    try:
        for _ in range(times):
            start = time.perf_counter_ns()
            act()
            samples.append((time.perf_counter_ns() - start) / 1e6)
    finally:
        gc.enable()
    return samples


def table(measures: Iterable[Measure]) -> list[str]:
    """The measures as aligned lines under a head."""
    rows = [list(COLUMNS), *(measure.row() for measure in measures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    return [lines[0], "-" * len(lines[0]), *lines[1:]]
