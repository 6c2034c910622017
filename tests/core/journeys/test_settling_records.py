"""Two desks change records, the calendar and money offline: each SET rule as one story."""

from core.changes import Outcome
from core.commands.arrivals import CheckIn
from core.commands.people import ArchiveClient, EditClient, FieldChange
from core.commands.sales import TakePayment
from core.commands.schedule import CancelOccurrence, ChangeCapacity, CreateOccurrence
from core.commands.seats import Book
from core.commands.setup import EndGrant
from core.domain.bookings import CHECKED_IN
from core.domain.json_text import mapping
from core.domain.organisation import GRANTS_OF_STAFF
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.domain.schedule import Occurrence
from tests.support.desks import Desk, sentence, settle, two_desks
from tests.support.rules import rule
from tests.support.studio import DAY, Studio


@rule("SET-9")
def test_different_fields_edited_at_two_desks_both_hold_and_nobody_is_told() -> None:
    server, desk_a, desk_b = two_desks()
    desk_a.do(EditClient(server.ben, {"phone": FieldChange("", "+441234567")}))
    desk_b.do(EditClient(server.ben, {"notes": FieldChange("", "left knee")}))
    assert desk_a.push()[0].attention is None
    assert desk_b.push()[0].attention is None
    client = server.get(Client, server.ben)
    assert (client.phone, client.notes) == ("+441234567", "left knee")


@rule("SET-10")
def test_one_field_edited_twice_the_later_arrival_holds_and_the_earlier_value_is_told() -> None:
    server, desk_a, desk_b = two_desks()
    desk_a.do(EditClient(server.ben, {"notes": FieldChange("", "left knee")}))
    desk_b.do(EditClient(server.ben, {"notes": FieldChange("", "right knee")}))
    desk_a.push()
    (told,) = desk_b.push()
    assert server.get(Client, server.ben).notes == "right knee"
    assert told.result.facts["overwritten"] == {"notes": "left knee"}
    assert told.attention is not None
    assert (told.attention.kind, told.attention.weight) == ("SET-10", "info")


@rule("SET-11")
def test_booking_a_client_whom_another_desk_archived_brings_them_back() -> None:
    server, desk_a, desk_b = two_desks()
    desk_a.do(ArchiveClient(server.ben))
    desk_b.do(Book(server.ben, server.yoga_1800, pay_at_desk=True))
    desk_a.push()
    (told,) = desk_b.push()
    assert server.get(Client, server.ben).state == "active"
    assert told.attention is not None
    assert told.attention.weight == "info"


@rule("SET-13")
def test_what_a_person_did_after_losing_the_role_is_refused_but_facts_are_kept() -> None:
    server = Studio.open()
    server.do(Book(server.anna, server.yoga_0900, pay_at_desk=True))
    desk = Desk(server, "A")
    (grant,) = server.reader.find(GRANTS_OF_STAFF, server.receptionist)
    server.do(EndGrant(grant.id), by=server.owner)
    desk.do(CheckIn(server.anna, server.yoga_0900))
    desk.do(Book(server.ben, server.yoga_1800, pay_at_desk=True))
    fact, promise = desk.push()
    assert server.booking(server.anna, server.yoga_0900).state == CHECKED_IN
    assert isinstance(promise.result, Refusal)
    kinds = [told.attention.kind for told in (fact, promise) if told.attention]
    assert kinds == ["SET-13", "SET-13"]


@rule("SET-7", "SET-8")
def test_a_second_class_with_the_same_instructor_is_kept_unassigned() -> None:
    server, desk_a, desk_b = two_desks()
    made = CreateOccurrence(
        server.yoga, server.london, DAY, "16:00", 60, 3, lead_id=server.second_instructor
    )
    desk_a.do(made)
    other = desk_b.do(made, by=server.manager).facts["occurrence_id"]
    desk_a.push()
    (told,) = desk_b.push()
    assert isinstance(told.result, Outcome)
    kept = server.get(Occurrence, other)
    assert (kept.lead_id, kept.conflict) == ("", "instructor_busy")
    assert told.attention is not None
    assert told.attention.kind == "SET-8"
    names = mapping(told.attention.facts)["substitutes"]
    assert "Ines Instructor" in names, "who is free then is proposed"
    assert "Ivo Instructor" not in names


@rule("SET-26")
def test_money_taken_at_two_desks_is_kept_and_the_sum_too_much_is_told() -> None:
    server = Studio.open()
    server.do(Book(server.anna, server.yoga_1800, pay_at_desk=True))
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    for desk in (desk_a, desk_b):
        receipt = f"LON-{desk.name}-000007"
        desk.do(TakePayment(server.anna, 15_00, "cash", receipt, server.yoga_1800))
    desk_a.push()
    (told,) = desk_b.push()
    assert server.booking(server.anna, server.yoga_1800).paid == 30_00
    assert "£15.00 too much" in sentence(told)


def test_settling_twice_is_as_settling_once() -> None:
    """A reply was lost: the same command comes again with the same id."""
    server = Studio.open()
    ten = server.sell(server.anna, server.ten)
    desk = Desk(server, "A")
    outcome = desk.do(Book(server.anna, server.yoga_1800))
    act, command, _ = desk.queue[0]
    settle(server, act, command, outcome)
    settle(server, act, command, outcome)
    assert server.balance(ten) == 9


@rule("SET-12")
def test_a_class_cancelled_at_two_desks_is_cancelled_once_and_silently() -> None:
    server, desk_a, desk_b = two_desks()
    for desk in (desk_a, desk_b):
        desk.do(CancelOccurrence(server.yoga_0900))
    desk_a.push()
    assert desk_b.push()[0].attention is None


def test_a_promise_that_no_rule_names_is_told_with_its_reason() -> None:
    server, desk_a, desk_b = two_desks()
    desk_a.do(CancelOccurrence(server.yoga_0900))
    desk_b.do(ChangeCapacity(server.yoga_0900, 9))
    desk_a.push()
    (told,) = desk_b.push()
    assert sentence(told) == (
        "Something done at … by Rita Reception could not be kept. "
        "Yoga, Mon 2 Mar, 09:00, is cancelled."
    )
