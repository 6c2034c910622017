"""Resources, alive: a day or a week of a location, its troubles and what mends them."""

from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from core.changes import ChangeSet, Outcome
from core.commands.registry import Command
from core.commands.resources import ChangeResource
from core.commands.spots import ChooseSpot, PutInOrder
from core.domain.bookings import Booking
from core.domain.people import Client
from core.domain.schedule import Resource
from core.domain.spots import SPOTS_OF_RESOURCE, SpotUse
from core.queries import attention, occurrences, resource_trouble, resources, spots
from core.queries.resources import HoldLine
from desktop import formats
from desktop.features.resources.day import UNIT, Look, resource_day
from desktop.features.resources.model import ResourceDay
from desktop.features.resources.out_of_order import out_of_order
from desktop.features.resources.stand_ins import StandIns
from desktop.features.resources.trouble import OPEN, Troubles
from desktop.features.resources.units import Units, units_of
from desktop.features.resources.view import ResourcesScreen
from desktop.features.resources.week import resource_week
from desktop.session import Session, concerns
from desktop.widgets.reload import Reload
from desktop.wording import bold

TABLES = (*resources.TABLES, *resource_trouble.TABLES, *attention.TABLES, Booking, SpotUse)


class _Span(Struct, frozen=True):
    """What was read of some days."""

    rows: list[Resource]
    holds: list[HoldLine]
    seats: Mapping[str, int]


