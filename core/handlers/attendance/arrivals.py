"""Handlers of check-in by name and of a whole roster."""

from collections.abc import Sequence

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.arrivals import (
    CheckIn,
    CheckInAll,
    UndoCheckIn,
    UndoCheckInAll,
)
from core.domain.bookings import (
    ATTENDED,
    BOOKED,
    BOOKINGS_OF_OCCURRENCE,
    CHECKED_IN,
    NO_SHOW,
    OVER_CAPACITY,
    TO_CONFIRM,
    Booking,
)
from core.domain.credits import Pass
from core.domain.organisation import Location
from core.domain.refusals import Refusal
from core.domain.schedule import CLOSED
from core.domain.settings import PHONE_NEAR, PHONE_RADIUS_M
from core.handlers.booking.seating import mark_fill
from core.handlers.booking.spots import give_spots
from core.handlers.passes.ledger import capture, credits_left, uncapture
from core.handlers.registry import handles
from core.handlers.scene import Facts, Scene, booking_of, client_facts, scene_of, told
from core.ports import Reader, Tx
from core.rules.attendance.check_in import (
    BY_STAFF,
    client_window,
    confirmed,
    outside,
    outside_class_day,
)
from core.rules.attendance.nearness import nearness
from core.rules.booking.booking_states import may_move
from core.rules.booking.booking_window import takes_place
from core.rules.booking.capacity import seats_used
from core.rules.booking.holdings import seats_kept
from core.rules.people.health import Papers, may_enter, papers, unsigned_guests
from core.rules.permissions import permits


@handles(CheckIn)
def check_in(tx: Tx, act: Act, command: CheckIn) -> Outcome | Refusal:
    """Refuses `not_booked`, `already_in`, `party_smaller`, `class_cancelled` and kin, and what
    `window` and `may_enter` refuse."""
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    facts = client_facts(tx, scene, command.client_id)
    booking = booking_of(tx, scene, command.client_id)
    if booking is None:
        return Refusal("not_booked", facts)
    if refusal := takes_place(scene.occurrence) or may_move("check_in", booking.state):
        return told(refusal, {**facts, "at": booking.checked_in_at})
    if command.came > booking.seats:
        return Refusal("party_smaller", {**facts, "seats": booking.seats})
    booking = replace(booking, came=command.came)
    found = signing(tx, act, scene, booking)
    way, reason = command.way, command.reason
    if refusal := window(tx, act, scene, booking, way, reason) or may_enter(
        act, scene.terms, *found, way, reason
    ):
        return told(refusal, facts)
    way = "self" if act.client_id and command.way in BY_STAFF else command.way
    far = bool(act.client_id) and not _near(tx, scene, command)
    mark = mark_to_confirm if far else mark_in
    return asked_to_sign(mark(tx, act, scene, booking, way), *found)


def signing(tx: Reader, act: Act, scene: Scene, booking: Booking) -> tuple[Papers, int]:
    """How the client stands to the waiver, and how many of their guests have not signed."""
    found = papers(tx, booking.client_id, act.occurred_at, scene.terms)
    if found.standing == "not_needed":
        return found, 0
    guests = (booking.came or booking.seats) - 1
    return found, unsigned_guests(tx, booking.client_id, scene.occurrence.id, guests)


def asked_to_sign(outcome: Outcome, found: Papers, guests: int) -> Outcome:
    """The outcome of a check-in with what is still to be signed at this visit (HLT-6, CHK-15)."""
    if not (found.asks or guests):
        return outcome
    facts = {**outcome.facts, "waiver": found.standing, "waiver_id": found.waiver_id}
    return Outcome(outcome.code, {**facts, "unsigned_guests": guests}, outcome.events)


def window(
    tx: Reader, act: Act, scene: Scene, booking: Booking, way: str, reason: str
) -> Refusal | None:
    """Refuses `too_early`, `too_late`, `other_day`, `reason_missing` (CHK-2)."""
    if act.client_id or way not in BY_STAFF:
        span = client_window(scene.occurrence, scene.terms, wide=wide(tx, scene, booking.pass_id))
        return outside(span, act.occurred_at)
    any_day = permits(tx, act, "check_in_any_day", scene.place)
    return outside_class_day(scene.occurrence, act.occurred_at, any_day=any_day, reason=reason)


def wide(tx: Reader, scene: Scene, pass_id: str) -> bool:
    """Whether the wide window holds: open studio, or a booking on an unlimited pass (CHK-10)."""
    if scene.service.open_studio:
        return True
    held = tx.get(Pass, pass_id) if pass_id else None
    return held is not None and held.unlimited


def mark_in(tx: Tx, act: Act, scene: Scene, booking: Booking, way: str) -> Outcome:
    """Capture the hold and mark the client as in."""
    was = booking.state
    events: list[Event] = []
    if booking.no_show_at:
        events.append(Event("no_show_undone", client_facts(tx, scene, booking.client_id)))
    booking = replace(
        capture(tx, act, booking),
        state=ATTENDED if scene.occurrence.state == CLOSED else CHECKED_IN,
        checked_in_at=act.occurred_at,
        check_in_way=way,
        no_show_at=0,
        forgiven=0,
        changed_by=act.command_id,
    )
    booking = fill_again(tx, scene, booking) if was == NO_SHOW else booking
    tx.put(booking)
    facts = in_facts(tx, scene, booking)
    if spots := give_spots(tx, act, scene, booking):
        facts["spots"] = spots
    return Outcome("checked_in", facts, (Event("checked_in", facts), *events))


