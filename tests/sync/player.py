"""Plays the steps of a history in a simulated world; the oracle looks at what came of it."""

import logging
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import blake2b
from typing import Any

import msgspec

from core.changes import Outcome
from core.domain.records import Attention, CommandLog
from core.domain.zones import MINUTE_MS
from core.wire.codec import BadInput, encode_command
from tests.sync.effects import broken_promises, untold, vanished, wrong_effects
from tests.sync.fuse import Fuse, Killed, fused
from tests.sync.intents import Intents
from tests.sync.oracle import nothing_lost, of, rows_of, wrong_desk, wrong_rows
from tests.sync.seeded import Ids
from tests.sync.simulated import Simulated
from tests.sync.steps import Step
from tests.sync.world import SimDesk

ANSWERS = {
    "another chain of this desk": ("desk restored", "disk cloned"),
    "was restored": ("server restored", "desk restored"),
    "this copy differs": ("server restored",),
    "was erased": ("server restored",),
    "came out as": ("server restored",),
}
"""What the program says, and after which faults it is right to."""
PARTS = ("core", "desktop", "sync_server")


class Violation(msgspec.Struct, frozen=True):
    """Something that must never be: of what kind, in words, after which step."""

    kind: str
    what: str
    step: int


class Player:
    """One world and one history. `said` is what was done, in words, where it is wanted."""

    def __init__(self, world: Simulated, ids: Ids, *, tell: bool = False) -> None:
        self._world = world
        self._ids = ids
        self._trace = blake2b(digest_size=16)
        self._tell = tell
        self.said: list[str] = []
        self.found: list[Violation] = []
        self.counts: Counter[str] = Counter()

    def play(self, steps: Iterable[Step]) -> list[Violation]:
        """All steps in order, then peace; ends at the first violation."""
        last = Step(0, 0, self._world.clock.at, "peace", 0, 0)
        with self._listening():
            for step in steps:
                self._step(step)
                if self.found:
                    return self.found
                last = step
            end = Step(last.number + 1, last.day, last.at + MINUTE_MS, "peace", 0, 0)
            self._step(end)
            self._count()
        return self.found

    def trace(self) -> str:
        """A hash of all that was done and of all that came of it."""
        with self._world.server.database.read(self._world.organisation) as store:
            sums = sorted(store.read_digest().items())
        return blake2b(self._trace.digest() + repr(sums).encode(), digest_size=16).hexdigest()

    def _count(self) -> None:
        """How it ended, for the summary."""
        with self._world.server.database.read(self._world.organisation) as store:
            rows = rows_of(store.rows)
        shown = {key: code for desk in self._world.desks for key, code in desk.shown.items()}
        settled = [one for one in of(rows, CommandLog) if one.id in shown]
        self.counts["settled"] = len(settled)
        self.counts["settled otherwise"] = sum(shown[one.id] != one.code for one in settled)
        self.counts["guaranteed"] = sum(len(desk.guaranteed) for desk in self._world.desks)
        self.counts["lost with a disk"] = self._world.lost
        self.counts["attention"] = len(of(rows, Attention))

    def _step(self, step: Step) -> None:
        world = self._world
        world.random.seed(step.chance)
        world.clock.at = max(world.clock.at, step.at)
        self._ids.begin(step.number, step.at)
        self._now = step
        desk = world.at(step.desk)
        try:
            DOING[step.kind](self, desk)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
            self._violation(type(error).__name__, traceback.format_exc(limit=-6))
        if step.kind not in ("act", "exchange"):
            self._note(step.kind, desk.name)
        if step.kind in HEARS:
            for one in vanished(desk):
                self._violation("oracle", one)

    def _note(self, *words: object) -> None:
        text = " ".join(map(str, words))
        self._trace.update(text.encode())
        if self._tell:
            self.said.append(f"{self._now.number:5} day {self._now.day + 1} {text}")

    def _violation(self, kind: str, what: str) -> None:
        self.found.append(Violation(kind, what, self._now.number))

    # people

    def act(self, desk: SimDesk) -> None:
        wish = Intents(self._world, desk, self._world.random).draw()
        if wish is None:
            return
        try:
            done = desk.run(wish.command, wish.actor, wish.approved_by)
        except BadInput:
            return
        kind = "commands" if isinstance(done.result, Outcome) else "refused at the desk"
        self.counts[kind] += 1
        name = type(wish.command).__name__
        self._note(desk.name, name, encode_command(wish.command), done.result.code)

    def exchange(self, desk: SimDesk) -> None:
        self._note(desk.name, "exchange", desk.exchange())

    def die_acting(self, desk: SimDesk) -> None:
        self._with_a_fuse(desk, partial(self.act, desk), "killed acting", 12)

    def die_exchanging(self, desk: SimDesk) -> None:
        self._with_a_fuse(desk, partial(self.exchange, desk), "killed exchanging", 40)

    def _with_a_fuse(self, desk: SimDesk, deed: Callable[[], None], name: str, most: int) -> None:
        fuse = Fuse(self._world.random.randrange(1, most))
        try:
            with fused(desk.store, fuse):
                deed()
        except Killed:
            self._world.faults[name] += 1
            self._note(desk.name, name)
        desk.link.forget()
        desk.start()

    # the world

    def timers(self, _desk: SimDesk) -> None:
        self.counts["timers"] += self._world.server.tick()

    def server_dies(self, desk: SimDesk) -> None:
        self._doomed(partial(desk.exchange))

    def server_dies_in_timers(self, _desk: SimDesk) -> None:
        self._doomed(self._world.server.tick)

    def _doomed(self, deed: Callable[[], object]) -> None:
        server = self._world.server
        before = server.kills
        server.doom(self._world.random.randrange(1, 60))
        deed()
        server.database.fuse = None
        self._world.faults["server killed"] += server.kills - before

    def hear_again(self, desk: SimDesk) -> None:
        if desk.link.heard:
            self._world.faults["old answer late"] += 1
            desk.hear_again(self._world.random)

    def cut(self, desk: SimDesk) -> None:
        desk.link.cut = True
        self._world.faults["cut"] += 1

    def deafen(self, desk: SimDesk) -> None:
        desk.link.deaf = True
        self._world.faults["one-way"] += 1

    def mend(self, desk: SimDesk) -> None:
        desk.link.cut = desk.link.deaf = False

    def weather(self, _desk: SimDesk) -> None:
        """How bad the links are today."""
        chance = self._world.random
        for desk in self._world.desks:
            worst = chance.choice((0.0, 0.05, 0.3))
            desk.link.lost_requests, desk.link.lost_replies = worst * 0.7, worst
            desk.link.repeated, desk.link.late = worst * 0.6, worst * 0.4

    def clock_jumps(self, desk: SimDesk) -> None:
        self._world.faults["clock jumped"] += 1
        minutes = self._world.random.choice((0, -3, 7, -90, 600, -50_000, 500_000))
        desk.clock.ahead = minutes * MINUTE_MS

    def server_clock_jumps(self, _desk: SimDesk) -> None:
        self._world.faults["server's clock jumped"] += 1
        self._world.clock.at += self._world.random.randrange(1, 50) * MINUTE_MS

    def desk_copied(self, desk: SimDesk) -> None:
        self._world.keep_copy(desk)

    def desk_restored(self, desk: SimDesk) -> None:
        """An older copy of the disk is put back: what it did since is known elsewhere, or lost."""
        self._world.faults["desk restored"] += self._world.put_back(desk)

    def disk_cloned(self, desk: SimDesk) -> None:
        """From now on two computers are this desk."""
        if len(self._world.desks) == self._world.number:
            self._world.clone(desk)
            self._world.faults["disk cloned"] += 1

    def server_copied(self, _desk: SimDesk) -> None:
        self._world.backups.keep()

    def server_restored(self, _desk: SimDesk) -> None:
        """An older copy of the server is put back; the desks know what it lacks."""
        self._world.faults["server restored"] += self._world.restore_server(by_tool=True)

    def server_put_back(self, _desk: SimDesk) -> None:
        """The same, and nobody says so."""
        self._world.faults["server restored"] += self._world.restore_server(by_tool=False)

    def peace(self, _desk: SimDesk) -> None:
        """Everything heals; within two rounds all must agree, and nothing be missing."""
        if not self._world.heal():
            self._violation("stuck", "a desk cannot exchange although nothing is in its way")
        self.counts["peace"] += 1
        with self._world.server.database.read(self._world.organisation) as store:
            server = rows_of(store.rows)
            digest, version = store.read_digest(), store.head().version
        wrong = [*wrong_rows(server), *nothing_lost(self._world.desks, server)]
        wrong += wrong_effects(self._world.desks, server)
        wrong += untold(self._world.desks, server)
        wrong += broken_promises(self._world.desks, server)
        for desk in self._world.desks:
            wrong += wrong_desk(desk, server, digest, version)
        for one in wrong:
            self._violation("oracle", one)
        self._note("peace", version)

    def _heard(self, kind: str, what: str) -> None:
        """Words of the program, wrong unless something happened that is answered by them."""
        for words, causes in ANSWERS.items():
            if words in what and any(self._world.faults[cause] for cause in causes):
                return
        self._violation(kind, what)

    @contextmanager
    def _listening(self) -> Iterator[None]:
        """What the program says went wrong is a violation, and is not shown elsewhere."""
        ear = Ear(self._heard)
        loggers = [logging.getLogger(name) for name in PARTS]
        before = [logger.propagate for logger in loggers]
        for logger in loggers:
            logger.propagate = False
            logger.addHandler(ear)
        try:
            yield
        finally:
            for logger, kept in zip(loggers, before, strict=True):
                logger.removeHandler(ear)
                logger.propagate = kept


