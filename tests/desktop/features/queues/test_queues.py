"""Requests, waitlists, no-shows and suspensions, answered by keys on the whole desk."""

from core.commands.attendance import CloseOccurrence, Suspend
from core.commands.catalogue import CreateService
from core.commands.requesting import Proposed, RequestSession
from core.commands.setup import CreateStaff, GrantRole
from core.domain.bookings import OFFERED, Booking, WaitlistEntry
from core.domain.ids import StaffId, booking_id, waitlist_entry_id
from core.domain.requests import BookingRequest
from core.domain.suspensions import ACTIVE, SUSPENSIONS_BY_END, Suspension
from core.domain.zones import DAY_MS, HOUR_MS, to_utc
from desktop.actions.screens import Screen
from desktop.features.queues.actions import (
    NEEDS,
    NO_SHOWS,
    REQUESTS,
    SUSPENSIONS,
    WAITLISTS,
    show,
)
from desktop.widgets.empty_state import EmptyState
from tests.desktop.desk_window import DeskWindowDriver
from tests.desktop.gallery_panels.attention_data import STORY
from tests.desktop.live import LiveDesk
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "17:41", "Europe/London")


def requested(live: LiveDesk) -> str:
    """Ben asks Ana for a session tomorrow."""
    made = live.serve(
        CreateService("Private", "session", "reformer", 55, 1, price=60_00, badge="P"),
    )
    asked = RequestSession(
        live.names["ben"],
        str(made.facts["service_id"]),
        live.names["location"],
        (Proposed("2026-03-03", "10:00"), Proposed("2026-03-03", "12:00")),
        live.names["ana"],
        note="Shoulder",
    )
    key = str(live.serve(asked).facts["request_id"])
    live.exchange()
    return key


def missed(live: LiveDesk) -> None:
    """Everybody missed the class of the evening, and the evening is over."""
    live.clock.at = NOW + 2 * HOUR_MS
    live.serve(CloseOccurrence(live.names["evening"]))
    live.exchange()


@rule("AVL-4")
def test_a_request_is_accepted_at_one_of_its_times(desk: DeskWindowDriver, live: LiveDesk) -> None:
    key = requested(live)
    desk.do(show(REQUESTS))
    desk.until(lambda: desk.rows("Requests"))
    assert "for Ana Petrov to answer" in desk.rows("Requests")[0]
    live.session.choose_person(StaffId(live.names["ana"]))
    desk.until(lambda: "to answer" not in desk.rows("Requests")[0])
    assert "Ben Carter: Private" in desk.rows("Requests")[0]
    assert "Shoulder" in desk.rows("Requests")[0]
    desk.keys("Return")
    desk.write("12")
    picker = desk.app.screens.acts.picker
    assert picker is not None
    desk.until(lambda: picker.answer.text() and picker.take.text() == "Accept")
    desk.keys("Return")

    def accepted() -> bool:
        row = live.session.source.rows.get(BookingRequest, key)
        return row is not None and row.state == "accepted"

    desk.until(accepted)
    desk.until(lambda: not desk.rows("Requests"))


@rule("AVL-6")
def test_a_request_is_declined_with_a_reason(desk: DeskWindowDriver, live: LiveDesk) -> None:
    key = requested(live)
    live.session.choose_person(StaffId(live.names["ana"]))
    desk.do(show(REQUESTS))
    desk.until(lambda: desk.rows("Requests"))
    desk.keys("D")
    desk.write("Away all week")
    desk.keys("Return")

    def declined() -> bool:
        row = live.session.source.rows.get(BookingRequest, key)
        return row is not None and (row.state, row.reason) == ("declined", "Away all week")

    desk.until(declined)


