"""Several worker processes on one port: they share desks, timers and letters, and one may die."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import httpx
import pytest

from core.wire.protocol import PROTOCOL, EnrolRequest, ExchangeRequest
from desktop.sync.client import HttpServer
from sync_server import auth, cli
from sync_server.enrolment import enrol
from sync_server.founding import Studio, found
from sync_server.office import Office
from sync_server.opening import Where, open_office
from tests.support.postgres import KINDS, Databases, SystemCluster
from tests.support.servers import Child, Children

WORKERS = 3
PATIENCE_S = 30


@contextmanager
def opened(where: Where) -> Iterator[Office]:
    office = open_office(where)
    yield office
    office.database.engine.dispose()


@pytest.fixture
def where(postgres: Databases, tmp_path: Path) -> Iterator[Where]:
    with postgres.fresh() as url:
        yield Where(tmp_path, url)


def start(children: Children, where: Where) -> tuple[Child, str]:
    words = ("serve", "--data", where.folder, "--database", where.database)
    child = children.python("-m", "sync_server.cli", *words, "--port=0", f"--workers={WORKERS}")
    return child, child.wait_for(r"listening on (http\S+)")[1]


def pids(url: str) -> set[int]:
    """The workers that answer."""

    def ask(_number: int) -> int:
        return int(httpx.get(f"{url}/healthz", timeout=PATIENCE_S).json()["worker"])

    with ThreadPoolExecutor(12) as threads:
        return set(threads.map(ask, range(60)))


def wait_until_all_answer(url: str, besides: int = 0) -> set[int]:
    answering: set[int] = set()
    for _ in range(200):
        answering |= pids(url) - {besides}
        if len(answering) == WORKERS:
            return answering
        threading.Event().wait(0.05)
    raise AssertionError(f"only {answering} answer")


def test_a_commit_at_any_worker_wakes_the_streams_of_all_and_a_dead_one_is_followed(
    where: Where, children: Children
) -> None:
    with opened(where) as office:
        ids = found(office, Studio("Small", "EUR", "Here", "Europe/London", "HER", "Ruth"))
        now = office.clock.now()
        code = auth.new_code(office.database.engine, ids.organisation_id, ids.location_id, now)
        desk = enrol(office, EnrolRequest(code, "Front", "a" * 64))
        codes = [
            auth.new_code(office.database.engine, ids.organisation_id, ids.location_id, now)
            for _ in range(2)
        ]
    server, url = start(children, where)
    first = wait_until_all_answer(url)
    with streams(url, desk.token, 12) as woken:
        httpx.post(f"{url}/v1/enrol", json=asked(codes[0]), timeout=PATIENCE_S).raise_for_status()
        woken()
    for _ in range(40):
        with closing(HttpServer(url, desk.token)) as side:
            side.exchange(ExchangeRequest(PROTOCOL, desk.desk_id, 1, 0))
    assert figure(url, 'foyer_exchanges_total{carried="nothing"}') == 40, "of all workers"
    victim = min(first)
    os.kill(victim, signal.SIGKILL)
    server.wait_for(f"worker {victim} ended with -9")
    assert wait_until_all_answer(url, besides=victim) & first == first - {victim}
    with closing(HttpServer(url, desk.token)) as desk_side:
        reply = desk_side.exchange(ExchangeRequest(PROTOCOL, desk.desk_id, 1, 0))
    assert reply.head > 0
    httpx.post(f"{url}/v1/enrol", json=asked(codes[1]), timeout=PATIENCE_S).raise_for_status()
    assert server.stop(PATIENCE_S) == 0, server.output


def figure(url: str, name: str) -> float:
    """One figure, whichever worker is asked."""
    lines = httpx.get(f"{url}/metrics", timeout=PATIENCE_S).text.splitlines()
    (line,) = [line for line in lines if line.startswith(f"{name} ")]
    return float(line.rpartition(" ")[2])


def asked(code: str) -> dict[str, str]:
    return {"code": code, "name": "Second", "public_key": "b" * 64}


@contextmanager
def streams(url: str, token: str, count: int) -> Iterator[Callable[[], None]]:
    """Open poke streams; what it gives waits until each of them has been woken once."""
    headers = {"authorization": f"Bearer {token}"}
    with ExitStack() as stack:
        lines = []
        for _ in range(count):
            client = stack.enter_context(httpx.Client(timeout=PATIENCE_S))
            answer = stack.enter_context(
                client.stream("GET", f"{url}/v1/sync/pokes", headers=headers)
            )
            lines.append(answer.iter_lines())
            assert next(lines[-1]) == "data:"

        def woken() -> None:
            for one in lines:
                assert next(one) == ""
                assert next(one) == "data:"

        yield woken


@pytest.mark.skipif("system" not in KINDS, reason="the wheel's server cannot be restarted alone")
def test_a_database_that_was_restarted_is_found_again(tmp_path: Path, children: Children) -> None:
    cluster = SystemCluster()
    try:
        where = Where(tmp_path, cluster.url("postgres"))
        with opened(where) as office:
            ids = found(office, Studio("Small", "EUR", "Here", "Europe/London", "HER", "Ruth"))
            now, engine = office.clock.now(), office.database.engine
            codes = [
                auth.new_code(engine, ids.organisation_id, ids.location_id, now) for _ in range(2)
            ]
            desk = enrol(office, EnrolRequest(codes[0], "Front", "a" * 64))
        server, url = start(children, where)
        wait_until_all_answer(url)
        with streams(url, desk.token, 6) as woken:
            cluster.restart()
            woken()  # by the line between the workers, which came back and may have missed a word
            until_it_works(f"{url}/v1/enrol", asked(codes[1]))
            woken()
        assert server.running
        assert server.stop(PATIENCE_S) == 0, server.output
    finally:
        children.end()
        cluster.stop()


def until_it_works(url: str, body: dict[str, str]) -> None:
    """Ask again while the database comes back, as a desk does."""
    for _ in range(200):
        answer = httpx.post(url, json=body, timeout=PATIENCE_S)
        if answer.status_code == 200:
            return
        assert answer.status_code == 503, answer.text
        threading.Event().wait(0.05)
    raise AssertionError("it never worked")


def test_a_sqlite_file_is_not_served_by_several(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["foyer-server", "serve", "--data", str(tmp_path), "--workers", "2"]
    monkeypatch.setattr("sys.argv", words)
    with pytest.raises(SystemExit):
        cli.main()
    assert "2 workers need a PostgreSQL database" in capsys.readouterr().err


def test_a_server_that_is_told_to_stop_while_it_starts_does_so(
    where: Where, children: Children
) -> None:
    server, _ = start(children, where)
    assert server.stop(PATIENCE_S) == 0, server.output
