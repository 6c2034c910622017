"""Sessions that exist because somebody booked them: made, booked, and gone when nobody is left."""

from typing import get_args

import msgspec
from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.fields import ScheduleOverride, SeatOverride
from core.commands.requesting import BookSession, EndEmptySession, UndoBookSession
from core.domain.bookings import BOOKINGS_OF_OCCURRENCE, CANCELLED_STATES
from core.domain.bookings import CANCELLED as BOOKING_CANCELLED
from core.domain.catalogue import Service
from core.domain.ids import derive
from core.domain.json_text import allows
from core.domain.organisation import Location, StaffMember
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.domain.schedule import CANCELLED, SCHEDULED, Occurrence
from core.domain.zones import MINUTE_MS, is_date, to_utc
from core.handlers.booking.seating import Ask, admit, seat, seat_facts
from core.handlers.passes.ledger import give_back
from core.handlers.registry import falls_back, handles
from core.handlers.scene import Scene, booking_of, scene_of, told
from core.handlers.schedule.placing import Plan, hindrance, hold_again, place, release
from core.ports import Reader, Tx
from core.rules.booking.booking_states import may_move
from core.rules.booking.booking_window import takes_place
from core.rules.booking.cancelling import still_undoable
from core.rules.booking.self_booking import VIP, origin_of, pays_at_desk
from core.rules.instructors.free_slots import Wanted, free_slots
from core.rules.permissions import permits
from core.rules.places import Place
from core.rules.schedule.conflicts import OVERRIDABLE, Slot, conflicts, staff_of
from core.rules.schedule.slots import slot_of

SESSION = "session"
_OF_SEATS = frozenset(get_args(SeatOverride))
_OF_CALENDAR = frozenset(get_args(ScheduleOverride))


class NewSession(msgspec.Struct, frozen=True):
    """A session to be made: its id, what, where, who leads, when on the wall clock."""

    key: str
    service: Service
    location: Location
    lead_id: str
    local_date: str
    local_start: str
    override: tuple[str, ...] = ()
    reason: str = ""

    @property
    def slot(self) -> Slot:
        starts_at = to_utc(self.local_date, self.local_start, self.location.zone)
        ends_at = starts_at + self.service.duration_min * MINUTE_MS
        return Slot(self.key, self.location, self.service, starts_at, ends_at, (self.lead_id,))

    def seat_override(self) -> tuple[str, ...]:
        """The part of the override that is about the seat."""
        return tuple(one for one in self.override if one in _OF_SEATS)


@handles(BookSession)
def book_session(tx: Tx, act: Act, command: BookSession) -> Outcome | Refusal:
    """Refuses what `made_session` and `seating.admit` refuse, and clients `time_not_free` and
    `override_not_allowed`."""
    offer = session_offer(tx, command.service_id, command.location_id)
    if isinstance(offer, Refusal):
        return offer
    service, location = offer
    new = NewSession(
        derive(act.command_id, "occurrence"),
        service,
        location,
        command.instructor_id,
        command.local_date,
        command.local_start,
        command.override,
        command.reason,
    )
    if act.client_id and (refusal := _not_for_clients(tx, act, new, command.seats)):
        return refusal
    scene = made_session(tx, act, new)
    if isinstance(scene, Refusal):
        return scene
    desk = permits(tx, act, "act_as_desk", Place(location.id))
    needed = service.credit_needed == 1
    ask = Ask(
        command.client_id,
        command.seats,
        command.pass_id,
        pays_at_desk(act, command.pay_at_desk, credit_needed=needed),
        new.seat_override(),
        command.reason,
        origin=origin_of(act, desk=desk),
        note=command.note,
    )
    admission = admit(tx, act, scene, ask)
    if isinstance(admission, Refusal):
        return admission
    facts = seat_facts(scene, admission, seat(tx, act, scene, ask, admission))
    return Outcome("booked", facts, (Event("booked", facts),))


@falls_back(BookSession)
def settle_session(_tx: Tx, _act: Act, _: BookSession, refusal: Refusal) -> Refusal:
    """Who is in another session by now is not doubly booked: the promise is refused (SET-2)."""
    if refusal.code in ("instructor_busy", "resource_short", "time_not_free"):
        return Refusal(refusal.code, {**refusal.facts, "settlement": "SET-2"})
    return refusal


