"""An occurrence as it is planned: what a conflict is looked for."""

import msgspec

from core.domain.catalogue import Service
from core.domain.organisation import Location
from core.domain.schedule import Occurrence
from core.domain.zones import MINUTE_MS
from core.ports import Reader


class Slot(msgspec.Struct, frozen=True):
    """An occurrence as it is planned: times in UTC milliseconds without buffers.

    `occurrence_id` is what does not conflict with itself; `seats` are those already taken.
    """

    occurrence_id: str
    location: Location
    service: Service
    starts_at: int
    ends_at: int
    staff_ids: tuple[str, ...]
    seats: int = 0

    @property
    def holds_from(self) -> int:
        return self.starts_at - self.service.buffer_before_min * MINUTE_MS

    @property
    def holds_to(self) -> int:
        return self.ends_at + self.service.buffer_after_min * MINUTE_MS


def slot_of(tx: Reader, occurrence: Occurrence, staff_ids: tuple[str, ...], seats: int = 0) -> Slot:
    """The slot of an occurrence that is there. LookupError where its place or service is not."""
    location = tx.get(Location, occurrence.location_id)
    service = tx.get(Service, occurrence.service_id)
    if location is None or service is None:
        raise LookupError(occurrence.id)
    return Slot(
        occurrence.id,
        location,
        service,
        occurrence.starts_at,
        occurrence.ends_at,
        staff_ids,
        seats,
    )
