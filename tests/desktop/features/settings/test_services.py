"""Services are made, changed and archived by keys; what the core refuses stands at its field."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from core.commands.catalogue import ResourceNeed
from core.commands.services import EditService
from core.domain.catalogue import SERVICES_BY_STATE, Service
from core.domain.ids import ServiceId
from core.domain.zones import to_utc
from desktop.features.settings.record_page import RecordPage
from desktop.features.settings.services.values import BLANK, change, creation, values_of
from tests.desktop.desk_window import DeskWindowDriver, open_window
from tests.desktop.live import LiveDesk
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "17:41", "Europe/London")


@pytest.fixture
def desk(live: LiveDesk, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskWindowDriver]:
    with open_window(live.session, tmp_path, qtbot) as made:
        made.do("settings.open_services")
        yield made


def page(desk: DeskWindowDriver) -> RecordPage:
    shown = desk.app.screens.settings._screen.page()
    assert isinstance(shown, RecordPage)
    return shown


def service(live: LiveDesk, name: str) -> Service:
    found = live.session.source.rows.get(Service, live.names[name])
    assert found is not None
    return found


def put(desk: DeskWindowDriver, field: str, text: str) -> None:
    opened = page(desk).opened
    assert opened is not None
    opened.sheet.form.focus(field)
    desk.keys("Ctrl+A")
    desk.write(text)
    # digits may be a scan: they are in the field when nothing more follows them
    desk.until(lambda: opened.sheet.form.typed(field) == text)


def wrong(desk: DeskWindowDriver, field: str) -> str:
    opened = page(desk).opened
    assert opened is not None
    return opened.sheet.form.wrong(field)


@rule("SVC-1")
def test_a_service_is_added_by_keys(desk: DeskWindowDriver, live: LiveDesk) -> None:
    desk.keys("N")
    desk.write("Tower Flow")
    put(desk, "duration_min", "1 h 15")
    put(desk, "price", "24,50")
    desk.keys("Return")
    desk.until(lambda: any("Added" in text for text in desk.said()))
    made = live.session.source.rows.find(SERVICES_BY_STATE, "active")
    (tower,) = [row for row in made if row.name == "Tower Flow"]
    assert (tower.duration_min, tower.price, tower.waitlist) == (75, 24_50, 1)
    assert page(desk).listing.list.current_key() == tower.id


def test_a_changed_price_changes_nothing_else_and_is_undone(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    before = service(live, "reformer")
    desk.keys("Down", "Return")
    put(desk, "price", "21")
    desk.keys("Return")
    desk.until(lambda: service(live, "reformer").price == 21_00)
    desk.until(lambda: page(desk).opened is None and desk.said())
    assert msgspec.structs.replace(service(live, "reformer"), price=before.price) == before
    desk.keys("Ctrl+Z")
    desk.until(lambda: service(live, "reformer") == before)


@rule("SVC-10", "U-92")
def test_a_session_for_five_is_refused_at_its_seats(desk: DeskWindowDriver, live: LiveDesk) -> None:
    desk.keys("N")
    desk.write("Private")
    opened = page(desk).opened
    assert opened is not None
    opened.sheet.form.put("kind", "session")
    put(desk, "capacity", "5")
    desk.keys("Return")
    assert "4" in wrong(desk, "capacity")
    assert len(live.session.source.rows.find(SERVICES_BY_STATE, "active")) == 2


@pytest.mark.parametrize(
    ("field", "text", "why"),
    [
        ("name", "x" * 201, "At most 200 letters, 1 too many"),
        ("duration_min", "0", "At least 5 min"),
        ("capacity", "1001", "At most 1000"),
        ("badge", "RR", "At most 1 letters, 1 too many"),
        ("price", "free", "Such as 18.50"),
    ],
)
def test_absurd_values_are_marked_while_typing(
    desk: DeskWindowDriver, field: str, text: str, why: str
) -> None:
    desk.keys("N")
    put(desk, field, text)
    assert wrong(desk, field) == why


@rule("ORG-7", "U-26")
def test_a_service_is_archived_without_a_question_and_brought_back(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    shown = page(desk)
    shown.open(live.names["mat"])
    (archive,) = shown.subject.deeds(live.names["mat"])
    shown._close()
    archive.run()
    desk.until(lambda: service(live, "mat").state == "archived")
    desk.until(lambda: len(desk.rows("Services")) == 1)
    desk.keys("Ctrl+Z")
    desk.until(lambda: service(live, "mat").state == "active")


@rule("U-80")
def test_what_was_typed_is_there_again_after_a_kill(
    desk: DeskWindowDriver, live: LiveDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    desk.keys("N")
    desk.write("Half typed")
    desk.until(lambda: "Half typed" in live.desk.read_drafts())
    with open_window(live.session, tmp_path, qtbot) as again:
        again.do("settings.open_services")
        again.keys("N")
        opened = page(again).opened
        assert opened is not None
        assert opened.sheet.form.value("name") == "Half typed"


def test_esc_leaves_without_a_question_and_can_be_taken_back(desk: DeskWindowDriver) -> None:
    desk.keys("N")
    desk.write("Gone?")
    desk.keys("Escape")
    assert page(desk).opened is None
    (message,) = desk.window.messages.messages()
    assert "without saving" in message.accessibleName()
    message.undone.emit()
    opened = page(desk).opened
    assert opened is not None
    assert opened.sheet.form.value("name") == "Gone?"


@rule("SVC-9")
def test_a_mode_sets_the_switches_and_hybrid_leaves_them_free(desk: DeskWindowDriver) -> None:
    desk.keys("N")
    opened = page(desk).opened
    assert opened is not None
    form = opened.sheet.form
    form._editors["mode"].show("admin_only")
    form._typed("mode")
    assert (form.value("self_booking"), form.value("staff_booking")) == (False, True)
    assert not form.box("self_booking").isVisible()
    form._editors["mode"].show("hybrid")
    form._typed("mode")
    assert form.box("self_booking").isVisible()


def test_more_than_one_of_a_resource_stays_so_when_another_is_added() -> None:
    needs = '[{"per_attendee":2,"per_class":0,"resource_id":"mats"}]'
    row = msgspec.structs.replace(BLANK, id=ServiceId("s"), name="Flow", needs=needs)
    shown = values_of(row)
    assert shown["each"] == ("mats",)
    command = change(row, {**shown, "holds": ("room",)}, {"holds"})
    assert command == EditService(
        "s", needs=(ResourceNeed("room", 1, 0), ResourceNeed("mats", 0, 2))
    )
    assert change(row, shown, set()) is None
    assert creation({**shown, "name": "Copy"}).needs == (ResourceNeed("mats", 0, 1),)
