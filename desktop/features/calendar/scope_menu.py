"""Asks beside a dropped class of a series how far the move goes: this, following, all (U-44)."""

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QMenu, QWidget


class Reach(Enum):
    """How far a change of one class of a series goes."""

    THIS = "this"
    FOLLOWING = "following"
    ALL = "all"


def scope_menu(
    parent: QWidget, title: str, counts: dict[Reach, int], chosen: Callable[[Reach], None]
) -> QMenu:
    """The three ways, on the keys 1, 2, 3; Escape leaves the class where it was.

    `counts` says how many classes each way moves; a way without any is not offered.
    """
    menu = QMenu(parent)
    menu.setObjectName("series reach")
    menu.setAccessibleName(title)
    menu.addAction(title).setEnabled(False)
    menu.addSeparator()
    words = {
        Reach.THIS: menu.tr("&1  This class only"),
        Reach.FOLLOWING: menu.tr("&2  This and following, {0} classes"),
        Reach.ALL: menu.tr("&3  All that come, {0} classes"),
    }
    for reach, text in words.items():
        if counts.get(reach):
            act = menu.addAction(text.format(counts[reach]))
            act.triggered.connect(lambda _on=False, reach=reach: chosen(reach))
    menu.setActiveAction(menu.actions()[2])
    return menu


def beside(menu: QMenu, view: QWidget, block: QRect | None) -> None:
    """Open the menu at the right edge of a block, or in the middle of the view."""
    at = block.topRight() + QPoint(4, 0) if block is not None else view.rect().center()
    menu.popup(view.mapToGlobal(at))
