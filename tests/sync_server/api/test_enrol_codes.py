"""A code for another computer over real HTTP: who may ask, how it is proven, how often."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import asdict, replace

from core.commands.identity import EndStaffKey, RegisterStaffKey, RevokeDesk
from core.commands.setup import CreateStaff, GrantRole
from core.commands.staff import ArchiveStaff
from core.domain.ids import DeskId, LocationId, OrganisationId, StaffId
from core.domain.organisation import Desk, StaffMember
from core.domain.refusals import Fault
from core.domain.words import fault
from core.wire.enrol_codes import EnrolCodeRequest, statement
from core.wire.envelope import public_half
from core.wire.protocol import EnrolReply, EnrolRequest
from desktop.sync.client import HttpServer
from sync_server import auth
from sync_server.enrol_codes import FRESH_MS
from sync_server.signing_in import settle
from tests.support.http_server import RunningServer, running_server
from tests.support.rules import rule
from tests.sync_server.staff_at_desk import enrolled

KEY = Ed25519PrivateKey.from_private_bytes(b"7" * 32)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running_server(tmp_path / "server") as made:
        yield made


def ask(server: RunningServer, desk: EnrolReply, asked: EnrolCodeRequest) -> str:
    """The code, or that of the refusal."""
    answer = httpx.post(
        f"{server.url}/v1/enrol/code",
        json=asdict(asked),
        headers={"Authorization": f"Bearer {desk.token}"},
    )
    return str(answer.json()["code"])


def request(server: RunningServer, staff_id: str = "", at: int | None = None) -> EnrolCodeRequest:
    ids = server.ids
    moment = server.office.clock.now() if at is None else at
    return EnrolCodeRequest(LocationId(ids.location_id), StaffId(staff_id or ids.owner_id), moment)


def signed(
    asked: EnrolCodeRequest, desk: EnrolReply, key: Ed25519PrivateKey = KEY
) -> EnrolCodeRequest:
    said = statement(desk.organisation_id, desk.desk_id, asked)
    return replace(asked, key=public_half(key), signature=key.sign(bytes.fromhex(said)).hex())


def has_key(server: RunningServer, desk: EnrolReply) -> None:
    """The owner signs in at a desk."""
    command = RegisterStaffKey(StaffId(server.ids.owner_id), desk.desk_id, public_half(KEY))
    settle(server.office, server.ids.organisation_id, command)


def colleague(server: RunningServer, role: str) -> str:
    """Somebody with a role at the only location."""
    organisation = server.ids.organisation_id
    settle(server.office, organisation, CreateStaff("Dee Desk"))
    with server.office.database.read(organisation) as store:
        found = [row for row in store.rows.page(StaffMember, "", 10) if row.name == "Dee Desk"]
    grant = GrantRole(found[0].id, role, server.ids.location_id)  # type: ignore[arg-type]
    settle(server.office, organisation, grant)
    return found[0].id


@rule("PERM-2")
def test_the_code_makes_one_computer_a_desk_of_that_location_and_no_second(
    server: RunningServer,
) -> None:
    desk = enrolled(server)
    with closing(HttpServer(server.url, desk.token)) as client:
        made = client.enrol_code(request(server))
    assert made.life_ms == auth.CODE_LIFE_MS
    with closing(HttpServer(server.url)) as client:
        added = client.enrol(EnrolRequest(made.code, "Back", "b" * 64))
        with pytest.raises(Fault) as again:
            client.enrol(EnrolRequest(made.code, "Third", "c" * 64))
    assert again.value.code == "enrolment_code_wrong"
    with server.office.database.read(server.ids.organisation_id) as store:
        row = store.rows.get(Desk, added.desk_id)
    assert row is not None
    assert (row.name, row.location_id) == ("Back", server.ids.location_id)


def test_a_code_of_eleven_minutes_ago_opens_nothing(server: RunningServer) -> None:
    desk = enrolled(server)
    code = ask(server, desk, request(server))
    engine, now = server.office.database.engine, server.office.clock.now()
    with pytest.raises(Fault, match="enrolment_code_wrong"):
        auth.use_code(engine, code, now + 11 * 60 * 1000)


@rule("PERM-2")
def test_only_who_may_enrol_desks_gets_a_code(server: RunningServer) -> None:
    desk = enrolled(server)
    for role, code in (("receptionist", "not_permitted"), ("instructor", "not_permitted")):
        assert ask(server, desk, request(server, colleague(server, role))) == code
    manager = colleague(server, "location_manager")
    assert len(ask(server, desk, request(server, manager))) == auth.CODE_LENGTH
    settle(server.office, server.ids.organisation_id, ArchiveStaff(manager))
    assert ask(server, desk, request(server, manager)) == "not_proven"
    assert ask(server, desk, request(server, "nobody")) == "not_proven"


def test_who_signs_in_has_to_sign_here_now_and_for_this(server: RunningServer) -> None:
    first, second = enrolled(server), enrolled(server, "Back", "b" * 64)
    has_key(server, first)
    asked = request(server)
    assert len(ask(server, first, signed(asked, first))) == auth.CODE_LENGTH
    stranger = Ed25519PrivateKey.from_private_bytes(b"8" * 32)
    forged = replace(signed(asked, first, stranger), key=public_half(KEY))
    moved = replace(signed(asked, first), asked_at=asked.asked_at + 1)
    old = request(server, at=server.office.clock.now() - FRESH_MS - 60_000)
    for one in (asked, signed(asked, first, stranger), forged, moved, signed(old, first)):
        assert ask(server, first, one) == "not_proven"
    assert ask(server, second, signed(asked, second)) == "not_proven", "it is a key of the first"
    settle(
        server.office,
        server.ids.organisation_id,
        EndStaffKey(StaffId(server.ids.owner_id), public_half(KEY)),
    )
    assert ask(server, first, signed(asked, first)) == "not_proven"


def test_a_desk_that_was_revoked_and_a_stranger_get_none(server: RunningServer) -> None:
    desk = enrolled(server)
    stranger = replace(desk, token="no such token")
    assert ask(server, stranger, request(server)) == "no_session"
    settle(server.office, server.ids.organisation_id, RevokeDesk(desk.desk_id, even_last=True))
    assert ask(server, desk, request(server)) in ("desk_revoked", "no_session")


def test_a_desk_gets_twenty_an_hour(server: RunningServer) -> None:
    desk = enrolled(server)
    codes = {ask(server, desk, request(server)) for _ in range(20)}
    assert len(codes) == 20
    assert ask(server, desk, request(server)) == "too_many_tries"


@pytest.mark.parametrize(
    "spoilt",
    [{"location_id": ""}, {"staff_id": "a\x00"}, {"key": "ZZ"}, {"more": 1}, {"asked_at": "now"}],
)
def test_what_asks_for_no_code_is_turned_away(
    server: RunningServer, spoilt: dict[str, object]
) -> None:
    body = asdict(request(server)) | spoilt
    heads = {"Authorization": f"Bearer {enrolled(server).token}"}
    answer = httpx.post(f"{server.url}/v1/enrol/code", json=body, headers=heads)
    assert answer.json()["code"] == "invalid_input"


def test_what_is_signed_holds_for_one_desk_and_place() -> None:
    asked = EnrolCodeRequest(LocationId("l"), StaffId("s"), 1)
    here = statement(OrganisationId("o"), DeskId("d"), asked)
    assert here != statement(OrganisationId("o"), DeskId("e"), asked)
    assert here != statement(OrganisationId("p"), DeskId("d"), asked)
    assert here != statement(
        OrganisationId("o"), DeskId("d"), replace(asked, location_id=LocationId("m"))
    )
    assert "PIN" in fault("not_proven").mend
