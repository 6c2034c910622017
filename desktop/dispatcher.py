"""The one writer thread. A person's command goes first; the network's work gives way to it."""

import itertools
import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from core.changes import Act, ChangeSet, Outcome
from core.commands.registry import Command, Kind, spec_of
from core.domain.ids import StaffId
from core.domain.refusals import Fault, Refusal
from desktop.replica import BY_NAME, NOBODY, Done, Replica, Signing
from desktop.reserve import Reserve

T = TypeVar("T")

log = logging.getLogger(__name__)

_PERSON, _NETWORK, _END = 0, 1, 2


class GiveWay(Exception):
    """Raised inside network work to roll it back, because a person is waiting."""


class Dispatcher:
    """Runs all writes of a replica on one thread, and tells listeners what changed."""

    def __init__(self, replica: Replica, reserve: Reserve | None = None) -> None:
        self.replica = replica
        self._reserve = reserve
        self._jobs: queue.PriorityQueue[tuple[int, int, Callable[[], None]]] = queue.PriorityQueue()
        self._order = itertools.count()
        self._persons = 0
        self._lock = threading.Lock()
        self._changed: list[Callable[[ChangeSet], None]] = []
        self._committed: list[Callable[[], None]] = []
        self._thread = threading.Thread(target=self._work, name="foyer-writer", daemon=True)
        self._thread.start()

    def on_changed(self, listener: Callable[[ChangeSet], None]) -> None:
        """Call `listener` on the writer thread with every change of rows."""
        self._changed.append(listener)

    def on_committed(self, listener: Callable[[], None]) -> None:
        """Call `listener` on the writer thread when a person's command is in the journal."""
        self._committed.append(listener)

    def execute(
        self,
        command: Command,
        actor: StaffId,
        approved_by: StaffId = NOBODY,
        signing: Signing = BY_NAME,
    ) -> Future[Done]:
        """Carry a command out. The future holds the result, or the exception of a fault or bug."""
        act = self.replica.act(actor, approved_by)

        def job() -> Done:
            with self._lock:
                self._persons -= 1
            return self._execute(act, command, signing)

        with self._lock:
            self._persons += 1
        return self._submit(_PERSON, job)

    def network(self, work: Callable[[], T]) -> Future[T]:
        """Run work of the network thread on the writer, after all that people wait for."""
        return self._submit(_NETWORK, work)

    def give_way(self) -> None:
        """A checkpoint for long network work. Raises GiveWay when a person is waiting."""
        if self._persons:
            raise GiveWay

    def publish(self, changes: ChangeSet) -> None:
        """Tell the listeners, on the calling thread."""
        if changes:
            for listener in self._changed:
                listener(changes)

    def close(self) -> None:
        """Finish what is queued and end the thread."""
        self._jobs.put((_END, next(self._order), self._no_more))
        self._thread.join()

    def _execute(self, act: Act, command: Command, signing: Signing) -> Done:
        done = self._saved(act, command, signing)
        if isinstance(done.result, Refusal):
            return done
        self.publish(done.changes)
        for listener in self._committed:
            listener()
        return done

    def _saved(self, act: Act, command: Command, signing: Signing) -> Done:
        """Carry it out. On a full disk what happened is saved in the reserve, a promise is not."""
        happened = spec_of(command).kind is Kind.FACT
        reserve = self._reserve
        if reserve is not None and reserve.given and not happened and not reserve.lay():
            raise Fault("disk_full")
        try:
            return self.replica.execute(act, command, signing)
        except Fault as fault:
            if fault.code != "disk_full" or not happened or reserve is None or not reserve.give():
                raise
        return self.replica.execute(act, command, signing)

    def _submit(self, rank: int, work: Callable[[], Any]) -> Future[Any]:
        future: Future[Any] = Future()

        def job() -> None:
            try:
                future.set_result(work())
            except BaseException as error:  # noqa: BLE001 - it travels to whoever waits
                future.set_exception(error)

        self._jobs.put((rank, next(self._order), job))
        return future

    def _no_more(self) -> None:
        raise SystemExit

    def _work(self) -> None:
        while True:
            _, _, job = self._jobs.get()
            try:
                job()
            except SystemExit:
                return


def outcome_of(done: Done) -> Outcome | None:
    """The outcome of a command that was carried out, else None."""
    return done.result if isinstance(done.result, Outcome) else None
