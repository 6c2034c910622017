"""Two days of classes as people live them: a full one, and one from its making to its line."""

from core.changes import Outcome
from core.commands.arrivals import CheckIn
from core.commands.catalogue import CreateService, ResourceNeed
from core.commands.schedule import ChangeCapacity, CreateSeries
from core.commands.seats import Book, CancelBooking
from core.commands.series_dates import SkipDate
from core.commands.waiting import AcceptOffer, JoinWaitlist, PinWaitlist, PromoteByHand
from core.domain.bookings import (
    BOOKED,
    LAPSED,
    OFFERED,
    PROMOTED,
    WAITING,
    WAITING_FOR_OCCURRENCE,
)
from core.domain.refusals import Refusal
from core.domain.schedule import (
    ASSIGNMENTS_OF_OCCURRENCE,
    OPEN_AT_LOCATION,
    Occurrence,
    Series,
)
from core.domain.zones import DAY_MS, add_days, to_local
from core.rules.booking.holdings import seats_taken
from core.rules.schedule.planning import plan
from core.rules.waiting.waitlist import place_in_line
from tests.core.journeys.server import ring, serve, told
from tests.support.rules import rule
from tests.support.studio import NOW, Studio


def place(s: Studio, client: str, occurrence: str) -> int:
    """The place of a client in the line, the first is 1, 0 for who does not wait."""
    line = s.reader.find(WAITING_FOR_OCCURRENCE, occurrence)
    return place_in_line(line, s.entry(client, occurrence).id)


