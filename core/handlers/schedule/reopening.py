"""Brings a cancelled class back to the calendar, and opens a closed one for corrections."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.reopening import ReinstateOccurrence, ReopenOccurrence
from core.domain.bookings import BOOKINGS_OF_OCCURRENCE, WAITING, Booking, WaitlistEntry
from core.domain.bookings import CANCELLED as BOOKING_CANCELLED
from core.domain.ids import waitlist_entry_id
from core.domain.organisation import Location
from core.domain.refusals import Refusal
from core.domain.schedule import ASSIGNMENTS_OF_OCCURRENCE, ASSISTANT, RELEASED, SCHEDULED
from core.domain.settings import OFFERED_BACK_H
from core.domain.zones import DAY_MS, HOUR_MS, class_day
from core.handlers.booking.seating import mark_fill
from core.handlers.registry import handles
from core.handlers.scene import Scene, scene_of, told
from core.handlers.schedule.placing import hindrance, hold_again
from core.handlers.waiting.promoting import offer
from core.ports import Reader, Tx
from core.rules.booking.holdings import seats_supplied, seats_taken
from core.rules.schedule.conflicts import Slot, staff_of
from core.rules.schedule.occurrence_states import may_move

REOPENED_FOR_DAYS = 30


@handles(ReinstateOccurrence)
def reinstate(tx: Tx, act: Act, command: ReinstateOccurrence) -> Outcome | Refusal:
    """Refuses `class_scheduled` and kin, `class_started`, conflicts not overridden (SCH-13).

    Each seat that the cancelling took is kept for whoever had it, for so many hours as the setting
    says, as an offer; those who do not answer lose it. No seat is kept without its equipment.
    """
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    refusal = may_move("reinstate", scene.occurrence.state) or _before_start(act, scene)
    slot = _slot(tx, scene)
    refusal = refusal or hindrance(tx, act, slot, command.override, command.reason)
    if refusal:
        return told(refusal, scene.facts())
    cancelled_by = scene.occurrence.changed_by
    back = replace(scene.occurrence, state=SCHEDULED, conflict="", changed_by=act.command_id)
    tx.put(back)
    hold_again(tx, back, slot)
    until = min(
        act.occurred_at + scene.terms.of(OFFERED_BACK_H) * HOUR_MS, scene.occurrence.starts_at
    )
    events = [
        offer(tx, act, scene, _entry(act, booking), until)
        for booking in tx.find(BOOKINGS_OF_OCCURRENCE, back.id)
        if booking.state == BOOKING_CANCELLED
        and booking.changed_by == cancelled_by
        and not seats_supplied(tx, back, seats_taken(tx, back.id), booking.seats)
    ]
    mark_fill(tx, back.id, seats_taken(tx, back.id))
    clients = [event.facts["client_id"] for event in events]
    facts = {**scene.facts(), "client_ids": clients, "count": len(clients), "until": until}
    return Outcome("class_reinstated", facts, (Event("class_reinstated", facts), *events))


@handles(ReopenOccurrence)
def reopen(tx: Tx, act: Act, command: ReopenOccurrence) -> Outcome | Refusal:
    """Refuses `class_scheduled` and kin, `too_late_to_reopen`, `reason_missing` (SCH-13).

    It closes by itself again at 01:00 after the day on which it was reopened.
    """
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    occurrence = scene.occurrence
    if refusal := may_move("reopen", occurrence.state):
        return told(refusal, scene.facts())
    if act.occurred_at > occurrence.ends_at + REOPENED_FOR_DAYS * DAY_MS:
        return Refusal("too_late_to_reopen", {**scene.facts(), "days": REOPENED_FOR_DAYS})
    if not command.reason.strip():
        return Refusal("reason_missing", scene.facts())
    _, ends = class_day(act.occurred_at, act.occurred_at + 1, occurrence.zone)
    tx.put(
        replace(
            occurrence,
            state=SCHEDULED,
            reopened_until=ends + HOUR_MS,
            changed_by=act.command_id,
        )
    )
    mark_fill(tx, occurrence.id, seats_taken(tx, occurrence.id))
    facts = {**scene.facts(), "until": ends + HOUR_MS, "reason": command.reason.strip()}
    return Outcome("class_reopened", facts, (Event("class_reopened", facts),))


def _before_start(act: Act, scene: Scene) -> Refusal | None:
    if act.occurred_at < scene.occurrence.starts_at:
        return None
    return Refusal("class_started", {"starts_at": scene.occurrence.starts_at})


def _slot(tx: Reader, scene: Scene) -> Slot:
    occurrence = scene.occurrence
    location = tx.get(Location, occurrence.location_id)
    if location is None:
        raise LookupError(occurrence.location_id)
    assistants = (
        row.staff_id
        for row in tx.find(ASSIGNMENTS_OF_OCCURRENCE, occurrence.id)
        if row.role == ASSISTANT and row.state == RELEASED
    )
    return Slot(
        occurrence.id,
        location,
        scene.service,
        occurrence.starts_at,
        occurrence.ends_at,
        staff_of(occurrence.lead_id, assistants),
    )


def _entry(act: Act, booking: Booking) -> WaitlistEntry:
    return WaitlistEntry(
        waitlist_entry_id(booking.occurrence_id, booking.client_id),
        booking.occurrence_id,
        booking.client_id,
        booking.seats,
        act.occurred_at,
        state=WAITING,
        pay_at_desk=int(not booking.pass_id),
        changed_by=act.command_id,
    )
