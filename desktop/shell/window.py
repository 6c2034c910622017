"""The window of the desk: rail, top bar, screens, side panel, messages, palette."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.actions.frame import OPEN_PALETTE, SHOW_SHORTCUTS, SHOW_SYNC
from desktop.actions.registry import ActionRegistry
from desktop.actions.screens import Screen
from desktop.saying import tr
from desktop.shell.banner import Banner
from desktop.shell.curtain import Curtain
from desktop.shell.geometry import WindowPlace
from desktop.shell.lines import BannerLine, SyncLine
from desktop.shell.palette.commands import PREFIX, command_groups, command_row
from desktop.shell.palette.overlay import CommandPalette
from desktop.shell.palette.recent import RecentRows, Refresh
from desktop.shell.palette.rows import PaletteGroup, Provider
from desktop.shell.rail import Rail
from desktop.shell.top_bar import TopBar
from desktop.sight import NOT_YOURS
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_M, PAGE_SIDE, RAIL_WIDTH
from desktop.widgets.side_panel import SidePanel
from desktop.widgets.undo_message import MessageStack, UndoMessage


class DeskWindow(QWidget):
    """Frame around the screens. It knows their widgets and nothing of what they show.

    `picked` and `picked_other_way` hand on palette targets that are not actions.
    """

    picked = Signal(str)
    picked_other_way = Signal(str)
    leaving = Signal(Screen)
    """Where to, told while what was in view still is."""
    screen_changed = Signal(Screen)

    def __init__(self, settings: Path) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.setWindowTitle(tr("Foyer"))
        self.setMinimumSize(1024, 640)
        self._place = WindowPlace(settings)
        self._screens: dict[Screen, QWidget] = {}
        self._sheet: QWidget | None = None
        self._makers: dict[Screen, Callable[[], QWidget]] = {}
        self._screen = Screen.TODAY

    def build(
        self,
        registry: ActionRegistry,
        screens: Mapping[Screen, Callable[[], QWidget]],
        providers: list[Provider] | None = None,
        refresh: Refresh | None = None,
    ) -> None:
        """Put the parts together; the rail shows only these screens, each made when first shown.

        `providers` answer the palette's queries; `refresh` says how a target looks now.
        """
        self.registry = registry
        self._makers = dict(screens)
        self.rail = Rail(screens)
        self.top = TopBar(registry.usual_text(OPEN_PALETTE))
        self.banner = Banner()
        self.stack = QStackedWidget()
        self.panel = SidePanel()
        self._lay_out()
        self.messages = MessageStack(self)
        self.recent = RecentRows(
            lambda target: command_row(registry, target) or (refresh(target) if refresh else None)
        )
        sources: list[Provider] = [
            *(providers or []),
            lambda query: command_groups(registry, query),
        ]
        self.palette_box = CommandPalette(self, sources, self._recent_groups)
        self.curtain = Curtain(self)
        self._connect()
        self._place.restore(self)
        kept = next((s for s in screens if s.face.ident == self._place.screen()), None)
        self.go(kept or next(iter(screens)))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.banner)
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(self.stack, 1)
        below.addWidget(self.panel)
        column.addLayout(below, 1)
        row.addLayout(column, 1)

    def _connect(self) -> None:
        registry = self.registry
        self.rail.chosen.connect(self.go)
        self.top.search_asked.connect(registry.action(OPEN_PALETTE).trigger)
        self.top.sync_asked.connect(registry.action(SHOW_SYNC).trigger)
        self.palette_box.picked.connect(self._picked)
        self.palette_box.alternate.connect(self.picked_other_way)
        registry.do(OPEN_PALETTE, self.palette_box.open)
        registry.do(SHOW_SHORTCUTS, self._show_shortcuts)
        for screen in Screen:
            if screen in self._makers:
                registry.do(screen.action, partial(self.go, screen))
            else:
                registry.bar(screen.action, self.tr("Not yet there"))

    def go(self, screen: Screen) -> None:
        """Bring a screen into view."""
        self.leaving.emit(screen)
        self._screen = screen
        widget = self._widget(screen)
        self.stack.setCurrentWidget(widget)
        self.rail.show_chosen(screen)
        self.registry.on_screen(screen)
        self.setWindowTitle(self.tr("{0} – Foyer").format(screen.face.text))
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self.screen_changed.emit(screen)

    def open_doors(self, seen: Callable[[Screen], bool]) -> None:
        """Leave out the screens that are nothing to who works here; one in view gives way."""
        for screen in self._makers:
            shown = seen(screen)
            self.rail.show_item(screen, shown)
            self.registry.bar(screen.action, "" if shown else NOT_YOURS)
        if not seen(self._screen):
            self.go(next(screen for screen in self._makers if seen(screen)))

    def _widget(self, screen: Screen) -> QWidget:
        if screen not in self._screens:
            self._screens[screen] = self._makers[screen]()
            self.stack.addWidget(self._screens[screen])
        return self._screens[screen]

    def focus_screen(self) -> None:
        """Let the screen in view have the keyboard."""
        self._screens[self._screen].setFocus(Qt.FocusReason.OtherFocusReason)

    def screen_in_view(self) -> Screen:
        """Which screen is in view."""
        return self._screen

    def say(
        self, text: str, undo: Callable[[], None] | None = None, words: str = ""
    ) -> UndoMessage:
        """Name what was done, with a way back, or another act by its words."""
        message = self.messages.say(text, undo, words)
        self._place_messages()
        return message

    def cover(self, content: QWidget) -> None:
        """Draw the curtain: nothing of the studio is seen or done, but what `content` offers."""
        self.palette_box.hide()
        self.curtain.draw_over(content)
        self.setWindowTitle(content.accessibleName())

    def uncover(self) -> None:
        """Take the curtain away, and give the keyboard back to the screen."""
        self.curtain.hide()
        self.setWindowTitle(self.tr("{0} – Foyer").format(self._screen.face.text))
        self.focus_screen()

    def set_sync(self, line: SyncLine) -> None:
        """Show the sync state."""
        self.top.sync.say(line)

    def set_banner(self, line: BannerLine | None) -> None:
        """Show or take away the lasting line."""
        self.banner.say(line)

    def set_waiting(self, screen: Screen, count: int) -> None:
        """Show a count on a rail item."""
        self.rail.item(screen).set_count(count)

    def _recent_groups(self, _query: str) -> list[PaletteGroup]:
        return [*self.recent.groups(), *command_groups(self.registry, "", most=8)]

    def _picked(self, target: str) -> None:
        self.recent.used(target)
        if target.startswith(PREFIX):
            self.registry.action(target.removeprefix(PREFIX)).trigger()
        else:
            self.picked.emit(target)

    def _show_shortcuts(self) -> None:
        from desktop.actions.shortcut_sheet import ShortcutSheet

        if self._sheet is not None:
            self._sheet.deleteLater()
        self._sheet = sheet = ShortcutSheet(self.registry)
        sheet.close_asked.connect(self.panel.dismiss)
        self.panel.open(sheet)
        sheet.list.setFocus()

    def _place_messages(self) -> None:
        self.messages.place(RAIL_WIDTH + PAGE_SIDE, self.height() - GAP_M)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if self._screens:
            self.panel.fit(self.width())
            self.curtain.setGeometry(self.rect())
            self._place_messages()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        self._place.keep(self, self._screen.face.ident)
        super().closeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        brush(self).fillRect(self.rect(), current_theme().window)
