"""Makes the fixture of a release: a server, and a desk with ten thousand commands to send.

Run in a checkout of that release: python make.py FOLDER VERSION. It uses nothing newer.
"""

import json
import lzma
import sys
import tempfile
from pathlib import Path
from random import Random
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.changes import Outcome
from core.commands.arrivals import CheckIn
from core.commands.people import CreateClient, EditClient, FieldChange, NewClient
from core.commands.sales import SellPass
from core.commands.schedule import CreateOccurrence
from core.commands.seats import Book, CancelBooking
from core.commands.setup import EnrolDesk
from core.store.sqlite import connect
from tests.sync import world as worlds

COMMANDS = 10_000
KEY = b"k" * 32
OTHERS = ("sqlite_", "client_number", "client_words", "client_parts")
"""Tables that the others fill."""


def enrolled(desk: str, location: str, name: str, letter: str, _key: str) -> EnrolDesk:
    """With the key by which this desk signs."""
    secret = Ed25519PrivateKey.from_private_bytes(desk.encode().ljust(32, b"-"))
    public = secret.public_key().public_bytes_raw().hex()
    return EnrolDesk(desk, location, name, letter, public)


def main(folder: Path, version: str) -> None:
    """Write VERSION-server.json.xz and VERSION-desk.json.xz."""
    vars(worlds)["EnrolDesk"] = enrolled
    with tempfile.TemporaryDirectory() as made:
        with worlds.World.open(kind="sqlite", seed=1, folder=Path(made), desks=1) as world:
            for hour in range(15, 20):
                one = CreateOccurrence(world.yoga, world.location, worlds.DAY, f"{hour}:00", 45, 40)
                world.occurrences.append(world.serve(one).facts["occurrence_id"])
            desk = world.desks[0]
            assert desk.exchange()
            offline(world, desk)
        for name, file in (("server", "server.db"), ("desk", "desk-a.db")):
            text = dumped(Path(made) / file)
            (folder / f"{version}-{name}.json.xz").write_bytes(lzma.compress(text, preset=9))


def offline(world: Any, desk: Any) -> None:
    """Somebody works at the desk; what is refused does not count."""
    random = Random(1)
    clients = list(world.clients)
    done = 0
    while done < COMMANDS:
        command = drawn(world, random, clients, done)
        result = desk.run(command).result
        if isinstance(result, Outcome):
            done += 1
            if isinstance(command, CreateClient):
                clients.append(result.facts["client_id"])
        world.clock.at += 400


def drawn(world: Any, random: Random, clients: list[str], number: int) -> Any:
    client, occurrence = random.choice(clients), random.choice(world.occurrences)
    chance = random.random()
    if chance < 0.15:
        return CreateClient(NewClient(f"Guest {number}", email=f"guest{number}@example.org"))
    if chance < 0.45:
        return EditClient(client, {"notes": FieldChange("", f"seen {number}")})
    if chance < 0.6:
        receipt = f"HER-A-{number + 1:06d}"
        return SellPass(client, world.ten, world.location, 120_00, "cash", receipt)
    if chance < 0.8:
        return Book(client, occurrence, pay_at_desk=True)
    if chance < 0.9:
        return CheckIn(client, occurrence)
    return CancelBooking(client, occurrence)


def dumped(path: Path) -> bytes:
    """The rows of every ordinary table, as JSON."""
    connection = connect(path, KEY)
    cursor = connection.cursor()
    found = cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    names = [name for (name,) in found if not name.startswith(OTHERS)]
    rows = {name: cursor.execute(f"SELECT * FROM {name}").fetchall() for name in sorted(names)}  # noqa: S608
    connection.close()
    return json.dumps(rows, ensure_ascii=False).encode()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
