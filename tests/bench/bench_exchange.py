"""An exchange as the store grows: one that carries nothing, and one command there and back."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from core.changes import Act, Outcome
from core.commands.people import EditClient, FieldChange
from core.commands.setup import EnrolDesk
from core.domain.ids import ClientId, CommandId, StaffId, new_id
from core.store.sqlite import connect
from desktop.desk import Desk
from desktop.sync.engine import Engine
from sync_server.database import SqlDatabase
from sync_server.demo.large_file import KEY, LargeFile, large_file, large_server
from sync_server.demo.large_plan import Scale
from sync_server.demo.large_rows import client_id
from sync_server.service import DeskService
from sync_server.settlement import settle_all
from tests.bench.harness import Goal, Measure, timed
from tests.bench.large_desk import CACHE, scale
from tests.support.large_desk import DESK_ID, KEYS, enrolled

FLAT = 1.5
TIMES = 200


def measures() -> Iterator[Measure]:
    """The floor is the same at 10,000 bookings; there is no network, both stores are on disk."""
    largest = scale()
    floor: dict[str, list[float]] = {}
    sizes = (Scale(1_000, 10_000, largest.now, days=100), Scale(10_000, 100_000, largest.now))
    for size in (*sizes, largest):
        for name, samples in sampled(size).items():
            title = f"{name}, {size.bookings:,} bookings"
            yield Measure(title, samples, floor.get(name, ()), Goal("ratio", FLAT))
            floor.setdefault(name, samples)


def sampled(size: Scale) -> dict[str, list[float]]:
    """Milliseconds of each kind of exchange at a scale."""
    made = large_file(CACHE, size)
    with TemporaryDirectory(prefix="foyer-bench-") as name:
        folder = Path(name)
        database = large_server(made, folder / "server.db")
        with closing(connect(folder / "server.db", KEY)) as raw:  # the change index was just filled
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        desk = enrolled(made, folder / "desk")
        try:
            return _exchanges(made, size, database, desk)
        finally:
            desk.close()
            database.engine.dispose()


def _exchanges(
    made: LargeFile, size: Scale, database: SqlDatabase, desk: Desk
) -> dict[str, list[float]]:
    now = desk.clock.now()
    known = EnrolDesk(DESK_ID, made.base.locations[0], "Large", "L", KEYS.public_key())
    with database.write(made.organisation_id) as store:
        settle_all(store, now, [(Act(CommandId(new_id()), StaffId(""), now, system=True), known)])
    replica = desk.dispatcher.replica
    engine = Engine(replica, DeskService(database, desk.clock, made.organisation_id))
    _drain(engine)
    notes = iter(range(1_000_000))

    def one_command() -> None:
        number = next(notes)
        client = ClientId(client_id(size, number % size.clients))
        # what was seen is wrong after a round of all clients; the later arrival holds then
        edit = EditClient(client, {"notes": FieldChange("", f"note {number}")})
        done = replica.execute(replica.act(StaffId(made.base.owner)), edit)
        assert isinstance(done.result, Outcome), done.result
        _drain(engine)

    return {
        "an exchange that carries nothing": timed(engine.step, TIMES, 20),
        "one command there and back": timed(one_command, TIMES, 20),
    }


def _drain(engine: Engine) -> None:
    while engine.step().more:
        pass
