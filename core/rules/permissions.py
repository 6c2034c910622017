"""Who may do what, as one table (PERM). The bus, the screens and the server read it."""

from collections.abc import Collection
from enum import StrEnum

from core.changes import Act
from core.commands.registry import Command, Kind, Spec
from core.domain.ids import StaffId
from core.domain.json_text import texts
from core.domain.organisation import (
    FINANCE,
    GRANTS_OF_STAFF,
    INSTRUCTOR,
    MANAGER,
    OWNER,
    RECEPTIONIST,
    TRAINER,
    Grant,
    StaffMember,
)
from core.domain.refusals import Refusal
from core.ports import Reader
from core.rules.instructors.own_clients import identified, is_own_client
from core.rules.people.households import in_household
from core.rules.people.merging import survivor_of
from core.rules.places import ANYWHERE, Place, clients_of, is_own, places_of

CLIENT = "client"
"""The role of who acts for themselves, on the web or at a kiosk; no grant gives it."""


BY_DESK = "by_desk"
"""What a desk does by itself, with nobody at it; no role gives it."""


class Scope(StrEnum):
    """How far a right reaches.

    For staff: everywhere, the locations held, own classes, own clients (PERM-3), own clients in own
    classes, held with a PIN. For clients: themselves, or their household too (ORG-13).
    """

    ALL = "all"
    HELD = "held"
    OWN = "own"
    CLIENTS = "own clients"
    TAUGHT = "own clients in own classes"
    PIN = "pin"
    SELF = "self"
    HOUSEHOLD = "household"


Row = dict[str, Scope]

_OWNER: Row = {OWNER: Scope.ALL}
_MANAGERS: Row = {OWNER: Scope.ALL, MANAGER: Scope.HELD}
_DESK: Row = _MANAGERS | {RECEPTIONIST: Scope.HELD}
_DESK_PIN: Row = _MANAGERS | {RECEPTIONIST: Scope.PIN}
_OWN_TIME: Row = _MANAGERS | {INSTRUCTOR: Scope.OWN, TRAINER: Scope.OWN}
_TEACHERS: Row = {INSTRUCTOR: Scope.OWN, TRAINER: Scope.OWN}
_TEACHERS_CLIENTS: Row = {INSTRUCTOR: Scope.CLIENTS, TRAINER: Scope.CLIENTS}
_CLASS: Row = _DESK | _TEACHERS
_BOOKS: Row = _DESK | {INSTRUCTOR: Scope.TAUGHT, TRAINER: Scope.TAUGHT}
_ACCOUNTS: Row = _MANAGERS | {FINANCE: Scope.HELD}
_HOUSEHOLD: Row = {CLIENT: Scope.HOUSEHOLD}
_SELF: Row = {CLIENT: Scope.SELF}
_EVERYONE: Row = dict.fromkeys(
    (OWNER, MANAGER, RECEPTIONIST, INSTRUCTOR, TRAINER, CLIENT), Scope.ALL
)

