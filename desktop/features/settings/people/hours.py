"""When instructors can be booked here, and when they are away (AVL-1)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from core.commands.availability import (
    AddAvailability,
    EndAvailability,
    EndTimeOff,
    TakeTimeOff,
)
from core.commands.registry import Command
from core.domain.availability import AVAILABILITY_OF_STAFF, TIME_OFF_OF_STAFF, Availability, TimeOff
from core.domain.organisation import StaffMember
from core.queries import place
from desktop import formats
from desktop.features.settings.entry import Entry, Sign, entry, heading
from desktop.features.settings.listing import ListWords
from desktop.features.settings.record_page import RecordPage
from desktop.features.settings.subject import Deed, FormSpec, Subject
from desktop.forms.declaration import Field, Kind, Option, Section, limit_of
from desktop.forms.form import Form
from desktop.session import Session
from desktop.theme.marks import Tone
from desktop.widgets.chip import ChipSpec
from desktop.wording import bold

WEEKLY, AWAY = "weekly", "away"
_WEEKLY = ("weekday", "local_from", "local_until", "self_booking")
_AWAY = ("first", "last", "reason")


class Hours(Subject):
    """Weekly hours and time off of everybody at the location in view."""

    tables = (Availability, TimeOff, StaffMember)
    codes = {  # noqa: RUF012
        "span_empty": "local_until",
        "availability_clashes": "local_from",
        "time_off_empty": "last",
        "already_away": "first",
        "time_past": "last",
        "not_at_location": "staff_id",
        "staff_archived": "staff_id",
    }

    def words(self) -> ListWords:
        here = self.session.location
        told = self.tr("When people can be booked at {0}, and when they are away.")
        return ListWords(
            self.tr("Hours and time off"),
            told.format(here.name if here else ""),
            self.tr("Nobody has hours yet. Add them, and free times are offered in them."),
            self.tr("Add hours or time off"),
        )

    def entries(self, _past: bool) -> Sequence[Entry]:
        found: list[Entry] = []
        for member, _ in place.people(self.session.source, self.session.location_id):
            lines = [*self._hours(member), *self._away(member)]
            if lines:
                found += [heading(member.name), *lines]
        return found

    def form(self, key: str) -> FormSpec | None:
        if key:
            return self._kept(key)
        today = str(formats.local(self.session.now(), self.session.zone).date())
        people = place.people(self.session.source, self.session.location_id)
        values: dict[str, Any] = {
            "staff_id": people[0][0].id if people else "",
            "what": WEEKLY,
            "weekday": 0,
            "local_from": "09:00",
            "local_until": "17:00",
            "self_booking": True,
            "first": today,
            "last": today,
            "reason": "",
        }
        return FormSpec(
            title=self.tr("Hours or time off"),
            sections=(Section("", self._fields(people)),),
            values=values,
            save=self.tr("Add"),
        )

    def command(self, key: str, values: dict[str, Any], _changed: set[str]) -> Command | None:
        if key:
            return None
        if values["what"] == WEEKLY:
            return AddAvailability(
                values["staff_id"],
                self.session.location_id,
                values["weekday"],
                values["local_from"],
                values["local_until"],
                self_booking=values["self_booking"],
            )
        zone = self.session.zone
        first, last = date.fromisoformat(values["first"]), date.fromisoformat(values["last"])
        ends = formats.midnight(last + timedelta(days=1), zone)
        return TakeTimeOff(
            values["staff_id"], formats.midnight(first, zone), ends, values["reason"]
        )

    def says(self, _key: str, values: dict[str, Any]) -> str:
        member = self.session.source.rows.get(StaffMember, values["staff_id"])
        name = bold(member.name if member else "")
        told = self.tr("Added hours of {0}")
        return (told if values["what"] == WEEKLY else self.tr("Put {0} on time off")).format(name)

    def deeds(self, key: str) -> Sequence[Deed]:
        rows, send = self.session.source.rows, self.session.send
        if rows.get(Availability, key) is not None:
            hours, said = EndAvailability(key), self.tr("Took weekly hours back")
            return (Deed(self.tr("Take back"), "x", lambda: send(hours, says=said)),)
        if rows.get(TimeOff, key) is not None:
            away, told = EndTimeOff(key), self.tr("Took time off back")
            return (Deed(self.tr("Take back"), "x", lambda: send(away, says=told)),)
        return ()

    def fit(self, form: Form) -> None:
        if form.has("what"):
            weekly = form.value("what") == WEEKLY
            for name in _WEEKLY:
                form.show_field(name, weekly)
            for name in _AWAY:
                form.show_field(name, not weekly)

    def _kept(self, key: str) -> FormSpec | None:
        """What is there is taken back as a whole, and added anew."""
        rows = self.session.source.rows
        row = rows.get(Availability, key) or rows.get(TimeOff, key)
        member = rows.get(StaffMember, row.staff_id) if row else None
        if row is None or member is None:
            return None
        told = Field(name="told", label=self.tr("When"))
        return FormSpec(
            title=member.name,
            note=self.tr("Take it back to change it, and add it anew."),
            sections=(Section("", (told,)),),
            values={"told": self._told(row)},
            save=self.tr("Leave"),
        )

    def _told(self, row: Availability | TimeOff) -> str:
        if isinstance(row, Availability):
            return f"{formats.WEEKDAYS[row.weekday]} {row.local_from}–{row.local_until}"
        zone = self.session.zone
        last = row.ends_at - 1
        days = formats.short_day(row.starts_at, zone), formats.short_day(last, zone)
        return days[0] if days[0] == days[1] else f"{days[0]} – {days[1]}"

    def _hours(self, member: StaffMember) -> list[Entry]:
        rows = self.session.source.rows.find(AVAILABILITY_OF_STAFF, member.id)
        here = [row for row in rows if row.location_id == self.session.location_id]
        here.sort(key=lambda row: (row.weekday, row.local_from))
        by_staff = ChipSpec(self.tr("booked by staff only"), "user", Tone.INFO)
        return [
            entry(
                row.id,
                self._told(row),
                chips=() if row.self_booking else (by_staff,),
                sign=Sign(icon="clock"),
            )
            for row in here
        ]

    def _away(self, member: StaffMember) -> list[Entry]:
        rows = self.session.source.rows.find(TIME_OFF_OF_STAFF, member.id)
        chip = ChipSpec(self.tr("away"), "user-x", Tone.ATTENTION)
        return [
            entry(row.id, self._told(row), row.reason, chips=(chip,), sign=Sign(icon="cake"))
            for row in rows
            if row.ends_at > self.session.now()
        ]

    def _fields(self, people: Sequence[tuple[StaffMember, Any]]) -> tuple[Field, ...]:
        def limit(name: str) -> Any:
            return limit_of(AddAvailability, name)

        who = tuple(Option(member.id, member.name) for member, _ in people)
        what = (
            Option(WEEKLY, self.tr("works every week on")),
            Option(AWAY, self.tr("is away")),
        )
        days = tuple(Option(at, day) for at, day in enumerate(formats.WEEKDAYS))
        last = self.tr("Last day")
        return (
            Field(name="staff_id", label=self.tr("Who"), kind=Kind.CHOICE, options=who, wide=3),
            Field(name="what", label=self.tr("What"), kind=Kind.CHOICE, options=what, wide=3),
            Field(name="weekday", label=self.tr("Day"), kind=Kind.CHOICE, options=days, wide=2),
            Field(
                name="local_from",
                label=self.tr("From"),
                kind=Kind.TIME,
                limit=limit("local_from"),
                required=True,
                wide=2,
            ),
            Field(
                name="local_until",
                label=self.tr("Until"),
                kind=Kind.TIME,
                limit=limit("local_until"),
                required=True,
                wide=2,
            ),
            Field(name="self_booking", label=self.tr("Clients may book in them"), kind=Kind.SWITCH),
            Field(name="first", label=self.tr("First day"), kind=Kind.DATE, required=True, wide=3),
            Field(name="last", label=last, kind=Kind.DATE, required=True, wide=3),
            Field(name="reason", label=self.tr("Why"), limit=limit_of(TakeTimeOff, "reason")),
        )


class HoursPage(RecordPage):
    """The page of hours and time off."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, Hours(session))
