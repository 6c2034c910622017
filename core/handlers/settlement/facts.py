"""What happened is kept: check-ins, walk-ins, money, no-shows, on whatever state they meet."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.arrivals import (
    CheckIn,
    CheckInAll,
    CheckInByCode,
    MarkNoShow,
    WalkIn,
)
from core.commands.attendance import MarkAttendance
from core.commands.sales import TakePayment
from core.domain.bookings import BOOKINGS_OF_CLIENT, WAITING, Booking, WaitlistEntry
from core.domain.credits import Pass
from core.domain.ids import booking_id, waitlist_entry_id
from core.domain.open_items import OpenItem
from core.domain.refusals import Refusal
from core.domain.schedule import OCCURRENCES_AT_LOCATION
from core.domain.zones import DAY_MS
from core.handlers.attendance.arrivals import all_in, check_in
from core.handlers.attendance.reviving import keep_check_in
from core.handlers.attendance.scanning import OPEN_AHEAD_MS, OPEN_BACK_MS, card_holder
from core.handlers.booking.walking_in import let_walk_in
from core.handlers.money.crediting import GIFT_REFUSALS
from core.handlers.money.prepaying import is_lapsed, revived
from core.handlers.passes.sales import book_payment, due_for, take_payment
from core.handlers.registry import falls_back
from core.handlers.scene import Scene, client_of, scene_of
from core.handlers.settlement.promises import settled
from core.ports import Reader, Tx
from core.rules.attendance.check_in import client_window
from core.rules.passes.credits import COVER_REFUSALS


@falls_back(CheckIn)
def settle_check_in(tx: Tx, act: Act, command: CheckIn, refusal: Refusal) -> Outcome | Refusal:
    """SET-4, 12, 19: the check-in stands."""
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return refusal
    return keep_check_in(tx, act, scene, command.client_id, command.way)


@falls_back(MarkAttendance)
def settle_attendance(
    tx: Tx, act: Act, command: MarkAttendance, refusal: Refusal
) -> Outcome | Refusal:
    """The client was there, so the booking stands, whatever became of it (SET-4, 17, 19)."""
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return refusal
    return keep_check_in(tx, act, scene, command.client_id, "staff")


@falls_back(CheckInAll)
def settle_check_in_all(
    tx: Tx, act: Act, command: CheckInAll, refusal: Refusal
) -> Outcome | Refusal:
    """Each check-in of the roster stands; the worst case names the settlement."""
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return refusal
    events: list[Event] = []
    cases: list[str] = []
    names: list[str] = []
    for client_id in command.client_ids:
        one = check_in(tx, act, CheckIn(client_id, command.occurrence_id))
        if isinstance(one, Refusal):
            one = keep_check_in(tx, act, scene, client_id, "staff")
        if isinstance(one, Refusal):
            continue
        events.extend(one.events)
        if case := one.facts.get("settlement"):
            cases.append(case)
            if case != "SET-12":
                names.append(one.facts.get("client_name", ""))
    result = all_in(tx, command, events)
    if isinstance(result, Refusal):
        return Outcome("all_checked_in", {**scene.facts(), "count": 0, "settlement": "SET-12"})
    flagged = next((case for case in cases if case != "SET-12"), "SET-12")
    facts = {**result.facts, "settlement": flagged, "client_name": ", ".join(names)}
    return Outcome(result.code, facts, result.events)


@falls_back(CheckInByCode)
def settle_scan(tx: Tx, act: Act, command: CheckInByCode, refusal: Refusal) -> Outcome | Refusal:
    """The desk let the holder in, also if the card was revoked since: the nearest class holds."""
    client = card_holder(tx, command.card_id, revoked_too=True)
    if isinstance(client, Refusal):
        return refusal
    scene = _meant(tx, act, command.location_id, client.id)
    if scene is None:
        return refusal
    return keep_check_in(tx, act, scene, client.id, command.way)


@falls_back(WalkIn)
def settle_walk_in(tx: Tx, act: Act, command: WalkIn, refusal: Refusal) -> Outcome | Refusal:
    """They came in: over capacity is flagged, what nothing pays is due (SET-3, SET-19)."""
    result = let_walk_in(tx, act, command, forced=True)
    if isinstance(result, Refusal):
        return result
    if refusal.code in ("already_booked", "already_in"):
        return settled(result, "SET-12")
    return settled(result, "SET-3" if refusal.code in COVER_REFUSALS else "SET-19")


@falls_back(MarkNoShow)
def settle_no_show(_tx: Tx, _act: Act, _command: MarkNoShow, refusal: Refusal) -> Outcome | Refusal:
    """A check-in at another desk stands (SET-17); marked twice is once (SET-12)."""
    if refusal.code == "marked_no_show":
        return Outcome("no_show", {**refusal.facts, "settlement": "SET-12"})
    return Refusal(refusal.code, {**refusal.facts, "settlement": "SET-17"})


NO_MONEY = GIFT_REFUSALS | {"payment_for_what"}
"""Nothing was taken: what nothing was named for, and gifts that have no more."""


@falls_back(TakePayment)
def settle_payment(tx: Tx, act: Act, command: TakePayment, refusal: Refusal) -> Outcome | Refusal:
    """Money that was taken is written down, also where less or nothing was due (SET-26)."""
    client = client_of(tx, command.client_id)
    if isinstance(client, Refusal) or refusal.code in NO_MONEY:
        return refusal
    lapsed = tx.get(Booking, booking_id(command.occurrence_id, client.id))
    if lapsed is not None and is_lapsed(lapsed) and revived(tx, act, lapsed):
        result = take_payment(tx, act, command)
        if isinstance(result, Refusal):
            return result
        return Outcome("paid", {**result.facts, "settlement": "SET-12"}, result.events)
    if command.item_id and tx.get(OpenItem, command.item_id) is None:
        command = replace(command, item_id="")  # the money stays, for nothing that is known
    if command.pass_id and tx.get(Pass, command.pass_id) is None:
        command = replace(command, pass_id="")
    due = due_for(tx, command)
    result = book_payment(tx, act, command, client, due)
    facts = {**result.facts, "too_much": command.amount - due, "settlement": "SET-26"}
    return Outcome(result.code, facts, result.events)


def _meant(tx: Reader, act: Act, location_id: str, client_id: str) -> Scene | None:
    """The nearest class here that the client had to do with in the last day, else one now open."""
    now = act.occurred_at
    known = [
        booking.occurrence_id
        for booking in tx.find(
            BOOKINGS_OF_CLIENT, client_id, since=now - DAY_MS, until=now + DAY_MS
        )
    ]
    here = tx.find(
        OCCURRENCES_AT_LOCATION,
        location_id,
        since=now - OPEN_BACK_MS,
        until=now + OPEN_AHEAD_MS,
    )
    waiting = [one.id for one in here if _waits(tx, one.id, client_id)]
    return _nearest(tx, now, location_id, [*known, *waiting]) or _nearest(
        tx, now, location_id, [one.id for one in here]
    )


def _waits(tx: Reader, occurrence_id: str, client_id: str) -> bool:
    entry = tx.get(WaitlistEntry, waitlist_entry_id(occurrence_id, client_id))
    return entry is not None and entry.state == WAITING


def _nearest(tx: Reader, now: int, location_id: str, keys: list[str]) -> Scene | None:
    found = []
    for key in keys:
        scene = scene_of(tx, key)
        if isinstance(scene, Refusal) or scene.occurrence.location_id != location_id:
            continue
        if client_window(scene.occurrence, scene.terms, wide=True).holds(now):
            found.append(scene)
    near = ((abs(scene.occurrence.starts_at - now), scene.occurrence.id) for scene in found)
    by_key = {scene.occurrence.id: scene for scene in found}
    best = min(near, default=None)
    return by_key[best[1]] if best else None
