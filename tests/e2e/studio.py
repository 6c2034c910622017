"""A small studio in a server's folder for tests with real processes."""

from collections import Counter
from pathlib import Path

import msgspec

from core.commands.catalogue import CreatePassProduct, CreateService
from core.commands.people import CreateClient, NewClient
from core.commands.schedule import CreateOccurrence
from core.domain.records import CommandLog
from sync_server import auth
from sync_server.founding import Founded, Founding, Studio, found
from sync_server.opening import Where, open_office
from tests.sync import oracle

CLASSES = 6
SEATS = 5


class SmallStudio(msgspec.Struct, frozen=True):
    """The ids of a studio, and where its server lies."""

    folder: Path
    ids: Founded


def founded(folder: Path) -> SmallStudio:
    """Found it: 20 clients, six classes of five seats later today, two pass products."""
    office = open_office(Where(folder))
    ids = found(office, Studio("Kill", "EUR", "Here", "UTC", "HER", "Ruth"))
    now = office.clock.now()
    day = str(_date(now))
    with office.database.write(ids.organisation_id) as store:
        founding = Founding(store, now)
        yoga = founding.do(CreateService("Yoga", "class", "mat", 30, SEATS, price=15_00))
        founding.do(CreatePassProduct("Single", "punch", 18_00, 1, 30))
        founding.do(CreatePassProduct("Ten", "punch", 120_00, 10, 90))
        for number in range(20):
            founding.do(CreateClient(NewClient(f"Client {number}")))
        for number in range(CLASSES):
            start = f"23:{number * 9:02d}"
            service = yoga["service_id"]
            founding.do(CreateOccurrence(service, ids.location_id, day, start, 5, SEATS))
        founding.close()
    office.database.engine.dispose()
    return SmallStudio(folder, ids)


def code_for_a_desk(studio: SmallStudio) -> str:
    """A fresh enrolment code."""
    office = open_office(Where(studio.folder))
    ids = studio.ids
    code = auth.new_code(
        office.database.engine, ids.organisation_id, ids.location_id, office.clock.now()
    )
    office.database.engine.dispose()
    return code


def count(studio: SmallStudio, acknowledged: list[str]) -> list[str]:
    """What the oracle finds wrong in the server's store, and every acknowledged command that is
    not in the history exactly once."""
    office = open_office(Where(studio.folder))
    with office.database.read(studio.ids.organisation_id) as store:
        rows = oracle.rows_of(store.rows)
    office.database.engine.dispose()
    logged = Counter(entry.id for entry in rows[CommandLog.table])
    lost = [f"{one} is in the history {logged[one]} times" for one in acknowledged]
    return [
        *oracle.seats(rows),
        *oracle.credits(rows),
        *oracle.waiting(rows),
        *(line for line, one in zip(lost, acknowledged, strict=True) if logged[one] != 1),
    ]


def _date(now: int) -> object:
    from datetime import UTC, datetime

    return datetime.fromtimestamp(now / 1000, UTC).date()
