"""Random people do random things in a studio: nothing that must never be comes about.

Hypothesis chooses and shrinks the seeds of stretches of random commands of every kind; an oracle
that knows no rule counts after each. Every tenth world is played again on SQLite and PostgreSQL.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

import core.handlers.booking.seating
from core import bus
from core.changes import Change
from core.commands.registry import specs
from core.domain.all_rows import type_of_table
from core.domain.refusals import Refusal
from core.store.overlay import Overlay
from tests.contracts import readers
from tests.core.machine.oracle import broken
from tests.core.machine.world import NOT_PLAYED, World
from tests.support.postgres import Databases
from tests.support.rules import rule as proves

STRETCH = 100
STRETCHES = 25
WORLDS = 40
"""100 commands in a stretch, 25 stretches in a world, 40 worlds: 100,000 steps."""


class Machine(RuleBasedStateMachine):
    """One studio; each step plays a stretch of commands from a seed."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World(0)

    @rule(seed=st.integers(0, 2**32 - 1))
    def stretch(self, seed: int) -> None:
        self.world.chance.seed(seed)
        assert self.world.play(STRETCH) == []


@proves("BK-1", "BK-3", "PASS-2", "RES-2", "RES-4", "AVL-3", "PERM-2", "BK-2")
def test_a_hundred_thousand_steps_break_nothing() -> None:
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=WORLDS,
            stateful_step_count=STRETCHES,
            deadline=None,
            derandomize=True,
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_every_kind_of_command_is_played_and_most_are_accepted_somewhere() -> None:
    tried: set[str] = set()
    accepted: set[str] = set()
    for seed in range(40):
        world = World(seed)
        world.play(1000)
        tried |= {name for name, spec in specs.items() for _, c in world.script
                  if type(c) is spec.type}  # fmt: skip
        accepted |= set(world.accepted)
    assert tried >= set(specs) - NOT_PLAYED
    assert len(accepted) > 0.75 * len(specs), sorted(set(specs) - accepted)


@proves("PERM-2")
def test_a_refusal_never_writes() -> None:
    world = World(7)
    world.play(2000)
    assert sum(world.refused.values()) > 500
    assert [fault for fault in world.faults if fault.startswith("refusals")] == []


@proves("BK-3", "RES-4")
@pytest.mark.parametrize("seed", range(4))
def test_every_tenth_world_is_the_same_on_sqlite_and_postgresql(
    seed: int, tmp_path: Path, postgres_of: Callable[[str], Databases]
) -> None:
    world = World(seed * 10)
    world.play(STRETCH * STRETCHES)
    with readers.sqlite(tmp_path) as lite:
        assert differences(world, again(world, lite)) == []
    with readers.postgresql(postgres_of("wheel")) as big:
        assert differences(world, again(world, big)) == []
        # no legal world has the twins that the database refuses
        big._cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def again(world: World, store: Any) -> Any:
    """The same commands, once more, in another store."""
    store.apply([Change(type(row), row.id, None, row) for row in world.beginning])
    for act, command in world.script:
        draft = Overlay(store)
        result = bus.run(draft, act, command)
        if not isinstance(result, Refusal):
            store.apply(draft.changes())
    return store


def differences(world: World, store: Any) -> list[str]:
    """Tables whose rows are not those of the memory."""
    return [
        f"{name} {row.id}"
        for name, row_type in type_of_table.items()
        for row in world.reader.all(row_type)
        if store.get(row_type, row.id) != row
    ]


SEATING = ("book", "cancel_booking", "join_waitlist", "promote_by_hand", "reschedule", "hold_seats")
PLANTED: list[tuple[str, str, Callable[..., Any], tuple[str, ...]]] = [
    ("seats", "core.handlers.booking.seating._room", lambda *_: None, SEATING),
    ("seats: flag", "core.handlers.schedule.schedule.mark_fill", lambda *_: None,
     (*SEATING, "change_capacity")),
    ("spots", "core.handlers.booking.spots.uses", lambda *_: [],
     ("book", "choose_spot", "choose_spot")),
    ("resources", "core.rules.booking.holdings.fits", lambda *_: None,
     ("book", "book", "create_occurrence")),
    ("credits", "core.handlers.passes.ledger.balance", lambda _: 9,
     ("book", "walk_in", "check_in")),
    ("credits: a line", "core.handlers.passes.ledger.write", lambda *_: None, SEATING),
    ("overlap", "core.handlers.booking.seating.overlapping", lambda *_: None,
     ("book", "create_occurrence", "move_occurrence")),
    ("staff", "core.rules.schedule.conflicts.staff_conflicts", lambda *_: [],
     ("create_occurrence", "move_occurrence", "substitute")),
    ("rights", "core.bus.authorise", lambda *_: None, SEATING),
    ("waitlist", "core.handlers.booking.seating.end_waiting", lambda *_: None, SEATING),
    ("money", "core.handlers.money.refunds.refundable", lambda *_: 10**9,
     ("sell_pass", "take_payment", "refund")),
]  # fmt: skip
"""One fault for each area, how the oracle names what comes of it, what is done most meanwhile."""


@pytest.mark.parametrize(("area", "where", "fault", "favour"), PLANTED, ids=[p[0] for p in PLANTED])
def test_a_planted_fault_is_found(
    area: str,
    where: str,
    fault: Callable[..., Any],
    favour: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(where, fault)
    found: list[str] = []
    for seed in range(60):
        world = World(seed, favour)
        world.play(600)
        found += [one for one in world.faults if one.startswith(area.partition(":")[0])]
        if found:
            break
    assert found, "the oracle did not see it"


def test_without_a_fault_the_same_worlds_are_in_order() -> None:
    for seed, (_, _, _, favour) in enumerate(PLANTED * 5):
        assert World(seed, favour).play(600) == []


def test_the_oracle_reads_rows_and_asks_no_rule() -> None:
    source = Path(broken.__code__.co_filename).read_text()
    assert "core.rules" not in source
    assert "core.handlers" not in source
    assert core.handlers.booking.seating is not None
