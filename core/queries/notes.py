"""Notes as those may read them who are asked for: staff all, clients what is shared (BK-13)."""

from core.domain.bookings import BOOKINGS_OF_CLIENT, Booking
from core.domain.notes import ACTIVE, NOTES_OF_CLIENT, NOTES_OF_OCCURRENCE, Note
from core.ports import Reader

TABLES = (Note, Booking)


def of_occurrence(rows: Reader, occurrence_id: str) -> list[Note]:
    """All notes of an occurrence, the class's own first; for who sees private notes."""
    found = [one for one in rows.find(NOTES_OF_OCCURRENCE, occurrence_id) if one.state == ACTIVE]
    return sorted(found, key=lambda one: (one.client_id, one.id))


def about_client(rows: Reader, client_id: str) -> list[Note]:
    """All notes about a client, the newest first; for who sees private notes."""
    found = rows.find(NOTES_OF_CLIENT, client_id)
    return [one for one in found if one.state == ACTIVE][::-1]


def shared_with(rows: Reader, client_id: str) -> list[Note]:
    """What a client may read: own shared notes, and shared ones of classes they were booked in."""
    found = [one for one in about_client(rows, client_id) if one.shared]
    for booking in rows.find(BOOKINGS_OF_CLIENT, client_id):
        if booking.cancelled_at is None:
            of_class = of_occurrence(rows, booking.occurrence_id)
            found += [one for one in of_class if one.shared and not one.client_id]
    return sorted(found, key=lambda one: (-one.written_at, one.id))
