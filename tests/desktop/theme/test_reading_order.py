"""Lines in which names are written from the right keep the order of their parts (U-63, U-67)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextLayout, QTextOption
from pytestqt.qtbot import QtBot

from desktop.theme.fonts import font
from desktop.theme.reading_order import in_order
from desktop.widgets.label import Label
from tests.support.rules import rule

NOA, CLASS, ALI = "נועה לוי", "ויניאסה", "محمد العلي"


def places(text: str, *parts: str) -> list[float]:
    """Where the middle of each part of a line is drawn on a desk that is read from the left."""
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.LeftToRight)
    layout = QTextLayout(text, font())
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(10_000)
    layout.endLayout()
    found = []
    for part in parts:
        at = text.index(part)
        ends = [line.cursorToX(one)[0] for one in (at, at + len(part))]  # type: ignore[index]
        found.append(sum(ends) / 2)
    return found


LINES = [
    (f"09:00 {NOA} · 3 of 8", ("09:00", NOA, "3 of 8")),
    (f"{NOA}, {ALI}, 2 others", (NOA, ALI, "2 others")),
    (f"18:00  {CLASS}, 8 of 8", ("18:00", CLASS, "8 of 8")),
    (f"{CLASS} 18:00", (CLASS, "18:00")),
    (f"Nothing stops {NOA}. 10-class pays first", ("Nothing", NOA, "10-class")),
]


@rule("U-63", "U-67")
@pytest.mark.parametrize(("line", "parts"), LINES, ids=[line for line, _ in LINES])
def test_parts_of_a_line_stand_in_the_order_in_which_they_are_written(
    line: str, parts: tuple[str, ...], qtbot: QtBot
) -> None:
    seen = places(in_order(line), *parts)
    assert seen == sorted(seen), list(zip(parts, seen, strict=True))


@rule("U-63")
def test_without_it_two_names_change_places(qtbot: QtBot) -> None:
    noa, ali = places(LINES[1][0], NOA, ALI)
    assert ali < noa, "the test would see a line that is out of order"


@rule("U-67")
def test_a_line_of_one_script_or_of_one_name_stays_as_it_is(qtbot: QtBot) -> None:
    for text in ("Łukasz Żółć · 3 of 8", "Anna, 18:00", NOA, ""):
        assert in_order(text) == text


@rule("U-67")
def test_a_label_shows_its_line_in_order_whenever_it_is_given_one(qtbot: QtBot) -> None:
    label = Label(LINES[0][0])
    qtbot.addWidget(label)
    assert label.text() == in_order(LINES[0][0]) != LINES[0][0]
    label.setText(LINES[1][0])
    assert label.text() == in_order(LINES[1][0])
