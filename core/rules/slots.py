"""An occurrence as it is planned: what a conflict is looked for."""

import msgspec

from core.domain.catalogue import Service
from core.domain.organisation import Location
from core.domain.zones import MINUTE_MS


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
