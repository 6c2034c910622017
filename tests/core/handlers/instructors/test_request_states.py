"""Every move of a booking request that is not listed is refused; two desks' answers count once."""

from typing import Any

import pytest
from msgspec.structs import replace

from core import bus
from core.changes import Outcome
from core.commands.registry import Command
from core.commands.requesting import (
    DeclineRequest,
    EscalateRequest,
    ExpireRequest,
    MarkRequestPaid,
    WithdrawRequest,
)
from core.domain.refusals import Refusal
from core.domain.requests import REQUEST_STATES, BookingRequest
from core.rules.instructors.request_states import ABSENT, MOVES, may_move
from core.store.overlay import Overlay
from tests.core.handlers.instructors.test_requesting import THURSDAY, accept, pending, row
from tests.support.rules import rule
from tests.support.studio import Studio


def in_state(state: str) -> tuple[Studio, str]:
    s = Studio.open()
    key = pending(s)
    s.reader._write(BookingRequest, key, replace(row(s, key), state=state))
    return s, key


COMMANDS: dict[str, Any] = {
    "pay": lambda _, key: MarkRequestPaid(key),
    "accept": lambda _, key: accept(key, THURSDAY),
    "decline": lambda _, key: DeclineRequest(key, "no"),
    "withdraw": lambda s, key: WithdrawRequest(s.anna, key),
    "expire": lambda _, key: ExpireRequest(key),
    "escalate": lambda _, key: EscalateRequest(key),
}


@rule("AVL-10")
@pytest.mark.parametrize("state", REQUEST_STATES)
@pytest.mark.parametrize("move", sorted(COMMANDS))
def test_every_command_on_a_request_in_every_state_is_a_listed_move_or_nothing(
    move: str, state: str
) -> None:
    s, key = in_state(state)
    command: Command = COMMANDS[move](s, key)
    before = s.rows()
    by_clock = move in ("expire", "escalate")
    how: dict[str, Any] = {"at": s.later(hours=72 if by_clock else 71)}
    how |= {"system": True} if by_clock else {"by": s.owner}
    result = s.run(command, **how)
    if state in MOVES[move][0]:
        assert isinstance(result, Outcome), result
        assert row(s, key).state in MOVES[move][1]
    else:
        assert result.code == "request_closed"
        assert s.rows() == before


@rule("AVL-10")
def test_the_table_lists_every_state_and_refuses_what_it_does_not_list() -> None:
    ends = {state for _, after in MOVES.values() for state in after}
    assert ends == set(REQUEST_STATES)
    for move, (before, _) in MOVES.items():
        for state in (ABSENT, *REQUEST_STATES):
            assert (may_move(move, state) is None) == (state in before)


def settled(s: Studio, command: Command, shown: str, **how: Any) -> Outcome | Refusal:
    draft = Overlay(s.reader)
    result = bus.settle(draft, replace(s.act(**how), shown=shown), command)
    s.reader.apply(draft.changes())
    return result


@rule("SET-12", "AVL-4")
def test_answers_given_at_two_desks_count_once_and_make_one_session() -> None:
    s = Studio.open()
    key = pending(s)
    first = s.do(accept(key), by=s.instructor).facts["occurrence_id"]
    again = settled(s, accept(key, THURSDAY), "request_accepted", by=s.instructor)
    assert isinstance(again, Outcome)
    assert (again.facts["settlement"], again.facts["occurrence_id"]) == ("SET-12", first)
    other = pending(s, ("2026-03-09", "10:00"))
    s.do(DeclineRequest(other, "no"), by=s.instructor)
    declined = settled(s, DeclineRequest(other, "no"), "request_declined", by=s.instructor)
    assert declined.facts["settlement"] == "SET-12"
    late = settled(s, accept(other, ("2026-03-09", "10:00")), "request_accepted", by=s.instructor)
    assert isinstance(late, Refusal)
    gone = pending(s, ("2026-03-10", "10:00"))
    s.do(WithdrawRequest(s.anna, gone))
    twice = settled(s, WithdrawRequest(s.anna, gone), "request_withdrawn")
    assert twice.facts["settlement"] == "SET-12"
