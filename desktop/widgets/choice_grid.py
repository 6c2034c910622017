"""Several choices in rows of equal width, of which one holds; those that do not hold are faint."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QSizePolicy, QWidget

from desktop.theme.fonts import font
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import BUTTON, GAP_S, RADIUS
from desktop.widgets.keycap import cap_width, draw_cap
from desktop.widgets.painting import box, words


class _Choice(QAbstractButton):
    def __init__(self, text: str, key: str) -> None:
        super().__init__()
        self.setText(text)
        self._key = key
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(72, BUTTON)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        chosen, able = self.isChecked(), self.isEnabled()
        fill = theme.accent_tint if chosen else theme.hover if self.underMouse() else theme.raised
        edge = theme.accent if chosen else theme.line_strong if able else theme.line
        box(painter, self.rect(), RADIUS, fill if able else theme.panel, edge)
        ink = theme.accent if chosen else theme.text if able else theme.control
        cap = cap_width(self._key) if self._key else 0
        place = QRect(GAP_S, 0, self.width() - 2 * GAP_S - cap - 2, self.height())
        words(painter, place, self.text(), font(bold=chosen), ink)
        if self._key:
            draw_cap(painter, self.width() - GAP_S - cap + 2, self.height() // 2, self._key)


class ChoiceGrid(QWidget):
    """Choices by id; `chosen` says which was picked by the person."""

    chosen = Signal(str)

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, str, str]],
        columns: int,
        parent: QWidget | None = None,
    ) -> None:
        """`choices` are (id, text, key); the first holds."""
        super().__init__(parent)
        self.setAccessibleName(name)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, _Choice] = {}
        for at, (ident, text, key) in enumerate(choices):
            button = _Choice(self.tr(text), key)
            button.setAccessibleName(f"{self.tr(text)}, {name}")
            self._buttons[ident] = button
            self._group.addButton(button)
            grid.addWidget(button, at // columns, at % columns)
            button.clicked.connect(lambda _on, ident=ident: self.chosen.emit(ident))
        self.choose(choices[0][0])

    def choose(self, ident: str) -> bool:
        """Show a choice as holding, without a signal; False where it does not hold here."""
        button = self._buttons[ident]
        if button.isEnabled():
            button.setChecked(True)
        return button.isEnabled()

    def choice(self) -> str:
        """The id that holds."""
        return next(i for i, b in self._buttons.items() if b.isChecked())

    def allow(self, idents: Collection[str]) -> None:
        """Only these can be picked; where the one that holds cannot, the first that can holds."""
        for ident, button in self._buttons.items():
            button.setEnabled(ident in idents)
        if self.choice() not in idents:
            first = next((one for one in self._buttons if one in idents), "")
            if first:
                self._buttons[first].setChecked(True)
        for button in self._buttons.values():
            button.update()
