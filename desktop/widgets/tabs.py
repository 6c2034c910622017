"""Pages of one thing side by side, told by words with a line below the one that holds."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from desktop.theme.fonts import Size, font
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_XL
from desktop.widgets.painting import CENTRE, text_width, words

TALL, _LINE = 36, 2


class _Tab(QAbstractButton):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.say(text)

    def say(self, text: str) -> None:
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(text_width(self.text(), Size.BODY, bold=True), TALL)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        chosen = self.isChecked()
        ink = theme.accent if chosen else theme.strong if self.underMouse() else theme.text
        words(painter, self.rect(), self.text(), font(bold=chosen), ink, CENTRE)
        if chosen:
            line = QRect(0, TALL - _LINE, self.width(), _LINE)
            painter.fillRect(line, theme.accent)


class Tabs(QWidget):
    """Choices by id; `chosen` says which one the person took."""

    chosen = Signal(str)

    def __init__(
        self, name: str, choices: list[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        """`choices` are (id, text); the first holds."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_XL - 4)
        self._group = QButtonGroup(self)
        self._tabs: dict[str, _Tab] = {}
        for ident, text in choices:
            tab = _Tab(text)
            self._tabs[ident] = tab
            self._group.addButton(tab)
            row.addWidget(tab)
            tab.clicked.connect(lambda _on=False, ident=ident: self.chosen.emit(ident))
        row.addStretch(1)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(8)
        row.addLayout(self.tools)
        self.choose(choices[0][0])

    def show_tab(self, ident: str, shown: bool) -> None:
        """Show or hide a page's tab."""
        self._tabs[ident].setVisible(shown)

    def choose(self, ident: str) -> None:
        """Show a page as holding, without a signal."""
        self._tabs[ident].setChecked(True)

    def choice(self) -> str:
        """The id that holds."""
        return next(ident for ident, tab in self._tabs.items() if tab.isChecked())

    def say(self, ident: str, text: str, count: int | None = None) -> None:
        """Write a tab with its count."""
        self._tabs[ident].say(text if count is None else f"{text} {count}")
