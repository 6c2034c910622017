"""A hand at an enrolled desk whose every command has an effect that can be counted.

    python -m tests.e2e.counting_hand FOLDER SEED COUNT PATIENCE_S [ACT END]

It acts once the file ACT is there, and ends once END is, where they are named. It prints
`ack COMMAND_ID KIND` for each command once it is on disk, and `sent` once all has settled.
"""

import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from random import Random

from core.changes import Outcome
from core.commands.people import CreateClient, NewClient
from core.commands.registry import Command
from core.commands.sales import AdjustCredits, SellPass
from core.domain.catalogue import PRODUCTS_BY_STATE
from core.domain.ids import StaffId
from core.domain.organisation import GRANTS_BY_STATE
from core.queries import clients
from core.queries.source import Source
from desktop.desk import Desk, open_desk
from desktop.sync.worker import SyncState
from desktop.vault import FileVault

RECENT = 40
MOST_WAITING = 80
"""Nobody works on for hours in a minute: so many wait to be sent at most, or twice that."""


def main(folder: Path, seed: int, count: int, patience_s: int, *signs: Path) -> None:
    desk = open_desk(folder, FileVault(folder))
    sent, few = threading.Event(), threading.Event()

    def heard(state: SyncState) -> None:
        if state.online and state.waiting == 0 and not state.behind:
            sent.set()
        if state.waiting < MOST_WAITING:
            few.set()

    desk.worker.on_state(heard)
    desk.worker.start()
    if not sent.wait(patience_s):
        sys.exit("not loaded in time")
    say("loaded")
    hand = Hand(desk, Random(seed))
    wait_for(signs[:1], patience_s)
    for number in range(count):
        if number % MOST_WAITING == MOST_WAITING - 1:
            few.clear()
            desk.worker.wake()
            few.wait(patience_s)
        hand.act(f"{seed}-{number}")
    sent.clear()
    say("acted")
    desk.worker.wake()
    if not sent.wait(patience_s):
        sys.exit("not sent in time")
    say("sent")
    wait_for(signs[1:], patience_s)
    desk.close()


def say(word: str) -> None:
    """A word to the test, at once."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def wait_for(signs: Sequence[Path], patience_s: int) -> None:
    """Wait until the files are there."""
    looks = threading.Event()
    for _ in range(10 * patience_s):
        if all(sign.exists() for sign in signs):
            return
        looks.wait(0.1)
    sys.exit("no sign came")


class Hand:
    """Sells, corrects credits and takes up people, each once."""

    def __init__(self, desk: Desk, random: Random) -> None:
        self._desk = desk
        self._random = random
        self._place = desk.membership.identity.location_id
        source = Source(desk.reader().cursor(), "sqlite", desk.membership.identity.organisation_id)
        self._clients = [one.id for one in clients.search(source, "client", 50)]
        self._product = source.rows.find(PRODUCTS_BY_STATE, "active")[0]
        self._actor = StaffId(source.rows.find(GRANTS_BY_STATE, "active")[0].staff_id)
        self._passes: list[str] = []

    def act(self, name: str) -> None:
        command, kind = self._next(name)
        done = self._desk.dispatcher.execute(command, self._actor).result()
        assert isinstance(done.result, Outcome), done.result
        sys.stdout.write(f"ack {done.command_id} {kind}\n")
        if kind == "sold":
            self._passes = [*self._passes[-RECENT:], done.result.facts["pass_id"]]
        if kind == "taken up":
            self._clients.append(done.result.facts["client_id"])

    def _next(self, name: str) -> tuple[Command, str]:
        dice = self._random.random()
        if dice < 0.4 and self._passes:
            return AdjustCredits(self._random.choice(self._passes), 1, "courtesy"), "corrected"
        if dice < 0.7:
            client, product = self._random.choice(self._clients), self._product
            receipt = f"R-{name}"
            sale = SellPass(client, product.id, self._place, product.price, "cash", receipt)
            return sale, "sold"
        return CreateClient(NewClient(f"Client {name}")), "taken up"


if __name__ == "__main__":
    which, many, patience = map(int, sys.argv[2:5])
    main(Path(sys.argv[1]), which, many, patience, *map(Path, sys.argv[5:]))
