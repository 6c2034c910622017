"""Until when the desks have told what they did, so that nothing punishes before they have."""

from core.domain.organisation import DESKS_OF_LOCATION
from core.ports import Reader


class Heard:
    """Remembers each desk's last exchange with nothing left to send.

    Kept in memory: after a restart a desk counts as silent until it exchanges again.
    """

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def note(self, desk_id: str, at: int) -> None:
        """A desk has told everything that it did up to `at` (UTC milliseconds)."""
        self._last[desk_id] = at

    def until(self, rows: Reader, location_id: str, now: int) -> int:
        """The moment up to which all active desks of a location are heard; `now` without desks."""
        desks = rows.find(DESKS_OF_LOCATION, location_id)
        return min((self._last.get(d.id, 0) for d in desks if d.state == "active"), default=now)
