"""The Reports screen: read aside, narrowed, looked behind, exported; who may see what."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from core.commands.arrivals import CheckIn, MarkNoShow
from core.commands.setup import CreateStaff, GrantRole
from core.domain.ids import StaffId
from core.domain.zones import HOUR_MS, to_utc
from desktop.actions.screens import Screen
from desktop.features.reports.periods import Period, period_of
from desktop.features.reports.view import ReportsScreen
from desktop.printing.presenter import PrintJob
from tests.desktop.desk_window import DeskWindowDriver, open_window
from tests.desktop.live import LiveDesk
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "17:41", "Europe/London")
LATER = to_utc("2026-03-02", "21:00", "Europe/London")


@pytest.fixture
def live(tmp_path: Path, qtbot: QtBot) -> Iterator[LiveDesk]:
    with LiveDesk.open(tmp_path, NOW) as made:
        for name in ("anna", "ben"):
            made.serve(CheckIn(made.names[name], made.names["evening"]), NOW)
        made.serve(MarkNoShow(made.names["clara"], made.names["evening"]), NOW + HOUR_MS)
        made.clock.at = LATER
        made.exchange()
        yield made


@pytest.fixture
def desk(live: LiveDesk, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskWindowDriver]:
    with open_window(live.session, tmp_path, qtbot) as made:
        made.go(Screen.REPORTS)
        made.until(lambda: not made.app.screens.reports.aside.busy())
        yield made


def screen(desk: DeskWindowDriver) -> ReportsScreen:
    found = desk.app.screens.widget(Screen.REPORTS)
    assert isinstance(found, ReportsScreen)
    return found


def choose(desk: DeskWindowDriver, ident: str) -> None:
    screen(desk).list.choose(ident)
    desk.until(lambda: not desk.app.screens.reports.aside.busy())


def cells(desk: DeskWindowDriver) -> list[list[str]]:
    model = screen(desk).table.model
    wide = range(model.columnCount())
    return [[model.words(row, at) for at in wide] for row in range(model.rowCount())]


@rule("REP-1", "REP-2", "REP-5")
def test_the_fill_of_today_is_there_without_the_server(desk: DeskWindowDriver) -> None:
    choose(desk, "fill")
    assert cells(desk) == [
        ["Mat Basics", "2", "24", "0", "0", "0", "0.0 %"],
        ["Reformer Flow", "1", "4", "2", "1", "0", "75.0 %"],
    ]
    assert screen(desk).table.totals.accessibleName().startswith("All, Classes 3, Seats 28, Came 2")
    assert "Reformer Flow 75.0 %" in screen(desk).chart.accessibleName()
    assert "Fill rate 10.7 %" in screen(desk).strip.accessibleName()


@rule("REP-2")
def test_enter_looks_behind_a_line_and_opens_the_class(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    choose(desk, "no_shows")
    view = screen(desk).table.view
    view.choose("1/" + live.names["reformer"])
    view.setFocus()
    desk.keys("Return")
    desk.until(screen(desk).back.isVisible)
    assert [row[2] for row in cells(desk)] == ["Reformer Flow"]
    view.choose(screen(desk).table.model.rows()[0].key)
    desk.keys("Return")
    desk.until(lambda: desk.window.panel.content() is desk.app.screens.class_panel)
    desk.do("reports.go_back")
    assert cells(desk)[1][0] == "Reformer Flow"


@rule("REP-2")
def test_a_client_in_a_report_opens_the_profile(desk: DeskWindowDriver, live: LiveDesk) -> None:
    choose(desk, "missing")
    assert cells(desk) == [["Clara Jensen", "1", "0", "100.0 %"]]
    view = screen(desk).table.view
    view.choose("0/" + live.names["clara"])
    view.setFocus()
    desk.keys("Return")
    desk.until(screen(desk).back.isVisible)
    assert cells(desk)[0][2] == "no show"


@rule("U-74", "REP-2")
def test_excel_has_typed_cells_a_frozen_head_a_filter_and_no_formulas(
    desk: DeskWindowDriver, tmp_path: Path
) -> None:
    choose(desk, "fill")
    reports = desk.app.screens.reports
    reports.choose_file = lambda _parent, _name, _kinds: str(tmp_path / "fill.xlsx")
    desk.do("reports.save_excel")
    desk.until(lambda: any("Saved" in text for text in desk.said()))
    book = load_workbook(tmp_path / "fill.xlsx")
    sheet = book["Table"]
    assert [cell.value for cell in sheet[1]][:3] == ["Service", "Classes", "Seats"]
    assert (sheet["B3"].value, sheet["G3"].value, sheet["G3"].number_format) == (1, 0.75, "0.0%")
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:G3")
    assert sheet["A4"].value == "All"
    assert "divided by" in str([row[1].value for row in book["About"].iter_rows()])


@rule("REP-2", "U-92")
def test_csv_is_plain_and_a_file_that_cannot_be_written_says_so(
    desk: DeskWindowDriver, tmp_path: Path
) -> None:
    choose(desk, "revenue")
    reports = desk.app.screens.reports
    reports.choose_file = lambda _parent, name, _kinds: str(tmp_path / name)
    desk.do("reports.save_csv")
    desk.until(lambda: any("Saved" in text for text in desk.said()))
    (file,) = tmp_path.glob("Revenue by service*.csv")
    rows = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0] == ["For", "Kind", "Payments", "Taken", "Given back", "Revenue"]
    assert ["10-class", "Pass", "4", "560.00", "0.00", "560.00"] in rows
    reports.choose_file = lambda _parent, name, _kinds: str(tmp_path / "none" / name)
    desk.do("reports.save_csv")
    desk.until(lambda: any("could not be written" in text for text in desk.said()))


@rule("U-72", "REP-2")
def test_a_report_is_printed_with_its_chart(desk: DeskWindowDriver) -> None:
    jobs: list[PrintJob] = []
    choose(desk, "times")
    desk.app.screens.reports.print_asked.connect(jobs.append)
    desk.do("reports.print_report")
    assert [job.sheet.title for job in jobs] == ["Popular times"]
    desk.until(lambda: desk.window.panel.content() is desk.app.screens.printing.panel)
    assert desk.app.screens.printing.panel.place.text() == "Page 1 of 1"


@rule("REP-2", "U-84")
def test_what_was_looked_at_comes_back(live: LiveDesk, tmp_path: Path, qtbot: QtBot) -> None:
    with open_window(live.session, tmp_path, qtbot) as desk:
        desk.go(Screen.REPORTS)
        choose(desk, "churn")
        at = screen(desk).filters.period.findData("months_24")
        screen(desk).filters.period.setCurrentIndex(at)
    with open_window(live.session, tmp_path, qtbot) as desk:
        desk.go(Screen.REPORTS)
        desk.until(lambda: screen(desk).title.text() == "Churn risk")
        assert screen(desk).filters.period.currentData() == "months_24"


@rule("U-84")
def test_dragged_columns_come_back_with_their_report(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    choose(desk, "fill")
    screen(desk).table.view.horizontalHeader().resizeSection(0, 400)
    kept = screen(desk).table.widths()
    choose(desk, "no_shows")
    assert screen(desk).table.widths() == ()
    choose(desk, "fill")
    assert screen(desk).table.widths() == kept


@pytest.mark.parametrize(
    ("role", "seen"),
    [("location_manager", 20), ("finance_manager", 6), ("receptionist", 0), ("instructor", 0)],
)
def test_each_role_sees_its_reports(
    role: str, seen: int, desk: DeskWindowDriver, live: LiveDesk
) -> None:
    somebody = str(live.serve(CreateStaff("Sam Reed")).facts["staff_id"])
    live.serve(GrantRole(somebody, role, live.names["location"]))  # type: ignore[arg-type]
    live.exchange()
    live.session.choose_person(StaffId(somebody))
    desk.until(lambda: live.session.actor == somebody)
    desk.app.screens.reports.refresh()
    rows = [row for row in screen(desk).list.rows.rows() if row.selectable]
    assert len(rows) == seen


def test_the_finance_manager_sees_figures_and_nobody_behind_them(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    somebody = str(live.serve(CreateStaff("Sam Reed")).facts["staff_id"])
    live.serve(GrantRole(somebody, "finance_manager", live.names["location"]))
    live.exchange()
    live.session.choose_person(StaffId(somebody))
    desk.app.screens.reports.refresh()
    choose(desk, "revenue")
    reports = desk.app.screens.reports
    reports._open(screen(desk).table.model.rows()[0].key)
    desk.until(screen(desk).back.isVisible)
    reports._open(screen(desk).table.model.rows()[0].key)
    assert any("figures only" in text for text in desk.said())
    assert desk.window.screen_in_view() is Screen.REPORTS


@pytest.mark.parametrize(
    ("preset", "today", "first"),
    [
        ("this_month", "2026-11-18", "2026-11-01"),
        ("days_30", "2026-03-01", "2026-01-31"),
        ("quarter", "2026-05-31", "2026-04-01"),
        ("year", "2026-11-18", "2026-01-01"),
        ("months_12", "2028-02-29", "2027-03-01"),
        ("months_24", "2026-11-18", "2024-11-19"),
    ],
)
def test_periods_by_name(preset: str, today: str, first: str) -> None:
    assert period_of(preset, today) == Period(first, today)


def test_the_period_before_is_as_long() -> None:
    assert period_of("last_month", "2026-03-15") == Period("2026-02-01", "2026-02-28")
    assert Period("2026-03-01", "2026-03-31").before() == Period("2026-01-29", "2026-02-28")
