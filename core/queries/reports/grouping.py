"""Lines of a report from what it counts: by a key, with a name, with the same cells for all."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from core.queries.reports.declaration import Cell, Line, Table, table

T = TypeVar("T")
Cells = Callable[[Sequence[T]], tuple[Cell, ...]]
Called = Callable[[str], tuple[str, ...]]


def grouped(found: Iterable[T], key_of: Callable[[T], str]) -> dict[str, list[T]]:
    """What was found, by a key."""
    groups: dict[str, list[T]] = defaultdict(list)
    for one in found:
        groups[key_of(one)].append(one)
    return groups


def lines_of(groups: Mapping[str, Sequence[T]], name_of: Called, cells: Cells[T]) -> Table:
    """A line for each group in the order of names, and one for all; a name may be several cells."""
    names = {key: name_of(key) for key in groups}
    ordered = sorted(groups, key=lambda key: (names[key], key))
    lines = [Line(key, (*names[key], *cells(groups[key]))) for key in ordered]
    blank = ("",) * (len(names[ordered[0]]) - 1) if ordered else ()
    everything = [one for group in groups.values() for one in group]
    return table(lines, ("All", *blank, *cells(everything)))
