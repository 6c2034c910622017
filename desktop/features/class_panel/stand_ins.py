"""Who could lead instead, the best first: a row, Enter, and all are told (SCH-6, M-13)."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.features.class_panel.model import Stand
from desktop.theme.fonts import Size, font
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_S, ROW_TWO_LINES
from desktop.widgets.avatar import draw_avatar, initials_of
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.keycap import KeyHint
from desktop.widgets.label import Ink, Label
from desktop.widgets.painting import RIGHT, text_width, words
from desktop.widgets.row_button import draw_row_button, row_button_place
from desktop.widgets.row_list import RowDelegate, RowList
from desktop.widgets.row_model import ListRow
from desktop.widgets.segmented import Segmented

GIVE = "give"


class StandRow(ListRow, frozen=True, kw_only=True):
    """One person, and the word on the button."""

    stand: Stand
    verb: str


class _Delegate(RowDelegate):
    def draw(self, painter: QPainter, rect: QRect, row: ListRow, chosen: bool) -> None:
        assert isinstance(row, StandRow)  # noqa: S101
        theme = current_theme()
        one = row.stand
        inner = rect.adjusted(GAP_L, 0, -GAP_L, -1)
        draw_avatar(
            painter, QRect(inner.x(), inner.center().y() - 11, 24, 24), initials_of(one.name)
        )
        right = inner.right() + 1
        if one.barred:
            said = inner.adjusted(inner.width() // 2, 0, 0, 0)
            words(painter, said, one.barred, font(Size.CAPTION), theme.attention.text, RIGHT)
            right -= min(said.width(), text_width(one.barred, Size.CAPTION))
        else:
            place = self.parts(rect, row)[GIVE]
            draw_row_button(painter, place, row.verb, primary=chosen, size=Size.CAPTION)
            right = place.x()
        left = inner.x() + 34
        top = QRect(left, inner.y() + 4, right - GAP_S - left, 20)
        words(painter, top, one.name, font(bold=True), theme.strong)
        below = top.translated(0, 18)
        note, ink = (one.against, theme.attention.text) if one.against else (one.note, theme.muted)
        words(painter, below, note, font(Size.CAPTION), ink)

    def parts(self, rect: QRect, row: ListRow) -> dict[str, QRect]:
        assert isinstance(row, StandRow)  # noqa: S101
        if row.stand.barred:
            return {}
        right, middle = rect.right() + 1 - GAP_L, rect.center().y()
        return {GIVE: row_button_place(right, middle, row.verb, size=Size.CAPTION)}


class StandIns(QWidget):
    """`chosen` carries the person and why; Esc goes back."""

    chosen = Signal(str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label(self.tr("Who leads instead"), Size.SECTION, bold=True, ink=Ink.STRONG)
        self.why = Segmented(
            self.tr("Why"),
            [
                ("ill", self.tr("Ill"), ""),
                ("away", self.tr("Away"), ""),
                ("swap", self.tr("Swapped"), ""),
                ("other", self.tr("Other"), ""),
            ],
            tall=28,
        )
        empty = EmptyState(self.tr("Nobody who teaches this is free then. Move or cancel it."))
        self.list = RowList(self.tr("Possible substitutes"), _Delegate(), empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GAP_L, 0, 0)
        column.setSpacing(GAP_S)
        head = QHBoxLayout()
        head.setContentsMargins(GAP_L, 0, GAP_L, 0)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(KeyHint([("Enter", self.tr("give")), ("Esc", self.tr("back"))]))
        column.addLayout(head)
        reason = QHBoxLayout()
        reason.setContentsMargins(GAP_L, 0, GAP_L, 0)
        reason.addWidget(self.why)
        reason.addStretch(1)
        column.addLayout(reason)
        column.addWidget(self.list, 1)
        self.list.opened.connect(self._chosen)
        self.list.part_clicked.connect(lambda key, _part: self._chosen(key))

    def show_stands(self, stands: Sequence[Stand]) -> None:
        """Take those who could; the best is chosen."""
        verb = self.tr("Give class")
        self.list.show_rows(
            [
                StandRow(
                    key=one.staff_id,
                    said=", ".join(t for t in (one.name, one.note, one.against, one.barred) if t),
                    tall=ROW_TWO_LINES,
                    stand=one,
                    verb=verb,
                )
                for one in stands
            ]
        )
        self.list.step(-len(stands))
        self.list.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _chosen(self, key: str) -> None:
        row = self.list.rows.row_at(self.list.rows.index_of(key))
        if isinstance(row, StandRow) and not row.stand.barred:
            self.chosen.emit(key, self.why.choice())
