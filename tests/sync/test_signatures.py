"""People who have a key sign what they do; what they did not sign waits for the owner."""

import json
from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from core.changes import Change
from core.commands.arrivals import CheckIn
from core.commands.people import CreateClient, NewClient
from core.commands.seats import Book
from core.commands.setup import CreateStaff, EndGrant, GrantRole
from core.domain.bookings import Booking
from core.domain.ids import StaffId, booking_id
from core.domain.organisation import GRANTS_OF_STAFF, Desk, StaffKey
from core.domain.records import ATTENTION_AT_LOCATION, CommandLog
from core.domain.zones import DAY_MS, HOUR_MS
from core.wire.digest import moved, movement
from core.wire.envelope import Envelope, chained, public_half, seal
from tests.support.rules import rule
from tests.sync.oracle import violations
from tests.sync.world import ORGANISATION, SimDesk, World

HERS = Ed25519PrivateKey.from_private_bytes(b"h" * 32)
OTHER = Ed25519PrivateKey.from_private_bytes(b"o" * 32)
ASIDE = "not_signed"


@pytest.fixture
def world() -> Iterator[World]:
    with World.open(kind="memory", seed=4) as made:
        yield made


def put(world: World, *changes: Change) -> None:
    """Rows that the server writes in a step of its own, as a command would."""
    with world.database.write(ORGANISATION) as store:
        version = store.head().version + 1
        store.rows.apply(changes)
        store.mark_changed(changes, version)
        store.write_digest(moved(store.read_digest(), movement(changes)))
        store.write_head(version)


def give_key(world: World, desk: SimDesk, key: Ed25519PrivateKey = HERS) -> StaffKey:
    row = StaffKey(public_half(key), world.actor, desk.identity.desk_id, world.clock.now())
    put(world, Change(StaffKey, row.id, None, row))
    return row


def sent(world: World, desk: SimDesk, *keys: Ed25519PrivateKey | None, **changes: object) -> str:
    """Send the only pending command of a desk, sealed anew; how it is answered."""
    request = desk.engine.request()
    with world.database.read(ORGANISATION) as store:
        before = store.origin(request.desk_id, request.epoch).hash
    envelope = replace(request.commands[0], previous=before, **changes)
    envelope = seal(envelope, desk.key, *keys)
    reply = world.service.exchange(replace(request, commands=(envelope,)))
    assert reply.refused in ("", "desk_revoked")
    return str(json.loads(reply.settled[0].outcome)["code"])


def books(world: World, desk: SimDesk) -> Envelope:
    desk.do(Book(world.clients[0], world.occurrences[0], pay_at_desk=True))
    return desk.store.pending()[0].envelope


def heard(world: World) -> int:
    """The version that a desk which exchanged just now stands on."""
    with world.database.read(ORGANISATION) as store:
        return store.head().version


def test_who_never_had_a_key_acts_by_name(world: World) -> None:
    here, _ = world.desks
    books(world, here)
    assert sent(world, here) == "booked"


@pytest.mark.expects_log("not_signed")
@pytest.mark.parametrize("key", [None, OTHER])
def test_what_somebody_with_a_key_did_not_sign_is_kept_for_the_owner(
    world: World, key: Ed25519PrivateKey | None
) -> None:
    here, _ = world.desks
    give_key(world, here)
    envelope = books(world, here)
    assert sent(world, here, key, base_version=heard(world)) == "kept_aside"
    with world.database.read(ORGANISATION) as store:
        assert store.rows.get(CommandLog, envelope.command_id) is None
        assert store.rows.get(Booking, booking_id(world.occurrences[0], world.clients[0])) is None
        (held,) = store.held()
        assert (held.command_id, held.why) == (envelope.command_id, ASIDE)
        kinds = [
            item.kind for item in store.rows.find(ATTENTION_AT_LOCATION, world.location, "open")
        ]
    assert kinds == ["unsigned"]


def test_what_is_signed_by_the_person_is_settled(world: World) -> None:
    here, _ = world.desks
    give_key(world, here)
    books(world, here)
    assert sent(world, here, HERS, base_version=heard(world)) == "booked"


@pytest.mark.expects_log("not_signed")
def test_a_key_of_another_desk_or_person_does_not_count(world: World) -> None:
    here, there = world.desks
    give_key(world, there)
    books(world, here)
    assert sent(world, here, HERS, base_version=heard(world)) == "kept_aside"


def test_what_was_done_before_there_was_a_key_needs_no_signature(world: World) -> None:
    here, _ = world.desks
    books(world, here)
    give_key(world, here)
    assert sent(world, here) == "booked"


@pytest.mark.expects_log("not_signed")
def test_a_desk_cannot_go_back_behind_what_it_has_said_it_knew(world: World) -> None:
    here, _ = world.desks
    old = here.replica.standing.cursor
    give_key(world, here)
    assert here.exchange()
    here.do(Book(world.clients[1], world.occurrences[0], pay_at_desk=True))
    assert sent(world, here, HERS) == "booked"
    here.exchange()
    books(world, here)
    assert sent(world, here, base_version=old) == "kept_aside"


