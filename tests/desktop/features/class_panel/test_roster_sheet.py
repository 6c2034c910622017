"""The printed roster: 25 on one sheet, and codes that a camera reads back (M-08, U-72)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from core.rules.attendance.paper_code import PaperLine, encode, read
from desktop.actions.screens import Screen
from desktop.features.class_panel.roster_sheet import RosterSheet, SheetLine
from desktop.printing.binder import Binder
from desktop.printing.pages import Pages
from desktop.printing.paper import PAPERS
from desktop.scanner.camera import codes_in
from tests.desktop.desk_window import DeskWindowDriver, open_window
from tests.desktop.features.class_panel.class_of_spots import NOW
from tests.desktop.live import LiveDesk
from tests.support.rules import rule

ORG, CLASS = "org-live", "c" * 32


def client(number: int) -> str:
    return f"{number:032x}"


def sheet(people: int, waiting: int = 0) -> RosterSheet:
    lines = [
        SheetLine(
            mark=str(n),
            name=f"Person {n}",
            note="10-class · 3 left",
            flags="No waiver",
            code=encode(ORG, CLASS, client(n)),
        )
        for n in range(1, people + 1)
    ]
    lines += [SheetLine(mark=str(n), name=f"W {n}", waits=True) for n in range(1, waiting + 1)]
    return RosterSheet("Reformer", ("Studio A",), lines, encode(ORG, CLASS), "Waiting")


@rule("U-72")
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_twenty_five_stand_on_one_sheet_and_more_on_two(qtbot: QtBot, paper: str) -> None:
    assert Pages(sheet(25), PAPERS[paper]).count == 1
    assert Pages(sheet(26, 3), PAPERS[paper]).count == 2
    assert Pages(sheet(0), PAPERS[paper]).count == 1


@rule("U-72")
def test_a_camera_reads_every_line_of_the_paper_back(qtbot: QtBot) -> None:
    page = Pages(sheet(12), PAPERS["a4"]).picture(0, 794, ratio=3.0)
    found = {read(code, ORG) for code in codes_in(grey(page))}
    assert PaperLine(CLASS) in found  # type: ignore[arg-type]
    wanted = {PaperLine(CLASS, client(n)) for n in range(1, 13)}  # type: ignore[arg-type]
    assert wanted <= found


def grey(page: QImage) -> QImage:
    page.setDevicePixelRatio(1.0)
    return page


@pytest.fixture
def live(tmp_path: Path, qtbot: QtBot) -> Iterator[LiveDesk]:
    with LiveDesk.open(tmp_path, NOW) as made:
        yield made


@pytest.fixture
def desk(live: LiveDesk, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskWindowDriver]:
    with open_window(live.session, tmp_path, qtbot) as made:
        made.go(Screen.CALENDAR)
        yield made


@rule("U-72")
def test_ctrl_p_shows_the_sheet_of_the_class_in_view(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    desk.app.open_class(live.names["evening"])
    desk.keys("Ctrl+P")
    printing = desk.app.screens.printing
    desk.until(printing.panel.isVisible)
    shown = printing._job
    assert shown is not None
    made = shown.sheet
    assert isinstance(made, RosterSheet)
    assert [line.name for line in made.lines] == [
        "Anna Petrov",
        "Ben Carter",
        "Clara Jensen",
        "Daniel Osei",
        "Hanna Lindqvist",
    ]
    organisation = live.session.source.organisation_id
    line = read(made.lines[1].code, organisation)
    assert line == PaperLine(live.names["evening"], live.names["ben"])  # type: ignore[arg-type]


@rule("U-72")
def test_all_rosters_that_are_left_today_are_printed_at_once(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    """M-08: before the power goes, from whatever screen."""
    desk.go(Screen.CLIENTS)
    desk.keys("Ctrl+Shift+P")
    printing = desk.app.screens.printing
    desk.until(printing.panel.isVisible)
    job = printing._job
    assert job is not None
    binder = job.sheet
    assert isinstance(binder, Binder)
    titles = [sheet.title.split(",")[0] for sheet in binder.sheets]
    assert titles == ["Reformer Flow", "Mat Basics"]
    assert binder.title == "Rosters of Mon 2 March"
    assert printing._pages is not None
    assert printing._pages.count == 2
    organisation = live.session.source.organisation_id
    grace = binder.sheets[1].lines[0]  # type: ignore[attr-defined]
    assert read(grace.code, organisation) == PaperLine(live.names["late"], live.names["grace"])  # type: ignore[arg-type]
