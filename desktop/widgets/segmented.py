"""A few choices side by side of which one holds (Day, Week, Month)."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from desktop.theme.fonts import Size, font
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import BUTTON, GAP_M, GAP_S, RADIUS
from desktop.widgets.keycap import KEYS, cap_width, draw_cap
from desktop.widgets.painting import box, text_width, words


class _Segment(QAbstractButton):
    def __init__(self, text: str, key: str, tall: int) -> None:
        super().__init__()
        self.setText(text)
        self._usual_key, self._tall = key, tall
        self.setCheckable(True)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def _key(self) -> str:
        return KEYS.now(self, self._usual_key)

    def sizeHint(self) -> QSize:  # noqa: N802
        cap = GAP_S + cap_width(self._key) if self._key else 0
        return QSize(2 * GAP_M + text_width(self.text(), Size.BODY, bold=True) + cap, self._tall)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        chosen = self.isChecked()
        if chosen or self.underMouse():
            painter.fillRect(self.rect(), theme.accent_tint if chosen else theme.hover)
        ink = theme.accent if chosen else theme.text
        place = QRect(GAP_M, 0, self.width() - 2 * GAP_M, self.height())
        words(painter, place, self.text(), font(Size.BODY, chosen), ink)
        if self._key and self.width() >= self.sizeHint().width():
            left = self.width() - GAP_M - cap_width(self._key)
            draw_cap(painter, left, self.height() // 2, self._key)


class Segmented(QWidget):
    """Choices by id; `chosen` says which was picked by the person."""

    chosen = Signal(str)

    def __init__(
        self,
        name: str,
        choices: list[tuple[str, str, str]],
        tall: int = BUTTON,
        parent: QWidget | None = None,
    ) -> None:
        """`choices` are (id, text, key); the first holds."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(1)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, _Segment] = {}
        for ident, text, key in choices:
            segment = _Segment(text, key, tall - 2)
            segment.setAccessibleName(f"{text}, {name}")
            self._buttons[ident] = segment
            self._group.addButton(segment)
            row.addWidget(segment)
            segment.clicked.connect(lambda _on, ident=ident: self.chosen.emit(ident))
        self.choose(choices[0][0])

    def choose(self, ident: str) -> None:
        """Show a choice as holding, without a signal."""
        self._buttons[ident].setChecked(True)

    def choice(self) -> str:
        """The id that holds."""
        return next(i for i, b in self._buttons.items() if b.isChecked())

    def set_text(self, ident: str, text: str) -> None:
        """Say something else on one choice (a count)."""
        self._buttons[ident].setText(text)
        self._buttons[ident].setAccessibleName(f"{text}, {self.accessibleName()}")
        self._buttons[ident].updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        box(painter, self.rect(), RADIUS, theme.raised, theme.line_strong)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.setClipPath(outline)
        painter.setPen(theme.line_strong)
        for segment in list(self._buttons.values())[1:]:
            painter.drawLine(segment.x() - 1, 1, segment.x() - 1, self.height() - 2)
