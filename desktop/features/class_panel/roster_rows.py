"""Rows of the roster list: bookings, the waitlist under its head, the newest note."""

from desktop.features.class_panel.model import (
    CancelPreview,
    ClassView,
    NoteLine,
    Presence,
    RosterLine,
    WaitLine,
)
from desktop.theme.sizes import GROUP_HEAD, ROW_TWO_LINES
from desktop.widgets.row_model import ListRow

ASKING = 66
_WAIT_ROW = 40
_PRESENCE = {
    Presence.IN: "",
    Presence.DUE: "due",
    Presence.NO_SHOW: "no-show",
}


class BookedRow(ListRow, frozen=True, kw_only=True):
    """A booking; `asking` holds what cancelling it would do, while that is asked."""

    line: RosterLine
    number: int = 0
    asking: CancelPreview | None = None


class WaitHead(ListRow, frozen=True, kw_only=True):
    """The head of the waitlist."""

    title: str
    count: int
    hint: str


class WaitRow(ListRow, frozen=True, kw_only=True):
    """A waiting client."""

    line: WaitLine


class NoteRow(ListRow, frozen=True, kw_only=True):
    """The newest note, where the roster leaves room for it."""

    note: NoteLine


def _said(line: RosterLine) -> str:
    parts = [line.name, f"spot {line.spot}" if line.spot else "", line.note]
    parts.append(line.came or _PRESENCE[line.presence])
    parts += [chip.text for chip in line.chips]
    parts.append("provisional" if line.provisional else "")
    return ", ".join(part for part in parts if part)


def _wait_said(line: WaitLine) -> str:
    parts = [line.name, f"waiting, place {line.place}", line.note, line.skipped]
    return ", ".join(part for part in parts if part)


def rows_of(view: ClassView, asked: str = "", answer: CancelPreview | None = None) -> list[ListRow]:
    """All rows of a class; for the booking of `asked` the result of a cancel is shown below it."""
    rows: list[ListRow] = []
    for at, line in enumerate(view.roster):
        asking = answer if line.client_id == asked else None
        rows.append(
            BookedRow(
                key=line.client_id,
                said=_said(line) + (f". {asking.text}" if asking else ""),
                tall=ROW_TWO_LINES + (ASKING if asking else 0),
                line=line,
                number=at + 1,
                asking=asking,
            )
        )
    if view.waiting:
        count = len(view.waiting)
        rows.append(
            WaitHead(
                key="head/waitlist",
                said=f"Waitlist, {count}",
                tall=GROUP_HEAD + 4,
                selectable=False,
                title="Waitlist",
                count=count,
                hint=view.waiting_hint,
            )
        )
        rows += [
            WaitRow(key=f"wait/{w.client_id}", said=_wait_said(w), tall=_WAIT_ROW, line=w)
            for w in view.waiting
        ]
    if view.notes:
        note = view.notes[0]
        rows.append(
            NoteRow(
                key="note",
                said=f"Note: {note.text}, {note.by}",
                tall=52,
                note=note,
            )
        )
    return rows
