"""Several worker processes on one port, over one PostgreSQL database.

The parent only binds the port, starts the workers, and follows one that died by another.
"""

import logging
import multiprocessing
import os
import shutil
import signal
import socket
import threading
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

from prometheus_client.multiprocess import mark_process_dead

from core.domain.refusals import Fault
from sync_server.metrics import SHARED_FOLDER
from sync_server.opening import Where, open_office
from sync_server.serving import listens_at, say_ready, work

log = logging.getLogger(__name__)

COUNTS = "counts"
PAUSE_S = 1.0
"""A worker that dies at its start is not followed faster than this."""


def serve_by_many(where: Where, host: str, port: int, workers: int) -> None:
    """Serve by so many processes until SIGTERM or SIGINT.

    Raises Fault `workers_need_postgresql`: SQLite has one writing process.
    """
    if not where.database:
        raise Fault("workers_need_postgresql", workers=workers)
    open_office(where).database.engine.dispose()  # faults come before the workers, once
    _share_counts(where.folder / COUNTS)
    with socket.create_server((host, port), backlog=1024) as listening:
        crew = Crew(where, listening)
        signal.signal(signal.SIGTERM, crew.end)
        signal.signal(signal.SIGINT, crew.end)
        for _ in range(workers):
            crew.hire()
        say_ready(host, listening)
        crew.watch()


def _share_counts(folder: Path) -> None:
    """An empty folder in which the workers add up their figures."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    os.environ[SHARED_FOLDER] = str(folder)


class Crew:
    """The workers of one server."""

    def __init__(self, where: Where, listening: socket.socket) -> None:
        self._where = where
        self._listening = listening
        self._ended = threading.Event()
        self._processes: list[SpawnProcess] = []

    def hire(self) -> None:
        """Start one more worker."""
        context = multiprocessing.get_context("spawn")
        process = context.Process(target=run, args=(self._where, self._listening))
        process.start()
        self._processes.append(process)
        if self._ended.is_set():
            self.end()  # it was asked while this one was being made

    def end(self, *_signal: object) -> None:
        """Let every worker finish what it was asked, then go."""
        self._ended.set()
        for process in self._processes:
            if process.pid and process.is_alive():
                os.kill(process.pid, signal.SIGTERM)

    def watch(self) -> None:
        """Until the end: follow who died."""
        while self._processes:
            wait([process.sentinel for process in self._processes])
            gone = [process for process in self._processes if not process.is_alive()]
            for process in gone:
                self._processes.remove(process)
                mark_process_dead(process.pid, os.environ[SHARED_FOLDER])  # type: ignore[no-untyped-call]
                if not self._ended.is_set():
                    log.warning("worker %s ended with %s", process.pid, process.exitcode)
                    self._ended.wait(PAUSE_S)
            for _ in gone:
                if not self._ended.is_set():
                    self.hire()


def run(where: Where, listening: socket.socket) -> None:
    """One worker; it also goes when its parent is gone."""
    threading.Thread(target=_follow_parent, daemon=True).start()
    office = open_office(where)
    listens_at(office, listening.getsockname()[0], listening)
    work(office, listening)


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)
