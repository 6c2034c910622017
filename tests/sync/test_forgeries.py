"""Nothing enters the history that its desk and its people did not sign, or that came before."""

from collections import Counter
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import fields, replace

from core.commands.seats import Book
from core.domain.ids import DeskId
from core.wire.envelope import Envelope, chained, hash_of, hash_of_arguments, seal
from core.wire.protocol import ExchangeRequest
from tests.sync.oracle import rows_of
from tests.sync.world import ORGANISATION, SimDesk, World

FORGERIES = 100_000
AT_ONCE = 1_000
THIEF = Ed25519PrivateKey.from_private_bytes(b"t" * 32)

Forge = Callable[[Envelope, Random], Envelope]


@pytest.fixture
def world() -> Iterator[World]:
    with World.open(kind="memory", seed=4) as made:
        yield made


def altered(real: Envelope, random: Random) -> Envelope:
    """One field says something else; hash and signature are the real ones."""
    field = random.choice([f.name for f in fields(Envelope) if "signature" not in f.name])
    return replace(real, **{field: another(getattr(real, field), random)})


def rehashed(real: Envelope, random: Random) -> Envelope:
    """Altered, with a hash that fits, but a signature that nobody could make for it."""
    odd = altered(real, random)
    odd = replace(odd, arguments_hash=hash_of_arguments(odd.arguments))
    return replace(odd, hash=hash_of(odd))


def stolen(real: Envelope, random: Random) -> Envelope:
    """Sealed well, by another key."""
    return seal(altered(real, random), THIEF)


def other_signature(real: Envelope, random: Random) -> Envelope:
    """A signature that is none, or has one bit turned."""
    bits = bytearray.fromhex(real.signature)
    bits[random.randrange(len(bits))] ^= 1 << random.randrange(8)
    wrong = random.choice([bits.hex(), "", "zz", real.signature[:-2], real.hash])
    return replace(real, signature=wrong)


def another(value: Any, random: Random) -> Any:
    if isinstance(value, str):
        at = random.randrange(len(value) + 1)
        return value[:at] + random.choice("abcXYZ019{}") + value[at:]
    if isinstance(value, int):
        return value + random.choice([1, 2, 7, 1000])
    if isinstance(value, tuple):
        return (*value, "other")
    return 5 if value is None else "00" * 32


FORGERS: list[Forge] = [altered, rehashed, stolen, other_signature]


@pytest.mark.expects_log("not what it signed")
def test_of_a_hundred_thousand_forged_envelopes_none_is_accepted(world: World) -> None:
    here, _ = world.desks
    for client in world.clients[:4]:
        here.do(Book(client, world.occurrences[0], pay_at_desk=True))
    real = [entry.envelope for entry in here.store.pending()]
    random = Random(7)
    before = snapshot(world)
    said: Counter[str] = Counter()
    for number in range(FORGERIES):
        forged = random.choice(FORGERS)(random.choice(real), random)
        if forged in real:
            continue
        reply = world.service.exchange(asked(here, forged))
        said[reply.refused] += 1
        assert reply.settled == (), forged
        if not number % AT_ONCE:
            assert snapshot(world) == before
    assert snapshot(world) == before
    assert said.keys() <= {"signature_wrong", "envelope_foreign"}
    assert said["signature_wrong"] > FORGERIES / 2
    world.heal()
    assert not here.store.pending(), "the real ones are taken after all that"


def test_what_was_sent_before_is_answered_and_not_done_again(world: World) -> None:
    here, _ = world.desks
    for client in world.clients[:4]:
        here.do(Book(client, world.occurrences[0], pay_at_desk=True))
    request = here.engine.request()
    first = world.service.exchange(request)
    before = snapshot(world)
    for _ in range(50):
        again = world.service.exchange(request)
        assert again.settled == first.settled
        assert snapshot(world) == before


def test_in_another_epoch_a_command_that_settled_is_answered_from_its_id(world: World) -> None:
    here, _ = world.desks
    here.do(Book(world.clients[0], world.occurrences[0], pay_at_desk=True))
    request = here.engine.request()
    first = world.service.exchange(request)
    moved = chained(replace(request.commands[0], epoch=2), here.key)
    again = world.service.exchange(replace(request, epoch=2, commands=(moved,)))
    assert again.settled == first.settled


@pytest.mark.expects_log("not what it signed")
def test_a_desk_that_nobody_enrolled_settles_nothing(world: World) -> None:
    here, _ = world.desks
    here.do(Book(world.clients[0], world.occurrences[0], pay_at_desk=True))
    real = here.store.pending()[0].envelope
    ghost = seal(replace(real, desk_id=DeskId("ghost")), THIEF)
    reply = world.service.exchange(replace(asked(here, ghost), desk_id=DeskId("ghost")))
    assert (reply.refused, reply.settled) == ("signature_wrong", ())


def asked(desk: SimDesk, envelope: Envelope) -> ExchangeRequest:
    """What a thief sends under the desk's own name and epoch."""
    request = desk.engine.request()
    return replace(request, epoch=envelope.epoch, commands=(envelope,))


def snapshot(world: World) -> tuple[int, int]:
    """What the history and the bookings stand at."""
    with world.database.read(ORGANISATION) as store:
        return store.head().version, sum(len(rows) for rows in rows_of(store.rows).values())
