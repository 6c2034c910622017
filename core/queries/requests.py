"""Booking requests that wait for an answer, each time with what speaks against it (AVL-4)."""

import msgspec

from core.domain.bookings import Booking
from core.domain.catalogue import Service
from core.domain.organisation import Location, StaffMember
from core.domain.people import Client
from core.domain.requests import (
    OPEN_REQUESTS_OF_INSTRUCTOR,
    PENDING,
    REQUESTS_AT_LOCATION,
    REQUESTS_OF_CLIENT,
    BookingRequest,
)
from core.domain.schedule import Allocation, Assignment, Occurrence
from core.ports import Reader
from core.rules.instructors.requests import TimeOfRequest, against_times

TABLES = (
    BookingRequest,
    Client,
    Service,
    Location,
    StaffMember,
    Occurrence,
    Assignment,
    Allocation,
    Booking,
)


class RequestLine(msgspec.Struct, frozen=True):
    """A request with the names that a screen shows; times in `zone`."""

    request: BookingRequest
    client_name: str
    class_name: str
    location_name: str
    staff_name: str
    zone: str
    times: tuple[TimeOfRequest, ...]


def waiting_at(rows: Reader, location_id: str, now: int) -> list[BookingRequest]:
    """All that wait at a location, introductions included, by when they end."""
    found = rows.find(REQUESTS_AT_LOCATION, location_id, since=now)
    return [one for one in found if one.state == PENDING]


def open_at(rows: Reader, location_id: str, now: int) -> list[RequestLine]:
    """Those that wait, with what is said of each."""
    return [_line(rows, one) for one in waiting_at(rows, location_id, now)]


def open_of(rows: Reader, instructor_id: str, now: int) -> list[RequestLine]:
    """What an instructor has to answer, at all locations, by when it ends."""
    found = rows.find(OPEN_REQUESTS_OF_INSTRUCTOR, instructor_id, since=now)
    return [_line(rows, one) for one in found]


def of_client(rows: Reader, client_id: str) -> list[BookingRequest]:
    """All requests of a client, the newest first."""
    return rows.find(REQUESTS_OF_CLIENT, client_id)[::-1]


def _line(rows: Reader, row: BookingRequest) -> RequestLine:
    client, service = rows.get(Client, row.client_id), rows.get(Service, row.service_id)
    location = rows.get(Location, row.location_id)
    member = rows.get(StaffMember, row.instructor_id) if row.instructor_id else None
    return RequestLine(
        row,
        client.name if client else "",
        service.name if service else "",
        location.name if location else "",
        member.name if member else "",
        location.zone if location else "UTC",
        tuple(against_times(rows, row)),
    )
