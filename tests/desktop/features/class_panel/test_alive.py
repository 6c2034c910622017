"""The class panel on a live store by keys: people, spots, the line, and the class itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from core.commands.attendance import CloseOccurrence
from core.commands.leases import GrantLease
from core.commands.seats import CancelBooking
from core.commands.setup import EnrolDesk, SetSetting
from core.domain.bookings import (
    HOLDS_OF_OCCURRENCE,
    Booking,
    WaitlistEntry,
)
from core.domain.ids import StaffId, booking_id, note_id, waitlist_entry_id
from core.domain.leases import Lease
from core.domain.notes import Note
from core.domain.schedule import Occurrence
from core.domain.zones import HOUR_MS, MINUTE_MS
from core.queries import roster, spots
from desktop.actions.screens import Screen
from desktop.features.class_panel.view import ClassPanel
from desktop.sight import NOT_YOURS
from tests.desktop.desk_window import DeskWindowDriver, open_window
from tests.desktop.features.class_panel.class_of_spots import NOW, numbered, spot, waiting
from tests.desktop.live import LiveDesk
from tests.support.rules import rule


@pytest.fixture
def desk(live: LiveDesk, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskWindowDriver]:
    with open_window(live.session, tmp_path, qtbot) as made:
        made.go(Screen.CALENDAR)
        yield made


def panel(desk: DeskWindowDriver) -> ClassPanel:
    return desk.app.screens.class_panel


def opened(desk: DeskWindowDriver, live: LiveDesk, name: str, client: str = "") -> ClassPanel:
    desk.app.open_class(live.names[name])
    if client:
        panel(desk).roster.choose(client)
    return panel(desk)


def lines(desk: DeskWindowDriver) -> str:
    """What the roster says, whether it is in view or not."""
    return "; ".join(row.said for row in panel(desk).roster.rows.rows())


def booking(live: LiveDesk, name: str, occurrence: str) -> Booking:
    key = booking_id(live.names[occurrence], live.names[name])
    found = live.session.source.rows.get(Booking, key)
    assert found is not None
    return found


def held(live: LiveDesk) -> dict[str, str]:
    """Labels of the towers by who has them."""
    rows = live.session.source.rows
    known = {live.names[name]: name for name in ("anna", "ben")}
    lines = spots.of_occurrence(rows, live.names["tower"])
    return {known[one.client_id]: one.label for one in lines if one.client_id}


def line_of(live: LiveDesk) -> list[str]:
    known = {live.names[name]: name for name in ("hanna", "elif", "grace")}
    return [known[one.client_id] for one in roster.waiting(live.session.source, evening(live))]


def evening(live: LiveDesk) -> str:
    return live.names["evening"]


@rule("RES-4", "U-45")
def test_p_and_enter_give_a_spot_and_undo_takes_it(desk: DeskWindowDriver, live: LiveDesk) -> None:
    numbered(live)
    opened(desk, live, "tower", live.names["ben"])
    desk.keys("P", "Return")
    desk.until(lambda: held(live) == {"ben": "1"} and desk.said())
    desk.keys("Ctrl+Z")
    desk.until(lambda: held(live) == {})


@rule("RES-4", "U-45")
def test_arrows_choose_another_spot_and_a_taken_one_is_refused(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    numbered(live)
    opened(desk, live, "tower", live.names["ben"])
    desk.keys("P", "Right", "Return")
    desk.until(lambda: "Ben Carter, spot 2" in lines(desk))
    panel(desk).back()
    panel(desk).roster.choose(live.names["anna"])
    desk.keys("P", "Right", "Return")
    desk.until(lambda: any("2, Ben Carter" in text for text in desk.said()))
    desk.keys("Down", "Return")
    desk.until(lambda: held(live) == {"ben": "2", "anna": "4"})
    desk.until(lambda: "Anna Petrov, spot 4" in lines(desk))
    desk.keys("Delete")
    desk.until(lambda: held(live) == {"ben": "2"})


@rule("RES-4", "U-42")
def test_a_name_is_dragged_to_a_spot_and_to_the_next(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    numbered(live)
    shown = opened(desk, live, "tower")
    shown.show_page("spots")
    drag(desk, f"client/{live.names['anna']}", f"spot/{spot(live, '3')}")
    desk.until(lambda: held(live) == {"anna": "3"})
    desk.until(lambda: shown.spots.layout_now().cell(f"client/{live.names['anna']}") is None)
    drag(desk, f"spot/{spot(live, '3')}", f"spot/{spot(live, '4')}")
    desk.until(lambda: held(live) == {"anna": "4"})


def drag(desk: DeskWindowDriver, start: str, end: str) -> None:
    view = panel(desk).spots
    layout = view.layout_now()
    a, b = layout.cell(start), layout.cell(end)
    assert a is not None
    assert b is not None
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    QTest.mousePress(view, left, none, a.place.center())
    for at in (a.place.center() + QPoint(12, 12), b.place.center()):
        QTest.mouseMove(view, at)
    QTest.mouseRelease(view, left, none, b.place.center())


@rule("WL-1", "U-45")
def test_the_line_is_put_in_order_by_keys_and_taken_back(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    waiting(live)
    opened(desk, live, "evening")
    desk.keys("W", "Shift+Down")
    desk.until(lambda: line_of(live) == ["elif", "hanna", "grace"] and desk.said())
    desk.keys("Ctrl+Z")
    desk.until(lambda: line_of(live) == ["hanna", "elif", "grace"])
    panel(desk).roster.choose(f"wait/{live.names['grace']}")
    desk.keys("Shift+Home")
    desk.until(lambda: line_of(live) == ["grace", "hanna", "elif"])


@rule("WL-1", "U-42")
def test_somebody_who_waits_is_dragged_to_the_front(desk: DeskWindowDriver, live: LiveDesk) -> None:
    waiting(live)
    shown = opened(desk, live, "evening")
    view = shown.roster.viewport()
    places = {
        name: shown.roster.visualRect(
            shown.roster.rows.index_of(f"wait/{live.names[name]}")
        ).center()
        for name in ("hanna", "grace")
    }
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    QTest.mousePress(view, left, none, places["grace"])
    for at in (places["grace"] - QPoint(0, 14), places["hanna"] - QPoint(0, 8)):
        QTest.mouseMove(view, at)
    QTest.mouseRelease(view, left, none, places["hanna"] - QPoint(0, 8))
    desk.until(lambda: line_of(live) == ["grace", "hanna", "elif"])


@rule("WL-2", "WL-10")
def test_a_free_seat_is_offered_and_withdrawn_by_del_and_who_stands_by_is_marked(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    waiting(live)
    live.serve(CancelBooking(live.names["ben"], evening(live)))
    live.exchange()
    opened(desk, live, "evening", f"wait/{live.names['elif']}")
    desk.keys("F")
    desk.until(lambda: entry(live, "elif").state == "offered")
    desk.until(lambda: "offered to 18:00" in "".join(desk.rows("Roster")))
    desk.keys("Delete", "Return")
    desk.until(lambda: entry(live, "elif").state == "waiting")
    desk.keys("H")
    desk.until(lambda: entry(live, "elif").present_at > 0)
    desk.until(lambda: "At the desk" in "".join(desk.rows("Roster")))


@rule("WL-2")
def test_enter_takes_the_seat_that_is_kept_for_who_was_offered_it(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    """The client says yes at the counter or on the phone."""
    waiting(live)
    live.serve(CancelBooking(live.names["ben"], evening(live)))
    live.exchange()
    opened(desk, live, "evening", f"wait/{live.names['elif']}")
    desk.keys("F")
    desk.until(lambda: entry(live, "elif").state == "offered" and desk.said())
    desk.keys("Return")
    desk.until(lambda: booking(live, "elif", "evening").state == "booked")
    assert entry(live, "elif").state != "offered"


def test_seats_lent_to_a_silent_desk_are_taken_back(desk: DeskWindowDriver, live: LiveDesk) -> None:
    """M-02: what the desk promised meanwhile is honoured, by the core."""
    place = live.names["location"]
    live.serve(SetSetting("organisation", "seat_leases", value=True))
    live.serve(EnrolDesk("desk-b", place, "Back desk", "B", "ab" * 32))
    lent = live.serve(GrantLease(live.names["late"], "desk-b")).facts["lease_id"]
    live.exchange()
    opened(desk, live, "late")
    desk.do("class.take_lent_seats")
    rows = live.session.source.rows

    def state() -> str:
        lease = rows.get(Lease, lent)
        return lease.state if lease else ""

    desk.until(lambda: state() == "released")
    desk.do("class.take_lent_seats")
    desk.until(lambda: any("No desk was lent" in text for text in desk.said()))


def entry(live: LiveDesk, name: str) -> WaitlistEntry:
    key = waitlist_entry_id(evening(live), live.names[name])
    found = live.session.source.rows.get(WaitlistEntry, key)
    assert found is not None
    return found


@rule("BK-10", "BK-25", "U-80")
def test_k_keeps_seats_with_a_note_and_enter_releases_them(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    opened(desk, live, "late")
    live.clock.at = NOW - HOUR_MS
    desk.keys("K")
    desk.write("2")
    desk.keys("Tab", "Tab")
    desk.write("Press")
    key = f"class.keep_seats/{live.names['late']}/"
    assert live.session.draft(key)["note"] == "Press"
    desk.keys("Return")
    rows = live.session.source.rows
    desk.until(lambda: rows.find(HOLDS_OF_OCCURRENCE, live.names["late"]))
    (hold,) = rows.find(HOLDS_OF_OCCURRENCE, live.names["late"])
    assert (hold.seats, hold.note) == (2, "Press")
    desk.until(lambda: "2 seats kept · Press, until 17:15" in desk.rows("Roster"))
    desk.until(lambda: live.session.draft(key) == {})
    panel(desk).roster.choose(f"hold/{hold.id}")
    desk.keys("Return")
    desk.until(lambda: not rows.find(HOLDS_OF_OCCURRENCE, live.names["late"]))


@rule("NS-1", "U-25", "BK-30")
def test_x_shows_what_a_no_show_costs_and_enter_checks_a_late_one_in(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    live.clock.at = NOW + HOUR_MS
    opened(desk, live, "evening", live.names["ben"])
    desk.keys("X")
    asked = next(row for row in desk.rows("Roster") if row.startswith("Ben"))
    assert asked.endswith("1 credit of 10-class is spent.")
    assert booking(live, "ben", "evening").state == "booked"
    desk.keys("Return")
    desk.until(lambda: booking(live, "ben", "evening").state == "no_show")
    desk.until(lambda: "No-show" in "".join(desk.rows("Roster")))
    desk.keys("Return")
    desk.until(lambda: booking(live, "ben", "evening").state == "checked_in")


@rule("BK-30", "U-25")
def test_y_corrects_attendance_of_a_closed_class(desk: DeskWindowDriver, live: LiveDesk) -> None:
    live.clock.at = NOW + 3 * HOUR_MS
    live.serve(CloseOccurrence(evening(live)))
    live.exchange()
    opened(desk, live, "evening", live.names["ben"])
    assert booking(live, "ben", "evening").state == "no_show"
    desk.keys("Y", "Return")
    desk.until(lambda: booking(live, "ben", "evening").state == "attended")
    desk.keys("Y", "Return")
    desk.until(lambda: booking(live, "ben", "evening").state == "no_show")


@rule("BK-26")
def test_g_makes_the_party_larger_and_names_the_guests(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    opened(desk, live, "late", live.names["grace"])
    desk.keys("G")
    desk.write("3")
    desk.keys("Tab")
    desk.write("Ida, Rolf Strom")
    desk.keys("Return")
    desk.until(lambda: booking(live, "grace", "late").seats == 3)
    assert booking(live, "grace", "late").guests == '["Ida","Rolf Strom"]'


@rule("BK-33")
def test_c_changes_the_seats_and_says_who_is_too_many(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    opened(desk, live, "evening")
    desk.keys("C")
    desk.write("3")
    shown = panel(desk).slip
    desk.until(lambda: shown.line.text() == "1 too many are booked; nobody is dropped.")
    desk.keys("Down", "Up", "Return")
    desk.until(lambda: row(live, "evening").capacity == 3 and desk.said())
    desk.keys("Ctrl+Z")
    desk.until(lambda: row(live, "evening").capacity == 4)


def row(live: LiveDesk, name: str) -> Occurrence:
    found = live.session.source.rows.get(Occurrence, live.names[name])
    assert found is not None
    return found


@rule("BK-13")
def test_n_writes_a_note_that_stands_below_the_roster(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    opened(desk, live, "late")
    desk.keys("N")
    assert isinstance(desk.focus(), QPlainTextEdit)
    desk.write("New spring on 6")
    desk.keys("Ctrl+Return")
    key = note_id(live.names["late"], "")
    desk.until(lambda: live.session.source.rows.get(Note, key))
    desk.until(lambda: any("New spring on 6" in text for text in desk.rows("Roster")))
    opened(desk, live, "late", live.names["grace"])
    desk.keys("Shift+N")
    desk.write("left knee")
    desk.keys("Ctrl+Return")
    key = note_id(live.names["late"], live.names["grace"])
    desk.until(lambda: live.session.source.rows.get(Note, key))


@rule("SCH-6", "U-06")
def test_a_substitute_takes_two_keys(desk: DeskWindowDriver, live: LiveDesk) -> None:
    numbered(live)
    opened(desk, live, "late")
    desk.keys("S")
    assert desk.rows("Possible substitutes")[0].startswith("Mia Koch, knows it")
    desk.keys("Return")
    desk.until(lambda: row(live, "late").lead_id == live.names["mia"] and desk.said())
    desk.keys("Ctrl+Z")
    desk.until(lambda: row(live, "late").lead_id == live.names["ana"])


@rule("NTF-1", "U-29")
def test_e_writes_to_all_and_says_to_how_many_before(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    opened(desk, live, "evening")
    desk.keys("E")
    shown = panel(desk).slip
    assert (shown.line.text(), shown.act.isEnabled()) == ("", False)
    desk.write("Bring a towel")
    desk.until(lambda: shown.line.text() == "Goes to 4 people.")
    desk.keys("Ctrl+Return")
    desk.until(lambda: any("leaves in a minute" in text for text in desk.said()))
    desk.keys("Ctrl+Z")
    desk.until(lambda: any("Taken back" in text for text in desk.said()))


@rule("SCH-13", "U-29")
def test_a_class_is_cancelled_with_its_result_first_and_reinstated(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    opened(desk, live, "evening")
    desk.keys("Shift+Delete")
    shown = panel(desk).slip
    assert shown.line.text() == "Told, with the credit back: 4 people."
    assert row(live, "evening").state == "scheduled"
    desk.write("No heating")
    desk.keys("Return")
    desk.until(lambda: row(live, "evening").state == "cancelled")
    desk.until(panel(desk).foot.reinstate.isVisible)
    assert "cancelled" in desk.app.registry.reason("class.cancel_class")
    panel(desk).foot.reinstate.click()
    desk.keys("Return")
    desk.until(lambda: row(live, "evening").state == "scheduled")


@rule("BK-7", "U-45")
def test_r_moves_a_booking_to_another_class_and_comes_back(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    opened(desk, live, "evening", live.names["ben"])
    desk.keys("R", "Return")
    desk.until(lambda: booking(live, "ben", "late").state == "booked")
    assert panel(desk).isVisible()


@rule("PERM-2", "U-34")
def test_what_a_receptionist_may_not_do_says_so(desk: DeskWindowDriver, live: LiveDesk) -> None:
    numbered(live)
    assert live.session.choose_person(StaffId(live.names["noor"]))
    opened(desk, live, "evening")
    reasons = {"write_note": desk.app.registry.reason("class.write_note")}
    reasons["cancel_class"] = desk.app.registry.reason("class.cancel_class")
    assert reasons["write_note"] == NOT_YOURS
    assert reasons["cancel_class"] == ""
    desk.app.links.close_panel()
    assert desk.app.registry.reason("class.keep_seats") == "Open a class first"


@rule("U-05")
def test_letters_of_the_panel_belong_to_the_screen_once_the_focus_is_there(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    opened(desk, live, "evening")
    week = desk.app.screens.calendar
    desk.keys("K")
    assert panel(desk).slip.isVisible()
    desk.keys("Escape")
    desk.app.screens.widgets()[Screen.CALENDAR].setFocus()
    desk.keys("D")
    assert not panel(desk).slip.isVisible()
    assert week is not None


@rule("WL-10", "WL-6")
def test_who_waits_is_shown_with_what_pays_and_how_a_seat_is_given(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    waiting(live)
    opened(desk, live, "evening")
    view = panel(desk)._view
    assert view is not None
    assert view.waiting_hint == "Last minutes: who is at the desk, in this order"
    notes = {one.name: one.note for one in view.waiting}
    assert notes["Hanna Lindqvist"].startswith("10-class · 10 left · ")
    assert notes["Elif Demir"].startswith("Unlimited month · ")
    live.clock.at = NOW - 13 * HOUR_MS
    desk.app.screens.class_shown.refresh()
    earlier = panel(desk)._view
    assert earlier is not None
    assert earlier.waiting_hint == "A freed seat goes to the first who can be booked"


def test_the_page_of_waitlists_says_what_pays(desk: DeskWindowDriver, live: LiveDesk) -> None:
    waiting(live)
    desk.do("queues.show_waitlists")
    desk.until(lambda: len(desk.rows("Waitlists")) >= 3)
    assert "10-class · 10 left" in " ".join(desk.rows("Waitlists"))


@rule("CHK-9")
def test_an_instructor_who_is_missing_is_said_and_noted_as_here(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    live.clock.at = NOW + 11 * MINUTE_MS  # eight minutes before the class
    opened(desk, live, "evening")
    view = panel(desk)._view
    assert view is not None
    assert view.teacher_note == "not here yet"
    desk.do("class.teacher_is_here")
    desk.until(lambda: (now := panel(desk)._view) is not None and now.teacher_note == "")