PERMISSIONS: dict[str, Row] = {
    # what a command needs
    "book_for_client": _BOOKS | _HOUSEHOLD,
    "undo_booking": _CLASS,
    "cancel_booking": _CLASS | _HOUSEHOLD,
    "change_cover": _DESK,
    "check_in": _CLASS | _SELF,
    "attendance": _CLASS,
    "check_in_scan": _DESK | {INSTRUCTOR: Scope.HELD, TRAINER: Scope.HELD},
    "waitlist": _CLASS,
    "spots": _CLASS,
    "answer_offer": _CLASS | _HOUSEHOLD,
    "forgive": _DESK_PIN,
    "sell_pass": _DESK,
    "take_payment": _DESK,
    "adjust_credits": _DESK,
    "freeze_pass": _DESK,
    "extend_pass": _DESK,
    "revoke_pass": _DESK_PIN,
    "refund": _DESK,
    "move_cash": _DESK,
    "close_drawer": _DESK,
    "move_stock": _DESK,
    "manage_pay": _MANAGERS,
    "manage_codes": _MANAGERS,
    "start_card": _DESK | _HOUSEHOLD,
    "waive_due": _DESK_PIN,
    "end_membership": _DESK | _HOUSEHOLD,
    "edit_client": _DESK | _SELF,
    "manage_clients": _DESK,
    "assign_clients": _DESK,
    "merge_clients": _DESK,
    "sign": _DESK | {INSTRUCTOR: Scope.HELD, TRAINER: Scope.HELD} | _HOUSEHOLD,
    "withdraw_health": _MANAGERS | _HOUSEHOLD,
    "erase_person": _MANAGERS,
    "change_schedule": _CLASS,
    "manage_series": _MANAGERS,
    "set_availability": _OWN_TIME,
    "set_travel": _MANAGERS,
    "edit_staff": _OWN_TIME | {RECEPTIONIST: Scope.OWN},
    "write_note": _MANAGERS | _TEACHERS,
    "write_to_class": _CLASS,
    "request_session": _DESK | _HOUSEHOLD,
    "answer_request": _CLASS,
    "check_in_staff": _CLASS,
    "reinstate": _MANAGERS,
    "manage_resources": _MANAGERS,
    "manage_services": _MANAGERS,
    "manage_products": _OWNER,
    "manage_organisation": _OWNER,
    "change_location": _MANAGERS,
    "manage_staff": _MANAGERS,
    "create_staff": _MANAGERS,
    "own_preference": _MANAGERS | _TEACHERS,
    "enrol_desk": _MANAGERS,
    "manage_desks": _MANAGERS,
    "release_leases": _DESK_PIN,
    "by_desk": {},
    "end_sessions": _OWN_TIME | {RECEPTIONIST: Scope.OWN, FINANCE: Scope.OWN},
    "set_setting": _MANAGERS,
    "import": _OWNER,
    "resolve_attention": _DESK,
    "system": {},
    # what a handler asks on top, where a command goes beyond the ordinary
    "book_for_self": _OWNER,
    "cancel_for_self": _MANAGERS | _TEACHERS,
    "act_as_desk": _DESK,
    "act_as_manager": _MANAGERS,
    "overbook": _DESK_PIN,
    "waive_penalty": _DESK_PIN,
    "override_conflict": _MANAGERS,
    "check_in_any_day": _DESK_PIN,
    "adjust_many_credits": _DESK_PIN,
    "exceed_pass_limits": _DESK_PIN,
    "discount_freely": _DESK_PIN,
    "refund_beyond_limit": _DESK_PIN,
    "void_others_sale": _DESK_PIN,
    "archive_used": _DESK_PIN,
    "edit_terms_of_client": _DESK_PIN,
    "backdate_pass": _DESK_PIN,
    "grant_high_role": _OWNER,
    # what a screen or page shows
    "view_schedule": _EVERYONE,
    "view_bookings": _DESK | _TEACHERS_CLIENTS | _HOUSEHOLD,
    "view_roster": _CLASS,
    "view_clients": _DESK | _TEACHERS_CLIENTS | _SELF,
    "view_passes": _DESK | _TEACHERS_CLIENTS | _SELF,
    "view_receipts": _DESK | _SELF,
    "view_payments": _DESK | {FINANCE: Scope.HELD},
    "view_reports": _MANAGERS,
    "view_financial_reports": _ACCOUNTS,
    "export_finance": _ACCOUNTS,
    "export_everything": _OWNER,
    "export_person": _MANAGERS | _SELF,
    "see_health": _MANAGERS | _TEACHERS | _SELF,
    "see_health_flag": _CLASS | _SELF,
    "see_private_notes": _MANAGERS | _TEACHERS,
}

EXTRA_RIGHTS: dict[str, str] = {
    "sell_pass": "take_payment",
    "take_payment": "take_payment",
    "start_card": "take_payment",
    "overbook": "overbook",
    "manage_services": "manage_services",
    "manage_staff": "manage_staff",
    "create_staff": "manage_staff",
    "see_health": "see_health",
    "see_private_notes": "see_private_notes",
}
"""A permission that a single right on a grant gives, in the locations held (PERM-1)."""

FOR_SELF: dict[str, str] = {
    "book_for_client": "book_for_self",
    "cancel_booking": "cancel_for_self",
}
"""What staff need instead where the client is themselves: most book as clients do (ORG-4)."""

_APPROVERS = {OWNER, MANAGER}


