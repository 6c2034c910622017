"""Menus made from the registry, so that nothing is reachable by shortcut alone (U-09)."""

from PySide6.QtWidgets import QMenu, QWidget

from desktop.actions.registry import ActionRegistry
from desktop.saying import tr
from desktop.sight import NOT_YOURS


def menu_of(
    registry: ActionRegistry, idents: list[str | None], name: str, parent: QWidget
) -> QMenu:
    """A menu of actions by id; None makes a separator. What is not among the
    rights of who works here is left out."""
    menu = QMenu(name, parent)
    menu.setAccessibleName(name)
    for ident in idents:
        if ident is None:
            menu.addSeparator()
        elif registry.reason(ident) != NOT_YOURS:
            menu.addAction(registry.action(ident))
    return menu


def everything_menu(registry: ActionRegistry, parent: QWidget) -> QMenu:
    """All actions under their headings."""
    menu = QMenu(tr("Menu"), parent)
    menu.setAccessibleName(tr("All actions"))
    by_group: dict[str, QMenu] = {}
    for definition in registry:
        group = definition.group
        if group not in by_group:
            by_group[group] = menu.addMenu(group)
        by_group[group].addAction(registry.action(definition.ident))
    return menu
