"""Handler of a shown member card: gathers what the scan could mean, and does what is decided."""

from collections import Counter

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.arrivals import CheckInByCode
from core.domain.bookings import (
    ATTENDED,
    BOOKED,
    BOOKINGS_OF_CLIENT,
    CHECKED_IN,
    ENTRIES_OF_CLIENT,
    PENDING_PAYMENT,
    WAITING,
    Booking,
    WaitlistEntry,
)
from core.domain.ids import waitlist_entry_id
from core.domain.people import BOUND, Card, Client
from core.domain.refusals import Refusal
from core.domain.schedule import OCCURRENCES_AT_LOCATION, SCHEDULED
from core.domain.suspensions import SUSPENSIONS_OF_CLIENT
from core.domain.zones import DAY_MS, HOUR_MS, class_day
from core.handlers.attendance.arrivals import asked_to_sign, in_facts, mark_in, signing, wide
from core.handlers.booking.seating import Ask, admit, seat
from core.handlers.booking.spots import held_spots
from core.handlers.passes.ledger import paying
from core.handlers.registry import handles
from core.handlers.scene import Facts, Scene, booking_of, scene_of, told
from core.ports import Reader, Tx
from core.rules.attendance.check_in import client_window
from core.rules.attendance.scan import Candidate, Decision, Person, Standing, decide
from core.rules.attendance.strikes import suspended
from core.rules.booking.holdings import seats_taken
from core.rules.people.health import FINE, may_enter, papers
from core.rules.permissions import permits
from core.rules.terms import Terms

USUAL_DAYS = 90
OPEN_BACK_MS = 12 * HOUR_MS
OPEN_AHEAD_MS = 3 * HOUR_MS
"""Classes that started earlier or start later than this are not offered to who is not booked."""

_REFUSED_AS = {"offer_booking": "not_booked_class_open", "offer_sale": "not_booked_no_cover"}
_STANDINGS: dict[str, Standing] = {
    BOOKED: "booked",
    PENDING_PAYMENT: "booked",
    CHECKED_IN: "in",
    ATTENDED: "in",
}


@handles(CheckInByCode)
def check_in_by_code(tx: Tx, act: Act, command: CheckInByCode) -> Outcome | Refusal:
    """In, or promoted and in; all else is a refusal with what the desk can offer (CHK-4).

    Refuses `card_unknown`, `card_revoked`, `already_in`, `not_booked_class_open`,
    `not_booked_no_cover`, `class_full`, `waiting_no_seat`, `too_early`, `too_late`,
    `other_day`, `booked_elsewhere`, `nothing_open`, `waiver_missing`, `suspended`, `not_permitted`.
    """
    client = card_holder(tx, command.card_id)
    if isinstance(client, Refusal):
        return client
    scenes = _around(tx, act, command.location_id, client.id)
    candidates = _candidates(tx, act, command.location_id, scenes, client)
    decision = decide(act.occurred_at, candidates, _known_of(tx, act, command, client))
    scene = scenes.get(decision.occurrence_id)
    if scene is None:
        facts = {"client_id": client.id, "client_name": client.name}
        return Refusal(decision.action, facts)
    if decision.action not in ("check_in", "promote"):
        return _offered(tx, scene, client, decision)
    if not permits(tx, act, "check_in", scene.place):
        return Refusal("not_permitted", {"permission": "check_in", "staff_id": act.actor_id})
    entered = _let_in(tx, act, command, scene, client)
    if isinstance(entered, Refusal) or not decision.notes:
        return entered
    return Outcome(entered.code, {**entered.facts, "notes": decision.notes}, entered.events)


def _known_of(tx: Reader, act: Act, command: CheckInByCode, client: Client) -> Person:
    """What turns the scan amber; of what was shown as done only what bars a new booking."""
    terms = Terms(tx, command.location_id)
    standing = papers(tx, client.id, act.occurred_at, terms).standing
    rows = tx.find(SUSPENSIONS_OF_CLIENT, client.id)
    barred = suspended(rows, act.occurred_at, command.location_id) is not None
    return Person(standing not in FINE and not act.shown, barred)


def card_holder(tx: Reader, card_id: str, *, revoked_too: bool = False) -> Client | Refusal:
    """Whose card it is. Refuses `card_unknown`, `card_revoked`."""
    card = tx.get(Card, card_id)
    client = tx.get(Client, card.client_id) if card else None
    if card is None or client is None:
        return Refusal("card_unknown", {"card_id": card_id})
    if card.state != BOUND and not revoked_too:
        return Refusal("card_revoked", {"card_id": card_id, "client_name": client.name})
    return client


def _candidates(
    tx: Reader, act: Act, location_id: str, scenes: dict[str, Scene], client: Client
) -> list[Candidate]:
    found = [
        one
        for scene in scenes.values()
        if (one := _candidate(tx, act, location_id, scene, client)) is not None
    ]
    if len(found) < 2:
        return found
    usual = _usual_service(tx, act, client.id)
    return [replace(one, usual=scenes[one.occurrence_id].service.id == usual) for one in found]


