"""Handlers that change who assists: in an occurrence, in all that come of a series (SCH-9)."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.staff import SetAssistants, SetSeriesAssistants
from core.domain.json_text import dump, texts
from core.domain.organisation import StaffMember
from core.domain.people import ACTIVE
from core.domain.refusals import Refusal
from core.domain.schedule import (
    ASSIGNMENTS_OF_OCCURRENCE,
    ASSISTANT,
    HELD,
    OCCURRENCES_OF_SERIES,
    REMOVED,
    SCHEDULED,
    Assignment,
    Occurrence,
)
from core.handlers.registry import handles
from core.handlers.scene import Facts, scene_of, told
from core.handlers.schedule.placing import assign, override_refused
from core.ports import Reader, Tx
from core.rules.instructors.staff_conflicts import staff_conflicts
from core.rules.schedule.occurrence_states import may_move
from core.rules.schedule.series_lines import series_meant
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
    held = _assisting(tx, occurrence.id)
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


@handles(SetSeriesAssistants)
def set_series_assistants(tx: Tx, act: Act, command: SetSeriesAssistants) -> Outcome | Refusal:
    """Refuses `series_unknown`, `staff_unknown`, `staff_archived`, and what speaks against it on
    the first date where no date can follow.

    A date that was given other assistants by hand is left alone; one on which somebody cannot
    assist keeps who it has, and is named.
    """
    series = series_meant(tx, act, command.series_id)
    if series is None:
        return Refusal("series_unknown", {"series_id": command.series_id})
    wanted = tuple(dict.fromkeys(command.assistant_ids))
    before = texts(series.assistants)
    for one in wanted:
        member = tx.get(StaffMember, one)
        if member is None:
            return Refusal("staff_unknown", {"staff_id": one})
        if member.state != ACTIVE and one not in before:
            return Refusal("staff_archived", {"staff_id": one, "staff_name": member.name})
    changed: list[str] = []
    kept: list[str] = []
    refusals: list[Refusal] = []
    for date in tx.find(OCCURRENCES_OF_SERIES, series.id):
        coming = date.state == SCHEDULED and date.starts_at > act.occurred_at
        if not coming or set(_assisting(tx, date.id)) != set(before):
            continue
        asked = SetAssistants(date.id, wanted, command.override, command.reason)
        result = set_assistants(tx, act, asked)
        if isinstance(result, Refusal):
            refusals.append(result)
            kept.append(date.local_date)
        else:
            changed.append(date.local_date)
    if refusals and not changed and not act.shown:
        return refusals[0]
    tx.put(replace(series, assistants=dump(wanted), changed_by=act.command_id))
    facts: Facts = {
        "series_id": series.id,
        "before": list(before),
        "assistant_ids": list(wanted),
        "count": len(changed),
        "kept": len(kept),
        "kept_dates": kept,
    }
    return Outcome("series_assistants_set", facts, (Event("assistants_changed", facts),))


def _assisting(tx: Reader, occurrence_id: str) -> dict[str, Assignment]:
    """Who assists in an occurrence now."""
    return {
        row.staff_id: row
        for row in tx.find(ASSIGNMENTS_OF_OCCURRENCE, occurrence_id)
        if row.role == ASSISTANT and row.state == HELD
    }


def _over(act: Act, occurrence: Occurrence) -> Refusal | None:
    if act.occurred_at < occurrence.ends_at:
        return None
    return Refusal("class_over", {"ended_at": occurrence.ends_at})


def _against(tx: Reader, act: Act, slot: Slot, command: SetAssistants) -> Refusal | None:
    found = [one for key in slot.staff_ids for one in staff_conflicts(tx, slot, key)]
    return override_refused(tx, act, slot, found, command.override, command.reason)
