"""Rooms and equipment: out of order, archived, and the map of numbered spots."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from core.commands.catalogue import CreateResource, ResourceNeed
from core.commands.services import EditService
from core.domain.schedule import Occurrence, Resource
from core.domain.spots import OUTAGES_OF_RESOURCE, SPOTS_OF_RESOURCE
from desktop.features.settings.resources.map_page import MapPage
from desktop.features.settings.resources.spot_map import CELL
from desktop.features.settings.resources.subject import ResourcesPage
from tests.desktop.features.settings.conftest import Settings
from tests.desktop.test_every_window import assert_whole
from tests.support.rules import rule


def equipment(settings: Settings, quantity: int = 4) -> str:
    live = settings.live
    command = CreateResource(live.names["location"], "Towers", "equipment", quantity)
    made = str(live.serve(command).facts["resource_id"])
    live.exchange()
    return made


def map_of(settings: Settings, key: str) -> MapPage:
    page = settings.open("resources", key)
    assert isinstance(page, ResourcesPage)
    page.show_map(key)
    assert page.map is not None
    return page.map


def labels(settings: Settings, key: str) -> dict[str, tuple[int, int]]:
    rows = settings.live.session.source.rows.find(SPOTS_OF_RESOURCE, key)
    return {row.label: (row.x, row.y) for row in rows}


@rule("RES-4", "U-45")
def test_spots_are_laid_out_by_keys(settings: Settings) -> None:
    key = equipment(settings)
    shown = map_of(settings, key)
    shown.fill()
    assert shown.count.text() == "4 of 4 have a spot"
    shown.map.setFocus()
    settings.desk.keys("Down", "Down", "Right")
    assert (shown.map.spots()[0].x, shown.map.spots()[0].y) == (1, 2)
    settings.desk.keys("PgDown", "Delete")
    assert [spot.label for spot in shown.map.spots()] == ["1", "3", "4"]
    shown.label.setFocus()
    settings.desk.keys("Ctrl+A")
    settings.desk.write("Window")
    settings.desk.keys("Return")
    wanted = {"1": (1, 2), "Window": (2, 0), "4": (3, 0)}
    settings.desk.until(lambda: labels(settings, key) == wanted)


def test_a_spot_is_dragged_and_never_onto_another(settings: Settings) -> None:
    key = equipment(settings)
    shown = map_of(settings, key)
    shown.fill()
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    middle = CELL // 2
    QTest.mousePress(shown.map, left, none, QPoint(middle, middle))
    QTest.mouseMove(shown.map, QPoint(CELL + middle, middle))
    assert (shown.map.spots()[0].x, shown.map.spots()[0].y) == (0, 0)
    QTest.mouseMove(shown.map, QPoint(middle, 3 * CELL + middle))
    QTest.mouseRelease(shown.map, left, none, QPoint(middle, 3 * CELL + middle))
    assert (shown.map.spots()[0].x, shown.map.spots()[0].y) == (0, 3)


@rule("U-92")
def test_two_spots_of_one_label_are_refused_before_saving(settings: Settings) -> None:
    key = equipment(settings)
    shown = map_of(settings, key)
    shown.add()
    shown.add()
    shown.map.rename("1")
    assert shown.answer.text()
    shown.map.rename("")
    assert shown.label_box.wrong() == "Must not be empty"
    shown.save()
    assert labels(settings, key) == {}
    assert_whole(settings.desk.window)


@rule("RES-5")
def test_what_no_longer_fits_is_named_before_it_is_out_of_order(settings: Settings) -> None:
    live = settings.live
    key = equipment(settings, 1)
    live.serve(EditService(live.names["mat"], needs=(ResourceNeed(key, 1),)))
    live.exchange()
    page = settings.open("resources", live.names["studio"])
    subject = page.subject
    out = next(one for one in subject.deeds(live.names["studio"]) if one.text == "Out of order")
    assert out.asks is not None
    subject_asked = out.asks()
    assert subject_asked is not None
    page.ask(subject_asked)
    settings.type("reason", "a wet floor")
    sheet = settings.opened().sheet
    sheet.look()
    assert "Mat Basics" in sheet.answer.text()
    settings.save()
    source = live.session.source
    settings.desk.until(lambda: source.rows.find(OUTAGES_OF_RESOURCE, live.names["studio"]))
    row = source.rows.get(Occurrence, live.names["late"])
    assert row is not None
    assert row.conflict == "resource_short"
    settings.desk.until(lambda: any("1 out of order" in said for said in settings.rows()))
    settings.open("resources", live.names["studio"])
    settings.do("In order again")
    settings.desk.until(lambda: not source.rows.find(OUTAGES_OF_RESOURCE, live.names["studio"]))


@rule("ORG-7")
def test_a_spare_resource_is_archived_and_one_that_is_needed_stays(settings: Settings) -> None:
    source = settings.live.session.source
    key = equipment(settings)
    settings.open("resources", key)
    settings.do("Archive")

    def state(ident: str) -> str:
        row = source.rows.get(Resource, ident)
        return row.state if row else ""

    settings.desk.until(lambda: state(key) == "archived" and settings.desk.said())
    settings.desk.keys("Ctrl+Z")
    settings.desk.until(lambda: state(key) == "active")
    settings.open("resources", settings.live.names["studio"])
    settings.do("Archive")
    settings.desk.until(
        lambda: any("needed by Mat Basics" in said for said in settings.desk.said())
    )
    assert state(settings.live.names["studio"]) == "active"
