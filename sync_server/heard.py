"""Until when the desks have told what they did, so that nothing punishes before they have.

Kept in the database, so that a restart forgets nothing and all workers know what one has heard.
"""

from core.domain.organisation import DESKS_OF_LOCATION
from core.domain.zones import MINUTE_MS
from sync_server.store.port import Database, ServerStore


class Heard:
    """Writes each desk's last exchange with nothing left to send, at most once a minute."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._last: dict[tuple[str, str], int] = {}
        self._written: dict[tuple[str, str], int] = {}

    def note(self, organisation_id: str, desk_id: str, at: int) -> None:
        """A desk has told everything that it did up to `at` (UTC milliseconds)."""
        key = (organisation_id, desk_id)
        self._last[key] = at
        if abs(at - self._written.get(key, 0)) < MINUTE_MS:
            return
        with self._database.write(organisation_id) as store:
            store.write_heard(desk_id, at)
        self._written[key] = at

    def known(self, store: ServerStore, organisation_id: str) -> dict[str, int]:
        """Desk to the moment up to which it was heard, by this worker or by any other."""
        known = store.heard()
        for (organisation, desk_id), at in list(self._last.items()):
            if organisation == organisation_id:
                known[desk_id] = max(at, known.get(desk_id, at))
        return known


def heard_until(store: ServerStore, known: dict[str, int], location_id: str, now: int) -> int:
    """The moment up to which all active desks of a location are heard; `now` without desks."""
    desks = store.rows.find(DESKS_OF_LOCATION, location_id)
    return min((known.get(d.id, 0) for d in desks if d.state == "active"), default=now)
