"""Writes payment rows: money taken, money given back."""

import msgspec
from msgspec.structs import replace

from core.changes import Act
from core.domain.credits import VOIDED, Payment
from core.domain.ids import ClientId, CommandId, PaymentId, derive
from core.ports import Tx


class Taken(msgspec.Struct, frozen=True):
    """Money as it was taken: how, how much in minor units, the receipt that was printed."""

    method: str
    amount: int
    receipt: str


def pay(tx: Tx, act: Act, client_id: str, subject_id: str, taken: Taken) -> None:
    """Write one payment row for what `subject_id` names."""
    key = derive(act.command_id, "payment", subject_id)
    tx.put(
        Payment(
            PaymentId(key),
            ClientId(client_id),
            subject_id,
            taken.method,
            taken.amount,
            taken.receipt,
            act.occurred_at,
            act.desk_id,
            act.actor_id,
            CommandId(act.command_id),
        )
    )


def pay_back(tx: Tx, act: Act, payment: Payment, receipt: str) -> None:
    """Write the row that takes a whole payment back."""
    key = derive(act.command_id, "payment", payment.id)
    tx.put(
        replace(
            payment,
            id=PaymentId(key),
            amount=-payment.amount,
            kind=VOIDED,
            refund_of=payment.id,
            receipt=receipt,
            at=act.occurred_at,
            desk_id=act.desk_id,
            staff_id=act.actor_id,
            command_id=CommandId(act.command_id),
        )
    )
