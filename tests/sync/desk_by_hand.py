"""A desk in memory for a server that enrolled it, driven by hand."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.ports import Clock
from core.wire.protocol import EnrolReply, SyncProtocol
from desktop.replica import Identity, Replica
from desktop.sync.engine import Engine
from tests.sync.memory_desk import MemoryDeskStore

SIGNING = Ed25519PrivateKey.from_private_bytes(b"k" * 32)


class DeskByHand:
    """A replica on a store in memory."""

    def __init__(self, replica: Replica) -> None:
        self.replica = replica

    def engine(self, server: SyncProtocol) -> Engine:
        return Engine(self.replica, server)

    def exchange(self, server: SyncProtocol) -> None:
        """Exchange until nothing more is to be done."""
        engine = self.engine(server)
        while engine.step().more:
            pass


def replica_of(reply: EnrolReply, clock: Clock) -> DeskByHand:
    """The desk that this reply enrolled."""
    identity = Identity(reply.organisation_id, reply.location_id, reply.desk_id, reply.desk_code)
    return DeskByHand(Replica(MemoryDeskStore(), identity, SIGNING, clock))
