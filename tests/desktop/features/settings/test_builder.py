"""The class builder: each date before it is made, then a service with its series."""

import pytest

from core.domain.catalogue import SERVICES_BY_STATE, Service
from core.domain.schedule import OCCURRENCES_AT_LOCATION, Occurrence
from desktop.features.settings.services.builder import ClassBuilder
from desktop.features.settings.services.subject import ServicesPage
from tests.desktop.features.settings.conftest import Settings
from tests.desktop.test_every_window import assert_whole
from tests.support.rules import rule


def builder(settings: Settings) -> ClassBuilder:
    page = settings.page()
    assert isinstance(page, ServicesPage)
    assert page.builder is not None
    return page.builder


def put(settings: Settings, step: str, **values: object) -> None:
    form = builder(settings).forms[step]
    for name, value in values.items():
        form._editors[name].show(value)
        form._typed(name)
    builder(settings).look()


@pytest.fixture
def begun(settings: Settings) -> Settings:
    settings.open("services")
    settings.desk.keys("B")
    return settings


def services(settings: Settings, name: str) -> list[Service]:
    rows = settings.live.session.source.rows.find(SERVICES_BY_STATE, "active")
    return [row for row in rows if row.name == name]


def dates(settings: Settings, service: Service) -> list[Occurrence]:
    here = settings.live.names["location"]
    rows = settings.live.session.source.rows.find(OCCURRENCES_AT_LOCATION, here)
    return [row for row in rows if row.service_id == service.id]


@rule("SVC-4", "SCH-3", "U-06")
def test_a_class_is_built_with_every_date_shown_before(begun: Settings) -> None:
    desk = begun.desk
    desk.write("Morning Mat")
    desk.keys("Return")
    put(begun, "schedule", weekdays=("TU", "TH"), start="07:00", lead_id=begun.live.names["ana"])
    put(begun, "details", category="mat", capacity=8)
    shown = desk.rows("Dates of the class")
    assert (len(shown), shown[0]) == (24, "Tue 3 Mar  07:00")
    assert builder(begun).preview.summary.text() == "24 dates · 192 seats"
    desk.keys("Return")
    put(begun, "resources", holds=(begun.live.names["studio"],))
    builder(begun).next()
    put(begun, "pricing", price=15_00)
    desk.keys("Return")
    desk.until(lambda: services(begun, "Morning Mat"))
    (made,) = services(begun, "Morning Mat")
    assert (made.kind, made.capacity, made.price, made.self_booking) == ("class", 8, 15_00, 1)
    desk.until(lambda: len(dates(begun, made)) == 24)
    assert {row.local_start for row in dates(begun, made)} == {"07:00"}


@rule("SCH-5")
def test_dates_in_conflict_are_marked_with_their_reason_and_left_out(begun: Settings) -> None:
    begun.desk.write("Late Mat")
    put(begun, "details", category="mat")
    put(begun, "schedule", weekdays=("MO",), start="19:00", lead_id=begun.live.names["ana"])
    shown = begun.desk.rows("Dates of the class")
    assert shown[0] == "Mon 2 Mar  19:00, Ana Petrov has Mat Basics 19:15"
    assert builder(begun).preview.note.text() == "1 in conflict are left out"
    builder(begun).create_class()
    begun.desk.until(lambda: services(begun, "Late Mat"))
    (made,) = services(begun, "Late Mat")
    begun.desk.until(lambda: len(dates(begun, made)) == 12)


@rule("SCH-5")
def test_a_class_of_conflicts_alone_is_not_made(begun: Settings) -> None:
    begun.desk.write("Nobody teaches it")
    put(begun, "details", category="aerial")
    put(begun, "schedule", weekdays=("MO",), lead_id=begun.live.names["ana"])
    builder(begun).create_class()
    assert builder(begun).steps.choice() == "schedule"
    assert "in conflict" in builder(begun).answer.text()
    assert services(begun, "Nobody teaches it") == []


@rule("SVC-6")
def test_the_answers_choose_the_mode_until_somebody_does(begun: Settings) -> None:
    form = builder(begun).forms["details"]
    put(begun, "details", one_on_one=True, trainer_keeps=True)
    assert (form.value("mode"), form.value("capacity")) == ("instructor_led", 1)
    put(begun, "details", first_visit=True)
    assert form.value("mode") == "self_booking"
    put(begun, "details", mode="admin_only")
    put(begun, "details", first_visit=False)
    assert form.value("mode") == "admin_only"
    begun.desk.write("Private")
    builder(begun).create_class()
    begun.desk.until(lambda: services(begun, "Private"))
    (made,) = services(begun, "Private")
    assert (made.kind, made.capacity, made.waitlist) == ("session", 1, 0)
    assert (made.self_booking, made.instructor_booking, made.staff_booking) == (0, 0, 1)


@rule("U-80")
def test_what_is_typed_on_all_steps_comes_back(begun: Settings) -> None:
    begun.desk.write("Half")
    put(begun, "schedule", start="06:15")
    begun.desk.until(lambda: "06:15" in begun.live.desk.read_drafts())
    page = begun.page()
    page.back()
    page.build()
    assert builder(begun).forms["details"].value("name") == "Half"
    assert builder(begun).forms["schedule"].value("start") == "06:15"


@rule("U-57")
def test_each_step_names_its_controls(begun: Settings) -> None:
    for step in builder(begun).forms:
        builder(begun).go(step)
        assert_whole(begun.desk.window)
