"""Builds every screen with its presenter, and ties what one asks of another."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.actions.registry import ActionRegistry
from desktop.actions.screens import Screen
from desktop.features.attention.presenter import AttentionPresenter
from desktop.features.attention.view import AttentionScreen
from desktop.features.calendar.presenter import CalendarPresenter
from desktop.features.calendar.view import CalendarScreen
from desktop.features.checkin.presenter import CheckInPresenter
from desktop.features.checkin.view import CheckInScreen
from desktop.features.class_panel.presenter import ClassPanelPresenter
from desktop.features.class_panel.view import ClassPanel
from desktop.features.clients.presenter import ClientsPresenter
from desktop.features.clients.view import ClientsScreen
from desktop.features.resources.presenter import ResourcesPresenter
from desktop.features.resources.view import ResourcesScreen
from desktop.features.today.presenter import TodayPresenter
from desktop.features.today.view import TodayScreen
from desktop.session import Session


class Screens(QObject):
    """All screens of the rail, and the class panel."""

    def __init__(self, registry: ActionRegistry, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self.today = TodayPresenter(TodayScreen(registry), session)
        self.calendar = CalendarPresenter(CalendarScreen(registry), session)
        self.check_in = CheckInPresenter(CheckInScreen(registry), session)
        self.clients = ClientsPresenter(ClientsScreen(registry), session)
        self.resources = ResourcesPresenter(ResourcesScreen(registry), session)
        self.attention = AttentionPresenter(AttentionScreen(registry), session)
        self.class_panel = ClassPanel(registry)
        self.class_shown = ClassPanelPresenter(self.class_panel, session)

    def widgets(self) -> dict[Screen, QWidget]:
        """The screens in the order of the rail."""
        return {
            Screen.TODAY: widget_of(self.today),
            Screen.CALENDAR: widget_of(self.calendar),
            Screen.CHECK_IN: widget_of(self.check_in),
            Screen.CLIENTS: widget_of(self.clients),
            Screen.RESOURCES: widget_of(self.resources),
            Screen.ATTENTION: widget_of(self.attention),
        }

    def refresh(self, screen: Screen) -> None:
        """Read one screen anew, since time has passed."""
        known = {
            Screen.TODAY: self.today.refresh,
            Screen.CALENDAR: self.calendar.refresh,
            Screen.CLIENTS: self.clients.refresh,
            Screen.RESOURCES: self.resources.refresh,
            Screen.ATTENTION: self.attention.refresh,
        }
        if screen in known:
            known[screen]()

    def refresh_all(self) -> None:
        """Read everything anew."""
        for screen in Screen:
            self.refresh(screen)


def widget_of(presenter: QObject) -> QWidget:
    """The screen that a presenter is of."""
    parent = presenter.parent()
    if not isinstance(parent, QWidget):
        raise TypeError(f"{presenter} stands on no screen")
    return parent
