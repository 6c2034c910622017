"""What was picked lately, newest first, as it is now (U-03)."""

from collections.abc import Callable, Sequence

from desktop.saying import tr
from desktop.shell.palette.rows import PaletteGroup, PaletteRow

MOST = 8
Refresh = Callable[[str], PaletteRow | None]


class RecentRows:
    """Keeps targets only; `refresh` says how a target looks now, or None where it is gone."""

    def __init__(self, refresh: Refresh) -> None:
        self._refresh = refresh
        self._targets: list[str] = []

    def used(self, target: str) -> None:
        """A target was picked."""
        self._targets = [target, *(t for t in self._targets if t != target)][:MOST]

    def groups(self, _query: str = "") -> Sequence[PaletteGroup]:
        """One group of what is still there."""
        rows = tuple(row for target in self._targets if (row := self._refresh(target)) is not None)
        return (PaletteGroup(tr("Recent"), rows),)
