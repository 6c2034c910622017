"""Where an arrow key leads from one block to another, by where they lie. Pure."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QRect

from desktop.features.calendar.layout import PageLayout


class Step(Struct, frozen=True):
    """A block that can be reached: its id, the number of its column, its place."""

    key: str
    column: int
    rect: QRect


def steps_of(layout: PageLayout) -> list[Step]:
    """All blocks that have a lane."""
    return [
        Step(block.occurrence_id, at, rect)
        for at, column in enumerate(layout.columns)
        for block, rect in column.blocks
    ]


def next_to_come(layout: PageLayout) -> str:
    """Where walking begins: the first block that is not over, else the first of all."""
    blocks = [block for block, _ in layout.places()]
    coming = [block for block in blocks if not block.past] or blocks
    return min(coming, key=lambda block: block.starts_at).occurrence_id


def _middle(rect: QRect) -> int:
    return rect.top() + rect.height() // 2


def _beside(here: Step, steps: Sequence[Step], along: int) -> Step | None:
    """The nearest one to the left or right: a lane beside it, else the next column with any."""
    lanes = [
        s
        for s in steps
        if s.column == here.column
        and (s.rect.left() - here.rect.left()) * along > 0
        and s.rect.top() < here.rect.bottom()
        and here.rect.top() < s.rect.bottom()
    ]
    if lanes:
        return min(lanes, key=lambda s: abs(s.rect.left() - here.rect.left()))
    ahead = [s.column for s in steps if (s.column - here.column) * along > 0]
    if not ahead:
        return None
    column = min(ahead, key=lambda c: abs(c - here.column))
    facing = [s for s in steps if s.column == column]
    return min(facing, key=lambda s: (abs(_middle(s.rect) - _middle(here.rect)), s.rect.left()))


def _above_or_below(here: Step, steps: Sequence[Step], along: int) -> Step | None:
    own = sorted(
        (s for s in steps if s.column == here.column), key=lambda s: (s.rect.top(), s.rect.left())
    )
    at = next(at for at, s in enumerate(own) if s.key == here.key) + along
    return own[at] if 0 <= at < len(own) else None


def neighbour(steps: Sequence[Step], key: str, across: int, down: int) -> str:
    """The block that an arrow leads to, or the same where there is none."""
    here = next((s for s in steps if s.key == key), None)
    if here is None:
        return steps[0].key if steps else ""
    found = _beside(here, steps, across) if across else _above_or_below(here, steps, down)
    return found.key if found else key
