"""Workers tell each other of news, and find each other again after the database went away."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from sync_server.notifying import Notifying
from sync_server.pokes import Pokes
from tests.support.postgres import Databases

PATIENCE_S = 20


class Heard(Pokes):
    """Notes of which organisations another worker told, and when all were woken."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._news = threading.Condition()

    def hear(self, organisation_id: str) -> None:
        super().hear(organisation_id)
        self._note(organisation_id)

    def wake_all(self) -> None:
        super().wake_all()
        self._note("all")

    def _note(self, word: str) -> None:
        with self._news:
            self.words.append(word)
            self._news.notify_all()

    def wait_for(self, word: str, times: int = 1) -> None:
        with self._news:
            assert self._news.wait_for(lambda: self.words.count(word) >= times, PATIENCE_S)


@contextmanager
def two_workers(url: str) -> Iterator[tuple[Heard, Heard]]:
    pokes = (Heard(), Heard())
    lines = [Notifying(url, one) for one in pokes]
    for line in lines:
        line.start()
    try:
        for one in pokes:
            one.wait_for("all")
        yield pokes
    finally:
        for line in lines:
            line.stop()


def test_news_at_one_worker_are_heard_at_the_other_and_not_told_back(postgres: Databases) -> None:
    with postgres.fresh() as url, two_workers(url) as (here, there):
        here.send("org")
        there.wait_for("org")
        there.send("other")
        here.wait_for("other")
        assert here.words == ["all", "org", "other"]
        assert there.words == ["all", "org", "other"]


def test_a_thousand_words_in_a_row_become_few(postgres: Databases) -> None:
    with postgres.fresh() as url, two_workers(url) as (here, there):
        for _ in range(1000):
            here.send("org")
        here.send("last")
        there.wait_for("last")
        assert there.words.count("org") < 200


@pytest.mark.expects_log("the line between the workers is down")
def test_a_database_that_comes_back_is_heard_again_and_what_was_missed_is_looked_for(
    postgres: Databases,
) -> None:
    with postgres.fresh() as url, two_workers(url) as (here, there):
        with psycopg.connect(url, autocommit=True) as bare:
            bare.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        here.wait_for("all", 2)
        there.wait_for("all", 2)
        here.send("org")
        there.wait_for("org")
