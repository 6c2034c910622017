"""Every letter, written from what real commands left in the outbox."""

from collections.abc import Iterator
from typing import Any

import icalendar
import pytest

from core.commands.attendance import CloseOccurrence, LiftSuspension, Suspend
from core.commands.catalogue import CreateService
from core.commands.class_messages import TakeBackMessage, WriteToClass
from core.commands.people import CreateClient, NewClient
from core.commands.requesting import (
    AcceptRequest,
    DeclineRequest,
    ExpireRequest,
    Proposed,
    RequestSession,
)
from core.commands.sales import SellPass
from core.commands.schedule import CancelOccurrence, CreateOccurrence, MoveOccurrence
from core.commands.seats import Book, CancelBooking, Reschedule
from core.commands.setup import CreateLocation, CreateStaff, GrantRole, SetSetting
from core.commands.staff import EditStaff
from core.commands.substituting import Substitute, UndoSubstitute
from core.commands.system import LapseOffer
from core.commands.waiting import JoinWaitlist
from core.domain.ids import StaffId
from core.domain.json_text import dump
from core.domain.letters.all_letters import letter_of
from core.domain.notices import EMAIL, NOTICES, REFUSED
from core.domain.zones import HOUR_MS, MINUTE_MS
from core.rules.telling.letters import Sender
from sync_server.notifications.channels import Letter
from sync_server.notifications.letters import Waiting, letter_for
from sync_server.store.port import Message
from tests.support.rules import rule
from tests.sync.memory_server import MemoryServerStore
from tests.sync.world import DAY, World

NOON = 1_772_452_800_000
STUDIO = Sender("Northgate Studio", "GBP")


@pytest.fixture
def world() -> Iterator[World]:
    with World.open() as opened:
        yield opened


def messages(world: World, event: str = "") -> list[Message]:
    """What lies in the outbox, of an event."""
    store: MemoryServerStore = world.database.store  # type: ignore[attr-defined]
    return [m for m in store.messages.values() if not event or m.event == event]


def letter(world: World, event: str) -> Letter:
    """The one letter of an event, written."""
    (message,) = messages(world, event)
    return letter_for(Waiting(message.id, event, message.address, message.body), STUDIO)


def entry(one: Letter) -> Any:
    """The calendar entry that goes with a letter."""
    (event,) = icalendar.Calendar.from_ical(one.calendar).walk("VEVENT")
    return event


def sell_ten(world: World, client: str) -> None:
    world.serve(SellPass(client, world.ten, world.location, 120_00, "cash", "HER-A-000001"))


@rule("NTF-1")
def test_there_are_words_for_every_event() -> None:
    events = {name for name, notice in NOTICES.items() if EMAIL in notice.channels}
    without = {event for event in events if letter_of(event) is None}
    assert without == {"magic_link", "news", "payment_failed", "payment_refunded"}


@rule("NTF-1", "NTF-4")
def test_a_confirmation_says_where_when_what_pays_and_until_when_it_is_free(world: World) -> None:
    client = world.clients[0]
    sell_ten(world, client)
    made = CreateOccurrence(world.yoga, world.location, "2026-03-05", "18:30", 75, 4)
    occurrence = world.serve(made).facts["occurrence_id"]
    world.serve(Book(client, occurrence))
    written = letter(world, "booking_confirmed")
    assert written.subject == "You are booked: Yoga, Thursday 5 March, 18:30"
    assert written.text == (
        "Hello Client,\n"
        "\n"
        "we have kept a place for you.\n"
        "\n"
        "   Yoga\n"
        "   Thursday 5 March, 18:30\n"
        "   Here\n"
        "\n"
        "Your Ten pays for it; 9 credits left after this.\n"
        "Plans change: until Thursday 5 March, 06:30 you can cancel free of charge.\n"
        "\n"
        "See you soon!\n"
        "Northgate Studio\n"
    )


@rule("NTF-4")
def test_what_is_to_be_paid_is_said_in_the_studios_money(world: World) -> None:
    world.serve(Book(world.clients[0], world.occurrences[5], seats=2, pay_at_desk=True))
    written = letter(world, "booking_confirmed")
    assert "we have kept 2 places for you." in written.text
    assert "There is £30.00 to pay at the desk." in written.text
    assert "free of charge" not in written.text


@rule("ORG-2")
def test_times_are_those_of_the_location(world: World) -> None:
    there = world.serve(CreateLocation("Downtown", "America/New_York", "NYC", "1 Main St"))
    made = CreateOccurrence(world.yoga, there.facts["location_id"], "2026-03-05", "18:30", 75, 4)
    occurrence = world.serve(made).facts["occurrence_id"]
    world.serve(Book(world.clients[0], occurrence, pay_at_desk=True))
    written = letter(world, "booking_confirmed")
    assert "   Thursday 5 March, 18:30\n   Downtown, 1 Main St\n" in written.text
    assert str(entry(written)["dtstart"].dt) == "2026-03-05 23:30:00+00:00"


@rule("NTF-1", "WL-2", "WL-3")
def test_who_was_promoted_reads_good_news(world: World) -> None:
    first, second = world.clients[:2]
    occurrence = world.occurrences[5]
    world.serve(SetSetting("organisation", "waitlist_mode", "auto"))
    world.serve(Book(first, occurrence, seats=4, pay_at_desk=True))
    world.serve(JoinWaitlist(second, occurrence, pay_at_desk=True))
    world.serve(CancelBooking(first, occurrence))
    written = letter(world, "promoted")
    assert written.subject == "Good news, you are in: Yoga, Monday 2 March, 14:00"
    assert "There is £15.00 to pay at the desk." in written.text
    assert "Until Monday 2 March, 08:30 you can cancel free of charge" in written.text


@rule("NTF-1", "BK-6")
def test_a_cancelling_says_what_became_of_the_credit(world: World) -> None:
    client, soon = world.clients[0], world.occurrences[5]
    sell_ten(world, client)
    made = CreateOccurrence(world.yoga, world.location, "2026-03-05", "18:30", 75, 4)
    later = world.serve(made).facts["occurrence_id"]
    world.serve(Book(client, later))
    world.serve(CancelBooking(client, later))
    assert (
        "Your credit is back: 10 credits left on your Ten."
        in letter(world, "booking_cancelled").text
    )
    store: MemoryServerStore = world.database.store  # type: ignore[attr-defined]
    store.messages.clear()
    world.serve(Book(client, soon))
    world.serve(CancelBooking(client, soon))
    assert "so the credit on your Ten is used." in letter(world, "booking_cancelled").text


@rule("NTF-1", "NTF-4", "BK-23")
def test_a_moved_booking_stays_one_entry_in_the_clients_calendar(world: World) -> None:
    client = world.clients[0]
    world.serve(Book(client, world.occurrences[3], pay_at_desk=True))
    world.clock.at += HOUR_MS
    world.serve(Reschedule(client, world.occurrences[3], world.occurrences[5]))
    world.clock.at += HOUR_MS
    world.serve(CancelBooking(client, world.occurrences[5]))
    booked, moved, gone = (
        entry(letter(world, event))
        for event in ("booking_confirmed", "booking_moved", "booking_cancelled")
    )
    assert booked["uid"] == moved["uid"] == gone["uid"]
    assert booked["sequence"] < moved["sequence"] < gone["sequence"]
    assert [booked["status"], moved["status"], gone["status"]] == [
        "CONFIRMED",
        "CONFIRMED",
        "CANCELLED",
    ]
    assert moved["dtstart"].dt.hour == 14
    text = letter(world, "booking_moved").text
    assert "your booking of Yoga, Monday 2 March, 12:00, was moved." in text


@rule("NTF-1")
def test_those_with_a_seat_hear_that_a_class_has_moved(world: World) -> None:
    booked, gone = world.clients[:2]
    occurrence = world.occurrences[4]
    for client in (booked, gone):
        world.serve(Book(client, occurrence, pay_at_desk=True))
    world.serve(CancelBooking(gone, occurrence))
    world.serve(MoveOccurrence(occurrence, DAY, "17:00", 45))
    written = letter(world, "class_moved")
    assert written.address == "client0@example.org"
    assert written.subject == "New time for Yoga: Monday 2 March, 17:00"
    assert "Yoga of Monday 2 March, 13:00 takes place at another time." in written.text
    assert entry(written)["dtstart"].dt.hour == 17


@rule("NTF-1", "NTF-3")
def test_what_the_studio_writes_to_a_class_is_sent_in_its_words_and_taken_back(
    world: World,
) -> None:
    occurrence, booked = world.occurrences[4], world.clients[0]
    world.serve(Book(booked, occurrence, pay_at_desk=True))
    world.serve(WriteToClass(occurrence, "Bring a towel.\n{{ studio }}"), command_id="one")
    written = letter(world, "class_message")
    assert written.address == "client0@example.org"
    assert written.subject == "About Yoga: Monday 2 March, 13:00"
    assert "Hello Client" in written.text
    assert "Bring a towel.\n{{ studio }}\n" in written.text
    world.serve(TakeBackMessage("one", occurrence))
    assert messages(world, "class_message") == []


@rule("NTF-1", "SCH-6")
def test_those_with_a_seat_hear_who_leads_instead_and_an_undo_takes_it_back(world: World) -> None:
    occurrence, booked = world.occurrences[4], world.clients[0]
    world.serve(Book(booked, occurrence, pay_at_desk=True))
    first, second = (
        world.serve(CreateStaff(name, categories=("mat",))).facts["staff_id"]
        for name in ("Ana Petrov", "Mia Koch")
    )
    world.serve(Substitute(occurrence, first, "nobody led it"), command_id="one")
    written = letter(world, "instructor_changed")
    assert written.address == "client0@example.org"
    assert written.subject == "Yoga, Monday 2 March, 13:00: Ana Petrov leads"
    assert "Ana Petrov leads Yoga. Your booking stays as it is:" in written.text
    world.serve(UndoSubstitute("one", occurrence))
    assert messages(world, "instructor_changed") == []
    world.serve(Substitute(occurrence, first, "nobody led it"))
    world.serve(Substitute(occurrence, second, "ill"))
    told = messages(world, "instructor_changed")
    texts = [letter_for(Waiting(m.id, m.event, m.address, m.body), STUDIO).text for m in told]
    assert sum("Mia Koch leads Yoga instead of Ana Petrov." in text for text in texts) == 1


def teacher(world: World, name: str) -> str:
    key = world.serve(CreateStaff(name, categories=("private",))).facts["staff_id"]
    world.serve(GrantRole(key, "instructor", world.location))
    return str(key)


def private_request(world: World, client: str, instructor: str = "") -> str:
    made = CreateService("Private", "session", "private", 60, 1, price=60_00)
    service = world.serve(made).facts["service_id"]
    times = (Proposed("2026-03-05", "10:00"),)
    asked = RequestSession(client, service, world.location, times, instructor, paid=not instructor)
    return str(world.serve(asked).facts["request_id"])


@rule("NTF-1", "AVL-4")
def test_who_asked_for_a_session_hears_when_it_is_and_gets_an_entry(world: World) -> None:
    ana = StaffId(teacher(world, "Ana Petrov"))
    key = private_request(world, world.clients[0], ana)
    accepted = AcceptRequest(key, "2026-03-05", "10:00", pay_at_desk=True)
    world.serve(accepted, system=False, actor_id=ana)
    written = letter(world, "request_accepted")
    assert written.subject == "You have a session: Private, Thursday 5 March, 10:00"
    assert "Ana Petrov looks forward to seeing you:" in written.text
    assert "There is £60.00 to pay at the desk." in written.text
    assert entry(written)["dtstart"].dt.hour == 10
    assert messages(world, "booking_confirmed") == []


@rule("NTF-1", "AVL-4", "AVL-5")
def test_who_is_asked_for_a_session_hears_of_it_the_instructor_or_the_desk(world: World) -> None:
    ana, desk = teacher(world, "Ana Petrov"), teacher(world, "Dee Desk")
    world.serve(GrantRole(desk, "receptionist", world.location))
    for one, name in ((ana, "ana"), (desk, "dee")):
        world.serve(EditStaff(one, email=f"{name}@example.org"))
    private_request(world, world.clients[0], ana)
    written = letter(world, "request_new")
    assert written.address == "ana@example.org"
    assert written.subject == "Client 0 asks for Private"
    assert "- Thursday 5 March, 10:00" in written.text
    assert "Please answer until Thursday 5 March, 08:00." in written.text
    private_request(world, world.clients[1])
    told = messages(world, "request_new")
    assert sorted(one.address for one in told) == ["ana@example.org", "dee@example.org"]


@rule("NTF-1", "AVL-4", "AVL-10")
def test_who_is_not_given_a_session_hears_why_and_what_comes_back(world: World) -> None:
    key = private_request(world, world.clients[0])
    owner = {"system": False, "actor_id": world.actor}
    world.serve(DeclineRequest(key, "We are on holiday that week."), **owner)
    written = letter(world, "request_declined")
    assert written.subject == "About your request: Private"
    assert "We are on holiday that week." in written.text
    assert "You get £60.00 back." in written.text
    ana = teacher(world, "Ana Petrov")
    late = private_request(world, world.clients[1], ana)
    world.clock.at += 3 * 24 * HOUR_MS
    world.serve(ExpireRequest(late))
    written = letter(world, "request_expired")
    assert "nobody answered your request for Private in time." in written.text
    assert "back" not in written.text


@rule("NTF-1", "SCH-13")
def test_all_hear_that_a_class_does_not_take_place(world: World) -> None:
    client = world.clients[0]
    sell_ten(world, client)
    world.serve(Book(client, world.occurrences[4]))
    world.serve(CancelOccurrence(world.occurrences[4], "the teacher is ill"))
    written = letter(world, "class_cancelled")
    assert written.subject == "Yoga does not take place: Monday 2 March, 13:00"
    assert "Your credit is back on your pass." in written.text
    assert "ill" not in written.text.replace("will", "")
    assert entry(written)["status"] == "CANCELLED"


@rule("NTF-1", "SET-1")
def test_who_lost_the_last_seat_reads_that_it_was_our_mistake(world: World) -> None:
    here, there = world.desks
    occurrence = world.occurrences[2]
    here.do(Book(world.clients[0], occurrence, seats=4, pay_at_desk=True))
    there.do(Book(world.clients[1], occurrence, pay_at_desk=True))
    here.exchange()
    there.exchange()
    written = letter(world, "waitlisted_by_settlement")
    assert written.address == "client1@example.org"
    assert "You are on the waitlist now, as number 1." in written.text
    assert written.calendar == ""


@rule("NTF-1", "SET-3")
def test_who_has_no_credit_left_reads_that_it_could_not_be_kept(world: World) -> None:
    client = world.clients[0]
    world.serve(SellPass(client, world.single, world.location, 18_00, "cash", "HER-A-000001"))
    world.heal()
    here, there = world.desks
    here.do(Book(client, world.occurrences[2]))
    there.do(Book(client, world.occurrences[4]))
    here.exchange()
    there.exchange()
    written = letter(world, REFUSED)
    assert written.subject == "Your booking could not be kept: Yoga, Monday 2 March, 13:00"


@rule("NTF-1", "SET-6")
def test_who_was_booked_into_a_cancelled_class_reads_that_it_cannot_be_kept(world: World) -> None:
    (desk, _) = world.desks
    world.serve(CancelOccurrence(world.occurrences[4]))
    desk.do(Book(world.clients[0], world.occurrences[4], pay_at_desk=True))
    desk.exchange()
    written = letter(world, REFUSED)
    assert written.subject == "Your booking could not be kept: Yoga, Monday 2 March, 13:00"
    assert "No credit is used." in written.text


