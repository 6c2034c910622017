"""Rows of a file as what they would make: a client, a pass, both, or an error with its reason."""

from collections.abc import Mapping
from datetime import date

import msgspec

from core.commands.imports import PassLine
from core.commands.people import NewClient
from core.domain.folding import fold
from core.imports import values
from core.imports.columns import FIRST, LAST, NAME, PASS_FIELDS
from core.imports.reading import Line, Table
from core.imports.values import BadCellError

LONGEST = {"name": 200, "notes": 2000, "emergency_contact": 200, "pass_name": 200, "language": 20}


class Setting(msgspec.Struct, frozen=True):
    """What a file is read against. `products` and `locations` are ids by folded name."""

    country: str
    today: date
    locations: dict[str, str]
    products: dict[str, str]
    now: int = 0

    def location(self, cell: str) -> str:
        """The location of this name, "" for none. Raises BadCellError."""
        if cell and fold(cell) not in self.locations:
            raise BadCellError(f"there is no location “{cell[:40]}”")
        return self.locations[fold(cell)] if cell else ""


class Row(msgspec.Struct, frozen=True):
    """One row understood. A pass has no owner yet; `problem` says why nothing can be made."""

    number: int
    cells: tuple[str, ...]
    client: NewClient | None = None
    held: PassLine | None = None
    problem: str = ""


class Understanding:
    """Turns lines into rows. Date columns are looked at as a whole, to tell day from month."""

    def __init__(self, table: Table, mapping: Mapping[str, str], setting: Setting) -> None:
        self._setting = setting
        self._at = {field: table.header.index(column) for column, field in mapping.items()}
        self._month_first = {
            field: values.month_first(
                (line.cells[at] for line in table.lines if not line.problem), setting.country
            )
            for field, at in self._at.items()
            if field in ("birthday", "valid_from", "valid_until")
        }

    def row(self, line: Line) -> Row:
        """What a line makes."""
        if line.problem:
            return Row(line.number, line.cells, problem=line.problem)
        cells = {field: line.cells[at] for field, at in self._at.items()}
        try:
            not_too_long(cells)
            return Row(line.number, line.cells, self._client(cells), self._pass(line, cells))
        except BadCellError as bad:
            return Row(line.number, line.cells, problem=str(bad))

    def _client(self, cells: Mapping[str, str]) -> NewClient:
        name = cells.get(NAME) or f"{cells.get(FIRST, '')} {cells.get(LAST, '')}".strip()
        mail = values.email(cells.get("email", ""))
        knows_by_mail = bool(mail) and not {NAME, FIRST, LAST} & set(self._at)
        if not name.strip() and not knows_by_mail:
            raise BadCellError("the name is missing")
        born = values.birthday(
            cells.get("birthday", ""),
            self._setting.today,
            month_first=self._month_first.get("birthday", False),
        )
        return NewClient(
            name.strip(),
            mail,
            values.phone(cells.get("phone", ""), self._setting.country),
            born,
            _language(cells.get("language", "")),
            cells.get("notes", ""),
            _tags(cells.get("tags", "")),
            values.wants(cells),  # type: ignore[arg-type]
            cells.get("emergency_contact", ""),
            self._setting.location(cells.get("home_location", "")),
        )

    def _pass(self, line: Line, cells: Mapping[str, str]) -> PassLine | None:
        told = {field: cells[field] for field in PASS_FIELDS if cells.get(field)}
        if not {"pass_name", "credits", "unlimited"} & set(told):
            return None
        credits = values.credit_count(told.get("credits", ""))
        name = told.get("pass_name", "Imported pass")
        return PassLine(
            line.number,
            name,
            credits or 0,
            product_id=self._setting.products.get(fold(name), ""),
            unlimited=credits is None or values.yes(told.get("unlimited", "")),
            valid_from=self._date(told, "valid_from"),
            valid_until=self._date(told, "valid_until"),
        )

    def _date(self, cells: Mapping[str, str], field: str) -> str:
        first = self._month_first.get(field, False)
        return values.pass_date(cells.get(field, ""), month_first=first)


def not_too_long(cells: Mapping[str, str]) -> None:
    """Raises BadCellError for a text that is longer than its field."""
    for field, text in cells.items():
        most = LONGEST.get(field, 500)
        if len(text) > most:
            raise BadCellError(f"{field} has {len(text)} characters, at most {most} fit")
        if "\0" in text:
            raise BadCellError(f"{field} has a character that no text has")


def _language(cell: str) -> str:
    text = cell.strip().replace("_", "-")
    plain = text.replace("-", "")
    return text if 2 <= len(text.split("-")[0]) <= 3 and plain.isalnum() and plain.isascii() else ""


def _tags(cell: str) -> tuple[str, ...]:
    parts = (part.strip() for part in cell.replace(";", ",").replace("|", ",").split(","))
    return tuple(dict.fromkeys(part[:200] for part in parts if part))
