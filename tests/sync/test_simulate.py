"""Simulated studio days: nothing lost, doubled or oversold, whatever fails in between."""

import os
import subprocess
import sys
from collections.abc import Callable
from random import Random

import pytest

from tests.support.postgres import KINDS, Databases
from tests.support.rules import rule
from tests.support.servers import ROOT
from tests.sync import simulate
from tests.sync.fuse import STATEMENTS
from tests.sync.shortest import shortest
from tests.sync.simulate import Plan
from tests.sync.steps import NOT_YET, WEIGHTS, history

DAYS_IN_CI = 200


@rule("SET-1", "SET-3", "SET-12", "BK-1", "PASS-2", "NS-4")
def test_two_hundred_days_of_every_fault_end_in_agreement() -> None:
    summary = simulate.simulate(Plan(DAYS_IN_CI, seed=100))
    assert summary.seed is None, "\n".join(simulate.lines(summary))
    assert summary.days == DAYS_IN_CI
    assert summary.twice == 1
    lost = summary.counts["commands"] - summary.counts["settled"]
    assert 0 <= lost <= summary.counts["lost with a disk"]
    assert summary.counts["settled"] > 10 * DAYS_IN_CI
    assert len(summary.faults) >= len(WEIGHTS) - len(NOT_YET) - 4


@pytest.mark.parametrize("seed", [0, 3, 4])
def test_days_on_sqlite_are_as_the_same_days_in_memory(seed: int) -> None:
    steps = history(seed, 2, 5)
    lite = simulate.play(steps, Plan(2, store="sqlite"))
    assert lite.violations == []
    assert lite.trace == simulate.play(steps, Plan(2)).trace


def test_days_on_postgresql_are_as_the_same_days_in_memory(
    postgres_of: Callable[[str], Databases], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.sync.postgresql.empty_database", postgres_of(KINDS[0]).fresh)
    steps = history(7, 2, 5)
    big = simulate.play(steps, Plan(2, store="postgresql"))
    assert big.violations == []
    assert big.trace == simulate.play(steps, Plan(2)).trace


def test_a_seed_is_one_history_whatever_the_order_of_hashes() -> None:
    code = (
        "from tests.sync.simulate import *; from tests.sync.steps import history;"
        "print(*(play(history(seed, 2, 5), Plan(2)).trace for seed in range(3)))"
    )
    traces = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": str(order), "PYTHONPATH": str(ROOT)},
            check=True,
            capture_output=True,
            cwd=ROOT,
        ).stdout
        for order in (1, 2)
    }
    assert len(traces) == 1


def test_another_seed_is_another_history() -> None:
    one, other = (simulate.play(history(seed, 1, 5), Plan(1)) for seed in (1, 2))
    assert one.trace != other.trace


def test_the_shortest_history_keeps_only_what_is_needed() -> None:
    chance = Random(3)
    needed = set(chance.sample(range(200), 4))
    tried = 0

    def fails(some: object) -> bool:
        nonlocal tried
        tried += 1
        return needed <= set(some)  # type: ignore[call-overload, no-any-return]

    assert set(shortest(range(200), fails)) == needed
    assert tried < 200


def test_every_statement_of_both_stores_can_be_the_last() -> None:
    assert {"add_journal", "write_origin", "write_digest", "clear_shadows"} <= STATEMENTS
    assert {"rows", "transaction"}.isdisjoint(STATEMENTS)


def test_a_violation_is_told_with_its_seed_and_its_shortest_history(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.handlers.booking.seating.mark_fill", lambda *_a, **_k: None)
    monkeypatch.setattr("core.handlers.booking.seating._room", lambda *_a, **_k: None)
    assert simulate.main(["--days", "40", "--seed", "5"]) == 1
    said = capsys.readouterr().out
    assert "VIOLATION at seed" in said
    assert "seats, not flagged" in said
    history_said = said[said.index("the shortest history") :].splitlines()
    assert 3 <= len(history_said) < 14
    assert any(" Book " in line for line in history_said)
