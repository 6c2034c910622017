"""Rows of a file as services; one that the studio has by the same name makes none (IO-1)."""

from collections.abc import Mapping

from core.commands.imports import ServiceLine
from core.domain.catalogue import SERVICES_BY_STATE
from core.domain.folding import fold
from core.domain.ids import imported_service_id
from core.imports import values
from core.imports.columns import NAME
from core.imports.matching import Match, Sorted
from core.imports.reading import Line, Table
from core.imports.rows import Row, Setting, not_too_long
from core.imports.values import BadCellError
from core.ports import Reader

SESSION = frozenset({"session", "private", "1 1", "einzel", "einzelstunde", "individual", "prive"})
MOST_IN_SESSION, MOST_IN_CLASS = 4, 1000


def services_of(
    reader: Reader, batch_id: str, table: Table, mapping: Mapping[str, str], setting: Setting
) -> Sorted:
    """New services, those known by name, and errors."""
    at = {field: table.header.index(column) for column, field in mapping.items()}
    ours = {imported_service_id(batch_id, line.number) for line in table.lines}
    known = {
        fold(one.name): one.id
        for one in reader.find(SERVICES_BY_STATE, "active")
        if one.id not in ours
    }
    made: list[ServiceLine] = []
    matches: list[Match] = []
    errors: list[Row] = []
    for line in table.lines:
        try:
            service = _service(line, at, setting)
        except BadCellError as bad:
            errors.append(Row(line.number, line.cells, problem=str(bad)))
            continue
        there = known.get(fold(service.name))
        if there is not None:
            matches.append(Match(line.number, "name", service.name, there))
        else:
            known[fold(service.name)] = imported_service_id(batch_id, line.number)
            made.append(service)
    return Sorted((), (), tuple(matches), tuple(errors), services=tuple(made))


def _service(line: Line, at: Mapping[str, int], setting: Setting) -> ServiceLine:
    if line.problem:
        raise BadCellError(line.problem)
    cells = {field: line.cells[place] for field, place in at.items()}
    not_too_long(cells)
    name = cells.get(NAME, "").strip()
    if not name:
        raise BadCellError("the name is missing")
    words = fold(cells.get("kind", "") or cells.get("category", "")).replace("-", " ")
    session = words.replace(":", " ") in SESSION
    most = MOST_IN_SESSION if session else MOST_IN_CLASS
    place = setting.location(cells.get("location", ""))
    return ServiceLine(
        line.number,
        name,
        "session" if session else "class",
        cells.get("category", "").strip(),
        values.whole(cells.get("duration", ""), least=5, most=24 * 60, empty=60),
        values.whole(cells.get("capacity", ""), least=1, most=most, empty=1 if session else 10),
        values.money(cells.get("price", "")),
        cells.get("description", ""),
        (place,) if place else (),
    )
