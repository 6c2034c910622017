"""Why something cannot be done now stands in the window, never in a tool tip alone (U-34, U-61)."""

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication, QLabel, QWidget

from core.commands.attendance import CloseOccurrence
from core.commands.schedule import CancelOccurrence
from core.domain.zones import HOUR_MS, to_utc
from desktop.features.queues.actions import WAITLISTS, show
from desktop.widgets.reason_line import ReasonLine
from tests.desktop.desk_window import DeskWindowDriver
from tests.desktop.live import LiveDesk
from tests.desktop.test_every_window import PANELS
from tests.desktop.test_room_for_buttons import PLACES
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "17:41", "Europe/London")


def told_in_secret(window: QWidget) -> Iterator[tuple[str, str]]:
    """Disabled controls whose tool tip says what stands nowhere in the window."""
    QApplication.processEvents()
    widgets = [one for one in window.findChildren(QWidget) if one.isVisible()]
    words = {one.text() for one in widgets if isinstance(one, QLabel)}
    words |= {one.accessibleName() for one in widgets}
    for one in widgets:
        if not one.isEnabled() and one.toolTip() and one.toolTip() not in words:
            yield one.accessibleName(), one.toolTip()


def reasons(desk: DeskWindowDriver) -> list[str]:
    """What the lines of reasons in view say."""
    QApplication.processEvents()
    return [one.text() for one in desk.window.findChildren(ReasonLine) if one.isVisible()]


@rule("U-61", "U-34")
def test_no_screen_and_no_panel_gives_a_reason_in_a_tool_tip_alone(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    found: list[tuple[str, str]] = []
    for place in PLACES:
        if desk.app.registry.action(place).isEnabled():
            desk.do(place)
            found += told_in_secret(desk.window)
    for panel in PANELS:
        panel(desk, live.names)
        found += told_in_secret(desk.window)
        desk.app.links.close_panel()
    assert found == []


@rule("U-61")
def test_a_cancelled_class_says_in_its_panel_why_nobody_is_booked(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    desk.app.open_class(live.names["evening"])
    assert reasons(desk) == []
    live.serve(CancelOccurrence(live.names["evening"]))
    live.exchange()
    desk.until(lambda: any("cancelled" in one for one in reasons(desk)))


@rule("U-61")
def test_a_closed_class_says_so_too(desk: DeskWindowDriver, live: LiveDesk) -> None:
    live.clock.at = NOW + 2 * HOUR_MS
    live.serve(CloseOccurrence(live.names["evening"]))
    live.exchange()
    desk.app.open_class(live.names["evening"])
    desk.until(lambda: any("closed" in one for one in reasons(desk)))


@rule("U-61")
def test_who_waits_for_a_full_class_is_told_why_no_seat_can_be_given(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    desk.do(show(WAITLISTS))
    desk.until(lambda: desk.rows("Waitlists"))
    assert any("No seat is free" in one for one in reasons(desk)), reasons(desk)
