"""Every command about a pass in every state: a listed move follows, or nothing (PASS-13)."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from core.changes import Outcome
from core.commands.memberships import EndMembership, KeepMembership
from core.commands.passes import ExtendPass, FreezePass, RevokePass, UnfreezePass
from core.commands.registry import Command
from core.domain.credits import LEDGER_OF_PASS, PASS_STATES, Pass
from core.handlers.passes.entries import entry
from core.rules.passes.credits import balance
from core.rules.passes.pass_states import MOVES, STANDINGS, may_move, standing
from core.store.overlay import Overlay
from tests.support.rules import rule
from tests.support.studio import DAY, Studio

Make = Callable[[str], Command]

COMMANDS: dict[str, Make] = {
    "freeze": lambda one: FreezePass(one, "2026-03-05", "2026-03-06"),
    "unfreeze": UnfreezePass,
    "extend": lambda one: ExtendPass(one, "2026-12-31", "ill"),
    "cancel": lambda one: RevokePass(one, "moved away"),
    "end": EndMembership,
    "keep_on": KeepMembership,
}

CHANGES: dict[str, dict[str, str]] = {
    "active": {},
    "not_started": {"valid_from": "2026-04-01"},
    "frozen": {"frozen_from": "2026-03-01", "frozen_until": "2026-03-09"},
    "used_up": {},
    "expired": {"valid_until": "2026-03-01"},
} | {state: {"state": state} for state in PASS_STATES if state in STANDINGS and state != "active"}


def in_state(state: str) -> tuple[Studio, str]:
    """Anna's ten as if something had brought it there."""
    s = Studio.open()
    ten = s.sell(s.anna, s.ten)
    draft = Overlay(s.reader)
    held = replace(s.get(Pass, ten), kind="membership", **CHANGES[state])
    draft.put(held)
    if state == "used_up":
        draft.put(entry(s.act(), held, "adjust", -10))
    s.reader.apply(draft.changes())
    assert now(s, ten) == state
    return s, ten


def now(s: Studio, ten: str) -> str:
    free = balance(s.reader.find(LEDGER_OF_PASS, ten))
    return standing(s.get(Pass, ten), free, DAY)


def test_every_state_is_tried() -> None:
    assert set(CHANGES) == set(STANDINGS)


@rule("PASS-13")
@pytest.mark.parametrize("state", STANDINGS)
@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_only_listed_moves_happen(name: str, state: str) -> None:
    s, ten = in_state(state)
    before = s.rows()
    result = s.run(COMMANDS[name](ten), by=s.manager)
    if state not in MOVES[name][0]:
        assert result.code == "pass_cannot"
        assert s.rows() == before
    elif isinstance(result, Outcome):
        assert now(s, ten) in MOVES[name][1]
    else:
        assert result.code != "pass_cannot"


@rule("PASS-13")
@pytest.mark.parametrize("state", STANDINGS)
@pytest.mark.parametrize("name", sorted(MOVES))
def test_what_is_not_listed_is_refused_with_the_state(name: str, state: str) -> None:
    refusal = may_move(name, state)
    assert (refusal is None) == (state in MOVES[name][0])
    assert refusal is None or refusal.facts == {"state": state.replace("_", " ")}
