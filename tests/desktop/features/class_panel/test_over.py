"""What goes over a rule with a reason, from the class: a booking, another time (BK-1, SCH-5)."""

import pytest

from core.commands.schedule import CreateOccurrence
from core.domain.bookings import Booking
from core.domain.ids import booking_id
from core.domain.schedule import Occurrence
from core.domain.zones import to_utc
from desktop.act_panel import ActPanel
from desktop.widgets.label import Label
from tests.desktop.desk_window import DeskWindowDriver
from tests.desktop.live import LiveDesk
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "12:41", "Europe/London")


def panel(desk: DeskWindowDriver) -> ActPanel:
    shown = desk.window.panel.content()
    assert isinstance(shown, ActPanel)
    return shown


def state(live: LiveDesk, name: str, occurrence: str) -> str:
    key = booking_id(live.names[occurrence], live.names[name])
    row = live.session.source.rows.get(Booking, key)
    return row.state if row else ""


@rule("BK-3", "BK-12")
def test_an_overlapping_booking_is_made_with_a_reason_and_taken_back(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    made = CreateOccurrence(live.names["mat"], live.names["location"], "2026-03-02", "18:30", 45, 9)
    live.names["beside"] = str(live.serve(made).facts["occurrence_id"])
    live.exchange()
    desk.app.open_class(live.names["beside"])
    desk.keys("B")
    desk.write("daniel")
    desk.until(lambda: desk.rows("Clients to book"))
    desk.keys("Return")
    told = [label.text() for label in panel(desk).findChildren(Label)]
    assert any("already has a booking" in one for one in told)
    desk.keys("Return")
    assert state(live, "daniel", "beside") == ""
    desk.write("Leaves the first one early")
    draft = f"over/{live.names['beside']}/{live.names['daniel']}"
    desk.until(lambda: "early" in str(live.session.draft(draft)))  # it would survive a kill (U-80)
    desk.keys("Return")
    desk.until(lambda: state(live, "daniel", "beside") == "booked")
    desk.until(lambda: not live.session.draft(draft))
    desk.until(lambda: desk.window.panel.content() is desk.app.screens.class_panel)
    desk.keys("Ctrl+Z")
    desk.until(lambda: state(live, "daniel", "beside") == "cancelled")


@rule("BK-1")
def test_shift_enter_overbooks_a_full_class_with_a_reason(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    desk.app.open_class(live.names["evening"])
    desk.keys("B")
    desk.write("elif")
    box = desk.app.screens.class_panel.book
    desk.until(lambda: desk.rows("Clients to book") and box.hint.isVisible())
    desk.keys("Shift+Return")
    desk.write("Brings her own mat")
    desk.keys("Return")
    desk.until(lambda: state(live, "elif", "evening") == "booked")


@rule("SCH-5", "SCH-12")
@pytest.mark.parametrize("reason", ["", "Sunrise for once"])
def test_a_typed_time_outside_the_hours_needs_a_reason(
    desk: DeskWindowDriver, live: LiveDesk, reason: str
) -> None:
    late = live.names["late"]

    def start() -> str:
        row = live.session.source.rows.get(Occurrence, late)
        assert row is not None
        return row.local_start

    desk.app.open_class(late)
    desk.keys("T")
    panel(desk).form.fill("start", "22:30")
    panel(desk).form.fill("reason", reason)
    panel(desk).save()
    if not reason:
        assert panel(desk).answer.text()
        assert start() == "19:15"
        return
    desk.until(lambda: start() == "22:30")
    desk.until(lambda: desk.window.panel.content() is desk.app.screens.class_panel)
    desk.until(desk.said)
    desk.keys("Ctrl+Z")
    desk.until(lambda: start() == "19:15")
