"""Handlers of what people are told by the clock, and of a cancelling by SMS (NTF-1, NTF-7, 9)."""

from core.changes import Act, Event, Outcome
from core.commands.reminding import CancelBySms, RemindClass, RemindExpiry
from core.commands.seats import CancelBooking
from core.domain.bookings import BOOKED, BOOKINGS_OF_OCCURRENCE, Booking
from core.domain.credits import Pass
from core.domain.refusals import Refusal
from core.domain.schedule import SCHEDULED
from core.domain.settings import REMINDER_DAY_H, REMINDER_SMS_H
from core.domain.zones import HOUR_MS
from core.handlers.booking.seats import cancel_booking, cancel_result
from core.handlers.passes.ledger import credits_left
from core.handlers.registry import handles
from core.handlers.scene import Facts, Scene, booking_of, client_facts, client_of, scene_of, told
from core.ports import Tx
from core.rules.booking.booking_states import ABSENT, may_move


@handles(RemindClass)
def remind_class(tx: Tx, act: Act, command: RemindClass) -> Outcome | Refusal:
    """Those who are booked and not in yet; who booked after the time to remind knows it still.

    Refuses `occurrence_unknown`, `nobody_to_remind` (nobody left, started, or cancelled).
    """
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    occurrence = scene.occurrence
    due = occurrence.starts_at - scene.terms.of(_HOURS[command.when]) * HOUR_MS
    clients = [
        row.client_id
        for row in tx.find(BOOKINGS_OF_OCCURRENCE, occurrence.id)
        if row.state == BOOKED and row.booked_at < due
    ]
    over = occurrence.state != SCHEDULED or act.occurred_at >= occurrence.starts_at
    if over or not clients:
        return Refusal("nobody_to_remind", scene.facts())
    facts: Facts = {**scene.facts(), "client_ids": clients, "count": len(clients)}
    event = "reminder_day" if command.when == "day" else "reminder_hours"
    return Outcome("reminded", facts, (Event(event, facts),))


_HOURS = {"day": REMINDER_DAY_H, "hours": REMINDER_SMS_H}


@handles(RemindExpiry)
def remind_expiry(tx: Tx, _act: Act, command: RemindExpiry) -> Outcome | Refusal:
    """Refuses `client_unknown`, `pass_unknown`, `nothing_left_on_pass`."""
    client, held = client_of(tx, command.client_id), tx.get(Pass, command.pass_id)
    if isinstance(client, Refusal):
        return client
    if held is None:
        return Refusal("pass_unknown", {"pass_id": command.pass_id})
    left = credits_left(tx, held.id)
    facts: Facts = {
        "client_id": client.id,
        "client_name": client.name,
        "pass_id": held.id,
        "pass_name": held.name,
        "credits_left": left,
        "ends_on": held.valid_until,
    }
    if left == 0 or not held.valid_until:
        return Refusal("nothing_left_on_pass", facts)
    return Outcome("expiry_told", facts, (Event("pass_expiring", facts),))


@handles(CancelBySms)
def cancel_by_sms(tx: Tx, act: Act, command: CancelBySms) -> Outcome | Refusal:
    """Cancels by the policy and answers with the result; asks first what would cost (NTF-9).

    Refuses `occurrence_unknown`, `not_booked` and kin, `class_started`.
    """
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    facts = client_facts(tx, scene, command.client_id)
    booking = booking_of(tx, scene, command.client_id)
    refusal = may_move("cancel", booking.state if booking else ABSENT)
    if booking is None or refusal:
        return told(refusal or Refusal("not_booked"), facts)
    result = cancel_result(tx, act, scene, booking)
    if isinstance(result, Refusal):
        return told(result, facts)
    if result.late and result.credit == "capture" and not command.confirmed:
        return _ask(scene, booking, facts)
    return cancel_booking(tx, act, CancelBooking(command.client_id, command.occurrence_id))


def _ask(scene: Scene, booking: Booking, facts: Facts) -> Outcome:
    """Says the cost, and waits for a yes; nothing is written."""
    asked: Facts = {**facts, "seats": booking.seats, "zone": scene.occurrence.zone}
    return Outcome("sms_cost_asked", asked, (Event("sms_cost_asked", asked),))
