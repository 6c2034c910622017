"""The bench says what was measured and holds it to its goal."""

import gc

import pytest

from tests.bench import __main__ as runner
from tests.bench.harness import Goal, Measure, percentile, table, timed


def test_percentiles_are_samples() -> None:
    samples = [float(n) for n in range(200, 0, -1)]
    assert (percentile(samples, 50), percentile(samples, 99)) == (100, 198)
    assert percentile([7.0], 99) == 7


@pytest.mark.parametrize(
    ("goal", "verdict"),
    [
        (Goal("ratio", 1.5), "met"),
        (Goal("ratio", 1.4), "missed"),
        (Goal("p50", 3), "met"),
        (Goal("p99", 8), "missed"),
        (None, ""),
    ],
)
def test_a_measure_is_held_to_its_goal(goal: Goal | None, verdict: str) -> None:
    measure = Measure("a command", ours=[3, 3, 9], floor=[2, 2, 2], goal=goal)
    assert measure.ratio == 1.5
    assert measure.verdict == verdict


def test_a_floor_alone_is_shown_without_a_verdict() -> None:
    measure = Measure("cold start", floor=[120.0], goal=Goal("ratio", 4))
    assert measure.row() == ["cold start", "ms", "-", "-", "120", "120", "-", "ratio ≤ 4", "-"]


def test_the_table_is_aligned() -> None:
    lines = table([Measure("a", ours=[1], floor=[1]), Measure("a longer name", floor=[1])])
    assert len(lines) == 4
    assert len({line.index("ms") for line in lines[2:]}) == 1


def test_calls_are_warm_and_the_collector_rests() -> None:
    seen: list[bool] = []
    assert len(timed(lambda: seen.append(gc.isenabled()), times=5, warm_up=2)) == 5
    assert seen == [True, True, False, False, False, False, False]
    assert gc.isenabled()


def test_benches_are_found_by_a_word() -> None:
    assert "bench_cold_start" in runner.names([])
    assert runner.names(["cold"]) == ["bench_cold_start"]
    assert runner.names(["no such bench"]) == []
