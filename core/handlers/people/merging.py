"""Handler that makes two records of one client one (ORG-6, ORG-12)."""

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.persons import MergeClients
from core.domain.bookings import (
    BOOKINGS_OF_CLIENT,
    CANCELLED,
    ENTRIES_OF_CLIENT,
    FREE,
    LEFT,
    OFFERED,
    Booking,
    WaitlistEntry,
)
from core.domain.courses import CANCELLED as REGISTRATION_CANCELLED
from core.domain.courses import REGISTRATIONS_OF_CLIENT, Registration
from core.domain.credits import FREEZES_OF_PASS, PASSES_OF_CLIENT
from core.domain.finder import Finder
from core.domain.health import HEALTH_OF_CLIENT, SIGNATURES_OF_CLIENT
from core.domain.ids import (
    PassId,
    booking_id,
    instructor_client_id,
    note_id,
    registration_id,
    waitlist_entry_id,
)
from core.domain.messages import MESSAGES_OF_CLIENT
from core.domain.notes import ACTIVE as NOTED
from core.domain.notes import ENDED as NOTE_ENDED
from core.domain.notes import NOTES_OF_CLIENT, Note
from core.domain.open_items import ITEMS_OF_CLIENT
from core.domain.organisation import STAFF_AS_CLIENT
from core.domain.people import (
    ACTIVE,
    ARCHIVED,
    CARDS_OF_CLIENT,
    CLIENTS_OF_PAYER,
    ENDED,
    INSTRUCTORS_OF_CLIENT,
    MERGED,
    Client,
)
from core.domain.records import ATTENTION_OF_CLIENT
from core.domain.refusals import Refusal
from core.domain.requests import REQUESTS_OF_CLIENT
from core.domain.spots import LEFT as SPOT_LEFT
from core.domain.spots import USES_OF_CLIENT
from core.domain.suspensions import ACTIVE as SUSPENDED
from core.domain.suspensions import ENDED as SUSPENSION_ENDED
from core.domain.suspensions import SUSPENSIONS_OF_CLIENT
from core.handlers.booking.seating import mark_fill
from core.handlers.passes.ledger import give_back
from core.handlers.registry import falls_back, handles
from core.handlers.scene import Facts, client_of, scene_of
from core.ports import Tx
from core.rules.booking.holdings import seats_taken
from core.rules.people.merging import further_on, is_live, joined, older_first

RENAMED: tuple[Finder[Any], ...] = (
    PASSES_OF_CLIENT,
    ITEMS_OF_CLIENT,
    CARDS_OF_CLIENT,
    ATTENTION_OF_CLIENT,
    STAFF_AS_CLIENT,
    USES_OF_CLIENT,
    REQUESTS_OF_CLIENT,
    SIGNATURES_OF_CLIENT,
    HEALTH_OF_CLIENT,
    MESSAGES_OF_CLIENT,
)
"""Rows that simply belong to the survivor now. What is append-only keeps the name it was made
under, and is found through `identities`."""


@handles(MergeClients)
def merge_clients(tx: Tx, act: Act, command: MergeClients) -> Outcome | Refusal:
    """Refuses `client_unknown`, `same_client`, `client_erased`."""
    one, other = client_of(tx, command.client_id), client_of(tx, command.other_client_id)
    if isinstance(one, Refusal):
        return one
    if isinstance(other, Refusal):
        return other
    if one.id == other.id:
        return Refusal("same_client", {"client_id": one.id, "client_name": one.name})
    for client in (one, other):
        if client.state not in (ACTIVE, ARCHIVED):
            return Refusal("client_erased", {"client_id": client.id})
    survivor, gone = older_first(one, other)
    freed = [*_bookings(tx, act, survivor, gone), *_entries(tx, act, survivor, gone)]
    _rows(tx, act, survivor, gone)
    _notes(tx, act, survivor, gone)
    _suspensions(tx, act, survivor, gone)
    kept = replace(joined(survivor, gone), changed_by=act.command_id)
    tx.put(kept)
    tx.put(
        replace(gone, state=MERGED, merged_into=survivor.id, payer_id="", changed_by=act.command_id)
    )
    facts: Facts = {
        "client_id": kept.id,
        "client_name": kept.name,
        "other_id": gone.id,
        "other_name": gone.name,
    }
    events = [Event("seat_freed", one) for one in freed]
    return Outcome("merged", facts, (Event("clients_merged", facts), *events))


