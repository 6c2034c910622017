"""A studio that is founded here opens with its owner signed in by the PIN they chose."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from core.queries import desks, place
from desktop import local_server
from desktop.desk import enrol, open_desk
from desktop.doorkeeper import Doorkeeper
from desktop.first_run.begin import begin
from desktop.first_run.beginnings import NewStudio
from desktop.first_run.first_sign_in import FirstSignIn
from desktop.session import Session
from desktop.vault import FileVault
from tests.support.rules import rule

NEW = NewStudio(
    name="Harbour",
    location="Quay",
    zone="Europe/Lisbon",
    currency="GBP",
    owner="Olive",
    password="a long enough one",
    pin="481902",
)


@rule("U-76")
def test_the_owner_is_let_in_by_the_pin_that_was_chosen(tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "foyer"
    begun = begin(NEW, folder)
    assert len(begun.words.split("-")) > 5
    with local_server.running(folder) as url:
        vault = FileVault(folder)
        enrol(folder, url, begun.code, begun.name, vault)
        desk = open_desk(folder, vault, server_url=url)
        session = Session(desk)
        keeper = Doorkeeper(session)
        desk.begin()
        said: list[str] = []
        first = FirstSignIn(session, keeper, begun, session)
        first.told.connect(said.append)
        qtbot.waitUntil(lambda: session.signed_in or bool(said), timeout=20_000)
        assert said == []
        organisation = place.organisation(session.source)
        assert organisation is not None
        assert (organisation.name, organisation.currency) == ("Harbour", "GBP")
        assert session.actor
        qtbot.waitUntil(lambda: desks.has_signed(session.source, session.actor), timeout=20_000)
        keeper.close()
        session.close()
        desk.close()
