"""A walk over every screen and panel of the desk: names, children, what an empty studio says."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.domain.zones import to_utc
from desktop.actions.screens import Screen
from desktop.features.kiosk import actions as kiosk
from desktop.shell.passphrase_window import PassphraseWindow
from desktop.theme.switch import Appearance
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.label import Label
from tests.desktop.desk_window import DeskWindowDriver, open_window
from tests.desktop.live import LiveDesk
from tests.desktop.live_studio import found
from tests.desktop.theme.contrast import contrast
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "17:41", "Europe/London")

Opens = Callable[[DeskWindowDriver, dict[str, str]], object]


def _client(ident: str) -> Opens:
    def opens(desk: DeskWindowDriver, names: dict[str, str]) -> None:
        desk.app.open_client(names["ben"])
        if ident:
            desk.do(ident)

    return opens


def _booking(desk: DeskWindowDriver, names: dict[str, str]) -> None:
    desk.go(Screen.TODAY)
    desk.app.open_class(names["late"])
    desk.do("class.book_client")


def _in_class(*keys: str) -> Opens:
    def opens(desk: DeskWindowDriver, names: dict[str, str]) -> None:
        desk.app.open_class(names["evening"])
        desk.keys(*keys)

    return opens


def _calendar(*keys: str) -> Opens:
    def opens(desk: DeskWindowDriver, _names: dict[str, str]) -> None:
        desk.go(Screen.CALENDAR)
        desk.keys(*keys)

    return opens


def _resources(*keys: str) -> Opens:
    def opens(desk: DeskWindowDriver, _names: dict[str, str]) -> None:
        desk.go(Screen.RESOURCES)
        desk.keys(*keys)

    return opens


def _new_class(desk: DeskWindowDriver, _names: dict[str, str]) -> None:
    desk.go(Screen.CALENDAR)
    desk.do("calendar.add_class")


PANELS: tuple[Opens, ...] = (
    lambda desk, names: desk.app.open_class(names["evening"]),
    _booking,
    _in_class("S"),
    _in_class("K"),
    _in_class("G"),
    _in_class("N"),
    _in_class("E"),
    _in_class("Shift+Delete"),
    _in_class("I"),
    _in_class("A"),
    _in_class("T"),
    _in_class("D"),
    _calendar("T", "M"),
    _calendar("T", "D", "S"),
    _resources("W"),
    _resources("D", "O"),
    lambda desk, _: desk.keys("F4"),
    _new_class,
    _client(""),
    _client("clients.sell_pass"),
    _client("clients.edit_details"),
    _client("clients.book_class"),
    lambda desk, _: desk.do("desk.show_sync"),
    _client("clients.why_not"),
    _client("clients.answer_health"),
    _client("clients.suspend_client"),
    _client("clients.merge_client"),
    _client("clients.book_dates"),
    _client("clients.ask_for_session"),
    _client("clients.link_staff"),
    lambda desk, _: desk.app.links.ask_for_session(),
    _client("clients.choose_payer"),
    _client("clients.erase_person"),
    lambda desk, names: desk.app.links.take_payment(names["daniel"], ""),
    lambda desk, names: desk.app.links.sell(names["anna"]),
    lambda desk, _: desk.keys("F1"),
    lambda desk, _: desk.do("desk.sign_in"),
    lambda desk, names: desk.app.door.before.first_time(names["ruth"]),
    lambda desk, _: desk.keys("Ctrl+K"),
)


def controls(window: QWidget) -> list[QWidget]:
    """What the keyboard reaches."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
    ]


def assert_named(window: QWidget) -> None:
    QApplication.processEvents()
    reached = controls(window)
    names = [widget.accessibleName() for widget in reached]
    assert [type(widget).__name__ for widget in reached if not widget.accessibleName()] == []
    assert sorted({name for name in names if names.count(name) > 1}) == []


@rule("U-57")
def test_each_control_of_every_screen_has_a_name_of_its_own(desk: DeskWindowDriver) -> None:
    for screen in Screen:
        desk.go(screen)
        assert_named(desk.window)


