"""Handlers of suspensions: by the count of no-shows, by hand, lifted, ended (NS-3, NS-8)."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.attendance import (
    EndSuspension,
    LiftSuspension,
    ReviewStrikes,
    Suspend,
)
from core.domain.bookings import NO_SHOWS_OF_CLIENT, Booking
from core.domain.ids import ClientId, LocationId, StaffId, SuspensionId, derive
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.domain.suspensions import (
    ACTIVE,
    ENDED,
    LIFTED,
    SUSPENSIONS_BY_START,
    SUSPENSIONS_OF_CLIENT,
    Suspension,
)
from core.domain.zones import DAY_MS
from core.handlers.registry import falls_back, handles
from core.handlers.scene import Facts, client_of
from core.ports import Reader, Tx
from core.rules.attendance.strikes import (
    StrikeTerms,
    of_scope,
    strike_terms,
    strikes,
    used_up_to,
)
from core.rules.attendance.suspension_states import ABSENT, may_move
from core.rules.terms import Terms

MANY_A_DAY = 3


@handles(ReviewStrikes)
def review_strikes(tx: Tx, act: Act, command: ReviewStrikes) -> Outcome | Refusal:
    """Count, then suspend, lift, or leave as it is: the same however often it runs (NS-4)."""
    client = client_of(tx, command.client_id)
    if isinstance(client, Refusal):
        return client
    terms = strike_terms(Terms(tx, command.location_id))
    scope = command.location_id if terms.per_location else ""
    rows = of_scope(tx.find(SUSPENSIONS_OF_CLIENT, client.id), scope)
    no_shows = [
        one
        for one in tx.find(NO_SHOWS_OF_CLIENT, client.id)
        if not scope or one.location_id == scope
    ]
    present = _active(rows)
    if present is None or act.occurred_at >= present.until:
        counted = strikes(no_shows, act.occurred_at, terms, used_to=used_up_to(rows))
        return _suspend_if_due(tx, act, client, terms, scope, counted)
    if present.counted_to and not _still_due(present, rows, no_shows, terms):
        return _lift(tx, act, client, present, "forgiven")
    return Outcome("strikes_counted", {**_facts(client), "strikes": len(no_shows)})


def _still_due(
    present: Suspension, rows: list[Suspension], no_shows: list[Booking], terms: StrikeTerms
) -> bool:
    """Whether the no-shows that a suspension used up are still enough for it."""
    counted = strikes(
        no_shows,
        present.starts_at,
        terms,
        used_to=used_up_to(rows, besides=present.id),
    )
    return len(counted) >= terms.limit


def _suspend_if_due(
    tx: Tx, act: Act, client: Client, terms: StrikeTerms, scope: str, counted: list[Booking]
) -> Outcome:
    facts: Facts = {**_facts(client), "strikes": len(counted)}
    if not terms.limit or len(counted) < terms.limit:
        return Outcome("strikes_counted", facts)
    made = Suspension(
        SuspensionId(derive(act.command_id, "suspension")),
        client.id,
        act.occurred_at,
        act.occurred_at + terms.suspension_days * DAY_MS,
        LocationId(scope),
        reason="no-shows",
        counted_to=counted[-1].ends_at,
        changed_by=act.command_id,
    )
    tx.put(made)
    facts |= {"until": made.until, "suspension_id": made.id, "location_id": scope}
    events = [Event("suspended", facts)]
    if _many_today(tx, act.occurred_at):
        events.append(Event("many_suspended", facts))
    return Outcome("suspended", facts, tuple(events))


def _many_today(tx: Reader, now: int) -> bool:
    """Whether this suspension is the first above the number that is usual in a day (NS-5)."""
    today = tx.find(SUSPENSIONS_BY_START, ACTIVE, since=now - DAY_MS, until=now + 1)
    return len(today) == MANY_A_DAY + 1


@handles(Suspend)
def suspend(tx: Tx, act: Act, command: Suspend) -> Outcome | Refusal:
    """By hand, or the end of a present one moved. Refuses `reason_missing`, `time_past`."""
    client = client_of(tx, command.client_id)
    if isinstance(client, Refusal):
        return client
    facts = _facts(client)
    if not command.reason.strip():
        return Refusal("reason_missing", facts)
    if command.until <= act.occurred_at:
        return Refusal("time_past", facts)
    present = _active(of_scope(tx.find(SUSPENSIONS_OF_CLIENT, client.id), command.location_id))
    if present is not None:
        made = replace(present, until=command.until, changed_by=act.command_id)
    else:
        made = Suspension(
            SuspensionId(derive(act.command_id, "suspension")),
            client.id,
            act.occurred_at,
            command.until,
            LocationId(command.location_id),
            command.reason.strip(),
            made_by=StaffId(act.actor_id),
            changed_by=act.command_id,
        )
    tx.put(made)
    facts |= {"until": made.until, "suspension_id": made.id}
    return Outcome("suspended", facts, (Event("suspended", facts),))


@handles(LiftSuspension)
def lift_suspension(tx: Tx, act: Act, command: LiftSuspension) -> Outcome | Refusal:
    """Refuses `not_suspended`, `reason_missing`."""
    client = client_of(tx, command.client_id)
    if isinstance(client, Refusal):
        return client
    if not command.reason.strip():
        return Refusal("reason_missing", _facts(client))
    present = _active(of_scope(tx.find(SUSPENSIONS_OF_CLIENT, client.id), command.location_id))
    refusal = may_move("lift", present.state if present else ABSENT)
    if present is None or refusal:
        return Refusal("not_suspended", _facts(client))
    return _lift(tx, act, client, present, command.reason.strip(), by_hand=True)


@falls_back(LiftSuspension)
def settle_lift(
    _tx: Tx, _act: Act, _command: LiftSuspension, refusal: Refusal
) -> Outcome | Refusal:
    """Lifted twice, or ended meanwhile, is lifted once (SET-12)."""
    if refusal.code != "not_suspended":
        return refusal
    return Outcome("suspension_lifted", {**refusal.facts, "settlement": "SET-12"})


@handles(EndSuspension)
def end_suspension(tx: Tx, act: Act, command: EndSuspension) -> Outcome | Refusal:
    """Refuses `not_suspended` where it was lifted meanwhile, `suspension_runs` before its end."""
    found = tx.get(Suspension, command.suspension_id)
    client = client_of(tx, command.client_id)
    if isinstance(client, Refusal):
        return client
    if found is None or may_move("end", found.state):
        return Refusal("not_suspended", _facts(client))
    if act.occurred_at < found.until:
        return Refusal("suspension_runs", {**_facts(client), "until": found.until})
    tx.put(replace(found, state=ENDED, changed_by=act.command_id))
    facts = _facts(client)
    return Outcome("suspension_ended", facts, (Event("reinstated", facts),))


def _lift(
    tx: Tx, act: Act, client: Client, present: Suspension, reason: str, *, by_hand: bool = False
) -> Outcome:
    """End it early. One that the count no longer bears gives its strikes free again."""
    counted_to = present.counted_to if by_hand else 0
    tx.put(
        replace(
            present,
            state=LIFTED,
            reason=reason,
            counted_to=counted_to,
            changed_by=act.command_id,
        )
    )
    facts = {**_facts(client), "reason": reason}
    return Outcome("suspension_lifted", facts, (Event("reinstated", facts),))


def _active(rows: list[Suspension]) -> Suspension | None:
    return next((one for one in rows if one.state == ACTIVE), None)


def _facts(client: Client) -> Facts:
    return {"client_id": ClientId(client.id), "client_name": client.name}
