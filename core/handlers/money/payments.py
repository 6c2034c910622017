"""Writes payment rows: money taken, money given back."""

from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from core.changes import Act
from core.domain.bookings import Booking
from core.domain.catalogue import Service
from core.domain.credits import (
    CARD,
    PAYMENTS_OF_DESK,
    PAYMENTS_OF_SUBJECT,
    PENDING_CARD,
    TAKEN,
    VOIDED,
    Pass,
    Payment,
)
from core.domain.ids import ClientId, CommandId, PaymentId, derive
from core.domain.open_items import OpenItem
from core.domain.receipts import (
    OF_BOOKING,
    OF_HELD,
    OF_ITEM,
    OF_RETAIL,
    RECEIPTS_BY_NUMBER,
    lines_of,
)
from core.domain.schedule import Occurrence
from core.ports import Reader, Tx
from core.rules.money.payment_states import refundable


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


def paid_booking(tx: Reader, subject_id: str) -> Booking | None:
    """The booking that a payment counts for: the money went along where it was moved (BK-23)."""
    booking = tx.get(Booking, subject_id)
    while booking is not None and booking.moved_to and not booking.paid:
        booking = tx.get(Booking, booking.moved_to)
    return booking


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


def paid_with(tx: Reader, payment: Payment, *, by_any: bool = False) -> list[Payment]:
    """The rows of one payment: at the till it is one for each line that it paid.

    `by_any`: those of every payment of that receipt.
    """
    if not payment.receipt:
        return [payment]
    number = payment.receipt
    rows = tx.find(PAYMENTS_OF_DESK, payment.desk_id, since=number, until=f"{number} ")
    return [
        row
        for row in rows
        if row.kind == TAKEN
        and row.command_id == payment.command_id
        and (by_any or (row.method, row.provider_id) == (payment.method, payment.provider_id))
    ]


def given_back(tx: Reader, payments: Iterable[Payment]) -> int:
    """How much of payments went back already, in minor units."""
    return sum(
        one.amount - refundable(one, tx.find(PAYMENTS_OF_SUBJECT, one.subject_id))
        for one in payments
    )


def retail_subject(command_id: str, line: int) -> str:
    """What a payment for a line of retail names: nothing of it stays but the receipt."""
    return derive(command_id, "retail", f"{line}")


def named_line(tx: Reader, payment: Payment) -> tuple[str, str, str, int]:
    """What a payment was for: the kind of a receipt's line, its subject, its name, its tax rate."""
    for receipt in tx.find(RECEIPTS_BY_NUMBER, payment.receipt) if payment.receipt else ():
        for number, line in enumerate(lines_of(receipt)):
            retail = line.kind == OF_RETAIL and receipt.command_id == payment.command_id
            if retail and retail_subject(receipt.command_id, number) == payment.subject_id:
                return line.kind, line.subject_id, line.name, line.tax_rate
    kind, name, rate = named_subject(tx, payment.subject_id)
    return kind, payment.subject_id, name, rate


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
