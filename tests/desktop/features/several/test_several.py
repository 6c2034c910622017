"""Several ticks by keys on the whole desk: dates that are booked, times that are asked for."""

from core.commands.attendance import Suspend
from core.commands.availability import AddAvailability
from core.commands.catalogue import CreateService
from core.commands.sales import SellPass
from core.commands.schedule import CreateOccurrence
from core.commands.seats import Book
from core.domain.bookings import Booking, WaitlistEntry
from core.domain.ids import StaffId, booking_id, waitlist_entry_id
from core.domain.json_text import texts
from core.domain.requests import REQUESTS_OF_CLIENT, BookingRequest
from core.domain.zones import DAY_MS, to_utc
from desktop.actions.screens import Screen
from desktop.features.queues.actions import REQUESTS, show
from desktop.features.several.panel import TickPanel
from tests.desktop.desk_window import DeskWindowDriver
from tests.desktop.live import LiveDesk
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "12:41", "Europe/London")


def more_dates(live: LiveDesk) -> list[str]:
    """Mat Basics on the next three Tuesdays."""
    made = [
        live.serve(
            CreateOccurrence(
                live.names["mat"],
                live.names["location"],
                day,
                "10:00",
                45,
                2,
                lead_id=live.names["ana"],
            )
        )
        for day in ("2026-03-03", "2026-03-10", "2026-03-17")
    ]
    live.exchange()
    return [str(one.facts["occurrence_id"]) for one in made]


def panel(desk: DeskWindowDriver) -> TickPanel:
    return desk.app.screens.several.panel


def booked(live: LiveDesk, client: str, occurrences: list[str]) -> list[str]:
    rows = live.session.source.rows
    found = [rows.get(Booking, booking_id(one, live.names[client])) for one in occurrences]
    return [one.state if one else "" for one in found]


def opened(desk: DeskWindowDriver, live: LiveDesk, client: str, service: str = "") -> None:
    desk.app.links.book_dates(live.names[client], live.names[service] if service else "")
    desk.until(lambda: panel(desk).isVisible() and not panel(desk).looking())


