"""What one screen asks of another: opens classes, clients, panels and screens in the frame."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop.actions import frame
from desktop.actions.registry import ActionRegistry
from desktop.actions.screens import Screen
from desktop.palette_rows import CLASS, CLIENT
from desktop.screens import Screens
from desktop.shell.window import DeskWindow


class Links(QObject):
    """Ties the presenters' wishes to the window."""

    def __init__(self, window: DeskWindow, screens: Screens, tell: Callable[[str], None]) -> None:
        super().__init__(window)
        self._window = window
        self._screens = screens
        self._tell = tell
        self._before: QWidget | None = None
        window.panel.closed.connect(self._focus_back)
        window.picked.connect(self._picked)
        window.picked_other_way.connect(self._picked_other_way)
        self._bind_screens()
        self._bind_panels()

    def bind(self, registry: ActionRegistry) -> None:
        """The frame's own actions that open something."""
        registry.do(frame.ADD_WALK_IN, self.walk_in)
        registry.do(frame.SELL, self.sell)

    def open_class(self, occurrence_id: str) -> None:
        """Open a class in the side panel."""
        if self._screens.class_shown.show(occurrence_id):
            self.open_panel(self._screens.class_panel)

    def open_client(self, client_id: str) -> None:
        """Open a client's profile."""
        if self._screens.clients.show(client_id):
            self._window.go(Screen.CLIENTS)

    def open_panel(self, content: QWidget) -> None:
        """Open something in the side panel, with the focus in it."""
        panel = self._window.panel
        focus = QApplication.focusWidget()
        if focus is not None and not panel.isAncestorOf(focus):
            self._before = focus
        panel.open(content)
        content.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_panel(self) -> None:
        """Give the width back, and the focus to where it was."""
        self._window.panel.dismiss()

    def walk_in(self, client_id: str = "") -> None:
        """Let in who stands at the desk."""
        self._screens.walk_in.start(client_id=client_id)
        self.open_panel(self._screens.walk_in.panel)

    def sell(self) -> None:
        """Sell a pass: to the client in view, else to whoever is found."""
        self._window.go(Screen.CLIENTS)
        self._screens.clients.sell()

    def take_payment(self, client_id: str, occurrence_id: str) -> None:
        """Take the money that a client owes."""
        payment = self._screens.payment
        if payment.show(client_id, occurrence_id):
            self.open_panel(payment.panel)
        else:
            self._tell(self.tr("Nothing is due."))

    def _bind_screens(self) -> None:
        screens = self._screens
        for asking in (screens.today, screens.calendar, screens.resources, screens.attention):
            asking.class_asked.connect(self.open_class)
        for wanting in (screens.today, screens.check_in, screens.class_shown, screens.attention):
            wanting.client_asked.connect(self.open_client)
        screens.attention.counted.connect(
            lambda count: self._window.set_waiting(Screen.ATTENTION, count)
        )
        screens.check_in.scan_taken.connect(lambda: self._window.go(Screen.CHECK_IN))
        screens.today.attention_asked.connect(self._open_attention)
        screens.today.payment_asked.connect(self.take_payment)
        screens.calendar.new_asked.connect(self._new_class)
        screens.resources.new_asked.connect(
            lambda resource, at: self._new_class(at, 0, resource, "")
        )

    def _bind_panels(self) -> None:
        screens = self._screens
        clients = screens.clients
        clients.class_asked.connect(self.open_class)
        clients.panel_asked.connect(self.open_panel)
        clients.panel_left.connect(self.close_panel)
        clients.new_asked.connect(self._new_client)
        clients.walk_in_asked.connect(self.walk_in)
        clients.payment_asked.connect(self.take_payment)
        screens.class_panel.close_asked.connect(self.close_panel)
        screens.class_shown.move_asked.connect(self._move_class)
        screens.walk_in.left.connect(self.close_panel)
        screens.walk_in.client_made.connect(self.open_client)
        screens.payment.left.connect(self.close_panel)
        screens.new_series.left.connect(self.close_panel)

    def _picked(self, target: str) -> None:
        if target.startswith(CLASS):
            self.open_class(target.removeprefix(CLASS))
        elif target.startswith(CLIENT):
            self.open_client(target.removeprefix(CLIENT))

    def _picked_other_way(self, target: str) -> None:
        """Ctrl+Enter: a client is checked in, a class opens."""
        if target.startswith(CLIENT):
            self._screens.clients.check_in(target.removeprefix(CLIENT))
        else:
            self._picked(target)

    def _open_attention(self, item_id: str) -> None:
        self._window.go(Screen.ATTENTION)
        self._screens.attention.choose(item_id)

    def _new_client(self, name: str) -> None:
        self._screens.walk_in.start(name, with_class=False)
        self.open_panel(self._screens.walk_in.panel)

    def _new_class(self, starts_at: int, minutes: int, resource_id: str, lead_id: str) -> None:
        self._screens.new_series.start(starts_at, minutes, resource_id, lead_id)
        self.open_panel(self._screens.new_series.panel)

    def _move_class(self, occurrence_id: str) -> None:
        self._window.go(Screen.CALENDAR)
        self.close_panel()
        self._screens.calendar.move(occurrence_id)

    def _focus_back(self) -> None:
        before, self._before = self._before, None
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._window.focus_screen()
