"""Gives seats back that this desk was lent (M-02): when others ask for them, and when it closes."""

import logging
from concurrent.futures import Future

from core.changes import ChangeSet
from core.commands.leases import ReturnLeases
from core.domain.leases import LEASES_OF_DESK, Lease
from desktop.dispatcher import Dispatcher
from desktop.replica import NOBODY, Done, Replica

log = logging.getLogger(__name__)

MOST = 50


def unspent(replica: Replica) -> list[Lease]:
    """The leases of this desk that still promise seats to nobody; on the writer thread."""
    mine = replica.store.rows.find(LEASES_OF_DESK, replica.identity.desk_id)
    return [lease for lease in mine if lease.unspent]


def asked_back(replica: Replica) -> list[Lease]:
    """Those of them that others need."""
    return [lease for lease in unspent(replica) if lease.wanted]


class LeaseKeeper:
    """Acts for the desk itself, with nobody at it."""

    def __init__(self, dispatcher: Dispatcher) -> None:
        self._dispatcher = dispatcher
        dispatcher.on_changed(self._look)

    def give_all_back(self) -> Future[Done] | None:
        """What is not spent, as the desk closes; None where it was lent nothing."""
        replica = self._dispatcher.replica
        return self._give_back(self._dispatcher.network(lambda: unspent(replica)).result())

    def _look(self, changes: ChangeSet) -> None:
        """What others want goes back as soon as the desk hears of it."""
        if Lease in changes.tables():
            replica = self._dispatcher.replica
            self._dispatcher.network(lambda: self._give_back(asked_back(replica)))

    def _give_back(self, leases: list[Lease]) -> Future[Done] | None:
        if not leases:
            return None
        log.info("%d leases go back", len(leases))
        return self._dispatcher.execute(
            ReturnLeases(tuple(lease.id for lease in leases[:MOST])), NOBODY
        )
