"""A server moves from its file to PostgreSQL: the same history, and a desk goes on with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from core.commands.people import CreateClient, NewClient
from core.domain.ids import StaffId
from core.domain.refusals import Fault
from core.wire.envelope import public_half
from core.wire.protocol import EnrolReply, EnrolRequest
from sync_server import auth, cli
from sync_server.enrolment import enrol
from sync_server.founding import Founded, Studio, found
from sync_server.moving import move
from sync_server.occupied import occupied
from sync_server.office import Office
from sync_server.opening import STORE, Where, open_office
from sync_server.service import DeskService
from sync_server.verifying import findings
from tests.support.postgres import Databases
from tests.sync.desk_by_hand import SIGNING, DeskByHand, replica_of


@pytest.fixture
def where(postgres: Databases, tmp_path: Path) -> Iterator[Where]:
    with postgres.fresh() as url:
        yield Where(tmp_path / "server", url)


@contextmanager
def opened(where: Where) -> Iterator[Office]:
    office = open_office(where)
    try:
        yield office
    finally:
        office.database.engine.dispose()


def studio(where: Where) -> tuple[Founded, EnrolReply, DeskByHand]:
    """A studio on the file, and a desk that has loaded it and sent something."""
    with opened(Where(where.folder)) as office:
        ids = found(office, Studio("Small", "EUR", "Here", "Europe/London", "HER", "Ruth"))
        engine, now = office.database.engine, office.clock.now()
        code = auth.new_code(engine, ids.organisation_id, ids.location_id, now)
        reply = enrol(office, EnrolRequest(code, "Front", public_half(SIGNING)))
        desk = replica_of(reply, office.clock)
        add(desk, office, ids, "Ada 🧘")
    return ids, reply, desk


def add(desk: DeskByHand, office: Office, ids: Founded, name: str) -> None:
    service = DeskService(office.database, office.clock, ids.organisation_id)
    desk.exchange(service)
    act = desk.replica.act(StaffId(ids.owner_id))
    desk.replica.execute(act, CreateClient(NewClient(name)))
    desk.exchange(service)


def test_the_history_goes_on_in_postgresql_as_if_nothing_had_been(where: Where) -> None:
    ids, reply, desk = studio(where)
    before = desk.replica.standing
    words = ["move", "--data", str(where.folder), "--database", where.database]
    result = CliRunner().invoke(cli.app, words)
    assert result.exit_code == 0, result.output
    assert "rows of" in result.output
    with opened(where) as office:
        add(desk, office, ids, "Ben")
        standing = desk.replica.standing
        assert standing.history_id == before.history_id
        assert standing.cursor == before.cursor + 1
        assert desk.replica.store.waiting() == 0
        with office.database.read(ids.organisation_id) as store:
            assert store.read_digest() == desk.replica.store.read_digest()
            assert list(findings(store)) == []
        door = auth.desk_of(office.database.engine, reply.token)
        assert door is not None
        assert door.subject_id == reply.desk_id


def test_what_cannot_be_moved_is_said_and_nothing_is_written(where: Where) -> None:
    with pytest.raises(Fault, match="store_missing"):
        move(where)
    studio(where)
    with occupied(where.folder), pytest.raises(Fault, match="server_running"):
        move(where)
    move(where)
    with pytest.raises(Fault, match="database_not_empty"):
        move(where)
    assert (where.folder / STORE).exists()


def test_a_move_that_is_cut_leaves_the_database_empty(
    where: Where, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio(where)

    def cut(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("sync_server.moving.func.count", cut)
        with pytest.raises(KeyboardInterrupt):
            move(where)
    counts = move(where)
    assert counts["client"] == counts["organisation"] == 1
