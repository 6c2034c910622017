"""Writes payment rows: money taken, money given back."""

import msgspec
from msgspec.structs import replace

from core.changes import Act
from core.domain.bookings import Booking
from core.domain.catalogue import Service
from core.domain.credits import CARD, PENDING_CARD, VOIDED, Pass, Payment
from core.domain.ids import ClientId, CommandId, PaymentId, derive
from core.domain.open_items import OpenItem
from core.domain.receipts import OF_BOOKING, OF_HELD, OF_ITEM
from core.domain.schedule import Occurrence
from core.ports import Reader, Tx


class Taken(msgspec.Struct, frozen=True):
    """Money as it was taken: how, how much in minor units, the receipt that was printed.

    `name` tells several parts for one subject apart; `gift_id` is the gift that pays.
    """

    method: str
    amount: int
    receipt: str
    name: str = ""
    gift_id: str = ""


def pay(tx: Tx, act: Act, client_id: str, subject_id: str, taken: Taken) -> None:
    """Write one payment row for what `subject_id` names."""
    key = derive(act.command_id, "payment", subject_id, *([taken.name] if taken.name else []))
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
            provider_id=taken.gift_id,
        )
    )


def ask_card(tx: Tx, act: Act, client_id: str, subject_id: str, amount: int) -> str:
    """Write that a card was asked, and give the reference that the provider will name."""
    reference = derive(act.command_id, "card", subject_id)
    row = Payment(
        PaymentId(derive(reference, PENDING_CARD)),
        ClientId(client_id),
        subject_id,
        CARD,
        0,
        "",
        act.occurred_at,
        act.desk_id,
        act.actor_id,
        CommandId(act.command_id),
        PENDING_CARD,
        amount,
        provider_id=reference,
    )
    tx.put(row)
    return reference


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


def named_subject(tx: Reader, subject_id: str) -> tuple[str, str, int]:
    """What a payment is for: the kind of a receipt's line, its name, its tax rate."""
    if held := tx.get(Pass, subject_id):
        return OF_HELD, held.name, held.tax_rate
    if item := tx.get(OpenItem, subject_id):
        return OF_ITEM, item.name, item.tax_rate
    booking = tx.get(Booking, subject_id)
    occurrence = tx.get(Occurrence, booking.occurrence_id) if booking else None
    service = tx.get(Service, occurrence.service_id) if occurrence else None
    return (OF_BOOKING, service.name, service.tax_rate) if service else (OF_BOOKING, "", 0)