@rule("WL-1", "WL-2", "WL-11", "BK-15", "NTF-7")
def test_a_client_waits_for_a_full_class_is_offered_a_seat_and_takes_it_in_time() -> None:
    s = Studio.open()
    ten = s.sell(s.anna, s.ten)
    evening = s.yoga_1800
    for client, seats in ((s.dora, 2), (s.emil, 1)):
        s.do(Book(client, evening, seats=seats, pay_at_desk=True))
    # she looks at what is on today, and the one that she wants is full
    today = s.reader.find(OPEN_AT_LOCATION, s.london, since=NOW, until=NOW + DAY_MS // 2)
    left = {str(one.id): one.capacity - seats_taken(s.reader, one.id) for one in today}
    assert (left[evening], left[s.yoga_0900]) == (0, 3)
    refused = s.refuse(Book(s.anna, evening), as_client=s.anna)
    assert refused.code == "class_full"
    # she waits, and so does Ben after her; waiting takes no credit
    s.events.clear()
    serve(s, JoinWaitlist(s.anna, evening), as_client=s.anna)
    assert told(s) == [("waitlist_joined", s.anna, ["email"])]
    s.sell(s.ben, s.single)
    serve(s, JoinWaitlist(s.ben, evening), as_client=s.ben, at=NOW + 1)
    assert (place(s, s.anna, evening), place(s, s.ben, evening)) == (1, 2)
    assert s.balance(ten) == 10
    # somebody cancels at 09:00, after the cut-off: the seat is hers for half an hour
    at = s.later(hours=1)
    s.events.clear()
    serve(s, CancelBooking(s.emil, evening), at=at)
    assert ("seat_offered", s.anna, ["email", "sms"]) in told(s, at)
    assert s.entry(s.anna, evening).offered_until == at + 30 * 60_000
    assert s.refuse(Book(s.clara, evening, pay_at_desk=True), at=at).code == "class_full"
    # she takes it, and waits no longer
    taken = at + 29 * 60_000
    facts = serve(s, AcceptOffer(s.anna, evening), as_client=s.anna, at=taken).facts
    assert (facts["pass_name"], facts["credits_left"]) == ("10 classes", 9)
    assert ("promoted", s.anna, ["email", "sms"]) in told(s, taken)
    booking = s.booking(s.anna, evening)
    assert (booking.state, booking.origin) == (BOOKED, "waitlist")
    assert s.entry(s.anna, evening).state == PROMOTED
    assert place(s, s.anna, evening) == 0
    assert place(s, s.ben, evening) == 1
    # for half an hour she can still let it go for nothing, late as it is
    free = s.preview(CancelBooking(s.anna, evening), as_client=s.anna, at=taken + 30 * 60_000)
    assert isinstance(free, Outcome)
    assert (free.code, free.facts["credits_left"]) == ("cancelled", 10)


@rule("WL-2", "WL-3", "WL-11")
def test_who_does_not_answer_loses_the_turn_and_before_the_cut_off_nobody_is_asked() -> None:
    s = Studio.open()
    evening, tomorrow = s.yoga_1800, s.yoga_tomorrow
    for one in (evening, tomorrow):
        s.do(Book(s.dora, one, seats=3, pay_at_desk=True))
        s.do(JoinWaitlist(s.anna, one, pay_at_desk=True))
        s.do(JoinWaitlist(s.ben, one, pay_at_desk=True), at=NOW + 1)
    at = s.later(hours=1)
    serve(s, CancelBooking(s.dora, evening), at=at)
    assert [s.entry(c, evening).state for c in (s.anna, s.ben)] == [OFFERED, OFFERED]
    serve(s, AcceptOffer(s.ben, evening), as_client=s.ben, at=at + 1)
    ring(s, at + 30 * 60_000)
    assert s.entry(s.anna, evening).state == LAPSED
    refused = s.refuse(AcceptOffer(s.anna, evening), as_client=s.anna, at=at + 31 * 60_000)
    assert refused.code == "not_waiting"
    # the class of tomorrow is still before its cut-off: the first two are simply in
    serve(s, CancelBooking(s.dora, tomorrow), at=at)
    assert [s.booking(c, tomorrow).state for c in (s.anna, s.ben)] == [BOOKED, BOOKED]


@rule("SVC-1", "SCH-3", "SCH-9", "RES-3", "WL-1", "WL-7", "BK-1", "BK-26")
def test_a_class_is_made_planned_led_booked_and_waited_for() -> None:
    s = Studio.open()
    # the owner makes a kind of class: two reformers are there for it, one for each who comes
    wheel = CreateService(
        "Jump", "class", "reformer", 50, 3, needs=(ResourceNeed(s.reformers, per_attendee=1),)
    )
    service = str(s.do(wheel, by=s.owner).facts["service_id"])
    # she plans it for Tuesdays at six, and sees every date before it is made
    tuesdays = [add_days("2026-03-10", 7 * week) for week in range(4)]
    series = CreateSeries(
        service, s.london, "FREQ=WEEKLY;BYDAY=TU;COUNT=4", tuesdays[0], "18:00", 50, 3,
        s.instructor, (s.second_instructor,),
    )  # fmt: skip
    busy = s.occurrence(s.talk, "18:30", local_date=tuesdays[1], lead_id=s.instructor)
    seen = plan(s.reader, series, "2026-06-01")
    assert not isinstance(seen, Refusal)
    assert [(one.local_date, [c.code for c in one.conflicts]) for one in seen] == [
        (tuesdays[0], []),
        (tuesdays[1], ["instructor_busy"]),
        (tuesdays[2], []),
        (tuesdays[3], []),
    ]
    key = str(s.do(series, by=s.owner).facts["series_id"])
    s.do(SkipDate(key, tuesdays[1]), by=s.owner)
    # the server makes them, once, and who leads and who assists stands on each
    ring(s, NOW)
    ring(s, NOW + DAY_MS)
    dates = [one for one in s.reader.all(Occurrence) if one.series_id == key]
    assert sorted(one.local_date for one in dates) == [tuesdays[0], *tuesdays[2:]]
    assert s.get(Series, key).generated_to > tuesdays[-1]
    first, last = (min(dates, key=start), max(dates, key=start))
    staff = s.reader.find(ASSIGNMENTS_OF_OCCURRENCE, first.id)
    assert {(row.staff_id, row.role) for row in staff} == {
        (s.instructor, "lead"),
        (s.second_instructor, "assistant"),
    }
    assert to_local(last.starts_at, "Europe/London").hour == 18, "also when the clocks have changed"
    assert s.get(Occurrence, busy).state == "scheduled"
    # a pair and one more are booked, each with a credit for each seat: it is full
    pair, third = s.sell(s.anna, s.ten), s.sell(s.ben, s.single)
    s.do(Book(s.anna, first.id, seats=2, guests=("Gus",)))
    s.do(Book(s.ben, first.id))
    assert (s.balance(pair), s.balance(third), seats_taken(s.reader, first.id)) == (8, 0, 3)
    assert s.refuse(Book(s.clara, first.id, pay_at_desk=True)).code == "class_full"
    # three wait; the desk puts the last one first
    for number, client in enumerate((s.clara, s.dora, s.emil)):
        s.do(JoinWaitlist(client, first.id, pay_at_desk=True), at=NOW + number)
    s.do(PinWaitlist(s.emil, first.id, True))
    assert [place(s, c, first.id) for c in (s.clara, s.dora, s.emil)] == [2, 3, 1]
    # Ben cancels in time: his credit is back, and Emil has the seat
    s.events.clear()
    serve(s, CancelBooking(s.ben, first.id))
    assert s.balance(third) == 1
    assert s.booking(s.emil, first.id).state == BOOKED
    assert ("promoted", s.emil, []) not in told(s)
    # one more seat: Clara is in; a fifth reformer there is not, so Dora waits on
    serve(s, ChangeCapacity(first.id, 5), by=s.manager)
    assert s.booking(s.clara, first.id).state == BOOKED
    assert (s.entry(s.dora, first.id).state, s.entry(s.dora, first.id).skipped) == (
        WAITING,
        "resource_short",
    )
    by_hand = PromoteByHand(s.dora, first.id, ("class_full",), "she asked")
    assert s.refuse(by_hand, by=s.manager).code == "resource_short"
    # they come, and one of the pair does not
    soon = first.starts_at - 10 * 60_000
    s.do(CheckIn(s.anna, first.id, came=1), at=soon)
    s.do(CheckIn(s.emil, first.id), at=soon)
    ring(s, first.starts_at + DAY_MS)
    states = {c: s.booking(c, first.id).state for c in (s.anna, s.emil, s.clara)}
    assert states == {s.anna: "attended", s.emil: "attended", s.clara: "no_show"}


def start(one: Occurrence) -> int:
    """When it begins."""
    return one.starts_at
