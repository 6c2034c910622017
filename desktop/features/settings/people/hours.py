"""When instructors can be booked here, and when they are away (AVL-1)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Literal

from core.commands.assigning import AllowSelfBooking
from core.commands.availability import (
    AddAvailability,
    AddException,
    EndAvailability,
    EndException,
    EndTimeOff,
    TakeTimeOff,
)
from core.commands.registry import Command
from core.domain.availability import (
    AVAILABILITY_OF_STAFF,
    EXCEPTIONS_OF_STAFF,
    TIME_OFF_OF_STAFF,
    Availability,
    AvailabilityException,
    TimeOff,
)
from core.domain.organisation import Grant, StaffMember
from core.queries import place
from desktop import formats
from desktop.features.settings.entry import Entry, Sign, entry, heading
from desktop.features.settings.listing import ListWords
from desktop.features.settings.people import wish
from desktop.features.settings.record_page import RecordPage
from desktop.features.settings.subject import Deed, FormSpec, Subject
from desktop.forms.declaration import Field, Kind, Option, Section, limit_of
from desktop.forms.form import Form
from desktop.session import Session
from desktop.theme.marks import Tone
from desktop.widgets.chip import ChipSpec
from desktop.wording import bold

WISH = "wish/"
"""Begins the key of what somebody wishes of clients."""
WEEKLY, EXTRA, FEWER, OFF, AWAY = "weekly", "extra", "fewer", "off", "away"
_SHOWN = {
    WEEKLY: ("weekday", "local_from", "local_until", "self_booking"),
    EXTRA: ("day", "local_from", "local_until", "self_booking"),
    FEWER: ("day", "local_from", "local_until"),
    OFF: ("day",),
    AWAY: ("first", "last", "reason"),
}
"""What is asked of each kind of hours."""


class Hours(Subject):
    """Weekly hours and time off of everybody at the location in view."""

    tables = (Availability, AvailabilityException, TimeOff, StaffMember)
    codes = {  # noqa: RUF012
        "span_empty": "local_until",
        "availability_clashes": "local_from",
        "time_off_empty": "last",
        "already_away": "first",
        "time_past": "last",
        "date_past": "day",
        "invalid_date": "day",
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
        for member, _ in self._people():
            lines = [*self._hours(member), *self._dates(member), *self._away(member)]
            if lines or not member.self_booking or member.id == self.session.actor:
                lines.append(self._wish(member))
                found += [heading(member.name), *lines]
        return found

    def form(self, key: str) -> FormSpec | None:
        if key.startswith(WISH):
            return self._asked(key.removeprefix(WISH))
        if key:
            return self._kept(key)
        today = str(formats.local(self.session.now(), self.session.zone).date())
        people = self._people()
        values: dict[str, Any] = {
            "staff_id": people[0][0].id if people else "",
            "what": WEEKLY,
            "weekday": 0,
            "local_from": "09:00",
            "local_until": "17:00",
            "self_booking": True,
            "day": today,
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

    def _people(self) -> list[tuple[StaffMember, Grant]]:
        """Everybody at the location for who plans it; to an instructor themselves (AVL-1)."""
        session = self.session
        here = place.people(session.source, session.location_id)
        if session.may("set_availability"):
            return here
        return [(member, grant) for member, grant in here if member.id == session.actor]

    def command(self, key: str, values: dict[str, Any], _changed: set[str]) -> Command | None:
        if key.startswith(WISH):
            return AllowSelfBooking(key.removeprefix(WISH), values[wish.SELF_BOOKING])
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
        if values["what"] != AWAY:
            return self._on_date(values)
        zone = self.session.zone
        first, last = date.fromisoformat(values["first"]), date.fromisoformat(values["last"])
        ends = formats.midnight(last + timedelta(days=1), zone)
        return TakeTimeOff(
            values["staff_id"], formats.midnight(first, zone), ends, values["reason"]
        )

    def _on_date(self, values: dict[str, Any]) -> Command:
        """Hours on one date beside those of the week; a day off takes them all."""
        what, here = values["what"], self.session.location_id
        if what == OFF:
            return AddException(values["staff_id"], here, values["day"], "removed")
        kind: Literal["extra", "removed"] = "extra" if what == EXTRA else "removed"
        return AddException(
            values["staff_id"],
            here,
            values["day"],
            kind,
            values["local_from"],
            values["local_until"],
            self_booking=values["self_booking"],
        )

    def says(self, key: str, values: dict[str, Any]) -> str:
        who = key.removeprefix(WISH) if key.startswith(WISH) else values["staff_id"]
        member = self.session.source.rows.get(StaffMember, who)
        name = bold(member.name if member else "")
        if key.startswith(WISH):
            alone = self.tr("Clients book {0} by themselves")
            staff = self.tr("{0} is booked through staff only")
            return (alone if values[wish.SELF_BOOKING] else staff).format(name)
        told = {
            AWAY: self.tr("Put {0} on time off"),
            OFF: self.tr("Gave {0} a day off"),
            FEWER: self.tr("Took hours of {0} on one day"),
        }
        return told.get(values["what"], self.tr("Added hours of {0}")).format(name)

    def deeds(self, key: str) -> Sequence[Deed]:
        rows, send = self.session.source.rows, self.session.send
        if rows.get(Availability, key) is not None:
            hours, said = EndAvailability(key), self.tr("Took weekly hours back")
            return (Deed(self.tr("Take back"), "x", lambda: send(hours, says=said)),)
        if rows.get(AvailabilityException, key) is not None:
            day, told = EndException(key), self.tr("The hours of the week hold again")
            return (Deed(self.tr("Take back"), "x", lambda: send(day, says=told)),)
        if rows.get(TimeOff, key) is not None:
            away, told = EndTimeOff(key), self.tr("Took time off back")
            return (Deed(self.tr("Take back"), "x", lambda: send(away, says=told)),)
        return ()

    def fit(self, form: Form) -> None:
        if form.has("what"):
            shown = _SHOWN[form.value("what")]
            for name in {name for names in _SHOWN.values() for name in names}:
                form.show_field(name, name in shown)

    def _kept(self, key: str) -> FormSpec | None:
        """What is there is taken back as a whole, and added anew."""
        rows = self.session.source.rows
        row = (
            rows.get(Availability, key)
            or rows.get(AvailabilityException, key)
            or rows.get(TimeOff, key)
        )
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

    def _asked(self, staff_id: str) -> FormSpec | None:
        """What the person wishes of clients (PERM a)."""
        member = self.session.source.rows.get(StaffMember, staff_id)
        if member is None:
            return None
        return FormSpec(
            title=member.name,
            sections=(Section("", (wish.field(self.session, member),)),),
            values={wish.SELF_BOOKING: bool(member.self_booking)},
            save=self.tr("Save"),
        )

    def _wish(self, member: StaffMember) -> Entry:
        alone = bool(member.self_booking)
        return entry(
            f"{WISH}{member.id}",
            self.tr("Clients book by themselves") if alone else self.tr("Only through staff"),
            wish.where(self.session, member),
            sign=Sign(icon="user" if alone else "lock"),
        )

    def _told(self, row: Availability | AvailabilityException | TimeOff) -> str:
        if isinstance(row, Availability):
            return f"{formats.WEEKDAYS[row.weekday]} {row.local_from}–{row.local_until}"
        if isinstance(row, AvailabilityException):
            day = formats.short_date(row.local_date)
            whole = (row.local_from, row.local_until) == ("00:00", "24:00")
            return day if whole else f"{day}, {row.local_from}–{row.local_until}"
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

    def _dates(self, member: StaffMember) -> list[Entry]:
        """What holds on single dates from today on."""
        session = self.session
        today = str(formats.local(session.now(), session.zone).date())
        more = ChipSpec(self.tr("also works"), "plus", Tone.OK)
        less = ChipSpec(self.tr("does not work"), "user-x", Tone.ATTENTION)
        return [
            entry(
                row.id,
                self._told(row),
                chips=(more if row.kind == "extra" else less,),
                sign=Sign(icon="calendar-plus" if row.kind == "extra" else "calendar-clock"),
            )
            for row in session.source.rows.find(EXCEPTIONS_OF_STAFF, member.id, since=today)
            if row.location_id == session.location_id
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
            Option(EXTRA, self.tr("works besides, on one day")),
            Option(FEWER, self.tr("works fewer hours on one day")),
            Option(OFF, self.tr("has one day off here")),
            Option(AWAY, self.tr("is away from everywhere")),
        )
        days = tuple(Option(at, day) for at, day in enumerate(formats.WEEKDAYS))
        last = self.tr("Last day")
        return (
            Field(name="staff_id", label=self.tr("Who"), kind=Kind.CHOICE, options=who, wide=3),
            Field(name="what", label=self.tr("What"), kind=Kind.CHOICE, options=what, wide=3),
            Field(name="day", label=self.tr("Date"), kind=Kind.DATE, required=True),
            Field(name="weekday", label=self.tr("Day"), kind=Kind.CHOICE, options=days),
            Field(
                name="local_from",
                label=self.tr("From"),
                kind=Kind.TIME,
                limit=limit("local_from"),
                required=True,
                wide=3,
            ),
            Field(
                name="local_until",
                label=self.tr("Until"),
                kind=Kind.TIME,
                limit=limit("local_until"),
                required=True,
                wide=3,
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
