"""The property test must fail when a fault is put in: a control for the oracle."""

from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from core.domain.ids import CommandId
from core.handlers.booking import seating
from core.handlers.passes import entries, ledger
from tests.sync.oracle import violations
from tests.sync.story import play
from tests.sync.world import World

SEEDS = range(8)


def ends_of_days() -> list[str]:
    """What the oracle says after some seeded days."""
    found: list[str] = []
    for seed in SEEDS:
        with World.open(kind="memory", seed=seed) as world:
            play(world, Random(seed), 250)
            world.heal()
            found += violations(world)
    return found


def test_the_days_are_without_a_violation_when_no_fault_is_planted() -> None:
    assert ends_of_days() == []


def test_without_the_check_of_capacity_the_desks_oversell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seating, "seats_fit", lambda *_a, **_k: None)
    monkeypatch.setattr(seating, "mark_fill", lambda *_a, **_k: None)
    assert any("seats, not flagged" in one for one in ends_of_days())


def test_a_hold_that_is_written_twice_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    write = entries.write

    def twice(tx: Any, act: Any, booking: Any, move: Any) -> None:
        write(tx, act, booking, move)
        if move.kind == "hold":
            again = replace(act, command_id=CommandId(f"{act.command_id} again"))
            write(tx, again, booking, move)

    monkeypatch.setattr(ledger, "write", twice)
    assert any("taken, not" in one for one in ends_of_days())
