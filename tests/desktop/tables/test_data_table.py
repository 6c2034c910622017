"""The data table: kinds of figures, sorting, type-ahead, copying, widths, emptiness."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.domain.zones import to_utc
from desktop.tables.columns import Column, Figures, Kind, TableRow
from desktop.tables.data_table import DataTable
from desktop.widgets.empty_state import EmptyState
from tests.support.keys import show_active
from tests.support.rules import rule

FIGURES = Figures("EUR", "Europe/London")
COLUMNS = (
    Column(ident="service", title="Service", wide=30),
    Column(ident="fill", title="Fill rate", kind=Kind.PERCENT),
    Column(ident="revenue", title="Revenue", kind=Kind.MONEY, strong=True),
)
ROWS = (
    TableRow(key="mat", cells=("Mat Basics", 5_050, 1200_00)),
    TableRow(key="tower", cells=("tower", 10_000, 80_00)),
    TableRow(key="elan", cells=("Élan", None, 300_00)),
)


@pytest.fixture
def table(qtbot: QtBot) -> DataTable:
    made = DataTable("Fill by service", COLUMNS, FIGURES, EmptyState("No class was held."))
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show_rows(ROWS, TableRow(key="", cells=("All", 6_000, 1580_00)))
    show_active(made)
    made.view.setFocus()
    return made


def order(table: DataTable) -> list[str]:
    return [row.key for row in table.model.rows()]


@pytest.mark.parametrize(
    ("kind", "value", "told"),
    [
        (Kind.COUNT, 12345, "12,345"),
        (Kind.MONEY, -1250, "-€12.50"),
        (Kind.PERCENT, 6_667, "66.7 %"),
        (Kind.PERCENT, 0, "0.0 %"),
        (Kind.TENTHS, -35, "-3.5"),
        (Kind.MINUTES, 65, "1 h 05"),
        (Kind.DATE, "2026-11-18", "Wed 18 Nov 2026"),
        (Kind.MOMENT, to_utc("2026-07-01", "18:00", "Europe/London"), "Wed 1 Jul 2026 18:00"),
        (Kind.TEXT, "=1+1", "=1+1"),
        (Kind.MONEY, None, "–"),
    ],
)
def test_each_kind_is_written_as_people_write_it(kind: Kind, value: int, told: str) -> None:
    assert FIGURES.words(kind, value) == told


def test_a_click_sorts_texts_upwards_and_figures_downwards_first(table: DataTable) -> None:
    table.view.sort_by(0)
    assert order(table) == ["elan", "mat", "tower"]
    table.view.sort_by(2)
    assert order(table) == ["mat", "elan", "tower"]
    table.view.sort_by(2)
    assert order(table) == ["tower", "elan", "mat"]


def test_the_chosen_row_stays_chosen_when_the_order_turns(table: DataTable) -> None:
    table.view.choose("elan")
    table.view.sort_by(2)
    assert table.view.current_key() == "elan"
    table.show_rows(ROWS[::-1])
    assert table.view.current_key() == "elan"


def test_letters_look_for_a_row_and_enter_opens_it(table: DataTable) -> None:
    opened: list[str] = []
    table.view.opened.connect(opened.append)
    QTest.keyClicks(table.view, "to")
    QTest.keyClick(table.view, Qt.Key.Key_Return)
    assert opened == ["tower"]


def test_chosen_rows_are_copied_as_a_table(table: DataTable) -> None:
    table.view.selectRow(0)
    QTest.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Mat Basics\t50.5 %\t€1,200.00"


@rule("U-84")
def test_widths_that_were_dragged_can_be_given_back(table: DataTable) -> None:
    changed: list[bool] = []
    table.widths_changed.connect(lambda: changed.append(True))
    table.view.horizontalHeader().resizeSection(0, 90)
    kept = table.widths()
    assert changed
    table.resize(1200, 300)
    assert abs(table.view.horizontalHeader().sectionSize(0) - 1200 * kept[0] // sum(kept)) < 4
    table.set_widths((1, 2))
    assert table.widths() == kept


@rule("U-78")
def test_an_empty_table_says_why(table: DataTable) -> None:
    assert table.empty is not None
    assert not table.empty.isVisible()
    table.show_rows(())
    assert table.empty.isVisible()
    assert table.empty.sentence.text() == "No class was held."


@rule("U-58")
def test_a_screen_reader_gets_cells_and_sums(table: DataTable) -> None:
    face = QAccessible.queryAccessibleInterface(table.view)
    said = [face.child(at).text(QAccessible.Text.Name) for at in range(face.childCount())]
    assert "€1,200.00" in said
    assert table.totals.accessibleName() == "All, Fill rate 60.0 %, Revenue €1,580.00"
