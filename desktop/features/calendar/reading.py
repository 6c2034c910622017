"""Reads what a look of the calendar shows: lines by week, columns, closed times, choices."""

from datetime import date

from core.changes import ChangeSet
from core.domain.ids import StaffId
from core.domain.organisation import OWNER, Location, StaffMember
from core.domain.schedule import ASSIGNMENTS_OF_STAFF, HELD, LONGEST_OCCURRENCE_MS
from core.queries import closed_times, place, resources, slots
from core.queries.closed_times import Away
from core.queries.occurrences import OccurrenceLine
from desktop import formats
from desktop.features.calendar.colours import Colours
from desktop.features.calendar.filters import Option, options
from desktop.features.calendar.kept_weeks import KeptWeeks, monday_of
from desktop.features.calendar.model import CalendarPage, Choice, Mode, MonthPage
from desktop.features.calendar.month import Painted, month_page, weeks_of
from desktop.features.calendar.page import (
    BY_PLACE,
    BY_TEACHER,
    CHOICES,
    MINE,
    Known,
    Look,
    page_of,
)
from desktop.saying import tr
from desktop.session import Session


class Reading:
    """Pages of looks; weeks that were read are kept until something in them changes."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.weeks = KeptWeeks(session.source)

    def forget(self, changes: ChangeSet) -> None:
        """Drop what a change touches."""
        self.weeks.forget(changes)

    def missing(self, look: Look, location: Location) -> list[date]:
        """The Mondays of a month that are not read yet."""
        first, days = weeks_of(look.day)
        mondays = [monday_of(date.fromordinal(first.toordinal() + n)) for n in range(0, days, 7)]
        return [one for one in mondays if not self.weeks.knows(location.id, one)]

    def month(self, look: Look, location: Location) -> MonthPage:
        """The month as far as it is read."""
        session = self._session
        first, days = weeks_of(look.day)
        unread = set(self.missing(look, location))
        lines = [
            line
            for n in range(0, days, 7)
            if (monday := date.fromordinal(first.toordinal() + n)) not in unread
            for line in self.weeks.week(location.id, location.zone, monday)
        ]
        found = list({line.id: line for line in self._mine(look, lines)}.values())
        colours = Colours(look.colour, found)
        now = session.now()
        closed = closed_times.closed_days(session.source.rows, location.id, first, days)
        how = Painted(colours, formats.local(now, location.zone).date(), now, closed)
        shown = [line for line in found if look.filter.fits(line)]
        return month_page(look.day, shown, how, look.filter.count)

    def page(self, look: Look, location: Location) -> CalendarPage:
        """A day or a week."""
        session, rows = self._session, self._session.source.rows
        days = 1 if look.mode is Mode.DAY else 7
        places = self._places(look)
        lines = [
            line
            for one in (places or [location])
            for line in self.weeks.lines(one.id, one.zone, look.first, days)
        ]
        people = self._people(look, location)
        return page_of(
            look,
            Known(
                location=location,
                lines=self._mine(look, sorted(lines, key=lambda one: (one.starts_at, one.id))),
                rooms=resources.resources(session.source, location.id),
                now=session.now(),
                choices=self._choices(look),
                people=people,
                hours={
                    key: closed_times.hours_of(rows, key, location, look.day)
                    for key in people
                    if look.mode is Mode.DAY
                },
                away=self._away(look, location, people, days),
                closed=closed_times.closed_days(rows, location.id, look.first, days),
                places={one.id: one.name for one in places},
            ),
        )

    def options(self, look: Look, location: Location) -> list[Option]:
        """What there is to filter by in the week, or the weeks of the month, in view."""
        first, days = weeks_of(look.day) if look.mode is Mode.MONTH else (monday_of(look.day), 7)
        return options(self.weeks.lines(location.id, location.zone, first, days))

    def _places(self, look: Look) -> list[Location]:
        """The locations of a page of several; none for the page of one."""
        wanted = look.shown == MINE or (look.shown == BY_PLACE and look.mode is Mode.DAY)
        return place.locations(self._session.source) if wanted else []

    def _choices(self, look: Look) -> tuple[Choice, ...]:
        """What can be shown: columns of a day, the own classes everywhere, all locations."""
        source, actor = self._session.source, self._session.actor
        found = list(CHOICES) if look.mode is Mode.DAY else [Choice("", tr("Everybody"))]
        grants = place.grants(source, actor)
        several = len(place.locations(source)) > 1
        if look.mode is Mode.DAY and several and any(one.role == OWNER for one in grants):
            found.append(Choice(BY_PLACE, tr("By location")))
        member = source.rows.get(StaffMember, actor) if actor else None
        if member is not None and self._teaches(member):
            found.append(Choice(MINE, tr("My classes")))
        return tuple(found)

    def _teaches(self, member: StaffMember) -> bool:
        now = self._session.now()
        return bool(
            self._session.source.rows.find(
                ASSIGNMENTS_OF_STAFF, member.id, since=now - 7 * LONGEST_OCCURRENCE_MS
            )
        )

    def _mine(self, look: Look, lines: list[OccurrenceLine]) -> list[OccurrenceLine]:
        """Of my own page only what I lead or assist, in all locations."""
        if look.shown != MINE or not lines:
            return lines
        since = min(one.starts_at for one in lines) - LONGEST_OCCURRENCE_MS
        until = max(one.starts_at for one in lines) + 1
        rows = self._session.source.rows
        found = rows.find(ASSIGNMENTS_OF_STAFF, self._session.actor, since=since, until=until)
        own = {row.occurrence_id for row in found if row.state == HELD}
        return [one for one in lines if one.id in own or one.lead_id == self._session.actor]

    def _people(self, look: Look, location: Location) -> dict[str, str]:
        """Who has a column by instructor: all who give hours here; one who is filtered by."""
        rows = self._session.source.rows
        keys: list[str] = []
        if look.mode is Mode.DAY and look.shown == BY_TEACHER:
            keys = slots.with_hours(rows, location.id)
        elif look.mode is Mode.WEEK and (look.filter.teacher or look.shown == MINE):
            keys = [look.filter.teacher or self._session.actor]
        found = (rows.get(StaffMember, StaffId(key)) for key in keys)
        return {one.id: one.name for one in found if one is not None and one.state == "active"}

    def _away(
        self, look: Look, location: Location, people: dict[str, str], days: int
    ) -> tuple[Away, ...]:
        since = formats.midnight(look.first, location.zone)
        until = formats.midnight(date.fromordinal(look.first.toordinal() + days), location.zone)
        rows = self._session.source.rows
        return tuple(one for key in people for one in closed_times.away(rows, key, since, until))
