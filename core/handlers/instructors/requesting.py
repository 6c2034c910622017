"""Handlers of booking requests: asked, paid, declined, withdrawn, ended (AVL-4 to AVL-10)."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.requesting import (
    DeclineRequest,
    EscalateRequest,
    ExpireRequest,
    MarkRequestPaid,
    RequestSession,
    WithdrawRequest,
)
from core.domain.catalogue import Service
from core.domain.ids import (
    BookingRequestId,
    ClientId,
    LocationId,
    ServiceId,
    StaffId,
    derive,
)
from core.domain.json_text import dump
from core.domain.organisation import (
    GRANTS_BY_STATE,
    MANAGER,
    RECEPTIONIST,
    Location,
    StaffMember,
)
from core.domain.people import ACTIVE, Client
from core.domain.refusals import Refusal
from core.domain.requests import (
    DECLINED,
    EXPIRED,
    WITHDRAWN,
    BookingRequest,
)
from core.domain.suspensions import SUSPENSIONS_OF_CLIENT
from core.handlers.instructors.request_attention import ask_managers, nobody_waits
from core.handlers.instructors.sessions import session_offer
from core.handlers.registry import falls_back, handles
from core.handlers.scene import Facts, told
from core.ports import Reader, Tx
from core.rules.attendance.strikes import suspended
from core.rules.booking.self_booking import RESTRICTED
from core.rules.instructors.request_states import may_move
from core.rules.instructors.requests import deadlines, proposed_starts
from core.rules.instructors.staff_conflicts import qualified
from core.rules.permissions import permits
from core.rules.places import Place
from core.rules.terms import Terms

DESK_ROLES = frozenset({MANAGER, RECEPTIONIST})


@handles(RequestSession)
def request_session(tx: Tx, act: Act, command: RequestSession) -> Outcome | Refusal:
    """Refuses `client_unknown`, `client_archived`, `client_suspended`, what `session_offer` and
    `proposed_starts` refuse, `staff_unknown`, `instructor_not_qualified`, `party_too_large`; for
    clients also `client_restricted`, `paid_by_desk`. Nothing is held before it is accepted.
    """
    offer = session_offer(tx, command.service_id, command.location_id)
    if isinstance(offer, Refusal):
        return offer
    service, location = offer
    client = tx.get(Client, command.client_id)
    if client is None:
        return Refusal("client_unknown", {"client_id": command.client_id})
    if refusal := _may_ask(tx, act, command, client, service):
        return told(refusal, {"client_id": client.id, "client_name": client.name})
    terms = Terms(tx, location.id, service.id)
    wishes = [(one.local_date, one.local_start) for one in command.times]
    starts = proposed_starts(wishes, location.zone, act.occurred_at, terms)
    if isinstance(starts, Refusal):
        return starts
    limits = deadlines(terms, act.occurred_at, starts)
    price = 0 if command.instructor_id else service.price * command.seats
    made = BookingRequest(
        BookingRequestId(derive(act.command_id, "request")),
        ClientId(client.id),
        ServiceId(service.id),
        LocationId(location.id),
        dump([f"{day}T{clock}" for day, clock in wishes]),
        act.occurred_at,
        limits.escalates_at,
        limits.expires_at,
        StaffId(command.instructor_id),
        command.seats,
        command.note,
        price,
        int(command.paid or not price),
        changed_by=act.command_id,
    )
    tx.put(made)
    facts = {**facts_of(tx, made), "price": price, "until": made.expires_at}
    letter = {**facts, "starts": starts, "note": made.note, "staff_ids": answering(tx, made)}
    return Outcome("request_made", facts, (Event("request_made", letter),))


@handles(MarkRequestPaid)
def mark_request_paid(tx: Tx, act: Act, command: MarkRequestPaid) -> Outcome | Refusal:
    """Refuses `request_unknown`, `request_closed`; what is paid already stays so (SET-12)."""
    row = open_request(tx, command.request_id, "pay")
    if isinstance(row, Refusal):
        return row
    tx.put(replace(row, paid=1, changed_by=act.command_id))
    facts = facts_of(tx, row)
    return Outcome("request_paid", facts, (Event("request_paid", facts),))


@handles(DeclineRequest)
def decline_request(tx: Tx, act: Act, command: DeclineRequest) -> Outcome | Refusal:
    """Refuses `request_unknown`, `request_closed`, `not_yours_to_answer`, `reason_missing`."""
    row = open_request(tx, command.request_id, "decline")
    if isinstance(row, Refusal):
        return row
    facts = {**facts_of(tx, row), "reason": command.reason.strip()}
    if refusal := may_answer(tx, act, row):
        return told(refusal, facts)
    if not command.reason.strip():
        return Refusal("reason_missing", facts)
    ended = replace(row, state=DECLINED, reason=command.reason.strip(), answered_by=act.actor_id)
    return _ended(tx, act, ended, facts, "request_declined")


@handles(WithdrawRequest)
def withdraw_request(tx: Tx, act: Act, command: WithdrawRequest) -> Outcome | Refusal:
    """Refuses `request_unknown` also where another client asked, `request_closed`."""
    row = open_request(tx, command.request_id, "withdraw", command.client_id)
    if isinstance(row, Refusal):
        return row
    return _ended(tx, act, replace(row, state=WITHDRAWN), facts_of(tx, row), "request_withdrawn")


@handles(ExpireRequest)
def expire_request(tx: Tx, act: Act, command: ExpireRequest) -> Outcome | Refusal:
    """Refuses `request_unknown`, `request_closed`, `request_runs` before its end."""
    row = open_request(tx, command.request_id, "expire")
    if isinstance(row, Refusal):
        return row
    facts = facts_of(tx, row)
    if act.occurred_at < row.expires_at:
        return Refusal("request_runs", {**facts, "until": row.expires_at})
    return _ended(tx, act, replace(row, state=EXPIRED), facts, "request_expired")


@handles(EscalateRequest)
def escalate_request(tx: Tx, act: Act, command: EscalateRequest) -> Outcome | Refusal:
    """From now on managers answer too, and are asked to (AVL-4).

    Refuses `request_unknown`, `request_closed`, `request_runs` before a day has passed.
    """
    row = open_request(tx, command.request_id, "escalate")
    if isinstance(row, Refusal):
        return row
    facts = facts_of(tx, row)
    if act.occurred_at < row.escalates_at:
        return Refusal("request_runs", {**facts, "until": row.escalates_at})
    tx.put(replace(row, escalated=1, changed_by=act.command_id))
    ask_managers(tx, act, row, facts)
    return Outcome("request_escalated", facts, (Event("request_escalated", facts),))


@falls_back(DeclineRequest)
def settle_decline(
    tx: Tx, _act: Act, command: DeclineRequest, refusal: Refusal
) -> Outcome | Refusal:
    """Declined at two desks is declined once (SET-12)."""
    return _once(tx, command.request_id, refusal, DECLINED, "request_declined")


@falls_back(WithdrawRequest)
def settle_withdraw(
    tx: Tx, _act: Act, command: WithdrawRequest, refusal: Refusal
) -> Outcome | Refusal:
    """Withdrawn twice is withdrawn once (SET-12)."""
    return _once(tx, command.request_id, refusal, WITHDRAWN, "request_withdrawn")


def open_request(
    tx: Reader, request_id: str, move: str, client_id: str = ""
) -> BookingRequest | Refusal:
    """The request if it can be moved so. Refuses `request_unknown`, `request_closed`."""
    row = tx.get(BookingRequest, request_id)
    if row is None or (client_id and row.client_id != client_id):
        return Refusal("request_unknown", {"request_id": request_id})
    if refusal := may_move(move, row.state):
        return told(refusal, facts_of(tx, row))
    return row


def may_answer(tx: Reader, act: Act, row: BookingRequest) -> Refusal | None:
    """Refuses `request_over` from its end on, also where no timer has said so yet (NS-4),
    `not_yours_to_answer`, `request_unpaid`.

    The addressed instructor answers, after a day also a manager; an introduction the desk, once it
    is paid. The day is judged by the time of the act, so that a desk without the server agrees.
    """
    if act.occurred_at >= row.expires_at:
        return Refusal("request_over", {"until": row.expires_at})
    place = Place(row.location_id)
    if row.intro:
        if not permits(tx, act, "act_as_desk", place):
            return Refusal("not_yours_to_answer")
        return None if row.paid else Refusal("request_unpaid")
    if act.actor_id == row.instructor_id:
        return None
    if permits(tx, act, "act_as_manager", place) and act.occurred_at >= row.escalates_at:
        return None
    return Refusal("not_yours_to_answer", {"until": row.escalates_at})


def answering(tx: Reader, row: BookingRequest) -> list[str]:
    """Who is told that somebody asked: the instructor, or the desk for an introduction (AVL-5)."""
    if not row.intro:
        return [row.instructor_id]
    held = tx.find(GRANTS_BY_STATE, "active")
    return sorted(
        {
            one.staff_id
            for one in held
            if one.location_id == row.location_id and one.role in DESK_ROLES
        }
    )


def facts_of(tx: Reader, row: BookingRequest) -> Facts:
    """What is said of a request, its client, its instructor and its place."""
    client, service = tx.get(Client, row.client_id), tx.get(Service, row.service_id)
    location, member = tx.get(Location, row.location_id), tx.get(StaffMember, row.instructor_id)
    return {
        "request_id": row.id,
        "other_id": row.id,
        "client_id": row.client_id,
        "client_name": client.name if client else "",
        "class_name": service.name if service else "",
        "location_id": row.location_id,
        "location_name": location.name if location else "",
        "zone": location.zone if location else "UTC",
        "staff_id": row.instructor_id,
        "staff_name": member.name if member else "",
    }


def _may_ask(
    tx: Reader, act: Act, command: RequestSession, client: Client, service: Service
) -> Refusal | None:
    if client.state != ACTIVE:
        return Refusal("client_archived")
    if act.client_id and client.permission == RESTRICTED:
        return Refusal("client_restricted")
    if act.client_id and command.paid:
        return Refusal("paid_by_desk")
    rows = tx.find(SUSPENSIONS_OF_CLIENT, client.id)
    if found := suspended(rows, act.occurred_at, command.location_id):
        return Refusal("client_suspended", {"until": found.until})
    if command.seats > service.capacity:
        return Refusal("party_too_large", {"seats": command.seats, "free": service.capacity})
    return _teaches(tx, command.instructor_id, service) if command.instructor_id else None


def _teaches(tx: Reader, staff_id: str, service: Service) -> Refusal | None:
    member = tx.get(StaffMember, staff_id)
    if member is None or member.state != ACTIVE:
        return Refusal("staff_unknown", {"staff_id": staff_id})
    if qualified(member, service):
        return None
    facts = {"staff_name": member.name, "category": service.category}
    return Refusal("instructor_not_qualified", facts)


def _ended(tx: Tx, act: Act, row: BookingRequest, facts: Facts, code: str) -> Outcome:
    """Write the end; what was paid for an introduction goes back (AVL-10)."""
    tx.put(replace(row, answered_at=act.occurred_at, changed_by=act.command_id))
    nobody_waits(tx, act, row)
    facts = {**facts, "to_refund": row.price if row.paid else 0}
    events = [Event(code, facts)]
    if facts["to_refund"]:
        events.append(Event("refund_due", facts))
    return Outcome(code, facts, tuple(events))


def _once(
    tx: Reader, request_id: str, refusal: Refusal, state: str, code: str
) -> Outcome | Refusal:
    row = tx.get(BookingRequest, request_id)
    if row is None or row.state != state or refusal.code != "request_closed":
        return refusal
    return Outcome(code, {**facts_of(tx, row), "settlement": "SET-12"})
