"""Writes receipts: what was sold, given back or voided, with its tax (PAY-4, PAY-16)."""

from collections.abc import Sequence

import msgspec

from core.changes import Act
from core.domain.credits import Pass
from core.domain.ids import ClientId, CommandId, LocationId, ReceiptId, derive
from core.domain.json_text import dump
from core.domain.receipts import OF_HELD, SALE, Receipt, ReceiptLine, ReceiptPayment
from core.ports import Tx
from core.rules.money.tax import tax_in


class Slip(msgspec.Struct, frozen=True):
    """What is printed: the number, for whom, and in which place."""

    number: str
    client_id: str = ""
    location_id: str = ""
    kind: str = SALE
    of_number: str = ""
    reason: str = ""


def issue(
    tx: Tx,
    act: Act,
    slip: Slip,
    lines: Sequence[ReceiptLine],
    payments: Sequence[ReceiptPayment],
) -> Receipt | None:
    """Write a receipt; None where no number was given, since nothing was printed."""
    if not slip.number:
        return None
    receipt = Receipt(
        ReceiptId(derive(act.command_id, "receipt", slip.number)),
        slip.number,
        slip.kind,
        act.occurred_at,
        sum(line.gross for line in lines),
        dump(list(lines)),
        dump(list(payments)),
        ClientId(slip.client_id),
        LocationId(slip.location_id or act.location_id),
        act.desk_id,
        act.actor_id,
        slip.of_number,
        slip.reason,
        CommandId(act.command_id),
    )
    tx.put(receipt)
    return receipt


def line(kind: str, subject_id: str, name: str, gross: int, rate: int) -> ReceiptLine:
    """A line with the tax that its price includes."""
    return ReceiptLine(kind, subject_id, name, gross, rate, tax_in(gross, rate))


def pass_line(held: Pass, gross: int) -> ReceiptLine:
    """A line for money for a pass."""
    return line(OF_HELD, held.id, held.name, gross, held.tax_rate)
