"""Commands that change a location once it is there."""

from core.commands.fields import Few, Id, Latitude, Line, LocalTime, Longitude, Name, Phone
from core.commands.registry import Command, Kind, declare
from core.commands.setup import Weekday


@declare(
    "edit_location",
    kind=Kind.PROMISE,
    permission="change_location",
    label="Changed the location {location}",
    undo="edit_location",
)
class EditLocation(Command, frozen=True):
    """Change what is given of a location (ORG-2); None leaves it as it is.

    Coordinates are in millionths of a degree, both or none. The zone never changes: classes are
    written in it.
    """

    location_id: Id
    name: Name | None = None
    address: Line | None = None
    phone: Phone | None = None
    opening_hours: dict[Weekday, Few[tuple[LocalTime, LocalTime]]] | None = None
    latitude_e6: Latitude | None = None
    longitude_e6: Longitude | None = None


@declare(
    "set_location_active",
    kind=Kind.PROMISE,
    permission="change_location",
    label="Changed whether {location} takes bookings",
    undo="set_location_active",
)
class SetLocationActive(Command, frozen=True):
    """An inactive location takes no new bookings; what is booked stays (ORG-9)."""

    location_id: Id
    active: bool
