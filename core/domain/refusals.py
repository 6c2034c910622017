"""Refusals: a rule said no. The code names the rule, the facts say with what values.

`words.py` beside this file turns each code into a sentence; a test demands one for every code.
"""

from typing import Any

import msgspec


class Refusal(msgspec.Struct, frozen=True):
    """Why a command writes nothing. `facts` are plain JSON values, never sentences."""

    code: str
    facts: dict[str, Any] = {}


class Fault(Exception):
    """The environment failed (disk, network, a newer schema), not a rule and not our code.

    `code` is looked up in the same words; `facts` as in a refusal.
    """

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts
