"""Letters of what the clock brings, of passes and money, and those to staff."""

from collections.abc import Iterator

import pytest

from core.commands.people import CreateClient, EditClient, FieldChange, NewClient
from core.commands.persons import ErasePerson
from core.commands.reminding import RemindClass, RemindExpiry
from core.commands.sales import SellPass, TakePayment
from core.commands.schedule import CreateOccurrence
from core.commands.seats import Book
from core.commands.setup import CreateStaff, SetSetting
from core.commands.substituting import Substitute
from core.commands.waiting import JoinWaitlist
from tests.support.rules import rule
from tests.sync.world import World
from tests.sync_server.notifications.test_letters import letter, messages, sell_ten


@pytest.fixture
def world() -> Iterator[World]:
    with World.open() as opened:
        yield opened


def tomorrow(world: World) -> str:
    made = CreateOccurrence(world.yoga, world.location, "2026-03-05", "18:30", 75, 4)
    return str(world.serve(made).facts["occurrence_id"])


@rule("NTF-1")
def test_a_reminder_says_when_where_and_what_is_left_on_the_pass(world: World) -> None:
    client, occurrence = world.clients[0], tomorrow(world)
    sell_ten(world, client)
    world.serve(Book(client, occurrence))
    world.serve(RemindClass(occurrence, "day"))
    written = letter(world, "reminder_day")
    assert written.subject == "See you soon: Yoga, Thursday 5 March, 18:30"
    assert "your place is waiting for you:" in written.text
    assert "Your Ten pays for it; 9 credits left after this." in written.text


@rule("NTF-1", "NTF-7")
def test_who_is_down_to_one_credit_hears_of_it_beside_the_confirmation(world: World) -> None:
    client = world.clients[0]
    sell_ten(world, client)
    world.serve(Book(client, tomorrow(world), seats=3))
    assert messages(world, "pass_low") == []
    world.serve(SetSetting("organisation", "pass_low_credits", 6))
    world.serve(Book(client, world.occurrences[5]))
    assert letter(world, "pass_low").subject == "6 credits left on your Ten"
    assert len(messages(world, "booking_confirmed")) == 2


@rule("NTF-7")
def test_a_pass_that_ends_says_when_and_what_is_left(world: World) -> None:
    client = world.clients[0]
    sale = SellPass(client, world.ten, world.location, 120_00, "cash", "HER-A-000001")
    sold = world.serve(sale).facts["pass_id"]
    told = world.serve(RemindExpiry(client, sold)).facts["ends_on"]
    written = letter(world, "pass_expiring")
    assert written.subject.startswith("Your Ten ends on ")
    assert str(int(told[-2:])) in written.subject
    assert "10 credits left on your Ten" in written.text


@rule("NTF-1")
def test_money_and_passes_are_acknowledged(world: World) -> None:
    client, occurrence = world.clients[0], tomorrow(world)
    sell_ten(world, client)
    assert "Receipt HER-A-000001." in letter(world, "pass_sold").text
    world.serve(Book(world.clients[1], occurrence, pay_at_desk=True))
    world.serve(TakePayment(world.clients[1], 10_00, "cash", "HER-A-000002", occurrence))
    written = letter(world, "payment_receipt")
    assert written.subject == "Thank you: £10.00 received"
    assert "receipt HER-A-000002" in written.text
    assert "£5.00 is still to pay." in written.text


@rule("NTF-1", "SCH-6")
def test_both_instructors_are_told_of_a_substitution(world: World) -> None:
    one = world.serve(CreateStaff("Ada Able", "ada@example.org", categories=("mat",)))
    two = world.serve(CreateStaff("Bo Best", "bo@example.org", categories=("mat",)))
    occurrence = tomorrow(world)
    for who in (one, two):
        world.serve(Substitute(occurrence, who.facts["staff_id"], "ill"))
    found = messages(world, "teaching_changed")
    assert sorted(message.address for message in found) == [
        "ada@example.org",
        "ada@example.org",
        "bo@example.org",
    ]


@rule("NTF-1")
def test_who_is_new_is_welcomed_and_who_waits_hears_it(world: World) -> None:
    world.serve(CreateClient(NewClient("Nora New", "nora@example.org")))
    assert letter(world, "welcome").text.startswith("Hello Nora,")
    occurrence = world.occurrences[5]
    world.serve(Book(world.clients[0], occurrence, seats=4, pay_at_desk=True))
    world.serve(JoinWaitlist(world.clients[1], occurrence, pay_at_desk=True))
    assert "you are on its waitlist, number 1." in letter(world, "waitlist_joined").text


@rule("NTF-1", "NS-5")
def test_a_studio_that_has_switched_a_message_off_sends_none(world: World) -> None:
    world.serve(SetSetting("organisation", "tell_booking_confirmed", "none"))
    world.serve(Book(world.clients[0], tomorrow(world), pay_at_desk=True))
    assert messages(world) == []


@rule("NTF-2")
def test_who_wants_no_mail_gets_none(world: World) -> None:
    client = world.clients[0]
    off = {"contact": FieldChange("{}", '{"email":false}')}
    world.serve(EditClient(client, off))  # type: ignore[arg-type]
    world.serve(Book(client, tomorrow(world), pay_at_desk=True))
    assert messages(world) == []


@rule("ORG-7")
def test_what_rests_for_an_erased_person_is_taken_back(world: World) -> None:
    client = world.clients[0]
    world.serve(Book(client, tomorrow(world), pay_at_desk=True))
    assert len(messages(world)) == 1
    world.serve(ErasePerson(client))
    assert messages(world) == []
