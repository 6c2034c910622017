"""Waivers before the class: each guest signs, and Enter with a reason lets in who has not."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from core.changes import Outcome
from core.commands.arrivals import CheckInAll
from core.commands.health import PublishWaiver, Signed, SignGuestWaiver, SignWaiver
from core.commands.registering import ChangeParty
from core.commands.seats import Book
from core.commands.setup import SetSetting
from core.domain.bookings import Booking
from core.domain.health import SIGNATURES_OF_CLIENT, Signature
from core.domain.ids import booking_id
from core.domain.settings import WAIVER_AT_DESK
from core.domain.zones import to_utc
from core.queries import clients
from core.rules.attendance import qr
from desktop.act_panel import ActPanel
from desktop.actions.screens import Screen
from desktop.forms.drawn_editor import DrawnEditor
from desktop.widgets.label import Label
from desktop.widgets.signature import SignaturePad
from tests.desktop.desk_window import DeskWindowDriver
from tests.desktop.live import ORGANISATION, LiveDesk
from tests.desktop.live_studio import CARDS, card_of
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "18:45", "Europe/London")


def party(live: LiveDesk) -> str:
    """Ben comes to the late class with Tom and somebody whose name nobody knows."""
    serve, names = live.serve, live.names
    waiver = str(serve(PublishWaiver("House rules", "Take care.")).facts["waiver_id"])
    serve(SignWaiver(names["ben"], waiver, Signed("Ben Carter")))
    serve(Book(names["ben"], names["late"], seats=3, pay_at_desk=True))
    serve(ChangeParty(names["ben"], names["late"], 3, ("Tom Hill",)))
    live.exchange()
    return waiver


def booking(live: LiveDesk, name: str = "ben") -> Booking:
    row = live.session.source.rows.get(Booking, booking_id(live.names["late"], live.names[name]))
    assert row is not None
    return row


def guests(live: LiveDesk) -> list[Signature]:
    found = live.session.source.rows.find(SIGNATURES_OF_CLIENT, live.names["ben"])
    return [one for one in found if one.guest]


def panel(desk: DeskWindowDriver) -> ActPanel:
    shown = desk.window.panel.content()
    assert isinstance(shown, ActPanel)
    return shown


def on_roster(desk: DeskWindowDriver, live: LiveDesk, name: str = "ben") -> None:
    desk.app.open_class(live.names["late"])
    desk.app.screens.class_panel.roster.choose(live.names[name])


def line(desk: DeskWindowDriver) -> str:
    rows = desk.app.screens.class_panel.roster.rows.rows()
    return next(row.said for row in rows if row.said.startswith("Ben Carter"))


@rule("HLT-5", "CHK-15", "U-45")
def test_each_guest_signs_by_v_and_the_party_is_in(desk: DeskWindowDriver, live: LiveDesk) -> None:
    waiver = party(live)
    on_roster(desk, live)
    assert "2 guests unsigned" in line(desk)
    desk.keys("V")
    assert panel(desk).form.typed("guest") == "Tom Hill"
    desk.keys("Return")
    desk.until(lambda: [one.guest for one in guests(live)] == ["Tom Hill"])
    desk.until(lambda: desk.window.panel.content() is desk.app.screens.class_panel)
    desk.until(lambda: "1 guest unsigned" in line(desk))
    desk.keys("V")
    assert panel(desk).form.typed("guest") == ""
    desk.write("Mia Berg")
    desk.keys("Return")
    desk.until(lambda: {one.guest for one in guests(live)} == {"Tom Hill", "Mia Berg"})
    assert {one.waiver_id for one in guests(live)} == {waiver}
    assert {one.occurrence_id for one in guests(live)} == {live.names["late"]}
    desk.until(lambda: "unsigned" not in line(desk))
    desk.keys("V")
    desk.until(lambda: any("nothing" in text for text in desk.said()))
    desk.keys("Return")
    desk.until(lambda: booking(live).state == "checked_in")


@rule("CHK-15", "HLT-5")
def test_enter_and_a_reason_let_the_party_in(desk: DeskWindowDriver, live: LiveDesk) -> None:
    party(live)
    on_roster(desk, live)
    desk.keys("Return")
    asked = panel(desk)
    told = " ".join(label.text() for label in asked.findChildren(Label))
    assert "have not signed: Tom Hill, 1 without a name." in told
    assert "not signed: 2" in asked.answer.text()
    desk.keys("Return")
    assert booking(live).state == "booked"
    desk.write("Signed on paper last week")
    desk.keys("Return")
    desk.until(lambda: booking(live).state == "checked_in")
    desk.until(lambda: desk.window.panel.content() is desk.app.screens.class_panel)
    assert guests(live) == []
    desk.keys("Ctrl+Z")
    desk.until(lambda: booking(live).state == "booked")


@rule("BK-26")
def test_part_of_a_party_comes_and_the_rest_count_as_not_come(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    waiver = party(live)
    live.serve(
        SignGuestWaiver(
            live.names["ben"], live.names["late"], waiver, "Tom Hill", Signed("Tom Hill")
        )
    )
    live.exchange()
    on_roster(desk, live)
    desk.until(lambda: "1 guest unsigned" in line(desk))
    desk.keys("I")
    desk.write("9")
    desk.keys("Return")
    assert "3 seats" in panel(desk).form.wrong("came")
    desk.keys("Backspace")
    desk.write("2")
    desk.keys("Return")
    desk.until(lambda: (booking(live).state, booking(live).came) == ("checked_in", 2))


@rule("CHK-15")
def test_where_the_studio_stops_the_unsigned_no_reason_helps(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    party(live)
    live.serve(SetSetting("organisation", WAIVER_AT_DESK.key, "stop"))
    live.exchange()
    on_roster(desk, live)
    desk.keys("Return")
    desk.write("Please")
    desk.keys("Return")
    assert booking(live).state == "booked"
    assert panel(desk).answer.text()


@rule("HLT-5", "HLT-4", "ORG-5")
def test_a_guest_who_wants_it_becomes_a_client_and_a_line_is_drawn(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    party(live)
    on_roster(desk, live)
    desk.keys("V")
    form = panel(desk).form
    pad = form.widget("mark").findChild(SignaturePad)
    assert pad is not None
    draw(pad)
    form.put("consent", True)
    form.put("guardian", True)
    form.put("signer", "Vera Hill")
    form.put("guardian_phone", "+442079460999")
    panel(desk).save()
    desk.until(lambda: guests(live))
    (signed,) = guests(live)
    assert signed.mark.startswith("M")
    assert (signed.signer, signed.guardian) == ("Vera Hill", 1)
    assert signed.guardian_phone == "+442079460999"
    found = clients.search(live.session.source, "Tom Hill", 5)
    assert [one.name for one in found] == ["Tom Hill"]


def draw(pad: SignaturePad) -> None:
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(pad, left, pos=QPoint(30, 40))
    pad.take("M30 40L60 50L90 40")
    QTest.mouseRelease(pad, left, pos=QPoint(90, 40))


@rule("U-80")
def test_a_drawn_line_is_read_shown_again_and_taken_away(desk: DeskWindowDriver) -> None:
    editor = DrawnEditor("Signature")
    editor.show("M1 2L3 4M5 6L7 8")
    assert editor.read() == "M1 2L3 4M5 6L7 8"
    assert editor.again.isEnabled()
    editor.again.click()
    assert (editor.read(), editor.again.isEnabled()) == ("", False)
    editor.widget.deleteLater()


@rule("CHK-4", "CHK-15", "HLT-5", "U-17")
def test_a_scan_of_a_party_is_amber_until_each_guest_has_signed(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    party(live)
    desk.go(Screen.CHECK_IN)
    desk.app._scan(qr.encode(card_of("ben"), ORGANISATION, CARDS))
    field = desk.app.screens.check_in_view.field

    def headline() -> str:
        result = field.result()
        return result.headline if result else ""

    desk.until(lambda: headline() == "Guests not signed")
    desk.keys("W", "Return")
    desk.until(lambda: len(guests(live)) == 1 and headline() == "Guests not signed")
    desk.until(field.hasFocus)
    desk.keys("Return")
    desk.write("Their form is in the drawer")
    desk.keys("Return")
    desk.until(lambda: headline() == "Checked in")
    assert booking(live).state == "checked_in"


@rule("CHK-15")
@pytest.mark.parametrize("way", ["today", "profile"])
def test_today_and_the_profile_ask_for_the_reason_too(
    desk: DeskWindowDriver, live: LiveDesk, way: str
) -> None:
    live.serve(PublishWaiver("House rules", "Take care."))
    live.exchange()
    if way == "today":
        desk.app.screens.today._check_in(live.names["grace"], live.names["late"])
    else:
        desk.app.open_client(live.names["grace"])
        desk.keys("I")
    assert "has not signed" in panel(desk).answer.text()
    desk.write("First visit")
    desk.keys("Return")
    desk.until(lambda: booking(live, "grace").state == "checked_in")


@rule("CHK-7", "CHK-15")
def test_all_who_are_due_come_in_but_the_unsigned_and_it_is_said(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    party(live)
    both = (live.names["ben"], live.names["grace"])
    result = live.session.preview(CheckInAll(live.names["late"], both))
    assert not isinstance(result, Outcome)
    waiver = live.serve(PublishWaiver("House rules", "Newer.")).facts["waiver_id"]
    live.serve(SignWaiver(live.names["grace"], str(waiver), Signed("Grace Mensah")))
    live.exchange()
    desk.app.open_class(live.names["late"])
    desk.keys("Shift+Return")
    desk.until(lambda: any("Checked in 1 person; 1 has not" in text for text in desk.said()))
    assert booking(live).state == "booked"
