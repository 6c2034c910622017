"""Which clients are an instructor's own, and who has shown who they are (PERM-3, PERM-5)."""

from core.domain.bookings import BOOKINGS_OF_CLIENT, NO_SHOW, SEATED
from core.domain.ids import instructor_client_id
from core.domain.people import ACTIVE, BOUND, Card, Client, InstructorClient
from core.domain.phones import is_same
from core.domain.schedule import Occurrence
from core.domain.zones import DAY_MS
from core.ports import Reader
from core.rules.places import is_own, place_of

KNOWN_FOR_DAYS = 365
"""A booking with an instructor makes a client theirs for so long (PERM-3)."""

_WITH = (*SEATED, NO_SHOW)


def is_own_client(tx: Reader, client_id: str, staff_id: str, now: int) -> bool:
    """Assigned by hand, or a booking with them in the last 12 months or ahead (PERM-3)."""
    given = tx.get(InstructorClient, instructor_client_id(staff_id, client_id))
    if given is not None and given.state == ACTIVE:
        return True
    recent = tx.find(BOOKINGS_OF_CLIENT, client_id, since=now - KNOWN_FOR_DAYS * DAY_MS)
    return any(
        booking.state in _WITH and _led_by(tx, booking.occurrence_id, staff_id)
        for booking in reversed(recent)
    )


def identified(tx: Reader, client_id: str, found_by: str) -> bool:
    """Whether a text is exactly the client's e-mail, phone or bound card (PERM-5)."""
    client = tx.get(Client, client_id) if found_by else None
    if client is None:
        return False
    card = tx.get(Card, found_by.strip())
    if card is not None:
        return card.client_id == client_id and card.state == BOUND
    exact = found_by.strip().lower()
    return (bool(exact) and exact == client.email) or is_same(client.phone, found_by)


def _led_by(tx: Reader, occurrence_id: str, staff_id: str) -> bool:
    occurrence = tx.get(Occurrence, occurrence_id)
    return occurrence is not None and is_own(tx, place_of(occurrence), staff_id)
