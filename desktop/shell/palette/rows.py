"""What the palette lists: groups of frozen rows, from providers that the frame is given."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from desktop.saying import tr
from desktop.theme.marks import Tone
from desktop.widgets.row_model import ListRow


class PaletteRow(Struct, frozen=True, kw_only=True):
    """One thing that can be opened or done.

    `target` is handed back when it is picked. `note` stands beside the title, `state` on the
    right in its tone; `keys` is the shortcut. A service's `letter` takes the icon's place.
    """

    target: str
    title: str
    note: str = ""
    icon: str = "user"
    letter: str = ""
    state: str = ""
    state_icon: str = ""
    state_tone: Tone = Tone.NEUTRAL
    keys: str = ""


class PaletteGroup(Struct, frozen=True):
    """Rows under one heading; `total` counts also those that are not listed."""

    title: str
    rows: tuple[PaletteRow, ...]
    total: int = 0


Provider = Callable[[str], Sequence[PaletteGroup]]


class PaletteLine(ListRow, frozen=True, kw_only=True):
    """A line as painted: a heading or a row."""

    head: str = ""
    count: str = ""
    row: PaletteRow | None = None
    query: str = ""


def lines_of(groups: Sequence[PaletteGroup], query: str) -> list[PaletteLine]:
    """Headings and rows in order; groups without rows are left out."""
    lines: list[PaletteLine] = []
    for group in groups:
        if not group.rows:
            continue
        shown, total = len(group.rows), max(group.total, len(group.rows))
        count = str(total) if shown == total else tr("{0} of {1}").format(shown, total)
        head = f"head/{group.title}"
        lines.append(
            PaletteLine(
                key=head, said=group.title, head=group.title, count=count, tall=28, selectable=False
            )
        )
        lines += [
            PaletteLine(
                key=f"{group.title}/{row.target}",
                said=", ".join(part for part in (row.title, row.note, row.state) if part),
                tall=36,
                row=row,
                query=query,
            )
            for row in group.rows
        ]
    return lines
