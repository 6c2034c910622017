"""The receipt that a sale of the large studio would have printed."""

from core.domain.credits import Pass
from core.domain.ids import ReceiptId, StaffId, derive
from core.domain.json_text import dump
from core.domain.receipts import OF_HELD, SALE, Receipt, ReceiptLine, ReceiptPayment


def receipt_row(sold: Pass, number: str, staff_id: str) -> Receipt:
    """One line, paid in cash."""
    return Receipt(
        ReceiptId(derive(sold.changed_by, "receipt", number)),
        number,
        SALE,
        sold.sold_at,
        sold.price,
        dump([ReceiptLine(OF_HELD, sold.id, sold.name, sold.price)]),
        dump([ReceiptPayment("cash", sold.price)]),
        sold.client_id,
        sold.location_id,
        staff_id=StaffId(staff_id),
        command_id=sold.changed_by,
    )
