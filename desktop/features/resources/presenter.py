"""Resources, alive: one day of a location from the store."""

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from core.changes import ChangeSet
from core.domain.bookings import Booking
from core.domain.zones import DAY_MS
from core.queries import occurrences, resources
from desktop import formats
from desktop.features.resources.day import resource_day
from desktop.features.resources.view import ResourcesScreen
from desktop.session import Session, concerns
from desktop.widgets.reload import Reload

TABLES = (*resources.TABLES, Booking)


class ResourcesPresenter(QObject):
    """`class_asked` opens a class; `new_asked` wants one with a resource at a time (U-50)."""

    class_asked = Signal(str)
    new_asked = Signal(str, object)

    def __init__(self, screen: ResourcesScreen, session: Session) -> None:
        super().__init__(screen)
        self._screen = screen
        self._session = session
        self.reload = Reload(screen, self.refresh)
        self._steps = 0
        self._shown = "all"
        screen.class_opened.connect(self.class_asked)
        screen.slot_requested.connect(self.new_asked)
        screen.today_requested.connect(self._today)
        screen.step_requested.connect(self._step)
        screen.kind_requested.connect(self._show_kind)
        session.changed.connect(self._changed)
        session.place_changed.connect(self.reload.ask)

    def refresh(self) -> None:
        """Read the day anew."""
        session = self._session
        source, place, zone = session.source, session.location_id, session.zone
        now = session.now()
        at = now + self._steps * DAY_MS
        since, until = formats.day_bounds(at, zone)
        lines = occurrences.occurrences(source, place, since, until)
        day = resource_day(
            resources.resources(source, place),
            resources.holds(source, place, since, until),
            {line.id: line.booked for line in lines},
            (at, zone),
            self._shown,
        )
        if self._steps == 0:
            day = replace(day, now_at=now, now=formats.clock(now, zone))
        self._screen.show_day(day)

    def _changed(self, changes: ChangeSet) -> None:
        if concerns(changes, *TABLES):
            self.reload.ask()

    def _today(self) -> None:
        self._steps = 0
        self.refresh()

    def _step(self, steps: int) -> None:
        self._steps += steps
        self.refresh()

    def _show_kind(self, ident: str) -> None:
        self._shown = ident
        self.refresh()