@falls_back(MergeClients)
def settle_merge(_tx: Tx, _act: Act, _command: MergeClients, refusal: Refusal) -> Outcome | Refusal:
    """Merged at two desks is merged once (SET-12)."""
    if refusal.code != "same_client":
        return refusal
    return Outcome("merged", {**refusal.facts, "settlement": "SET-12"})


def _bookings(tx: Tx, act: Act, survivor: Client, gone: Client) -> Iterator[Facts]:
    """Each booking under the survivor's id; of two in one class one stays, the other is free."""
    for booking in tx.find(BOOKINGS_OF_CLIENT, gone.id):
        key = booking_id(booking.occurrence_id, survivor.id)
        mine = tx.get(Booking, key)
        if mine is None:
            tx.put(_as(booking, key, survivor, act))
            tx.put(_emptied(booking, key, act))
            continue
        both = is_live(mine) and is_live(booking)
        stays, goes = (mine, booking) if further_on(mine, booking) else (booking, mine)
        if both:
            goes = _cancelled(tx, act, goes, key)
            stays = replace(stays, paid=mine.paid + booking.paid)
        tx.put(_as(stays, key, survivor, act))
        tx.put(_as(goes, booking.id, gone, act))
        if both:
            yield from _refilled(tx, booking.occurrence_id)


def _as(booking: Booking, key: Any, owner: Client, act: Act) -> Booking:
    return replace(
        booking,
        id=key,
        client_id=owner.id,
        lineage=booking.lineage or booking.id,
        changed_by=act.command_id,
    )


def _emptied(booking: Booking, key: Any, act: Act) -> Booking:
    """What stays under the old id: where it went, and nothing that counts."""
    return replace(
        booking,
        state=CANCELLED,
        cover=FREE,
        pass_id=PassId(""),
        credit="",
        price=0,
        paid=0,
        no_show_at=0,
        flag="",
        moved_to=key,
        changed_by=act.command_id,
    )


def _cancelled(tx: Tx, act: Act, booking: Booking, key: Any) -> Booking:
    """Without its spots and its credits."""
    at = booking.starts_at
    for use in tx.find(USES_OF_CLIENT, booking.client_id, since=at, until=at + 1):
        if use.occurrence_id == booking.occurrence_id:
            tx.put(replace(use, state=SPOT_LEFT, changed_by=act.command_id))
    return replace(
        give_back(tx, act, booking, "merged"),
        state=CANCELLED,
        cancelled_at=act.occurred_at,
        paid=0,
        flag="",
        moved_to=key,
    )


def _refilled(tx: Tx, occurrence_id: str) -> Iterator[Facts]:
    scene = scene_of(tx, occurrence_id)
    mark_fill(tx, occurrence_id, seats_taken(tx, occurrence_id))
    if not isinstance(scene, Refusal):
        yield scene.facts()


def _entries(tx: Tx, act: Act, survivor: Client, gone: Client) -> Iterator[Facts]:
    """One place in each line, the better of two; who has a seat waits no more."""
    lines = [*tx.find(ENTRIES_OF_CLIENT, survivor.id), *tx.find(ENTRIES_OF_CLIENT, gone.id)]
    for occurrence_id in dict.fromkeys(entry.occurrence_id for entry in lines):
        key = waitlist_entry_id(occurrence_id, survivor.id)
        here = [entry for entry in lines if entry.occurrence_id == occurrence_id]
        seated = is_live(tx.get(Booking, booking_id(occurrence_id, survivor.id)))
        kept = _better(here)
        for entry in here:
            if entry.id != key:
                tx.put(replace(entry, state=LEFT, changed_by=act.command_id))
        state = LEFT if seated else kept.state
        tx.put(replace(kept, id=key, client_id=survivor.id, state=state, changed_by=act.command_id))
        if sum(entry.state == OFFERED for entry in here) > (state == OFFERED):
            yield from _refilled(tx, occurrence_id)


