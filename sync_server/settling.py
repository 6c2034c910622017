"""Settles what waits for one organisation together: one transaction for many callers (a round).

Whoever waits first leads the round for all. Settled one by one each would pay for a commit of its
own; so a busy studio costs hardly more than a quiet one. Orders of the server go before desks, a
scan at the counter before a desk that drains a long queue.
"""

import logging
import math
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from heapq import heappop, heappush
from itertools import count
from typing import Any

import msgspec

from core.changes import Act, Outcome
from core.commands.registry import Command
from core.domain.refusals import Fault, Refusal
from core.ports import Clock
from core.wire.envelope import Envelope
from core.wire.protocol import MOST_COMMANDS, Settled
from sync_server.intake import Intake, Upload
from sync_server.pokes import Gauge, Uncounted
from sync_server.settlement import Settlement
from sync_server.store.port import Database

log = logging.getLogger(__name__)

LONGEST_ROUND_S = 0.05
SHORT = 10
"""More commands than these in one exchange are a drain, which lets others go first."""
DRAIN_WAITS_S = 0.2
"""For so long at most: a drain that waited longer goes before what came after it."""
LONGEST_TRACE = 4000

Rounds = Callable[[int, int, float], None]


class Budget:
    """What one round may take: commands and seconds. Its first command always runs."""

    def __init__(self, longest_s: float) -> None:
        self._longest = longest_s
        self.used = 0
        self.begin()

    def begin(self) -> None:
        """The lock is there: time runs from now on."""
        self._began = time.monotonic()

    @property
    def spent(self) -> bool:
        """Whether nothing more is to be begun."""
        return self.used >= MOST_COMMANDS or bool(self.used and self.passed() >= self._longest)

    def has_room_for(self, commands: int) -> bool:
        """Whether to begin with so many; half a drain would only send its desk around again."""
        if not self.used or commands <= 1:
            return not self.spent
        in_time = commands <= SHORT or self.passed() < self._longest / 2
        return in_time and self.used + commands <= MOST_COMMANDS and not self.spent

    def take(self, envelopes: Sequence[Envelope]) -> Iterator[Envelope]:
        """The envelopes until the budget is spent."""
        for envelope in envelopes:
            if self.spent:
                return
            self.used += 1
            yield envelope

    def passed(self) -> float:
        """Seconds since it began."""
        return time.monotonic() - self._began


class Bench(msgspec.Struct, frozen=True):
    """Where one transaction settles."""

    settlement: Settlement
    intake: Intake


class Job:
    """What one caller wants settled; its answer, or what was raised, in the end."""

    count = 1
    quiet = False

    def __init__(self) -> None:
        self.news = threading.Event()
        self.done = False
        self.answer: Any = None
        self.error: Exception | None = None

    def settle(self, bench: Bench, budget: Budget) -> None:
        """Run in the round's transaction; the answer counts once that is committed."""
        raise NotImplementedError

    def alone(self, settling: "Settling", organisation_id: str) -> None:
        """Run again in transactions of its own, after the round with the others failed."""
        raise NotImplementedError

    def end(self, error: Exception | None = None) -> None:
        """Wake the caller."""
        self.error = error
        self.done = True
        self.news.set()


class Push(Job):
    """The commands of a desk, in their order."""

    def __init__(self, envelopes: Sequence[Envelope], *, newer: bool) -> None:
        super().__init__()
        self.count = len(envelopes)
        self._envelopes = envelopes
        self._newer = newer

    def settle(self, bench: Bench, budget: Budget) -> None:
        first = self._envelopes[0]
        envelopes = budget.take(self._envelopes)
        self.answer = bench.intake.batch(first.desk_id, first.epoch, envelopes, newer=self._newer)

    def alone(self, settling: "Settling", organisation_id: str) -> None:
        """Each by itself, so that one on which the program fails takes no other with it."""
        answers: list[Settled] = []
        upload = Upload((), 0)
        for envelope in settling.budget().take(self._envelopes):
            upload = _one(settling, organisation_id, envelope, newer=self._newer)
            answers += upload.settled
            if upload.refused:
                break
        self.answer = msgspec.structs.replace(upload, settled=tuple(answers))


class Order(Job):
    """A command of the server itself or of the web; the answer is None where it ran before."""

    def __init__(self, act: Act, command: Command, *, quiet: bool) -> None:
        super().__init__()
        self.quiet = quiet
        self._act, self._command = act, command

    def settle(self, bench: Bench, budget: Budget) -> None:
        budget.used += 1
        self.answer = bench.settlement.once(self._act, self._command)

    def alone(self, settling: "Settling", organisation_id: str) -> None:
        settling.transact(organisation_id, lambda one: self.settle(one, settling.budget()))


