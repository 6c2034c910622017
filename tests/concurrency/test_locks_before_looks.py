"""Workers that look whether something was done before take the lock first, and do it once."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from core.domain.messages import MessageLog
from core.domain.organisation import DESKS_OF_LOCATION
from core.wire.protocol import EnrolRequest
from sync_server import auth
from sync_server.enrolment import enrol
from sync_server.founding import Founded, Studio, found
from sync_server.notifications.giving_up import Undelivered, ask_for_help
from sync_server.notifications.message_log import note
from sync_server.office import Office
from sync_server.opening import Where, open_office
from sync_server.store.port import Message
from tests.support.postgres import Databases
from tests.support.rules import rule

AT_ONCE = 8
ROUNDS = 5


@pytest.fixture
def office(postgres: Databases, tmp_path: Path) -> Iterator[Office]:
    with postgres.fresh() as url:
        opened = open_office(Where(tmp_path, url))
        yield opened
        opened.database.engine.dispose()


@pytest.fixture
def ids(office: Office) -> Founded:
    return found(office, Studio("Small", "EUR", "Here", "Europe/London", "HER", "Ruth"))


def at_once(work: Callable[[int], object]) -> None:
    start = Barrier(AT_ONCE)

    def run(number: int) -> object:
        start.wait()
        return work(number)

    with ThreadPoolExecutor(AT_ONCE) as threads:
        list(threads.map(run, range(AT_ONCE)))


def test_computers_that_enrol_together_get_a_letter_each(office: Office, ids: Founded) -> None:
    now, engine = office.clock.now(), office.database.engine
    codes = [
        auth.new_code(engine, ids.organisation_id, ids.location_id, now) for _ in range(AT_ONCE)
    ]
    at_once(lambda number: enrol(office, EnrolRequest(codes[number], "Front", "a" * 64)))
    with office.database.read(ids.organisation_id) as store:
        letters = [desk.code for desk in store.rows.find(DESKS_OF_LOCATION, ids.location_id)]
    assert sorted(letters) == list("ABCDEFGH")


def noting(office: Office, ids: Founded, message: Message) -> Callable[[int], None]:
    def work(_number: int) -> None:
        note(office.database, ids.organisation_id, message, "expired", office.clock.now())

    return work


@rule("NTF-6")
def test_workers_that_note_one_message_note_it_once(office: Office, ids: Founded) -> None:
    now = office.clock.now()
    for number in range(ROUNDS):
        message = Message(f"m{number}", "c", "welcome", "email", "a@b.c", "{}", now)
        at_once(noting(office, ids, message))
    with office.database.read(ids.organisation_id) as store:
        noted = Counter(row.id for row in store.rows.page(MessageLog, "", 100))
    assert len(noted) == ROUNDS


@rule("NTF-5")
def test_workers_that_ask_for_help_ask_once(office: Office, ids: Founded) -> None:
    now = office.clock.now()
    organisation = ids.organisation_id
    lost = Undelivered(organisation, "m", "pinged", "{}", "gone", "webhook", "https://x.example")
    with office.database.read(organisation) as store:
        before = store.head().version
    at_once(lambda _number: ask_for_help(office.database, lost, now))
    with office.database.read(organisation) as store:
        assert store.head().version == before + 1
