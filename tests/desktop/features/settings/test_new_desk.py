"""A code for another computer: asked for at the desk, shown as long as it opens."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from core.domain.ids import StaffId
from core.domain.refusals import Fault
from core.wire.enrol_codes import EnrolCodeReply
from core.wire.protocol import EnrolRequest
from desktop.features.settings.studio.desks import DesksPage
from desktop.features.settings.studio.new_desk import NewDesk
from desktop.sync.client import HttpServer
from tests.desktop.features.settings.conftest import Settings
from tests.desktop.live import LiveDesk
from tests.support.http_server import RunningServer, running_server
from tests.support.rules import rule
from tests.sync_server.staff_at_desk import enrolled


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running_server(tmp_path / "other") as made:
        yield made


def moves_to(live: LiveDesk, server: RunningServer, location: str = "") -> None:
    """The desk belongs to a server that is really there, and its owner works here."""
    reply = enrolled(server)
    identity = replace(
        live.desk.membership.identity,
        organisation_id=reply.organisation_id,
        desk_id=reply.desk_id,
    )
    live.desk.membership = replace(
        live.desk.membership, server_url=server.url, token=reply.token, identity=identity
    )
    live.session.actor = server.ids.owner_id  # type: ignore[assignment]
    live.session.location_id = location or server.ids.location_id  # type: ignore[assignment]


def adding(settings: Settings) -> NewDesk:
    page = settings.open("desks")
    assert isinstance(page, DesksPage)
    page.add()
    assert page.adding is not None
    return page.adding


@rule("PERM-2")
def test_a_code_is_made_by_the_server_and_makes_a_computer_a_desk(
    settings: Settings, live: LiveDesk, server: RunningServer
) -> None:
    shown = adding(settings)
    settings.desk.until(lambda: not shown.waiting)
    moves_to(live, server)
    shown.ask()
    settings.desk.until(shown.code.text)
    assert shown.life.text() == "Opens once, for another 10:00"
    assert shown.picture is not None
    assert shown.picture.accessibleName().startswith(f"Code {server.url} ")
    assert "this computer only" in shown.answer.text()
    client = HttpServer(server.url)
    added = client.enrol(EnrolRequest(shown.code.text(), "Back", "b" * 64))
    client.close()
    assert added.location_id == server.ids.location_id
    page = settings.page()
    assert isinstance(page, DesksPage)
    page.back()
    assert page.adding is None


def test_without_the_server_the_page_says_why_there_is_no_code(settings: Settings) -> None:
    shown = adding(settings)
    settings.desk.until(lambda: "cannot be reached" in shown.answer.text())
    assert shown.code.text() == ""
    assert not shown.waiting


@rule("PERM-2")
def test_a_refusal_of_the_server_is_said_in_its_words(
    settings: Settings, live: LiveDesk, server: RunningServer
) -> None:
    shown = adding(settings)
    settings.desk.until(lambda: not shown.waiting)
    moves_to(live, server, "no such place")
    shown.ask()
    settings.desk.until(lambda: not shown.waiting)
    assert shown.answer.text()
    assert shown.code.text() == ""


def test_a_code_that_is_too_old_is_taken_away(settings: Settings) -> None:
    shown = adding(settings)
    settings.desk.until(lambda: not shown.waiting)
    shown._came(EnrolCodeReply("ABCDEFGHJK", 2000))
    assert (shown.code.text(), shown.life.text()) == (
        "ABCDE FGHJK",
        "Opens once, for another 0:02",
    )
    shown._tick()
    shown._tick()
    assert (shown.code.text(), shown.life.text(), shown.picture) == ("", "", None)
    assert "too old" in shown.answer.text()


def test_every_fault_has_words(settings: Settings) -> None:
    shown = adding(settings)
    for code in (
        "not_proven",
        "too_many_tries",
        "desk_revoked",
        "server_failed",
        "server_nonsense",
    ):
        shown._failed(Fault(code))
        assert shown.answer.text(), code


def test_who_may_not_enrol_is_not_offered_it(settings: Settings, live: LiveDesk) -> None:
    page = settings.open("desks")
    assert page.subject.words().add == "Add a desk"
    live.session.actor = StaffId("nobody")
    assert page.subject.words().add == ""
    page.add()
    assert isinstance(page, DesksPage)
    assert page.adding is None
