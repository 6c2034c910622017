"""Signing in at a desk over real HTTP, and how often somebody may try."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from core.commands.identity import RevokeDesk
from core.store.bookkeeping import outbox, staff_password
from sync_server.signing_in import set_password, settle
from tests.support.http_server import RunningServer, running_server
from tests.support.rules import rule
from tests.sync_server.staff_at_desk import KEY, PASSWORD, enrolled, keys, named, post


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running_server(tmp_path / "server") as made:
        yield made


def wanted(server: RunningServer, password: str = PASSWORD, key: str = KEY) -> dict[str, str]:
    return {"staff_id": server.ids.owner_id, "password": password, "public_key": key}


def give_password(server: RunningServer) -> None:
    set_password(server.office, server.ids.organisation_id, server.ids.owner_id, PASSWORD)


def letters(server: RunningServer) -> int:
    with server.office.database.engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(outbox)).scalar_one())


@rule("ORG-10")
def test_the_right_password_makes_a_key_of_the_person_at_that_desk(server: RunningServer) -> None:
    give_password(server)
    desk = enrolled(server)
    answer = post(server, desk.token, "sign-in", wanted(server))
    assert answer.status_code == 200
    assert answer.json() == {"staff_id": server.ids.owner_id, "public_key": KEY}
    (key,) = keys(server)
    assert (key.id, key.desk_id, key.state) == (KEY, desk.desk_id, "active")


def test_the_password_itself_is_kept_nowhere(server: RunningServer, tmp_path: Path) -> None:
    give_password(server)
    post(server, enrolled(server).token, "sign-in", wanted(server))
    with server.office.database.engine.connect() as connection:
        kept = connection.execute(select(staff_password.c.hash)).scalar_one()
        log = connection.exec_driver_sql("SELECT * FROM command_log").fetchall()
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert PASSWORD not in repr(log)


@pytest.mark.parametrize("who", ["owner", "nobody", "without"])
def test_a_wrong_password_an_unknown_person_and_one_without_sound_the_same(
    server: RunningServer, who: str
) -> None:
    if who == "owner":
        give_password(server)
    body = wanted(server, "another kettle") | ({"staff_id": "nobody"} if who == "nobody" else {})
    answer = post(server, enrolled(server).token, "sign-in", body)
    assert answer.status_code == 409
    assert answer.json() == {"error": "sign_in_wrong", "code": "sign_in_wrong", "facts": {}}
    assert keys(server) == []


def test_only_a_desk_may_ask(server: RunningServer) -> None:
    give_password(server)
    assert post(server, "no such token", "sign-in", wanted(server)).status_code == 401
    assert post(server, "no such token", "forgotten", {"staff_id": "x"}).status_code == 401


@pytest.mark.parametrize(
    "spoilt",
    [
        {"public_key": "AB" * 32},
        {"public_key": ""},
        {"staff_id": ""},
        {"staff_id": "a\x00b"},
        {"password": 7},
        {"password": "x" * 1001},
        {"more": "fields"},
    ],
)
def test_what_is_no_sign_in_is_turned_away(server: RunningServer, spoilt: dict[str, str]) -> None:
    answer = post(server, enrolled(server).token, "sign-in", wanted(server) | spoilt)
    assert answer.json()["code"] == "invalid_input"


def test_after_ten_tries_a_person_waits_even_with_the_right_password(
    server: RunningServer,
) -> None:
    give_password(server)
    first, second = enrolled(server), enrolled(server, "Back", "b" * 64)
    for desk in (first, second):
        for _ in range(5):
            post(server, desk.token, "sign-in", wanted(server, "wrong password"))
    answer = post(server, second.token, "sign-in", wanted(server))
    assert answer.json()["code"] == "too_many_tries"
    assert answer.json()["facts"] == {"minutes": 60}


def test_a_revoked_desk_signs_nobody_in(server: RunningServer) -> None:
    give_password(server)
    desk = enrolled(server)
    settle(server.office, server.ids.organisation_id, RevokeDesk(desk.desk_id, even_last=True))
    answer = post(server, desk.token, "sign-in", wanted(server))
    assert answer.json()["code"] == "desk_revoked"
    assert keys(server) == []


def test_who_forgot_gets_a_letter_and_nobody_learns_who_has_an_address(
    server: RunningServer,
) -> None:
    desk = enrolled(server)
    for staff_id in (server.ids.owner_id, "nobody"):
        answer = post(server, desk.token, "forgotten", {"staff_id": staff_id})
        assert (answer.status_code, answer.content) == (202, b"{}")
    assert letters(server) == 0
    named(server)
    answer = post(server, desk.token, "forgotten", {"staff_id": server.ids.owner_id})
    assert (answer.status_code, letters(server)) == (202, 1)
    again = {"staff_id": server.ids.owner_id}
    codes = [post(server, desk.token, "forgotten", again).status_code for _ in range(2)]
    assert codes == [202, 409], "three an hour are enough"
