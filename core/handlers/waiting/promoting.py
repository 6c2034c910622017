"""Gives free seats to those who wait: at once, by offers, to all who ask, to who stands by."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.system import Promote
from core.commands.waiting import PromoteByHand
from core.domain.bookings import (
    BOOKINGS_OF_OCCURRENCE,
    BOOKINGS_OF_PASS,
    OFFERED,
    WAITING_FOR_OCCURRENCE,
    WaitlistEntry,
)
from core.domain.refusals import Refusal
from core.domain.schedule import SCHEDULED
from core.handlers.booking.seating import Admission, Ask, admit
from core.handlers.money.prepaying import seat_or_keep, seated
from core.handlers.registry import handles
from core.handlers.scene import Scene, client_facts, scene_of
from core.handlers.waiting.waiting import entry_of
from core.ports import Reader, Tx
from core.rules.booking.cancelling import cancel_terms, cutoff
from core.rules.booking.capacity import seats_not_for_promotion
from core.rules.booking.holdings import seats_kept
from core.rules.passes.credits import future_bookings, within_advance
from core.rules.waiting.waitlist import (
    Giving,
    Way,
    giving,
    in_line,
    offered_until,
    quiet_ends,
    round_of_promotion,
    way_now,
)
from core.rules.waiting.waitlist_states import may_move


@handles(Promote)
def promote(tx: Tx, act: Act, command: Promote) -> Outcome | Refusal:
    """Give the free seats in line order, until the start (WL-2, WL-4, WL-7, WL-8, WL-10)."""
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    occurrence = scene.occurrence
    if occurrence.state != SCHEDULED or act.occurred_at >= occurrence.starts_at:
        return Outcome("nobody_promoted", scene.facts())
    terms = giving(scene.terms, pays_first=scene.service.pays_first)
    way = way_of(scene, act.occurred_at, terms)
    waiting = tx.find(WAITING_FOR_OCCURRENCE, occurrence.id)
    if way == "standby":
        waiting = [entry for entry in waiting if entry.present_at]
    hand = _Hand(tx, act, scene, way, terms)
    turn = round_of_promotion(waiting, free_for_waiting(tx, scene), hand.give)
    for entry, why in turn.skipped:
        hand.pass_over(entry, why)
    events = [event for entry in in_line(waiting) for event in hand.told.get(entry.id, ())]
    if way == "announce":
        events += _announce(tx, act, scene)
    count = sum(event.name == "promoted" for event in events)
    code = "promoted" if count else "nobody_promoted"
    return Outcome(code, {**scene.facts(), "count": count, "way": way}, tuple(events))


def way_of(scene: Scene, now: int, terms: Giving) -> Way:
    """How a free seat of this class is given now."""
    occurrence = scene.occurrence
    ends = cancel_terms(scene.terms, scene.service.kind, occurrence.zone)
    at = cutoff(occurrence.starts_at, ends)
    return way_now(terms, now, occurrence.starts_at, at, occurrence.zone)


def free_for_waiting(tx: Reader, scene: Scene) -> int:
    """Seats that those who wait can have: a no-show by hand frees none."""
    occurrence = scene.occurrence
    used = seats_not_for_promotion(tx.find(BOOKINGS_OF_OCCURRENCE, occurrence.id))
    return occurrence.capacity - used - seats_kept(tx, occurrence.id)


class _Hand:
    """Gives seats one after the other, each on what the one before has left: what it took, a
    reformer say, the next may lack."""

    def __init__(self, tx: Tx, act: Act, scene: Scene, way: Way, terms: Giving) -> None:
        self._tx, self._act, self._scene = tx, act, scene
        self._way, self._terms = way, terms
        self.told: dict[str, tuple[Event, ...]] = {}

    def give(self, entry: WaitlistEntry) -> Refusal | None:
        """The seat as the way says, or why this one cannot have it (WL-4)."""
        tx, act, scene = self._tx, self._act, self._scene
        admission = admission_of(tx, act, scene, entry)
        if isinstance(admission, Refusal):
            return admission
        if self._way == "later":
            ends = quiet_ends(self._terms, act.occurred_at, scene.occurrence.zone)
            tx.put(replace(entry, offer_after=ends, changed_by=act.command_id))
        elif self._way == "offer" or (self._way != "announce" and scene.service.pays_first):
            until = offered_until(self._terms, act.occurred_at, scene.occurrence.starts_at)
            self.told[entry.id] = (offer(tx, act, scene, entry, until),)
        elif self._way != "announce":
            given = seat_or_keep(tx, act, scene, ask_of(entry), admission)
            self.told[entry.id] = seated(scene, admission, given, "promoted").events
        return None

    def pass_over(self, entry: WaitlistEntry, why: str) -> None:
        """They keep the place and are told why, once for each reason (WL-4)."""
        if entry.skipped != why:
            self._tx.put(replace(entry, skipped=why, changed_by=self._act.command_id))
            facts = {**self._scene.facts(), "client_id": entry.client_id, "why": why}
            self.told[entry.id] = (Event("promotion_skipped", facts),)


def offer(tx: Tx, act: Act, scene: Scene, entry: WaitlistEntry, until: int) -> Event:
    """Keep the seats of an entry until a moment, and say so."""
    offered = replace(
        entry,
        state=OFFERED,
        skipped="",
        offered_until=until,
        offer_after=0,
        changed_by=act.command_id,
    )
    tx.put(offered)
    asked = client_facts(tx, scene, entry.client_id)
    facts = {**asked, "seats": entry.seats, "until": until}
    return Event("seat_offered", facts)


def _announce(tx: Tx, act: Act, scene: Scene) -> list[Event]:
    """All who could take it are told; the first to accept gets it (WL-5, WL-8)."""
    free = free_for_waiting(tx, scene)
    told = [
        entry
        for entry in tx.find(WAITING_FOR_OCCURRENCE, scene.occurrence.id)
        if entry.seats <= free and not hindrance(tx, act, scene, entry)
    ]
    for entry in told:
        tx.put(replace(entry, told_at=act.occurred_at, skipped="", changed_by=act.command_id))
    facts = {**scene.facts(), "client_ids": [entry.client_id for entry in told], "free": free}
    return [Event("seat_announced", facts)] if told else []


@handles(PromoteByHand)
def promote_by_hand(tx: Tx, act: Act, command: PromoteByHand) -> Outcome | Refusal:
    """Refuses `not_waiting` and what a booking refuses (WL-4)."""
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    entry = entry_of(tx, command.occurrence_id, command.client_id)
    if entry is None or may_move("promote", entry.state):
        return Refusal("not_waiting", scene.facts())
    return take_seat(tx, act, scene, ask_of(entry, command.override, command.reason))


def take_seat(tx: Tx, act: Act, scene: Scene, ask: Ask, until: int = 0) -> Outcome | Refusal:
    """Seat one who waited, or keep the seat `until` it is paid (WL-9).

    Refuses what `seating.admit` refuses.
    """
    admission = admit(tx, act, scene, ask)
    if isinstance(admission, Refusal):
        return admission
    given = seat_or_keep(tx, act, scene, ask, admission, until)
    return seated(scene, admission, given, "promoted")


def ask_of(entry: WaitlistEntry, override: tuple[str, ...] = (), reason: str = "") -> Ask:
    """The wish for seats of one who waits."""
    return Ask(
        entry.client_id,
        entry.seats,
        pay_at_desk=bool(entry.pay_at_desk),
        override=override,
        reason=reason,
        origin="waitlist",
        by="promote",
    )


def hindrance(tx: Reader, act: Act, scene: Scene, entry: WaitlistEntry) -> Refusal | None:
    """Why one who waits cannot have a seat now, beside its number (WL-4, BK-20)."""
    admission = admission_of(tx, act, scene, entry)
    return admission if isinstance(admission, Refusal) else None


def admission_of(tx: Reader, act: Act, scene: Scene, entry: WaitlistEntry) -> Admission | Refusal:
    """That one who waits can have a seat now, within the limit of the pass too."""
    admission = admit(tx, act, scene, ask_of(entry))
    if isinstance(admission, Refusal) or admission.purse is None:
        return admission
    held = admission.purse.pass_
    ahead = tx.find(BOOKINGS_OF_PASS, held.id, since=act.occurred_at)
    return within_advance(held, future_bookings(ahead, act.occurred_at)) or admission
