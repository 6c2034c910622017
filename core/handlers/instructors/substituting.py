"""Handlers that give an occurrence to another instructor (SCH-6, SCH-10)."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.substituting import Substitute, UndoSubstitute
from core.domain.bookings import BOOKINGS_OF_OCCURRENCE, SEATED
from core.domain.ids import StaffId
from core.domain.organisation import StaffMember
from core.domain.refusals import Refusal
from core.domain.schedule import (
    ASSIGNMENTS_OF_OCCURRENCE,
    HELD,
    LEAD,
    RELEASED,
    Occurrence,
)
from core.domain.settings import FREE_AFTER_SUBSTITUTION
from core.handlers.registry import falls_back, handles
from core.handlers.scene import Facts, Scene, scene_of, told
from core.handlers.schedule.placing import assign, override_refused
from core.ports import Reader, Tx
from core.rules.booking.holdings import seats_taken
from core.rules.instructors.staff_conflicts import staff_conflicts
from core.rules.schedule.conflicts import OVERRIDABLE, conflicts
from core.rules.schedule.occurrence_states import may_move
from core.rules.schedule.slots import slot_of

BUSY = "instructor_busy"


@handles(Substitute)
def substitute(tx: Tx, act: Act, command: Substitute) -> Outcome | Refusal:
    """Refuses `class_cancelled` and kin, `class_over`, `staff_unknown`, `staff_archived`,
    `already_leads`, `reason_missing`, and what speaks against the person if it is not overridden.

    The resources are looked at again; what no longer fits is named, and refuses nothing.
    """
    scene = _substitutable(tx, act, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    facts = _facts(tx, scene, command.substitute_id, command.reason)
    refusal = (
        _nobody(tx, command.substitute_id)
        or _same(scene, command.substitute_id)
        or _no_reason(command.reason)
        or _against(tx, act, scene, command)
    )
    if refusal:
        return told(refusal, facts)
    facts["no_longer_fits"] = _hand_over(tx, act, scene, command.substitute_id)
    if scene.terms.of(FREE_AFTER_SUBSTITUTION):
        _let_go_free(tx, scene, free=True)
    return Outcome("substituted", facts, (Event("instructor_changed", facts),))


@falls_back(Substitute)
def settle_substitute(tx: Tx, act: Act, command: Substitute, refusal: Refusal) -> Outcome | Refusal:
    """The same at two desks is once (SET-12). Who has another class by now leaves it unassigned,
    for the one who led was said not to come (SET-8)."""
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return refusal
    if refusal.code == "already_leads":
        return Outcome("substituted", {**refusal.facts, "settlement": "SET-12"})
    if refusal.code != BUSY:
        return refusal
    facts = _facts(tx, scene, "", command.reason)
    _hand_over(tx, act, scene, "", conflict=BUSY)
    return Outcome("substituted", {**facts, "settlement": "SET-8"})


@handles(UndoSubstitute)
def undo_substitute(tx: Tx, act: Act, command: UndoSubstitute) -> Outcome | Refusal:
    """Refuses `changed_since`, and `instructor_busy` where who led has another class by now."""
    scene = _substitutable(tx, act, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    if scene.occurrence.changed_by != command.of:
        return Refusal("changed_since", scene.facts())
    if command.substitute_id:
        slot = slot_of(tx, scene.occurrence, (command.substitute_id,))
        found = staff_conflicts(tx, slot, command.substitute_id)
        for conflict in found:
            if conflict.code not in OVERRIDABLE:
                return told(conflict, scene.facts())
    facts = _facts(tx, scene, command.substitute_id, "undo")
    facts["no_longer_fits"] = _hand_over(tx, act, scene, command.substitute_id)
    _let_go_free(tx, scene, free=False)
    return Outcome("undone", facts)


def _substitutable(tx: Reader, act: Act, occurrence_id: str) -> Scene | Refusal:
    scene = scene_of(tx, occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    if refusal := may_move("substitute", scene.occurrence.state):
        return told(refusal, scene.facts())
    if act.occurred_at >= scene.occurrence.ends_at:
        return Refusal("class_over", {**scene.facts(), "ended_at": scene.occurrence.ends_at})
    return scene


def _nobody(tx: Reader, staff_id: str) -> Refusal | None:
    member = tx.get(StaffMember, staff_id)
    if member is None:
        return Refusal("staff_unknown", {"staff_id": staff_id})
    return None if member.state == "active" else Refusal("staff_archived")


def _same(scene: Scene, staff_id: str) -> Refusal | None:
    return Refusal("already_leads") if scene.occurrence.lead_id == staff_id else None


def _no_reason(reason: str) -> Refusal | None:
    return None if reason.strip() else Refusal("reason_missing")


def _against(tx: Reader, act: Act, scene: Scene, command: Substitute) -> Refusal | None:
    slot = slot_of(tx, scene.occurrence, (command.substitute_id,))
    found = staff_conflicts(tx, slot, command.substitute_id)
    return override_refused(tx, act, slot, found, command.override, command.reason)


def _hand_over(tx: Tx, act: Act, scene: Scene, to: str, conflict: str = "") -> list[str]:
    """Write the new lead, "" for none; gives the names of resources that no longer suffice."""
    occurrence = scene.occurrence
    slot = slot_of(tx, occurrence, (), seats_taken(tx, occurrence.id))
    short = [found for found in conflicts(tx, slot) if found.code == "resource_short"]
    for held in tx.find(ASSIGNMENTS_OF_OCCURRENCE, occurrence.id):
        if held.role == LEAD and held.state == HELD:
            tx.put(replace(held, state=RELEASED))
    if to:
        assign(tx, occurrence.id, slot, to, LEAD)
    if not conflict and occurrence.conflict == "resource_short":
        conflict = occurrence.conflict
    row = tx.get(Occurrence, occurrence.id) or occurrence
    tx.put(replace(row, lead_id=StaffId(to), conflict=conflict, changed_by=act.command_id))
    return [str(found.facts["resource_name"]) for found in short]


def _let_go_free(tx: Tx, scene: Scene, *, free: bool) -> None:
    """Whether those booked can cancel free to the start because of who leads (BK-32)."""
    for booking in tx.find(BOOKINGS_OF_OCCURRENCE, scene.occurrence.id):
        if booking.state in SEATED and booking.free_cancel != free:
            tx.put(replace(booking, free_cancel=int(free)))


def _facts(tx: Reader, scene: Scene, to: str, reason: str) -> Facts:
    """What both instructors and those booked are told."""
    before = scene.occurrence.lead_id
    booked = tx.find(BOOKINGS_OF_OCCURRENCE, scene.occurrence.id)
    clients = [one.client_id for one in booked if one.state in SEATED]
    return {
        **scene.facts(),
        "staff_id": to,
        "staff_name": _name(tx, to),
        "from_lead_id": before,
        "from_staff_name": _name(tx, before),
        "staff_ids": [one for one in (before, to) if one],
        "reason": reason,
        "client_ids": clients,
        "count": len(clients),
        "other_id": to,
    }


def _name(tx: Reader, staff_id: str) -> str:
    member = tx.get(StaffMember, staff_id) if staff_id else None
    return member.name if member else ""
