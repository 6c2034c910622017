"""What can be pressed or asked for somewhere in the desk is heard by somebody."""

from collections.abc import Iterator

from PySide6.QtCore import QMetaMethod, Signal
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from desktop.actions.screens import Screen
from desktop.features.clients.profile import ProfileView
from tests.desktop.desk_window import DeskWindowDriver
from tests.desktop.live import LiveDesk
from tests.desktop.test_every_window import NOW, PANELS

__all__ = ("NOW",)
ASKING = ("_asked", "_requested", "_changed", "acted", "picked", "drafted")
"""How signals end that ask for something; others tell what became of it."""
PAGES = ("overview", "bookings", "passes", "payments", "notes", "health", "messages", "history")
FINE = {
    "PassCard.ledger_asked": "on the page of passes each ledger is open",
    "ActPanel.drafted": "an act of one word keeps no draft",
}


def unheard(window: QWidget) -> Iterator[str]:
    """Buttons and questions of what is in view to which nobody listens."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        name = type(widget).__name__
        if isinstance(widget, QAbstractButton) and not _heard_button(widget):
            yield f"{name} {widget.accessibleName()}"
        for kind in type(widget).__mro__:
            for ident, found in vars(kind).items():
                asks = isinstance(found, Signal) and ident.endswith(ASKING)
                if ident == "acted" and not _has_button(widget):
                    continue  # it says a sentence alone
                if asks and kind.__module__.startswith("desktop.") and not _heard(widget, ident):
                    yield f"{name}.{ident}"


def _has_button(widget: QWidget) -> bool:
    return any(button.isVisible() for button in widget.findChildren(QAbstractButton))


def _heard(widget: QWidget, ident: str) -> bool:
    return widget.isSignalConnected(QMetaMethod.fromSignal(getattr(widget, ident)))


def _heard_button(button: QAbstractButton) -> bool:
    """Its own signals, those of its group, its action or its menu."""
    group, menu = button.group(), getattr(button, "menu", lambda: None)()
    action = getattr(button, "defaultAction", lambda: None)()
    own = any(_heard(button, one) for one in ("clicked", "pressed", "released", "toggled"))
    return own or group is not None or menu is not None or action is not None


def test_each_button_and_question_of_every_screen_is_heard(desk: DeskWindowDriver) -> None:
    found: set[str] = set()
    for screen in Screen:
        desk.go(screen)
        QApplication.processEvents()
        found |= set(unheard(desk.window))
    assert found - FINE.keys() == set()


def test_each_button_and_question_of_every_panel_is_heard(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    found: set[str] = set()
    for open_panel in PANELS:
        open_panel(desk, live.names)
        QApplication.processEvents()
        found |= set(unheard(desk.window))
        desk.app.links.close_panel()
    desk.keys("Escape")
    assert found - FINE.keys() == set()


def test_each_button_and_question_about_a_client_is_heard(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    found: set[str] = set()
    for who in ("anna", "daniel"):
        desk.app.open_client(live.names[who])
        for page in PAGES:
            (profile,) = desk.window.findChildren(ProfileView)
            profile.show_page(page)
            QApplication.processEvents()
            found |= set(unheard(desk.window))
    assert found - FINE.keys() == set()
