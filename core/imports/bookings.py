"""Rows of a file as bookings: of clients who are known, in classes that are on the calendar (IO-1).

The class is found by name, date and time on its place's own clock; what is over is not taken.
"""

from collections.abc import Mapping

from core.commands.imports import BookingLine
from core.commands.people import NewClient
from core.domain.bookings import CANCELLED_STATES, Booking
from core.domain.catalogue import Service
from core.domain.folding import fold
from core.domain.ids import booking_id, imported_row_id
from core.domain.imports import BOOKING, ImportedRow
from core.domain.organisation import Location
from core.domain.people import ACTIVE, Client
from core.domain.schedule import OCCURRENCES_AT_LOCATION, SCHEDULED, Occurrence
from core.domain.zones import day_bounds
from core.imports import values
from core.imports.columns import CLASS, DATE, FIRST, LAST, NAME, TIME
from core.imports.matching import Match, Matching, Sorted
from core.imports.reading import Line, Table
from core.imports.rows import Row, Setting, not_too_long
from core.imports.trying import tried
from core.imports.values import BadCellError
from core.ports import Reader


def bookings_of(
    reader: Reader, batch_id: str, table: Table, mapping: Mapping[str, str], setting: Setting
) -> Sorted:
    """Bookings to make, those that are there already, and errors."""
    finding = _Finding(reader, batch_id, table, mapping, setting)
    made: list[BookingLine] = []
    matches: list[Match] = []
    errors: list[Row] = []
    for line in table.lines:
        try:
            one = finding.line(line)
        except BadCellError as bad:
            errors.append(Row(line.number, line.cells, problem=str(bad)))
            continue
        if isinstance(one, Match):
            matches.append(one)
        else:
            made.append(one)
    found = Sorted((), (), tuple(matches), tuple(errors), bookings=tuple(made))
    cells = {line.number: line.cells for line in table.lines}
    return tried(reader, batch_id, found, cells, setting.now)


class _Finding:
    def __init__(
        self,
        reader: Reader,
        batch_id: str,
        table: Table,
        mapping: Mapping[str, str],
        setting: Setting,
    ) -> None:
        self._reader = reader
        self._batch = batch_id
        self._setting = setting
        self._clients = Matching(reader, batch_id)
        self._at = {field: table.header.index(column) for column, field in mapping.items()}
        dates = self._at[DATE]
        self._month_first = values.month_first(
            (line.cells[dates] for line in table.lines if not line.problem), setting.country
        )
        self._classes: dict[tuple[str, str], list[tuple[str, Occurrence]]] = {}
        self._seen: set[tuple[str, str]] = set()

    def line(self, line: Line) -> BookingLine | Match:
        """What a line books; a Match where that is there already. Raises BadCellError."""
        if line.problem:
            raise BadCellError(line.problem)
        cells = {field: line.cells[place] for field, place in self._at.items()}
        not_too_long(cells)
        client = self._client(cells, line.number)
        one = self._occurrence(cells)
        seats = values.whole(cells.get("seats", ""), least=1, most=50, empty=1)
        twice = (one.id, client.client_id) in self._seen
        self._seen.add((one.id, client.client_id))
        there = self._reader.get(Booking, booking_id(one.id, client.client_id))
        live = there is not None and there.state not in CANCELLED_STATES
        ours = self._reader.get(ImportedRow, imported_row_id(self._batch, BOOKING, line.number))
        if twice or (live and ours is None):
            return client
        return BookingLine(line.number, client.client_id, one.id, seats)

    def _client(self, cells: Mapping[str, str], number: int) -> Match:
        name = cells.get(NAME) or f"{cells.get(FIRST, '')} {cells.get(LAST, '')}".strip()
        mail = values.email(cells.get("email", ""))
        phone = values.phone(cells.get("phone", ""), self._setting.country)
        if not (name.strip() or mail or phone):
            raise BadCellError("who is booked is missing")
        asked = NewClient(name.strip(), mail, phone)
        match = self._clients.client(asked, number)
        if match is None and name.strip():
            match = self._clients.client(NewClient(name.strip()), number)
        if match is None:
            raise BadCellError(f"no client “{(name.strip() or mail or phone)[:40]}” is known")
        row = self._reader.get(Client, match.client_id)
        if row is None or row.state != ACTIVE:
            raise BadCellError(f"“{match.name[:40]}” is archived: bring them back first")
        return match

    def _occurrence(self, cells: Mapping[str, str]) -> Occurrence:
        day = values.class_date(
            cells.get(DATE, ""), self._setting.today, month_first=self._month_first
        )
        time = values.clock_time(cells.get(TIME, "") or _behind_date(cells.get(DATE, "")))
        name = cells.get(CLASS, "").strip()
        place = self._setting.location(cells.get("location", ""))
        found = [
            one
            for location_id in ([place] if place else self._setting.locations.values())
            for title, one in self._on(location_id, day)
            if title == fold(name) and (not time or one.local_start == time)
        ]
        when = f"{day} {time}".strip()
        if not found:
            raise BadCellError(f"no class “{name[:40]}” is on the calendar on {when}")
        if len(found) > 1:
            raise BadCellError(f"several classes “{name[:40]}” are on the calendar on {when}")
        if found[0].ends_at <= self._setting.now:
            raise BadCellError(f"“{name[:40]}” on {when} is over: only bookings to come are taken")
        return found[0]

    def _on(self, location_id: str, day: str) -> list[tuple[str, Occurrence]]:
        """The classes of a place on a date, each with its folded name."""
        if (location_id, day) not in self._classes:
            place = self._reader.get(Location, location_id)
            low, high = day_bounds(day, place.zone) if place else (0, 0)
            rows = self._reader.find(OCCURRENCES_AT_LOCATION, location_id, since=low, until=high)
            self._classes[location_id, day] = [
                (self._name(one), one) for one in rows if one.state == SCHEDULED
            ]
        return self._classes[location_id, day]

    def _name(self, one: Occurrence) -> str:
        service = self._reader.get(Service, one.service_id)
        return fold(service.name) if service else ""


def _behind_date(cell: str) -> str:
    """The time that stands in the cell of the date, "" where none does."""
    head, _, tail = cell.strip().replace("T", " ").partition(" ")
    return tail if head[:1].isdigit() and ":" in tail else ""
