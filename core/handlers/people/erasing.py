"""Handler that makes a client anonymous: the person goes, attendance and money stay (ORG-7)."""

from typing import Any

import msgspec
from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.persons import ErasePerson
from core.domain.bookings import (
    BOOKINGS_OF_CLIENT,
    CANCELLED,
    ENTRIES_OF_CLIENT,
    LEFT,
    Booking,
)
from core.domain.finder import Finder
from core.domain.health import SIGNATURES_OF_CLIENT
from core.domain.ids import ClientId
from core.domain.json_text import dump, mapping
from core.domain.messages import MESSAGES_OF_CLIENT
from core.domain.notes import ENDED as NOTE_ENDED
from core.domain.notes import NOTES_OF_CLIENT
from core.domain.open_items import ITEMS_OF_CLIENT
from core.domain.organisation import STAFF_AS_CLIENT
from core.domain.people import (
    CARDS_OF_CLIENT,
    CLIENTS_OF_PAYER,
    ENDED,
    ERASED,
    INSTRUCTORS_OF_CLIENT,
    REVOKED,
    Client,
)
from core.domain.records import ATTENTION_OF_CLIENT, LOG_OF_CLIENT, LOG_OF_OTHER
from core.domain.refusals import Refusal
from core.domain.requests import PENDING, REQUESTS_OF_CLIENT, WITHDRAWN
from core.domain.suspensions import SUSPENSIONS_OF_CLIENT
from core.handlers.booking.seating import mark_fill
from core.handlers.passes.ledger import give_back
from core.handlers.people.health import empty_health
from core.handlers.registry import falls_back, handles
from core.handlers.scene import Facts, client_of, scene_of
from core.ports import Tx
from core.rules.booking.booking_states import may_move
from core.rules.booking.holdings import seats_taken
from core.rules.people.erasing import NOTHING_LEFT, impersonal
from core.rules.people.merging import identities


@handles(ErasePerson)
def erase_person(tx: Tx, act: Act, command: ErasePerson) -> Outcome | Refusal:
    """Bookings to come are cancelled free. Refuses `client_unknown`, `client_erased`.

    The outcome tells the id and no name; desks hide the person as soon as they hear of it.
    """
    client = client_of(tx, command.client_id)
    if isinstance(client, Refusal):
        return client
    if client.state == ERASED:
        return Refusal("client_erased", {"client_id": client.id})
    freed: list[Facts] = []
    for one in identities(tx, client.id):
        freed += _seats(tx, act, one)
        _belongings(tx, act, one)
        _records(tx, one)
        _forget(tx, act, one)
    facts: Facts = {"client_id": client.id, "count": len(freed)}
    events = [Event("seat_freed", one) for one in freed]
    return Outcome("erased", facts, (Event("person_erased", facts), *events))


@falls_back(ErasePerson)
def settle_erasing(
    _tx: Tx, _act: Act, _command: ErasePerson, refusal: Refusal
) -> Outcome | Refusal:
    """Erased at two desks is erased once (SET-12)."""
    if refusal.code != "client_erased":
        return refusal
    return Outcome("erased", {**refusal.facts, "count": 0, "settlement": "SET-12"})


def _seats(tx: Tx, act: Act, client_id: ClientId) -> list[Facts]:
    freed: list[Facts] = []
    for booking in tx.find(BOOKINGS_OF_CLIENT, client_id):
        ends = booking.starts_at > act.occurred_at and may_move("cancel", booking.state) is None
        kept = _ended(tx, act, booking) if ends else booking
        tx.put(replace(kept, note="", guests="[]", answers="{}", changed_by=act.command_id))
        if ends:
            mark_fill(tx, booking.occurrence_id, seats_taken(tx, booking.occurrence_id))
            scene = scene_of(tx, booking.occurrence_id)
            freed += [] if isinstance(scene, Refusal) else [scene.facts()]
    for entry in tx.find(ENTRIES_OF_CLIENT, client_id):
        tx.put(replace(entry, state=LEFT, changed_by=act.command_id))
    return freed


def _ended(tx: Tx, act: Act, booking: Booking) -> Booking:
    given = give_back(tx, act, booking, "erased")
    return replace(given, state=CANCELLED, cancelled_at=act.occurred_at, flag="")


def _belongings(tx: Tx, act: Act, client_id: ClientId) -> None:
    for of_client, blank in _BLANKED:
        for row in tx.find(of_client, client_id):
            tx.put(replace(row, **blank, changed_by=act.command_id))
    for request in tx.find(REQUESTS_OF_CLIENT, client_id):
        state = WITHDRAWN if request.state == PENDING else request.state
        tx.put(replace(request, note="", reason="", state=state, changed_by=act.command_id))
    client = tx.get(Client, client_id)
    if client is not None:
        empty_health(tx, act, client)
    for staff in tx.find(STAFF_AS_CLIENT, client_id):
        tx.put(replace(staff, client_id=ClientId("")))


_BLANKED: tuple[tuple[Finder[Any], dict[str, Any]], ...] = (
    (CARDS_OF_CLIENT, {"state": REVOKED}),
    (INSTRUCTORS_OF_CLIENT, {"state": ENDED}),
    (NOTES_OF_CLIENT, {"text": "", "state": NOTE_ENDED}),
    (SIGNATURES_OF_CLIENT, {"signer": "", "mark": "", "guest": "", "guardian_phone": ""}),
    (ITEMS_OF_CLIENT, {"reason": ""}),
    (MESSAGES_OF_CLIENT, {"why": ""}),
    (SUSPENSIONS_OF_CLIENT, {"reason": ""}),
    (CLIENTS_OF_PAYER, {"payer_id": ClientId("")}),
)
"""What is kept of a person's rows stays without their words."""


def _records(tx: Tx, client_id: ClientId) -> None:
    """The history keeps what was done and when, without who it was; so does their import."""
    for line in tx.find(LOG_OF_CLIENT, client_id):
        tx.put(replace(line, arguments="", outcome=impersonal(line.outcome)))
    client = tx.get(Client, client_id)
    for line in tx.find(LOG_OF_OTHER, client.batch) if client and client.batch else ():
        tx.put(replace(line, arguments=""))
    for item in tx.find(ATTENTION_OF_CLIENT, client_id):
        tx.put(replace(item, facts=dump(_without_person(item.facts))))


def _without_person(facts: str) -> dict[str, Any]:
    kept: dict[str, Any] = msgspec.json.decode(impersonal(dump({"facts": mapping(facts)})))
    return dict(kept["facts"])


def _forget(tx: Tx, act: Act, client_id: ClientId) -> None:
    client = tx.get(Client, client_id)
    if client is not None:
        tx.put(replace(client, **NOTHING_LEFT, changed_by=act.command_id))
