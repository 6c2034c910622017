"""One studio day with real processes: two desks of one location, a server, a cable that is pulled.

    python -m tests.e2e.day [--pictures FOLDER]

Both desks sell the last seat of a class and the last credit of a pass while one of them is cut
off; people check in by QR pictures; the cable is put back; the desks agree to the byte, the loser's
attention item says what happened, and the client's mail says the same, once.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

import msgspec

from core.commands.setup import SetSetting
from core.domain.bookings import BOOKINGS_OF_OCCURRENCE
from core.domain.schedule import OCCURRENCES_AT_LOCATION, Occurrence
from core.domain.settings import MESSAGE_REST_S, SEAT_LEASES
from core.domain.zones import DAY_MS
from core.ports import Reader
from core.rules.booking.capacity import seats_used
from sync_server import auth
from sync_server.demo.studio import DemoStudio, make
from sync_server.founding import Founding
from sync_server.office import Office
from sync_server.opening import Where, open_office
from sync_server.serving import READY
from sync_server.signing import card_key
from tests.e2e import scripts
from tests.e2e.ledger_of_the_day import Findings, findings
from tests.e2e.scripts import Cast, Stage
from tests.e2e.wire import Wire
from tests.support.servers import Child

SEED = 1
WINNER, LOSER, LAST_CREDIT = "Clara Jensen", "Hanna Lindqvist", "Daniel Osei"
DESKS = ("Front desk", "Bar desk")


class Played(msgspec.Struct, frozen=True):
    """What came of the day."""

    findings: Findings
    pictures: list[Path]
    seconds: float


def play(folder: Path, pictures: Path | None = None) -> Played:
    """Play the day in a folder. Raises AssertionError with the output of what did not go on."""
    began = time.monotonic()
    office = open_office(Where(folder / "server"))
    studio = make(office, SEED, office.clock.now(), card_key(folder / "server"))
    codes = _prepare(office, studio)
    cast = _cast(office, studio)
    office.database.engine.dispose()
    server = Child.python(
        "-m", "sync_server.cli", "serve", "--data", folder / "server", "--port", "0"
    )
    children = [server]
    try:
        port = int(server.wait_for(READY + r" http://127.0.0.1:(\d+)").group(1))
        wires = [Wire(port), Wire(port)]
        stage = Stage(folder, pictures or folder / "pictures", cast)
        desks = [
            _desk(folder, name, wire, code, stage.script(at))
            for at, (name, wire, code) in enumerate(zip(DESKS, wires, codes, strict=True))
        ]
        children += desks
        _act(desks, wires, stage)
        for desk in desks:
            assert desk.wait(120) == 0, desk.output
        found = findings(folder, studio, cast)
        for wire in wires:
            wire.close()
    except AssertionError as error:
        raise AssertionError(f"{error}\nthe server said:\n{server.output}") from error
    finally:
        for child in reversed(children):
            child.stop()
    return Played(found, stage.taken(), time.monotonic() - began)


def _act(desks: list[Child], wires: list[Wire], stage: Stage) -> None:
    """Pull the cable of the second desk, let both sell, put it back."""
    for desk in desks:
        desk.wait_for("ready", 120)
    wires[1].cut()
    stage.allow("cut")
    for desk in desks:
        desk.wait_for("sold", 120)
    wires[1].mend()
    stage.allow("mended")
    for desk in desks:
        desk.wait_for("agreed", 120)
    stage.allow("end")


def _prepare(office: Office, studio: DemoStudio) -> list[str]:
    """Let messages rest for a second only, and give each desk a code."""
    now = office.clock.now()
    with office.database.write(studio.organisation_id) as store:
        founding = Founding(store, now)
        founding.do(SetSetting("organisation", MESSAGE_REST_S.key, 1))
        # a desk gives lent seats back as it closes: the one that closed first would not hear of it
        founding.do(SetSetting("organisation", SEAT_LEASES.key, False))
        founding.close()
    place = next(iter(studio.locations.values()))
    engine = office.database.engine
    return [auth.new_code(engine, studio.organisation_id, place, now) for _ in DESKS]


def _cast(office: Office, studio: DemoStudio) -> Cast:
    with office.database.read(studio.organisation_id) as store:
        rows = {
            key: store.rows.get(Occurrence, studio.occurrences[key])
            for key in ("last_seat", "evening", "rush")
        }
        times = {key: row.local_start for key, row in rows.items() if row is not None}
        times["later"] = _later(store.rows, studio, office.clock.now())
    return Cast(WINNER, LOSER, LAST_CREDIT, times, studio.codes)


def _later(rows: Reader, studio: DemoStudio, now: int) -> str:
    """The start of the next Mat Basics from tomorrow on that has room, and none before it has."""
    place = next(iter(studio.locations.values()))
    coming = rows.find(OCCURRENCES_AT_LOCATION, place, since=now, until=now + 7 * DAY_MS)
    mine = [one for one in coming if one.service_id == studio.services["Mat Basics"]]
    today = {one.local_start for one in mine if one.starts_at < now + DAY_MS}
    for one in mine:
        used = seats_used(rows.find(BOOKINGS_OF_OCCURRENCE, one.id))
        if one.starts_at >= now + DAY_MS and used < 8 and one.local_start not in today:
            return one.local_start
    raise AssertionError("the demo has no Mat Basics in the week that comes")


def _desk(folder: Path, name: str, wire: Wire, code: str, script: Path) -> Child:
    place = folder / name.replace(" ", "-").lower()
    options = ("--data", place, "--unprotected", "--enrol", wire.url, code, name)
    return Child.python(
        "-m", "desktop.bootstrap", *options, "--play", script, env=scripts.ENVIRONMENT
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=Path, default=Path("pictures/out"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="foyer-day-") as folder:
        played = play(Path(folder), options.pictures.resolve())
    found = played.findings
    print(f"the day took {played.seconds:.0f} s")
    for line in found.lines():
        print(line)
    for picture in played.pictures:
        print(picture)
    return 0 if found.well else 1


if __name__ == "__main__":
    sys.exit(main())
