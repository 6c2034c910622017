"""Charts: every value is painted and said, zero is the base, also on paper."""

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desktop.printing.pages import Pages
from desktop.printing.paper import PAPERS
from desktop.tables.chart import ChartData, ChartView, Shape, chart_tall
from desktop.tables.columns import Column, Figures, Kind, TableRow
from desktop.tables.export import exported
from desktop.tables.table_sheet import TableSheet
from desktop.theme.palette import current_theme
from tests.support.keys import show_active
from tests.support.rules import rule

FIGURES = Figures("EUR", "UTC")
COLUMNS = (Column(ident="name", title="Name"), Column(ident="n", title="N", kind=Kind.COUNT))


def data(shape: Shape, values: tuple[tuple[int, ...], ...], series: int = 1) -> ChartData:
    return ChartData(
        shape=shape,
        title="Fill",
        unit="Heads",
        names=tuple(f"Row {at}" for at in range(len(values))),
        series=tuple(f"Series {at}" for at in range(series)),
        values=values,
        say=str,
    )


def painted(qtbot: QtBot, shown: ChartData) -> QImage:
    view = ChartView()
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show_data(shown)
    show_active(view)
    return view.grab().toImage()


def inked(picture: QImage, number: int) -> int:
    """How many pixels have the colour of a series."""
    wanted = current_theme().service(number).line.rgb()
    wide, tall = picture.width(), picture.height()
    return sum(picture.pixel(x, y) == wanted for x in range(wide) for y in range(tall))


@rule("U-73")
def test_a_bar_is_as_long_as_its_value_from_zero(qtbot: QtBot) -> None:
    half = inked(painted(qtbot, data(Shape.BAR, ((100,), (50,)))), 1)
    full = inked(painted(qtbot, data(Shape.BAR, ((100,), (100,)))), 1)
    assert abs(half / full - 0.75) < 0.02


@rule("U-73")
def test_stacked_series_have_colours_of_their_own(qtbot: QtBot) -> None:
    picture = painted(qtbot, data(Shape.STACKED, ((60, 40),), 2))
    assert abs(inked(picture, 1) / inked(picture, 7) - 1.5) < 0.15


@pytest.mark.parametrize("shape", list(Shape))
@pytest.mark.parametrize("values", [((0,),), ((-5,), (5,)), tuple((at,) for at in range(60))])
def test_no_values_break_a_chart(
    shape: Shape, values: tuple[tuple[int, ...], ...], qtbot: QtBot
) -> None:
    shown = data(shape, values)
    assert not painted(qtbot, shown).isNull()
    assert chart_tall(shown) >= 72


@rule("U-58")
def test_a_screen_reader_hears_the_values(qtbot: QtBot) -> None:
    view = ChartView()
    qtbot.addWidget(view)
    view.show_data(data(Shape.BAR, ((7,), (9,))))
    assert view.accessibleName() == "Fill, Heads: Row 0 7; Row 1 9"
    view.show_data(None)
    assert view.isHidden()


@rule("U-72")
@pytest.mark.parametrize("count", [0, 3, 39, 40, 200])
def test_every_row_is_on_some_page(count: int, qtbot: QtBot) -> None:
    rows = [TableRow(key=f"{at}", cells=(f"Row {at}", at)) for at in range(count)]
    made = exported("T", rows, COLUMNS, FIGURES)
    room = QSizeF(600, 800)
    laid = TableSheet(made, data(Shape.BAR, ((1,), (2,)))).laid_out(room)
    assert (laid._on_first + (laid.pages - 1) * laid._per_page) >= count
    assert laid.pages == 1 or laid._on_first + (laid.pages - 2) * laid._per_page < count
    pages = Pages(TableSheet(made), PAPERS["letter"])
    assert not pages.picture(pages.count - 1, 300).isNull()
