"""Finds the shortest history that still goes wrong, by leaving out steps (delta debugging)."""

from collections.abc import Callable, Sequence
from typing import TypeVar

S = TypeVar("S")


def shortest(steps: Sequence[S], fails: Callable[[Sequence[S]], bool]) -> tuple[S, ...]:
    """Steps of which none can be left out, so that the rest `fails` in the same way.

    After Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input" (ddmin): try
    without each of n parts, and halve the parts where none can go.
    """
    kept = tuple(steps)
    parts = 2
    while len(kept) > 1:
        size = max(1, len(kept) // parts)
        for start in range(0, len(kept), size):
            rest = kept[:start] + kept[start + size :]
            if rest and fails(rest):
                kept, parts = rest, max(2, parts - 1)
                break
        else:
            if size == 1:
                break
            parts = min(len(kept), parts * 2)
    return kept