@rule("U-57")
def test_each_control_of_every_panel_has_a_name_of_its_own(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    for open_panel in PANELS:
        open_panel(desk, live.names)
        assert_named(desk.window)
        desk.app.links.close_panel()
    desk.keys("Escape")


@rule("U-57")
def test_each_control_of_the_kiosk_has_a_name_of_its_own(desk: DeskWindowDriver) -> None:
    desk.do(kiosk.OPEN)
    shown = desk.app.kiosk.shown
    assert shown is not None
    pages = shown.window.pages
    for at in range(pages.count()):
        pages.setCurrentIndex(at)
        assert_named(shown.window)


@rule("U-57", "U-94")
def test_each_control_of_the_window_for_a_passphrase_has_a_name_of_its_own(qtbot: QtBot) -> None:
    for new in (True, False):
        window = PassphraseWindow(new=new, said="")
        qtbot.addWidget(window)
        window.show()
        assert_named(window)


def tab_stops(window: QWidget) -> list[set[str]]:
    """What Tab must reach: each control; of a group of choices one, from which arrows go on."""
    alone: list[set[str]] = []
    groups: dict[int, set[str]] = {}
    for one in controls(window):
        name = one.accessibleName()
        group = one.group() if isinstance(one, QAbstractButton) else None
        if group is not None and group.exclusive():
            groups.setdefault(id(group), set()).add(name)
        else:
            alone.append({name})
    return [*alone, *groups.values()]


@rule("U-10")
def test_tab_reaches_each_control_of_every_screen(desk: DeskWindowDriver) -> None:
    for screen in Screen:
        desk.go(screen)
        QApplication.processEvents()
        stops, met = tab_stops(desk.window), set()
        for _ in range(2 * len(stops) + 10):
            desk.keys("Tab")
            met.add(desk.focus().accessibleName())
            if all(stop & met for stop in stops):
                break
        assert [stop for stop in stops if not stop & met] == [], screen


@rule("U-53")
def test_words_of_every_screen_stand_out_from_what_is_behind_them(desk: DeskWindowDriver) -> None:
    for theme in (Appearance.LIGHT, Appearance.DARK):
        desk.app.theme.choose(theme)
        for screen in Screen:
            desk.go(screen)
            for label in desk.window.findChildren(Label):
                if label.isVisible() and label.isEnabled() and label.text():
                    ink = label.palette().color(label.foregroundRole())
                    behind = label.palette().color(label.backgroundRole())
                    assert contrast(ink, behind) >= 4.5, (theme, screen, label.text())


@rule("U-58")
def test_painted_classes_can_be_read_by_a_screen_reader(desk: DeskWindowDriver) -> None:
    for screen in (Screen.TODAY, Screen.CALENDAR, Screen.RESOURCES):
        desk.go(screen)
        QApplication.processEvents()
        told = [text for part in painted(desk.app.screens.widgets()[screen]) for text in part]
        assert any("Reformer" in text and "18:00" in text for text in told), (screen, told)


def painted(page: QWidget) -> Iterator[list[str]]:
    """What the children of each painted view say."""
    for widget in page.findChildren(QWidget):
        if hasattr(widget, "painted_children") and widget.isVisible():
            face = QAccessible.queryAccessibleInterface(widget)
            yield [face.child(at).text(QAccessible.Text.Name) for at in range(face.childCount())]


@rule("U-78")
def test_an_empty_studio_says_on_each_screen_what_to_do_next(tmp_path: Path, qtbot: QtBot) -> None:
    with (
        LiveDesk.open(tmp_path, NOW, found) as live,
        open_window(live.session, tmp_path, qtbot) as desk,
    ):
        for screen in Screen:
            desk.go(screen)
            QApplication.processEvents()
            page = desk.app.screens.widgets()[screen]
            empty = [e for e in page.findChildren(EmptyState) if e.isVisible()]
            assert [e for e in empty if not e.sentence.text().endswith(".")] == []
            assert any(e.next_step() for e in empty), (screen, [e.sentence.text() for e in empty])
