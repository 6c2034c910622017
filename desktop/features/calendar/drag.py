"""What a drag means: from the point where it was taken to a target in time and column. Pure.

One object lives from the start of a drag, by mouse or by key, to its drop or its end (U-42, U-45).
"""

from enum import Enum

from desktop.features.calendar.geometry import MINUTE
from desktop.features.calendar.layout import ColumnLayout, PageLayout
from desktop.features.calendar.model import CalendarBlock, Target

STEP_MIN, FINE_MIN = 15, 5
EDGE = 6


class Grip(Enum):
    """What is held."""

    WHOLE = "whole"
    START = "start"
    END = "end"
    NEW = "new"


class Drag:
    """A block, or an empty range, on its way."""

    def __init__(
        self, layout: PageLayout, grip: Grip, block: CalendarBlock | None, target: Target
    ) -> None:
        """`target` is where it is at first."""
        self._layout = layout
        self.grip = grip
        self.block = block
        self.origin = target
        self.target = target
        self._grab_y = 0.0

    def hold(self, y: float) -> None:
        """Remember at which height the block was taken, so that it does not jump."""
        column = self._layout.column_of(self.origin.column)
        if column is not None:
            self._grab_y = y - self._layout.axis.y_of(column.shape, self.origin.starts_at)

    def follow(self, x: int, y: float, step: int) -> Target:
        """The target for the pointer, on a grid of `step` minutes."""
        own = self._layout.column_of(self.origin.column)
        column = self._layout.column_at(x) if self.grip is Grip.WHOLE else own
        if column is None:
            return self.target
        axis = self._layout.axis
        if self.grip is Grip.WHOLE:
            starts_at = axis.snapped(column.shape, y - self._grab_y, step)
            self.target = self._kept_whole(column, starts_at)
        else:
            self.target = self._stretched(axis.snapped(column.shape, y, step), step)
        return self.target

    def nudge(self, minutes: int, columns: int) -> Target:
        """The target one key further: by minutes of wall clock, or by columns."""
        here = self._layout.column_of(self.target.column)
        if here is None:
            return self.target
        at = self._layout.columns.index(here) + columns
        column = self._layout.columns[max(0, min(len(self._layout.columns) - 1, at))]
        axis = self._layout.axis
        wall = axis.minute_of(here.shape, self.target.starts_at) + minutes
        self.target = self._kept_whole(column, axis.at_of(column.shape, wall))
        return self.target

    def _kept_whole(self, column: ColumnLayout, starts_at: int) -> Target:
        length = self.origin.ends_at - self.origin.starts_at
        last = column.shape.ends_at - length
        starts_at = max(column.shape.starts_at, min(last, starts_at))
        return Target(starts_at, starts_at + length, column.column.key)

    def _stretched(self, at: int, step: int) -> Target:
        least = step * MINUTE
        starts_at, ends_at = self.origin.starts_at, self.origin.ends_at
        if self.grip is Grip.START:
            starts_at = min(at, ends_at - least)
        elif self.grip is Grip.END or at >= starts_at + least:
            ends_at = max(at, starts_at + least)
        else:
            # An empty range is drawn from where the pointer went down, upwards as well.
            starts_at, ends_at = min(at, starts_at), starts_at + least
        return Target(starts_at, ends_at, self.origin.column)

    @property
    def changed(self) -> bool:
        """Whether a drop here would change anything."""
        return self.target != self.origin or self.grip is Grip.NEW


def grip_at(y: int, top: int, height: int) -> Grip:
    """What a pointer at `y` holds of a block: its ends if it is tall enough, else the whole."""
    if height >= 3 * EDGE + 4:
        if y >= top + height - EDGE:
            return Grip.END
        if y < top + EDGE // 2:
            return Grip.START
    return Grip.WHOLE
