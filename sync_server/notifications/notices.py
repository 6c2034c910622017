"""Who is told what when a command has settled (NTF-1): events and settlements become messages."""

from collections.abc import Iterator
from typing import Any

from core.changes import Act, Outcome
from core.commands.registry import Command
from core.commands.seats import Book, Reschedule
from core.commands.waiting import PromoteByHand
from core.domain.ids import derive
from core.domain.json_text import dump, mapping
from core.domain.notices import (
    EMAIL,
    IN_APP,
    NEEDS_A_CALL,
    NOTICES,
    OF_SETTLEMENTS,
    REFUSED,
    TO_WHO_HAS_A_SEAT,
)
from core.domain.organisation import StaffMember
from core.domain.people import ACTIVE, Client
from core.domain.refusals import Refusal
from core.domain.settings import PASS_LOW_CREDITS
from core.ports import Reader
from core.rules.telling.letter_facts import Facts, gathered, gathered_for_staff, has_seat
from core.rules.telling.notices import Case, Person, caused, tell_terms, tellings
from core.rules.terms import Terms
from sync_server.store.port import Message

__all__ = ["NEEDS_A_CALL", "messages_for"]

AVAILABLE = frozenset({EMAIL})
"""Channels that this server has; what only others would carry is not written."""
PROMISES_OF_A_SEAT = (Book, PromoteByHand, Reschedule)


def messages_for(
    rows: Reader, act: Act, command: Command, result: Outcome | Refusal, now: int
) -> Iterator[Message]:
    """The messages that a settled command causes: of each kind one to a person and channel."""
    told: set[tuple[str, str]] = set()
    for name, facts in _notices(rows, act, command, result):
        for person_id in _people(name, facts):
            group = "pass" if name.startswith("pass_") else NOTICES[name].to
            if (person_id, group) in told:
                continue
            found = list(_to(rows, act, name, person_id, facts, now))
            if found:
                told.add((person_id, group))
            yield from found


def _notices(
    rows: Reader, act: Act, command: Command, result: Outcome | Refusal
) -> Iterator[tuple[str, Facts]]:
    settlement = str(result.facts.get("settlement", ""))
    if isinstance(result, Refusal):
        if act.shown and isinstance(command, PROMISES_OF_A_SEAT):
            yield REFUSED, {"client_id": command.client_id, **result.facts}
        return
    if settlement in OF_SETTLEMENTS and act.shown:
        yield OF_SETTLEMENTS[settlement], result.facts
    low = Terms(rows).of(PASS_LOW_CREDITS) if result.events else 0
    yield from caused(result.events, low)


def _people(name: str, facts: Facts) -> list[str]:
    if NOTICES[name].to == "staff":
        return list(facts.get("staff_ids", ()))
    return list(facts.get("client_ids") or [facts.get("client_id", "")])


def _to(
    rows: Reader, act: Act, name: str, person_id: str, facts: Facts, now: int
) -> Iterator[Message]:
    found = _person(rows, name, person_id, facts, now)
    if found is None:
        return
    person, body = found
    case = Case(
        now,
        facts.get("starts_at", 0),
        body.get("until") or 0,
        body.get("zone", "UTC"),
        own=act.client_id == person.id,
    )
    terms = tell_terms(Terms(rows, facts.get("location_id", "")), name, AVAILABLE)
    for one in tellings(name, person, case, terms):
        if one.channel == IN_APP:
            continue
        key = derive("message", act.command_id, person.id, name, one.channel)
        yield Message(
            key,
            act.command_id,
            name,
            one.channel,
            one.address,
            dump(body),
            one.due_at,
            one.expires_at,
        )


def _person(
    rows: Reader, name: str, person_id: str, facts: Facts, now: int
) -> tuple[Person, dict[str, Any]] | None:
    """Whom it is for, with what the letter says; None for who is gone or not concerned."""
    if NOTICES[name].to == "staff":
        member = rows.get(StaffMember, person_id)
        if member is None or member.state != "active":
            return None
        return Person(member.id, member.email, member.phone), gathered_for_staff(
            rows, member, facts, now
        )
    client = rows.get(Client, person_id)
    if client is None or client.state != ACTIVE:
        return None
    if name in TO_WHO_HAS_A_SEAT and not has_seat(rows, client.id, facts):
        return None
    wants = mapping(client.contact)
    person = Person(client.id, client.email, client.phone, wants)
    return person, gathered(rows, client, facts, now)