class Ear(logging.Handler):
    """Hears warnings and errors of the program."""

    def __init__(self, told: Callable[[str, str], None]) -> None:
        super().__init__(logging.WARNING)
        self._told = told
        self.setFormatter(logging.Formatter("%(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self._told("program said", self.format(record))


HEARS = frozenset({"exchange", "hear again", "die exchanging", "server dies"})
"""What may move a desk's copy."""

DOING: dict[str, Callable[[Player, SimDesk], Any]] = {
    "act": Player.act,
    "exchange": Player.exchange,
    "hear again": Player.hear_again,
    "cut": Player.cut,
    "deafen": Player.deafen,
    "mend": Player.mend,
    "die acting": Player.die_acting,
    "die exchanging": Player.die_exchanging,
    "server dies": Player.server_dies,
    "server dies in its timers": Player.server_dies_in_timers,
    "clock jumps": Player.clock_jumps,
    "server's clock jumps": Player.server_clock_jumps,
    "desk copied": Player.desk_copied,
    "desk restored": Player.desk_restored,
    "disk cloned": Player.disk_cloned,
    "server copied": Player.server_copied,
    "server restored": Player.server_restored,
    "server put back by hand": Player.server_put_back,
    "weather": Player.weather,
    "timers": Player.timers,
    "peace": Player.peace,
}
