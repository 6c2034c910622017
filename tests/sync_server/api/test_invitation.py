"""The page of an invitation, as a browser sees it."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select, update

from core.commands.staff import ArchiveStaff
from core.store.bookkeeping import credential, outbox
from core.store.tables import metadata
from sync_server.signing_in import invite, settle
from tests.support.http_server import RunningServer, running_server
from tests.support.rules import rule
from tests.sync_server.staff_at_desk import (
    KEY,
    PASSWORD,
    enrolled,
    link_in_mailbox,
    named,
    post,
)

TWICE = {"password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running_server(tmp_path) as made:
        yield made


@pytest.fixture
def link(server: RunningServer, tmp_path: Path) -> str:
    invite(server.office, server.ids.organisation_id, named(server))
    return link_in_mailbox(server, tmp_path)


def signs_in(server: RunningServer, password: str = PASSWORD) -> bool:
    body = {"staff_id": server.ids.owner_id, "password": password, "public_key": KEY}
    return post(server, enrolled(server).token, "sign-in", body).status_code == 200


@rule("ORG-10")
def test_the_link_of_the_letter_sets_a_password_once(server: RunningServer, link: str) -> None:
    for _ in range(3):
        shown = httpx.get(link)
        assert shown.status_code == 200, "reading it never uses it up"
        assert "Ruth, choose the password" in shown.text
    done = httpx.post(link, data=TWICE)
    assert (done.status_code, "Your password is set" in done.text) == (200, True)
    assert signs_in(server)
    for again in (httpx.get(link), httpx.post(link, data=TWICE)):
        assert (again.status_code, "This link opens nothing" in again.text) == (404, True)


def test_neither_token_nor_password_is_kept_or_written_anywhere(
    server: RunningServer, link: str
) -> None:
    token = link.rpartition("/")[2]
    httpx.post(link, data=TWICE)
    with server.office.database.engine.connect() as connection:
        for table in metadata.tables.values():
            rows = repr(connection.execute(select(table)).fetchall())
            assert token not in rows, table.name
            assert PASSWORD not in rows, table.name
        assert connection.execute(select(outbox.c.state)).scalar_one() == "sent"


def test_a_newer_link_closes_the_older_one(
    server: RunningServer, link: str, tmp_path: Path
) -> None:
    invite(server.office, server.ids.organisation_id, server.ids.owner_id)
    newer = link_in_mailbox(server, tmp_path)
    assert httpx.get(link).status_code == 404
    assert httpx.get(newer).status_code == 200


def test_after_seven_days_it_opens_nothing(server: RunningServer, link: str) -> None:
    with server.office.database.engine.begin() as connection:
        found = connection.execute(
            select(credential.c.expires_at - credential.c.made_at).where(
                credential.c.kind == "invitation"
            )
        ).scalar_one()
        past = server.office.clock.now() - 1
        connection.execute(update(credential).values(expires_at=past))
    assert found == 7 * 24 * 60 * 60 * 1000
    assert httpx.post(link, data=TWICE).status_code == 404
    assert not signs_in(server)


def test_who_does_not_work_here_any_more_sets_no_password(server: RunningServer, link: str) -> None:
    from core.commands.setup import CreateStaff, GrantRole
    from core.domain.organisation import GRANTS_BY_STATE

    settle(server.office, server.ids.organisation_id, CreateStaff("Sam"))
    with server.office.database.read(server.ids.organisation_id) as store:
        owner = store.rows.find(GRANTS_BY_STATE, "active")[0].staff_id
        sam = next(
            row[0]
            for row in store._cursor.execute("SELECT id FROM staff_member WHERE name = 'Sam'")
        )
    settle(server.office, server.ids.organisation_id, GrantRole(sam, "org_owner"))
    settle(server.office, server.ids.organisation_id, ArchiveStaff(owner))
    assert httpx.get(link).status_code == 404
    assert httpx.post(link, data=TWICE).status_code == 404


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"password": PASSWORD, "again": PASSWORD + "!"}, "not the same"),
        ({"password": "short", "again": "short"}, "at least 10 characters"),
        ({"password": "password123", "again": "password123"}, "would guess"),
        ({"password": "ruth@example.org", "again": "ruth@example.org"}, "would guess"),
        ({"password": "x" * 5000, "again": "x" * 5000}, "at least 10 characters"),
        ({}, "at least 10 characters"),
    ],
)
def test_a_password_that_will_not_do_leaves_the_link_open(
    link: str, fields: dict[str, str], said: str
) -> None:
    answer = httpx.post(link, data=fields)
    assert answer.status_code == 422
    assert said in answer.text
    assert httpx.get(link).status_code == 200


def test_a_page_elsewhere_cannot_send_the_form(link: str) -> None:
    foreign = httpx.post(link, data=TWICE, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403
    assert httpx.get(link).status_code == 200


def test_the_page_runs_nothing_and_tells_nobody(link: str) -> None:
    answer = httpx.get(link)
    policy = answer.headers["content-security-policy"]
    nonce = re.search(r"'nonce-([\w-]+)'", policy)
    assert nonce
    assert f'<style nonce="{nonce[1]}">' in answer.text
    assert "script" not in answer.text
    for word in ("default-src 'none'", "form-action 'self'", "frame-ancestors 'none'"):
        assert word in policy
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers


def test_tokens_cannot_be_tried_by_the_thousand(server: RunningServer) -> None:
    codes = [
        httpx.get(f"{server.url}/staff/invitation/{number}").status_code for number in range(32)
    ]
    assert set(codes[:30]) == {404}
    assert codes[30:] == [429, 429]
