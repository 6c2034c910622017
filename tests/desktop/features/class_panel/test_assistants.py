"""Who assists: in one class by a key, in a new series, on all coming dates of one (SCH-9)."""

import pytest

from core.commands.schedule import CreateSeries
from core.commands.setup import CreateStaff, GrantRole
from core.domain.ids import StaffId
from core.domain.json_text import texts
from core.domain.schedule import OCCURRENCES_OF_SERIES, SERIES_TO_FILL, Series
from core.domain.zones import to_utc
from core.queries import instructors
from desktop.act_panel import ActPanel
from desktop.actions.screens import Screen
from desktop.features.class_panel.roster_sheet import RosterSheet
from desktop.features.settings.record_page import RecordPage
from desktop.printing.presenter import PrintJob
from tests.desktop.desk_window import DeskWindowDriver
from tests.desktop.live import LiveDesk
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "12:41", "Europe/London")


def second(live: LiveDesk, *categories: str) -> str:
    """Mia teaches here too."""
    made = live.serve(CreateStaff("Mia Koch", categories=categories))
    mia = str(made.facts["staff_id"])
    live.serve(GrantRole(mia, "instructor", live.names["location"]))
    live.exchange()
    return mia


def assisting(live: LiveDesk, occurrence: str) -> list[StaffId]:
    return instructors.assisting(live.session.source.rows, occurrence)


def panel(desk: DeskWindowDriver) -> ActPanel:
    shown = desk.window.panel.content()
    assert isinstance(shown, ActPanel)
    return shown


@rule("SVC-1", "SCH-9", "U-45")
def test_a_adds_an_assistant_whom_head_and_sheet_name(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    mia, late = second(live, "mat"), live.names["late"]
    desk.app.open_class(late)
    desk.keys("A")
    panel(desk).form.focus("who")
    desk.keys("Space")
    desk.until(lambda: panel(desk).form.value("who"))
    panel(desk).save()
    desk.until(lambda: assisting(live, late) == [mia])
    shown = desk.app.screens.class_panel
    desk.until(lambda: desk.window.panel.content() is shown)
    desk.until(lambda: "with Mia Koch" in shown.head._teacher_note.text())
    printed: list[PrintJob] = []
    desk.app.screens.class_shown.print_asked.connect(printed.append)
    desk.do("class.print_roster")
    sheet = printed[0].sheet
    assert isinstance(sheet, RosterSheet)
    assert "Ana Petrov, Mia Koch" in sheet.facts[0]
    desk.app.open_class(late)
    desk.keys("Ctrl+Z")
    desk.until(lambda: assisting(live, late) == [])


@rule("SCH-9", "SCH-12")
def test_who_does_not_teach_it_assists_with_a_reason_only(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    mia, late = second(live, "aerial"), live.names["late"]
    desk.app.open_class(late)
    desk.keys("A")
    panel(desk).form.put("who", (mia,))
    panel(desk).save()
    assert "Mia Koch" in panel(desk).answer.text()
    assert assisting(live, late) == []
    panel(desk).form.fill("reason", "learns the trade")
    panel(desk).save()
    desk.until(lambda: assisting(live, late) == [mia])


@rule("SCH-1", "SCH-5", "SCH-9")
def test_a_new_series_brings_its_assistant_and_a_busy_one_is_a_conflict(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    mia = second(live, "mat", "reformer")
    desk.go(Screen.CALENDAR)
    desk.do("calendar.add_class")
    shown = desk.app.screens.new_series.panel
    form = shown.form
    form.service.setCurrentIndex(form.service.findData(live.names["mat"]))
    form.instructor.setCurrentIndex(form.instructor.findData(live.names["ana"]))
    form.assistant.setCurrentIndex(form.assistant.findData(mia))
    form.start.setText("07:00")
    shown.save()

    def made() -> list[Series]:
        rows: list[Series] = live.session.source.rows.find(SERIES_TO_FILL, "active")
        return rows

    desk.until(made)
    (series,) = made()
    assert texts(series.assistants) == (mia,)
    dates = live.session.source.rows.find(OCCURRENCES_OF_SERIES, series.id)
    assert {tuple(assisting(live, one.id)) for one in dates} == {(mia,)}


@rule("SCH-1", "SCH-9", "SCH-4")
@pytest.mark.parametrize("with_time", [False, True])
def test_all_coming_dates_of_a_series_follow_in_settings(
    desk: DeskWindowDriver, live: LiveDesk, with_time: bool
) -> None:
    mia = second(live, "mat")
    here = live.names["location"]
    made = live.serve(
        CreateSeries(
            live.names["mat"],
            here,
            "FREQ=WEEKLY;BYDAY=TU",
            "2026-03-03",
            "08:00",
            45,
            12,
            live.names["ana"],
            generate_to="2026-03-20",
        )
    )
    live.exchange()
    desk.do("settings.open_series")
    page = desk.app.screens.settings.page("series")
    assert isinstance(page, RecordPage)
    page.open(str(made.facts["series_id"]))
    assert page.opened is not None
    form = page.opened.sheet.form
    form.put("assistants", (mia,))
    if with_time:
        form.fill("local_start", "08:30")
    page.opened.sheet.look()
    assert "3 dates change." in page.opened.sheet.answer.text()
    page.opened.sheet.save()

    def dates() -> set[tuple[str, tuple[str, ...]]]:
        rows = live.session.source.rows
        series = rows.find(SERIES_TO_FILL, "active")
        return {
            (one.local_start, tuple(assisting(live, one.id)))
            for line in series
            for one in rows.find(OCCURRENCES_OF_SERIES, line.id)
        }

    desk.until(lambda: dates() == {("08:30" if with_time else "08:00", (mia,))})