@rule("NTF-1", "SET-3")
@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"price_due": 15_00}, "That leaves £15.00, which you can pay"),
        ({"pass_name": "Ten", "credits_left": 1}, "Your Ten pays for it instead; 1 credit left"),
        ({"pass_name": "Month", "credits_left": None}, "Your Month pays for it instead."),
        ({}, "You owe us nothing for it."),
    ],
)
def test_a_changed_cover_is_said_for_each_case(facts: dict[str, object], said: str) -> None:
    body = {"client_name": "Zoë Becker", "class_name": "Yoga", "starts_at": NOON} | facts
    written = letter_for(
        Waiting("k", "cover_changed_by_settlement", "z@example.org", dump(body)), STUDIO
    )
    assert said in written.text


@rule("NTF-10")
def test_who_wants_no_mail_is_called_when_a_class_is_cancelled(world: World) -> None:

    quiet = world.serve(
        CreateClient(NewClient("Quiet Quinn", "q@example.org", contact={"email": False}))
    )
    world.serve(Book(quiet.facts["client_id"], world.occurrences[4], pay_at_desk=True))
    assert messages(world) == []
    world.serve(CancelOccurrence(world.occurrences[4]))
    (message,) = messages(world)
    assert (message.event, message.address) == ("class_cancelled", "")


@rule("WL-2", "NTF-8", "NTF-10")
def test_an_offer_leaves_at_once_and_says_until_when_the_place_is_kept(world: World) -> None:
    first, second = world.clients[:2]
    occurrence = world.occurrences[5]
    world.serve(SetSetting("organisation", "waitlist_mode", "offer"))
    world.serve(Book(first, occurrence, seats=4, pay_at_desk=True))
    world.serve(JoinWaitlist(second, occurrence, pay_at_desk=True))
    world.serve(CancelBooking(first, occurrence))
    (message,) = messages(world, "seat_offered")
    assert message.due_at <= world.clock.at, "the time to answer runs"
    written = letter(world, "seat_offered")
    assert written.subject == "A place is kept for you until Monday 2 March, 08:30: Yoga"
    assert "until Monday 2 March, 08:30. Tell us by then whether you come" in written.text
    world.serve(LapseOffer(second, occurrence), occurred_at=world.clock.at + 30 * MINUTE_MS)
    assert "went to the next" in letter(world, "offer_lapsed").subject


@rule("WL-5")
def test_all_who_wait_hear_of_a_seat_that_goes_to_the_first(world: World) -> None:
    first, second, third = world.clients[:3]
    occurrence = world.occurrences[5]
    world.serve(SetSetting("organisation", "waitlist_mode", "first_come"))
    world.serve(Book(first, occurrence, seats=4, pay_at_desk=True))
    for client in (second, third):
        world.serve(JoinWaitlist(client, occurrence, pay_at_desk=True))
    world.serve(CancelBooking(first, occurrence))
    told = messages(world, "seat_announced")
    assert len({message.address for message in told}) == 2


@rule("NS-3", "NS-2")
def test_a_no_show_a_suspension_and_its_end_are_told(world: World) -> None:
    client, occurrence = world.clients[0], world.occurrences[0]
    world.serve(Book(client, occurrence, pay_at_desk=True))
    world.clock.at += 20 * 3_600_000
    world.serve(CloseOccurrence(occurrence))
    missed = letter(world, "no_show")
    assert missed.subject.startswith("We missed you: Yoga, Monday 2 March")
    assert messages(world, "no_show")[0].expires_at is None
    until = world.clock.at + 7 * 24 * 3_600_000
    world.serve(Suspend(client, until, "three times"))
    assert letter(world, "suspended").subject.startswith("You cannot book until ")
    world.serve(LiftSuspension(client, "apologised"))
    assert letter(world, "reinstated").subject == "You can book again"


@rule("NS-2")
def test_one_letter_tells_of_all_that_a_no_show_cancelled(world: World) -> None:
    facts = {"class_name": "Yoga", "starts_at": 0, "zone": "UTC", "count": 2, "client_name": "Al"}
    written = letter_for(Waiting("k", "bookings_auto_cancelled", "a@b.c", dump(facts)), STUDIO)
    assert "2 in all" in written.text
    assert written.subject == "Your other bookings are cancelled"