class Line:
    """Who waits for one organisation; one of them leads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[tuple[float, int, Job]] = []
        self._numbers = count()
        self._led = False

    def join(self, job: Job, rank: float) -> None:
        """Wait at a rank, the lowest goes first; who finds nobody leading is woken to lead."""
        with self._lock:
            heappush(self._waiting, (rank, next(self._numbers), job))
            if not self._led:
                self._led = True
                job.news.set()

    def take(self, budget: Budget) -> Job | None:
        """The next one for which a round has room."""
        with self._lock:
            if self._waiting and budget.has_room_for(self._waiting[0][2].count):
                return heappop(self._waiting)[2]
        return None

    def leave(self) -> list[Job]:
        """All who wait: the database is out of order for every one of them."""
        with self._lock:
            waiting, self._waiting = self._waiting, []
        return [job for _, _, job in waiting]

    def hand_on(self) -> None:
        """Let the next one lead, if any waits."""
        with self._lock:
            self._led = bool(self._waiting)
            if self._led:
                self._waiting[0][2].news.set()

    def __len__(self) -> int:
        return len(self._waiting)


class Settling:
    """One per process. Threads call it and wait for their own answer."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        settled: Callable[[str], None] = lambda _organisation: None,
        longest_s: float = math.inf,
    ) -> None:
        self.database = database
        self.clock = clock
        self.settled = settled
        self._longest_s = longest_s
        self._lines: dict[str, Line] = {}
        self._counted: Gauge = Uncounted()
        self._rounds: Rounds = lambda _callers, _commands, _seconds: None

    def watched(self, counted: Gauge, rounds: Rounds) -> None:
        """Count who waits, and tell of each round: callers, commands, seconds."""
        self._counted, self._rounds = counted, rounds

    def upload(
        self, organisation_id: str, envelopes: Sequence[Envelope], *, newer: bool = False
    ) -> Upload:
        """Settle a desk's commands; what did not fit is named by `expected_seq`, to be sent again.

        `newer`: the desk runs a later release, and may send what only that one knows.
        Raises Fault where the environment fails: nothing of the round is kept then.
        """
        wait = DRAIN_WAITS_S if len(envelopes) > SHORT else 0.0
        push = Push(envelopes, newer=newer)
        answer: Upload = self._answer(organisation_id, push, time.monotonic() + wait)
        return answer

    def command(
        self, organisation_id: str, act: Act, command: Command, *, quiet: bool = False
    ) -> Outcome | Refusal | None:
        """Settle a command of the server once, ahead of all desks; None where it ran before.

        `quiet` where the caller pokes by itself. What the program raises comes as it is.
        """
        order = Order(act, command, quiet=quiet)
        answer: Outcome | Refusal | None = self._answer(organisation_id, order, 0.0)
        return answer

    def waiting(self) -> int:
        """How many callers wait, in all organisations."""
        return sum(len(line) for line in list(self._lines.values()))

    def budget(self) -> Budget:
        """A fresh one for a round."""
        return Budget(self._longest_s)

    def transact(self, organisation_id: str, work: Callable[[Bench], Any], trace: str = "") -> Any:
        """Settle in a transaction of its own. The lock is taken before the work begins."""
        with self.database.write(organisation_id) as store:
            now = self.clock.now()
            settlement = Settlement(store, now, trace)
            answer = work(Bench(settlement, Intake(store, settlement, now)))
            settlement.close()
        return answer

    def _answer(self, organisation_id: str, job: Job, rank: float) -> Any:
        line = self._lines.setdefault(organisation_id, Line())
        line.join(job, rank)
        self._counted.inc()
        try:
            self._wait(organisation_id, line, job)
        finally:
            self._counted.dec()
        if job.error is not None:
            raise job.error
        return job.answer

    def _wait(self, organisation_id: str, line: Line, job: Job) -> None:
        while not job.done:
            job.news.wait()
            job.news.clear()
            if not job.done:
                try:
                    self._round(organisation_id, line)
                finally:
                    line.hand_on()

    def _round(self, organisation_id: str, line: Line) -> None:
        taken: list[Job] = []
        budget = self.budget()

        def work(bench: Bench) -> None:
            budget.begin()
            while (job := line.take(budget)) is not None:
                taken.append(job)
                job.settle(bench, budget)

        try:
            self.transact(organisation_id, work)
        except Exception as error:  # noqa: BLE001 - each caller gets it, or runs again alone
            self._failed(organisation_id, taken or line.leave(), error)
        else:
            for job in taken:
                job.end()
            self._rounds(len(taken), budget.used, budget.passed())
        finally:
            for job in taken:
                if not job.done:  # this thread is being ended: nobody waits for it for ever
                    job.end(Fault("server_failed", why="the round was cut"))
        if not all(job.quiet for job in taken):
            self.settled(organisation_id)

    def _failed(self, organisation_id: str, jobs: list[Job], error: Exception) -> None:
        ordered_alone = len(jobs) == 1 and isinstance(jobs[0], Order)
        if isinstance(error, Fault) or ordered_alone:
            for job in jobs:
                job.end(error)
            return
        log.error("a round of %d failed: it runs one by one", len(jobs), exc_info=error)
        for job in jobs:
            self._alone(organisation_id, job)

    def _alone(self, organisation_id: str, job: Job) -> None:
        try:
            job.alone(self, organisation_id)
        except Exception as error:  # noqa: BLE001 - it is the caller's, who gets it
            job.end(error)
        else:
            job.end()


def _one(settling: Settling, organisation_id: str, envelope: Envelope, *, newer: bool) -> Upload:
    def work(bench: Bench) -> Upload:
        return bench.intake.batch(envelope.desk_id, envelope.epoch, [envelope], newer=newer)

    try:
        upload: Upload = settling.transact(organisation_id, work)
    except Fault:
        raise
    except Exception:
        log.exception("command %s is kept aside", envelope.command_id)
        trace = traceback.format_exc()[-LONGEST_TRACE:]
        upload = settling.transact(organisation_id, work, trace)
    return upload
