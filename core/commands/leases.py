"""Commands that lend seats to desks and get them back (M-02)."""

from core.commands.fields import Few, Id
from core.commands.registry import Command, Kind, declare


@declare(
    "grant_lease",
    kind=Kind.SYSTEM,
    permission="system",
    label="Lent seats of {occurrence} to {desk}",
)
class GrantLease(Command, frozen=True):
    """Lend seats of a class to a desk until its start; only where they are free and spared."""

    occurrence_id: Id
    desk_id: Id


@declare(
    "return_leases",
    kind=Kind.FACT,
    permission="by_desk",
    label="Gave back the seats that were lent",
)
class ReturnLeases(Command, frozen=True):
    """A desk gives back what it has not spent: it closes, or others need the seats."""

    lease_ids: Few[Id]


@declare(
    "call_back_leases",
    kind=Kind.PROMISE,
    permission="book_for_client",
    label="Asked the desks for their seats of {occurrence}",
)
class CallBackLeases(Command, frozen=True):
    """Others need the seats: each desk that is connected gives back what it has not spent."""

    occurrence_id: Id


@declare(
    "release_leases",
    kind=Kind.PROMISE,
    permission="release_leases",
    label="Took the seats of {occurrence} back from silent desks",
)
class ReleaseLeases(Command, frozen=True):
    """A manager takes seats back from a desk that is silent; what it promised is honoured, as
    overbooking."""

    occurrence_id: Id


@declare(
    "end_leases",
    kind=Kind.SYSTEM,
    permission="system",
    label="The loan of seats in {occurrence} ended",
)
class EndLeases(Command, frozen=True):
    """The class has begun: nobody has to spare seats for a desk any more."""

    occurrence_id: Id
