"""Several dates in one command: a whole course, drop-in dates, the weeks that follow (BK-9)."""

import msgspec
from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.registering import (
    BookAgain,
    BookDates,
    CancelRegistration,
    RegisterCourse,
    UndoRegistration,
)
from core.commands.seats import CancelBooking, UndoBook
from core.commands.spots import ChooseSpot
from core.commands.waiting import JoinWaitlist
from core.domain.bookings import WAITING, Booking, WaitlistEntry
from core.domain.courses import CANCELLED, CourseRun, Registration
from core.domain.ids import booking_id, registration_id, waitlist_entry_id
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.domain.schedule import (
    OCCURRENCES_AT_LOCATION,
    OCCURRENCES_OF_RUN,
    SCHEDULED,
    Occurrence,
)
from core.domain.zones import add_days, to_utc
from core.handlers.booking.seating import Ask, admit
from core.handlers.booking.seats import OPEN, cancel_booking, undo_book
from core.handlers.booking.spots import choose_spot
from core.handlers.money.prepaying import seat_or_keep, seated
from core.handlers.registry import handles
from core.handlers.scene import Facts, client_facts, scene_of, told
from core.handlers.waiting.waiting import join_waitlist
from core.ports import Reader, Tx
from core.rules.booking.self_booking import origin_of, pays_at_desk
from core.rules.booking.spots import uses
from core.rules.permissions import permits


@handles(RegisterCourse)
def register_course(tx: Tx, act: Act, command: RegisterCourse) -> Outcome | Refusal:
    """Refuses `run_unknown`, `already_registered`, `course_started` (clients), `course_over`, and
    what a booking refuses for any step that is not waited for: then nothing is booked."""
    run = tx.get(CourseRun, command.run_id)
    client = tx.get(Client, command.client_id)
    if run is None:
        return Refusal("run_unknown", {"run_id": command.run_id})
    if client is None:
        return Refusal("client_unknown", {"client_id": command.client_id})
    facts: Facts = {"run_id": run.id, "client_id": client.id, "client_name": client.name}
    key = registration_id(run.id, client.id)
    before = tx.get(Registration, key)
    if before is not None and before.state != CANCELLED:
        return Refusal("already_registered", facts)
    if act.client_id and act.occurred_at >= run.starts_at:
        return Refusal("course_started", {**facts, "starts_at": run.starts_at})
    steps = [
        one
        for one in tx.find(OCCURRENCES_OF_RUN, run.id, since=act.occurred_at)
        if one.state == SCHEDULED
    ]
    if not steps:
        return Refusal("course_over", facts)
    tx.put(Registration(key, run.id, client.id, act.occurred_at, changed_by=act.command_id))
    wish = Ask(
        client.id,
        1,
        command.pass_id,
        command.pay_at_desk,
        command.override,
        command.reason,
        registration_id=key,
    )
    given = _all_or_nothing(tx, act, steps, wish, command.wait_for)
    return _outcome("registered", given, facts)


@handles(BookDates)
def book_dates(tx: Tx, act: Act, command: BookDates) -> Outcome | Refusal:
    """Refuses what a booking refuses for any date that is not waited for, `occurrence_unknown`,
    `date_twice`: then nothing is booked."""
    ids = command.occurrence_ids
    client = tx.get(Client, command.client_id)
    if client is None:
        return Refusal("client_unknown", {"client_id": command.client_id})
    facts: Facts = {"client_id": client.id, "client_name": client.name}
    if len(set(ids)) < len(ids):
        return Refusal("date_twice", facts)
    wanted = []
    for one in ids:
        found = tx.get(Occurrence, one)
        if found is None:
            return Refusal("occurrence_unknown", {"occurrence_id": one})
        wanted.append(found)
    wish = Ask(
        client.id,
        command.seats,
        command.pass_id,
        command.pay_at_desk,
        command.override,
        command.reason,
    )
    wanted.sort(key=lambda one: (one.starts_at, one.id))
    given = _all_or_nothing(tx, act, wanted, wish, command.wait_for)
    return _outcome("dates_booked", given, facts)


@handles(BookAgain)
def book_again(tx: Tx, act: Act, command: BookAgain) -> Outcome | Refusal:
    """Refuses `not_booked` (nothing to repeat) and `nothing_booked` with the reason of each week.

    A week without the same class at the same time fails as `occurrence_unknown`.
    """
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    like = tx.get(Booking, booking_id(command.occurrence_id, command.client_id))
    known = client_facts(tx, scene, command.client_id)
    if like is None:
        return Refusal("not_booked", known)
    events: list[Event] = []
    booked: list[str] = []
    failed: list[Facts] = []
    for week in range(1, command.weeks + 1):
        day = add_days(scene.occurrence.local_date, 7 * week)
        one = _same_class(tx, scene.occurrence, day)
        wish = Ask(like.client_id, like.seats, pay_at_desk=command.pay_at_desk)
        result = _one(tx, act, one, wish) if one else Refusal("occurrence_unknown")
        if isinstance(result, Refusal):
            failed.append({"local_date": day, "why": result.code})
            continue
        _same_spot(tx, act, like, result.facts)
        booked.append(result.facts["occurrence_id"])
        events += result.events
    facts = {**known, "occurrence_ids": booked, "count": len(booked), "failed": failed}
    if not booked:
        return Refusal("nothing_booked", {**facts, "why": failed[0]["why"]})
    return Outcome("booked_again", facts, tuple(events))


