"""A person is erased: the name goes, attendance and money stay (ORG-7)."""

from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from core import bus
from core.changes import Act, Outcome
from core.commands.arrivals import CheckIn
from core.commands.messages import NoteMessage
from core.commands.people import BindCard, CreateClient, EditClient, FieldChange, NewClient
from core.commands.persons import ErasePerson, MergeClients
from core.commands.seats import Book
from core.commands.services import EditService, Question
from core.commands.waiting import JoinWaitlist
from core.domain.bookings import ENTRIES_OF_CLIENT
from core.domain.credits import PAYMENTS_OF_CLIENT
from core.domain.ids import AttentionId, ClientId, CommandId, LocationId, StaffId
from core.domain.people import Card, Client
from core.domain.records import Attention, CommandLog
from core.domain.refusals import Refusal
from core.rules.people.erasing import impersonal
from core.store.overlay import AppendOnlyError, Overlay
from tests.support.rules import rule
from tests.support.studio import NOW, Studio

PERSONAL = ("Anna", "anna@", "ngstr", "2079460001", "left knee", "Zed", "her husband")


def known() -> Studio:
    """Anna, of whom everything is known."""
    s = Studio.open()
    s.sell(s.anna, s.ten)
    row = s.get(Client, s.anna)
    changes: Any = {
        "notes": FieldChange("", "left knee"),
        "emergency_contact": FieldChange("", "Zed, her husband"),
        "birthday": FieldChange("", "1990-02-28"),
        "tags": FieldChange("[]", '["Anna"]'),
        "email": FieldChange(row.email, "anna@example.org"),
    }
    s.do(EditClient(s.anna, changes))
    s.do(EditService(s.yoga, questions=(Question("injuries", "Injuries?"),)), by=s.owner)
    s.do(Book(s.anna, s.yoga_0900, note="left knee", answers={"injuries": "left knee"}))
    why = "550 anna@example.org is unknown"
    note = NoteMessage("m", "class_moved", "email", "failed", s.anna, why=why)
    s.do(note, system=True)
    s.do(CheckIn(s.anna, s.yoga_0900), at=s.later(minutes=45))
    s.do(Book(s.anna, s.yoga_1800, seats=2, guests=("Zed",)))
    s.do(BindCard("c" * 32, s.anna))
    return s


def erase(s: Studio, client: str = "") -> Outcome:
    return s.do(ErasePerson(client or s.anna, "asked by mail"), by=s.manager, at=s.later(hours=3))


def everything(s: Studio) -> str:
    return msgspec.json.encode(s.rows()).decode()


@rule("ORG-7")
def test_nothing_personal_is_left_in_any_row() -> None:
    s = known()
    log_and_attention(s)
    assert all(word in everything(s) for word in PERSONAL)
    outcome = erase(s)
    left = everything(s)
    assert [word for word in PERSONAL if word in left] == []
    told = msgspec.json.encode(outcome).decode()
    assert [word for word in PERSONAL if word in told] == []


def log_and_attention(s: Studio) -> None:
    """What settlement would have written about her."""
    line = CommandLog(
        CommandId("one"),
        1,
        "desk-a",
        StaffId(s.receptionist),
        "edit_client",
        NOW,
        NOW,
        "edited",
        '{"client_id":"x","changes":{"notes":{"seen":"","value":"left knee"}}}',
        '{"code":"edited","facts":{"client_id":"x","client_name":"Anna Ångström","seats":2}}',
        client_id=ClientId(s.anna),
    )
    item = Attention(
        AttentionId("item"),
        "SET-1",
        "attention",
        LocationId(s.london),
        CommandId("one"),
        NOW,
        ClientId(s.anna),
        facts='{"client_name":"Anna Ångström","phone":"+442079460001","code":"waitlisted"}',
    )
    draft = Overlay(s.reader)
    draft.put(line)
    draft.put(item)
    s.reader.apply(draft.changes())


@rule("ORG-7", "AUD-1")
def test_the_history_still_tells_what_was_done_and_when() -> None:
    s = known()
    log_and_attention(s)
    erase(s)
    line = s.get(CommandLog, "one")
    assert (line.name, line.code, line.occurred_at, line.arguments) == (
        "edit_client",
        "edited",
        NOW,
        "",
    )
    facts = msgspec.json.decode(line.outcome)["facts"]
    assert facts == {"client_id": "x", "seats": 2}


