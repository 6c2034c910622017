"""All that can be done is an action: in the palette, with its key, alive, and inert in fields."""

from itertools import pairwise

from PySide6.QtCore import SIGNAL, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from core.domain.zones import to_utc
from desktop.actions.fields import takes_text
from desktop.actions.screens import Screen
from desktop.shell.palette.commands import PREFIX, command_groups
from desktop.shell.palette.rows import PaletteRow
from tests.desktop.desk_window import DeskWindowDriver
from tests.desktop.live import LiveDesk
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "17:41", "Europe/London")


def rows_of(desk: DeskWindowDriver, query: str) -> dict[str, PaletteRow]:
    groups = command_groups(desk.app.registry, query, most=200)
    return {row.target.removeprefix(PREFIX): row for group in groups for row in group.rows}


@rule("U-01")
def test_every_command_is_an_action_and_in_the_palette(desk: DeskWindowDriver) -> None:
    declared = {definition.ident for definition in desk.app.registry}
    made = {action.objectName(): action for action in desk.window.actions()}
    assert set(made) == declared
    assert [name for name, action in made.items() if not action.text()] == []
    found = {name for name in declared if name in rows_of(desk, made[name].text())}
    assert found == declared


@rule("U-01")
def test_no_action_leads_nowhere(desk: DeskWindowDriver) -> None:
    # one listener is the registry's own, which only says that the action was carried out
    signal = SIGNAL("triggered(bool)")
    idle = [a.objectName() for a in desk.window.actions() if a.receivers(signal) < 2]
    assert idle == []


@rule("U-03")
def test_palette_rows_show_their_keys_and_recent_ones_come_first(desk: DeskWindowDriver) -> None:
    registry = desk.app.registry
    for definition in registry:
        row = rows_of(desk, definition.text)[definition.ident]
        assert row.keys == registry.key_text(definition.ident), definition.ident
    desk.keys("Ctrl+K")
    desk.write("clara")
    desk.keys("Return")
    assert desk.window.screen_in_view() is Screen.CLIENTS
    desk.keys("Ctrl+K")
    first = desk.window.palette_box.list.rows.rows()[:2]
    assert [row.said.partition(",")[0] for row in first] == ["Recent", "Clara Jensen"]
    desk.keys("Escape")


def fields_in_view(window: QWidget) -> list[QWidget]:
    """What can be typed in now."""
    return [
        widget
        for widget in window.findChildren(QLineEdit)
        if widget.isVisible() and widget.isEnabled() and takes_text(widget)
    ]


def plain_keys(desk: DeskWindowDriver) -> list[QKeySequence]:
    """Keys of actions that a field could mean for itself."""
    keys = [key for action in desk.window.actions() for key in action.shortcuts()]
    return [key for key in keys if len(key.toString()) == 1]


@rule("U-05")
def test_single_letters_are_inert_in_fields_of_every_screen_and_panel(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    tried = 0
    for screen in Screen:
        desk.go(screen)
        tried += type_all_keys(desk)
    desk.keys("F4")
    tried += type_all_keys(desk)
    desk.go(Screen.CALENDAR)
    desk.do("calendar.add_class")
    tried += type_all_keys(desk)
    desk.app.open_client(live.names["ben"])
    for ident in ("clients.edit_details", "clients.book_class"):
        desk.do(ident)
        tried += type_all_keys(desk)
    assert tried > 12


def type_all_keys(desk: DeskWindowDriver) -> int:
    """Press every plain key in every field in view; returns how many fields there were."""
    done: list[str] = []
    desk.app.registry.triggered.connect(done.append)
    fields = fields_in_view(desk.window)
    for field in fields:
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        for key in plain_keys(desk):
            if field.isVisible():
                QTest.keySequence(field, key)
    QApplication.processEvents()
    desk.app.registry.triggered.disconnect(done.append)
    assert done == []
    return len(fields)


def stops(desk: DeskWindowDriver) -> list[QWidget]:
    """The widgets that Tab visits, from the one that has the focus until it comes again."""
    first = QApplication.focusWidget()
    assert first is not None
    seen = [first]
    for _ in range(200):
        QTest.keyClick(seen[-1], Qt.Key.Key_Tab)
        found = QApplication.focusWidget()
        if found is None or found in seen:
            break
        seen.append(found)
    return seen


def goes_back(one: QWidget, two: QWidget) -> bool:
    """Whether the second of two neighbours in one parent lies before the first."""
    if one.parentWidget() is not two.parentWidget():
        return False
    a, b = one.geometry(), two.geometry()
    if b.bottom() < a.top():
        return b.right() <= a.right()
    same_line = a.top() <= b.center().y() <= a.bottom()
    return same_line and b.right() < a.left()


@rule("U-10")
def test_tab_follows_the_layout_and_the_first_focus_makes_sense(desk: DeskWindowDriver) -> None:
    for screen in Screen:
        tab_through(desk, screen)


def tab_through(desk: DeskWindowDriver, screen: Screen) -> None:
    desk.go(screen)
    first = QApplication.focusWidget()
    assert first is not None
    widget = desk.app.screens.widgets()[screen]
    assert first is widget or widget.isAncestorOf(first), first
    seen = stops(desk)
    assert len(seen) >= 8
    jumps = [
        (one.accessibleName(), two.accessibleName())
        for one, two in pairwise(seen)
        if goes_back(one, two)
    ]
    assert jumps == []
