"""Workers tell each other by NOTIFY that an organisation has news; each then pokes its own desks.

On connections of its own, after the commit: NOTIFY inside a settling transaction would make all
commits of the database wait for one another.
"""

import logging
import threading
from collections.abc import Callable
from typing import Any

import psycopg

from sync_server.pokes import Pokes

log = logging.getLogger(__name__)

CHANNEL = "foyer_news"
SPEAK = "SELECT pg_notify(%s, one) FROM unnest(%s::text[]) AS news (one)"
LOOK_S = 0.5
"""How often a listener looks whether it is to end."""
FIRST_PAUSE_S = 0.2
LONGEST_PAUSE_S = 10.0

Connection = psycopg.Connection[Any]


class Notifying:
    """Two threads, one that speaks and one that listens; both come back when the database does."""

    def __init__(self, url: str, pokes: Pokes) -> None:
        self._url = url
        self._pokes = pokes
        self._news: set[str] = set()
        self._waiting = threading.Condition()
        self._ended = threading.Event()
        self._speaker = 0
        self.connected = threading.Event()
        self._threads = [
            threading.Thread(target=self._kept_up, args=(work,), name=f"notify {work.__name__}")
            for work in (self._speak, self._listen)
        ]

    def start(self) -> None:
        self._pokes.tell_others(self.tell)
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End both threads; what was still to be told is told by the others' look at the heads."""
        self._ended.set()
        with self._waiting:
            self._waiting.notify_all()
        for thread in self._threads:
            thread.join()

    def tell(self, organisation_id: str) -> None:
        """Tell the other workers soon; many words in a row become one."""
        with self._waiting:
            self._news.add(organisation_id)
            self._waiting.notify_all()

    def _speak(self, connection: Connection) -> None:
        self._speaker = connection.info.backend_pid
        while not self._ended.is_set():
            with self._waiting:
                self._waiting.wait_for(lambda: self._news or self._ended.is_set())
                news = sorted(self._news)
                self._news.clear()
            try:
                connection.execute(SPEAK, (CHANNEL, news))
            except psycopg.Error:
                with self._waiting:
                    self._news.update(news)
                raise

    def _listen(self, connection: Connection) -> None:
        connection.execute(f"LISTEN {CHANNEL}")
        # what was told while nobody listened is not told again
        self._pokes.wake_all()
        self.connected.set()
        while not self._ended.is_set():
            for word in connection.notifies(timeout=LOOK_S):
                if word.pid != self._speaker:
                    self._pokes.hear(word.payload)
                if self._ended.is_set():
                    return

    def _kept_up(self, work: Callable[[Connection], None]) -> None:
        pause = FIRST_PAUSE_S
        while not self._ended.is_set():
            try:
                with psycopg.connect(self._url, autocommit=True) as connection:
                    pause = FIRST_PAUSE_S
                    work(connection)
            except psycopg.Error as error:
                log.warning("the line between the workers is down: %s", error)
                self.connected.clear()
                self._ended.wait(pause)
                pause = min(2 * pause, LONGEST_PAUSE_S)
