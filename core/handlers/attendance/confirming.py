"""Handler of check-ins that staff confirm, since the phone was not near (CHK-12)."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.arrivals import ConfirmCheckIn
from core.domain.bookings import CHECKED_IN, TO_CONFIRM
from core.domain.refusals import Refusal
from core.handlers.attendance.arrivals import back_to_booked, in_facts
from core.handlers.passes.ledger import capture
from core.handlers.registry import falls_back, handles
from core.handlers.scene import booking_of, client_facts, scene_of
from core.ports import Tx
from core.rules.attendance.check_in import confirmed


@handles(ConfirmCheckIn)
def confirm_check_in(tx: Tx, act: Act, command: ConfirmCheckIn) -> Outcome | Refusal:
    """In for good, with the credit spent, or booked as before.

    Refuses `occurrence_unknown`, `nothing_to_confirm`.
    """
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    facts = client_facts(tx, scene, command.client_id)
    booking = booking_of(tx, scene, command.client_id)
    if booking is None or booking.state != CHECKED_IN or booking.flag != TO_CONFIRM:
        return Refusal("nothing_to_confirm", facts)
    if not command.here:
        back_to_booked(tx, act, booking)
        return Outcome("undone", facts, (Event("check_in_undone", facts),))
    in_now = replace(confirmed(capture(tx, act, booking)), changed_by=act.command_id)
    tx.put(in_now)
    facts = in_facts(tx, scene, in_now)
    return Outcome("checked_in", facts, (Event("checked_in", facts),))


@falls_back(ConfirmCheckIn)
def settle_confirmation(
    _tx: Tx, _act: Act, _command: ConfirmCheckIn, refusal: Refusal
) -> Outcome | Refusal:
    """Confirmed at two desks, or by the class's end, is confirmed once (SET-12)."""
    if refusal.code != "nothing_to_confirm":
        return refusal
    return Outcome("checked_in", {**refusal.facts, "settlement": "SET-12"})
