"""The parts of the top bar that are painted: the search box, the sync state, a name to open."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.shell.lines import SyncLine
from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.marks import meaning_of
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_M, GAP_S, INPUT, RADIUS
from desktop.widgets.avatar import draw_avatar, initials_of
from desktop.widgets.keycap import KEYS, cap_width, draw_cap
from desktop.widgets.painting import box, text_width, words


class SearchTrigger(QAbstractButton):
    """Looks like the one search box and opens it over the page, where the results have room."""

    def __init__(self, hint: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.setText(hint)
        self.setAccessibleName(hint)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setFixedHeight(INPUT)
        self.setMinimumWidth(220)
        self.setMaximumWidth(380)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(380, INPUT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        fill = theme.hover if self.underMouse() else theme.window
        box(painter, self.rect(), RADIUS, fill, theme.control)
        middle = self.height() // 2
        draw_icon(painter, "search", QPoint(10, middle - 8), 16, theme.muted)
        key = KEYS.now(self, self._key)
        cap = cap_width(key)
        place = QRect(33, 0, self.width() - 33 - cap - 16, self.height())
        words(painter, place, self.text(), font(), theme.muted)
        draw_cap(painter, self.width() - cap - 8, middle, key)


class SyncPill(QAbstractButton):
    """The sync state in words at its fixed place; a click opens what waits (U-32)."""

    def __init__(self, line: SyncLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = line
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(28)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.say(line)

    def say(self, line: SyncLine) -> None:
        """Show another state."""
        self._line = line
        self.setAccessibleName(line.said)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        head = text_width(self._line.headline, Size.BODY, bold=True)
        return QSize(9 + 16 + GAP_S + head + text_width(self._rest()) + 10, 28)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        tint = meaning_of(theme, self._line.tone).text
        fill = theme.hover if self.underMouse() else theme.panel
        box(painter, self.rect(), RADIUS, fill, theme.line_strong)
        draw_icon(painter, self._line.icon, QPoint(9, 6), 16, tint)
        left = 9 + 16 + GAP_S
        head = text_width(self._line.headline, Size.BODY, bold=True)
        place = QRect(left, 0, head, self.height())
        words(painter, place, self._line.headline, font(bold=True), theme.strong)
        rest = QRect(left + head, 0, self.width() - left - head - 8, self.height())
        if rest.width() > 24:
            words(painter, rest, self._rest(), font(), theme.text)

    def _rest(self) -> str:
        return "".join(f" · {detail}" for detail in self._line.details)


class NameButton(QAbstractButton):
    """A name with a chevron: the place, with a pin, or the person, with a circle of initials."""

    def __init__(self, what: str, *, pin: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what, self._pin, self._initials = what, pin, ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.say("")

    def say(self, name: str, shown: str = "") -> None:
        """Show another name; `shown` is a shorter way to write it."""
        self.setText(shown or name)
        self._initials = initials_of(name)
        self.setAccessibleName(f"{self._what} {name}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        lead = 16 if self._pin else 28
        return QSize(lead + GAP_S + text_width(self.text(), Size.BODY, self._pin) + GAP_S + 14, 32)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        middle = self.height() // 2
        if self._pin:
            draw_icon(painter, "map-pin", QPoint(0, middle - 8), 16, theme.accent)
        else:
            draw_avatar(painter, QRect(0, middle - 14, 28, 28), self._initials)
        left = (16 if self._pin else 28) + GAP_S
        wide = text_width(self.text(), Size.BODY, self._pin)
        ink = theme.strong if self._pin else theme.text
        words(painter, QRect(left, 0, wide, 32), self.text(), font(bold=self._pin), ink)
        at = QPoint(left + wide + GAP_M - 4, middle - 7)
        draw_icon(painter, "chevron-down", at, 14, theme.text)
