"""Three days as people live them: a session booked, a session asked for, two studios in a week."""

from core.changes import Outcome
from core.commands.arrivals import CheckIn
from core.commands.attendance import CloseOccurrence
from core.commands.availability import AddAvailability, SetTravel, TakeTimeOff
from core.commands.catalogue import CreateService
from core.commands.requesting import (
    AcceptRequest,
    BookSession,
    EscalateRequest,
    MarkRequestPaid,
    Proposed,
    RequestSession,
)
from core.commands.seats import Book
from core.commands.setup import GrantRole
from core.commands.staff import EditStaff
from core.commands.substituting import CheckInStaff, Substitute
from core.domain.bookings import BOOKINGS_OF_CLIENT
from core.domain.catalogue import SERVICES_BY_STATE
from core.domain.refusals import Refusal
from core.domain.schedule import Occurrence
from core.domain.zones import DAY_MS, local_time, to_utc
from core.queries.instructors import schedule
from core.queries.requests import open_of
from core.queries.slots import Asked, free, with_hours
from core.queries.substitutes import missing, of_occurrence, to_give_away
from tests.core.journeys.server import serve, told
from tests.support.rules import rule
from tests.support.studio import NOW, Studio

LONDON = "Europe/London"
TUESDAY = "2026-03-03"


@rule("AVL-2", "AVL-3", "BK-15", "NTF-1", "BK-19")
def test_a_client_books_a_session_at_a_free_time_by_herself() -> None:
    s = Studio.open()
    ten = s.sell(s.anna, s.ten)
    trainer = s.second_instructor
    s.do(AddAvailability(trainer, s.london, 1, "09:00", "12:00"), by=trainer)
    # she looks for personal sessions, chooses a trainer, and sees when that one has time
    offered = [one for one in s.reader.find(SERVICES_BY_STATE, "active") if one.kind == "session"]
    assert [one.name for one in offered] == ["Private"]
    assert with_hours(s.reader, s.london) == [trainer]
    asked = Asked(s.private, s.london, trainer, until=NOW + 2 * DAY_MS)
    times = [local_time(one.starts_at, LONDON) for one in free(s.reader, asked, NOW)]
    assert times == ["09:00", "09:30", "10:00", "10:30", "11:00"]
    # she sees what it costs before she confirms, and pays with a credit
    session = BookSession(s.anna, s.private, s.london, trainer, TUESDAY, "09:30")
    seen = s.preview(session, as_client=s.anna)
    assert isinstance(seen, Outcome)
    assert (seen.facts["pass_name"], seen.facts["credits_left"]) == ("10 classes", 9)
    assert s.balance(ten) == 10, "seeing it costs nothing"
    s.set("tell_booking_confirmed", "email+sms")
    s.events.clear()
    facts = serve(s, session, as_client=s.anna).facts
    assert ("hold", -1) in s.ledger(ten)
    assert s.balance(ten) == 9
    # a confirmation leaves by e-mail and SMS, as this studio has it
    assert told(s) == [("booking_confirmed", s.anna, ["email", "sms"])]
    # it stands among her bookings, on the trainer's schedule, and is no longer free
    (mine,) = s.reader.find(BOOKINGS_OF_CLIENT, s.anna, since=NOW)
    assert (mine.occurrence_id, mine.origin) == (facts["occurrence_id"], "self")
    (line,) = schedule(s.reader, trainer, NOW, NOW + 2 * DAY_MS)
    assert (line.occurrence.id, line.class_name) == (facts["occurrence_id"], "Private")
    left = [local_time(one.starts_at, LONDON) for one in free(s.reader, asked, NOW)]
    assert left == ["10:30", "11:00"]
    # nobody else gets that time, however they ask
    late = BookSession(s.ben, s.private, s.london, trainer, TUESDAY, "10:00", pay_at_desk=True)
    assert s.refuse(late).code == "instructor_busy"


@rule("AVL-4", "AVL-6", "NTF-1")
def test_a_client_asks_a_trainer_who_answers_after_looking_at_the_times() -> None:
    s = Studio.open()
    ten = s.sell(s.anna, s.ten)
    s.do(EditStaff(s.instructor, email="ines@example.org"), by=s.instructor)
    times = (Proposed(TUESDAY, "18:00"), Proposed("2026-03-04", "18:00"))
    asked = RequestSession(s.anna, s.private, s.london, times, s.instructor, note="a sore back")
    s.events.clear()
    key = s.do(asked, as_client=s.anna).facts["request_id"]
    # the trainer hears of it; nothing is paid or held before the answer
    assert told(s) == [("request_new", s.instructor, ["email", "in_app"])]
    assert s.balance(ten) == 10
    # on Tuesday evening the trainer leads a class: that time is greyed
    (line,) = open_of(s.reader, s.instructor, NOW)
    assert (line.client_name, line.request.note) == ("Anna Ångström", "a sore back")
    assert [bool(one.against) for one in line.times] == [True, False]
    assert s.refuse(AcceptRequest(key, TUESDAY, "18:00"), by=s.instructor).code == (
        "instructor_busy"
    )
    facts = serve(s, AcceptRequest(key, "2026-03-04", "18:00"), by=s.instructor).facts
    # she hears when it is
    assert ("request_accepted", s.anna, ["email", "sms"]) in told(s)
    # it is on both schedules, with what she wrote
    booking = s.booking(s.anna, facts["occurrence_id"])
    assert (booking.origin, booking.note, booking.credit) == ("request", "a sore back", "held")
    assert s.balance(ten) == 9
    led = schedule(s.reader, s.instructor, NOW, NOW + 4 * DAY_MS)
    assert facts["occurrence_id"] in [one.occurrence.id for one in led]
    assert open_of(s.reader, s.instructor, NOW) == []


