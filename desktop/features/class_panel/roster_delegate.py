"""Painting of the roster: who, what pays, what to know, and the one thing to do."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter

from desktop.features.class_panel.model import Answer, Presence
from desktop.features.class_panel.roster_rows import (
    ASKING,
    BookedRow,
    HoldRow,
    NoteRow,
    WaitHead,
    WaitRow,
)
from desktop.saying import tr
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

CHECK_IN, WAIT_ACT, HOLD_ACT = "check_in", "wait_act", "hold_act"
CONFIRM, KEEP = "confirm", "keep"
_BOX, _NAME_AT, _ACT_WIDE = 24, 48, 100
_WORD, _RELEASE = tr("Check in"), tr("Release")
_GRIP = 18


class RosterDelegate(RowDelegate):
    """One column for the action at the right, so that chips of all rows end in line."""

    def draw(self, painter: QPainter, rect: QRect, row: ListRow, chosen: bool) -> None:
        inner = rect.adjusted(GAP_L, 0, -GAP_L, -1)
        if isinstance(row, BookedRow):
            top = QRect(inner.x(), inner.y(), inner.width(), ROW_TWO_LINES - 1)
            self._booked(painter, top, row, chosen)
            if row.asking is not None:
                self._asking(painter, rect, row.asking)
        elif isinstance(row, WaitHead):
            self._wait_head(painter, inner, row)
        elif isinstance(row, WaitRow):
            below = ASKING if row.asking else 0
            self._waiting(painter, inner.adjusted(0, 0, 0, -below), row, chosen)
            if row.asking is not None:
                self._asking(painter, rect, row.asking)
        elif isinstance(row, HoldRow):
            self._hold(painter, inner, row, chosen)
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
                found.update(_ask_places(rect, row.asking))
            return found
        if isinstance(row, WaitRow) and row.asking is not None:
            return _ask_places(rect, row.asking)
        if isinstance(row, WaitRow) and row.line.action:
            place = row_button_place(right, rect.center().y(), row.line.action, size=Size.CAPTION)
            return {WAIT_ACT: place}
        if isinstance(row, HoldRow):
            middle = rect.center().y()
            return {HOLD_ACT: row_button_place(right, middle, _RELEASE, size=Size.CAPTION)}
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
        words(painter, place, line.spot or "–", font(bold=True), ink, CENTRE)

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

    def _asking(self, painter: QPainter, rect: QRect, asking: Answer) -> None:
        theme = current_theme()
        meaning = meaning_of(theme, asking.tone)
        ground = _ask_ground(rect)
        box(painter, ground, RADIUS_SMALL, theme.panel, meaning.line)
        places = _ask_places(rect, asking)
        if asking.verb:
            draw_row_button(
                painter, places[CONFIRM], asking.verb, primary=True, key="Enter", size=Size.CAPTION
            )
        draw_row_button(painter, places[KEEP], asking.keep, key="Esc", size=Size.CAPTION)
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
        grip = QPoint(inner.x() - 3, inner.center().y() - 6)
        draw_icon(painter, "grip-vertical", grip, 14, theme.control)
        number = QRect(inner.x() + _GRIP, first.y(), 14, first.height())
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

    def _hold(self, painter: QPainter, inner: QRect, row: HoldRow, chosen: bool) -> None:
        theme = current_theme()
        middle = inner.center().y()
        draw_icon(painter, "lock", QPoint(inner.x() + 4, middle - 7), 16, theme.provisional.text)
        place = row_button_place(inner.right() + 1, middle + 1, _RELEASE, size=Size.CAPTION)
        draw_row_button(painter, place, _RELEASE, primary=chosen, size=Size.CAPTION)
        left = inner.x() + _NAME_AT - GAP_L
        texts = (row.line.text, row.line.until)
        _two_lines(painter, left, place.x() - GAP_S, inner, texts, bold=False)

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
    """The box of a question lies at the foot of its row."""
    top = rect.bottom() + 1 - ASKING - 2
    return QRect(rect.x() + GAP_L, top, rect.width() - 2 * GAP_L, 60)


def _ask_places(rect: QRect, asking: Answer) -> dict[str, QRect]:
    ground = _ask_ground(rect)
    middle, right = ground.bottom() - 16, ground.right() - 4
    places: dict[str, QRect] = {}
    if asking.verb:
        places[CONFIRM] = row_button_place(
            right, middle, asking.verb, key="Enter", size=Size.CAPTION
        )
        right = places[CONFIRM].x() - 6
    places[KEEP] = row_button_place(right, middle, asking.keep, key="Esc", size=Size.CAPTION)
    return places
