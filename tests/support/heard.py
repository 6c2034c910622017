"""Whether what can be pressed or asked for in a window is heard by somebody."""

from collections.abc import Iterator

from PySide6.QtCore import QMetaMethod, Signal
from PySide6.QtWidgets import QAbstractButton, QWidget

ASKING = ("_asked", "_requested", "_changed", "acted", "picked", "drafted")
"""How signals end that ask for something; others tell what became of it."""
FINE = {
    "PassCard.ledger_asked": "on the page of passes each ledger is open",
    "ActPanel.drafted": "an act of one word keeps no draft",
    "Listing.side_changed": "copies have no other side to look at",
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


def assert_heard(window: QWidget) -> None:
    """No button and no question of what is in view goes into the void."""
    found = sorted(set(unheard(window)) - FINE.keys())
    assert found == [], found
