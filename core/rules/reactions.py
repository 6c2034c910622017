"""What the server does by itself after a command has settled: events to system commands."""

from collections.abc import Iterable, Iterator

from core.changes import Event
from core.commands.attendance import ReviewStrikes, TakeBackAutoCancel
from core.commands.leases import CallBackLeases
from core.commands.registry import Command, spec_of
from core.commands.requesting import EndEmptySession
from core.commands.system import Promote, RaiseAttention, ReviewFee
from core.domain.ids import CommandId, derive

_FREES_A_SEAT = frozenset({"seat_freed", "waitlist_joined", "standing_by"})
"""Joining counts: a desk that saw the class full may have been behind."""

_COUNTS_STRIKES = frozenset({"no_show", "no_show_undone", "forgiven"})
_CHANGES_A_FEE = _COUNTS_STRIKES | {"late_cancelled", "penalty_waived", "booking_restored"}
_UNDOES_A_NO_SHOW = frozenset({"no_show_undone", "forgiven"})


def reactions(cause: str, events: Iterable[Event]) -> tuple[tuple[CommandId, Command], ...]:
    """System commands with their ids, from kind, subject and cause: twice is the same once.

    `cause` is the id of the command whose events these are.
    """
    found: dict[CommandId, Command] = {}
    for event in events:
        for subject, command in _to(event):
            key = derive("reaction", spec_of(command).name, subject, cause)
            found[CommandId(key)] = command
    return tuple(found.items())


def _to(event: Event) -> Iterator[tuple[str, Command]]:
    facts = event.facts
    occurrence_id, client_id = facts.get("occurrence_id", ""), facts.get("client_id", "")
    if event.name in _FREES_A_SEAT and occurrence_id:
        yield occurrence_id, Promote(occurrence_id)
    if event.name == "waitlist_joined" and occurrence_id:
        yield occurrence_id, CallBackLeases(occurrence_id)
    if event.name == "seat_freed" and facts.get("on_demand"):
        yield occurrence_id, EndEmptySession(occurrence_id)
    if event.name in _UNDOES_A_NO_SHOW:
        yield f"{occurrence_id} {client_id}", TakeBackAutoCancel(client_id, occurrence_id)
    if event.name == "clients_merged":
        yield client_id, ReviewStrikes(client_id)
    if event.name in _COUNTS_STRIKES:
        yield client_id, ReviewStrikes(client_id, facts.get("location_id", ""))
    if event.name == "message_bounced":
        why = str(facts.get("why", ""))
        yield client_id, RaiseAttention("NTF-10", facts["event"], why, client_id, occurrence_id)
    if event.name in _CHANGES_A_FEE:
        yield f"{occurrence_id} {client_id}", ReviewFee(client_id, occurrence_id)
    if event.name == "many_suspended":
        yield "many", RaiseAttention("NS-5 many", event.name, client_id=client_id)
