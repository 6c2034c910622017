"""Rows of any type with values that are awkward for a store, made from a seed."""

from random import Random
from typing import Any, get_type_hints

from core.domain.rows import R

WORDS = ["", "a", "Z", "ä", "é", "zz", "Å", "名", "🧘", "a b", "A-1", '"[]"', "100%", "ﬀ"]
STATES = ["active", "held", "booked", "waiting", "pending_payment", "cancelled"]
NUMBERS = [0, 1, 2, -1, 7, 1_800_000_000_000, -(2**63), 2**63 - 1]


def random_row(random: Random, row_type: type[R], number: int) -> R:
    """One row; ids are distinct by number, but not in the order of numbers."""
    hints = get_type_hints(row_type)
    values: dict[str, Any] = {}
    for name in row_type.__struct_fields__:
        if hints[name] is int:
            values[name] = random.choice(NUMBERS)
        elif hints[name] == int | None:
            values[name] = random.choice([None, *NUMBERS])
        else:
            values[name] = random.choice(STATES if name == "state" else WORDS)
    values["id"] = f"{random.choice(WORDS)}{number}"
    return row_type(**values)