@rule("AUD-1")
def test_nothing_else_of_the_history_can_be_changed() -> None:
    s = known()
    log_and_attention(s)
    line = s.get(CommandLog, "one")
    for wrong in (
        replace(line, code="booked"),
        replace(line, actor_id=StaffId("else")),
        replace(line, arguments="{}"),
        replace(line, outcome=line.outcome + " "),
    ):
        with pytest.raises(AppendOnlyError):
            Overlay(s.reader).put(wrong)


@rule("ORG-7")
def test_attendance_and_money_stay_what_is_to_come_is_cancelled_free() -> None:
    s = known()
    s.do(Book(s.ben, s.yoga_tomorrow, seats=3, pay_at_desk=True))
    s.do(JoinWaitlist(s.anna, s.yoga_tomorrow))
    paid = s.reader.find(PAYMENTS_OF_CLIENT, s.anna)
    s.events.clear()
    outcome = erase(s)
    assert s.booking(s.anna, s.yoga_0900).state == "checked_in"
    assert s.booking(s.anna, s.yoga_1800).state == "cancelled"
    assert s.balance(s.booking(s.anna, s.yoga_0900).pass_id) == 9
    assert s.reader.find(PAYMENTS_OF_CLIENT, s.anna) == paid
    assert s.reader.find(ENTRIES_OF_CLIENT, s.anna) == []
    assert (outcome.facts["count"], [event.name for event in s.events]) == (
        1,
        ["person_erased", "seat_freed"],
    )
    assert s.get(Card, "c" * 32).state == "revoked"


@rule("ORG-7", "ORG-6")
def test_records_merged_into_theirs_are_erased_too() -> None:
    s = Studio.open()
    new = NewClient("Zed Else", "zed@example.org")
    other = s.do(CreateClient(new), at=NOW + 1).facts["client_id"]
    s.do(MergeClients(s.anna, other))
    erase(s)
    assert (s.get(Client, other).name, s.get(Client, other).state) == ("", "erased")


@rule("SET-24")
def test_nothing_new_is_done_for_who_was_erased() -> None:
    s = known()
    erase(s)
    assert s.refuse(Book(s.anna, s.yoga_tomorrow)).code == "client_erased"
    assert s.refuse(CheckIn(s.anna, s.yoga_0900)).code == "client_erased"
    assert s.refuse(ErasePerson(s.anna), by=s.manager).code == "client_erased"


def settled(s: Studio, command: Any, shown: str, at: int) -> Outcome | Refusal:
    draft = Overlay(s.reader)
    result = bus.settle(draft, replace(s.act(at=at), shown=shown), command)
    s.reader.apply(draft.changes())
    return result


@rule("SET-24")
def test_a_promise_of_a_desk_that_did_not_know_is_refused_a_fact_is_kept_without_a_name() -> None:
    s = known()
    erase(s)
    refused = settled(s, Book(s.anna, s.yoga_tomorrow), "booked", s.later(hours=4))
    assert isinstance(refused, Refusal)
    assert (refused.code, refused.facts["settlement"]) == ("client_erased", "SET-24")
    kept = settled(s, CheckIn(s.anna, s.yoga_1800), "checked_in", s.later(hours=10))
    assert isinstance(kept, Outcome)
    assert kept.facts["client_name"] == ""
    assert s.booking(s.anna, s.yoga_1800).state == "checked_in"


@rule("SET-12")
def test_erased_at_two_desks_is_erased_once() -> None:
    s = known()
    erase(s)
    act: Act = replace(s.act(by=s.manager), shown="erased")
    result = bus.settle(Overlay(s.reader), act, ErasePerson(s.anna))
    assert (result.code, result.facts["settlement"]) == ("erased", "SET-12")


@rule("PERM-2")
def test_only_managers_erase() -> None:
    s = known()
    assert s.refuse(ErasePerson(s.anna)).code == "not_permitted"
    assert s.refuse(ErasePerson("nobody"), by=s.manager).code == "client_unknown"


def test_a_recorded_outcome_keeps_ids_figures_and_codes() -> None:
    facts = {
        "client_id": "c",
        "client_name": "Anna",
        "price": 5,
        "zone": "Europe/London",
        "x": None,
    }
    text = msgspec.json.encode({"code": "booked", "facts": facts}).decode()
    assert msgspec.json.decode(impersonal(text)) == {
        "code": "booked",
        "facts": {"client_id": "c", "price": 5, "zone": "Europe/London", "x": None},
    }
    assert impersonal("") == '{"facts":{}}'
