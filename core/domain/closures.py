"""Dates on which a location is closed."""

from typing import ClassVar

from core.domain.finder import finder
from core.domain.ids import ClosureId, CommandId, LocationId
from core.domain.rows import Row, row

ACTIVE = "active"
ENDED = "ended"


@row
class Closure(Row, frozen=True, array_like=True):
    """A location is closed from a local date to another, both included (SCH-14).

    `extends` is how many days passes last longer for it; 0 for none. `extended_to` is the last pass
    that has them, "all" when it is done.
    """

    table: ClassVar[str] = "closure"

    id: ClosureId
    location_id: LocationId
    from_date: str
    until_date: str
    reason: str = ""
    extends: int = 0
    extended_to: str = ""
    state: str = ACTIVE
    changed_by: CommandId = CommandId("")


CLOSURES_OF_LOCATION = finder(
    "closures_of_location", Closure, "location_id", range="until_date", states=(ACTIVE,)
)
CLOSURES_TO_EXTEND = finder("closures_to_extend", Closure, "state", range="extended_to")