@rule("AVL-5", "AVL-4")
def test_a_first_visit_is_paid_then_agreed_then_confirmed() -> None:
    s = Studio.open()
    intro = CreateService("First visit", "session", "private", 45, 1, price=39_00)
    service = str(s.do(intro, by=s.owner).facts["service_id"])
    times = (Proposed("2026-03-04", "18:00"),)
    made = s.do(RequestSession(s.clara, service, s.london, times), as_client=s.clara)
    assert made.facts["price"] == 39_00
    key = made.facts["request_id"]
    # the owner agrees studio, day and time with her, and finds who leads; paid comes first
    agreed = AcceptRequest(key, "2026-03-05", "11:00", s.second_instructor, s.berlin)
    assert s.refuse(agreed, by=s.owner).code == "request_unpaid"
    s.do(MarkRequestPaid(key))
    facts = serve(s, agreed, by=s.owner).facts
    session = s.get(Occurrence, facts["occurrence_id"])
    assert (session.lead_id, session.location_id, session.local_start) == (
        s.second_instructor,
        s.berlin,
        "11:00",
    )
    booking = s.booking(s.clara, session.id)
    assert (booking.state, booking.price, booking.due) == ("booked", 39_00, 0)
    # she is told by SMS: an e-mail address she never gave
    assert ("request_accepted", s.clara, ["sms"]) in told(s)


@rule("AVL-4")
def test_a_request_that_the_trainer_forgets_is_answered_by_the_manager() -> None:
    s = Studio.open()
    times = (Proposed("2026-03-06", "18:00"),)
    asked = RequestSession(s.anna, s.private, s.london, times, s.instructor)
    key = s.do(asked, as_client=s.anna).facts["request_id"]
    next_day = NOW + DAY_MS
    s.do(EscalateRequest(key), system=True, at=next_day)
    instead = AcceptRequest(key, "2026-03-06", "18:00", s.second_instructor, pay_at_desk=True)
    facts = s.do(instead, by=s.manager, at=next_day).facts
    assert facts["staff_name"] == "Ivo Instructor"


@rule("ORG-4", "AVL-2", "CHK-9", "SCH-5", "SCH-6")
def test_an_instructor_lives_through_a_week_in_two_studios() -> None:
    s = Studio.open()
    s.do(GrantRole(s.instructor, "instructor", s.berlin), by=s.owner)
    s.do(SetTravel(s.london, s.berlin, 110), by=s.owner)
    there = s.occurrence(
        s.talk, "19:00", local_date=TUESDAY, location_id=s.berlin, lead_id=s.second_instructor
    )
    # a class in London at 18:00 leaves no time for one in Berlin at 19:00 there
    assert s.refuse(Substitute(there, s.instructor, "swap"), by=s.owner).code == "instructor_busy"
    morning = s.occurrence(
        s.talk, "11:00", local_date=TUESDAY, location_id=s.berlin, lead_id=s.instructor
    )
    # all studios in one list, with the way between them; one studio alone on demand
    tuesday = to_utc(TUESDAY, "00:00", LONDON)
    lines = schedule(s.reader, s.instructor, tuesday, tuesday + DAY_MS)
    assert [(one.occurrence.id, one.way_min, one.gap_min) for one in lines] == [
        (morning, None, None),
        (s.yoga_tomorrow, 110, 420),
    ]
    assert not any(one.tight for one in lines)
    only = schedule(s.reader, s.instructor, tuesday, tuesday + DAY_MS, s.berlin)
    assert [one.location_name for one in only] == ["Harbour Berlin"]
    # she comes, and is no longer missed; she takes the attendance of her own class
    s.do(Book(s.anna, s.yoga_0900, pay_at_desk=True))
    soon = s.later(minutes=52)
    assert [one.id for one, _ in missing(s.reader, s.london, soon)] == [s.yoga_0900]
    s.do(CheckInStaff(s.instructor, s.london, "phone"), by=s.instructor, at=soon)
    assert missing(s.reader, s.london, soon) == []
    s.do(CheckIn(s.anna, s.yoga_0900), by=s.instructor, at=soon)
    s.do(CloseOccurrence(s.yoga_0900), by=s.instructor, at=s.later(hours=2, minutes=20))
    assert s.booking(s.anna, s.yoga_0900).state == "attended"
    # she falls ill: what she leads is listed, and the best who is free takes it
    away = TakeTimeOff(s.instructor, s.later(hours=3), s.later(hours=72), "flu")
    assert s.do(away, by=s.instructor, at=s.later(hours=3)).facts["count"] == 5
    for one in to_give_away(s.reader, s.instructor, s.later(hours=3), s.later(hours=72)):
        best = next(c for c in of_occurrence(s.reader, one.id) if c.free)
        result = s.run(Substitute(one.id, best.staff_id, "flu"), by=s.owner, at=s.later(hours=3))
        assert not isinstance(result, Refusal)
    assert to_give_away(s.reader, s.instructor, s.later(hours=3), s.later(hours=72)) == []
