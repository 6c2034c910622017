"""One of the two cards of equal shape: the outcome in its head, who, and the facts."""

from PySide6.QtCore import QPoint, QPointF, QRect, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.features.attention.model import Side
from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.marks import meaning_of
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_M, RADIUS
from desktop.widgets.avatar import draw_avatar, initials_of
from desktop.widgets.painting import box, rule_line, text_width, words

_HEAD, _WHO, _FACT, _VALUE_AT = 36, 62, 24, 96


class SideCard(QWidget):
    """Paints one side; `lines` is how many facts the taller of the two has."""

    def __init__(self, side: Side, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side, self._lines = side, lines
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        facts = [f"{f.label} {f.value} {f.remark}".strip() for f in side.facts]
        self.setAccessibleName(", ".join((side.outcome, side.name, side.note, *facts)))

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(320, _HEAD + _WHO + _FACT * self._lines + GAP_M)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        side = self._side
        meaning = meaning_of(theme, side.tone)
        edge = meaning.line if side.marked else theme.line
        box(painter, self.rect(), RADIUS, theme.panel, edge)
        wide = self.width() - 2 * GAP_L
        head = QRect(GAP_L + 24, 0, wide - 24, _HEAD)
        draw_icon(painter, side.icon, QPoint(GAP_L, _HEAD // 2 - 8), 16, meaning.text)
        words(painter, head, side.outcome, font(bold=True), meaning.text)
        rule_line(painter, QPointF(1, _HEAD), QPointF(self.width() - 2, _HEAD), theme.line)
        draw_avatar(painter, QRect(GAP_L, _HEAD + 14, 36, 36), initials_of(side.name))
        who = QRect(GAP_L + 48, _HEAD + 12, wide - 48, 20)
        words(painter, who, side.name, font(Size.SECTION, bold=True), theme.strong)
        words(painter, who.translated(0, 21), side.note, font(), theme.muted)
        y = _HEAD + _WHO
        for fact in side.facts:
            label = QRect(GAP_L, y, _VALUE_AT - GAP_L, _FACT)
            words(painter, label, fact.label, font(), theme.muted)
            value = QRect(_VALUE_AT, y, self.width() - _VALUE_AT - GAP_L, _FACT)
            ink = theme.strong if fact.strong else theme.text
            words(painter, value, fact.value, font(bold=fact.strong), ink)
            if fact.remark:
                value.adjust(text_width(fact.value, bold=fact.strong) + 4, 0, 0, 0)
                words(painter, value, f"· {fact.remark}", font(), theme.muted)
            y += _FACT
