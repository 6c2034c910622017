"""Commands that give money back, or let a sum go (PAY-4, BK-31)."""

from typing import Annotated, Literal

import msgspec

from core.commands.fields import Id, OptionalId, Reason, Receipt
from core.commands.registry import Command, Kind, declare

Positive = Annotated[int, msgspec.Meta(ge=1, le=100_000_000_00)]


@declare(
    "refund",
    kind=Kind.FACT,
    permission="refund",
    label="Gave {amount} back of payment {payment}",
)
class Refund(Command, frozen=True):
    """Money back for a payment, whole or in part, to its source or in cash (PAY-4, PERM-6).

    What it paid for then costs as much less; a live booking or pass does not become due again.
    """

    payment_id: Id
    amount: Positive
    receipt: Receipt
    reason: Reason
    to: Literal["source", "cash"] = "source"


@declare(
    "waive_due",
    kind=Kind.PROMISE,
    permission="waive_due",
    label="Let what {client} owed go",
)
class WaiveDue(Command, frozen=True):
    """What is open for a booking or an open item need not be paid (BK-31, PAY-9).

    Exactly one of `occurrence_id` and `item_id` is given.
    """

    client_id: Id
    reason: Reason
    occurrence_id: OptionalId = ""
    item_id: OptionalId = ""