@rule("WL-1", "WL-5")
def test_one_who_waits_is_taken_off_and_the_class_is_a_key_away(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    desk.do(show(WAITLISTS))
    desk.until(lambda: len(desk.rows("Waitlists")) == 2)
    assert "Hanna Lindqvist" in desk.rows("Waitlists")[1]
    desk.keys("C")
    assert desk.window.panel.content() is desk.app.screens.class_panel
    desk.app.links.close_panel()
    desk.keys("Del")
    key = waitlist_entry_id(live.names["evening"], live.names["hanna"])

    def left() -> bool:
        row = live.session.source.rows.get(WaitlistEntry, key)
        return row is not None and row.state == "left"

    desk.until(left)
    desk.until(lambda: not desk.rows("Waitlists"))


@rule("WL-2")
def test_a_free_seat_is_offered_or_given_by_hand(desk: DeskWindowDriver, live: LiveDesk) -> None:
    from core.commands.schedule import ChangeCapacity

    live.session.send(ChangeCapacity(live.names["evening"], 5))
    desk.do(show(WAITLISTS))
    desk.until(lambda: any("a seat is free" in row for row in desk.rows("Waitlists")))
    desk.keys("O")
    key = waitlist_entry_id(live.names["evening"], live.names["hanna"])

    def state() -> str:
        row = live.session.source.rows.get(WaitlistEntry, key)
        return row.state if row else ""

    desk.until(lambda: state() == OFFERED)
    desk.until(lambda: any("offered to" in row for row in desk.rows("Waitlists")))
    desk.keys("Return")
    booked = booking_id(live.names["evening"], live.names["hanna"])
    desk.until(lambda: live.session.source.rows.get(Booking, booked))


@rule("NS-3", "NS-5")
def test_a_no_show_is_forgiven_with_a_reason(desk: DeskWindowDriver, live: LiveDesk) -> None:
    missed(live)
    desk.do(show(NO_SHOWS))
    desk.until(lambda: len(desk.rows("No-shows")) == 5)
    desk.keys("Return")
    desk.write("The train stood still")
    desk.keys("Return")

    def forgiven() -> int:
        return sum(
            row.forgiven
            for name in ("anna", "ben", "clara", "daniel")
            if (row := live.session.source.rows.get(Booking, _booked(live, name)))
        )

    desk.until(lambda: forgiven() == 1)
    desk.until(lambda: any("forgiven" in row for row in desk.rows("No-shows")))


@rule("NS-5", "NS-8")
def test_who_missed_a_class_is_suspended_from_the_page_and_the_policy_is_a_key_away(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    missed(live)
    desk.do(show(NO_SHOWS))
    desk.until(lambda: len(desk.rows("No-shows")) == 5)
    desk.keys("S")
    desk.app.screens.acts.panel.form.put("reason", "Every week")  # type: ignore[union-attr]
    desk.keys("Return")
    rows = live.session.source.rows
    desk.until(lambda: rows.find(SUSPENSIONS_BY_END, ACTIVE, since=NOW))
    (barred,) = rows.find(SUSPENSIONS_BY_END, ACTIVE, since=NOW)
    assert barred.client_id in {live.names[one] for one in ("anna", "ben", "clara", "daniel")}
    assert barred.reason == "Every week"
    desk.until(lambda: desk.window.panel.content() is None)
    desk.keys("O")
    assert desk.window.screen_in_view() is Screen.SETTINGS
    shown = desk.app.screens.settings._screen.page()
    assert shown is not None
    assert shown.title == "Policies"


@rule("CHK-19", "BK-30")
def test_somebody_who_was_there_after_all_is_put_right(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    missed(live)
    desk.do(show(NO_SHOWS))
    desk.until(lambda: len(desk.rows("No-shows")) == 5)
    desk.keys("W", "Return")
    names = ("anna", "ben", "clara", "daniel")

    def states() -> list[str]:
        rows = [live.session.source.rows.get(Booking, _booked(live, name)) for name in names]
        return [row.state for row in rows if row]

    desk.until(lambda: "attended" in states())


def _booked(live: LiveDesk, name: str) -> str:
    return booking_id(live.names["evening"], live.names[name])


@rule("NS-8")
def test_a_suspension_is_moved_and_lifted(desk: DeskWindowDriver, live: LiveDesk) -> None:
    made = live.serve(Suspend(live.names["ben"], NOW + 3 * DAY_MS, "Three times"))
    live.exchange()
    desk.do(show(SUSPENSIONS))
    desk.until(lambda: desk.rows("Suspensions"))
    assert "Three times" in desk.rows("Suspensions")[0]

    def row() -> Suspension:
        found = live.session.source.rows.get(Suspension, str(made.facts["suspension_id"]))
        assert found is not None
        return found

    before = row().until
    desk.keys("E")
    desk.app.screens.acts.panel.form.put("until", "2026-03-20")  # type: ignore[union-attr]
    desk.keys("Return")
    desk.until(lambda: row().until > before)
    desk.until(lambda: desk.window.panel.content() is None)
    desk.keys("Return")
    desk.write("It was us")
    desk.keys("Return")
    desk.until(lambda: row().state == "lifted")
    desk.until(lambda: not desk.rows("Suspensions"))


@rule("U-05", "U-09")
def test_pages_change_by_keys_and_digits_answer_only_what_is_seen(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    desk.go(Screen.ATTENTION)
    pages = desk.app.screens.attention_pages
    assert pages.tabs.choice() == NEEDS
    desk.keys("Ctrl+PgDown", "Ctrl+PgDown")
    assert pages.tabs.choice() == WAITLISTS
    desk.keys("Ctrl+PgUp")
    assert pages.tabs.choice() == REQUESTS
    answered: list[object] = []
    view = desk.app.screens._attention_view
    view.done_requested.connect(answered.append)
    view.remedy_requested.connect(lambda *told: answered.append(told))
    view.show_story(STORY)
    desk.keys("1", "E")
    assert answered == []
    desk.do(show(NEEDS))
    desk.keys("1", "E")
    assert len(answered) == 2


@rule("U-78")
def test_every_page_says_what_it_is_when_nothing_waits(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    for page, said in (
        (REQUESTS, "Nobody asks"),
        (NO_SHOWS, "Everybody came"),
        (SUSPENSIONS, "Nobody is suspended"),
    ):
        desk.do(show(page))
        words = getattr(desk.app.screens, page).view.list.findChild(EmptyState)
        assert words is not None
        desk.until(words.isVisible)
        assert words.accessibleName().startswith(said)


@rule("AVL-4", "AVL-6")
def test_a_request_is_counted_before_anybody_opens_its_page(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    rail, pages = desk.window.rail, desk.app.screens.attention_pages
    requested(live)
    desk.until(lambda: rail.item(Screen.ATTENTION).count() == 1)
    assert pages.tabs._tabs["requests"].text() == "Requests 1"
    desk.app.session.choose_person(StaffId(live.names["ana"]))
    desk.until(lambda: rail.item(Screen.ATTENTION).count() == 1)
    made = live.serve(CreateStaff("Ina Rossi"))
    other = str(made.facts["staff_id"])
    live.serve(GrantRole(other, "instructor", live.names["location"]))
    live.exchange()
    desk.app.session.choose_person(StaffId(other))
    desk.until(lambda: rail.item(Screen.ATTENTION).count() == 0)


@rule("AVL-5")
def test_a_first_visit_is_answered_once_it_is_marked_as_paid(
    desk: DeskWindowDriver, live: LiveDesk
) -> None:
    made = live.serve(
        CreateService("Private", "session", "reformer", 55, 1, price=60_00, badge="P"),
    )
    asked = RequestSession(
        live.names["ben"],
        str(made.facts["service_id"]),
        live.names["location"],
        (Proposed("2026-03-03", "10:00"),),
    )
    key = str(live.serve(asked).facts["request_id"])
    live.exchange()
    desk.do(show(REQUESTS))
    desk.until(lambda: desk.rows("Requests"))
    assert "first visit, unpaid" in desk.rows("Requests")[0]
    desk.keys("M")

    def paid() -> int:
        row = live.session.source.rows.get(BookingRequest, key)
        return row.paid if row else 0

    desk.until(lambda: paid() == 1)
    desk.until(lambda: "first visit, paid" in desk.rows("Requests")[0])
