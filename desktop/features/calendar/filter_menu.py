"""The menu that says which classes are shown and what colours them."""

from collections.abc import Callable
from functools import partial

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtWidgets import QMenu, QWidget

from desktop.features.calendar.filters import (
    BY_SERVICE,
    BY_TEACHER,
    FREE,
    TROUBLE,
    Filter,
    Option,
)

Chosen = Callable[[Filter, str], None]


class FilterChoice(Struct, frozen=True):
    """What holds now, and what there is."""

    filter: Filter
    colour: str
    options: tuple[Option, ...]


def filter_menu(parent: QWidget, choice: FilterChoice, chosen: Chosen) -> QMenu:
    """A submenu for each field, the two switches, the colours, and the way back to all."""
    menu = QMenu(parent)
    menu.setObjectName("calendar filter")
    menu.setAccessibleName(menu.tr("Filter and colours"))
    for field, title in (
        ("service", menu.tr("Service")),
        ("category", menu.tr("Category")),
        ("teacher", menu.tr("Instructor")),
        ("room", menu.tr("Room")),
    ):
        _field(menu, field, title, choice, chosen)
    menu.addSeparator()
    for value, text in (
        (FREE, menu.tr("Only with free seats")),
        (TROUBLE, menu.tr("Only with trouble")),
    ):
        on = choice.filter.only == value
        made = replace(choice.filter, only="" if on else value)
        _add(menu, text, on, partial(chosen, made, choice.colour))
    menu.addSeparator()
    for value, text in (
        (BY_SERVICE, menu.tr("Colour by service")),
        (BY_TEACHER, menu.tr("Colour by instructor")),
    ):
        _add(menu, text, choice.colour == value, partial(chosen, choice.filter, value))
    menu.addSeparator()
    everything = menu.addAction(menu.tr("Show all classes"))
    everything.setEnabled(bool(choice.filter.count))
    everything.triggered.connect(lambda: chosen(Filter(), choice.colour))
    return menu


def _field(menu: QMenu, field: str, title: str, choice: FilterChoice, chosen: Chosen) -> None:
    held = getattr(choice.filter, field)
    options = [one for one in choice.options if one.field == field]
    here = next((one.text for one in options if one.value == held), "")
    part = menu.addMenu(f"{title}: {here}" if here else title)
    part.setAccessibleName(title)
    everything = replace(choice.filter, **{field: ""})
    _add(part, menu.tr("All"), not held, partial(chosen, everything, choice.colour))
    part.addSeparator()
    for one in options:
        made = replace(choice.filter, **{field: one.value})
        _add(part, one.text, one.value == held, partial(chosen, made, choice.colour))


def _add(menu: QMenu, text: str, on: bool, act: Callable[[], None]) -> None:
    made = menu.addAction(text)
    made.setCheckable(True)
    made.setChecked(on)
    made.triggered.connect(lambda _on=False: act())
