"""An import plan in words for a person, and its errors as a file that can be mended and read."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from core.commands.imports import ClientLine, PassLine
from core.domain.telling import counted
from core.imports.columns import BOOKINGS, CLIENTS, SERVICES
from core.imports.plan import Plan

FIRST_ROWS = 5
FIRST_ERRORS = 5
NOT_AGAIN = {
    CLIENTS: "no new client",
    SERVICES: "no new service",
    BOOKINGS: "booked already",
}
DELIMITER_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


def told(plan: Plan) -> Iterator[str]:
    """What the file is, what its columns mean, what would be made, what is wrong."""
    table, made = plan.table, plan.made
    comma = DELIMITER_NAMES.get(table.delimiter, table.delimiter)
    yield f"file     {counted(len(table.lines), 'row')}, {table.encoding}, {comma}"
    for column in table.header:
        yield f"column   {column or '(no heading)'} → {plan.mapping.get(column, 'left out')}"
    known = Counter(match.by for match in made.known)
    yield f"makes    {makes(plan)}"
    for by, count in sorted(known.items()):
        yield f"known    {count} by {by}: {NOT_AGAIN[plan.kind]}"
    for line in made.clients[:FIRST_ROWS]:
        yield f"row {line.row:<5}{_client(line)}"
    for held in made.passes[:FIRST_ROWS]:
        yield f"row {held.row:<5}{_pass(held)}"
    for service in made.services[:FIRST_ROWS]:
        yield f"row {service.row:<5}{service.name}, {service.duration_min} min, {service.capacity}"
    for booking in made.bookings[:FIRST_ROWS]:
        yield f"row {booking.row:<5}{counted(booking.seats, 'seat')}"
    if made.errors:
        yield f"errors   {counted(len(made.errors), 'row')} cannot be taken"
    for row in made.errors[:FIRST_ERRORS]:
        yield f"row {row.number:<5}{row.problem}"
    yield f"batch    {plan.batch_id}"


def makes(plan: Plan) -> str:
    """What would be made, counted."""
    made = plan.made
    if plan.kind == SERVICES:
        return counted(len(made.services), "service")
    if plan.kind == BOOKINGS:
        return counted(len(made.bookings), "booking")
    return f"{counted(len(made.clients), 'client')}, {passes_of(len(made.passes))}"


def errors_path(path: Path) -> Path:
    """Where the rows in error are written."""
    return path.with_name(f"{path.name}.errors.csv")


def write_errors(plan: Plan, path: Path) -> Path | None:
    """Write the rows in error with their reasons, to be mended and imported; None without any.

    Without errors an older file of errors is removed, so that it misleads nobody.
    """
    target = errors_path(path)
    if not plan.made.errors:
        target.unlink(missing_ok=True)
        return None
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=plan.table.delimiter)
        writer.writerow([*map(safe, plan.table.header), "row", "error"])
        for row in plan.made.errors:
            writer.writerow([*map(safe, row.cells), row.number, row.problem])
    return target


def safe(cell: str) -> str:
    """A cell that no spreadsheet computes: text that begins like a formula is quoted."""
    return f"'{cell}" if cell[:1] in tuple("=+-@\t\r") else cell


def _client(line: ClientLine) -> str:
    new = line.client
    return ", ".join(part for part in (new.name, new.email, new.phone, new.birthday) if part)


def _pass(held: PassLine) -> str:
    what = "unlimited" if held.unlimited else counted(held.credits, "credit")
    until = f", until {held.valid_until}" if held.valid_until else ""
    same = "" if held.product_id else ", no product of this name"
    return f"{held.name}: {what}{until}{same}"


def passes_of(count: int) -> str:
    """1 pass, 2 passes."""
    return "1 pass" if count == 1 else f"{count} passes"