def authorise(tx: Reader, act: Act, spec: Spec, command: Command) -> Refusal | None:
    """Refuses `system_only`, `not_permitted`, `not_your_client`, where no right reaches.

    An instructor books for own clients, and for who is named by exact e-mail, phone or card
    (PERM-5), which the command carries as `found_by`.
    """
    if act.system:
        return None
    if spec.kind is Kind.SYSTEM:
        return Refusal("system_only", {"command": spec.name})
    if spec.permission == BY_DESK and act.desk_id and not act.actor_id:
        return None
    needed = spec.permission
    about = clients_of(tx, command)
    if needed in FOR_SELF and _is_self(tx, act, about):
        needed = FOR_SELF[needed]
    shown = frozenset(one for one in about if identified(tx, one, getattr(command, "found_by", "")))
    for place in places_of(tx, command):
        if not permits(tx, act, needed, place, about, shown):
            return _refused(tx, act, needed, place, about)
    return None


def permits(
    tx: Reader,
    act: Act,
    permission: str,
    place: Place = ANYWHERE,
    clients: Collection[str] = (),
    shown: Collection[str] = (),
) -> bool:
    """Whether the actor may, there, with those clients; of those `shown` a card was seen.

    A PIN counts where a manager of the place stands behind it.
    """
    if act.system:
        return True
    row = PERMISSIONS[permission]
    if act.client_id:
        return _client_may(tx, row.get(CLIENT), survivor_of(tx, act.client_id), clients)
    extra = EXTRA_RIGHTS.get(permission)
    for grant in _grants(tx, act, act.actor_id):
        scope = row.get(grant.role)
        if extra and grant.role != FINANCE and extra in texts(grant.rights):
            scope = Scope.ALL if scope is Scope.ALL else Scope.HELD
        if scope is None or not _reaches(tx, scope, grant, act, place):
            continue
        if scope not in (Scope.CLIENTS, Scope.TAUGHT) or _knows(tx, act, clients, shown):
            return True
    return False


def _grants(tx: Reader, act: Act, staff_id: StaffId) -> list[Grant]:
    """The roles that count for an act: those in force, and those that were when it was done."""
    ended = [tx.get(Grant, one) for one in act.honoured]
    honoured = [one for one in ended if one is not None and one.staff_id == staff_id]
    return [*tx.find(GRANTS_OF_STAFF, staff_id), *honoured]


def _client_may(tx: Reader, scope: Scope | None, me: str, clients: Collection[str]) -> bool:
    if scope is Scope.ALL:
        return True
    if not clients:
        return False
    if scope is Scope.HOUSEHOLD:
        return all(in_household(tx, me, one) for one in clients)
    return scope is Scope.SELF and all(one == me for one in clients)


def _reaches(tx: Reader, scope: Scope, grant: Grant, act: Act, place: Place) -> bool:
    if scope in (Scope.ALL, Scope.CLIENTS):
        return True
    if scope in (Scope.OWN, Scope.TAUGHT):
        held = bool(place.occurrence_id) or place.location_id in ("", grant.location_id)
        return held and is_own(tx, place, act.actor_id)
    if grant.role == FINANCE and not grant.location_id:
        return scope is Scope.HELD
    if place.everywhere or (place.location_id and grant.location_id != place.location_id):
        return False
    return scope is Scope.HELD or _approved(tx, act, place)


def _knows(tx: Reader, act: Act, clients: Collection[str], shown: Collection[str]) -> bool:
    return all(
        one in shown or is_own_client(tx, one, act.actor_id, act.occurred_at) for one in clients
    )


def _is_self(tx: Reader, act: Act, clients: Collection[str]) -> bool:
    member = tx.get(StaffMember, act.actor_id) if act.actor_id else None
    return bool(member and member.client_id and member.client_id in clients)


def _approved(tx: Reader, act: Act, place: Place) -> bool:
    if not act.approved_by:
        return False
    return any(
        grant.role == OWNER
        or (grant.role == MANAGER and place.location_id in ("", grant.location_id))
        for grant in _grants(tx, act, act.approved_by)
        if grant.role in _APPROVERS
    )


def _refused(
    tx: Reader, act: Act, permission: str, place: Place, about: Collection[str]
) -> Refusal:
    facts = {"permission": permission, "staff_id": act.actor_id}
    if about and permits(tx, act, permission, place, about, about):
        return Refusal("not_your_client", facts)
    return Refusal("not_permitted", facts)