@handles(CancelRegistration)
def cancel_registration(tx: Tx, act: Act, command: CancelRegistration) -> Outcome | Refusal:
    """Refuses `not_registered`. Steps of the past stay as they are."""
    registration = tx.get(Registration, registration_id(command.run_id, command.client_id))
    if registration is None or registration.state == CANCELLED:
        return Refusal("not_registered", {"run_id": command.run_id})
    events: list[Event] = []
    for one in tx.find(OCCURRENCES_OF_RUN, command.run_id, since=act.occurred_at):
        booking = tx.get(Booking, booking_id(one.id, command.client_id))
        if booking is not None and booking.state in OPEN:
            cancel = CancelBooking(command.client_id, one.id, reason=command.reason)
            result = cancel_booking(tx, act, cancel)
            if isinstance(result, Refusal):
                return result
            events += result.events
        _leave(tx, act, one.id, command.client_id)
    tx.put(replace(registration, state=CANCELLED, changed_by=act.command_id))
    client = tx.get(Client, command.client_id)
    facts: Facts = {
        "run_id": command.run_id,
        "client_id": command.client_id,
        "client_name": client.name if client else "",
        "count": sum(event.name == "booking_cancelled" for event in events),
    }
    return Outcome("registration_cancelled", facts, tuple(events))


@handles(UndoRegistration)
def undo_registration(tx: Tx, act: Act, command: UndoRegistration) -> Outcome | Refusal:
    """Refuses `changed_since` when nothing of that command is left, and as UndoBook does."""
    events: list[Event] = []
    count = 0
    for one in command.occurrence_ids:
        result = undo_book(tx, act, UndoBook(command.of, command.client_id, one))
        if isinstance(result, Outcome):
            count += 1
            events += result.events
    if not count:
        return Refusal("changed_since", {"client_id": command.client_id})
    for one in command.occurrence_ids:
        occurrence = tx.get(Occurrence, one)
        run = occurrence.run_id if occurrence else ""
        registered = tx.get(Registration, registration_id(run, command.client_id)) if run else None
        if registered is not None and registered.changed_by == command.of:
            tx.put(replace(registered, state=CANCELLED, changed_by=act.command_id))
    return Outcome("undone", {"client_id": command.client_id, "count": count}, tuple(events))


class _Given(msgspec.Struct, frozen=True):
    """What came of several dates: booked, waited for, due in all, to be paid at once."""

    occurrence_ids: list[str]
    waiting: list[str]
    price_due: int
    pay_now: int
    events: tuple[Event, ...]


def _all_or_nothing(
    tx: Tx, act: Act, wanted: list[Occurrence], wish: Ask, wait_for: tuple[str, ...]
) -> _Given | Refusal:
    events: list[Event] = []
    waiting: list[str] = []
    due = pay_now = 0
    for one in wanted:
        result = _one(tx, act, one, wish)
        if isinstance(result, Refusal) and result.code == "class_full" and one.id in wait_for:
            wait = JoinWaitlist(wish.client_id, one.id, wish.seats, wish.pay_at_desk)
            joined = join_waitlist(tx, act, wait)
            if isinstance(joined, Refusal):
                return told(joined, {"local_date": one.local_date})
            waiting.append(one.id)
            events += joined.events
        elif isinstance(result, Refusal):
            return told(result, {"local_date": one.local_date})
        else:
            due += result.facts["price_due"]
            pay_now += result.facts.get("pay_now", 0)
            events += result.events
    return _Given([one.id for one in wanted], waiting, due, pay_now, tuple(events))


def _outcome(code: str, given: _Given | Refusal, facts: Facts) -> Outcome | Refusal:
    if isinstance(given, Refusal):
        return told(given, facts)
    facts |= {
        "occurrence_ids": given.occurrence_ids,
        "count": len(given.occurrence_ids) - len(given.waiting),
        "waiting": given.waiting,
        "price_due": given.price_due,
        "pay_now": given.pay_now,
    }
    return Outcome(code, facts, given.events)


def _one(tx: Tx, act: Act, occurrence: Occurrence, wish: Ask) -> Outcome | Refusal:
    scene = scene_of(tx, occurrence.id)
    if isinstance(scene, Refusal):
        return scene
    needed = scene.service.credit_needed == 1
    desk = permits(tx, act, "act_as_desk", scene.place)
    wish = replace(
        wish,
        pay_at_desk=pays_at_desk(act, wish.pay_at_desk, credit_needed=needed),
        origin=origin_of(act, desk=desk),
    )
    admission = admit(tx, act, scene, wish)
    if isinstance(admission, Refusal):
        return admission
    given = seat_or_keep(tx, act, scene, wish, admission)
    return seated(scene, admission, given, "booked")


def _same_class(tx: Reader, like: Occurrence, day: str) -> Occurrence | None:
    at = to_utc(day, like.local_start, like.zone)
    near = tx.find(OCCURRENCES_AT_LOCATION, like.location_id, since=at, until=at + 1)
    return next((one for one in near if one.service_id == like.service_id), None)


def _same_spot(tx: Tx, act: Act, like: Booking, given: Facts) -> None:
    """The spots of the booking that is repeated, where they are free."""
    for use in uses(tx, like.occurrence_id):
        if use.client_id == like.client_id:
            choose_spot(tx, act, ChooseSpot(like.client_id, given["occurrence_id"], use.spot_id))


def _leave(tx: Tx, act: Act, occurrence_id: str, client_id: str) -> None:
    entry = tx.get(WaitlistEntry, waitlist_entry_id(occurrence_id, client_id))
    if entry is not None and entry.state == WAITING:
        tx.put(replace(entry, state="left", changed_by=act.command_id))
