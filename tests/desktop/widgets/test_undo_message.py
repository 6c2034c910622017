"""The message that offers undo."""

from itertools import pairwise

from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.shadow import MARGIN
from desktop.widgets.undo_message import MOST_AT_ONCE, STAYS_MS, MessageStack, UndoMessage
from tests.support.keys import click, show_active
from tests.support.rules import rule


@rule("U-27")
def test_it_names_the_act_takes_no_focus_and_stays_eight_seconds(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    field = QLineEdit(window)
    show_active(window)
    field.setFocus()
    undone: list[str] = []
    stack = MessageStack(window)
    message = stack.say("Checked in <b>Priya Nair</b>", lambda: undone.append("priya"))
    assert field.hasFocus()
    assert message.accessibleName() == "Checked in Priya Nair"
    assert STAYS_MS >= 8000
    click(message.undo_button)
    assert undone == ["priya"]
    assert stack.messages() == []
    assert not stack.isVisible()


@rule("U-27")
def test_it_goes_when_its_time_is_over_or_on_close(qtbot: QtBot) -> None:
    message = UndoMessage("Saved", undo=False, stays_ms=1)
    qtbot.addWidget(message)
    with qtbot.waitSignal(message.gone, timeout=1000):
        message.adjustSize()
    with qtbot.waitSignal(message.gone, timeout=1000):
        message.close_button.click()


def test_a_rush_of_messages_leaves_the_newest(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    stack = MessageStack(window)
    said = [stack.say(f"Checked in {n}") for n in range(MOST_AT_ONCE + 2)]
    assert stack.messages() == said[2:]


def test_messages_stand_above_each_other_in_full_height(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(900, 600)
    parent.show()
    stack = MessageStack(parent)
    said = [stack.say(text, lambda: None) for text in ("A", "Bbb bbb bbb", "C")]
    assert [one.height() for one in said] == [one.sizeHint().height() for one in said]
    steps = [low.y() - high.y() for high, low in pairwise(said)]
    assert all(step >= said[0].height() - 2 * MARGIN for step in steps)
