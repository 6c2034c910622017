"""What who works here may see of screens, clients and rosters (PERM); who sees less is shown less.

While nobody has said who works here, nothing is held back: every act asks for a person anyway.
"""

from typing import Protocol

from core.changes import Act, ChangeSet
from core.domain.bookings import Booking
from core.domain.ids import LocationId, StaffId
from core.domain.people import InstructorClient
from core.domain.schedule import Assignment, Occurrence
from core.queries import client_list, clients, place
from core.queries.clients import Found
from core.queries.source import Source
from core.rules.instructors.own_clients import KNOWN_FOR_DAYS, identified
from core.rules.permissions import PERMISSIONS, Scope, permits
from core.rules.places import Place, place_of
from desktop.actions.screens import Screen
from desktop.saying import tr

RIGHTS: dict[Screen, tuple[str, ...]] = {
    Screen.TODAY: ("view_roster",),
    Screen.CALENDAR: ("view_schedule",),
    Screen.CHECK_IN: ("check_in_scan",),
    Screen.CLIENTS: ("view_clients",),
    Screen.SELL: ("sell_pass", "take_payment", "view_payments"),
    Screen.RESOURCES: ("view_schedule",),
    Screen.ATTENTION: ("view_roster",),
    Screen.REPORTS: ("view_reports", "view_financial_reports"),
}
"""One of these opens a screen; the others are for everybody."""
NOT_YOURS = tr("Not among your rights")
"""Why an action is barred that who works here could not do with any class or client."""
SOMEBODY = "somebody"
"""No client's id: who may see them may see all."""
MOST = 200
TABLES = (Booking, InstructorClient, Assignment)


class Worker(Protocol):
    """Who works at a desk, where, and on which store: what a session says of itself."""

    actor: StaffId
    location_id: LocationId

    @property
    def source(self) -> Source: ...

    def act(self) -> Act: ...

    def now(self) -> int: ...


class Sight:
    """Asked by the screens of one session."""

    def __init__(self, session: Worker) -> None:
        self._session = session
        self._own: tuple[str, frozenset[str]] | None = None

    def screen(self, screen: Screen) -> bool:
        """Whether a screen is anything to who works here."""
        rights = RIGHTS.get(screen, ())
        return self._nobody() or not rights or any(self.may(right) for right in rights)

    def may(self, right: str) -> bool:
        """Whether a right reaches anything at the location in view, be it only what is theirs."""
        session = self._session
        here = Place(session.location_id, session.actor)
        return permits(session.source.rows, session.act(), right, here)

    def could(self, right: str) -> bool:
        """Whether a right reaches anything here, be it with a manager's PIN."""
        if self._nobody() or self.may(right):
            return True
        session = self._session
        grants = place.grants(session.source, session.actor)
        here = [one for one in grants if one.location_id in ("", session.location_id)]
        return any(PERMISSIONS[right].get(one.role) is Scope.PIN for one in here)

    def all_clients(self) -> bool:
        """Whether every client of the studio may be seen, and not only own ones (PERM-7)."""
        session = self._session
        here = Place(session.location_id)
        rows, act = session.source.rows, session.act()
        return self._nobody() or permits(rows, act, "view_clients", here, (SOMEBODY,))

    def client(self, client_id: str) -> bool:
        """Whether a client may be seen."""
        return self.all_clients() or (self.may("view_clients") and client_id in self.own())

    def own(self) -> frozenset[str]:
        """The own clients of an instructor (PERM-3)."""
        session = self._session
        if self._own is None or self._own[0] != session.actor:
            found = client_list.own(session.source, session.actor, session.now(), KNOWN_FOR_DAYS)
            self._own = (session.actor, frozenset(found))
        return self._own[1]

    def found(self, typed: str, most: int) -> list[Found]:
        """Clients by what is typed; an instructor gets own ones, or one named exactly (PERM-5)."""
        source = self._session.source
        if self.all_clients():
            return clients.search(source, typed, most)
        if not self.may("view_clients"):
            return []
        own = self.own()
        known = clients.search(source, typed, MOST)
        shown = [one for one in known if one.id in own or identified(source.rows, one.id, typed)]
        return shown[:most]

    def roster(self, occurrence_id: str) -> bool:
        """Whether who comes to a class may be seen: by the desk, and by who teaches it."""
        session = self._session
        rows = session.source.rows
        row = rows.get(Occurrence, occurrence_id)
        if self._nobody() or row is None:
            return self._nobody()
        return permits(rows, session.act(), "view_roster", place_of(row))

    def _nobody(self) -> bool:
        return not self._session.actor

    def forget(self, changes: ChangeSet) -> None:
        """Read anew whose clients are whose, once that may have changed."""
        if not changes.tables().isdisjoint(TABLES):
            self._own = None
