"""The rows of a file as the import page lists them: errors first, what is made, what is known."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from core.domain.catalogue import Service
from core.domain.people import Client
from core.domain.schedule import Occurrence
from core.imports.columns import BOOKINGS, SERVICES
from desktop import formats
from desktop.features.settings.entry import Entry, Sign, entry
from desktop.saying import tr
from desktop.session import Session
from desktop.theme.marks import Tone
from desktop.widgets.chip import ChipSpec

if TYPE_CHECKING:
    from core.imports.plan import Plan


def rows_of(plan: "Plan", session: Session, most: int) -> Iterator[Entry]:
    """So many of each kind."""
    yield from _errors(plan, most)
    yield from _clients(plan, most)
    yield from _services(plan, session, most)
    yield from _bookings(plan, session, most)
    yield from _known(plan, most)


def _errors(plan: "Plan", most: int) -> Iterator[Entry]:
    for row in plan.made.errors[:most]:
        yield entry(
            tr("error {0}").format(row.number),
            tr("Row {0}: {1}").format(row.number, row.problem),
            " · ".join(filter(None, row.cells)),
            chips=(ChipSpec(tr("in error"), "octagon-x", Tone.REFUSED),),
            sign=Sign(icon="octagon-x"),
        )


def _clients(plan: "Plan", most: int) -> Iterator[Entry]:
    passes = {held.client_row or held.row: held for held in plan.made.passes}
    for line in plan.made.clients[:most]:
        new, held = line.client, passes.get(line.row)
        figure = ""
        if held is not None:
            figure = tr("unlimited") if held.unlimited else str(held.credits)
        note = " · ".join(filter(None, (new.email, new.phone, held.name if held else "")))
        key, sign = tr("row {0}").format(line.row), Sign(icon="user-plus")
        yield entry(key, new.name, note, figure=figure, sign=sign)


def _services(plan: "Plan", session: Session, most: int) -> Iterator[Entry]:
    for line in plan.made.services[:most]:
        minutes = tr("{0} min").format(line.duration_min)
        seats = tr("{0} seats").format(line.capacity)
        yield entry(
            tr("row {0}").format(line.row),
            line.name,
            " · ".join(filter(None, (line.category, minutes, seats))),
            figure=formats.money(line.price, session.currency) if line.price else "",
            sign=Sign(icon="calendar-plus"),
        )


def _bookings(plan: "Plan", session: Session, most: int) -> Iterator[Entry]:
    rows = session.source.rows
    for line in plan.made.bookings[:most]:
        client, one = rows.get(Client, line.client_id), rows.get(Occurrence, line.occurrence_id)
        service = rows.get(Service, one.service_id) if one else None
        when = formats.long_date(one.local_date) if one else ""
        yield entry(
            tr("row {0}").format(line.row),
            client.name if client else "",
            f"{service.name if service else ''} · {when} {one.local_start if one else ''}",
            figure=str(line.seats),
            sign=Sign(icon="calendar-plus"),
        )


def _known(plan: "Plan", most: int) -> Iterator[Entry]:
    notes = {SERVICES: tr("there already: no new service"), BOOKINGS: tr("booked already")}
    for match in plan.made.known[:most]:
        said = tr("known by {0}: no new client").format(match.by)
        key, note = tr("known {0}").format(match.row), notes.get(plan.kind, said)
        yield entry(key, match.name, note, sign=Sign(icon="user"), past=True)
