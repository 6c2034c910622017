"""Who is told what when a command has settled (NTF-1): events and settlements become messages."""

from collections.abc import Iterator
from typing import Any

from core.changes import Act, Outcome
from core.commands.registry import Command
from core.commands.seats import Book, Reschedule
from core.commands.waiting import PromoteByHand
from core.domain.ids import derive
from core.domain.json_text import dump, mapping
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.domain.settings import MESSAGE_REST_S
from core.ports import Reader
from core.rules.terms import Terms
from sync_server.notifications.letter_facts import gathered, has_seat
from sync_server.store.port import Message

OF_EVENTS = {
    "booked": "booking_confirmed",
    "promoted": "promoted",
    "booking_cancelled": "booking_cancelled",
    "booking_rescheduled": "booking_moved",
    "class_cancelled": "class_cancelled",
    "class_moved": "class_moved",
    "instructor_changed": "instructor_changed",
    "seat_offered": "seat_offered",
    "seat_announced": "seat_announced",
    "offer_lapsed": "offer_lapsed",
    "no_show": "no_show",
    "bookings_auto_cancelled": "bookings_auto_cancelled",
    "suspended": "suspended",
    "reinstated": "reinstated",
}
OF_WHAT_IS_PAST = frozenset({"no_show", "bookings_auto_cancelled"})
"""Told though the class that they are about is over."""
AT_ONCE = frozenset({"seat_offered", "seat_announced"})
"""These do not rest: the time to answer runs (NTF-8)."""
OF_SETTLEMENTS = {
    "SET-1": "waitlisted_by_settlement",
    "SET-28": "waitlisted_by_settlement",
    "SET-3": "cover_changed_by_settlement",
}
REFUSED = "refused_by_settlement"
TO_WHO_HAS_A_SEAT = frozenset({"class_moved"})
NEEDS_A_CALL = frozenset(
    {
        "promoted",
        "booking_cancelled",
        "class_cancelled",
        "class_moved",
        "seat_offered",
        REFUSED,
        *OF_SETTLEMENTS.values(),
    }
)
"""Who cannot be told of these by e-mail is called: a message without address is written, which
delivery gives up before a person (NTF-10)."""
PROMISES_OF_A_SEAT = (Book, PromoteByHand, Reschedule)


def messages_for(
    rows: Reader, act: Act, command: Command, result: Outcome | Refusal, now: int
) -> Iterator[Message]:
    """The messages that a settled command causes, one to each client, resting so that undo can
    take them back. Nobody is told of what is already past."""
    told: set[str] = set()
    for event, facts in _notices(act, command, result):
        for client_id in facts.get("client_ids") or [facts.get("client_id", "")]:
            past = facts.get("starts_at", now + 1) <= now and event not in OF_WHAT_IS_PAST
            if client_id in told or past:
                continue
            message = _to_client(rows, act, event, {**facts, "client_id": client_id}, now)
            if message is not None:
                told.add(client_id)
                yield message


def _notices(
    act: Act, command: Command, result: Outcome | Refusal
) -> Iterator[tuple[str, dict[str, Any]]]:
    settlement = str(result.facts.get("settlement", ""))
    if isinstance(result, Refusal):
        if act.shown and isinstance(command, PROMISES_OF_A_SEAT):
            yield REFUSED, {"client_id": command.client_id, **result.facts}
        return
    if settlement in OF_SETTLEMENTS and act.shown:
        yield OF_SETTLEMENTS[settlement], result.facts
    for event in result.events:
        if event.name in OF_EVENTS:
            yield OF_EVENTS[event.name], event.facts


def _to_client(
    rows: Reader, act: Act, event: str, facts: dict[str, Any], now: int
) -> Message | None:
    client = rows.get(Client, facts["client_id"])
    if client is None or (event in TO_WHO_HAS_A_SEAT and not has_seat(rows, client.id, facts)):
        return None
    address = "" if mapping(client.contact).get("email") is False else client.email
    if not address and event not in NEEDS_A_CALL:
        return None
    rest = 0 if event in AT_ONCE else Terms(rows, facts.get("location_id", "")).of(MESSAGE_REST_S)
    body = gathered(rows, client, facts, now)
    return Message(
        derive("message", act.command_id, client.id),
        act.command_id,
        event,
        "email",
        address,
        dump(body),
        now + rest * 1000,
        None if event in OF_WHAT_IS_PAST else body.get("until") or body.get("starts_at"),
    )
