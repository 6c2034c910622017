"""Commands of the server that tell people something by the clock, or on what they wrote."""

from typing import Literal

from core.commands.fields import Id
from core.commands.registry import Command, Kind, declare


@declare(
    "remind_class",
    kind=Kind.SYSTEM,
    permission="system",
    label="Reminded those booked in {occurrence}",
)
class RemindClass(Command, frozen=True):
    """Tell those booked that a class is near (NTF-1): a day before, or the last hours before."""

    occurrence_id: Id
    when: Literal["day", "hours"]


@declare(
    "remind_expiry",
    kind=Kind.SYSTEM,
    permission="system",
    label="Told {client} that {pass} ends soon",
)
class RemindExpiry(Command, frozen=True):
    """Tell a client that a pass with something left on it ends soon (NTF-7)."""

    client_id: Id
    pass_id: Id


@declare(
    "cancel_by_sms",
    kind=Kind.SYSTEM,
    permission="system",
    label="{client} cancelled {occurrence} by SMS",
)
class CancelBySms(Command, frozen=True):
    """An SMS said CANCEL about the booking of the last message to that number (NTF-9).

    One that would be late is only asked back about, until the answer says yes (`confirmed`).
    """

    client_id: Id
    occurrence_id: Id
    confirmed: bool = False
