"""Acts about a client that ask something first, by keys, on the whole desk with its store."""

import json
from pathlib import Path

from core.commands.catalogue import CreatePassProduct
from core.commands.sales import SellPass
from core.domain.bookings import BOOKINGS_OF_CLIENT
from core.domain.credits import PASSES_OF_CLIENT, Pass
from core.domain.health import HEALTH_OF_CLIENT
from core.domain.people import CARDS_OF_CLIENT, Client
from core.domain.suspensions import SUSPENSIONS_OF_CLIENT
from core.domain.zones import to_utc
from core.rules.attendance import qr
from tests.desktop.desk_window import DeskWindowDriver
from tests.desktop.live import ORGANISATION, LiveDesk
from tests.desktop.live_studio import CARDS, card_of
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "17:41", "Europe/London")


def client(live: LiveDesk, name: str) -> Client:
    found = live.session.source.rows.get(Client, live.names[name])
    assert found is not None
    return found


@rule("ORG-5", "SET-9", "U-80")
def test_details_are_edited_in_a_panel_whose_draft_survives(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    desk.app.open_client(live.names["ben"])
    desk.keys("E")
    desk.keys("End")
    desk.write(" Junior")
    assert live.session.draft(f"client/{live.names['ben']}") == {"name": "Ben Carter Junior"}
    desk.keys("Return")
    desk.until(lambda: client(live, "ben").name == "Ben Carter Junior")
    desk.until(lambda: not live.session.draft(f"client/{live.names['ben']}"))
    assert desk.window.panel.content() is None
    desk.keys("Ctrl+Z")
    desk.until(lambda: client(live, "ben").name == "Ben Carter")


def test_leaving_a_form_offers_what_was_typed_again(desk: DeskWindowDriver, live: LiveDesk) -> None:
    desk.app.open_client(live.names["ben"])
    desk.keys("E")
    desk.write("X")
    desk.keys("Esc")
    assert desk.window.panel.content() is None
    assert client(live, "ben").name == "Ben Carter"
    desk.until(desk.said)
    desk.window.messages.messages()[0].undo_button.click()
    panel = desk.app.screens.acts.panel
    assert panel is not None
    assert panel.form.value("name") != "Ben Carter"


def test_a_wrong_value_is_marked_at_its_field_and_nothing_is_saved(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    desk.app.open_client(live.names["ben"])
    desk.keys("E")
    panel = desk.app.screens.acts.panel
    assert panel is not None
    panel.form.focus("email")
    desk.keys("Ctrl+A")
    desk.write("not an address")
    desk.keys("Return")
    assert panel.form.wrong("email")
    assert client(live, "ben").email == "ben@example.org"


@rule("NS-8", "NS-3")
def test_a_client_is_suspended_with_a_reason_and_lifted_again(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    desk.app.open_client(live.names["ben"])
    desk.do("clients.suspend_client")
    desk.app.screens.acts.panel.form.focus("reason")  # type: ignore[union-attr]
    desk.write("Broke the wheel")
    desk.keys("Return")
    rows = live.session.source.rows
    key = live.names["ben"]
    desk.until(lambda: [one.state for one in rows.find(SUSPENSIONS_OF_CLIENT, key)] == ["active"])
    profile = desk.app.screens.clients._screen.profile
    desk.until(lambda: profile._profile.suspended)  # type: ignore[union-attr]
    desk.do("clients.lift_suspension")
    desk.write("Sorry was said")
    desk.keys("Return")
    desk.until(lambda: [one.state for one in rows.find(SUSPENSIONS_OF_CLIENT, key)] == ["lifted"])


@rule("PASS-12")
def test_a_pass_is_frozen_and_woken(desk: DeskWindowDriver, live: LiveDesk) -> None:
    pass_id, acts = live.names["pass of elif"], desk.app.screens.clients.acts
    desk.app.open_client(live.names["elif"])

    def until() -> str:
        held = live.session.source.rows.get(Pass, pass_id)
        return held.valid_until if held else ""

    before = until()
    acts.with_pass("freeze", live.names["elif"], pass_id)
    desk.keys("Return")
    desk.until(lambda: until() > before)
    acts.with_pass("unfreeze", live.names["elif"], pass_id)
    desk.until(lambda: until() == before)


@rule("HLT-1", "HLT-3")
def test_the_health_questions_are_answered_and_signed(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    desk.app.open_client(live.names["ben"])
    desk.keys("H", "Space", "Return")
    rows = live.session.source.rows
    desk.until(lambda: rows.find(HEALTH_OF_CLIENT, live.names["ben"]))
    form = rows.find(HEALTH_OF_CLIENT, live.names["ben"])[0]
    assert form.flag == 1
    assert json.loads(form.answers)["heart"] is True


@rule("ORG-6", "ORG-12")
def test_two_records_become_one_with_what_it_means_said_first(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    desk.app.open_client(live.names["grace"])
    desk.do("clients.merge_client")
    desk.write("hanna")
    picker = desk.app.screens.clients.picker
    desk.until(lambda: "cannot be undone" in picker.answer.text())
    desk.keys("Return")
    desk.until(
        lambda: (
            {client(live, "grace").state, client(live, "hanna").state}
            == {
                "active",
                "merged",
            }
        )
    )


@rule("ORG-13")
def test_somebody_else_pays_for_a_client(desk: DeskWindowDriver, live: LiveDesk) -> None:
    desk.app.open_client(live.names["clara"])
    desk.do("clients.choose_payer")
    desk.write("anna")
    picker = desk.app.screens.clients.picker
    desk.until(lambda: "Pays, books" in picker.answer.text())
    desk.keys("Return")
    desk.until(lambda: client(live, "clara").payer_id == live.names["anna"])


@rule("BK-12")
def test_why_somebody_cannot_book_names_the_rule_and_the_way_out(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    desk.app.open_client(live.names["daniel"])
    desk.do("clients.suspend_client")
    desk.app.screens.acts.panel.form.focus("reason")  # type: ignore[union-attr]
    desk.write("Rude")
    desk.keys("Return")
    rows = live.session.source.rows
    desk.until(lambda: rows.find(SUSPENSIONS_OF_CLIENT, live.names["daniel"]))
    desk.until(lambda: desk.window.panel.content() is None)
    desk.keys("?")
    assert "Lift the suspension" in " ".join(desk.rows("To choose from"))
    desk.write("lift")
    picker = desk.app.screens.clients.picker
    desk.until(lambda: picker.take.text() == "Lift the suspension")
    desk.keys("Return")
    desk.write("All is well")
    desk.keys("Return")
    key = live.names["daniel"]
    desk.until(lambda: [one.state for one in rows.find(SUSPENSIONS_OF_CLIENT, key)] == ["lifted"])


@rule("BK-14")
def test_a_books_the_same_class_again(desk: DeskWindowDriver, live: LiveDesk) -> None:
    desk.app.open_client(live.names["anna"])
    desk.keys("A")
    panel = desk.app.screens.acts.panel
    assert panel is not None
    # there is no class next week yet, and the core says so before anything is done
    desk.until(panel.answer.text)
    before = len(live.session.source.rows.find(BOOKINGS_OF_CLIENT, live.names["anna"]))
    desk.keys("Return")
    assert len(live.session.source.rows.find(BOOKINGS_OF_CLIENT, live.names["anna"])) == before


@rule("CHK-6")
def test_a_lost_card_is_revoked(desk: DeskWindowDriver, live: LiveDesk) -> None:
    desk.app.open_client(live.names["anna"])
    desk.do("clients.revoke_card")
    rows = live.session.source.rows
    desk.until(
        lambda: [one.state for one in rows.find(CARDS_OF_CLIENT, live.names["anna"])] == ["revoked"]
    )


@rule("ORG-7")
def test_a_persons_data_is_written_to_a_file(
    desk: DeskWindowDriver, live: LiveDesk, tmp_path: Path
) -> None:
    desk.app.open_client(live.names["anna"])
    file = tmp_path / "anna.json"
    desk.app.screens.clients.choose = lambda *_: str(file)
    desk.do("clients.export_person")
    told = json.loads(file.read_text())
    assert told["client"][0]["name"] == "Anna Petrov"
    assert told["pass"]
    desk.app.screens.clients.choose = lambda *_: str(tmp_path / "no such folder" / "x.json")
    desk.do("clients.export_person")
    desk.until(lambda: any("not written" in one for one in desk.said()))


@rule("ORG-7", "U-29")
def test_a_person_is_erased_only_after_the_name_was_typed(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    desk.app.open_client(live.names["hanna"])
    desk.do("clients.erase_person")
    desk.write("Hanna")
    desk.keys("Return")
    assert client(live, "hanna").name == "Hanna Lindqvist"
    desk.keys("Ctrl+A")
    desk.write("hanna lindqvist")
    desk.keys("Return")
    desk.until(lambda: client(live, "hanna").state == "erased")


@rule("CHK-6")
def test_a_blank_card_is_given_by_its_scan_and_a_wrong_code_is_refused(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    desk.app.open_client(live.names["anna"])
    desk.do("clients.give_card")
    desk.app._scan("7QNOTACARDCODE")
    panel = desk.app.screens.acts.panel
    assert panel is not None
    desk.until(lambda: panel.form.wrong("code"))
    desk.app._scan(qr.encode(card_of("a new one"), ORGANISATION, CARDS))
    rows = live.session.source.rows

    def cards() -> set[str]:
        return {one.id for one in rows.find(CARDS_OF_CLIENT, live.names["anna"])}

    desk.until(lambda: cards() == {card_of("anna"), card_of("a new one")})


@rule("PASS-13")
def test_a_pass_is_taken_back_with_a_reason(desk: DeskWindowDriver, live: LiveDesk) -> None:
    desk.app.open_client(live.names["ben"])
    desk.do("clients.revoke_pass")
    desk.app.screens.acts.panel.form.focus("reason")  # type: ignore[union-attr]
    desk.keys("Return")
    assert held(live, "ben").state == "active", "it asks for a reason"
    desk.write("Sold twice")
    desk.keys("Return")
    desk.until(lambda: held(live, "ben").state == "cancelled")


@rule("PASS-13", "PAY-17")
def test_a_membership_ends_with_its_period_or_goes_on(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    made = CreatePassProduct("Member", "membership", 89_00, 8, validity_months=1)
    product = str(live.serve(made).facts["product_id"])
    place = live.names["location"]
    live.serve(SellPass(live.names["daniel"], product, place, 89_00, "cash", "LON-A-000099"))
    live.exchange()
    desk.app.open_client(live.names["daniel"])
    desk.do("clients.end_membership")
    desk.keys("Return")
    desk.until(lambda: held(live, "daniel").state == "ending" and desk.said())
    desk.do("clients.keep_membership")
    desk.until(lambda: held(live, "daniel").state == "active")


def held(live: LiveDesk, name: str) -> Pass:
    (found,) = live.session.source.rows.find(PASSES_OF_CLIENT, live.names[name])
    return found


def test_a_booking_of_today_says_its_day_among_the_dates(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    desk.app.open_client(live.names["ben"])
    profile = desk.app.screens.clients._screen.profile._profile
    assert profile is not None
    assert [line.when for line in profile.upcoming] == ["Today 18:00"]
