"""Handler that changes who assists in an occurrence (SCH-9)."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.staff import SetAssistants
from core.domain.refusals import Refusal
from core.domain.schedule import (
    ASSIGNMENTS_OF_OCCURRENCE,
    ASSISTANT,
    HELD,
    REMOVED,
    Occurrence,
)
from core.handlers.registry import handles
from core.handlers.scene import scene_of, told
from core.handlers.schedule.placing import assign, override_refused
from core.ports import Reader, Tx
from core.rules.instructors.staff_conflicts import staff_conflicts
from core.rules.schedule.occurrence_states import may_move
from core.rules.schedule.slots import Slot, slot_of


@handles(SetAssistants)
def set_assistants(tx: Tx, act: Act, command: SetAssistants) -> Outcome | Refusal:
    """Refuses `class_cancelled` and kin, `class_over`, `already_leads`, and what speaks against
    somebody new, unless a manager overrides it with a reason."""
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    occurrence = scene.occurrence
    if refusal := may_move("substitute", occurrence.state) or _over(act, occurrence):
        return told(refusal, scene.facts())
    wanted = tuple(dict.fromkeys(command.assistant_ids))
    if occurrence.lead_id in wanted:
        return Refusal("already_leads", {**scene.facts(), "staff_id": occurrence.lead_id})
    held = {
        row.staff_id: row
        for row in tx.find(ASSIGNMENTS_OF_OCCURRENCE, occurrence.id)
        if row.role == ASSISTANT and row.state == HELD
    }
    new = tuple(one for one in wanted if one not in held)
    slot = slot_of(tx, occurrence, new)
    if refusal := _against(tx, act, slot, command):
        return told(refusal, scene.facts())
    for staff_id, row in held.items():
        if staff_id not in wanted:
            tx.put(replace(row, state=REMOVED))
    for one in new:
        assign(tx, occurrence.id, slot, one, ASSISTANT)
    tx.put(replace(occurrence, changed_by=act.command_id))
    facts = {**scene.facts(), "before": sorted(held), "assistant_ids": list(wanted)}
    return Outcome("assistants_set", facts, (Event("assistants_changed", facts),))


def _over(act: Act, occurrence: Occurrence) -> Refusal | None:
    if act.occurred_at < occurrence.ends_at:
        return None
    return Refusal("class_over", {"ended_at": occurrence.ends_at})


def _against(tx: Reader, act: Act, slot: Slot, command: SetAssistants) -> Refusal | None:
    found = [one for key in slot.staff_ids for one in staff_conflicts(tx, slot, key)]
    return override_refused(tx, act, slot, found, command.override, command.reason)
