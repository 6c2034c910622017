"""Handlers of walk-ins: client, sale, seat and check-in in one command (BK-8)."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.arrivals import UndoWalkIn, WalkIn
from core.domain.bookings import (
    BOOKED,
    CANCELLED,
    CHECKED_IN,
    Booking,
)
from core.domain.credits import Pass
from core.domain.ids import derive
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.domain.schedule import CANCELLED as CLASS_CANCELLED
from core.handlers.attendance.arrivals import mark_in
from core.handlers.attendance.reviving import keep_check_in
from core.handlers.booking.seating import Ask, admit, mark_fill, seat
from core.handlers.passes.ledger import give_back
from core.handlers.passes.selling import Counter, sale_facts, sell
from core.handlers.people.health import sign
from core.handlers.people.people import add_client, twice
from core.handlers.registry import handles
from core.handlers.scene import (
    Scene,
    booking_of,
    client_facts,
    client_of,
    scene_of,
    told,
    untouched_booking,
)
from core.ports import Reader, Tx
from core.rules.attendance.check_in import outside_class_day
from core.rules.booking.holdings import seats_taken
from core.rules.passes.sale_limits import SALE_LIMITS
from core.rules.people.health import may_enter, papers, unsigned_guests
from core.rules.permissions import permits


@handles(WalkIn)
def walk_in(tx: Tx, act: Act, command: WalkIn) -> Outcome | Refusal:
    """Refuses what a booking, a sale and a check-in refuse, and `client_missing`."""
    return let_walk_in(tx, act, command)


def let_walk_in(tx: Tx, act: Act, command: WalkIn, *, forced: bool = False) -> Outcome | Refusal:
    """All of it, or nothing. `forced`: it happened, so what is scarce becomes a flag or a price."""
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    client = _who(tx, act, command)
    if isinstance(client, Refusal):
        return told(client, scene.facts())
    if refusal := _unsigned(tx, act, command, client, scene, forced=forced):
        return told(refusal, scene.facts(client))
    sold = _sold(tx, act, command, client, scene, forced=forced)
    if isinstance(sold, Refusal):
        return told(sold, scene.facts(client))
    wish = _wish(command, client, sold, forced=forced)
    entered = _entered(tx, act, scene, wish, command.way)
    if isinstance(entered, Refusal):
        return told(entered, scene.facts(client))
    return _told_all(tx, act, command, client, sold, entered)


def _unsigned(
    tx: Tx, act: Act, command: WalkIn, client: Client, scene: Scene, *, forced: bool
) -> Refusal | None:
    """Write the signature that came along, then ask as a check-in does (CHK-15)."""
    if command.signed is not None:
        result = sign(tx, act, client, command.waiver_id, command.signed)
        if isinstance(result, Refusal) and not forced:
            return result
    if forced:
        return None
    found = papers(tx, client.id, act.occurred_at, scene.terms)
    guests = unsigned_guests(tx, client.id, scene.occurrence.id, command.seats - 1)
    return may_enter(act, scene.terms, found, guests, command.way, command.reason)


def _entered(tx: Tx, act: Act, scene: Scene, wish: Ask, way: str) -> Outcome | Refusal:
    if wish.forced and scene.occurrence.state == CLASS_CANCELLED:
        return keep_check_in(tx, act, scene, wish.client_id, way)
    any_day = wish.forced or permits(tx, act, "check_in_any_day", scene.place)
    reason = "it happened" if wish.forced else wish.reason
    if refusal := outside_class_day(
        scene.occurrence, act.occurred_at, any_day=any_day, reason=reason
    ):
        return refusal
    booking = _seated(tx, act, scene, wish)
    return booking if isinstance(booking, Refusal) else mark_in(tx, act, scene, booking, way)


def _told_all(
    tx: Reader, act: Act, command: WalkIn, client: Client, sold: Pass | None, entered: Outcome
) -> Outcome:
    facts = dict(entered.facts)
    events = [Event("walked_in", facts), *entered.events]
    if command.new_client is not None:
        facts["new_client"] = True
        facts = twice(tx, act, client, command.new_client) | facts
    if sold is not None and command.sale is not None:
        facts["sold"] = sale_facts(client, sold, command.sale)
        events.append(Event("pass_sold", facts["sold"]))
    return Outcome("walked_in", facts, tuple(events))


@handles(UndoWalkIn)
def undo_walk_in(tx: Tx, act: Act, command: UndoWalkIn) -> Outcome | Refusal:
    """The seat and its credit go back; new client and sold pass stay. Refuses `changed_since`."""
    found = untouched_booking(
        tx, command.occurrence_id, command.client_id, "undo_walk_in", command.of
    )
    if isinstance(found, Refusal):
        return found
    scene, booking = found
    facts = client_facts(tx, scene, command.client_id)
    tx.put(
        replace(
            give_back(tx, act, booking, "undo"),
            state=CANCELLED,
            checked_in_at=None,
            cancelled_at=act.occurred_at,
            flag="",
            changed_by=act.command_id,
        )
    )
    used = seats_taken(tx, scene.occurrence.id)
    mark_fill(tx, scene.occurrence.id, used)
    return Outcome("undone", facts, (Event("seat_freed", facts),))


def _who(tx: Tx, act: Act, command: WalkIn) -> Client | Refusal:
    if command.client_id:
        return client_of(tx, command.client_id)
    if command.new_client is None:
        return Refusal("client_missing")
    return add_client(tx, act, command.new_client, derive(act.command_id, "client"))


def _sold(
    tx: Tx, act: Act, command: WalkIn, client: Client, scene: Scene, *, forced: bool
) -> Pass | Refusal | None:
    sale = command.sale
    if sale is None:
        return None
    if forced:
        sale = replace(sale, override=SALE_LIMITS, reason="it happened")
    counter = Counter(scene.occurrence.location_id, scene.occurrence.zone, agreed=forced)
    return sell(tx, act, client, sale, counter)


def _wish(command: WalkIn, client: Client, sold: Pass | None, *, forced: bool) -> Ask:
    return Ask(
        client.id,
        command.seats,
        sold.id if sold else command.pass_id,
        command.pay_at_desk,
        command.override,
        command.reason,
        origin="walk_in",
        by="walk_in",
        forced=forced,
    )


def _seated(tx: Tx, act: Act, scene: Scene, ask: Ask) -> Booking | Refusal:
    present = booking_of(tx, scene, ask.client_id)
    if ask.forced and present is not None and present.state in (BOOKED, CHECKED_IN):
        return present
    admission = admit(tx, act, scene, ask)
    if isinstance(admission, Refusal):
        return admission
    return seat(tx, act, scene, ask, admission)