@pytest.mark.expects_log("approval_not_signed")
def test_an_approval_is_signed_by_who_approved(world: World) -> None:
    here, _ = world.desks
    manager = StaffId(world.serve(CreateStaff("Maya")).facts["staff_id"])
    world.serve(GrantRole(manager, "location_manager", world.location))
    row = StaffKey(public_half(OTHER), manager, here.identity.desk_id, world.clock.now())
    put(world, Change(StaffKey, row.id, None, row))
    books(world, here)
    now = heard(world)
    assert sent(world, here, None, HERS, approved_by=manager, base_version=now) == "kept_aside"
    here.exchange()
    here.do(Book(world.clients[1], world.occurrences[0], pay_at_desk=True))
    assert sent(world, here, None, OTHER, approved_by=manager, base_version=now) == "booked"


@pytest.mark.expects_log("desk_revoked")
def test_what_a_revoked_desk_sends_is_kept_for_the_owner(world: World) -> None:
    here, _ = world.desks
    with world.database.read(ORGANISATION) as store:
        desk = store.rows.get(Desk, here.identity.desk_id)
    assert desk is not None
    put(world, Change(Desk, desk.id, desk, replace(desk, state="revoked")))
    books(world, here)
    assert sent(world, here) == "kept_aside"


@pytest.mark.expects_log("not_signed")
def test_what_is_kept_aside_leaves_the_desk_that_showed_it(world: World) -> None:
    here, there = world.desks
    give_key(world, here)
    assert here.exchange()
    books(world, here)
    here.do(Book(world.clients[1], world.occurrences[0], pay_at_desk=True))
    for desk in (here, there):
        desk.exchange()
    world.heal()
    assert here.store.rows.get(Booking, booking_id(world.occurrences[0], world.clients[0])) is None
    here.shown.clear()
    assert violations(world) == []


def test_people_need_not_be_there_when_a_desk_seals_anew(world: World) -> None:
    here, _ = world.desks
    give_key(world, here)
    sealed = seal(replace(books(world, here), base_version=heard(world)), here.key, HERS)
    moved = chained(replace(sealed, epoch=2, seq=1, previous="0" * 64), here.key)
    request = replace(here.engine.request(), epoch=2, commands=(moved,))
    reply = world.service.exchange(request)
    assert json.loads(reply.settled[0].outcome)["code"] == "booked"


@rule("SET-13")
@pytest.mark.parametrize(
    ("hours", "code"), [(71, "booked"), (73, "not_permitted")], ids=["in time", "too late"]
)
def test_a_role_that_ended_while_a_desk_was_offline_still_held_there(
    world: World, hours: int, code: str
) -> None:
    here, _ = world.desks
    clerk = StaffId(world.serve(CreateStaff("Remy")).facts["staff_id"])
    world.serve(GrantRole(clerk, "receptionist", world.location))
    assert here.exchange()
    with world.database.read(ORGANISATION) as store:
        (grant,) = store.rows.find(GRANTS_OF_STAFF, clerk)
    world.actor = clerk
    envelope = books(world, here)
    world.serve(EndGrant(grant.id))
    assert sent(world, here, since_contact=hours * 3_600_000) == code
    assert envelope.base_version < heard(world)


@rule("SET-13")
def test_what_is_done_after_a_desk_heard_of_it_is_refused_but_a_fact_stands(world: World) -> None:
    here, _ = world.desks
    clerk = StaffId(world.serve(CreateStaff("Remy")).facts["staff_id"])
    world.serve(GrantRole(clerk, "receptionist", world.location))
    assert here.exchange()
    with world.database.read(ORGANISATION) as store:
        (grant,) = store.rows.find(GRANTS_OF_STAFF, clerk)
    here.do(Book(world.clients[1], world.occurrences[0], pay_at_desk=True))
    assert here.exchange()
    world.actor = clerk
    books(world, here)
    here.do(CheckIn(world.clients[1], world.occurrences[0]))
    world.serve(EndGrant(grant.id))
    now = heard(world)
    request = here.engine.request()
    first, second = request.commands
    first = seal(replace(first, base_version=now), here.key)
    second = seal(replace(second, base_version=now, previous=first.hash), here.key)
    reply = world.service.exchange(replace(request, commands=(first, second)))
    codes = [json.loads(one.outcome)["code"] for one in reply.settled]
    assert codes == ["not_permitted", "checked_in"]
    with world.database.read(ORGANISATION) as store:
        items = store.rows.find(ATTENTION_AT_LOCATION, world.location, "open")
    assert [item.kind for item in items] == ["SET-13", "SET-13"]


def test_a_desk_that_was_silent_for_days_is_named_once_for_a_manager(world: World) -> None:
    here, _ = world.desks
    world.clock.at += 3 * DAY_MS + HOUR_MS
    for client in world.clients[:3]:
        here.do(CreateClient(NewClient(f"Friend of {client}")))
        world.clock.at += HOUR_MS
    assert here.exchange()
    with world.database.read(ORGANISATION) as store:
        items = store.rows.find(ATTENTION_AT_LOCATION, world.location, "open")
    assert [item.kind for item in items] == ["stale"]
    assert "desk-a" in items[0].facts
    world.heal()
    assert violations(world) == []