@handles(UndoBookSession)
def undo_book_session(tx: Tx, act: Act, command: UndoBookSession) -> Outcome | Refusal:
    """Refuses `changed_since`, `undo_too_late`."""
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    booking = booking_of(tx, scene, command.client_id)
    alone = len(tx.find(BOOKINGS_OF_OCCURRENCE, scene.occurrence.id)) == 1
    untouched = scene.occurrence.changed_by == command.of and alone
    if booking is None or booking.changed_by != command.of or not untouched:
        return Refusal("changed_since", scene.facts())
    if late := still_undoable(booking, act.occurred_at) or may_move("undo_book", booking.state):
        return told(late, scene.facts())
    given = give_back(tx, act, booking, "undo")
    ended = {"state": BOOKING_CANCELLED, "cancelled_at": act.occurred_at}
    tx.put(replace(given, **ended, flag="", changed_by=act.command_id))
    _take_off(tx, act, scene.occurrence)
    return Outcome("undone", {**scene.facts(), "client_id": command.client_id})


@handles(EndEmptySession)
def end_empty_session(tx: Tx, act: Act, command: EndEmptySession) -> Outcome | Refusal:
    """Refuses what does not take place any more, and `not_empty` where somebody has come back."""
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    if refusal := takes_place(scene.occurrence):
        return told(refusal, scene.facts())
    if not is_empty(tx, scene.occurrence):
        return Refusal("not_empty", scene.facts())
    _take_off(tx, act, scene.occurrence)
    return Outcome("session_ended", scene.facts(), (Event("session_ended", scene.facts()),))


def is_empty(tx: Reader, occurrence: Occurrence) -> bool:
    """Whether a booking made the session and all bookings in it are cancelled."""
    booked = tx.find(BOOKINGS_OF_OCCURRENCE, occurrence.id)
    return bool(occurrence.on_demand) and all(one.state in CANCELLED_STATES for one in booked)


def session_back(tx: Tx, act: Act, occurrence: Occurrence, seats: int) -> Refusal | None:
    """Put a session that went with its last booking back, for that booking lives again.

    Refuses what nobody can override: the instructor or the room was given away meanwhile.
    """
    if not occurrence.on_demand or occurrence.state != CANCELLED:
        return None
    slot = slot_of(tx, occurrence, staff_of(occurrence.lead_id, ()), seats)
    for found in conflicts(tx, slot):
        if found.code not in OVERRIDABLE:
            return found
    back = replace(occurrence, state=SCHEDULED, changed_by=act.command_id)
    tx.put(back)
    hold_again(tx, back, slot)
    return None


def session_offer(
    tx: Reader, service_id: str, location_id: str
) -> tuple[Service, Location] | Refusal:
    """Refuses `service_unknown`, `location_unknown`, `location_inactive`, `not_a_session`,
    `not_offered_there`."""
    service, location = tx.get(Service, service_id), tx.get(Location, location_id)
    if service is None or service.state != "active":
        return Refusal("service_unknown", {"service_id": service_id})
    if location is None:
        return Refusal("location_unknown", {"location_id": location_id})
    facts = {"class_name": service.name, "location_name": location.name}
    if location.state != "active":
        return Refusal("location_inactive", facts)
    if service.kind != SESSION:
        return Refusal("not_a_session", facts)
    if not allows(service.locations, location.id):
        return Refusal("not_offered_there", facts)
    return service, location


def made_session(tx: Tx, act: Act, new: NewSession) -> Scene | Refusal:
    """Put it on the calendar. Refuses `invalid_date`, `time_past`, conflicts not overridden."""
    if not is_date(new.local_date):
        return Refusal("invalid_date", {"date": new.local_date})
    slot = new.slot
    if slot.starts_at <= act.occurred_at:
        return Refusal("time_past", {"at": slot.starts_at, "zone": new.location.zone})
    calendar = tuple(one for one in new.override if one in _OF_CALENDAR)
    if refusal := hindrance(tx, act, slot, calendar, new.reason):
        return told(refusal, {"class_name": new.service.name})
    plan = Plan(new.local_date, new.local_start, new.service.capacity, new.lead_id)
    made = place(tx, act, slot, plan)
    tx.put(replace(made, on_demand=1))
    return scene_of(tx, made.id)


def _not_for_clients(tx: Reader, act: Act, new: NewSession, seats: int) -> Refusal | None:
    if new.override:
        return Refusal("override_not_allowed")
    member = tx.get(StaffMember, new.lead_id)
    if member is None:
        return Refusal("staff_unknown", {"staff_id": new.lead_id})
    if not is_date(new.local_date):
        return Refusal("invalid_date", {"date": new.local_date})
    client = tx.get(Client, act.client_id)
    vip = client is not None and client.permission == VIP
    wanted = Wanted(new.service, new.location, member, seats, vip=vip)
    at = new.slot.starts_at
    if free_slots(tx, wanted, act.occurred_at, at, at + 1):
        return None
    facts = {"staff_name": member.name, "starts_at": at, "zone": new.location.zone}
    return Refusal("time_not_free", facts)


def _take_off(tx: Tx, act: Act, occurrence: Occurrence) -> None:
    tx.put(replace(occurrence, state=CANCELLED, over_capacity=0, changed_by=act.command_id))
    release(tx, occurrence.id)