def _let_in(
    tx: Tx, act: Act, command: CheckInByCode, scene: Scene, client: Client
) -> Outcome | Refusal:
    booking = booking_of(tx, scene, client.id)
    if booking is not None and booking.state in (BOOKED, PENDING_PAYMENT):
        found = signing(tx, act, scene, booking)
        if refusal := may_enter(act, scene.terms, *found, command.way, ""):
            return told(refusal, scene.facts(client))
        return asked_to_sign(mark_in(tx, act, scene, booking, command.way), *found)
    entry = tx.get(WaitlistEntry, waitlist_entry_id(scene.occurrence.id, client.id))
    ask = Ask(
        client.id,
        entry.seats if entry else 1,
        pay_at_desk=bool(entry and entry.pay_at_desk),
        origin="waitlist",
        by="promote",
    )
    admission = admit(tx, act, scene, ask)
    if isinstance(admission, Refusal):
        return admission
    given = seat(tx, act, scene, ask, admission)
    entered = mark_in(tx, act, scene, given, command.way)
    facts = {**entered.facts, "promoted": True}
    return Outcome(entered.code, facts, (Event("promoted", facts), *entered.events))


def _offered(tx: Reader, scene: Scene, client: Client, decision: Decision) -> Refusal:
    window = client_window(scene.occurrence, scene.terms, wide=scene.service.open_studio == 1)
    facts: Facts = {
        **scene.facts(client),
        "price": scene.price,
        "opens_at": window.opens_at,
        "closed_at": window.closes_at,
        "capacity": scene.occurrence.capacity,
        "free": max(0, scene.occurrence.capacity - seats_taken(tx, scene.occurrence.id)),
    }
    booking = booking_of(tx, scene, client.id)
    if booking is not None and booking.checked_in_at is not None:
        facts["at"] = booking.checked_in_at
        facts |= in_facts(tx, scene, booking)
        if spots := held_spots(tx, scene, client.id):
            facts["spots"] = spots
    if decision.action == "offer_booking":
        found = paying(tx, client.id, scene.want(1))
        if not isinstance(found, Refusal):
            facts["pass_name"] = found.pass_.name
            facts["credits_left"] = None if found.uncounted else found.balance
    return told(Refusal(_REFUSED_AS.get(decision.action, decision.action)), facts)


def _around(tx: Reader, act: Act, location_id: str, client_id: str) -> dict[str, Scene]:
    """What the client holds within a day of now, and what may be open at the location."""
    now = act.occurred_at
    booked = tx.find(BOOKINGS_OF_CLIENT, client_id, since=now - DAY_MS, until=now + DAY_MS)
    keys = [booking.occurrence_id for booking in booked if booking.state in _STANDINGS]
    keys += [entry.occurrence_id for entry in tx.find(ENTRIES_OF_CLIENT, client_id)]
    since, until = now - OPEN_BACK_MS, now + OPEN_AHEAD_MS
    keys += [
        one.id for one in tx.find(OCCURRENCES_AT_LOCATION, location_id, since=since, until=until)
    ]
    scenes: dict[str, Scene] = {}
    for key in dict.fromkeys(keys):
        scene = scene_of(tx, key)
        if not isinstance(scene, Refusal) and scene.occurrence.state == SCHEDULED:
            scenes[key] = scene
    return scenes


def _candidate(
    tx: Reader, act: Act, location_id: str, scene: Scene, client: Client
) -> Candidate | None:
    """None for a class that is neither the client's nor open now."""
    occurrence = scene.occurrence
    booking = booking_of(tx, scene, client.id)
    entry = tx.get(WaitlistEntry, waitlist_entry_id(occurrence.id, client.id))
    standing, seats = _standing(booking, entry)
    pass_id = booking.pass_id if booking and standing == "booked" else ""
    window = client_window(occurrence, scene.terms, wide=wide(tx, scene, pass_id))
    here = occurrence.location_id == location_id
    free = covered = True
    if standing in ("none", "waiting"):
        if not here or not window.holds(act.occurred_at):
            return None
        used = seats_taken(tx, occurrence.id)
        free = used + seats <= occurrence.capacity
        covered = _covered(tx, scene, client, entry, seats)
    opens, closes = class_day(occurrence.starts_at, occurrence.ends_at, occurrence.zone)
    return Candidate(
        occurrence.id,
        occurrence.starts_at,
        window,
        standing,
        here,
        free,
        covered,
        today=opens <= act.occurred_at < closes,
    )


def _standing(booking: Booking | None, entry: WaitlistEntry | None) -> tuple[Standing, int]:
    if booking is not None and booking.state in _STANDINGS:
        return _STANDINGS[booking.state], booking.seats
    if entry is not None and entry.state == WAITING:
        return "waiting", entry.seats
    return "none", 1


def _covered(
    tx: Reader, scene: Scene, client: Client, entry: WaitlistEntry | None, seats: int
) -> bool:
    if not scene.service.credit_needed or client.pay_later or (entry and entry.pay_at_desk):
        return True
    return not isinstance(paying(tx, client.id, scene.want(seats)), Refusal)


def _usual_service(tx: Reader, act: Act, client_id: str) -> str:
    since = act.occurred_at - USUAL_DAYS * DAY_MS
    past = tx.find(BOOKINGS_OF_CLIENT, client_id, since=since, until=act.occurred_at)
    counts: Counter[str] = Counter()
    for booking in past:
        scene = scene_of(tx, booking.occurrence_id)
        if not isinstance(scene, Refusal):
            counts[scene.service.id] += 1
    return min(counts, key=lambda key: (-counts[key], key), default="")
