"""Whatever random people do, what they are answered can be said whole."""

from typing import Any

import pytest

from core import bus
from core.changes import Act, Outcome
from core.commands.registry import Command
from core.domain.refusals import Refusal
from tests.core.machine.saying import unsaid
from tests.core.machine.world import World
from tests.support.rules import rule

WORLDS = 12
STEPS = 1200


@rule("BK-12")
def test_every_answer_has_the_facts_that_its_words_need(monkeypatch: pytest.MonkeyPatch) -> None:
    run = bus.run
    codes: set[str] = set()
    missing: dict[tuple[str, str], set[str]] = {}

    def heard(draft: Any, act: Act, command: Command) -> Outcome | Refusal:
        result = run(draft, act, command)
        codes.add(result.code)
        if not act.system and (lacks := unsaid(result)):
            missing[type(command).__name__, result.code] = lacks
        return result

    monkeypatch.setattr(bus, "run", heard)
    for seed in range(WORLDS):
        World(seed).play(STEPS)
    assert missing == {}
    assert len(codes) > 200


def test_a_missing_fact_is_seen() -> None:
    assert unsaid(Refusal("not_booked", {"class_name": "Yoga", "starts_at": None})) == {
        "client_name",
        "starts_at",
    }
    assert unsaid(Refusal("pass_is_unlimited", {"pass_name": "Monthly"})) == set()