def _better(entries: list[WaitlistEntry]) -> WaitlistEntry:
    """An offer before a place, then the earlier; a pin and the larger party are kept."""
    best = min(entries, key=lambda one: (one.state != OFFERED, one.joined_at, one.id))
    return replace(
        best,
        joined_at=min(one.joined_at for one in entries),
        priority=max(one.priority for one in entries),
        seats=best.seats if best.state == OFFERED else max(one.seats for one in entries),
    )


def _rows(tx: Tx, act: Act, survivor: Client, gone: Client) -> None:
    for held in tx.find(PASSES_OF_CLIENT, gone.id):
        for freeze in tx.find(FREEZES_OF_PASS, held.id):
            tx.put(replace(freeze, client_id=survivor.id))
    for one in tx.find(REGISTRATIONS_OF_CLIENT, gone.id):
        there = registration_id(one.run_id, survivor.id)
        mine = tx.get(Registration, there)
        if mine is None or mine.state == REGISTRATION_CANCELLED:
            tx.put(replace(one, id=there, client_id=survivor.id, changed_by=act.command_id))
        tx.put(replace(one, state=REGISTRATION_CANCELLED, changed_by=act.command_id))
    for finder in RENAMED:
        for row in tx.find(finder, gone.id):
            tx.put(replace(row, client_id=survivor.id))
    for member in tx.find(CLIENTS_OF_PAYER, gone.id):
        payer = "" if member.id == survivor.id else survivor.id
        tx.put(replace(member, payer_id=payer, changed_by=act.command_id))
    for bond in tx.find(INSTRUCTORS_OF_CLIENT, gone.id):
        if bond.state == ACTIVE:
            key = instructor_client_id(bond.staff_id, survivor.id)
            tx.put(replace(bond, id=key, client_id=survivor.id, changed_by=act.command_id))
            tx.put(replace(bond, state=ENDED, changed_by=act.command_id))


def _notes(tx: Tx, act: Act, survivor: Client, gone: Client) -> None:
    """One note of each session, with what both say."""
    for note in tx.find(NOTES_OF_CLIENT, gone.id):
        key = note_id(note.occurrence_id, survivor.id)
        mine = tx.get(Note, key)
        texts = [one.text for one in (mine, note) if one and one.text]
        shared = int(bool(note.shared and (mine is None or mine.shared)))
        kept = replace(note, id=key, client_id=survivor.id, text="\n".join(texts), shared=shared)
        tx.put(replace(kept, state=NOTED if texts else NOTE_ENDED, changed_by=act.command_id))
        tx.put(replace(note, text="", state=NOTE_ENDED, changed_by=act.command_id))


def _suspensions(tx: Tx, act: Act, survivor: Client, gone: Client) -> None:
    """One active suspension survives for each scope: the one that lasts longer (ORG-12)."""
    both = [*tx.find(SUSPENSIONS_OF_CLIENT, survivor.id), *tx.find(SUSPENSIONS_OF_CLIENT, gone.id)]
    for row in both:
        longer = [
            one
            for one in both
            if one.location_id == row.location_id
            and one.state == SUSPENDED
            and (one.until, one.id) > (row.until, row.id)
        ]
        state = SUSPENSION_ENDED if row.state == SUSPENDED and longer else row.state
        if row.client_id != survivor.id or state != row.state:
            tx.put(replace(row, client_id=survivor.id, state=state, changed_by=act.command_id))
