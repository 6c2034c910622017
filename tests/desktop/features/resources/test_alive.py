"""Resources on a live store: units and weeks, out of order and back, remedies, bars dragged."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.commands.catalogue import CreateResource, CreateService, ResourceNeed
from core.commands.schedule import CreateOccurrence
from core.commands.seats import Book
from core.commands.spots import ChooseSpot, LayOutSpots, SpotPlace, TakeOutOfOrder
from core.domain.schedule import ALLOCATIONS_OF_OCCURRENCE, HELD, Occurrence
from core.domain.spots import OUTAGES_OF_RESOURCE, SPOTS_OF_RESOURCE
from core.domain.zones import HOUR_MS, to_utc
from core.queries import spots
from desktop.actions.screens import Screen
from desktop.features.resources.timeline import ResourceTimeline
from desktop.features.resources.view import ResourcesScreen
from tests.desktop.desk_window import DeskWindowDriver, open_window
from tests.desktop.live import LiveDesk
from tests.support.rules import rule

DAY = "2026-03-02"
NOW = to_utc(DAY, "17:41", "Europe/London")


@pytest.fixture
def live(tmp_path: Path, qtbot: QtBot) -> Iterator[LiveDesk]:
    with LiveDesk.open(tmp_path, NOW) as made:
        names, place = made.names, made.names["location"]
        names["towers"] = made.serve(CreateResource(place, "Tower", "equipment", 3)).facts[
            "resource_id"
        ]
        layout = tuple(SpotPlace(str(n + 1), n, 0) for n in range(3))
        made.serve(LayOutSpots(names["towers"], layout))
        needs = (ResourceNeed(names["towers"], 0, 1),)
        tower = made.serve(CreateService("Tower", "class", "tower", 45, 3, needs=needs))
        one = CreateOccurrence(tower.facts["service_id"], place, DAY, "20:15", 45, 3)
        names["tower"] = made.serve(one).facts["occurrence_id"]
        made.serve(Book(names["anna"], names["tower"], pay_at_desk=True))
        made.serve(ChooseSpot(names["anna"], names["tower"], spot(made, "1")))
        made.exchange()
        yield made


def spot(live: LiveDesk, label: str) -> str:
    with live.database.read("org-live") as store:
        found = store.rows.find(SPOTS_OF_RESOURCE, live.names["towers"])
        return str(next(one.id for one in found if one.label == label))


@pytest.fixture
def desk(live: LiveDesk, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskWindowDriver]:
    with open_window(live.session, tmp_path, qtbot) as made:
        made.go(Screen.RESOURCES)
        yield made


def screen(desk: DeskWindowDriver) -> ResourcesScreen:
    found = desk.app.screens.widget(Screen.RESOURCES)
    assert isinstance(found, ResourcesScreen)
    return found


def said(desk: DeskWindowDriver) -> list[str]:
    shown = screen(desk)
    view = shown.week if shown.week.isVisible() else shown.timeline
    return [child.said for child in view.painted_children()]


def held(live: LiveDesk, name: str) -> list[str]:
    rows = live.session.source.rows.find(ALLOCATIONS_OF_OCCURRENCE, live.names[name])
    return [one.resource_id for one in rows if one.state == HELD]


@rule("RES-4", "U-58")
def test_each_unit_has_a_line_with_who_is_on_it(desk: DeskWindowDriver) -> None:
    assert any(text.startswith("Tower 1, 2026-03-02, 20:15–21:00, Anna") for text in said(desk))


@rule("U-50")
def test_w_shows_how_full_each_day_is_and_enter_opens_one(desk: DeskWindowDriver) -> None:
    desk.keys("W")
    desk.until(lambda: any(text.startswith("Reformers, Mon 2") for text in said(desk)))
    assert any(text.startswith("Tower, Tue 3, 0 % used") for text in said(desk))
    screen(desk).week.setFocus()
    desk.keys("Right", "Return")
    desk.until(lambda: screen(desk).date.text() == "Tue 3 Mar")
    assert screen(desk).timeline.isVisible()


@rule("RES-5", "RES-7")
def test_o_takes_a_unit_out_of_order_with_its_consequences_first_and_del_brings_it_back(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    timeline = screen(desk).timeline
    timeline.setFocus()
    timeline.choose(f"{live.names['towers']}#{spot(live, '1')}", NOW)
    desk.keys("O")
    panel = desk.app.screens.acts.panel
    assert panel is not None
    desk.until(lambda: panel.answer.text() == "All classes still fit. Another spot for 1.")
    rows = live.session.source.rows
    assert rows.find(OUTAGES_OF_RESOURCE, live.names["towers"]) == []
    panel.save()
    desk.until(lambda: rows.find(OUTAGES_OF_RESOURCE, live.names["towers"]))
    desk.until(lambda: any("Tower 1" in text and "Out of order" in text for text in said(desk)))
    timeline.setFocus()
    timeline.choose(f"{live.names['towers']}#{spot(live, '1')}", NOW + HOUR_MS)
    desk.keys("Delete")
    desk.until(lambda: not rows.find(OUTAGES_OF_RESOURCE, live.names["towers"]))


@rule("SET-7", "RES-5")
def test_a_class_without_its_room_is_mended_from_here(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    live.serve(TakeOutOfOrder(live.names["room"], NOW, NOW + 3 * HOUR_MS, reason="Flood"))
    live.exchange()
    desk.until(screen(desk).notice.isVisible)
    assert "Reformer Flow 18:00 has no Reformers." in screen(desk).notice.accessibleName()
    screen(desk).timeline.setFocus()
    desk.keys("1")
    desk.until(lambda: held(live, "evening") == [live.names["studio"]])
    desk.until(lambda: not screen(desk).notice.isVisible())
    found = live.session.source.rows.get(Occurrence, live.names["evening"])
    assert found is not None
    assert found.conflict == ""


def bar(timeline: ResourceTimeline, line: str) -> QPoint:
    """The middle of the first bar of a line."""
    layout = timeline.layout_now()
    row = layout.row_of(line) if layout else None
    assert layout is not None
    assert row is not None
    (hold, lane), *_ = row.lanes
    return layout.hold_rect(row, hold, lane).center() + timeline._origin()


def drag(timeline: ResourceTimeline, start: QPoint, line: str) -> None:
    layout = timeline.layout_now()
    row = layout.row_of(line) if layout else None
    assert row is not None
    end = QPoint(start.x(), row.top + 12) + QPoint(0, timeline._origin().y())
    view, left = timeline.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(view, left, Qt.KeyboardModifier.NoModifier, start)
    for at in (start + QPoint(0, 14), end):
        QTest.mouseMove(view, at)
    QTest.mouseRelease(view, left, Qt.KeyboardModifier.NoModifier, end)


@rule("RES-2", "U-42", "U-43")
def test_a_bar_is_dragged_to_another_room_and_back_by_undo(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    timeline = screen(desk).timeline
    drag(timeline, bar(timeline, live.names["room"]), live.names["studio"])
    desk.until(lambda: held(live, "evening") == [live.names["studio"]] and desk.said())
    desk.keys("Ctrl+Z")
    desk.until(lambda: held(live, "evening") == [live.names["room"]])


@rule("RES-2", "U-43")
def test_a_bar_over_another_type_is_refused_and_moves_nothing(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    timeline = screen(desk).timeline
    start = bar(timeline, live.names["room"])
    drag(timeline, start, live.names["towers"])
    assert held(live, "evening") == [live.names["room"]]
    assert not desk.said()


@rule("RES-4", "U-42")
def test_a_client_is_dragged_to_another_unit(desk: DeskWindowDriver, live: LiveDesk) -> None:
    timeline = screen(desk).timeline
    towers = live.names["towers"]
    one, three = (f"{towers}#{spot(live, label)}" for label in "13")
    drag(timeline, bar(timeline, one), three)

    def labels() -> list[str]:
        rows = live.session.source.rows
        found = spots.of_occurrence(rows, live.names["tower"])
        return [line.label for line in found if line.client_id]

    desk.until(lambda: labels() == ["3"])


@rule("RES-2", "U-45")
def test_g_chooses_another_room_from_a_list(desk: DeskWindowDriver, live: LiveDesk) -> None:
    timeline = screen(desk).timeline
    timeline.setFocus()
    timeline.choose(live.names["room"], to_utc(DAY, "18:00", "Europe/London"))
    desk.keys("G", "Return")
    desk.until(lambda: held(live, "evening") == [live.names["studio"]])


@rule("U-50")
def test_a_free_slot_carries_resource_and_time(desk: DeskWindowDriver, live: LiveDesk) -> None:
    timeline = screen(desk).timeline
    timeline.setFocus()
    timeline.choose(live.names["studio"], to_utc(DAY, "20:30", "Europe/London"))
    desk.keys("Return")
    panel = desk.app.screens.new_series.panel
    desk.until(panel.isVisible)
    assert panel.form.draft().start == "20:30"
