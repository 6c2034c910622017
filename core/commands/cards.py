"""Commands about card payments: asked here, answered by the provider in any order (PAY-3)."""

from typing import Literal

from core.commands.fields import Id, OptionalId
from core.commands.refunds import Positive
from core.commands.registry import Command, Kind, declare


@declare(
    "start_card",
    kind=Kind.PROMISE,
    permission="start_card",
    label="Asked {client} to pay {amount} by card",
)
class StartCard(Command, frozen=True):
    """A card is to pay for a booking, a pass or an open item; its reference follows from this.

    Exactly one of `occurrence_id`, `pass_id` and `item_id` is given.
    """

    client_id: Id
    amount: Positive
    occurrence_id: OptionalId = ""
    pass_id: OptionalId = ""
    item_id: OptionalId = ""


@declare(
    "record_payment",
    kind=Kind.SYSTEM,
    permission="system",
    label="The provider told of {reference}: {event}",
)
class RecordPayment(Command, frozen=True):
    """What a provider tells of a card payment. Told twice, late or in another order it counts once.

    `event_id` tells several refunds of one payment apart; ours carry the id of their row.
    """

    reference: Id
    event: Literal[
        "paid", "failed", "expired", "refunded", "disputed", "dispute_won", "dispute_lost"
    ]
    amount: Positive
    event_id: OptionalId = ""


@declare(
    "lapse_payment",
    kind=Kind.SYSTEM,
    permission="system",
    label="The seat of {client} in {occurrence} was not paid in time",
)
class LapsePayment(Command, frozen=True):
    """The time to pay for a kept seat is over (PAY-3)."""

    client_id: Id
    occurrence_id: Id
