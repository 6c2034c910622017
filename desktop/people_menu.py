"""Menus of the top bar: who works at this desk, and which location is in view."""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from core.domain.organisation import OWNER
from core.queries import place
from desktop.saying import tr
from desktop.session import Session

ROLES = {
    "org_owner": tr("Owner"),
    "location_manager": tr("Manager"),
    "receptionist": tr("Reception"),
    "instructor": tr("Instructor"),
    "trainer": tr("Trainer"),
    "finance_manager": tr("Finance"),
}


def people_menu(session: Session, parent: QWidget, choose: Callable[[str], object]) -> QMenu:
    """Everyone with a grant here; choosing changes who acts, once they have proved it."""
    menu = QMenu(parent)
    menu.setAccessibleName(tr("Person at the desk"))
    for member, grant in place.people(session.source, session.location_id):
        role = ROLES.get(grant.role, grant.role)
        act = menu.addAction(tr("Work as {0}, {1}").format(by_letter(member.name), role))
        act.setCheckable(True)
        act.setChecked(member.id == session.actor)
        act.triggered.connect(lambda _on=False, key=member.id: choose(key))
    return menu


def by_letter(name: str) -> str:
    """A name in a menu that its first letter chooses; others with that letter follow in turn."""
    return "&" + name.replace("&", "&&") if name[:1].isalnum() else name.replace("&", "&&")


def place_menu(session: Session, parent: QWidget, show_all: Callable[[], object]) -> QMenu:
    """The locations that the person holds; for the owner all of them, also side by side (ORG-9)."""
    menu = QMenu(parent)
    menu.setAccessibleName(tr("Place"))
    held = {grant.location_id for grant in place.grants(session.source, session.actor)}
    owner = any(g.role == OWNER for g in place.grants(session.source, session.actor))
    for location in place.locations(session.source):
        if owner or location.id in held:
            act = menu.addAction(tr("Show {0}").format(by_letter(location.name)))
            act.setCheckable(True)
            act.setChecked(location.id == session.location_id)
            act.triggered.connect(lambda _on=False, key=location.id: session.choose_place(key))
    if owner and len(menu.actions()) > 1:
        menu.addSeparator()
        menu.addAction(tr("Show all locations side by side")).triggered.connect(
            lambda _on=False: show_all()
        )
    return menu


def open_below(menu: QMenu, button: QWidget) -> None:
    """Open a menu under the button that asked for it."""
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))
