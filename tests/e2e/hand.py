"""A hand at an enrolled desk without a window: acts by a seed, and prints what was acknowledged.

    python -m tests.e2e.hand FOLDER SEED COUNT DOOM

It acts COUNT times, waits until all is sent, and prints `sent`; with DOOM above 0 it is killed at
that write. Each line `ack COMMAND_ID CODE` was on disk before it was printed.
"""

import sys
import threading
from pathlib import Path
from random import Random

from core.changes import Outcome
from core.commands.arrivals import CheckIn
from core.commands.registry import Command
from core.commands.sales import SellPass
from core.commands.seats import Book, CancelBooking
from core.domain.catalogue import PRODUCTS_BY_STATE
from core.domain.ids import StaffId
from core.domain.organisation import GRANTS_BY_STATE
from core.domain.people import Client
from core.domain.schedule import OCCURRENCES_AT_LOCATION
from core.queries import clients
from core.queries.source import Source
from desktop.desk import Desk, open_desk
from desktop.sync.worker import SyncState
from desktop.vault import FileVault
from tests.e2e.doom import doom


def main(folder: Path, seed: int, count: int, writes: int) -> None:
    desk = open_desk(folder, FileVault(folder))
    sent = threading.Event()

    def heard(state: SyncState) -> None:
        if state.online and state.waiting == 0 and not state.behind:
            sent.set()

    desk.worker.on_state(heard)
    desk.worker.start()
    sent.wait(60)
    acts = Acts(desk, Random(seed))
    doom(writes)
    for _ in range(count):
        done = desk.dispatcher.execute(acts.next(), acts.actor).result()
        if isinstance(done.result, Outcome):
            sys.stdout.write(f"ack {done.command_id} {done.result.code}\n")
            sys.stdout.flush()
    sent.clear()
    desk.worker.wake()
    if not sent.wait(60):
        sys.exit("not sent within a minute")
    sys.stdout.write("sent\n")
    desk.close()


class Acts:
    """What may be done next, from what this desk knows."""

    def __init__(self, desk: Desk, random: Random) -> None:
        self._random = random
        self._place = desk.membership.identity.location_id
        source = Source(desk.reader().cursor(), "sqlite", desk.membership.identity.organisation_id)
        self._clients = [one.id for one in clients.search(source, "client", 50)]
        self._occurrences = [
            one.id for one in source.rows.find(OCCURRENCES_AT_LOCATION, self._place)
        ]
        self._products = source.rows.find(PRODUCTS_BY_STATE, "active")
        self.actor = StaffId(source.rows.find(GRANTS_BY_STATE, "active")[0].staff_id)
        assert source.rows.get(Client, self._clients[0])

    def next(self) -> Command:
        client = self._random.choice(self._clients)
        occurrence = self._random.choice(self._occurrences)
        product = self._random.choice(self._products)
        receipt = f"R-{self._random.randrange(10**9):09d}"
        acts: list[Command] = [
            Book(client, occurrence, pay_at_desk=True),
            Book(client, occurrence),
            CancelBooking(client, occurrence),
            CheckIn(client, occurrence),
            SellPass(client, product.id, self._place, product.price, "cash", receipt),
        ]
        return self._random.choices(acts, weights=[4, 3, 2, 3, 2])[0]


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(int(text) for text in sys.argv[2:5]))
