"""Tables as files: nothing that a program could run, figures as figures, stopping."""

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from core.domain.refusals import Fault
from desktop.background import Progress, Stopped
from desktop.tables.columns import Column, Figures, Kind, TableRow
from desktop.tables.export import Export, exported, harmless, write_csv, write_excel
from tests.support.rules import rule

COLUMNS = (
    Column(ident="name", title="=Name"),
    Column(ident="money", title="Money", kind=Kind.MONEY),
    Column(ident="at", title="At", kind=Kind.MOMENT),
    Column(ident="day", title="Day", kind=Kind.DATE),
)
ROWS = (
    TableRow(key="1", cells=('=HYPERLINK("x")', -12_50, 1_772_473_260_000, "2026-03-02")),
    TableRow(key="2", cells=("+44 20", None, None, "")),
)


def quiet() -> Progress:
    return Progress(lambda _done, _of: None)


def made() -> Export:
    return exported("T", ROWS, COLUMNS, Figures("EUR", "Europe/London"))


@rule("U-74")
def test_texts_that_start_like_formulas_are_neutralised(tmp_path: Path) -> None:
    assert [harmless(text) for text in ("=1", "+1", "-1", "@x", "1")] == [
        "'=1",
        "'+1",
        "'-1",
        "'@x",
        "1",
    ]
    write_csv(made(), str(tmp_path / "t.csv"), quiet())
    rows = list(csv.reader((tmp_path / "t.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert rows == [
        ["'=Name", "Money", "At", "Day"],
        ['\'=HYPERLINK("x")', "-12.50", "2026-03-02 17:41", "2026-03-02"],
        ["'+44 20", "", "", ""],
    ]


@rule("U-74", "U-65")
def test_excel_holds_text_money_and_moments_as_such(tmp_path: Path) -> None:
    write_excel(made(), str(tmp_path / "t.xlsx"), quiet())
    sheet = load_workbook(tmp_path / "t.xlsx")["Table"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ('=HYPERLINK("x")', "s")
    assert (sheet["B2"].value, sheet["B2"].number_format) == (-12.5, "#,##0.00")
    assert sheet["C2"].value.isoformat() == "2026-03-02T17:41:00"
    assert sheet["D2"].value.isoformat() == "2026-03-02T00:00:00"


@rule("U-75")
def test_who_stops_an_export_gets_no_file(tmp_path: Path) -> None:
    progress = quiet()
    progress.stop()
    for write, name in ((write_csv, "t.csv"), (write_excel, "t.xlsx")):
        with pytest.raises(Stopped):
            write(made(), str(tmp_path / name), progress)
        assert not (tmp_path / name).exists()


def test_a_folder_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    for write in (write_csv, write_excel):
        with pytest.raises(Fault, match="file_not_written"):
            write(made(), str(tmp_path / "none" / "t"), quiet())
