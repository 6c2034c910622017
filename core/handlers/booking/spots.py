"""Gives and takes spots of numbered equipment (RES-4, RES-7)."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.spots import ChooseSpot, LayOutSpots, LeaveSpot
from core.domain.bookings import SEATED, Booking
from core.domain.ids import SpotId, derive, spot_use_id
from core.domain.refusals import Refusal
from core.domain.schedule import Resource
from core.domain.spots import LEFT, RETIRED, SPOTS_OF_RESOURCE, USES_OF_SPOT, Spot, SpotUse
from core.handlers.registry import falls_back, handles
from core.handlers.scene import Facts, Scene, booking_of, client_facts, scene_of, told
from core.ports import Reader, Tx
from core.rules.booking.booking_window import takes_place
from core.rules.booking.spots import free_spots, is_broken, nearest, spots_of, uses, usual


@handles(LayOutSpots)
def lay_out_spots(tx: Tx, act: Act, command: LayOutSpots) -> Outcome | Refusal:
    """Refuses `resource_unknown`, `too_many_spots` (more than there are units), `spot_twice`.

    Who chose a spot that is taken off the map is given another at check-in.
    """
    resource = tx.get(Resource, command.resource_id)
    if resource is None:
        return Refusal("resource_unknown", {"resource_id": command.resource_id})
    labels = [spot.label.strip() for spot in command.spots]
    facts: Facts = {
        "resource_id": resource.id,
        "resource_name": resource.name,
        "quantity": resource.quantity,
        "count": len(labels),
    }
    if len(labels) > resource.quantity:
        return Refusal("too_many_spots", facts)
    if len(set(labels)) < len(labels) or "" in labels:
        return Refusal("spot_twice", facts)
    for old in tx.find(SPOTS_OF_RESOURCE, resource.id):
        if old.label not in labels:
            tx.put(replace(old, state=RETIRED, changed_by=act.command_id))
            for use in tx.find(USES_OF_SPOT, old.id, since=act.occurred_at):
                tx.put(replace(use, state=LEFT, changed_by=act.command_id))
    for label, place in zip(labels, command.spots, strict=True):
        key = SpotId(derive("spot", resource.id, label))
        tx.put(Spot(key, resource.id, label, place.x, place.y, changed_by=act.command_id))
    return Outcome("spots_laid_out", facts, (Event("spots_laid_out", facts),))


@handles(ChooseSpot)
def choose_spot(tx: Tx, act: Act, command: ChooseSpot) -> Outcome | Refusal:
    """Refuses `spot_unknown`, `spot_taken`, `spot_broken`, `not_booked`, `spots_all_given` (each
    seat has one already: say which it replaces), `class_cancelled` and kin."""
    found = _seat(tx, command.occurrence_id, command.client_id)
    if isinstance(found, Refusal):
        return found
    scene, booking = found
    facts = client_facts(tx, scene, command.client_id)
    spot = next((s for s in spots_of(tx, scene.occurrence) if s.id == command.spot_id), None)
    if spot is None:
        return Refusal("spot_unknown", {**facts, "spot_id": command.spot_id})
    facts |= {"spot_id": spot.id, "spot": spot.label}
    taken = uses(tx, scene.occurrence.id)
    if any(use.spot_id == spot.id for use in taken):
        return Refusal("spot_taken", facts)
    if is_broken(tx, spot, scene.occurrence):
        return Refusal("spot_broken", facts)
    mine = [use for use in taken if use.client_id == command.client_id]
    old = [use for use in mine if use.spot_id == command.instead_of]
    if not old and len(mine) == booking.seats == 1:
        old = mine
    if len(mine) - len(old) >= booking.seats:
        return Refusal("spots_all_given", {**facts, "seats": booking.seats})
    for use in old:
        tx.put(replace(use, state=LEFT, changed_by=act.command_id))
    _take(tx, act, scene, booking, spot)
    facts["from_spot_id"] = old[0].spot_id if old else ""
    return Outcome("spot_chosen", facts, (Event("spot_chosen", facts),))


@falls_back(ChooseSpot)
def settle_spot(tx: Tx, act: Act, command: ChooseSpot, refusal: Refusal) -> Outcome | Refusal:
    """The second gets the nearest that is free; without any it is given at check-in (SET-22)."""
    spot = tx.get(Spot, command.spot_id)
    if refusal.code not in ("spot_taken", "spot_broken") or spot is None:
        return refusal
    found = _seat(tx, command.occurrence_id, command.client_id)
    if isinstance(found, Refusal):
        return found
    scene, _ = found
    mine = [u for u in uses(tx, scene.occurrence.id) if u.client_id == command.client_id]
    if any(use.spot_id == spot.id for use in mine):
        return Outcome("spot_chosen", {**refusal.facts, "settlement": "SET-12"})
    other = nearest(free_spots(tx, scene.occurrence), spot)
    facts = {**refusal.facts, "wanted": spot.label, "settlement": "SET-22"}
    if other is None:
        return Outcome("spot_open", facts)
    again = choose_spot(tx, act, replace(command, spot_id=other.id))
    if isinstance(again, Refusal):
        return again
    return Outcome(again.code, {**facts, **again.facts}, again.events)


@handles(LeaveSpot)
def leave_spot(tx: Tx, act: Act, command: LeaveSpot) -> Outcome | Refusal:
    """Refuses `spot_not_held`, `not_booked`."""
    found = _seat(tx, command.occurrence_id, command.client_id)
    if isinstance(found, Refusal):
        return found
    scene, _ = found
    facts = client_facts(tx, scene, command.client_id)
    use = tx.get(SpotUse, spot_use_id(command.occurrence_id, command.spot_id))
    if use is None or use.client_id != command.client_id or use.state == LEFT:
        return Refusal("spot_not_held", facts)
    tx.put(replace(use, state=LEFT, changed_by=act.command_id))
    facts["spot_id"] = use.spot_id
    return Outcome("spot_left", facts, (Event("spot_left", facts),))


def held_spots(tx: Reader, scene: Scene, client_id: str) -> list[str]:
    """The labels of the spots that a client holds."""
    labels = {spot.id: spot.label for spot in spots_of(tx, scene.occurrence)}
    held = [use.spot_id for use in uses(tx, scene.occurrence.id) if use.client_id == client_id]
    return [labels[one] for one in held if one in labels]


def give_spots(tx: Tx, act: Act, scene: Scene, booking: Booking) -> list[str]:
    """Spots for the seats that have none, at check-in: the usual one, else the first free (RES-7).

    Gives the labels of all that the booking has; none where nothing is numbered.
    """
    all_spots = spots_of(tx, scene.occurrence)
    if not all_spots:
        return []
    mine = [u for u in uses(tx, scene.occurrence.id) if u.client_id == booking.client_id]
    labels = {spot.id: spot.label for spot in all_spots}
    given = [labels[use.spot_id] for use in mine if use.spot_id in labels]
    free = free_spots(tx, scene.occurrence)
    while free and len(mine) < booking.seats:
        liked = usual(tx, booking.client_id, free, act.occurred_at) or free[0]
        free.remove(liked)
        mine.append(_take(tx, act, scene, booking, liked))
        given.append(liked.label)
    return given


def give_spot_near(
    tx: Tx, act: Act, occurrence_id: str, client_id: str, spot_id: str
) -> Spot | None:
    """The free spot nearest to another one, for a client with a seat; None where there is none."""
    found = _seat(tx, occurrence_id, client_id)
    wanted = tx.get(Spot, spot_id)
    if isinstance(found, Refusal) or wanted is None:
        return None
    scene, booking = found
    spot = nearest(free_spots(tx, scene.occurrence), wanted)
    if spot is not None:
        _take(tx, act, scene, booking, spot)
    return spot


def _take(tx: Tx, act: Act, scene: Scene, booking: Booking, spot: Spot) -> SpotUse:
    use = SpotUse(
        spot_use_id(scene.occurrence.id, spot.id),
        scene.occurrence.id,
        spot.id,
        booking.client_id,
        scene.occurrence.starts_at,
        changed_by=act.command_id,
    )
    tx.put(use)
    return use


def _seat(tx: Reader, occurrence_id: str, client_id: str) -> tuple[Scene, Booking] | Refusal:
    scene = scene_of(tx, occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    if refusal := takes_place(scene.occurrence):
        return told(refusal, scene.facts())
    booking = booking_of(tx, scene, client_id)
    if booking is None or booking.state not in SEATED:
        return Refusal("not_booked", client_facts(tx, scene, client_id))
    return scene, booking


def leave_surplus(tx: Tx, act: Act, booking: Booking) -> None:
    """A party with fewer seats than spots leaves the last that it took (BK-26)."""
    mine = [use for use in uses(tx, booking.occurrence_id) if use.client_id == booking.client_id]
    for use in mine[booking.seats :]:
        tx.put(replace(use, state=LEFT, changed_by=act.command_id))
