"""Painting of the roster: who, what pays, what to know, and the one thing to do."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter

from desktop.features.class_panel.model import Presence
from desktop.features.class_panel.roster_rows import BookedRow, NoteRow, WaitHead, WaitRow
from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.marks import State, draw_mark, meaning_of
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_M, GAP_S, RADIUS_SMALL, ROW_TWO_LINES
from desktop.widgets.chip import ChipSpec, draw_chips
from desktop.widgets.painting import CENTRE, LEFT, RIGHT, box, dashed, text_width, words
from desktop.widgets.row_button import draw_row_button, row_button_place
from desktop.widgets.row_list import RowDelegate
from desktop.widgets.row_model import ListRow

CHECK_IN, UNDO, WAIT_ACT, CONFIRM, KEEP = "check_in", "undo", "wait_act", "confirm", "keep"
_BOX, _NAME_AT, _ACT_WIDE = 24, 48, 100
_WORD, _CANCEL, _KEEP = "Check in", "Cancel booking", "Keep"


class RosterDelegate(RowDelegate):
    """One column for the action at the right, so that chips of all rows end in line."""

    def draw(self, painter: QPainter, rect: QRect, row: ListRow, chosen: bool) -> None:
        inner = rect.adjusted(GAP_L, 0, -GAP_L, -1)
        if isinstance(row, BookedRow):
            top = QRect(inner.x(), inner.y(), inner.width(), ROW_TWO_LINES - 1)
            self._booked(painter, top, row, chosen)
            if row.asking is not None:
                self._asking(painter, rect, row)
        elif isinstance(row, WaitHead):
            self._wait_head(painter, inner, row)
        elif isinstance(row, WaitRow):
            self._waiting(painter, inner, row, chosen)
        elif isinstance(row, NoteRow):
            self._note(painter, inner, row)

    def parts(self, rect: QRect, row: ListRow) -> dict[str, QRect]:
        right = rect.right() + 1 - GAP_L
        if isinstance(row, BookedRow):
            middle = rect.y() + (ROW_TWO_LINES - 1) // 2
            found: dict[str, QRect] = {}
            if row.line.presence is Presence.DUE and not row.line.barred:
                found[CHECK_IN] = row_button_place(right, middle, _WORD)
            if row.asking is not None:
                found.update(_ask_places(rect))
            return found
        if isinstance(row, WaitRow) and row.line.action:
            place = row_button_place(right, rect.center().y(), row.line.action, size=Size.CAPTION)
            return {WAIT_ACT: place}
        return {}

    def _booked(self, painter: QPainter, inner: QRect, row: BookedRow, chosen: bool) -> None:
        theme = current_theme()
        line = row.line
        middle = inner.center().y() + 1
        self._spot(painter, QRect(inner.x(), middle - _BOX // 2, _BOX, _BOX), row)
        left = inner.x() + _NAME_AT - GAP_L
        act = self._act(painter, inner, row, chosen)
        chips = line.chips
        if line.provisional:
            chips = (*chips, ChipSpec.of(State.PROVISIONAL))
        name_wide = text_width(line.name, Size.BODY, bold=True)
        room = act - GAP_M - left - name_wide - GAP_S
        ends = draw_chips(painter, act - GAP_M, middle, chips, room)
        _two_lines(painter, left, ends - GAP_S, inner, (line.name, line.note))
        if line.presence is Presence.NO_SHOW:
            text = State.NO_SHOW.mark.words
            words(painter, inner, text, font(Size.CAPTION), theme.refused.text, RIGHT)

    def _spot(self, painter: QPainter, place: QRect, row: BookedRow) -> None:
        theme = current_theme()
        line = row.line
        edge = theme.ok.line if line.presence is Presence.IN else theme.line_strong
        pen = dashed(theme.provisional.line) if line.provisional else edge
        box(painter, place, RADIUS_SMALL, theme.panel, pen)
        ink = theme.strong
        if line.provisional:
            ink = theme.provisional.text
        elif line.presence is Presence.IN:
            ink = theme.ok.text
        text = line.spot or str(row.number)
        words(painter, place, text, font(bold=True), ink, CENTRE)

    def _act(self, painter: QPainter, inner: QRect, row: BookedRow, chosen: bool) -> int:
        """The button, or since when they are in; returns where the column begins."""
        theme = current_theme()
        line = row.line
        right, middle = inner.right() + 1, inner.center().y()
        if line.presence is Presence.IN:
            wide = text_width(line.came, Size.CAPTION)
            words(painter, inner, line.came, font(Size.CAPTION), theme.ok.text, RIGHT)
            draw_mark(painter, State.IN, QPoint(right - wide - 22, middle - 7), 16)
        elif line.presence is Presence.DUE and line.barred:
            words(painter, inner, line.barred, font(Size.CAPTION), theme.muted, RIGHT)
        elif line.presence is Presence.DUE:
            place = row_button_place(right, middle, _WORD)
            draw_row_button(painter, place, _WORD, primary=chosen and row.asking is None)
        return right - _ACT_WIDE + GAP_M

    def _asking(self, painter: QPainter, rect: QRect, row: BookedRow) -> None:
        asking = row.asking
        if asking is None:
            return
        theme = current_theme()
        meaning = meaning_of(theme, asking.tone)
        ground = _ask_ground(rect)
        box(painter, ground, RADIUS_SMALL, theme.panel, meaning.line)
        places = _ask_places(rect)
        draw_row_button(
            painter, places[CONFIRM], _CANCEL, primary=True, key="Enter", size=Size.CAPTION
        )
        draw_row_button(painter, places[KEEP], _KEEP, key="Esc", size=Size.CAPTION)
        text = ground.adjusted(GAP_S + 2, 4, -GAP_S, 0)
        text.setHeight(22)
        words(painter, text, asking.text, font(Size.CAPTION, bold=True), meaning.text)

    def _wait_head(self, painter: QPainter, inner: QRect, row: WaitHead) -> None:
        theme = current_theme()
        words(painter, inner, row.title, font(bold=True), theme.strong)
        left = text_width(row.title, Size.BODY, bold=True) + GAP_S
        beside = inner.adjusted(left, 0, 0, 0)
        words(painter, beside, str(row.count), font(), theme.muted)
        rest = inner.adjusted(left + 24, 0, 0, 0)
        words(painter, rest, row.hint, font(Size.CAPTION), theme.muted, RIGHT)

    def _waiting(self, painter: QPainter, inner: QRect, row: WaitRow, chosen: bool) -> None:
        theme = current_theme()
        line = row.line
        middle = inner.center().y() + 1
        first = _first_line(inner, line.note)
        at = QPoint(inner.x(), first.center().y() - 6)
        draw_icon(painter, "hourglass", at, 14, theme.info.text)
        number = QRect(inner.x() + 20, first.y(), 14, first.height())
        words(painter, number, str(line.place), font(bold=True), theme.strong, LEFT)
        right = inner.right() + 1
        if line.action:
            place = row_button_place(right, inner.center().y(), line.action, size=Size.CAPTION)
            draw_row_button(painter, place, line.action, primary=chosen, size=Size.CAPTION)
            right = place.x() - GAP_S
        elif line.skipped:
            words(painter, inner, line.skipped, font(Size.CAPTION), theme.attention.text, RIGHT)
            right -= text_width(line.skipped, Size.CAPTION) + GAP_S
        left = inner.x() + _NAME_AT - GAP_L
        room = right - left - text_width(line.name) - GAP_S
        ends = draw_chips(painter, right, middle, line.chips, room)
        _two_lines(painter, left, ends - GAP_S, inner, (line.name, line.note), bold=False)

    def _note(self, painter: QPainter, inner: QRect, row: NoteRow) -> None:
        theme = current_theme()
        draw_icon(painter, "notebook-pen", QPoint(inner.x(), inner.y() + 9), 16, theme.muted)
        left = inner.x() + 24
        top = QRect(left, inner.y() + 8, inner.right() - left, 20)
        words(painter, top, row.note.text, font(), theme.text)
        below = QRect(left, top.bottom() + 1, top.width(), 16)
        words(painter, below, row.note.by, font(Size.CAPTION), theme.muted)


def _two_lines(
    painter: QPainter,
    left: int,
    right: int,
    inner: QRect,
    texts: tuple[str, str],
    *,
    bold: bool = True,
) -> None:
    theme = current_theme()
    first = _first_line(inner, texts[1])
    top = QRect(left, first.y(), right - left, first.height())
    words(painter, top, texts[0], font(bold=bold), theme.strong)
    below = QRect(left, inner.center().y() + 2, right - left, 16)
    words(painter, below, texts[1], font(Size.CAPTION), theme.muted)


def _first_line(inner: QRect, second: str) -> QRect:
    """Where the name stands: in the middle where nothing stands below it."""
    middle = inner.center().y()
    return QRect(inner.x(), middle - (17 if second else 9), inner.width(), 20)


def _ask_ground(rect: QRect) -> QRect:
    return QRect(rect.x() + GAP_L, rect.y() + ROW_TWO_LINES - 2, rect.width() - 2 * GAP_L, 60)


def _ask_places(rect: QRect) -> dict[str, QRect]:
    ground = _ask_ground(rect)
    middle = ground.bottom() - 16
    right = ground.right() - 4
    confirm = row_button_place(right, middle, _CANCEL, key="Enter", size=Size.CAPTION)
    keep = row_button_place(confirm.x() - 6, middle, _KEEP, key="Esc", size=Size.CAPTION)
    return {CONFIRM: confirm, KEEP: keep}