def mark_to_confirm(tx: Tx, act: Act, scene: Scene, booking: Booking, way: str) -> Outcome:
    """In, but nothing is spent until staff have looked (CHK-12)."""
    booking = replace(
        booking,
        state=CHECKED_IN,
        checked_in_at=act.occurred_at,
        check_in_way=way,
        flag=TO_CONFIRM,
        changed_by=act.command_id,
    )
    tx.put(booking)
    facts = in_facts(tx, scene, booking)
    return Outcome("to_confirm", facts, (Event("check_in_to_confirm", facts),))


def _near(tx: Reader, scene: Scene, command: CheckIn) -> bool:
    """Whether the phone is near, where the location asks for it (CHK-3)."""
    place = tx.get(Location, scene.occurrence.location_id)
    if not scene.terms.of(PHONE_NEAR) or place is None:
        return True
    return nearness(place, command.position, scene.terms.of(PHONE_RADIUS_M)) == "near"


def fill_again(tx: Tx, scene: Scene, booking: Booking) -> Booking:
    """A no-show who takes the seat after all, flagged where someone else sits in it by now."""
    used = booking.seats + seats_besides(tx, scene, booking)
    mark_fill(tx, scene.occurrence.id, used)
    return replace(booking, flag=OVER_CAPACITY if used > scene.occurrence.capacity else "")


def seats_besides(tx: Reader, scene: Scene, booking: Booking) -> int:
    rows = tx.find(BOOKINGS_OF_OCCURRENCE, scene.occurrence.id)
    kept = seats_kept(tx, scene.occurrence.id)
    return kept + seats_used(row for row in rows if row.id != booking.id)


def in_facts(tx: Reader, scene: Scene, booking: Booking) -> Facts:
    """What the result field says of someone who is in."""
    held = tx.get(Pass, booking.pass_id) if booking.pass_id else None
    return {
        **client_facts(tx, scene, booking.client_id),
        "seats": booking.seats,
        "pass_id": booking.pass_id,
        "pass_name": held.name if held else "",
        "credits_left": credits_left(tx, booking.pass_id),
        "credits": held.credits if held else 0,
        "valid_until": held.valid_until if held else "",
        "price_due": booking.due,
        "at": booking.checked_in_at,
        "flag": booking.flag,
    }


@handles(CheckInAll)
def check_in_all(tx: Tx, act: Act, command: CheckInAll) -> Outcome | Refusal:
    """Each as CheckIn would (CHK-7); who is in already is passed over, and who has not signed
    the waiver is named.

    Refuses `nobody_to_check_in`, and what CheckIn refuses for one of them.
    """
    events: list[Event] = []
    unsigned: list[str] = []
    for client_id in command.client_ids:
        one = check_in(tx, act, CheckIn(client_id, command.occurrence_id))
        if isinstance(one, Outcome):
            events.extend(one.events)
        elif one.code in UNSIGNED:
            unsigned.append(client_id)
        elif one.code != "already_in":
            return one
    return all_in(tx, command, events, unsigned)


UNSIGNED = frozenset({"waiver_missing", "guest_waiver_missing"})


def all_in(
    tx: Reader, command: CheckInAll, events: list[Event], unsigned: Sequence[str] = ()
) -> Outcome | Refusal:
    """The outcome for a roster. Refuses `nobody_to_check_in`."""
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    if not events:
        return Refusal("nobody_to_check_in", scene.facts())
    facts = {**scene.facts(), "count": len(events)}
    if unsigned:
        facts["unsigned_ids"] = list(unsigned)
    return Outcome("all_checked_in", facts, tuple(events))


@handles(UndoCheckIn)
def undo_check_in(tx: Tx, act: Act, command: UndoCheckIn) -> Outcome | Refusal:
    """Back to booked with the hold (CHK-20). Refuses `not_in`, `changed_since`, `other_day`."""
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    facts = client_facts(tx, scene, command.client_id)
    booking = booking_of(tx, scene, command.client_id)
    if booking is None or may_move("undo_check_in", booking.state):
        return Refusal("not_in", facts)
    if command.of and booking.changed_by != command.of:
        return Refusal("changed_since", facts)
    if refusal := window(tx, act, scene, booking, "staff", command.reason):
        return told(refusal, facts)
    back_to_booked(tx, act, booking)
    return Outcome("undone", facts, (Event("check_in_undone", facts),))


@handles(UndoCheckInAll)
def undo_check_in_all(tx: Tx, act: Act, command: UndoCheckInAll) -> Outcome | Refusal:
    """Refuses `changed_since` when nothing of that command is left to take back."""
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    count = 0
    for booking in tx.find(BOOKINGS_OF_OCCURRENCE, scene.occurrence.id):
        if booking.state == CHECKED_IN and booking.changed_by == command.of:
            back_to_booked(tx, act, booking)
            count += 1
    if not count:
        return Refusal("changed_since", scene.facts())
    return Outcome("undone", {**scene.facts(), "count": count})


def back_to_booked(tx: Tx, act: Act, booking: Booking) -> None:
    """As before the check-in, with the hold (CHK-20)."""
    tx.put(
        replace(
            confirmed(uncapture(tx, act, booking)),
            state=BOOKED,
            checked_in_at=None,
            check_in_way="",
            came=0,
            changed_by=act.command_id,
        )
    )
