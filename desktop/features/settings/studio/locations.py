"""Locations: address, hours, coordinates, whether they take bookings (ORG-2, ORG-9)."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from core.commands.availability import SetTravel
from core.commands.locations import EditLocation, SetLocationActive
from core.commands.registry import Command
from core.commands.setup import CreateLocation
from core.domain.availability import Travel
from core.domain.json_text import mapping
from core.domain.organisation import Location
from core.domain.phones import spaced
from core.domain.zones import zone_known
from core.queries import everything, place
from core.rules.instructors.travel import travel_min
from desktop.features.settings.entry import Entry, Sign, entry
from desktop.features.settings.listing import ListWords
from desktop.features.settings.record_page import RecordPage
from desktop.features.settings.subject import Deed, FormSpec, Subject
from desktop.forms.declaration import Field, Kind, Section, limit_of
from desktop.session import Session
from desktop.wording import bold

ACTIVE = "active"
WAY = "way to "
_MICRO = Decimal(1_000_000)


class Locations(Subject):
    """Where classes take place."""

    tables = (Location, Travel)
    codes = {  # noqa: RUF012
        "zone_unknown": "zone",
        "hours_reversed": "opening_hours",
        "coordinates_incomplete": "position",
    }

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._to: list[Location] = []

    def words(self) -> ListWords:
        add = self.tr("Add a location") if self.session.may("manage_organisation") else ""
        return ListWords(
            self.tr("Locations"),
            "",
            self.tr("No locations yet. Add the first."),
            add,
            self.tr("Inactive"),
        )

    def entries(self, past: bool) -> Sequence[Entry]:
        rows = everything.rows_of(self.session.source, Location)
        shown = [row for row in rows if (row.state != ACTIVE) == past]
        return [
            entry(row.id, row.name, self._note(row), sign=Sign(icon="map-pin"), past=past)
            for row in sorted(shown, key=lambda row: (row.name, row.id))
        ]

    def form(self, key: str) -> FormSpec | None:
        row = self.session.source.rows.get(Location, key) if key else None
        if key and row is None:
            return None
        ways = self._ways(key)
        sections = [
            Section("", self._fields(new=row is None)),
            Section(self.tr("Opening hours"), (self._hours(),)),
        ]
        if ways:
            sections.append(Section(self.tr("Ways to the other locations"), self._way_fields()))
        return FormSpec(
            title=row.name if row else self.tr("New location"),
            note=self._note(row) if row else "",
            sections=tuple(sections),
            values=_values(row, self.session.zone) | ways,
            save=self.tr("Save") if row else self.tr("Add location"),
        )

    def command(self, key: str, values: dict[str, Any], changed: set[str]) -> Command | None:
        if not key:
            return CreateLocation(**values)
        plain = {name for name in changed if not name.startswith(WAY)} - {"position"}
        given = {name: values[name] for name in sorted(plain)}
        if "position" in changed:
            at = position(values["position"])
            given |= {"latitude_e6": at[0], "longitude_e6": at[1]} if at else {"latitude_e6": 0}
        if given:
            return EditLocation(key, **given)
        ways = self._changed_ways(key, values, changed)
        return ways[0] if ways else None

    def also(self, key: str, values: dict[str, Any], changed: set[str]) -> Sequence[Command]:
        ways = self._changed_ways(key, values, changed) if key else []
        return [one for one in ways if one != self.command(key, values, changed)]

    def says(self, key: str, values: dict[str, Any]) -> str:
        told = self.tr("Changed {0}") if key else self.tr("Added {0}")
        return told.format(bold(values["name"]))

    def deeds(self, key: str) -> Sequence[Deed]:
        row = self.session.source.rows.get(Location, key) if key else None
        if row is None:
            return ()
        active = row.state == ACTIVE
        command, send = SetLocationActive(row.id, not active), self.session.send
        says = self.tr("{0} takes no new bookings") if active else self.tr("{0} takes bookings")
        words = self.tr("Take no bookings") if active else self.tr("Take bookings again")
        icon = "door-open"
        return (Deed(words, icon, lambda: send(command, says=says.format(bold(row.name)))),)

    def _others(self, key: str) -> list[Location]:
        """The locations to which there is a way that may be changed."""
        if not key or not self.session.may("set_travel"):
            return []
        return [one for one in place.locations(self.session.source) if one.id != key]

    def _ways(self, key: str) -> dict[str, Any]:
        rows = self.session.source.rows
        self._to = self._others(key)
        return {f"{WAY}{one.id}": travel_min(rows, key, one.id) for one in self._to}

    def _way_fields(self) -> tuple[Field, ...]:
        return tuple(
            Field(
                name=f"{WAY}{one.id}",
                label=self.tr("To {0}").format(one.name),
                kind=Kind.MINUTES,
                limit=limit_of(SetTravel, "minutes"),
                wide=3,
            )
            for one in self._to
        )

    def _changed_ways(self, key: str, values: dict[str, Any], changed: set[str]) -> list[SetTravel]:
        names = sorted(name for name in changed if name.startswith(WAY))
        return [SetTravel(key, name.removeprefix(WAY), values[name]) for name in names]

    def _fields(self, *, new: bool) -> tuple[Field, ...]:
        def limit(name: str) -> Any:
            return limit_of(CreateLocation, name)

        first = (
            Field(
                name="zone",
                label=self.tr("Time zone"),
                limit=limit("zone"),
                required=True,
                wide=3,
                hint=self.tr("It never changes: classes are written in it."),
            ),
            Field(
                name="code",
                label=self.tr("Letters on receipts"),
                limit=limit("code"),
                required=True,
                example="LON",
                wide=3,
            ),
        )
        where = Field(
            name="position",
            label=self.tr("Latitude, longitude"),
            wide=3,
            example="51.5074, -0.1278",
            hint=self.tr("For the check-in by phone."),
        )
        return (
            Field(name="name", label=self.tr("Name"), limit=limit("name"), required=True),
            *(first if new else ()),
            Field(name="address", label=self.tr("Address"), limit=limit("address")),
            Field(
                name="phone",
                label=self.tr("Phone"),
                kind=Kind.PHONE,
                limit=limit("phone"),
                wide=3,
            ),
            *(() if new else (where,)),
        )

    def _hours(self) -> Field:
        return Field(
            name="opening_hours",
            label=self.tr("From and to, on each day"),
            kind=Kind.HOURS,
            limit=limit_of(CreateLocation, "opening_hours"),
            hint=self.tr("A day without hours is closed. Without any the studio is always open."),
        )

    def _note(self, row: Location) -> str:
        return " · ".join(
            part for part in (row.code, row.address, spaced(row.phone), row.zone) if part
        )


def position(typed: str) -> tuple[int, int] | None:
    """Degrees such as 51.5074, -0.1278 in millionths; None where they are none."""
    try:
        north, east = (int(Decimal(part.strip()) * _MICRO) for part in typed.split(","))
    except (ValueError, InvalidOperation):
        return None
    return north, east


def _values(row: Location | None, zone: str) -> dict[str, Any]:
    if row is None:
        shown = zone if zone_known(zone) else "UTC"
        return {
            "name": "",
            "zone": shown,
            "code": "",
            "address": "",
            "phone": "",
            "opening_hours": {},
        }
    at = ""
    if row.latitude_e6 is not None and row.longitude_e6 is not None:
        at = f"{Decimal(row.latitude_e6) / _MICRO:f}, {Decimal(row.longitude_e6) / _MICRO:f}"
    hours = {day: tuple(map(tuple, spans)) for day, spans in mapping(row.opening_hours).items()}
    return {
        "name": row.name,
        "address": row.address,
        "phone": row.phone,
        "position": at,
        "opening_hours": hours,
    }


class LocationsPage(RecordPage):
    """The page of locations."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, Locations(session))
