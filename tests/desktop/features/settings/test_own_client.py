"""Staff who are clients too, and what they wish of those who book them (ORG-4, PERM a)."""

from core.commands.people import CreateClient, NewClient
from core.domain.ids import StaffId
from core.domain.organisation import StaffMember
from core.domain.people import Client
from desktop.features.clients import actions
from desktop.features.settings.people import wish
from desktop.features.settings.people.hours import WISH
from desktop.own_client import NOBODY, ClientOfStaff, StaffOfClient, staff_of
from tests.desktop.features.settings.conftest import Settings
from tests.support.rules import rule


def row(settings: Settings, name: str = "ana") -> StaffMember:
    found = settings.live.session.source.rows.get(StaffMember, settings.live.names[name])
    assert found is not None
    return found


@rule("ORG-4")
def test_a_person_is_linked_from_settings_and_let_go_again(settings: Settings) -> None:
    desk, live = settings.desk, settings.live
    anna = live.names["anna"]
    page = settings.open("staff", live.names["ana"])
    assert page.opened is not None
    page._do(page.extra_deeds(page.opened.key)[0], page._stack)  # type: ignore[arg-type]
    picker = desk.app.screens.acts.picker
    assert picker is not None
    desk.until(picker.isVisible)
    assert picker.head.title.text() == "Which client is it?"
    desk.write("anna")
    desk.until(lambda: picker.list.current_key() == anna)
    desk.keys("Return")
    desk.until(lambda: row(settings).client_id == anna)
    desk.until(lambda: any("is the client Anna Petrov" in said for said in settings.rows()))
    desk.until(desk.said)
    desk.keys("Ctrl+Z")
    desk.until(lambda: row(settings).client_id == "")


@rule("ORG-4")
def test_the_end_of_a_link_is_a_choice_and_a_stranger_is_found_by_name(settings: Settings) -> None:
    live = settings.live
    same = live.serve(CreateClient(NewClient("Ana Petrov")))
    live.exchange()
    choices = ClientOfStaff(live.session, row(settings))
    assert choices.find("")[0].key == same.facts["client_id"]
    live.session.send(choices.command(live.names["anna"]), says=choices.said)
    settings.desk.until(lambda: row(settings).client_id)
    after = ClientOfStaff(live.session, row(settings))
    assert [one.key for one in after.find("")][-1] == NOBODY
    assert after.ask(live.names["anna"]).action == ""
    assert after.ask(NOBODY).action == "End the link"


@rule("ORG-4", "U-45")
def test_from_the_profile_the_same_link_is_made_and_shown(settings: Settings) -> None:
    desk, live = settings.desk, settings.live
    anna, ana = live.names["anna"], live.names["ana"]
    desk.app.open_client(anna)
    desk.do(actions.LINK)
    picker = desk.app.screens.clients.picker
    desk.until(picker.isVisible)
    desk.write("ana")
    desk.until(lambda: picker.list.current_key() == ana)
    desk.keys("Return")
    desk.until(lambda: row(settings).client_id == anna)
    found = staff_of(live.session, anna)
    assert found is not None
    assert found.id == ana
    profile = desk.app.screens.clients._screen.profile._profile
    assert profile is not None
    desk.until(
        lambda: any(
            one.label == "Works here as" and one.value == "Ana Petrov"
            for one in (desk.app.screens.clients._screen.profile._profile or profile).details
        )
    )
    client = live.session.source.rows.get(Client, anna)
    assert client is not None
    assert StaffOfClient(live.session, client).ask(ana).action == "End the link"


@rule("SVC-9")
def test_a_manager_says_that_somebody_is_booked_through_staff(settings: Settings) -> None:
    desk, live = settings.desk, settings.live
    assert "Mat Basics" in wish.where(live.session, row(settings))
    settings.open("staff", live.names["ana"])
    settings.put("self_booking", value=False)
    settings.save()
    desk.until(lambda: row(settings).self_booking == 0)
    desk.until(desk.said)
    desk.keys("Ctrl+Z")
    desk.until(lambda: row(settings).self_booking == 1)


@rule("AVL-1")
def test_an_instructor_says_so_on_the_own_hours(settings: Settings) -> None:
    live = settings.live
    live.session.choose_person(StaffId(live.names["ana"]))
    settings.open("hours")
    assert any("Clients book by themselves" in said for said in settings.rows())
    settings.open("hours", f"{WISH}{live.names['ana']}")
    settings.put("self_booking", value=False)
    settings.save()
    settings.desk.until(lambda: row(settings).self_booking == 0)
    settings.desk.until(lambda: any("Only through staff" in said for said in settings.rows()))
