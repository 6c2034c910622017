"""Side by side: lanes for what overlaps, free lanes used, "+N" for the rest (U-46). Pure."""

from collections.abc import Sequence

from msgspec import Struct

LANE_LEAST = 64
MORE_WIDE = 22
GAP = 2


class Item(Struct, frozen=True):
    """Something with a span."""

    key: str
    starts: float
    ends: float


class Place(Struct, frozen=True):
    """Where an item stands across its column, in pixels from the column's left."""

    key: str
    left: float
    width: float


class More(Struct, frozen=True):
    """Items without a lane, told by number."""

    keys: tuple[str, ...]
    starts: float
    ends: float
    left: float
    width: float


def _clusters(items: Sequence[Item]) -> list[list[Item]]:
    found: list[list[Item]] = []
    reach = float("-inf")
    for item in sorted(items, key=lambda i: (i.starts, -i.ends, i.key)):
        if item.starts >= reach:
            found.append([])
        found[-1].append(item)
        reach = max(reach, item.ends)
    return found


def _assign(cluster: list[Item]) -> list[list[Item]]:
    lanes: list[list[Item]] = []
    for item in cluster:
        free = next((lane for lane in lanes if lane[-1].ends <= item.starts), None)
        if free is None:
            lanes.append([item])
        else:
            free.append(item)
    return lanes


def _overlap(one: Item, other: Item) -> bool:
    return one.starts < other.ends and other.starts < one.ends


def _widened(lanes: list[list[Item]], at: int, item: Item) -> int:
    """How many lanes an item may take: its own and free ones to the right."""
    last = at + 1
    while last < len(lanes) and not any(_overlap(item, other) for other in lanes[last]):
        last += 1
    return last - at


def _merge(rest: list[Item], left: float) -> list[More]:
    found: list[More] = []
    for group in _clusters(rest):
        keys = tuple(item.key for item in group)
        ends = max(item.ends for item in group)
        found.append(More(keys, group[0].starts, ends, left, MORE_WIDE))
    return found


def lay_out(items: Sequence[Item], width: float) -> tuple[list[Place], list[More]]:
    """Places across a column of this width, and the "+N" of those that find no lane."""
    places: list[Place] = []
    more: list[More] = []
    for cluster in _clusters(items):
        lanes = _assign(cluster)
        room = width
        fitting = max(1, int((width + GAP) // (LANE_LEAST + GAP)))
        if len(lanes) > fitting:
            room = width - MORE_WIDE - GAP
            fitting = max(1, int((room + GAP) // (LANE_LEAST + GAP)))
            rest = [item for lane in lanes[fitting:] for item in lane]
            more += _merge(rest, width - MORE_WIDE)
            lanes = lanes[:fitting]
        step = (room + GAP) / len(lanes)
        for at, lane in enumerate(lanes):
            for item in lane:
                span = _widened(lanes, at, item)
                places.append(Place(item.key, at * step, span * step - GAP))
    return places, more
