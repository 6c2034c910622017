"""Where the spots of a map lie in a panel, and which is next to which. Pure."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct
from PySide6.QtCore import QRect

from desktop.features.class_panel.model import SpotView, Unplaced
from desktop.theme.sizes import GAP_L, GAP_S

CELL_TALL, CELL_MOST, CELL_LEAST = 56, 112, 44
TRAY_HEAD, CHIP_TALL, CHIP_WIDE = 36, 28, 132
_WIDEST_AISLE = 2.0


class Cell(Struct, frozen=True):
    """One thing on the map: a spot, or somebody in the tray who has none."""

    key: str
    place: QRect
    spot: SpotView | None = None
    person: Unplaced | None = None


class MapLayout(Struct, frozen=True):
    """Everything with its place; `tray` is where a client is put to have no spot."""

    cells: tuple[Cell, ...]
    tray: QRect
    height: int

    def cell(self, key: str) -> Cell | None:
        """The thing of a key."""
        return next((cell for cell in self.cells if cell.key == key), None)

    def next_to(self, key: str, right: int, down: int) -> str:
        """The nearest thing in a direction, the same key where there is none."""
        here = self.cell(key)
        if here is None:
            return self.cells[0].key if self.cells else ""
        centre = here.place.center()

        def reach(cell: Cell) -> tuple[int, int] | None:
            way = cell.place.center() - centre
            along = way.x() * right + way.y() * down
            aside = abs(way.x() * down) + abs(way.y() * right)
            return (along + 2 * aside, aside) if along > 0 and aside <= 2 * along else None

        found = [(far, cell.key) for cell in self.cells if (far := reach(cell)) is not None]
        return min(found)[1] if found else key


def lay_out(spots: Sequence[SpotView], people: Sequence[Unplaced], width: int) -> MapLayout:
    """Spots by their steps, an aisle where the map leaves one; below them who has none."""
    columns, rows = _steps(spot.x for spot in spots), _steps(spot.y for spot in spots)
    across = max(columns.values(), default=0) + 1
    room = width - 2 * GAP_L
    wide = max(CELL_LEAST, min(CELL_MOST, int((room + GAP_S) / across) - GAP_S))
    left = GAP_L + max(0, (room - int(across * (wide + GAP_S)) + GAP_S) // 2)
    cells = [
        Cell(
            f"spot/{spot.spot_id}",
            QRect(
                left + int(columns[spot.x] * (wide + GAP_S)),
                GAP_L + int(rows[spot.y] * (CELL_TALL + GAP_S)),
                wide,
                CELL_TALL,
            ),
            spot,
        )
        for spot in spots
    ]
    top = GAP_L + int((max(rows.values(), default=0) + 1) * (CELL_TALL + GAP_S)) + GAP_S
    in_row = max(1, room // (CHIP_WIDE + GAP_S))
    for at, person in enumerate(people):
        down, along = divmod(at, in_row)
        place = QRect(
            GAP_L + along * (CHIP_WIDE + GAP_S),
            top + TRAY_HEAD + down * (CHIP_TALL + GAP_S),
            CHIP_WIDE,
            CHIP_TALL,
        )
        cells.append(Cell(f"client/{person.client_id}", place, None, person))
    lines = -(-len(people) // in_row)
    tall = TRAY_HEAD + max(1, lines) * (CHIP_TALL + GAP_S) + GAP_S
    return MapLayout(tuple(cells), QRect(0, top, width, tall), top + tall)


def _steps(values: Iterable[int]) -> dict[int, float]:
    """Steps of the map as columns: the smallest distance is one, a wider one up to two."""
    known = sorted(set(values))
    gaps = [b - a for a, b in pairwise(known)]
    least = min(gaps, default=1)
    found: dict[int, float] = {}
    at = 0.0
    for value, gap in zip(known, [0, *gaps], strict=False):
        at += min(_WIDEST_AISLE, gap / least)
        found[value] = at
    return found
