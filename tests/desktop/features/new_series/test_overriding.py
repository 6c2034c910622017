"""A manager overrides what speaks against dates of a new series, with a reason (SCH-5, SCH-12)."""

import pytest

from core.commands.availability import TakeTimeOff
from core.commands.schedule import CreateOccurrence
from core.commands.setup import CreateStaff, GrantRole
from core.domain.ids import StaffId
from core.domain.schedule import OCCURRENCES_OF_SERIES, SERIES_TO_FILL, Occurrence, Series
from core.domain.zones import to_utc
from desktop.actions.screens import Screen
from desktop.features.new_series.model import Part
from desktop.features.new_series.view import NewSeriesPanel
from desktop.widgets.segmented import Segmented
from tests.desktop.desk_window import DeskWindowDriver
from tests.desktop.live import LiveDesk
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "12:41", "Europe/London")


def opened(desk: DeskWindowDriver, live: LiveDesk, start: str) -> NewSeriesPanel:
    """A weekly mat class of Ana, on Tuesdays from tomorrow to the end of the month."""
    desk.go(Screen.CALENDAR)
    desk.do("calendar.add_class")
    panel = desk.app.screens.new_series.panel
    form = panel.form
    form.service.setCurrentIndex(form.service.findData(live.names["mat"]))
    form.instructor.setCurrentIndex(form.instructor.findData(live.names["ana"]))
    form.weekdays.choose((1,))
    form.first.setDate(form.first.date().fromString("2026-03-03", "yyyy-MM-dd"))
    form.until.setDate(form.until.date().fromString("2026-03-31", "yyyy-MM-dd"))
    form.start.setText(start)
    form.changed.emit()
    panel._look()
    return panel


def away(live: LiveDesk) -> None:
    """Ana has the tenth off, and leads something else on the seventeenth."""
    off = to_utc("2026-03-10", "00:00", "Europe/London")
    live.serve(TakeTimeOff(live.names["ana"], off, off + 86_400_000, "dentist"))
    other = CreateOccurrence(
        live.names["reformer"],
        live.names["location"],
        "2026-03-17",
        "10:00",
        55,
        4,
        live.names["ana"],
    )
    live.serve(other)
    live.exchange()


def made(live: LiveDesk) -> list[Occurrence]:
    rows = live.session.source.rows
    series: list[Series] = rows.find(SERIES_TO_FILL, "active")
    return [one for line in series for one in rows.find(OCCURRENCES_OF_SERIES, line.id)]


def said(panel: NewSeriesPanel) -> str:
    return "; ".join(row.said for row in panel.dates.rows.rows())


@rule("SCH-5", "SCH-12")
def test_a_reason_takes_in_what_can_be_overridden_and_nothing_else(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    away(live)
    panel = opened(desk, live, "10:00")
    assert "2 in conflict are left out" in panel.summary.text()
    assert panel.form.boxes[Part.REASON].isVisible()
    panel.form.reason.setFocus()
    desk.write("She comes in for it")
    panel._look()
    assert "overridden: Ana Petrov is away" in said(panel)
    assert "Ana Petrov has Reformer Flow" in said(panel)
    assert panel.summary.text() == "4 classes · 1 in conflict are left out · 1 overridden"
    desk.keys("Return")
    desk.until(lambda: made(live))
    days = sorted(one.local_date for one in made(live))
    assert days == ["2026-03-03", "2026-03-10", "2026-03-24", "2026-03-31"]
    assert {one.lead_id for one in made(live)} == {live.names["ana"]}


@rule("SCH-5")
def test_where_every_date_is_in_conflict_a_reason_makes_them_all(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    panel = opened(desk, live, "04:30")
    assert not panel.save_button.isEnabled()
    panel.form.reason.setFocus()
    desk.write("Sunrise")
    panel._look()
    assert panel.save_button.isEnabled()
    desk.keys("Return")
    desk.until(lambda: len(made(live)) == 5)


@rule("SCH-5", "PERM-2")
def test_who_may_not_override_is_not_asked_for_a_reason(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    away(live)
    noor = str(live.serve(CreateStaff("Noor Khan")).facts["staff_id"])
    live.serve(GrantRole(noor, "receptionist", live.names["location"]))
    live.exchange()
    live.session.choose_person(StaffId(noor))
    panel = opened(desk, live, "10:00")
    assert not panel.form.boxes[Part.REASON].isVisible()


@rule("SCH-5", "SCH-12")
@pytest.mark.parametrize("reason", ["", "a birthday"])
def test_a_single_class_outside_the_hours_needs_the_reason(
    desk: DeskWindowDriver, live: LiveDesk, reason: str
) -> None:
    panel = opened(desk, live, "04:30")
    often = panel.form.repeat
    assert isinstance(often, Segmented)
    often.choose("once")
    panel.form._fit()
    panel.form.reason.setText(reason)
    panel._look()
    panel.save()
    rows = live.session.source.rows
    if not reason:
        assert not panel.save_button.isEnabled()
        return
    assert "overridden" not in panel.summary.text()
    desk.until(lambda: not panel.isVisible())
    day = to_utc("2026-03-03", "04:30", "Europe/London")
    from core.domain.schedule import OCCURRENCES_AT_LOCATION

    found = rows.find(OCCURRENCES_AT_LOCATION, live.names["location"], since=day, until=day + 1)
    assert len(found) == 1
