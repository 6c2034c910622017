"""The resource day: what is free, what clashes, and how a slot is taken."""

import itertools

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from desktop.actions.registry import ActionRegistry
from desktop.actions.screens import Screen
from desktop.features.resources.actions import RESOURCE_ACTIONS
from desktop.features.resources.geometry import (
    HEAD,
    DayLayout,
    free_from,
    free_until,
    hours_of,
    lanes_of,
    lay_out,
)
from desktop.features.resources.model import ResourceDay, ResourceLine
from desktop.features.resources.view import ResourcesScreen
from desktop.widgets.painted_children import install_painted_children
from tests.desktop.gallery_panels.calendar_data import at
from tests.desktop.gallery_panels.resource_data import DAY, resource_day
from tests.support.keys import click, press, show_active
from tests.support.rules import rule

HOUR = 3_600_000


def line_of(day: ResourceDay, name: str) -> ResourceLine:
    return next(line for g in day.groups for line in g.lines if line.resource_id == name)


@rule("U-48")
def test_a_day_of_25_hours_has_the_hour_twice_and_every_hour_is_as_wide() -> None:
    start = 1_792_882_800_000  # Sunday 25 October 2026, 00:00 in London
    day = replace(resource_day(), from_at=start, to_at=start + 25 * HOUR)
    labels = hours_of(day)
    assert [label for _, label in labels][:4] == ["00:00", "01:00", "01:00", "02:00"]
    assert len(labels) == 25
    layout = lay_out(day, 2000)
    wide = {layout.x_of(b) - layout.x_of(a) for (a, _), (b, _) in itertools.pairwise(labels)}
    assert max(wide) - min(wide) <= 1


def test_what_clashes_stands_in_lanes() -> None:
    holds = line_of(resource_day(), "Studio B").holds
    lanes = {hold.span: lane for hold, lane in lanes_of(holds)}
    assert lanes["19:00–20:00"] == 0
    assert lanes["19:30–20:25"] == 1


@rule("U-50")
def test_free_is_what_nothing_holds_or_bars() -> None:
    day = resource_day()
    reformer, wheels = line_of(day, "reformer-6"), line_of(day, "wheels")
    assert not free_from(reformer, at(DAY, "1000"))
    assert free_from(reformer, at(DAY, "1400"))
    assert free_until(reformer, at(DAY, "1600"), 90) == at(DAY, "1630")
    assert not free_from(wheels, at(DAY, "1100"))
    assert free_from(wheels, at(DAY, "1900"))


class Desk:
    """Resources in a window, and what was asked for."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.registry = ActionRegistry(RESOURCE_ACTIONS, self.window)
        self.registry.on_screen(Screen.RESOURCES)
        self.screen = ResourcesScreen(self.registry)
        self.asked: list[tuple[object, ...]] = []
        self.screen.slot_requested.connect(lambda *args: self.asked.append(args))
        self.screen.class_opened.connect(lambda *args: self.asked.append(args))
        self.screen.remedy_requested.connect(lambda *args: self.asked.append(args))
        self.screen.show_day(resource_day())
        self.window.setCentralWidget(self.screen)
        self.window.resize(1204, 752)
        show_active(self.window)
        self.screen.timeline.setFocus()

    @property
    def layout(self) -> DayLayout:
        layout = self.screen.timeline.layout_now()
        assert layout is not None
        return layout

    def point(self, resource: str, time: str) -> QPoint:
        row = self.layout.row_of(resource)
        assert row is not None
        x = self.layout.x_of(at(DAY, time)) + 2
        return QPoint(x, HEAD + row.top + row.height // 2)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


@rule("U-50")
def test_a_click_on_a_free_slot_carries_resource_and_time(desk: Desk) -> None:
    click(desk.screen.timeline.viewport(), desk.point("reformer-4", "1340"))
    assert desk.asked == [("reformer-4", at(DAY, "1330"))]


def test_a_click_on_a_bar_opens_its_class(desk: Desk) -> None:
    click(desk.screen.timeline.viewport(), desk.point("reformer-4", "1810"))
    assert desk.asked == [("Wed-1800",)]


@rule("U-50")
def test_what_is_out_of_order_cannot_be_taken(desk: Desk) -> None:
    click(desk.screen.timeline.viewport(), desk.point("reformer-6", "1100"))
    assert not desk.asked


@rule("U-45", "U-50")
def test_arrows_find_a_slot_and_enter_takes_it(desk: Desk) -> None:
    timeline = desk.screen.timeline
    timeline.choose("reformer-3", at(DAY, "1300"))
    press(timeline, Qt.Key.Key_Down)
    press(timeline, Qt.Key.Key_Right)
    press(timeline, Qt.Key.Key_Return)
    assert desk.asked == [("reformer-4", at(DAY, "1330"))]


def test_a_digit_takes_a_remedy(desk: Desk) -> None:
    press(desk.screen.timeline, Qt.Key.Key_2)
    assert desk.asked == [("n1", "room")]


@rule("U-58")
def test_holds_outages_and_clashes_are_said(desk: Desk) -> None:
    install_painted_children()
    reader = QAccessible.queryAccessibleInterface(desk.screen.timeline)
    said = [reader.child(n).text(QAccessible.Text.Name) for n in range(reader.childCount())]
    assert "Reformer 8, Wed 18 Nov, 19:15–20:10, Ravi, provisional" in said
    assert "Reformer 6, Wed 18 Nov, 09:30–14:00, Out of order to 14:00, new spring" in said
    assert "Studio B, Wed 18 Nov, 19:30–20:00, Clash" in said
    assert "Mats, Wed 18 Nov, 18:30–19:45, 14 of 24 in use" in said


@rule("U-78")
def test_a_place_without_resources_says_so(desk: Desk) -> None:
    desk.screen.show_day(replace(resource_day(), groups=(), notice=None))
    assert desk.screen.empty.isVisible()
    assert not desk.screen.timeline.isVisible()
