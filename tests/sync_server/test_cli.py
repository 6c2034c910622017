"""The server's command line, as an owner types it."""

import re
import sys
from pathlib import Path

import pytest
from sqlalchemy import select, update
from typer.testing import CliRunner

from core.domain.refusals import Fault
from core.store.bookkeeping import due, head, outbox, staff_password
from core.wire.protocol import PROTOCOL, EnrolRequest, ExchangeRequest
from sync_server import cli, passwords
from sync_server.cli_demo import moment
from sync_server.cli_status import ago
from sync_server.demo.batch import BatchStore
from sync_server.enrolment import enrol
from sync_server.opening import Where, open_office
from sync_server.service import DeskService
from sync_server.store.port import Message, OriginMark
from tests.support.rules import rule

CREATE = ["create", "--name", "Harbour Studio", "--owner", "Olive", "--location", "London"]
CREATE += ["--zone", "Europe/London", "--code", "LON"]


def run(data: Path, *words: str) -> str:
    """What a command prints; it must succeed."""
    result = CliRunner().invoke(cli.app, [*words, "--data", str(data)])
    assert result.exit_code == 0, result.output
    return result.output


def code_in(text: str) -> str:
    found = re.search(r"enrol code +([A-Z2-9]{10})", text)
    assert found
    return found[1]


@rule("ORG-1")
def test_a_studio_is_founded_and_its_code_enrols_a_desk(tmp_path: Path) -> None:
    code = code_in(run(tmp_path, *CREATE))
    office = open_office(Where(tmp_path))
    reply = enrol(office, EnrolRequest(code, "Front", "a" * 64))
    assert reply.desk_code == "A"
    office.database.engine.dispose()
    assert code_in(run(tmp_path, "enrol")) != code


def test_status_names_the_desks_and_when_they_were_heard_from(tmp_path: Path) -> None:
    assert "no studio yet" in run(tmp_path, "status")
    code = code_in(run(tmp_path, *CREATE))
    office = open_office(Where(tmp_path))
    reply = enrol(office, EnrolRequest(code, "Front", "a" * 64))
    assert "desk A  Front" in run(tmp_path, "status")
    assert "has sent nothing yet" in run(tmp_path, "status")
    with office.database.write(reply.organisation_id) as store:
        sent = office.clock.now() - 3 * 60_000
        store.write_origin(reply.desk_id, 1, OriginMark(214, "x"), sent)
        store.write_heard(reply.desk_id, sent + 60_000)
        store.add_message(Message("m", "c", "class_cancelled", "email", "a@b.c", "{}", sent))
    with office.database.engine.begin() as connection:
        connection.execute(update(outbox).values(state="failed", result="550 no such person"))
    told = run(tmp_path, "status")
    assert "London" in told
    assert "3 min ago; 214 commands in all" in told
    assert "has told everything up to 2 min ago" in told or "up to 120 s ago" in told
    assert "timers  on time" in told
    assert "1 given up" in told
    assert "class_cancelled to a@b.c: 550 no such person" in told
    with office.database.engine.begin() as connection:
        connection.execute(update(due).values(at=sent))
    assert "timers  late by 3 min: is the server running?" in run(tmp_path, "status")
    office.database.engine.dispose()


@pytest.mark.parametrize(
    ("passed", "said"),
    [(40_000, "40 s"), (180_000, "3 min"), (5 * 3_600_000, "5 h"), (72 * 3_600_000, "3 days")],
)
def test_a_span_is_said_as_people_say_it(passed: int, said: str) -> None:
    assert ago(passed) == said


def test_the_demo_is_made_around_a_moment_and_a_desk_can_load_it(tmp_path: Path) -> None:
    told = run(tmp_path, "demo", "--now", "2026-11-18T17:41:00+00:00", "--seed", "3")
    assert "it is        Wednesday 18 November 2026, 17:41 in Europe/London" in told
    assert told.count("enrol code") == 3
    office = open_office(Where(tmp_path))
    reply = enrol(office, EnrolRequest(code_in(told), "Front", "a" * 64))
    service = DeskService(office.database, office.clock, reply.organisation_id)
    page = service.exchange(ExchangeRequest(PROTOCOL, reply.desk_id, 1, 0))
    assert page.mark is not None
    office.database.engine.dispose()
    assert "2 items of attention open" not in run(tmp_path, "status")
    assert "3 items of attention open" in run(tmp_path, "status")


def test_a_moment_without_an_offset_is_utc() -> None:
    assert moment("2026-11-18T17:41:00") == moment("2026-11-18T18:41:00+01:00")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["enrol"], "Say which organisation"),
        (["demo", "--now", "yesterday"], "yesterday is not a date."),
        (["import", "nothing.csv", "--organisation", "x"], "nothing.csv cannot be read: No such"),
        (["demo", "--large", "--database", "postgresql://x"], "is made for SQLite only"),
    ],
)
def test_a_fault_is_a_sentence_and_not_a_trace(
    words: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["foyer-server", *words, "--data", str(tmp_path)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 1
    assert said in capsys.readouterr().err


def test_a_store_in_the_making_keeps_only_letters_that_are_still_to_leave() -> None:
    making, real = BatchStore(), BatchStore()
    for key, due_at in (("past", 100), ("now", 200), ("later", 300)):
        making.add_message(Message(key, f"cause of {key}", "e", "email", "a@b.c", "{}", due_at))
    making.withdraw_messages("cause of past")
    making.write_out(real, 200)
    assert list(real._messages) == ["later"]


def test_an_owner_without_mail_sets_passwords_at_the_server(tmp_path: Path) -> None:
    run(tmp_path, *CREATE)
    office = open_office(Where(tmp_path))
    secret = "a red stool by the sea"
    told = CliRunner().invoke(
        cli.app, ["set-password", "olive", "--data", str(tmp_path)], input=f"{secret}\n"
    )
    assert (told.exit_code, told.output) == (0, "password set Olive\n")
    with office.database.engine.connect() as connection:
        whose = connection.execute(select(head.c.organisation_id)).scalar_one()
        staff_id = connection.execute(select(staff_password.c.staff_id)).scalar_one()
    assert passwords.fits(office.database, whose, staff_id, secret)
    assert not passwords.fits(office.database, whose, staff_id, f"{secret}.")
    for words, code in (
        (["set-password", "nobody"], "person_not_named"),
        (["invite", "Olive"], "no_email"),
    ):
        result = CliRunner().invoke(cli.app, [*words, "--data", str(tmp_path)], input="x" * 12)
        assert isinstance(result.exception, Fault)
        assert result.exception.code == code


def test_desks_are_listed_and_revoked(tmp_path: Path) -> None:
    code = code_in(run(tmp_path, *CREATE, "--email", "olive@example.org"))
    assert "olive@example.org" in run(tmp_path, "invite", "Olive")
    office = open_office(Where(tmp_path))
    reply = enrol(office, EnrolRequest(code, "Front", "a" * 64))
    assert f"{reply.desk_id}  LON-A  active    London: Front" in run(tmp_path, "desks")
    kept = CliRunner().invoke(cli.app, ["revoke-desk", reply.desk_id, "--data", str(tmp_path)])
    assert isinstance(kept.exception, Fault)
    assert kept.exception.code == "last_desk"
    run(tmp_path, "revoke-desk", reply.desk_id, "--even-last")
    assert "revoked " in run(tmp_path, "desks")