class ResourcesPresenter(QObject):
    """`class_asked` opens a class; `new_asked` wants one with a resource at a time (U-50).
    `form_asked` carries a FormAct, `choice_asked` a title, whom it is about, and choices."""

    class_asked = Signal(str)
    new_asked = Signal(str, object)
    form_asked = Signal(object)
    choice_asked = Signal(str, str, object)

    def __init__(self, screen: ResourcesScreen, session: Session) -> None:
        super().__init__(screen)
        self._screen = screen
        self._session = session
        self.reload = Reload(screen, self.refresh)
        self._day: date | None = None
        self._weekly = False
        self._shown = "all"
        self._troubles = Troubles(session, self)
        screen.class_opened.connect(self.class_asked)
        screen.slot_requested.connect(self._ask_new)
        screen.today_requested.connect(self._today)
        screen.step_requested.connect(self._step)
        screen.kind_requested.connect(self._show_kind)
        screen.weekly_requested.connect(self._show_weekly)
        screen.day_opened.connect(self._open_day)
        screen.remedy_requested.connect(self._mend)
        screen.swap_requested.connect(self._swap)
        screen.choose_requested.connect(self._choose)
        screen.out_requested.connect(self._take_out)
        screen.back_requested.connect(self._put_back)
        screen.set_swap_preview(self._swap_answer)
        session.changed.connect(self._changed)
        session.place_changed.connect(self.reload.ask)

    def refresh(self) -> None:
        """Read the day or the week anew."""
        day = self._day or self._now_day()
        if self._weekly:
            self._screen.show_week(resource_week(self._week(day), str(self._now_day())))
            return
        shown = self._read(day)
        since, until = formats.day_bounds(self._noon(day), self._session.zone)
        lacks = resource_trouble.lacking(
            self._session.source.rows, self._session.location_id, since, until
        )
        notice = self._troubles.notice(lacks)
        clashes = shown.clashes + len(lacks)
        self._screen.show_day(replace(shown, notice=notice, clashes=clashes))

    def _read(self, on: date) -> ResourceDay:
        session = self._session
        since, until = formats.day_bounds(self._noon(on), session.zone)
        known = self._span(since, until)
        units = units_of(session.source.rows, known.rows, known.holds, since, until)
        day = self._made(on, known, units)
        now = session.now()
        if since <= now < until:
            day = replace(day, now_at=now, now=formats.clock(now, session.zone))
        return day

    def _week(self, day: date) -> list[ResourceDay]:
        """Seven days from Monday, of one reading; who is on which unit is for the day."""
        zone = self._session.zone
        monday = day - timedelta(days=day.weekday())
        dates = [monday + timedelta(days=n) for n in range(7)]
        since, until = formats.day_bounds(self._noon(monday), zone, 7)
        known = self._span(since, until)
        rows = self._session.source.rows
        out = {
            str(one.id): resource_trouble.outages(rows, one.id, since, until) for one in known.rows
        }
        return [self._made(on, known, Units(outages=out)) for on in dates]

    def _span(self, since: int, until: int) -> _Span:
        source, place = self._session.source, self._session.location_id
        lines = occurrences.occurrences(source, place, since, until)
        return _Span(
            resources.resources(source, place),
            resources.holds(source, place, since, until),
            {line.id: line.booked for line in lines},
        )

    def _made(self, on: date, known: _Span, units: Units) -> ResourceDay:
        at, zone = self._noon(on), self._session.zone
        since, until = formats.day_bounds(at, zone)
        holds = [one for one in known.holds if one.starts_at < until and one.ends_at > since]
        look = Look(at, zone, self._shown, self._session.now())
        return resource_day(known.rows, holds, known.seats, look, units)

    def _noon(self, on: date) -> int:
        return formats.wall(on, "12:00", self._session.zone)

    def _now_day(self) -> date:
        return formats.local(self._session.now(), self._session.zone).date()

    def _changed(self, changes: ChangeSet) -> None:
        if concerns(changes, *TABLES):
            self.reload.ask()

    def _today(self) -> None:
        self._day = None
        self.refresh()

    def _step(self, steps: int) -> None:
        days = 7 if self._weekly else 1
        self._day = (self._day or self._now_day()) + timedelta(days=steps * days)
        self.refresh()

    def _show_kind(self, ident: str) -> None:
        self._shown = ident
        self.refresh()

    def _show_weekly(self, weekly: bool) -> None:
        self._weekly = weekly
        self.refresh()

    def _open_day(self, day: str) -> None:
        self._day = date.fromisoformat(day)
        self._show_weekly(False)

    def _ask_new(self, line_id: str, at: int) -> None:
        self.new_asked.emit(line_id.partition(UNIT)[0], at)

    def _mend(self, notice_id: str, ident: str) -> None:
        way = self._troubles.way(ident)
        if ident == OPEN or way is None:
            self.class_asked.emit(notice_id)
        else:
            self._session.send(way[0], says=way[1])

    def _swap_command(self, occurrence_id: str, from_line: str, to_line: str) -> Command | None:
        """Another resource for the class, or another unit for the client who has this one."""
        old, _, from_spot = from_line.partition(UNIT)
        new, _, to_spot = to_line.partition(UNIT)
        if from_spot and to_spot and old == new:
            rows = self._session.source.rows
            found = spots.of_occurrence(rows, occurrence_id)
            client = next((one.client_id for one in found if one.spot_id == from_spot), "")
            return ChooseSpot(client, occurrence_id, to_spot, from_spot) if client else None
        if from_spot or to_spot or old == new:
            return None
        return ChangeResource(occurrence_id, old, new)

    def _swap_answer(self, occurrence_id: str, from_line: str, to_line: str) -> tuple[str, bool]:
        """What dropping a bar on another line would mean."""
        command = self._swap_command(occurrence_id, from_line, to_line)
        if command is None:
            return self.tr("Not here"), False
        result = self._session.preview(command)
        if isinstance(result, Outcome):
            return self.tr("is free"), True
        return self._session.sentence(result), False

    def _swap(self, occurrence_id: str, from_line: str, to_line: str) -> None:
        command = self._swap_command(occurrence_id, from_line, to_line)
        if command is None:
            return

        def says(done: Outcome) -> str:
            if isinstance(command, ChooseSpot):
                client = self._session.source.rows.get(Client, command.client_id)
                name = bold(client.name if client else "")
                return self.tr("{0} has spot {1}").format(name, done.facts["spot"])
            return self.tr("The class has {0} now").format(bold(done.facts["resource_name"]))

        self._session.send(command, says=says)

    def _choose(self, occurrence_id: str, line_id: str) -> None:
        """The keyboard's way to another resource."""
        resource_id, _, spot = line_id.partition(UNIT)
        line = occurrences.occurrence(self._session.source, occurrence_id)
        if spot or line is None:
            self.class_asked.emit(occurrence_id)
            return
        who = f"{formats.clock(line.starts_at, line.zone)} {line.name}"
        choices = StandIns(self._session, occurrence_id, resource_id)
        self.choice_asked.emit(self.tr("Give another resource"), who, choices)

    def _take_out(self, line_id: str, at: int) -> None:
        resource_id, _, spot_id = line_id.partition(UNIT)
        rows = self._session.source.rows
        resource = rows.get(Resource, resource_id)
        if resource is not None:
            found = sorted(rows.find(SPOTS_OF_RESOURCE, resource_id), key=lambda s: (s.y, s.x))
            self.form_asked.emit(out_of_order(self._session, resource, found, spot_id, at))

    def _put_back(self, line_id: str, outage_id: str) -> None:
        resource_id = line_id.partition(UNIT)[0]

        def says(done: Outcome) -> str:
            name = bold(str(done.facts["resource_name"]))
            again = int(done.facts["count"])
            text = self.tr("{0} is in order").format(name)
            more = self.tr("{0} classes hold it again").format(again)
            return f"{text}; {more}" if again else text

        self._session.send(PutInOrder(resource_id, outage_id), says=says)
