"""What a person must be told when a settlement differs from what a desk had shown (M-04, SET)."""

from collections.abc import Mapping
from typing import Any, Literal

from core.changes import Act, Outcome
from core.commands.registry import Command
from core.commands.system import RaiseAttention
from core.domain.catalogue import Service
from core.domain.ids import (
    AttentionId,
    ClientId,
    LocationId,
    OccurrenceId,
    booking_id,
    derive,
)
from core.domain.json_text import dump
from core.domain.organisation import LOCATIONS_BY_STATE, Desk, StaffMember
from core.domain.people import Client
from core.domain.records import Attention
from core.domain.refusals import Refusal
from core.domain.schedule import Occurrence
from core.domain.telling import tell
from core.domain.words import refused
from core.ports import Reader
from core.rules.instructors.substitutes import candidates

Weight = Literal["attention", "info"]

SILENT = frozenset({"SET-9", "SET-12"})
"""Settled as everyone expects: nobody is told."""

INFO = frozenset({"SET-5", "SET-10", "SET-11", "SET-16", "SET-17", "SET-20", "SET-22", "SET-24"})
"""Worth knowing, nothing to decide. All others need a person."""

WITHOUT_INSTRUCTOR = frozenset({"SET-8", "SCH-5"})
"""Somebody else has to lead it: substitutes are proposed."""
MOST_PROPOSED = 3

OTHER_COVER = "SET-3"
MOVED = "SET-5"

_TAKES_SEAT = frozenset({"booked", "walked_in", "rescheduled"})

REFUSED_ELSE = "refused"
"""A promise that could not be kept and that no SET rule names."""


def attention(
    tx: Reader,
    act: Act,
    command: Command | None,
    result: Outcome | Refusal,
    *,
    settled_at: int,
    shown: Mapping[str, Any] | None = None,
) -> Attention | None:
    """The item for a settled command, or None when all is as the desk showed.

    `act.shown` is the code that the desk had shown and `shown` its facts, where they are known;
    `settled_at` is the server's time; `command` is None where it could not be run. A command that
    no desk had shown as done is no news.
    """
    case = _case(act, result, shown or {})
    if not case or case in SILENT:
        return None
    facts = _facts(tx, act, command, result)
    if case in WITHOUT_INSTRUCTOR:
        facts["substitutes"] = _proposed(tx, facts["occurrence_id"])
    weight: Weight = "info" if case in INFO or _nothing_owed(case, result) else "attention"
    return Attention(
        AttentionId(derive("attention", act.command_id)),
        case,
        weight,
        LocationId(facts.get("location_id") or act.location_id),
        act.command_id,
        settled_at,
        ClientId(facts.get("client_id", "")),
        OccurrenceId(facts.get("occurrence_id", "")),
        act.desk_id,
        dump(facts),
    )


def _proposed(tx: Reader, occurrence_id: str) -> str:
    """The best substitutes that are free, by name."""
    occurrence = tx.get(Occurrence, occurrence_id)
    found = candidates(tx, occurrence) if occurrence else []
    return ", ".join([one.name for one in found if one.free][:MOST_PROPOSED])


def raised(tx: Reader, act: Act, command: RaiseAttention) -> Attention:
    """The item that the server raises by itself, at the location of the class or the client's."""
    told = Outcome("attention_raised", {"event": command.event, "why": command.why})
    facts = _facts(tx, act, command, told)
    client = tx.get(Client, command.client_id)
    home = (client.home_location_id if client else "") or _first_location(tx)
    return Attention(
        AttentionId(derive("attention", act.command_id)),
        command.kind,
        "attention",
        LocationId(facts.get("location_id") or home),
        act.command_id,
        act.occurred_at,
        ClientId(command.client_id),
        OccurrenceId(command.occurrence_id),
        facts=dump(facts),
    )


def _first_location(tx: Reader) -> str:
    return next((place.id for place in tx.find(LOCATIONS_BY_STATE, "active")), "")


def _case(act: Act, result: Outcome | Refusal, shown: Mapping[str, Any]) -> str:
    """The SET rule that made the difference, "" when there is none."""
    settlement = str(result.facts.get("settlement", ""))
    if isinstance(result, Refusal):
        return (settlement or REFUSED_ELSE) if act.shown else ""
    if settlement:
        return settlement
    if not act.shown or result.code not in _TAKES_SEAT:
        return ""
    if _differs("pass_id", result, shown):
        return OTHER_COVER
    return MOVED if _differs("starts_at", result, shown) else ""


def _differs(fact: str, result: Outcome, shown: Mapping[str, Any]) -> bool:
    """Whether a fact that the desk had told is another now."""
    return fact in shown and (shown[fact] or None) != (result.facts.get(fact) or None)


def _nothing_owed(case: str, result: Outcome | Refusal) -> bool:
    """Another pass paid, and the client owes nothing: worth knowing only."""
    return case == OTHER_COVER and isinstance(result, Outcome) and not result.facts.get("price_due")


def _facts(
    tx: Reader, act: Act, command: Command | None, result: Outcome | Refusal
) -> dict[str, Any]:
    """Everything the sentence needs, as it is now: later changes do not alter what was told."""
    facts = dict(result.facts)
    facts["code"] = result.code
    facts["shown"] = act.shown
    facts["refused"] = isinstance(result, Refusal)
    facts["occurred_at"] = act.occurred_at
    facts.setdefault("client_id", getattr(command, "client_id", ""))
    named = getattr(command, "occurrence_id", "") or getattr(command, "to_occurrence_id", "")
    facts.setdefault("occurrence_id", named)
    facts |= _client(tx, facts["client_id"]) | _class(tx, facts["occurrence_id"])
    if facts["client_id"] and facts["occurrence_id"]:
        facts["booking_id"] = booking_id(facts["occurrence_id"], facts["client_id"])
    desk = tx.get(Desk, act.desk_id) if act.desk_id else None
    actor = tx.get(StaffMember, act.actor_id)
    facts["desk_name"] = desk.name if desk else ""
    facts["staff_name"] = actor.name if actor else ""
    if isinstance(result, Refusal):
        facts["because"] = tell(refused(result.code).says, facts)
    return facts


def _client(tx: Reader, client_id: str) -> dict[str, Any]:
    client = tx.get(Client, client_id) if client_id else None
    if client is None:
        return {}
    return {"client_name": client.name, "phone": client.phone, "email": client.email}


def _class(tx: Reader, occurrence_id: str) -> dict[str, Any]:
    occurrence = tx.get(Occurrence, occurrence_id) if occurrence_id else None
    service = tx.get(Service, occurrence.service_id) if occurrence else None
    if occurrence is None or service is None:
        return {}
    return {
        "class_name": service.name,
        "starts_at": occurrence.starts_at,
        "zone": occurrence.zone,
        "location_id": occurrence.location_id,
    }
