"""Rows of the roster list: bookings, the waitlist under its head, the newest note."""

from desktop.features.class_panel.model import (
    Answer,
    ClassView,
    HoldLine,
    NoteLine,
    Presence,
    RosterLine,
    WaitLine,
)
from desktop.saying import tr
from desktop.theme.sizes import GROUP_HEAD, ROW_TWO_LINES
from desktop.widgets.row_model import ListRow

ASKING = 66
_WAIT_ROW = 40
"""How tall one who waits is; with a question below it is taller by ASKING."""
_PRESENCE = {
    Presence.IN: "",
    Presence.DUE: "due",
    Presence.NO_SHOW: "no-show",
}


class BookedRow(ListRow, frozen=True, kw_only=True):
    """A booking; `asking` holds what is asked about it, while it is."""

    line: RosterLine
    number: int = 0
    asking: Answer | None = None


class WaitHead(ListRow, frozen=True, kw_only=True):
    """The head of the waitlist."""

    title: str
    count: int
    hint: str


class WaitRow(ListRow, frozen=True, kw_only=True):
    """A waiting client, and what is asked about them."""

    line: WaitLine
    asking: Answer | None = None


class HoldRow(ListRow, frozen=True, kw_only=True):
    """Seats that are kept."""

    line: HoldLine


class NoteRow(ListRow, frozen=True, kw_only=True):
    """The newest note, where the roster leaves room for it."""

    note: NoteLine


def _said(line: RosterLine) -> str:
    parts = [line.name, tr("spot {0}").format(line.spot) if line.spot else "", line.note]
    parts.append(line.came or _PRESENCE[line.presence])
    parts += [chip.text for chip in line.chips]
    parts.append("provisional" if line.provisional else "")
    return ", ".join(part for part in parts if part)


def _wait_said(line: WaitLine) -> str:
    chips = [chip.text for chip in line.chips]
    parts = [
        line.name,
        tr("waiting, place {0}").format(line.place),
        line.note,
        *chips,
        line.skipped,
    ]
    return ", ".join(part for part in parts if part)


def rows_of(view: ClassView, asked: str = "", answer: Answer | None = None) -> list[ListRow]:
    """All rows of a class; below the one of `asked` stands what is asked about it."""
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
    rows += [_hold_row(line) for line in view.holds]
    rows += _waiting_rows(view, asked, answer)
    rows += _note_rows(view)
    return rows


def _hold_row(line: HoldLine) -> HoldRow:
    said = f"{line.text}, {line.until}"
    return HoldRow(key=f"hold/{line.hold_id}", said=said, tall=ROW_TWO_LINES, line=line)


def _waiting_rows(view: ClassView, asked: str, answer: Answer | None) -> list[ListRow]:
    if not view.waiting:
        return []
    count = len(view.waiting)
    rows: list[ListRow] = [
        WaitHead(
            key="head/waitlist",
            said=tr("Waitlist, {0}").format(count),
            tall=GROUP_HEAD + 4,
            selectable=False,
            title=tr("Waitlist"),
            count=count,
            hint=view.waiting_hint,
        )
    ]
    for one in view.waiting:
        asking = answer if asked == f"wait/{one.client_id}" else None
        rows.append(
            WaitRow(
                key=f"wait/{one.client_id}",
                said=_wait_said(one) + (f". {asking.text}" if asking else ""),
                tall=_WAIT_ROW + (ASKING if asking else 0),
                line=one,
                asking=asking,
            )
        )
    return rows


def _note_rows(view: ClassView) -> list[ListRow]:
    of_class = [note for note in view.notes if not note.client_id]
    return [
        NoteRow(
            key="note", said=tr("Note: {0}, {1}").format(note.text, note.by), tall=52, note=note
        )
        for note in of_class[:1]
    ]
