"""Buttons with an icon, words and the cap of their key, in one painted class."""

from enum import Enum

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAction, QColor, QEnterEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import BUTTON, BUTTON_HEAD, GAP_M, GAP_S, GAP_XS, RADIUS
from desktop.theme.tokens import Theme, mix
from desktop.widgets.keycap import KEYS, CapLook, cap_width, draw_cap
from desktop.widgets.painting import LEFT, box, text_width, words


class Kind(Enum):
    """How much a button asks for the eye."""

    NORMAL = "normal"
    PRIMARY = "primary"
    QUIET = "quiet"
    DANGER = "danger"
    LINK = "link"


_BARE = frozenset({Kind.QUIET, Kind.LINK})


class Button(QAbstractButton):
    """A push button. Tab reaches it; a click leaves the focus where the person works."""

    def __init__(  # noqa: PLR0913
        self,
        text: str,
        *,
        icon: str = "",
        key: str = "",
        kind: Kind = Kind.NORMAL,
        tall: int = BUTTON,
        opens_menu: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setText(text)
        self._icon, self._usual_key, self._kind = icon, key, kind
        self._action: QAction | None = None
        self._tall, self._opens_menu = tall, opens_menu
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @classmethod
    def for_action(
        cls, action: QAction, *, icon: str = "", kind: Kind = Kind.NORMAL, tall: int = BUTTON
    ) -> "Button":
        """A button that triggers an action, says its text and shows its key."""
        made = cls(action.text(), icon=icon, kind=kind, tall=tall)
        made.follow(action)
        made.clicked.connect(action.trigger)
        made.setEnabled(action.isEnabled())
        action.enabledChanged.connect(made.setEnabled)
        return made

    @classmethod
    def icon_only(cls, icon: str, name: str, *, kind: Kind = Kind.NORMAL) -> "Button":
        """A square button; `name` is what a screen reader says and the tool tip shows."""
        made = cls("", icon=icon, kind=kind)
        made.setAccessibleName(name)
        made.setToolTip(name)
        return made

    def follow(self, action: QAction) -> None:
        """Show the key of this action, also when somebody gives it another."""
        self._action = action
        action.changed.connect(self.updateGeometry)
        action.changed.connect(self.update)

    @property
    def _key(self) -> str:
        if self._action is not None:
            return self._action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        return KEYS.now(self, self._usual_key)

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self.update()

    def set_words(self, text: str) -> None:
        """Say something else, to eye and screen reader alike."""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(self._inner_width() + 2 * self._pad(), self._tall)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Where there is less room, the cap of the key goes and the words stay (U-56)."""
        return QSize(self._inner_width() - self._cap_width() + 2 * self._pad(), self._tall)

    def shows_key(self) -> bool:
        """Whether the cap of the key has room beside the words."""
        return bool(self._key) and self.width() >= self._inner_width() + 2 * GAP_XS

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        fill, edge, ink = self._colours(theme)
        box(painter, self.rect(), RADIUS, fill, edge)
        key = self._key if self.shows_key() else ""
        inner = self._inner_width() - (0 if key else self._cap_width())
        left = max(GAP_XS, (self.width() - inner) // 2)
        middle = self.height() // 2
        if self._icon:
            draw_icon(painter, self._icon, QPoint(left, middle - 8), 16, ink)
            left += 16 + (GAP_S if self.text() else 0)
        if self.text():
            wide = text_width(self.text(), self._size(), self._bold())
            wide -= max(0, inner + 2 * GAP_XS - self.width())
            place = QRect(left, 0, wide, self.height())
            words(painter, place, self.text(), font(self._size(), self._bold()), ink, LEFT)
            left += wide
        if key:
            solid = self._kind is Kind.PRIMARY and self.isEnabled()
            look = CapLook(theme.on_accent, theme.on_accent) if solid else None
            left += GAP_S + draw_cap(painter, left + GAP_S, middle, key, look)
        if self._opens_menu:
            draw_icon(painter, "chevron-down", QPoint(left + GAP_S, middle - 7), 14, ink)

    def _colours(self, theme: Theme) -> tuple[QColor | None, QColor | None, QColor]:
        over = self.underMouse() and self.isEnabled()
        if not self.isEnabled():
            return (None if self._kind in _BARE else theme.raised), theme.line, theme.control
        if self._kind is Kind.PRIMARY:
            fill = theme.accent_fill
            lift = 0.18 if self.isDown() else 0.09 if over else 0.0
            return mix(theme.on_accent, fill, lift), None, theme.on_accent
        ink = theme.refused.text if self._kind is Kind.DANGER else theme.text
        down = theme.accent_tint if self.isDown() else theme.hover if over else None
        if self._kind in _BARE:
            return down, None, theme.accent if self._kind is Kind.LINK else ink
        return down or theme.raised, theme.line_strong, ink

    def _size(self) -> Size:
        return Size.CAPTION if self._tall <= BUTTON_HEAD else Size.BODY

    def _bold(self) -> bool:
        return self._kind in {Kind.PRIMARY, Kind.LINK}

    def _pad(self) -> int:
        if not self.text():
            return (self._tall - 16) // 2
        return GAP_S if self._tall <= BUTTON_HEAD else GAP_M

    def _inner_width(self) -> int:
        wide = 16 if self._icon else 0
        if self.text():
            gap = GAP_S if self._icon else 0
            wide += gap + text_width(self.text(), self._size(), self._bold())
        wide += self._cap_width()
        if self._opens_menu:
            wide += GAP_S + 14
        return wide

    def _cap_width(self) -> int:
        return GAP_S + cap_width(self._key) if self._key else 0
