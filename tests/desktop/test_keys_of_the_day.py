"""The tasks of the front desk done by keys alone, on the whole desk with its store (SPEC 6)."""

from threading import Event

from PySide6.QtWidgets import QAbstractButton

from core.commands.arrivals import UndoCheckIn
from core.domain.availability import ARRIVALS_AT_LOCATION
from core.domain.bookings import Booking
from core.domain.credits import PASSES_OF_CLIENT, PAYMENTS_OF_CLIENT
from core.domain.ids import booking_id
from core.domain.people import CLIENTS_BY_PHONE, Client
from core.domain.schedule import Occurrence
from core.domain.zones import to_utc
from desktop.actions.screens import Screen
from desktop.play import texts_of
from tests.desktop.desk_window import DeskWindowDriver
from tests.desktop.live import LiveDesk
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "17:41", "Europe/London")
LATE = to_utc("2026-03-02", "19:10", "Europe/London")


def booking(live: LiveDesk, name: str, occurrence: str) -> Booking | None:
    key = booking_id(live.names[occurrence], live.names[name])
    return live.session.source.rows.get(Booking, key)


def state(live: LiveDesk, name: str, occurrence: str = "evening") -> str:
    found = booking(live, name, occurrence)
    return found.state if found else ""


@rule("U-06", "CHK-1")
def test_check_in_by_name_takes_two_letters_and_enter(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    desk.keys("F2", "/")
    desk.write("be")
    desk.keys("Return")
    desk.until(lambda: state(live, "ben") == "checked_in")


@rule("U-06", "CHK-7")
def test_a_whole_class_is_checked_in_by_one_key_and_taken_back_by_another(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    names = ("anna", "ben", "clara", "daniel")
    desk.go(Screen.TODAY)
    desk.keys("Shift+Return")
    desk.until(lambda: {state(live, name) for name in names} == {"checked_in"} and desk.said())
    desk.keys("Ctrl+Z")
    desk.until(lambda: {state(live, name) for name in names} == {"booked"})


@rule("U-06", "BK-8")
def test_a_walk_in_with_a_pass_is_f4_letters_enter_enter(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    live.clock.at = LATE
    desk.keys("F4")
    desk.write("eli")
    desk.keys("Return", "Return")
    desk.until(lambda: state(live, "elif", "late") == "checked_in")
    found = booking(live, "elif", "late")
    assert found is not None
    assert found.cover == "pass"


@rule("U-06", "BK-8", "PAY-4", "ORG-5")
def test_a_new_face_is_in_after_four_fields_and_enter(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    live.clock.at = LATE
    desk.keys("F4")
    desk.write("Nora Quill")
    desk.keys("Tab")
    desk.write("07700 900123")
    desk.keys("Tab", "Tab", "Down", "Down", "Return")
    rows = live.session.source.rows
    desk.until(lambda: rows.find(CLIENTS_BY_PHONE, "+447700900123"))
    (client,) = rows.find(CLIENTS_BY_PHONE, "+447700900123")
    found = rows.get(Booking, booking_id(live.names["late"], client.id))
    assert found is not None
    assert (client.name, found.state) == ("Nora Quill", "checked_in")
    (sold,) = rows.find(PASSES_OF_CLIENT, client.id)
    (paid,) = rows.find(PAYMENTS_OF_CLIENT, client.id)
    assert (paid.amount, paid.receipt) == (sold.price, "LON-A-000001")


@rule("ORG-14")
def test_a_known_phone_number_offers_the_client_and_enter_takes_them(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    live.clock.at = LATE
    desk.keys("F4")
    desk.write("Elyf Demyr")
    desk.keys("Tab")
    desk.write("020 7946 0004")  # as the people of London type it
    desk.until(lambda: desk.rows("Known already") == ["Elif Demir, +44 20 7946 0004"])
    desk.keys("Return", "Return")
    desk.until(lambda: state(live, "elif", "late") == "checked_in")


@rule("U-06", "PASS-1")
def test_a_pass_is_sold_by_four_keys(desk: DeskWindowDriver, live: LiveDesk) -> None:
    desk.app.open_client(live.names["daniel"])
    desk.keys("S", "2", "C", "Return")
    rows = live.session.source.rows
    desk.until(lambda: rows.find(PASSES_OF_CLIENT, live.names["daniel"]))
    (sold,) = rows.find(PASSES_OF_CLIENT, live.names["daniel"])
    assert sold.name == "Unlimited month"


@rule("U-06")
def test_f3_finds_who_buys_and_sells_by_number(desk: DeskWindowDriver, live: LiveDesk) -> None:
    desk.keys("F3")
    desk.write("dani")
    desk.keys("Return", "1", "Return")
    rows = live.session.source.rows
    desk.until(lambda: rows.find(PASSES_OF_CLIENT, live.names["daniel"]))
    assert [p.name for p in rows.find(PASSES_OF_CLIENT, live.names["daniel"])] == ["Drop-in"]


@rule("U-06", "U-25", "BK-6")
def test_cancelling_shows_the_result_and_enter_does_it(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    desk.app.open_client(live.names["ben"])
    desk.keys("Delete")
    (row,) = desk.rows("Upcoming bookings")[1:]
    assert "Late: 1 credit of 10-class is lost." in row
    assert state(live, "ben") == "booked"
    desk.keys("Return")
    desk.until(lambda: state(live, "ben") == "late_cancelled" and desk.said())
    desk.keys("Ctrl+Z")
    desk.until(lambda: state(live, "ben") == "booked")


@rule("U-06", "BK-1")
def test_a_class_is_booked_from_the_profile(desk: DeskWindowDriver, live: LiveDesk) -> None:
    desk.app.open_client(live.names["elif"])
    desk.keys("B")
    desk.write("mat")
    desk.keys("Return")
    desk.until(lambda: state(live, "elif", "late") == "booked")


@rule("U-06", "BK-7")
def test_a_booking_moves_by_m_and_enter(desk: DeskWindowDriver, live: LiveDesk) -> None:
    desk.app.open_client(live.names["ben"])
    desk.keys("M", "Return")
    desk.until(lambda: state(live, "ben", "late") == "booked")
    assert state(live, "ben") in ("cancelled", "late_cancelled")


@rule("BK-31")
def test_what_is_due_is_paid_by_p_and_enter(desk: DeskWindowDriver, live: LiveDesk) -> None:
    desk.app.open_client(live.names["daniel"])
    desk.keys("P", "T", "Return")
    desk.until(lambda: (found := booking(live, "daniel", "evening")) and found.due == 0)
    (paid,) = live.session.source.rows.find(PAYMENTS_OF_CLIENT, live.names["daniel"])
    assert (paid.method, paid.amount) == ("external_terminal", 18_00)


@rule("SET-9", "U-80")
def test_an_edit_is_saved_and_a_half_filled_one_comes_back(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    desk.app.open_client(live.names["ben"])
    desk.keys("E")
    desk.write("Benjamin Carter")
    key = f"client/{live.names['ben']}"
    assert live.session.draft(key) == {"name": "Benjamin Carter"}
    desk.until(lambda: "Benjamin" in live.desk.read_drafts())
    desk.keys("Return")

    def saved() -> bool:
        row = live.session.source.rows.get(Client, live.names["ben"])
        return row is not None and row.name == "Benjamin Carter"

    desk.until(saved)
    desk.until(lambda: live.session.draft(key) == {})


@rule("U-51", "SCH-3")
def test_n_plans_a_class_with_its_dates_first(desk: DeskWindowDriver, live: LiveDesk) -> None:
    desk.go(Screen.CALENDAR)
    desk.keys("N")
    assert len(desk.rows("Dates of the series")) == 13
    desk.keys("Return")
    desk.until(lambda: any("Planned" in text for text in desk.said()))


@rule("U-45")
def test_the_class_panel_moves_its_class_by_keys(desk: DeskWindowDriver, live: LiveDesk) -> None:
    desk.app.open_class(live.names["late"])
    desk.app.screens.class_shown.move_asked.emit(live.names["late"])
    desk.keys("Down", "Down", "Return")

    def start() -> str:
        row = live.session.source.rows.get(Occurrence, live.names["late"])
        return row.local_start if row else ""

    desk.until(lambda: start() == "19:45")


@rule("U-28")
def test_an_undo_that_no_longer_applies_says_why(desk: DeskWindowDriver, live: LiveDesk) -> None:
    desk.keys("Ctrl+Z")
    assert desk.said() == ["There is nothing to take back."]
    desk.go(Screen.TODAY)
    desk.keys("2")
    desk.until(lambda: state(live, "ben") == "checked_in")
    live.exchange()
    live.serve(UndoCheckIn(live.names["ben"], live.names["evening"]))
    live.exchange()
    desk.keys("Ctrl+Z")
    desk.until(lambda: any("not checked in" in t or "changed" in t for t in desk.said()))


def test_ctrl_enter_in_the_palette_checks_a_client_in(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    desk.keys("Ctrl+K")
    desk.write("clara")
    desk.keys("Ctrl+Return")
    desk.until(lambda: state(live, "clara") == "checked_in")


@rule("CHK-9")
def test_an_instructor_who_is_missing_stands_on_today_until_they_are_in(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    live.clock.at = to_utc("2026-03-02", "17:52", "Europe/London")
    desk.go(Screen.TODAY)
    desk.app.screens.today.refresh()

    def buttons() -> list[QAbstractButton]:
        return [
            one
            for one in desk.window.findChildren(QAbstractButton)
            if one.isVisible() and one.accessibleName() == "Is here: Ana Petrov is not here yet"
        ]

    desk.until(buttons)
    (found,) = buttons()
    found.click()
    here = live.names["location"]
    desk.until(lambda: live.session.source.rows.find(ARRIVALS_AT_LOCATION, here))
    desk.until(lambda: not any("not here yet" in text for text in texts_of(desk.window)))


@rule("U-28")
def test_undo_waits_for_the_act_that_is_under_way(desk: DeskWindowDriver, live: LiveDesk) -> None:
    """A hand is faster than a slow disk: what was done before must not go in its stead."""
    desk.go(Screen.TODAY)
    desk.keys("2")
    desk.until(lambda: state(live, "ben") == "checked_in" and desk.said())
    slow = Event()
    gate = live.session.desk.dispatcher.network(slow.wait)
    desk.keys("Shift+Return", "Ctrl+Z")
    assert live.session.busy()
    slow.set()
    gate.result(10)
    desk.until(lambda: any("Taken back" in text for text in desk.said()))
    assert (state(live, "ben"), state(live, "anna")) == ("checked_in", "booked")