@rule("BK-9", "WEB-6", "U-45")
def test_ticked_dates_are_booked_together_and_one_undo_takes_them_back(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    dates = more_dates(live)
    desk.app.open_client(live.names["grace"])
    desk.keys("D")
    shown = panel(desk)
    desk.until(lambda: not shown.looking())
    shown.picker("service").setCurrentText("Mat Basics")
    shown.list.setFocus()
    shown.list.choose(dates[0])
    desk.keys("Space", "Down", "Space")
    assert shown.keys() == tuple(dates[:2])
    assert "2 dates · 2 credits of 10-class, 7 left" in shown.answer.text()
    desk.keys("Return")
    desk.until(lambda: booked(live, "grace", dates) == ["booked", "booked", ""])
    desk.until(desk.said)
    desk.keys("Ctrl+Z")
    desk.until(lambda: booked(live, "grace", dates) == ["cancelled", "cancelled", ""])


@rule("NS-3", "WEB-6")
def test_dates_that_the_rules_do_not_allow_say_why_and_cannot_be_ticked(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    dates = more_dates(live)
    live.serve(Suspend(live.names["ben"], NOW + 7 * DAY_MS, "three no-shows"))
    live.exchange()
    opened(desk, live, "ben", "mat")
    shown = panel(desk)
    said = {row.key: row.said for row in shown.list.rows.rows()}
    assert "may not book until" in said[dates[0]]
    shown.list.choose(dates[0])
    desk.keys("Space", "Return")
    assert shown.keys() == ()
    assert not shown.take.isEnabled()
    assert booked(live, "ben", dates) == ["", "", ""]


@rule("BK-3", "WEB-6")
def test_a_date_that_overlaps_a_ticked_one_is_greyed(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    dates = more_dates(live)
    other = live.serve(
        CreateOccurrence(
            live.names["reformer"], live.names["location"], "2026-03-03", "10:15", 55, 4
        )
    )
    live.exchange()
    key = str(other.facts["occurrence_id"])
    opened(desk, live, "grace")
    shown = panel(desk)
    assert shown.against(key) == ""
    shown.list.choose(dates[0])
    desk.keys("Space")
    desk.until(lambda: not shown.looking())
    assert "already has a booking at 10:00" in shown.against(key)
    shown.list.choose(key)
    desk.keys("Space")
    assert shown.keys() == (dates[0],)
    desk.keys("Escape")
    assert booked(live, "grace", dates) == ["", "", ""]


@rule("BK-24", "WL-1")
def test_a_full_date_is_waited_for_and_money_is_said(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    dates = more_dates(live)
    for name in ("anna", "elif"):
        live.serve(Book(live.names[name], dates[1], pay_at_desk=True))
    live.exchange()
    opened(desk, live, "daniel", "mat")
    shown = panel(desk)
    for key in dates[:2]:
        shown.list.choose(key)
        desk.keys("Space")
    assert "€12.00 at the desk" in shown.answer.text()
    assert "1 on the waitlist" in shown.answer.text()
    desk.keys("Return")
    desk.until(lambda: booked(live, "daniel", dates) == ["booked", "", ""])
    entry = waitlist_entry_id(dates[1], live.names["daniel"])
    row = live.session.source.rows.get(WaitlistEntry, entry)
    assert row is not None
    assert row.state == "waiting"


@rule("U-80")
def test_ticks_survive_and_a_class_panel_comes_back(desk: DeskWindowDriver, live: LiveDesk) -> None:
    dates = more_dates(live)
    desk.app.open_class(live.names["late"])
    desk.app.screens.class_panel.roster.choose(live.names["grace"])
    desk.keys("D")
    shown = panel(desk)
    assert shown.picker("service").currentText() == "Mat Basics"
    shown.list.choose(dates[2])
    desk.keys("Space", "Escape")
    assert desk.window.panel.content() is desk.app.screens.class_panel
    opened(desk, live, "grace")
    assert shown.keys() == (dates[2],)
    live.exchange()


def private(live: LiveDesk) -> str:
    """A session that Ana gives on weekdays from ten to one."""
    made = live.serve(
        CreateService("Private", "session", "reformer", 60, 1, price=60_00, badge="P")
    )
    for day in range(5):
        live.serve(
            AddAvailability(live.names["ana"], live.names["location"], day, "10:00", "13:00")
        )
    live.exchange()
    return str(made.facts["service_id"])


def asked(live: LiveDesk, client: str) -> list[BookingRequest]:
    return live.session.source.rows.find(REQUESTS_OF_CLIENT, live.names[client])


@rule("AVL-4", "AVL-6", "U-45")
def test_free_times_are_ticked_and_the_instructor_is_asked(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    private(live)
    desk.app.open_client(live.names["ben"])
    desk.keys("T")
    shown = panel(desk)
    desk.until(lambda: shown.isVisible() and not shown.looking())
    titles = [row.key for row in shown.list.rows.rows()]
    assert titles[0] == "2026-03-03 10:00"
    shown.list.setFocus()
    desk.keys("Space", "Down", "Space")
    shown.note.setText("Shoulder")
    assert "Asks Ana Petrov: 2 times" in shown.answer.text()
    shown.list.setFocus()
    desk.keys("Return")
    desk.until(lambda: asked(live, "ben"))
    (row,) = asked(live, "ben")
    assert texts(row.times) == ("2026-03-03T10:00", "2026-03-03T10:30")
    assert (row.note, row.instructor_id, row.state) == ("Shoulder", live.names["ana"], "pending")
    desk.until(desk.said)
    desk.keys("Ctrl+Z")
    desk.until(lambda: asked(live, "ben")[0].state == "withdrawn")


@rule("AVL-4")
def test_a_typed_time_in_conflict_is_greyed_and_a_free_one_stays(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    private(live)
    live.serve(
        CreateOccurrence(
            live.names["mat"],
            live.names["location"],
            "2026-03-04",
            "15:00",
            45,
            12,
            lead_id=live.names["ana"],
        )
    )
    live.exchange()
    desk.app.links.ask_for_session(live.names["ben"])
    shown = panel(desk)
    desk.until(lambda: shown.isVisible() and not shown.looking())
    shown.search.setFocus()
    desk.write("2026-03-04 15:15")
    desk.keys("Return")
    assert shown.keys() == ()
    assert shown.against("2026-03-04 15:15")
    desk.keys("Escape")
    desk.write("2026-03-05 11:15")
    desk.keys("Return", "Escape")
    assert shown.keys() == ("2026-03-05 11:15",)
    desk.until(lambda: "2026-03-05 11:15" in [row.key for row in shown.list.rows.rows()])


@rule("AVL-6")
def test_no_more_than_five_times_are_proposed(desk: DeskWindowDriver, live: LiveDesk) -> None:
    private(live)
    desk.app.links.ask_for_session(live.names["ben"])
    shown = panel(desk)
    desk.until(lambda: shown.isVisible() and not shown.looking())
    for _ in range(6):
        desk.keys("Space", "Down")
    assert len(shown.keys()) == 5
    assert shown.answer.text().startswith("Asks Ana Petrov: 5 times")


@rule("AVL-5", "AVL-4")
def test_from_the_page_a_first_visit_is_asked_for_somebody_found(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    private(live)
    desk.go(Screen.ATTENTION)
    desk.do(show(REQUESTS))
    desk.keys("N")
    desk.write("elif")
    people = desk.app.screens.several.people
    desk.until(lambda: people.list.current_key() == live.names["elif"])
    desk.keys("Return")
    shown = panel(desk)
    desk.until(shown.isVisible)
    shown.picker("instructor").setCurrentIndex(shown.picker("instructor").count() - 1)
    desk.until(lambda: shown.asks("paid"))
    shown.list.setFocus()
    desk.keys("Space")
    assert "€60.00 is paid first" in shown.answer.text()
    shown.picker("paid").setCurrentIndex(1)
    shown.list.setFocus()
    desk.keys("Return")
    desk.until(lambda: asked(live, "elif"))
    (row,) = asked(live, "elif")
    assert (row.instructor_id, row.paid, row.price) == ("", 1, 60_00)


@rule("PERM-2")
def test_an_instructor_reads_why_they_cannot_ask(desk: DeskWindowDriver, live: LiveDesk) -> None:
    private(live)
    live.session.choose_person(StaffId(live.names["ana"]))
    desk.app.links.ask_for_session(live.names["ben"])
    shown = panel(desk)
    desk.until(lambda: shown.isVisible() and not shown.looking())
    first = shown.list.current_key()
    desk.keys("Space")
    assert shown.keys() == ()
    assert shown.against(first)
    assert not shown.take.isEnabled()


@rule("PASS-4", "BK-9")
def test_two_passes_share_the_dates_and_both_are_said(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    dates = more_dates(live)
    live.serve(
        SellPass(
            live.names["clara"],
            live.names["ten"],
            live.names["location"],
            140_00,
            "cash",
            "LON-A-000099",
        )
    )
    live.exchange()
    opened(desk, live, "clara", "mat")
    shown = panel(desk)
    for key in dates[:2]:
        shown.list.choose(key)
        desk.keys("Space")
    assert "of 10-class" in shown.answer.text()
