"""Staff with their roles, locations, desks and the studio itself."""

from PySide6.QtWidgets import QLineEdit

from core.commands.setup import EnrolDesk
from core.domain.json_text import mapping, texts
from core.domain.organisation import Desk, Location, Organisation, StaffMember
from core.queries import place, studio_setup
from tests.desktop.features.settings.conftest import Settings
from tests.support.rules import rule


def roles(settings: Settings, staff_id: str) -> set[tuple[str, str]]:
    source = settings.live.session.source
    return {(one.role, one.location_id) for one in place.grants(source, staff_id)}


@rule("ORG-4")
def test_a_person_is_added_and_given_roles(settings: Settings) -> None:
    settings.open("staff", "")
    settings.type("name", "Nora Neu")
    settings.type("email", "nora@example")
    settings.type("categories", "mat, aerial")
    settings.save()
    source, here = settings.live.session.source, settings.live.names["location"]
    settings.desk.until(lambda: len(studio_setup.staff(source)) == 3)
    nora = next(one for one in studio_setup.staff(source) if one.name == "Nora Neu")
    assert texts(nora.categories) == ("mat", "aerial")
    settings.open("staff", nora.id)
    settings.put(f"roles at {here}", ("receptionist", "instructor"))
    settings.put("rights", ("take_payment",))
    settings.save()
    wanted = {("receptionist", here), ("instructor", here)}
    settings.desk.until(lambda: roles(settings, nora.id) == wanted)
    rights = {one.rights for one in place.grants(source, nora.id)}
    assert rights == {'["take_payment"]'}


@rule("ORG-10")
def test_a_role_ends_and_the_others_stay(settings: Settings) -> None:
    ana, here = settings.live.names["ana"], settings.live.names["location"]
    settings.open("staff", ana)
    settings.put(f"roles at {here}", ("trainer",))
    settings.type("phone", "+44 20 7946 0000")
    settings.save()
    settings.desk.until(lambda: roles(settings, ana) == {("trainer", here)})
    row = settings.live.session.source.rows.get(StaffMember, ana)
    assert row is not None
    assert row.phone == "+442079460000"


@rule("PERM-2")
def test_the_last_owner_stays_one(settings: Settings) -> None:
    ruth = settings.live.names["ruth"]
    settings.open("staff", ruth)
    settings.put("everywhere", ())
    settings.opened().sheet.save()
    assert "last owner" in settings.form.wrong("everywhere")
    assert roles(settings, ruth) == {("org_owner", "")}


@rule("ORG-2")
def test_opening_hours_and_place_of_a_location_change(settings: Settings) -> None:
    here, source = settings.live.names["location"], settings.live.session.source
    settings.open("locations", here)
    hours = settings.form._editors["opening_hours"]
    monday = hours.inputs()[0]
    assert isinstance(monday, QLineEdit)
    monday.setText("7-12, 14-21")
    hours.changed.emit()
    settings.type("position", "51.5074, -0.1278")
    settings.save()

    def row() -> Location:
        found = source.rows.get(Location, here)
        assert found is not None
        return found

    settings.desk.until(lambda: row().latitude_e6 == 51_507_400)
    assert row().longitude_e6 == -127_800
    assert mapping(row().opening_hours)["0"] == [["07:00", "12:00"], ["14:00", "21:00"]]
    assert mapping(row().opening_hours)["1"] == [["06:00", "22:00"]]


def test_a_location_needs_a_zone_that_exists(settings: Settings) -> None:
    settings.open("locations", "")
    settings.type("name", "Riverside")
    settings.type("code", "riv")
    assert settings.form.wrong("code") == "Such as LON"
    settings.type("code", "RIV")
    settings.type("zone", "Europe/Lundon")
    settings.opened().sheet.save()
    assert "not a time zone" in settings.form.wrong("zone")
    settings.type("zone", "Asia/Kathmandu")
    settings.save()
    source = settings.live.session.source
    settings.desk.until(lambda: len(place.locations(source)) == 2)


@rule("ORG-9")
def test_a_location_takes_no_bookings_for_a_while(settings: Settings) -> None:
    here, source = settings.live.names["location"], settings.live.session.source
    settings.open("locations", here)
    settings.do("Take no bookings")
    settings.desk.until(lambda: not place.locations(source) and settings.desk.said())
    settings.desk.keys("Ctrl+Z")
    settings.desk.until(lambda: len(place.locations(source)) == 1)


@rule("ORG-8")
def test_the_studio_is_renamed_and_its_form_stays_open(settings: Settings) -> None:
    page = settings.open("studio")
    settings.type("name", "Live & Well")
    settings.opened().sheet.save()
    source = settings.live.session.source

    def name() -> str:
        row = source.rows.get(Organisation, source.organisation_id)
        return row.name if row else ""

    settings.desk.until(lambda: name() == "Live & Well")
    settings.desk.until(lambda: page.opened is not None and not settings.form.is_dirty())
    assert settings.form.value("name") == "Live & Well"


@rule("U-29")
def test_a_desk_is_revoked_only_by_a_second_click(settings: Settings) -> None:
    here = settings.live.names["location"]
    settings.live.serve(EnrolDesk("desk-b", here, "Back room", "B", "5a" * 32))
    settings.live.exchange()
    page = settings.open("desks", "desk-b")
    (revoke,) = page.subject.deeds("desk-b")
    button = next(
        one
        for one in page.findChildren(type(page.opened.sheet.save_button))  # type: ignore[union-attr]
        if one.text() == "Revoke"
    )
    source = settings.live.session.source
    button.click()
    assert page.opened is not None
    assert page.opened.sheet.answer.text() == revoke.question
    assert button.text() == "Revoke for good"
    button.click()

    def state() -> str:
        row = source.rows.get(Desk, "desk-b")
        return row.state if row else ""

    settings.desk.until(lambda: state() == "revoked")
    settings.desk.until(lambda: len(settings.rows()) == 1)


def test_a_desk_gets_another_name(settings: Settings) -> None:
    settings.open("desks", "desk-a")
    settings.type("name", "Reception")
    settings.save()
    settings.desk.until(lambda: any("Reception" in said for said in settings.rows()))
