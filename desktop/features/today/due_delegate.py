"""Painting of the due list."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter

from desktop.features.today.due_rows import DueHead, DueIn, DueName, DuePerson
from desktop.saying import tr
from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.palette import current_theme
from desktop.theme.sizes import BADGE, GAP_M, GAP_S, KEY_CAP
from desktop.widgets.badge import draw_badge
from desktop.widgets.chip import draw_chips
from desktop.widgets.keycap import draw_cap
from desktop.widgets.painting import RIGHT, text_width, words
from desktop.widgets.row_list import RowDelegate
from desktop.widgets.row_model import ListRow

CHECK_IN, FOLD = tr("check in"), "fold"
_NAME_AT, _NAME_WIDE = 56, 116
_WORD = tr("Check in")


class DueDelegate(RowDelegate):
    """`number_of` says which digit checks a row in, 0 for none."""

    def __init__(self, number_of: Callable[[str], int]) -> None:
        super().__init__()
        self._number_of = number_of

    def draw(self, painter: QPainter, rect: QRect, row: ListRow, chosen: bool) -> None:
        inner = rect.adjusted(GAP_M, 0, -GAP_M, -1)
        if isinstance(row, DueHead):
            self._head(painter, inner, row)
        elif isinstance(row, DuePerson):
            self._person(painter, inner, row, chosen)
        elif isinstance(row, DueIn):
            self._fold(painter, inner, row)
        elif isinstance(row, DueName):
            place = inner.adjusted(_NAME_AT - GAP_M, 0, 0, 0)
            words(painter, place, row.name, font(), current_theme().muted)

    def parts(self, rect: QRect, row: ListRow) -> dict[str, QRect]:
        if isinstance(row, DuePerson) and not row.person.barred:
            wide = text_width(_WORD, Size.BODY, bold=True) + 48
            return {CHECK_IN: QRect(rect.right() - wide, rect.y(), wide, rect.height())}
        return {FOLD: rect} if isinstance(row, DueIn) else {}

    def _head(self, painter: QPainter, inner: QRect, row: DueHead) -> None:
        theme = current_theme()
        group = row.group
        badge = QRect(inner.x(), inner.center().y() - BADGE // 2 + 1, BADGE, BADGE)
        draw_badge(painter, badge, group.letter, group.service)
        left = badge.right() + 1 + GAP_S + 1
        bold = font(Size.CAPTION, bold=True)
        wide = text_width(group.title, Size.CAPTION, bold=True)
        words(
            painter, QRect(left, inner.y(), wide, inner.height()), group.title, bold, theme.strong
        )
        left += wide + GAP_S
        beside = QRect(left, inner.y(), inner.right() - left, inner.height())
        words(painter, beside, group.came, font(Size.CAPTION), theme.muted)
        words(painter, inner, group.hint, font(Size.CAPTION), theme.muted, RIGHT)

    def _person(self, painter: QPainter, inner: QRect, row: DuePerson, chosen: bool) -> None:
        theme = current_theme()
        person = row.person
        caption = font(Size.CAPTION)
        words(painter, inner, person.spot, caption, theme.muted)
        right = self._check_in(painter, inner, row, chosen)
        left = inner.x() + _NAME_AT - GAP_M
        room = right - 16 - left - text_width(person.name, Size.BODY, bold=True) - GAP_S
        middle = inner.center().y() + 1
        chips_left = draw_chips(painter, right - 16, middle, person.chips, room)
        name_wide = max(_NAME_WIDE, text_width(person.name, Size.BODY, bold=True) + GAP_S)
        name_wide = min(name_wide, chips_left - left - GAP_S)
        place = QRect(left, inner.y(), name_wide, inner.height())
        words(painter, place, person.name, font(bold=True), theme.strong)
        left += name_wide + 4
        note = QRect(left, inner.y(), max(0, chips_left - left - GAP_S), inner.height())
        if note.width() > 32:
            words(painter, note, person.note, caption, theme.muted)

    def _check_in(self, painter: QPainter, inner: QRect, row: DuePerson, chosen: bool) -> int:
        """The word and its digit; returns where the column begins, the same for every row."""
        theme = current_theme()
        column = inner.right() + 1 - KEY_CAP - GAP_S - text_width(_WORD, Size.BODY, bold=True)
        if row.person.barred:
            place = QRect(column, inner.y(), inner.right() - column, inner.height())
            words(painter, place, row.person.barred, font(Size.CAPTION), theme.muted)
            return column
        ink = theme.accent if chosen else theme.text
        place = QRect(
            column, inner.y(), inner.right() - column - KEY_CAP - GAP_S + 1, inner.height()
        )
        words(painter, place, _WORD, font(bold=chosen), ink, RIGHT)
        number = self._number_of(row.key)
        if number:
            draw_cap(painter, inner.right() + 1 - KEY_CAP, inner.center().y() + 1, str(number))
        return column

    def _fold(self, painter: QPainter, inner: QRect, row: DueIn) -> None:
        theme = current_theme()
        middle = inner.center().y() + 1
        draw_icon(painter, "circle-check", QPoint(inner.x(), middle - 8), 16, theme.ok.text)
        left = inner.x() + _NAME_AT - GAP_M
        count = tr("{0} in").format(len(row.group.names_in))
        place = QRect(left, inner.y(), _NAME_WIDE, inner.height())
        words(painter, place, count, font(bold=True), theme.ok.text)
        left += _NAME_WIDE + 4
        names = QRect(left, inner.y(), inner.right() - left - 28, inner.height())
        listed = "" if row.open else ", ".join(row.group.names_in)
        words(painter, names, listed, font(Size.CAPTION), theme.muted)
        chevron = "chevron-down" if not row.open else "minus"
        draw_icon(painter, chevron, QPoint(inner.right() - 14, middle - 7), 14, theme.text)
